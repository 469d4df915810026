"""Text and media area: ``intro`` shown on the course page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING, Any, ClassVar, Final, Self

from moodle_backups.activities.base import Activity
from moodle_backups.columns import Columns, clock
from moodle_backups.xml import Xml, record

if TYPE_CHECKING:
    from moodle_backups.reading.owner import Owner
    from moodle_backups.scope import ActivityScope
    from moodle_backups.tree import Node

# LABEL_MAX_NAME_LENGTH of mod_label.
_NAME_LENGTH: Final = 50
COLUMNS: Final[Columns] = (clock("timemodified"),)
_MARKUP: Final = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Label(Activity):
    """Its text is ``intro``. Without ``name`` the first words of the text name it, as in Moodle."""

    modname: ClassVar[str] = "label"

    def to_xml(self, scope: ActivityScope) -> Xml:
        return record("label", self.fields(COLUMNS, scope), *self.kept.elements, id=scope.place.instance)

    @classmethod
    def from_xml(cls, node: Node, owner: Owner, common: Mapping[str, Any]) -> Self:
        return cls.read(COLUMNS, node, owner, common)

    def title(self) -> str:
        return self.name or self._first_words() or "label"

    def link_token(self, anchored: bool) -> str | None:
        return None

    def problems(self) -> Iterator[str]:
        if not self.intro.strip():
            yield "has no text (intro)"
        if self.completion.view:
            yield "can't be complete by view: nobody opens a label"

    def _first_words(self) -> str:
        words = " ".join(unescape(_MARKUP.sub(" ", self.intro)).split())
        return words if len(words) <= _NAME_LENGTH else words[: _NAME_LENGTH - 1].rstrip() + "…"
