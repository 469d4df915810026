"""The records of a lesson's pages, in both directions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, cast

from moodle_backups.activities.lesson_pages import (
    PAGE_TYPES,
    Button,
    ContentPage,
    Jump,
    LessonAnswer,
    LessonPage,
    LessonPair,
    MatchingPage,
    NumericalPage,
    Outcome,
    QuestionPage,
    ShortAnswerPage,
    Slip,
    Target,
)
from moodle_backups.columns import Column, Columns, clock, computed, fixed, flag, html, number, text, written
from moodle_backups.kept import KeptValue
from moodle_backups.xml import NULL, Scalar, Xml, element, listing, record

if TYPE_CHECKING:
    from moodle_backups.reading.owner import Owner
    from moodle_backups.scope import ActivityScope
    from moodle_backups.tree import Node


_TEXTS: Final = ("answer_text", "response")
"""Without them Moodle has NULL."""


@dataclass(frozen=True, slots=True)
class PageWriter:
    """Writes the pages of one lesson in their order."""

    scope: ActivityScope
    pages: tuple[LessonPage, ...]

    def records(self) -> list[Xml]:
        """One record a page, each naming its neighbours."""
        ids = [self._id(page.key) for page in self.pages]
        around = zip([0, *ids], self.pages, [*ids[1:], 0], strict=False)
        return [self._page(page, before, after) for before, page, after in around]

    def _id(self, key: str) -> int:
        return self.scope.place.anchors[key]

    def _page(self, page: LessonPage, before: int, after: int) -> Xml:
        own = self._id(page.key)
        values: dict[str, Scalar] = {"prevpageid": before, "nextpageid": after, "qtype": page.kind}
        return record(
            "page",
            values | written(page_columns(type(page)), page, self.scope, own),
            listing("answers", [self._slip(page, slip) for slip in page.slips()]),
            element("branches"),
            *page.kept.elements,
            id=own,
        )

    def _slip(self, page: LessonPage, slip: Slip) -> Xml:
        slip_id = self.scope.id_of(slip)
        values = written(slip_columns(type(page), type(slip)), slip, self.scope, slip_id)
        jump = Jump.THIS_PAGE if isinstance(slip, LessonPair) else slip.jump
        empty: dict[str, Scalar] = {name: None for name in _TEXTS if values[name] == ""}
        values = slip.kept.over({"jumpto": self._target(jump)} | values | empty)
        return record("answer", values, element("attempts"), *slip.kept.elements, id=slip_id)

    def _target(self, jump: Target) -> int:
        """Keys of no page are named by the lesson's own problems."""
        return jump.value if isinstance(jump, Jump) else self.scope.place.anchors.get(jump, 0)


def read_pages(node: Node, owner: Owner) -> tuple[LessonPage, ...]:
    """The pages of a lesson's record in reading order, which their neighbours say. Their ids are their keys.

    ValueError when a page is of a type that Moodle's core doesn't have.
    """
    records = {int(page.attributes.get("id") or 0): page for page in node.path("pages/page")}
    return tuple(_read_page(records[page_id], page_id, records, owner) for page_id in _order(records))


def _order(records: Mapping[int, Node]) -> list[int]:
    """From the page that has none before it, then those that no other leads to."""
    order: dict[int, None] = {}
    starts = [page_id for page_id, page in records.items() if page.text_of("prevpageid") in (None, "0")]
    for start in (*starts, *records):
        current = start
        while current in records and current not in order:
            order[current] = None
            current = int(records[current].text_of("nextpageid") or 0)
    return list(order)


def _read_page(node: Node, page_id: int, pages: Mapping[int, Node], owner: Owner) -> LessonPage:
    kind = PAGE_TYPES.get(int(node.text_of("qtype") or 0))
    if kind is None:
        raise ValueError(f"a lesson page of type {node.text_of('qtype')}")
    columns = page_columns(kind)
    nested = ("prevpageid", "nextpageid", "qtype", "answers")
    own = owner.values(columns, node, page_id, nested=nested, people=("branches",), ids={"id": page_id})
    page = kind(key=str(page_id), **own, **_read_slips(kind, node, pages, owner))
    return owner.checked(page, columns, node)


