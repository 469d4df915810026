"""A glossary. No package carries its words: a publisher puts them in place."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape

from babel import Locale

from coursegen.activities.glossary import GlossaryActivity
from coursegen.courseware import Courseware, GlossaryEntry, Html
from coursegen.i18n import gettext as _
from coursegen.outputs.moodle.activities.base import common, convert, submits
from coursegen.outputs.moodle.texts import Texts
from moodle_backups.activities.glossary import Glossary
from moodle_backups.seeds import GlossaryEntrySeed

_PER_PAGE = 50
_OF_A_LANGUAGE = re.compile(r"\s*([A-Za-z]{2})\s*:\s*(.+)")


@convert.register
def _glossary(activity: GlossaryActivity, courseware: Courseware, texts: Texts) -> Glossary:
    """What learners add to a closed one waits for a trainer: Moodle closes one by the rights of a role only."""
    return Glossary(
        entries=tuple(_entry(entry, activity.links, texts, courseware.language) for entry in activity.entries),
        approved=activity.open and not activity.approval,
        link=activity.links,
        per_page=_PER_PAGE,
        complete_after_entries=activity.additions if submits(activity) else 0,
        **common(activity, texts),
    )


def _entry(entry: GlossaryEntry, links: bool, texts: Texts, language: str) -> GlossaryEntrySeed:
    return GlossaryEntrySeed(
        concept=entry.term,
        definition=texts.html(Html(entry.definition + _translated(entry, language))),
        aliases=entry.synonyms,
        link=links,
        files=texts.files(entry.definition),
    )


def _translated(entry: GlossaryEntry, language: str) -> str:
    said = " ; ".join(_translation(words, language) for words in entry.translations)
    return f"<p><small>{said}</small></p>" if said else ""


def _translation(words: str, language: str) -> str:
    """`pt : lacuna` with the name of its language, and read aloud in it; anything else as it is written."""
    found = _OF_A_LANGUAGE.fullmatch(words)
    names: Mapping[str, str] = Locale.parse(language, sep="-").languages
    if not found or found[1].lower() not in names:
        return escape(words, quote=False)
    code = found[1].lower()
    said = _("{language} : {word}").format(language=names[code], word=escape(found[2], quote=False))
    return f'<span lang="{code}">{said}</span>'
