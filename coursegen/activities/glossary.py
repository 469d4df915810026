"""Words and what they mean; the intro says what the glossary is for."""

from __future__ import annotations

from dataclasses import dataclass

from coursegen.activities.base import Frame, compose_from
from coursegen.courseware import Activity, CompletionRule, GlossaryEntry
from methodology.activities.glossary import Glossary


@dataclass(frozen=True, slots=True, kw_only=True)
class GlossaryActivity(Activity):
    """Its `entries` are there from the start. `open`: learners add theirs, `additions` each, after `approval` or not.

    `links`: the texts of the course link to its words.
    """

    entries: tuple[GlossaryEntry, ...] = ()
    open: bool = False
    approval: bool = True
    additions: int = 0
    links: bool = True


@compose_from.register
def _(source: Glossary, frame: Frame) -> GlossaryActivity:
    plain = frame.renderer.plain
    words = source.words(frame.course.identity.glossary)
    return GlossaryActivity(
        intro=frame.body(source),
        entries=tuple(
            GlossaryEntry(
                term=plain(one.term),
                definition=frame.renderer.fragment(one.definition),
                translations=one.translations,
                synonyms=tuple(map(plain, one.synonyms)),
            )
            for one in words
            if one.definition.strip()
        ),
        open=source.open,
        approval=source.approval,
        additions=source.additions if source.open else 0,
        links=source.links,
        completion=CompletionRule.SUBMIT if source.open and source.additions else CompletionRule.VIEW,
        **frame.common(),
    )
