"""A questionnaire."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from coursegen.activities.survey import FeedbackActivity, Item
from coursegen.courseware import Courseware
from coursegen.i18n import gettext as _
from coursegen.outputs.moodle.activities.base import common, convert, submits
from coursegen.outputs.moodle.texts import Texts
from methodology.evaluation import ItemType
from moodle_backups.activities.feedback import (
    Choices,
    Feedback,
    FeedbackItem,
    LongText,
    MultipleChoice,
    Number,
    PageBreak,
    RatedChoice,
    ShortText,
    Text,
)

ITEMS_PER_PAGE = 8


@convert.register
def feedback(activity: FeedbackActivity, courseware: Courseware, texts: Texts) -> Feedback:
    """A feedback activity, its items in pages short enough for a weak connection to save."""
    return Feedback(
        items=tuple(_paged(activity.items)),
        anonymous=activity.anonymous,
        complete_on_submit=submits(activity),
        thanks=texts.html(activity.thanks) or f"<p>{_('Merci : vos réponses aident à améliorer ce cours.')}</p>",
        **common(activity, texts),
    )


def _paged(items: tuple[Item, ...]) -> Iterator[FeedbackItem]:
    for position, item in enumerate(items):
        if position and position % ITEMS_PER_PAGE == 0:
            yield PageBreak(key=f"page-{position // ITEMS_PER_PAGE + 1}")
        yield _item(item)


def _item(item: Item) -> FeedbackItem:
    asked: dict[str, Any] = {"key": item.key, "name": item.text, "required": item.required}
    match item.type:
        case ItemType.SCALE:
            return RatedChoice(options=tuple(enumerate(item.options, 1)), hide_not_selected=item.required, **asked)
        case ItemType.CHOICE:
            return MultipleChoice(options=item.options, **asked)
        case ItemType.CHOICES:
            return MultipleChoice(options=item.options, choices=Choices.SEVERAL, **asked)
        case ItemType.NUMBER:
            return Number(minimum=item.low, maximum=item.high, **asked)
        case ItemType.SHORT_TEXT:
            return ShortText(**asked)
        case ItemType.LONG_TEXT:
            return LongText(**asked)
        case ItemType.INFORMATION:
            return Text(key=item.key, text=f"<p>{item.text}</p>")
