"""The items of a questionnaire of Moodle to those of a folder."""

from __future__ import annotations

import re

from coursegen.i18n import gettext as _
from coursegen.importers.backup.texts import words
from methodology.evaluation import ItemType, SurveyItem
from methodology.question_formats.naming import slug
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

_SCALE = 5
_WELL_FORMED = re.compile(r"[A-Za-z][A-Za-z0-9._-]{0,39}")


def survey_items(activity: Feedback) -> tuple[tuple[SurveyItem, ...], tuple[str, ...]]:
    """The items, and in words what a folder has no item for."""
    items: list[SurveyItem] = []
    lost: list[str] = []
    for item in activity.items:
        if isinstance(item, PageBreak):
            continue
        made = _item(item, _free(_id_of(item.key) or f"i{len(items) + 1}", items))
        if made is None:
            lost.append(_("« {name} » ({type}) n'est pas repris.").format(name=item.name, type=item.typ))
        else:
            items.append(made)
        if item.depends_on is not None:
            lost.append(_("« {name} » ne dépend plus d'une autre réponse.").format(name=item.name))
    return tuple(items), tuple(lost)


def _id_of(key: str) -> str:
    return key if _WELL_FORMED.fullmatch(key) else slug(key, 40)


def _free(wanted: str, items: list[SurveyItem]) -> str:
    taken = {item.id for item in items}
    return wanted if wanted not in taken else f"{wanted}-{len(items) + 1}"


def _item(item: FeedbackItem, key: str) -> SurveyItem | None:
    text, required = " ".join(item.name.split()), item.required
    match item:
        case RatedChoice(options=options) if len(options) == _SCALE:
            said = tuple(text for _points, text in options)
            return SurveyItem(id=key, type=ItemType.SCALE, text=text, options=said, required=required)
        case RatedChoice(options=options):
            said = tuple(text for _points, text in options)
            return SurveyItem(id=key, type=ItemType.CHOICE, text=text, options=said, required=required)
        case MultipleChoice(options=choices):
            kind = ItemType.CHOICES if item.choices is Choices.SEVERAL else ItemType.CHOICE
            return SurveyItem(id=key, type=kind, text=text, options=choices, required=required)
        case Number(minimum=low, maximum=high):
            return SurveyItem(id=key, type=ItemType.NUMBER, text=text, required=required, min=low, max=high)
        case ShortText():
            return SurveyItem(id=key, type=ItemType.SHORT_TEXT, text=text, required=required)
        case LongText():
            return SurveyItem(id=key, type=ItemType.LONG_TEXT, text=text, required=required)
        case Text(text=html):
            return SurveyItem(id=key, type=ItemType.INFORMATION, text=words(html))
    return None
