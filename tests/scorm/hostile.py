"""Courses that a careless or a malicious author might hand in, as compose would give them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from coursegen.activities.assignment import AssignActivity
from coursegen.activities.page import PageActivity
from coursegen.activities.quiz import QuizActivity
from coursegen.courseware import Activity, Courseware, Html, MediaFile, Section
from tests.scorm.sample import CODE, courseware

BIDI = "\u202e\u2066\u200f"
ODD = "\"Aïe\" 'ouïe' «\u00a0oh\u00a0» “hé” `ha` & &amp; ]]> --> <!-- <b>gras</b> </script><script>alert(1)</script>"
NOISE = "\x00\x07\x1b[31m\x7f\u0085\u200b\u2028\ufeff\ufffe\uffff😀🏳️‍🌈 مرحبا שלום"
COLLIDING = ("Image.svg", "image.SVG", "îmage.svg", "a b.svg", "a-b.svg", "..svg", "con.svg")
LONG = "É😀" * 5_000


def titled(title: str) -> Courseware:
    """The sample with that title everywhere a person can write one."""
    course = courseware(title=title, short_title=title, licence=title, clause=title, funding=title, sponsor=title)
    sections = tuple(
        replace(s, title=title, activities=tuple(replace(a, title=title) for a in s.activities))
        for s in course.sections
    )
    summary = Html(f"<p>{title.replace('&', '&amp;').replace('<', '&lt;')}</p>")
    return replace(course, sections=sections, authors=(title,), version=title, category=title, summary=summary)


def coded(*codes: str) -> Courseware:
    """The sample whose modules have those codes."""
    course = courseware()
    first, *others = course.sections
    base = replace(others[0], online=True)
    modules = [replace(base, key=f"{CODE}/{code}", number=n, activities=_page(code)) for n, code in enumerate(codes, 1)]
    return replace(course, sections=(first, *modules))


def holding(*activities: Activity) -> Courseware:
    """The sample whose one online module has those activities; no question is left over."""
    course = courseware()
    section = replace(course.sections[1], activities=activities)
    return replace(course, sections=(course.sections[0], section))


def without_questions() -> Courseware:
    """The sample without a test."""
    course = courseware(questions=())
    return replace(course, sections=tuple(_untested(section) for section in course.sections))


def of_files(*names: str) -> Courseware:
    """The sample with those files, all of them shown on its first page."""
    shown = "".join(f'<p><img src="media:{name}" alt=""></p>' for name in names)
    page = PageActivity(key=f"{CODE}/S0.1/images", title="Images", body=Html(shown))
    media = tuple(MediaFile(name, f"<svg>{n}</svg>".encode(), "image/svg+xml") for n, name in enumerate(names))
    course = holding(page)
    return replace(course, media=(*course.media, *media))


def _page(code: str) -> tuple[Activity, ...]:
    return (PageActivity(key=f"{CODE}/{code}/page", title="Page", body=Html("<p>Texte.</p>")),)


def _untested(section: Section) -> Section:
    return replace(section, activities=tuple(a for a in section.activities if not isinstance(a, QuizActivity)))


def _offline() -> Courseware:
    course = courseware()
    return replace(course, sections=tuple(replace(s, online=False) for s in course.sections))


HOSTILE: dict[str, Callable[[], Courseware]] = {
    "signs": lambda: titled(ODD),
    "noise": lambda: titled(NOISE),
    "long": lambda: titled(LONG),
    "marks-of-direction": lambda: titled(BIDI + "Titre" + BIDI),
    "spaces-only": lambda: titled(" \t\u200b "),
    "arabic": lambda: replace(titled("تصميم دورة تدريبية"), language="ar"),
    "hebrew": lambda: replace(titled("עיצוב קורס"), language="he"),
    "region": lambda: courseware(language="pt-BR"),
    "same-titles": lambda: titled("Module"),
    "empty-module": holding,
    "only-tasks": lambda: holding(AssignActivity(key=f"{CODE}/devoir", title="Remettre", text=True)),
    "odd-codes": lambda: coded("../x", "..", "Été n°1", "模块", "CON", "a b/c", "A", "a", "index", "imsmanifest"),
    "no-question": without_questions,
    "nothing-online": _offline,
    "colliding-files": lambda: of_files(
        "Image.svg", "image.SVG", "îmage.svg", "a b.svg", "a-b.svg", "..svg", "con.svg"
    ),
    "long-code": lambda: courseware(key="C" * 300),
    "thousand-files": lambda: of_files(*(f"image {n}.svg" for n in range(1_050))),
}
