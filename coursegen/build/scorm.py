"""How the SCORM packages of a build are cut, and their place in Moodle: as the folder says, or the person this time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from methodology.course import Scorm
from methodology.values import Order, Packaging, ScormInMoodle, Units

if TYPE_CHECKING:
    from coursegen.build.kinds import Request
    from coursegen.charter import Charter
    from coursegen.courseware import Courseware
    from coursegen.outputs.scorm import Shape

    Writer = Callable[[Courseware, Charter, Shape], bytes]


@dataclass(frozen=True, slots=True)
class ScormChoice:
    """What a person asks for one build; empty or 0: what the folder says."""

    packaging: Packaging | None = None
    units: Units | None = None
    edition: int = 0
    in_moodle: ScormInMoodle | None = None


def packages(request: Request, write: Writer, kind: str) -> Iterator[Path]:
    """Write the packages of one kind, one or one a module; yields each when it is whole."""
    from coursegen.outputs.scorm import module_names, module_shapes

    shape, by_module = _shape(request)
    shapes = (module_shapes(request.courseware, shape) if by_module else ()) or (shape,)
    names = module_names([one.section for one in shapes])
    for one in shapes:
        part = f"-{names[one.section]}" if one.section else ""
        path = request.folder / f"{request.key}{part}-{kind}.zip"
        path.write_bytes(write(request.courseware, request.charter, one))
        yield path


def courseware_for_moodle(request: Request) -> Courseware:
    """The courseware, with the SCORM activities that its folder or the person wants in Moodle.

    They are SCORM 1.2, the only one that the Moodle app plays; several entries and their order as for the package.
    """
    place = request.scorm.in_moodle or _told(request).in_moodle
    if place is ScormInMoodle.NOTHING:
        return request.courseware
    from coursegen.build.scorm_activities import with_scorm
    from coursegen.outputs.scorm import write_scorm12

    def write(courseware: Courseware, shape: Shape) -> bytes:
        return write_scorm12(courseware, request.charter, shape)

    return with_scorm(request.courseware, _whole(request), place, write)


def _shape(request: Request) -> tuple[Shape, bool]:
    """The shape of the package of the whole course, and whether there is one package a module instead."""
    from coursegen.outputs.scorm import Shape

    told, choice = _told(request), request.scorm
    by_module = (choice.packaging or told.packaging) is Packaging.MODULE
    return (Shape(edition=choice.edition or told.edition) if by_module else _whole(request)), by_module


def _whole(request: Request) -> Shape:
    """The shape of one package for the whole course."""
    from coursegen.outputs.scorm import Shape

    told, choice = _told(request), request.scorm
    several = (choice.units or told.units) is Units.SEVERAL
    ordered = several and told.order is Order.IMPOSED
    return Shape(several=several, ordered=ordered, edition=choice.edition or told.edition)


def _told(request: Request) -> Scorm:
    return request.course.identity.scorm if request.course else Scorm()