def _read_slips(kind: type[LessonPage], node: Node, pages: Mapping[int, Node], owner: Owner) -> dict[str, Any]:
    """The attributes of a page that its answers make up."""
    answers = sorted(node.path("answers/answer"), key=lambda answer: int(answer.attributes.get("id") or 0))
    if issubclass(kind, MatchingPage):
        if len(answers) < 2:
            raise ValueError("a matching page without its outcomes")
        outcomes = [_read_slip(kind, Outcome, answer, pages, owner) for answer in answers[:2]]
        pairs = tuple(_read_slip(kind, LessonPair, answer, pages, owner) for answer in answers[2:])
        return {"correct": outcomes[0], "wrong": outcomes[1], "pairs": pairs}
    if issubclass(kind, ContentPage):
        return {"buttons": tuple(_read_slip(kind, Button, answer, pages, owner) for answer in answers)}
    if issubclass(kind, QuestionPage):
        return {"answers": tuple(_read_slip(kind, LessonAnswer, answer, pages, owner) for answer in answers)}
    if len(answers) != 1:
        raise ValueError(f"a {kind.__name__} with {len(answers)} ways on")
    return {"outcome": _read_slip(kind, Outcome, answers[0], pages, owner)}


def _read_slip(page: type[LessonPage], kind: type[Slip], node: Node, pages: Mapping[int, Node], owner: Owner) -> Any:
    slip_id = int(node.attributes.get("id") or 0)
    columns = slip_columns(page, kind)
    own = owner.values(columns, node, slip_id, nested=("jumpto",), people=("attempts",), ids={"id": slip_id})
    stay = [KeptValue(name, "", NULL) for name in _TEXTS if node.text_of(name) == ""]
    jump = int(node.text_of("jumpto") or 0)
    known: Target | None = str(jump) if jump in pages else _JUMPS.get(jump)
    if known is None or (kind is LessonPair and jump):
        owner.note(f"<jumpto>: {jump}")
        stay.append(KeptValue("jumpto", str(jump), "0"))
    own["kept"] = replace(own["kept"], values=(*own["kept"].values, *stay))
    jumps = {} if kind is LessonPair else {"jump": known or Jump.THIS_PAGE}
    return owner.checked(cast(Any, kind)(**own, **jumps), columns, node)


def page_columns(page: type[LessonPage]) -> Columns:
    """The table of a page, its neighbours and type apart."""
    content = issubclass(page, ContentPage)
    return (
        flag("qoption", page.option) if page.option else fixed("qoption", 0),
        flag("layout", "horizontal") if content else fixed("layout", 0),
        flag("display", "in_menu") if content else fixed("display", 0),
        clock("timecreated"),
        clock("timemodified"),
        text("title"),
        html("contents", "content", "page_contents"),
        fixed("contentsformat", 1),
    )


def slip_columns(page: type[LessonPage], slip: type[Slip]) -> Columns:
    """The table of an answer of such a page, its jump apart."""
    if slip is Button:
        return _BUTTON
    if slip is LessonPair:
        return _PAIR
    if slip is Outcome:
        return _OUTCOME if issubclass(page, MatchingPage) else _BARE
    return _TYPED if issubclass(page, ShortAnswerPage | NumericalPage) else _CHOSEN


def _table(score: Column, answer: Column, response: Column, formats: tuple[int, int | None]) -> Columns:
    """``formats``: of the answer and of the response, None: HTML if there is one."""
    response_format = formats[1]
    return (
        fixed("grade", 0),
        score,
        fixed("flags", 0),
        clock("timecreated"),
        clock("timemodified"),
        answer,
        response,
        fixed("answerformat", formats[0]),
        computed("responseformat", "response_format")
        if response_format is None
        else fixed("responseformat", response_format),
    )


_JUMPS: Final = {jump.value: jump for jump in Jump}
_NO_SCORE: Final = fixed("score", 0)
_SCORE: Final = number("score", least=None)
_ANSWER: Final = html("answer_text", "text", "page_answers")
_RESPONSE: Final = html("response", "response", "page_responses")
_NONE: Final = fixed("response", None)

_BUTTON: Final = _table(_NO_SCORE, text("answer_text", "label"), _NONE, (0, 0))
_PAIR: Final = _table(_NO_SCORE, _ANSWER, text("response", "match"), (1, 0))
_OUTCOME: Final = _table(_SCORE, html("answer_text", "response", "page_answers"), _NONE, (1, 0))
_BARE: Final = _table(_SCORE, fixed("answer_text", None), _NONE, (0, 0))
_TYPED: Final = _table(_SCORE, text("answer_text", "text"), _RESPONSE, (0, None))
_CHOSEN: Final = _table(_SCORE, _ANSWER, _RESPONSE, (1, None))
