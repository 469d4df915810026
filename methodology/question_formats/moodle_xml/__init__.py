"""Moodle XML, both ways: every question type of Moodle's core, texts with their files, categories, tags."""

from methodology.question_formats.moodle_xml.reader import read_moodle_xml
from methodology.question_formats.moodle_xml.writer import Written, write_moodle_xml
from methodology.question_formats.moodle_xml.writing import Material

__all__ = ["Material", "Written", "read_moodle_xml", "write_moodle_xml"]
