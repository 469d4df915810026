"""The question banks of a course for other systems: Moodle XML, GIFT, and the list of what each could not carry."""

from coursegen.outputs.exchange.banks import Exchanged, gift_file, moodlexml_file

__all__ = ["Exchanged", "gift_file", "moodlexml_file"]
