"""index.html: the frame around every screen, and the cover, which is there before any script runs."""

from __future__ import annotations

from markupsafe import Markup

from coursegen.outputs.scorm.content import Content, Data, compact
from coursegen.outputs.scorm.desk import render, trusted
from coursegen.outputs.scorm.interface import duration, enumeration
from coursegen.outputs.scorm.interface import gettext as _
from coursegen.outputs.scorm.outline import online_minutes
from coursegen.outputs.scorm.pages import Page

_RIGHT_TO_LEFT = ("ar", "fa", "he", "ur")
# `file:` beside 'self': a package opened from a folder has no origin. Nothing remote, nothing inline.
_SOURCES = "'self' file:"
POLICY = "; ".join(
    [
        "default-src 'none'",
        f"script-src {_SOURCES}",
        f"style-src {_SOURCES}",
        f"img-src {_SOURCES} data:",
        f"media-src {_SOURCES}",
        "connect-src 'none'",
        "base-uri 'none'",
        "form-action 'none'",
    ]
)


def shell(content: Content, data: Data, emblem: str) -> str:
    """The page that the LMS opens. `emblem`: the path of the funder's emblem, empty for none."""
    course = content.courseware
    cover = content.parts[0].pages[0]
    return render(
        "index.html",
        course=course,
        policy=Markup(POLICY),  # it holds no double quote
        direction=direction(course.language),
        data=_data_block(data),
        cover=trusted(content.placement.html(cover.html)),
        modules=[part for part in content.parts if part.number and part.pages[0] is not cover],
        scope=_scope(content),
        tests=sum(1 for page in _pages(content) if page.test),
        time=duration(online_minutes(course)),
        emblem=emblem,
    )


def direction(language: str) -> str:
    """Which way the language is written, as HTML says it."""
    return "rtl" if language.split("-", maxsplit=1)[0] in _RIGHT_TO_LEFT else "ltr"


def _scope(content: Content) -> str:
    """Which part of the course the package holds, when some modules take place in the room; empty when it holds all."""
    course = content.courseware
    numbers = [part.number for part in content.parts if part.number]
    if not numbers or all(section.online for section in course.sections if section.number):
        return ""
    modules = _("module {list}") if len(numbers) == 1 else _("modules {list}")
    known = [modules.format(list=enumeration(numbers)), duration(online_minutes(course))]
    held = _("Ce paquet contient la partie en ligne : {what}.").format(what=", ".join(filter(None, known)))
    return f"{held} {_('Le reste du parcours se fait en salle.')}"


def _pages(content: Content) -> list[Page]:
    return [page for part in content.parts for page in part.pages]


def _data_block(data: Data) -> Markup:
    """JSON that no text of the course can break out of: `<` never stands in it."""
    return Markup(compact(data).replace("<", "\\u003c"))
