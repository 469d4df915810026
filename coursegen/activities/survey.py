"""A questionnaire without right or wrong answers (expectations, reaction, follow-up)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from coursegen.activities.base import Frame, compose_from
from coursegen.courseware import Activity, CompletionRule, Html
from coursegen.i18n import gettext as _
from methodology.activities.survey import SurveyActivity
from methodology.course import Course
from methodology.evaluation import ItemType, Survey, SurveyItem

NOTHING = Html("")


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One item of a questionnaire; `key` is stable. `low`/`high` bound a number."""

    key: str
    type: ItemType
    text: str
    options: tuple[str, ...] = ()
    required: bool = False
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackActivity(Activity):
    """A questionnaire; `thanks` is shown after sending."""

    items: tuple[Item, ...]
    anonymous: bool = True
    thanks: Html = NOTHING
    completion: CompletionRule = CompletionRule.SUBMIT


@compose_from.register
def compose_survey(source: SurveyActivity, frame: Frame) -> FeedbackActivity:
    """The questionnaire of `5-evaluation.yaml` that the step asks. Raises KeyError when there is none."""
    survey = next((s for s in frame.course.evaluation.surveys if s.id == source.survey), None)
    if survey is None:
        raise KeyError(source.survey)
    intro = frame.body(source) or frame.renderer.fragment(survey.introduction)
    return FeedbackActivity(
        intro=intro,
        items=tuple(_items(survey, frame)),
        anonymous=survey.anonymous,
        **frame.common(),
    )


def _items(survey: Survey, frame: Frame) -> Iterator[Item]:
    for item in survey.items:
        if item.per_objective:
            yield from _per_objective(item, frame.course, frame)
        else:
            yield _item(item, item.id, item.text, frame)


def _per_objective(item: SurveyItem, course: Course, frame: Frame) -> Iterator[Item]:
    """The item once for each objective, with its words in the place of `{objectif}`."""
    for objective in course.objectives.objectives:
        words = objective.statement[:1].lower() + objective.statement[1:]
        yield _item(item, f"{item.id}-{objective.id}", item.text.replace("{objectif}", words), frame)


def _item(item: SurveyItem, key: str, text: str, frame: Frame) -> Item:
    return Item(
        key=key,
        type=item.type,
        text=frame.renderer.plain(text),
        options=tuple(frame.renderer.plain(option) for option in item.options or _usual(item)),
        required=item.required,
        low=item.min,
        high=item.max,
    )


def _usual(item: SurveyItem) -> tuple[str, ...]:
    """The five words of a scale that has none of its own, from least to most."""
    if item.type is not ItemType.SCALE:
        return ()
    return (
        _("Pas du tout d'accord"),
        _("Plutôt pas d'accord"),
        _("Ni d'accord, ni pas d'accord"),
        _("Plutôt d'accord"),
        _("Tout à fait d'accord"),
    )
