"""The screens as the data that the player reads."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from coursegen.courseware import Courseware
from coursegen.outputs.scorm.identifiers import ascii_name, manifest_id, short_ids
from coursegen.outputs.scorm.interface import duration, first_words
from coursegen.outputs.scorm.interface import gettext as _
from coursegen.outputs.scorm.pages import Corrections, Page, PageKind, Part, Test
from coursegen.outputs.scorm.question_data import objective_id, points, question_data, slot_key
from coursegen.outputs.scorm.question_data_parts import Data
from coursegen.outputs.scorm.texts import Placement

__all__ = [
    "Content",
    "Data",
    "compact",
    "course_data",
    "identify",
    "objectives",
    "page_content",
    "slot_key",
    "test_slots",
]


@dataclass(frozen=True)
class Content:
    """The parts with the identifiers of their pages (`pages`) and of the questions in tests (`slots`), by key.

    `unit`: the section that stands alone in this SCO, None when it holds the whole course. `beside`: the keys of all
    the SCOs of its package, when there are several.
    """

    courseware: Courseware
    parts: tuple[Part, ...]
    pages: Mapping[str, str]
    slots: Mapping[str, str]
    placement: Placement
    hues: int
    unit: Part | None = None
    beside: tuple[str, ...] = ()


def identify(courseware: Courseware, parts: tuple[Part, ...], media: Mapping[str, str], hues: int) -> Content:
    """Give every page and question its identifier.

    `media` holds the file names in the package, `hues` is the number of colours for modules.
    """
    pages = [page for part in parts for page in part.pages]
    ids = short_ids(page.key for page in pages)
    first_of: dict[str, str] = {}
    for page in pages:
        first_of.setdefault(page.activity, ids[page.key])
    slots = short_ids(slot_key(p, q) for p in pages if p.test for q in p.test.questions)
    return Content(courseware, parts, ids, slots, Placement(media, first_of), hues)


def course_data(content: Content, files: Mapping[str, int]) -> Data:
    """What the player must know at once: the pages and the numbers of their `files`, the rules of tests, its words."""
    course = content.courseware
    numbered = list(enumerate(content.parts))
    return {
        "id": manifest_id(course.key, "CG"),
        "title": course.title,
        "pass": round(course.pass_percent),
        "parts": [_part_line(content, number, part) for number, part in numbered],
        "pages": [_page_line(content, page, number, files) for number, part in numbered for page in part.pages],
        "words": first_words(),
        **({"terms": True} if course.glossary else {}),
        **({"unit": _unit(content, content.unit)} if content.unit else {}),
    }


def _unit(content: Content, unit: Part) -> Data:
    """What an attestation says of the module (nothing for the welcome), and the shelves of the modules beside it."""
    minutes = duration(content.courseware.minutes or 0)
    told: Data = {"n": unit.number, "time": minutes, "beside": [manifest_id(key, "CG") for key in content.beside]}
    return {name: value for name, value in told.items() if value}


def test_slots(content: Content) -> Data:
    """The questions of each test as (identifier, objective, points): wanted once a test or the results are opened."""
    return {
        content.pages[page.key]: [
            [content.slots[slot_key(page, q)], objective_id(q.question), points(q)]
            for q in page.test.questions
            if q.question.kind.counted
        ]
        for part in content.parts
        for page in part.pages
        if page.test
    }


def compact(value: object) -> str:
    """JSON without spaces, readable in UTF-8."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _part_line(content: Content, number: int, part: Part) -> Data:
    return {
        "id": str(number),
        "number": part.number,
        "title": part.title,
        "hue": part.hue % content.hues,
    }


def _page_line(content: Content, page: Page, part: int, files: Mapping[str, int]) -> Data:
    line: Data = {"id": content.pages[page.key], "part": str(part), "title": page.title}
    kind = "" if page.kind is PageKind.READING else page.kind
    extra: Data = {
        "file": files.get(content.pages[page.key]),
        "kind": kind,
        **_times(page),
        "book": page.book,
    }
    if page.test:
        extra["test"] = _test_rules(page.test)
    return line | {name: value for name, value in extra.items() if value}


def _times(page: Page) -> Data:
    """The page's own time as it is; a book's and a sequence's with their name, so that no two bare times meet."""
    time = duration(page.minutes)
    return {
        "time": "" if page.book else time,
        "bookTime": _("Livre : {time}").format(time=time) if page.book and time else "",
        "sequence": _("Séquence : {name}").format(name=page.sequence) if page.sequence else "",
    }


def _test_rules(test: Test) -> Data:
    rules: Data = {
        "purpose": test.purpose,
        "attempts": test.attempts,
        "pass": round(test.pass_percent),
        "submit": test.submit,
        "immediate": test.immediate,
        "corrections": "" if test.corrections is Corrections.ALWAYS else test.corrections,
        "weight": test.weight,
    }
    return {name: value for name, value in rules.items() if value}


def objectives(content: Content) -> list[Data]:
    """The objectives that a test of the package asks about, in the order of the course."""
    tests = [page.test for part in content.parts for page in part.pages if page.test]
    asked = {objective_id(q.question) for test in tests for q in test.questions}
    lines = {ascii_name(line.key)[:120]: line.text for s in content.courseware.sections for line in s.objectives}
    return [{"id": key, "text": text} for key, text in lines.items() if key in asked]


def page_content(content: Content, page: Page) -> Data:
    """The text and questions of a page."""
    found: Data = {}
    if page.html:
        found["html"] = content.placement.html(page.html)
    if page.test:
        language = content.courseware.language.partition("-")[0].lower()
        found["questions"] = [
            question_data(placed, content.slots[slot_key(page, placed)], page.test, content.placement, language)
            for placed in page.test.questions
        ]
    return found
