"""GIFT, both ways: the eight types Moodle reads in it; ids, objectives and levels in its comments."""

from methodology.question_formats.gift.reader import looks_like_gift, read_gift
from methodology.question_formats.gift.writer import write_gift

__all__ = ["looks_like_gift", "read_gift", "write_gift"]
