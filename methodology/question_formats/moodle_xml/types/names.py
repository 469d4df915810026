"""Moodle's words for the closed lists of a question."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import TypeVar

from methodology.question_parts import (
    EssayInput,
    Numbering,
    OrderingGrading,
    OrderingLayout,
    OrderingSelection,
    Rounding,
    ToleranceKind,
    UnitDisplay,
    UnitGrading,
    ZoneShape,
)

E = TypeVar("E", bound=StrEnum)


def _by_name(kind: type[E]) -> Mapping[str, E]:
    return MappingProxyType({member.name: member for member in kind})


NUMBERINGS: Mapping[str, Numbering] = MappingProxyType(
    {str(member.value): member for member in Numbering if member is not Numbering.NONE} | {"none": Numbering.NONE}
)
NUMBERING_NAMES: Mapping[Numbering, str] = MappingProxyType({member: name for name, member in NUMBERINGS.items()})

LAYOUTS = _by_name(OrderingLayout)
SELECTIONS = _by_name(OrderingSelection)
GRADINGS = _by_name(OrderingGrading)

ESSAY_INPUTS: Mapping[str, EssayInput] = MappingProxyType(
    {
        "editor": EssayInput.EDITOR,
        "editorfilepicker": EssayInput.EDITOR_FILES,
        "plain": EssayInput.PLAIN,
        "monospaced": EssayInput.MONOSPACED,
        "noinline": EssayInput.NONE,
    }
)
ESSAY_INPUT_NAMES: Mapping[EssayInput, str] = MappingProxyType({member: name for name, member in ESSAY_INPUTS.items()})

UNIT_DISPLAYS: Mapping[str, UnitDisplay] = MappingProxyType(
    {"0": UnitDisplay.TYPED, "1": UnitDisplay.RADIO, "2": UnitDisplay.SELECT, "3": UnitDisplay.NONE}
)
UNIT_DISPLAY_NAMES: Mapping[UnitDisplay, str] = MappingProxyType({m: name for name, m in UNIT_DISPLAYS.items()})
UNIT_GRADINGS: Mapping[str, UnitGrading] = MappingProxyType(
    {"0": UnitGrading.NONE, "1": UnitGrading.OF_ANSWER, "2": UnitGrading.OF_MARK}
)
UNIT_GRADING_NAMES: Mapping[UnitGrading, str] = MappingProxyType({m: name for name, m in UNIT_GRADINGS.items()})

SHAPES: Mapping[str, ZoneShape] = MappingProxyType(
    {"circle": ZoneShape.CIRCLE, "rectangle": ZoneShape.RECTANGLE, "polygon": ZoneShape.POLYGON}
)
SHAPE_NAMES: Mapping[ZoneShape, str] = MappingProxyType({member: name for name, member in SHAPES.items()})

TOLERANCES: Mapping[str, ToleranceKind] = MappingProxyType(
    {"1": ToleranceKind.RELATIVE, "2": ToleranceKind.NOMINAL, "3": ToleranceKind.GEOMETRIC}
)
TOLERANCE_NAMES: Mapping[ToleranceKind, str] = MappingProxyType({member: name for name, member in TOLERANCES.items()})
ROUNDINGS: Mapping[str, Rounding] = MappingProxyType({"1": Rounding.DECIMALS, "2": Rounding.SIGNIFICANT})
ROUNDING_NAMES: Mapping[Rounding, str] = MappingProxyType({member: name for name, member in ROUNDINGS.items()})
