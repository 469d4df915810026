"""The competency framework as a platform takes it: a tree, a scale, the name of each depth; worked out from a Course.

What a platform does with it: reference domain 4.2, read from Moodle's importer (admin/tool/lpimportcsv).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from methodology.course import Course
from methodology.i18n import N_
from methodology.i18n import gettext as _
from methodology.needs import Competency, Taxonomy

DEFAULT_SCALE = (N_("Non acquis"), N_("En cours d'acquisition"), N_("Acquis"), N_("Maîtrisé"))
"""French msgids, from the lowest; the competency is held from the third."""
_HELD_FROM = 2

NAME_LENGTH = 100
"""Moodle cuts ids and short names there; two that are cut alike become one."""

_BY_DEPTH = (
    (Taxonomy.COMPETENCY,),
    (Taxonomy.DOMAIN, Taxonomy.COMPETENCY),
    (Taxonomy.DOMAIN, Taxonomy.COMPETENCY, Taxonomy.INDICATOR),
    (Taxonomy.DOMAIN, Taxonomy.COMPETENCY, Taxonomy.INDICATOR, Taxonomy.BEHAVIOUR),
)


@dataclass(frozen=True, slots=True)
class ScaleLevel:
    """A level of a scale: its name, whether it is that of somebody not yet assessed, whether the competency is held."""

    name: str
    start: bool
    proficient: bool


@dataclass(frozen=True, slots=True)
class Placed:
    """A competency in its tree: its key on a platform and that of its parent (empty at the top), depth from 1.

    `number` counts from 1 in the order of the tree; `children` are numbers.
    """

    competency: Competency
    key: str
    parent: str
    depth: int
    number: int
    children: tuple[int, ...] = ()


def framework_key(course: Course) -> str:
    """The framework's id on a platform; it begins with a letter."""
    key = course.needs.framework.id or course.identity.code
    return key if key[:1].isalpha() else f"REF-{key}"


def framework_name(course: Course) -> str:
    """What people call the framework."""
    given = course.needs.framework.name.strip()
    title = course.identity.short_title or course.identity.title
    return given or _("Compétences : {title}").format(title=title)[:NAME_LENGTH].rstrip()


def competency_key(course: Course, competency: str) -> str:
    """The id of a competency on a platform: never a bare number, which Moodle mixes up (1, 01 and 1.0 are one)."""
    return f"{framework_key(course)}-{competency}" if competency else ""


def framework_scale(course: Course) -> tuple[ScaleLevel, ...]:
    """The levels of the framework, the usual four when the author gives none."""
    framework = course.needs.framework
    names = framework.scale or tuple(_(name) for name in DEFAULT_SCALE)
    held_from = len(names) - 1 if framework.scale else _HELD_FROM
    return _scale(names, framework.start, framework.proficient, held_from)


def own_scale(course: Course, competency: Competency) -> tuple[ScaleLevel, ...]:
    """The levels of a competency that has its own; it is held from the level the framework names, or else the last."""
    names = competency.levels
    if not names:
        return ()
    framework = course.needs.framework
    start = framework.start if framework.start in names else ""
    held = next((level.name for level in framework_scale(course) if level.proficient), "")
    return _scale(names, start, held if held in names else "", len(names) - 1)


def _scale(names: Sequence[str], start: str, proficient: str, held_from: int) -> tuple[ScaleLevel, ...]:
    """Levels in order. A name that isn't among them starts or holds nothing: the check says so."""
    first = _index(names, start, 0)
    held = _index(names, proficient, held_from)
    return tuple(ScaleLevel(name.strip(), n == first, n >= held) for n, name in enumerate(names))


def _index(names: Sequence[str], name: str, otherwise: int) -> int:
    if not name.strip():
        return otherwise
    return next((n for n, known in enumerate(names) if known.strip() == name.strip()), len(names))


def framework_tree(course: Course) -> tuple[Placed, ...]:
    """The competencies, each after its parent, in the order of the folder; what hangs on nothing is left out."""
    below: dict[str, list[Competency]] = {}
    for competency in course.needs.competencies:
        below.setdefault(competency.parent, []).append(competency)
    walked = list(_walk(below, "", 1))
    numbers = {competency.id: n for n, (competency, _depth) in enumerate(walked, start=1)}
    return tuple(_placed(course, competency, depth, numbers, below) for competency, depth in walked)


def _walk(below: Mapping[str, Sequence[Competency]], parent: str, depth: int) -> Iterator[tuple[Competency, int]]:
    for competency in below.get(parent, ()):
        yield competency, depth
        if competency.id:
            yield from _walk(below, competency.id, depth + 1)


def _placed(
    course: Course,
    competency: Competency,
    depth: int,
    numbers: Mapping[str, int],
    below: Mapping[str, Sequence[Competency]],
) -> Placed:
    children = tuple(numbers[child.id] for child in below.get(competency.id, ()))
    key, parent = competency_key(course, competency.id), competency_key(course, competency.parent)
    return Placed(competency, key, parent, depth, numbers[competency.id], children)


def taxonomies(course: Course) -> tuple[Taxonomy, ...]:
    """What each depth is called: what the author says, or what is usual for a tree that deep."""
    given = course.needs.framework.taxonomies
    deepest = max((placed.depth for placed in framework_tree(course)), default=1)
    return given or _BY_DEPTH[min(deepest, len(_BY_DEPTH)) - 1]
