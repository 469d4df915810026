"""The tree of a folder out of the sections of a course page: which activity becomes which step.

One section is one module with one sequence; a heading on the page, or a subsection, begins another sequence. A package
that this program made is known by its keys (`CODE/S1.2/etape`) and gets its own tree back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from coursegen.i18n import gettext as _
from coursegen.importers.backup.texts import one_line, words
from methodology.folder import is_code
from methodology.question_formats.naming import slug
from moodle_backups.activities.base import Activity
from moodle_backups.activities.feedback import Feedback
from moodle_backups.activities.forum import Forum, ForumType
from moodle_backups.activities.label import Label
from moodle_backups.activities.page import Page
from moodle_backups.backup import Backup, Section

_NUMBERED: Final = re.compile(r"^(\d+)\. +(.*)$", re.DOTALL)
_HEADING: Final = re.compile(r"\s*(?:<(?:div|p|span)[^>]*>\s*)*<(h[1-6]|strong|b)\b.*", re.IGNORECASE | re.DOTALL)
_MINUTES: Final = re.compile(r"(?:(\d+)\s*h\s*)?(?:(\d+)\s*(?:min)?)?\s*$")
_LONGEST_HEADING: Final = 90
_WELL_FORMED: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,59}")
_WELCOME: Final = "accueil"
_ROOM: Final = "seance"


@dataclass(slots=True)
class PlannedStep:
    """An activity and the id of the step that it becomes."""

    id: str
    activity: Activity


@dataclass(slots=True)
class PlannedSequence:
    """A sequence to be; `minutes` 0: nobody said how long. `room`: part of it is held in a room."""

    id: str
    title: str
    steps: list[PlannedStep] = field(default_factory=list)
    minutes: int = 0
    room: bool = False


@dataclass(slots=True)
class PlannedModule:
    """A module to be, out of one section. `own`: work of whole modules, whose assessment has it."""

    id: str
    title: str
    section: Section
    sequences: list[PlannedSequence] = field(default_factory=list)
    own: list[PlannedStep] = field(default_factory=list)


@dataclass(slots=True)
class Outline:
    """The tree. `code` of the course, whether this program made the package, and what was left aside, in words."""

    code: str
    ours: bool
    modules: list[PlannedModule] = field(default_factory=list)
    surveys: list[PlannedStep] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def references(self) -> dict[str, str]:
        """What links lead to, by the key of an activity: `etape:S1.1/lire`."""
        found: dict[str, str] = {}
        for module in self.modules:
            for sequence in module.sequences:
                found |= {step.activity.key: f"etape:{sequence.id}/{step.id}" for step in sequence.steps}
            found |= {step.activity.key: f"evaluation:{step.id}" for step in module.own}
        return found


def outline(backup: Backup, code: str) -> Outline:
    """The tree of that backup."""
    keys = [activity.key for section in backup.sections for activity in section.activities]
    ours = is_code(backup.shortname) and sum(key.startswith(f"{backup.shortname}/") for key in keys) * 2 > len(keys)
    tree = Outline(backup.shortname if ours else code, ours)
    within = {a.name: a for section in backup.sections for a in section.activities if a.modname == "subsection"}
    delegated = {section.name: section for section in backup.sections if section.name in within}
    for number, section in enumerate(backup.sections):
        if section.name in delegated and number:
            continue
        module = _ours(section, tree) if ours else _theirs(number, section, delegated, tree)
        if module is not None:
            tree.modules.append(module)
    return tree


def _ours(section: Section, tree: Outline) -> PlannedModule | None:
    """A section that this program made: the welcome is made anew by each build."""
    if all(activity.key.startswith(f"{tree.code}/{_WELCOME}/") for activity in section.activities):
        tree.notes.append(_("La section d'accueil n'est pas reprise : le programme la refait à chaque construction."))
        return None
    numbered = _NUMBERED.match(section.name)
    module = PlannedModule(
        f"M{numbered[1] if numbered else len(tree.modules) + 1}", numbered[2] if numbered else section.name, section
    )
    for activity in section.activities:
        _place_ours(activity, module, tree)
    return module


def _place_ours(activity: Activity, module: PlannedModule, tree: Outline) -> None:
    """By its key; what somebody added in Moodle since goes where it stands."""
    known = activity.key.startswith(f"{tree.code}/")
    sequence, _slash, step = map(_id_of, activity.key.removeprefix(f"{tree.code}/").partition("/"))
    if known and isinstance(activity, Label) and not step:
        minutes, room = _said_of(activity.intro)
        module.sequences.append(PlannedSequence(sequence, activity.name, minutes=minutes, room=room))
    elif known and isinstance(activity, Feedback) and not step:
        tree.surveys.append(PlannedStep(sequence, activity))
    elif known and not step and activity.grade is not None:
        module.own.append(PlannedStep(sequence, activity))
    else:
        if not module.sequences:
            module.sequences.append(PlannedSequence(f"{module.id}.0", module.title))
        here = module.sequences[-1]
        here.room |= isinstance(activity, Page) and step == _ROOM
        is_here = known and here.id == sequence and step not in {one.id for one in here.steps}
        here.steps.extend([PlannedStep(step, activity)] if is_here else _steps((activity,), module))


def _id_of(part: str) -> str:
    """A part of a key as an id: whoever made the package may have put anything there, and ids name files."""
    return part if not part or _WELL_FORMED.fullmatch(part) else slug(part, 40) or "x"


def _said_of(heading: str) -> tuple[int, bool]:
    """The minutes that the heading of a sequence says, and whether it is held in a room."""
    said = words(heading).replace("\xa0", " ").replace("\u202f", " ")
    modality, _dot, time = said.rpartition("·")
    found = _MINUTES.search(time.strip())
    minutes = int(found[1] or 0) * 60 + int(found[2] or 0) if found else 0
    return minutes, "salle" in modality


def _theirs(number: int, section: Section, delegated: dict[str, Section], tree: Outline) -> PlannedModule | None:
    if not section.activities:
        if section.name or section.summary:
            tree.notes.append(_("Section « {name} » : vide, non reprise.").format(name=section.name or number))
        return None
    if not number and all(isinstance(a, Forum) and a.type is ForumType.NEWS for a in section.activities):
        tree.notes.append(_("Le forum des annonces n'est pas repris : Moodle en fait un dans chaque cours."))
        return None
    title = section.name or (_("Généralités") if not number else _("Section {number}").format(number=number))
    module = PlannedModule(f"M{number}", one_line(title, 200), section)
    module.sequences.append(PlannedSequence(f"S{number}.1", one_line(title)))
    for activity in section.activities:
        _place_theirs(activity, module, number, delegated)
    module.sequences = [sequence for sequence in module.sequences if sequence.steps]
    for place, sequence in enumerate(module.sequences, 1):
        sequence.id = f"S{number}.{place}"
    return module if module.sequences else None


def _place_theirs(activity: Activity, module: PlannedModule, number: int, delegated: dict[str, Section]) -> None:
    if activity.modname == "subsection":
        inner = delegated.get(activity.name)
        inside = getattr(activity, "activities", ()) or (inner.activities if inner else ())
        module.sequences.append(PlannedSequence("", one_line(activity.name)))
        module.sequences[-1].steps.extend(_steps(inside, module))
        module.sequences.append(PlannedSequence("", one_line(_("{title} (suite)").format(title=module.title))))
    elif isinstance(activity, Label) and is_heading(activity):
        module.sequences.append(PlannedSequence("", one_line(words(activity.intro))))
    else:
        module.sequences[-1].steps.extend(_steps((activity,), module))


def _steps(activities: tuple[Activity, ...], module: PlannedModule) -> Iterator[PlannedStep]:
    for activity in activities:
        name = activity.title() or words(activity.intro) or activity.modname
        taken = [step for sequence in module.sequences for step in sequence.steps]
        yield PlannedStep(_free(slug(name, 40) or activity.modname, taken), activity)


def _free(wanted: str, taken: list[PlannedStep]) -> str:
    ids = {step.id for step in taken}
    numbers = (f"{wanted}-{number}" for number in range(2, len(ids) + 3))
    return wanted if wanted not in ids else next(name for name in numbers if name not in ids)


def is_heading(label: Label) -> bool:
    """Whether a text on the course page is a heading of what follows it: short, and nothing but a heading."""
    said = words(label.intro)
    found = _HEADING.fullmatch(label.intro)
    if not said or len(said) > _LONGEST_HEADING or found is None or "<img" in label.intro:
        return False
    inside = re.search(rf"<{found[1]}\b[^>]*>(.*?)</{found[1]}>", label.intro, re.IGNORECASE | re.DOTALL)
    return inside is not None and words(inside[1]) == said
