"""The record of one question, as its type reads it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from moodle_backups.columns import Columns
from moodle_backups.files import File
from moodle_backups.kept import NOTHING_KEPT, Kept
from moodle_backups.questions.base import Answer, CombinedFeedback, Question
from moodle_backups.reading.markup import markup
from moodle_backups.reading.owner import Owner
from moodle_backups.reading.people import without_people
from moodle_backups.tree import Node
from moodle_backups.unknown_question import UnknownQuestion
from moodle_backups.xml import Xml

Q = TypeVar("Q", bound=Question)


class QuestionSource:
    """One record of a question, for its type to read; what the type doesn't ask for is kept."""

    def __init__(self, node: Node, owner: Owner, category: int, common: dict[str, Any]) -> None:
        self.node = node
        self.id = id_of(node)
        self.category = category
        self._owner = owner
        self._common = common
        self._plugin = node.child(f"plugin_qtype_{node.text_of('qtype')}_question")
        self._inner: Mapping[int, Question] = common.pop("inner")
        self._parts: dict[str, Kept] = {}
        self._taken: set[str] = set()

    def inner(self, ids: Sequence[int]) -> tuple[Question, ...]:
        """The questions that this one consists of, by their ids. ValueError when one is missing or left over."""
        if sorted(ids) != sorted(self._inner):
            raise ValueError("its parts aren't those of the package")
        return tuple(self._inner[one] for one in ids)

    def has(self, place: str) -> bool:
        """Whether there is such a record."""
        return self._find(place) is not None

    def options(
        self, place: str, columns: Columns, part: str = "options", nested: Iterable[str] = ()
    ) -> dict[str, Any]:
        """The attributes that a record gives which a question has once; combined feedback becomes one value."""
        node = self._find(place)
        if node is None:
            self._parts[part] = Kept(ids={"absent": 1})
            return {}
        values = self._owner.values(columns, node, self.id, nested=nested, ids={"id": id_of(node)})
        self._parts[part] = values.pop("kept")
        feedback = {name.partition(".")[2]: values.pop(name) for name in list(values) if name.startswith("feedback.")}
        return values | {"feedback": CombinedFeedback(**feedback)} if feedback else values

    def items(self, place: str, columns: Columns, nested: Iterable[str] = ()) -> list[dict[str, Any]]:
        """The attributes of each record of a list, ``kept`` with its id among them."""
        self._taken.add(place.partition("/")[0])
        return self.values_of(self._plugin, place, columns, nested) if self._plugin is not None else []

    def values_of(self, node: Node, place: str, columns: Columns, nested: Iterable[str] = ()) -> list[dict[str, Any]]:
        """The attributes of each record of a list inside another record."""
        nested = tuple(nested)
        return [
            self._owner.values(columns, one, id_of(one), nested=nested, ids={"id": id_of(one)})
            for one in node.path(place)
        ]

    def items_with(self, place: str, columns: Columns, beside: str, more: Columns) -> list[dict[str, Any]]:
        """The attributes of each answer with those of the record beside it that names it."""
        self._taken.add(beside.partition("/")[0])
        records = {int(one.text_of("answer") or 0): one for one in self._all(beside)}
        if len(records) != len(self._all(beside)):
            raise ValueError(f"two {beside} of one answer")
        answers = self.items(place, columns)
        for values in answers:
            kept: Kept = values["kept"]
            node = records.pop(kept.id_of("id") or 0, None)
            other = Kept(ids={"absent": 1})
            if node is not None:
                own = self._owner.values(more, node, nested=("answer",), ids={"id": id_of(node)})
                other = own.pop("kept")
                values.update(own)
            values["kept"] = replace(kept, parts={"beside": other})
        if records:
            raise ValueError(f"{beside} of no answer")
        return answers

    def answers(self, columns: Columns) -> tuple[Answer, ...]:
        """The plain answers."""
        return tuple(Answer(**values) for values in self.items("answers/answer", columns))

    def text(self, place: str, name: str) -> str | None:
        """A field of a record that a question has once."""
        node = self._find(place)
        return None if node is None else node.text_of(name)

    def number(self, place: str, name: str) -> int | None:
        """The same as a number."""
        text = self.text(place, name)
        return int(text) if text else None

    def numbers(self, place: str, name: str) -> list[float]:
        """A field of each record of a list."""
        return [float(one.text_of(name) or 0) for one in self._all(place)]

    def node_of(self, place: str, item_id: int | None) -> Node:
        """The record of a list that has an id."""
        return next(one for one in self._all(place) if id_of(one) == item_id)

    def file(self, area: str, item: int | None, component: str) -> File | None:
        """The one file of an area; ValueError when there are more."""
        files = self._owner.files_in(area, item or 0, component)
        if len(files) > 1:
            raise ValueError(f"{len(files)} files in {area}")
        return files[0] if files else None

    def keep(self, part: str, kept: Kept) -> None:
        """Keeps something under a name for the type itself."""
        if kept is not NOTHING_KEPT:
            self._parts[part] = kept

    def build(self, kind: type[Q], **values: Any) -> Q:
        """The question of what was read. ``values``: what its type adds."""
        common = self._common
        kept: Kept = common["kept"]
        parts = {**(kept.parts or {}), **self._parts}
        left = [one for one in self._left() if not empty(one)]
        if left:
            self._owner.note(f"<{'>, <'.join(one.tag for one in left)}> of the question")
            parts["plugin"] = Kept(elements=tuple(map(markup, left)))
        kept = replace(kept, parts=parts)
        return kind(**{**common, "files": self._owner.shown, **values, "kept": kept})

    def whole(self) -> UnknownQuestion:
        """The question with the markup of its type as it is."""
        plugin = Xml("") if self._plugin is None else markup(without_people(self._plugin, self._owner.drop))
        return UnknownQuestion(
            **self._common,
            files=self._owner.shown,
            qtype=self.node.text_of("qtype") or "",
            length=int(self.node.text_of("length") or 0),
            plugin=plugin,
            inner=tuple(self._inner.values()),
        )

    def _find(self, place: str) -> Node | None:
        self._taken.add(place.partition("/")[0])
        return self._plugin.find(place) if self._plugin is not None else None

    def _all(self, place: str) -> tuple[Node, ...]:
        return self._plugin.path(place) if self._plugin is not None else ()

    def _left(self) -> Iterator[Node]:
        children = self._plugin.children if self._plugin is not None else ()
        yield from (child for child in children if child.tag not in self._taken)


def id_of(node: Node) -> int:
    """The id of a record."""
    return int(node.attributes["id"])


def empty(node: Node) -> bool:
    """Whether an element says nothing: no text in it, however deep."""
    if node.children:
        return all(map(empty, node.children))
    return node.text is not None and not node.text.strip()
