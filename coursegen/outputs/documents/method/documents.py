"""Puts chapters, models and examples together: one document for each part, and the whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from coursegen.documents_model import (
    Audience,
    Block,
    Contents,
    Document,
    Heading,
    ItemList,
    Look,
    Paragraph,
    cell,
    words,
)
from coursegen.outputs.documents.dates import short_date
from coursegen.outputs.documents.method import examples_after, examples_before, examples_design
from coursegen.outputs.documents.method.chapters import CHECKED, INSERT, Chapter, chapters
from coursegen.outputs.documents.method.data import french, method_data, word
from coursegen.outputs.documents.method.ledger import (
    Deliverable,
    digest,
    history,
    key_of,
    method_products,
    noted,
    standing,
)
from coursegen.outputs.documents.method.tables import example, tool
from coursegen.outputs.documents.subject import Subject
from methodology.i18n import speaking
from methodology.mission.deadlines import MissionDates
from methodology.mission.issue import product_issue

EXAMPLES = examples_before.EXAMPLES | examples_design.EXAMPLES | examples_after.EXAMPLES
KEY = "methodologie"
_PARTS = (1, 2, 3)
_INSERT_FIELDS = 3
_MARKS = re.compile(r"[\\`*_\[\]<>#|&]")  # what Markdown or HTML would read in a title


def method_documents(subject: Subject) -> Iterator[Document]:
    """The three parts and the whole, when the mission names the method among its products and the course is French."""
    deliverables = method_products(subject.course.mission)
    if not deliverables or not subject.language.startswith("fr"):
        return
    with speaking("fr"):
        bodies = {chapter: tuple(_chapter(chapter, subject)) for chapter in chapters()}
        for part in (*_PARTS, 0):
            yield _document(part, bodies, deliverables, subject)


def _document(
    part: int, bodies: Mapping[Chapter, tuple[Block, ...]], deliverables: tuple[Deliverable, ...], subject: Subject
) -> Document:
    kept = {chapter: body for chapter, body in bodies.items() if part in (0, chapter.part)}
    blocks = (Contents(2), *_body(part, kept, deliverables), *_journal(part, kept, deliverables), *_glossary(subject))
    version, day = _issue(part, deliverables, subject)
    return subject.document(
        f"{KEY}-partie-{part}" if part else f"{KEY}-consolidee",
        word("kind_partie", n=part) if part else word("kind_tout"),
        blocks,
        Audience.PARTNER,
        title=word("titre_document"),
        subtitle=_part_title(part) if part else "",
        version=version or subject.courseware.version,
        date=day,
    )


def _issue(part: int, deliverables: tuple[Deliverable, ...], subject: Subject) -> tuple[str, date]:
    """Version and date of what is handed in: of its own product, else of the last one there is.

    Never the course's date, which lives on for years after the mission.
    """
    mission = subject.course.mission
    own = next((found for found in deliverables if found.part == part), deliverables[-1])
    return product_issue(MissionDates(mission), own.activity, own.product) if mission else ("", date.min)


def _part_title(part: int) -> str:
    return word("partie", n=part, title=method_data("mots")["parties"][part])


def _body(
    part: int, bodies: Mapping[Chapter, tuple[Block, ...]], deliverables: tuple[Deliverable, ...]
) -> Iterator[Block]:
    """The parts, each with its chapters; annexes stand under a heading of their own."""
    for chapter, body in bodies.items():
        yield from body if chapter.opening else ()
    for each in _PARTS if not part else (part,):
        yield Heading(_part_title(each), 1, new_page=True)
        yield from _answers(each, alone=bool(part), deliverables=deliverables)
        for chapter in bodies:
            if chapter.part == each and not (chapter.annex or chapter.opening):
                yield from bodies[chapter]
    if any(chapter.annex for chapter in bodies):
        yield Heading(word("partie_annexes"), 1, new_page=True)
        for chapter in bodies:
            if chapter.annex:
                yield from bodies[chapter]


def _answers(part: int, *, alone: bool, deliverables: tuple[Deliverable, ...]) -> Iterator[Block]:
    """Which activity the part answers to, and where the rest is."""
    found = next((d for d in deliverables if d.part == part), None)
    if found is not None:
        title = " ".join(found.activity.title.split())
        yield Paragraph(words(french(word("activite", id=found.activity.id, title=title))), Look.LEAD)
    if alone:
        others = " ; ".join(_part_title(other) for other in _PARTS if other != part)
        yield Paragraph(words(french(word("ailleurs", parts=others))))


def _chapter(chapter: Chapter, subject: Subject) -> Iterator[Block]:
    level = 1 if chapter.opening else 2
    yield Heading(chapter.heading, level, new_page=chapter.opening, key=key_of(chapter))
    for section in chapter.sections:
        if section.title:
            yield Heading(french(section.title), level + 1)
        for block in _section(section.markdown, subject):
            checks = section.title == CHECKED and isinstance(block, ItemList)
            yield replace(block, checks=True) if checks and isinstance(block, ItemList) else block


def _section(markdown: str, subject: Subject) -> Iterator[Block]:
    """Running text and what stands for its inserts, in order."""
    identity = subject.course.identity
    title = _MARKS.sub(r"\\\g<0>", " ".join((identity.short_title or identity.title).split()))
    parts = INSERT.split(markdown)
    for place in range(0, len(parts), _INSERT_FIELDS):
        yield from subject.text(parts[place].replace("{cours}", title)) if parts[place].strip() else ()
        if place + 1 < len(parts):
            yield from _insert(parts[place + 1], parts[place + 2], subject)


def _insert(kind: str, name: str, subject: Subject) -> Iterator[Block]:
    if kind == "outil":
        return tool(name)
    if kind == "donnees":
        return EXAMPLES[name](subject)
    return _LISTS[name]()


def _list_of_chapters() -> Iterator[Block]:
    rows = [(c.heading, c.product or "–") for c in chapters() if not c.annex and c.product]
    return example("chapitres", rows)


def _list_of_products() -> Iterator[Block]:
    return example("produits", [(c.reference, c.product) for c in chapters() if c.product])


def _list_of_tools() -> Iterator[Block]:
    models = method_data("outils")
    rows = [(models[name]["titre"], chapter.reference) for chapter in chapters() for name in chapter.inserts("outil")]
    return example("outils", rows)


_LISTS = {"chapitres": _list_of_chapters, "produits": _list_of_products, "outils": _list_of_tools}


def _glossary(subject: Subject) -> Iterator[Block]:
    """The method's words and those of the course, by alphabet."""
    own = {term.term: term.definition for term in subject.course.identity.glossary}
    both = {french(term): str(text) for term, text in (own | method_data("glossaire")).items()}
    yield Heading(word("titre_glossaire"), 1, new_page=True)
    rows = [(cell(term, bold=True), both[term]) for term in sorted(both, key=_sorted_as)]
    yield from example("glossaire", rows)


