"""Every question type of Moodle's core: how its own part of a <question> is read and written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from methodology.question_formats.moodle_xml.reading import QuestionReader
from methodology.question_formats.moodle_xml.types.answers import (
    read_numerical,
    read_shortanswer,
    write_numerical,
    write_shortanswer,
)
from methodology.question_formats.moodle_xml.types.calculated import (
    read_calculated,
    read_calculated_choices,
    write_calculated,
)
from methodology.question_formats.moodle_xml.types.choices import (
    read_multichoice,
    read_truefalse,
    write_multichoice,
    write_truefalse,
)
from methodology.question_formats.moodle_xml.types.essays import read_essay, write_essay
from methodology.question_formats.moodle_xml.types.gaps import (
    read_ddwtos,
    read_gapselect,
    write_ddwtos,
    write_gapselect,
)
from methodology.question_formats.moodle_xml.types.images import (
    read_ddimageortext,
    read_ddmarker,
    write_ddimageortext,
    write_ddmarker,
)
from methodology.question_formats.moodle_xml.types.matching import (
    read_match,
    read_randomsamatch,
    write_match,
    write_randomsamatch,
)
from methodology.question_formats.moodle_xml.types.orders import read_ordering, write_ordering
from methodology.question_formats.moodle_xml.writing import QuestionWriter
from methodology.questions import QuestionType

Reader = Callable[[QuestionReader], dict[str, Any]]
Writer = Callable[[QuestionWriter], None]


def _nothing_to_read(_source: QuestionReader) -> dict[str, Any]:
    return {}


def _nothing_to_write(_out: QuestionWriter) -> None:
    return None


READERS: Mapping[str, tuple[QuestionType, Reader]] = MappingProxyType(
    {
        "multichoice": (QuestionType.SINGLE, read_multichoice),
        "truefalse": (QuestionType.TRUE_FALSE, read_truefalse),
        "matching": (QuestionType.MATCH, read_match),
        "match": (QuestionType.MATCH, read_match),
        "numerical": (QuestionType.NUMERICAL, read_numerical),
        "shortanswer": (QuestionType.SHORT_ANSWER, read_shortanswer),
        "essay": (QuestionType.ESSAY, read_essay),
        "description": (QuestionType.DESCRIPTION, _nothing_to_read),
        "gapselect": (QuestionType.GAP_SELECT, read_gapselect),
        "ddwtos": (QuestionType.DRAG_INTO_TEXT, read_ddwtos),
        "ddimageortext": (QuestionType.DRAG_ONTO_IMAGE, read_ddimageortext),
        "ddmarker": (QuestionType.MARKERS, read_ddmarker),
        "cloze": (QuestionType.CLOZE, _nothing_to_read),
        "multianswer": (QuestionType.CLOZE, _nothing_to_read),
        "ordering": (QuestionType.ORDERING, read_ordering),
        "calculated": (QuestionType.CALCULATED, read_calculated),
        "calculatedsimple": (QuestionType.CALCULATED_SIMPLE, read_calculated),
        "calculatedmulti": (QuestionType.CALCULATED_CHOICE, read_calculated_choices),
        "randomsamatch": (QuestionType.RANDOM_MATCH, read_randomsamatch),
    }
)
"""By the `type` of a <question>: the type here (multichoice says itself whether several answers are right)."""

WRITERS: Mapping[QuestionType, tuple[str, Writer]] = MappingProxyType(
    {
        QuestionType.SINGLE: ("multichoice", write_multichoice),
        QuestionType.MULTIPLE: ("multichoice", write_multichoice),
        QuestionType.TRUE_FALSE: ("truefalse", write_truefalse),
        QuestionType.MATCH: ("matching", write_match),
        QuestionType.NUMERICAL: ("numerical", write_numerical),
        QuestionType.SHORT_ANSWER: ("shortanswer", write_shortanswer),
        QuestionType.ESSAY: ("essay", write_essay),
        QuestionType.DESCRIPTION: ("description", _nothing_to_write),
        QuestionType.GAP_SELECT: ("gapselect", write_gapselect),
        QuestionType.DRAG_INTO_TEXT: ("ddwtos", write_ddwtos),
        QuestionType.DRAG_ONTO_IMAGE: ("ddimageortext", write_ddimageortext),
        QuestionType.MARKERS: ("ddmarker", write_ddmarker),
        QuestionType.CLOZE: ("cloze", _nothing_to_write),
        QuestionType.ORDERING: ("ordering", write_ordering),
        QuestionType.CALCULATED: ("calculated", write_calculated),
        QuestionType.CALCULATED_SIMPLE: ("calculatedsimple", write_calculated),
        QuestionType.CALCULATED_CHOICE: ("calculatedmulti", write_calculated),
        QuestionType.RANDOM_MATCH: ("randomsamatch", write_randomsamatch),
    }
)
