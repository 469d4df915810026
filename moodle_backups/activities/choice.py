"""One question with options to choose from. Answers are user data: they don't travel."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, Any, ClassVar, Final, Self

from moodle_backups.activities.base import Activity
from moodle_backups.columns import Columns, clock, flag, moment, number, one_of, text, written
from moodle_backups.kept import NOTHING_KEPT, Kept
from moodle_backups.xml import Xml, element, listing, record

if TYPE_CHECKING:
    from moodle_backups.reading.owner import Owner
    from moodle_backups.scope import ActivityScope
    from moodle_backups.tree import Node


class ShowResults(IntEnum):
    """When learners see what was chosen (``CHOICE_SHOWRESULTS_*``)."""

    NEVER = 0
    AFTER_ANSWER = 1
    AFTER_CLOSE = 2
    ALWAYS = 3


class Privacy(IntEnum):
    """Whether results name who chose (``CHOICE_PUBLISH_*``)."""

    ANONYMOUS = 0
    NAMES = 1


class ChoiceLayout(IntEnum):
    """How the options are laid out."""

    HORIZONTAL = 0
    VERTICAL = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceOption:
    """``text``: plain, shown as Moodle shows names. ``limit``: how many may take it in a limited choice (0: nobody)."""

    text: str
    limit: int = 0
    kept: Kept = NOTHING_KEPT


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice(Activity):
    """The question is ``intro``. Limits of options count only with ``limited``; then each option needs one.

    ``show_space``: how much room an option has left is shown. ``preview``: the options are shown before ``opens``.
    ``count_unanswered``, ``count_inactive``: the results count who hasn't answered, who has left the course.
    """

    modname: ClassVar[str] = "choice"

    options: tuple[ChoiceOption, ...]
    results: ShowResults = ShowResults.NEVER
    privacy: Privacy = Privacy.ANONYMOUS
    layout: ChoiceLayout = ChoiceLayout.HORIZONTAL
    update: bool = False
    several: bool = False
    limited: bool = False
    show_space: bool = False
    count_unanswered: bool = False
    count_inactive: bool = True
    preview: bool = False
    opens: int | None = None
    closes: int | None = None
    complete_on_submit: bool = False

    def to_xml(self, scope: ActivityScope) -> Xml:
        options = (
            record("option", written(OPTION_COLUMNS, option, scope), *option.kept.elements, id=scope.id_of(option))
            for option in self.options
        )
        return record(
            "choice",
            self.fields(COLUMNS, scope),
            listing("options", options),
            element("answers"),
            *self.kept.elements,
            id=scope.place.instance,
        )

    @classmethod
    def from_xml(cls, node: Node, owner: Owner, common: Mapping[str, Any]) -> Self:
        options = tuple(
            ChoiceOption(**owner.values(OPTION_COLUMNS, option, ids={"id": int(option.attributes.get("id") or 0)}))
            for option in node.path("options/option")
        )
        return cls.read(COLUMNS, node, owner, common, nested=("options",), people=("answers",), options=options)

    def own_completion_rule(self) -> bool:
        return self.complete_on_submit

    def problems(self) -> Iterator[str]:
        if not self.options:
            yield "has no option"
        for position, option in enumerate(self.options, 1):
            if not option.text.strip():
                yield f"option {position} has no text"
            if option.limit < 0:
                yield f"option {position} has a negative limit"
            elif self.limited and not option.limit:
                yield f"option {position} has no limit: in a limited choice nobody can choose it"
        if any(option.limit for option in self.options) and not self.limited:
            yield "has options with limits, but isn't limited"


COLUMNS: Final[Columns] = (
    one_of("publish", "privacy", Privacy),
    one_of("showresults", "results", ShowResults),
    one_of("display", "layout", ChoiceLayout),
    flag("allowupdate", "update"),
    flag("allowmultiple", "several"),
    flag("showunanswered", "count_unanswered"),
    flag("limitanswers", "limited"),
    moment("timeopen", "opens"),
    moment("timeclose", "closes"),
    clock("timemodified"),
    flag("completionsubmit", "complete_on_submit"),
    flag("showpreview", "preview"),
    flag("includeinactive", "count_inactive"),
    flag("showavailable", "show_space"),
)
OPTION_COLUMNS: Final[Columns] = (text("text"), number("maxanswers", "limit"), clock("timemodified"))
