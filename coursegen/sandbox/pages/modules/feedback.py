"""A survey: all its questions on one page, answered once or again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from coursegen.i18n import gettext as _
from coursegen.sandbox.http import Answer
from coursegen.sandbox.pages.visit import Visit
from moodle_backups.activities import feedback_items as items


@dataclass(frozen=True)
class Field:
    """An item as it is asked. `way`: radio, checkbox, list, number, area, line, text or nothing."""

    name: str
    title: str
    way: str
    options: tuple[str, ...] = ()
    required: bool = False
    text: Markup | str = ""
    hint: str = ""
    item: Any = None


def show(visit: Visit) -> Answer:
    """The survey, or the thanks."""
    given = visit.learner.last(visit.piece, "answer")
    again = visit.activity.multiple_submit
    if visit.is_post and (given is None or again):
        visit.learner.add(visit.piece, "answer", {"values": _values(visit), "grade": None})
        visit.judged()
        return visit.back("&done=1")
    if given and (visit.asked.get("done") or not again):
        thanks = visit.html(visit.activity.thanks)
        return visit.page("thanks.html", thanks=thanks, again=again, answers=_answers(visit, given.content["values"]))
    return visit.page("survey.html", fields=_fields(visit), anonymous=visit.activity.anonymous)


def _fields(visit: Visit) -> list[Field]:
    return [field for number, item in enumerate(visit.activity.items) if (field := _field(visit, number, item))]


def _field(visit: Visit, number: int, item: Any) -> Field | None:
    name, title, required = f"f{number}", item.name, item.required
    hint = ""
    if item.depends_on:
        hint = _("Seulement si vous avez répondu « {value} » plus haut.").format(value=item.depends_on.value)
        required = False
    match item:
        case items.Text():
            return Field(name, "", "text", text=visit.html(item.text))
        case items.MultipleChoice():
            ways = {items.Choices.ONE: "radio", items.Choices.SEVERAL: "checkbox", items.Choices.DROPDOWN: "list"}
            return Field(name, title, ways[item.choices], item.options, required, hint=hint)
        case items.RatedChoice():
            words = tuple(text for _points, text in item.options)
            return Field(name, title, "list" if item.dropdown else "radio", words, required, hint=hint)
        case items.Number():
            return Field(name, title, "number", (), required, hint=hint, item=item)
        case items.LongText():
            return Field(name, title, "area", (), required, hint=hint)
        case items.ShortText():
            return Field(name, title, "line", (), required, hint=hint)
    return None


def _values(visit: Visit) -> dict[str, list[str]]:
    """What was given, by the key of the item: it stays right when items come and go."""
    found = {}
    for number, item in enumerate(visit.activity.items):
        values = [value for value in visit.asked.all(f"f{number}") if value]
        if values:
            found[item.key or f"f{number}"] = values
    return found


def _answers(visit: Visit, values: dict[str, list[str]]) -> list[tuple[str, str]]:
    titles = {item.key or f"f{number}": item.name for number, item in enumerate(visit.activity.items)}
    return [(titles.get(key, key), ", ".join(given)) for key, given in values.items()]
