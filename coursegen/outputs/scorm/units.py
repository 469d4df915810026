"""How a course is parcelled out: packages, and the SCOs in each.

A *unit* is one SCO: the whole course, or one module with a cover of its own. Its screens keep the identifiers they have
in the package of the whole course, so that a change of parcelling loses no text's place in a report.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from coursegen.courseware import Courseware
from coursegen.outputs.scorm.content import Content
from coursegen.outputs.scorm.identifiers import file_names
from coursegen.outputs.scorm.pages import PageKind, Part
from coursegen.outputs.scorm.texts import Placement

LAUNCH = "index.html"


@dataclass(frozen=True, slots=True)
class Shape:
    """What one package holds. `section`: the key of the one module in it, empty for the whole course.

    `several`: one SCO for each module instead of one with inner navigation. `ordered`: a module opens in the LMS once
    the one before is finished (several SCOs only). `edition`: of SCORM 2004, 3 or 4.
    """

    section: str = ""
    several: bool = False
    ordered: bool = False
    edition: int = 4


@dataclass(frozen=True, slots=True)
class Unit:
    """One SCO. `name`: unlike any other's in its course; `title` as the LMS lists it; `launch` the path of its page."""

    name: str
    title: str
    launch: str
    content: Content

    @property
    def mastery(self) -> int:
        """The pass mark of the course when a test of this unit counts, else 0."""
        pages = (page for part in self.content.parts for page in part.pages)
        counted = any(page.test and page.test.weight > 0 for page in pages)
        return round(self.content.courseware.pass_percent) if counted else 0


def units(content: Content, shape: Shape) -> tuple[Unit, ...]:
    """The SCOs of a package; `content` is the whole course's."""
    course = content.courseware
    if shape.section:
        return (_module(content, shape.section, LAUNCH),)
    keys = module_keys(content) if shape.several else ()
    if not keys:
        return (Unit(course.key, course.title, LAUNCH, content),)
    names = module_names(keys)
    modules = tuple(_module(content, key, f"{names[key]}.html") for key in keys)
    beside = tuple(module.name for module in modules)
    return tuple(replace(module, content=replace(module.content, beside=beside)) for module in modules)


def module_keys(content: Content) -> tuple[str, ...]:
    """The sections that can stand alone: every module, and the welcome when it has a screen beside the cover."""
    return tuple(part.key for part in content.parts[:-1] if part.number or len(part.pages) > 1)


def module_names(keys: Sequence[str]) -> dict[str, str]:
    """The last part of each section's key, as the name of a file of its own: `M1` of `FDF-2026/M1`."""
    pages = {key: f"{key.rpartition('/')[2]}.html" for key in keys}
    names = file_names([LAUNCH, *pages.values()])  # a module called index must not take the place of the first page
    return {key: names[page].removesuffix(".html") for key, page in pages.items()}


def part_of_course(course: Courseware, key: str) -> Courseware:
    """The course as a package of that section alone shows it: its title, its time, its summary."""
    section = next((s for s in course.sections if s.key == key), None)
    if section is None:
        return course
    return replace(
        course,
        key=section.key,
        title=section.title or course.title,
        short_title=course.short_title or course.title,
        summary=section.summary,
        minutes=section.minutes,
        sections=(section,),
    )


def _module(content: Content, key: str, launch: str) -> Unit:
    """The SCO of one section. Its cover says the time itself; the welcome's bears the name of the course."""
    part = next(part for part in content.parts if part.key == key)
    course = part_of_course(content.courseware, key)
    name = f"{content.courseware.key}/{module_names(module_keys(content))[key]}"
    shown = replace(course, key=name, title=part.title if part.number else content.courseware.title)
    cover = replace(part.pages[0], kind=PageKind.COVER, minutes=0)
    held = (replace(part, pages=(cover, *part.pages[1:])), content.parts[-1])
    placement = Placement(content.placement.media, _places(content, held))
    return Unit(
        name, course.title, launch, replace(content, courseware=shown, parts=held, placement=placement, unit=part)
    )


def _places(content: Content, parts: tuple[Part, ...]) -> Mapping[str, str]:
    """Where links may lead: the screens that are in this SCO."""
    inside = {content.pages[page.key] for part in parts for page in part.pages}
    return {key: page for key, page in content.placement.pages.items() if page in inside}
