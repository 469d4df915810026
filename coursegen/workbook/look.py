"""How the cells of a workbook look: the charter's colours, one format a use."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from coursegen.charter import Charter
from coursegen.workbook.layout import Column
from methodology.shape import Form

FONT_SIZE = 10
HEADER_HEIGHT = 44
LINE_HEIGHT, TALLEST = 12.6, 400.0
"""Points; Excel takes rows of 409 points at most."""


@dataclass(frozen=True, slots=True)
class Look:
    """The formats of one workbook."""

    title: Any
    help: Any
    header: Any
    activity_header: Any
    label: Any
    hint: Any
    key: Any
    text: Any
    word: Any
    number: Any
    day: Any
    plain: Any
    link: Any
    room: Any
    day_room: Any
    number_room: Any

    def of(self, column: Column) -> Any:
        """The format of the cells of that column."""
        if column.is_key:
            return self.key
        if column.shape.form is Form.LEAF and column.shape.kind is date:
            return self.day
        if column.shape.form is Form.LEAF and column.shape.kind in (int, float):
            return self.number
        return self.word if column.choices and column.shape.form is not Form.LEAVES else self.text

    def room_for(self, column: Column) -> Any:
        """The format of the cells below the last record of that column."""
        return {id(self.day): self.day_room, id(self.number): self.number_room}.get(id(self.of(column)), self.room)


def make_look(book: Any, charter: Charter) -> Look:
    """The formats, in the charter's colours and typeface."""
    colours = charter.colours
    base = {"font_name": charter.typeface.family, "font_size": FONT_SIZE, "font_color": colours.ink, "valign": "top"}
    cell = {**base, "text_wrap": True, "border": 1, "border_color": colours.rule, "locked": False}
    head = {**base, "bold": True, "text_wrap": True, "valign": "vcenter", "border": 1, "border_color": colours.rule}

    def made(**changes: Any) -> Any:
        return book.add_format(changes)

    return Look(
        title=made(**{**base, "bold": True, "font_size": 16, "font_color": colours.accent, "valign": "vcenter"}),
        help=made(**{**base, "font_color": colours.muted, "italic": True}),
        header=made(**{**head, "bg_color": colours.accent, "font_color": colours.on_accent}),
        activity_header=made(**{**head, "bg_color": colours.act, "font_color": "#FFFFFF"}),
        label=made(**{**head, "bg_color": colours.surface, "valign": "top"}),
        hint=made(**{**base, "font_color": colours.muted, "text_wrap": True}),
        key=made(**{**cell, "bold": True, "bg_color": colours.surface, "num_format": "@", "locked": True}),
        text=made(**{**cell, "num_format": "@"}),
        word=made(**{**cell, "num_format": "@", "align": "left"}),
        number=made(**{**cell, "align": "left"}),
        day=made(**{**cell, "num_format": "dd/mm/yyyy", "align": "left"}),
        plain=made(**{**base, "text_wrap": True}),
        link=made(**{**base, "font_color": colours.accent, "underline": 1, "bold": True}),
        room=made(**{**base, "text_wrap": True, "locked": False, "num_format": "@"}),
        day_room=made(**{**base, "locked": False, "num_format": "dd/mm/yyyy", "align": "left"}),
        number_room=made(**{**base, "locked": False, "align": "left"}),
    )


def height(shown: Iterable[tuple[object, float]]) -> float:
    """The height, in points, of a row whose cells show that in columns that wide."""
    lines = max((_lines(str(value), wide) for value, wide in shown if value is not None), default=1)
    return min(TALLEST, max(16.0, LINE_HEIGHT * lines + 4.0))


def _lines(text: str, wide: float) -> int:
    return sum(1 + int(len(line) / (wide * 1.15)) for line in text.split("\n"))


def width(column: Column, values: list[Any]) -> float:
    """Columns wide enough for what they hold, and no wider than is easy to read."""
    if column.is_key:
        return 16.0
    if column.shape.form is Form.LEAF and column.shape.kind in (int, float, bool):
        return 12.5
    if column.shape.form is Form.LEAF and column.shape.kind is date:
        return 12.0
    longest = max((len(line) for value in values for line in str(value or "").split("\n")), default=0)
    floor = 14.0 if column.choices or column.reference else 26.0
    return min(max(floor, longest + 2.0), 24.0 if column.choices else 44.0)