def _sorted_as(term: str) -> str:
    from unicodedata import normalize

    return "".join(c for c in normalize("NFD", term.casefold()) if c.isalnum() or c == " ")


def _journal(
    part: int, bodies: Mapping[Chapter, tuple[Block, ...]], deliverables: tuple[Deliverable, ...]
) -> Iterator[Block]:
    """The versions handed in, then where each chapter stands since."""
    yield Heading(word("journal"), 1, new_page=True)
    mine = [d for d in deliverables if not part or d.part == part]
    rows = [
        (
            c.deliverable.name,
            c.entry.version,
            short_date(c.entry.date, "fr"),
            c.entry.state.label,
            c.words,
            c.entry.note,
        )
        for c in history(mine)
    ]
    yield from example("journal", rows) if rows else (Paragraph(words(word("aucune_remise"))),)
    marks = {chapter: digest(body) for chapter, body in bodies.items()}
    if any(noted(change.entry) for change in history(deliverables)):
        yield from example("empreintes", [(c.heading, standing(c, mark, deliverables)) for c, mark in marks.items()])
    yield Paragraph(words(word("mode_journal")))


def fingerprints(subject: Subject) -> Mapping[int, str]:
    """What to note in the log of each product as it is handed in, by part (0: the whole): `03=1a2b3c4d, …`.

    For whoever writes `action.yaml`: it never stands in the document.
    """
    with speaking("fr"):
        marks = {chapter: digest(_chapter(chapter, subject)) for chapter in chapters()}
    return {
        part: ", ".join(f"{key_of(one)}={mark}" for one, mark in marks.items() if part in (0, one.part))
        for part in (*_PARTS, 0)
    }
