"""What a check says: one finding, one place, one reason, one remedy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType


class Severity(StrEnum):
    """`error` blocks a build; `warning` asks; `info` tells."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


_NO_FIELDS: Mapping[str, tuple[int, int]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Where:
    """A place in a file of the course folder. `file` is relative to it; line and column count from 1.

    `fields` gives (line, column) of each field of the record that begins here, by English field name.
    """

    file: str
    line: int = 1
    column: int = 1
    fields: Mapping[str, tuple[int, int]] = field(default_factory=lambda: _NO_FIELDS, compare=False)

    def at(self, name: str) -> Where:
        """The place of that field; this place when the field is absent."""
        line, column = self.fields.get(name, (self.line, self.column))
        return Where(self.file, line, column)


NOWHERE = Where("")


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing found. `rule` is an id of the catalogue (OBJ-02) or of the reader (LIR-03).

    `message` says what and why, `remedy` how to mend; both in the language of the messages.
    `subject` names what it is about (an id of the folder), for `ignorer`.
    """

    where: Where = field(compare=False)
    rule: str
    severity: Severity
    message: str
    remedy: str
    subject: str = ""
