"""Glossaries and databases to steps of a folder, with what trainers wrote in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coursegen.importers.backup.texts import words
from methodology.activities.glossary import Glossary as GlossaryStep
from methodology.course import Term
from moodle_backups.activities.glossary import Glossary
from moodle_backups.seeds import GlossaryEntrySeed

if TYPE_CHECKING:
    from coursegen.importers.backup.steps import Workshop


def glossary_step(activity: Glossary, shop: Workshop) -> GlossaryStep:
    """A glossary with its trainers' entries. Moodle lets learners write in any: it is an open one."""
    terms = {words(entry.concept).casefold(): _term(entry, shop) for entry in activity.entries}
    return GlossaryStep(
        body=shop.body(shop.text(activity.intro, activity.files)),
        terms=tuple(terms.values()),
        open=True,
        approval=not activity.approved,
        expected=activity.complete_after_entries,
        links=activity.link,
    )


def _term(entry: GlossaryEntrySeed, shop: Workshop) -> Term:
    definition = shop.text(entry.definition, (*entry.files, *entry.attachments)).strip()
    return Term(
        term=words(entry.concept),
        definition=definition or "…",
        synonyms=tuple(dict.fromkeys(filter(None, map(words, entry.aliases)))),
    )
