"""How the SCORM packages of a build are cut: what the folder says, or what the person asks for this time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from methodology.course import Scorm
from methodology.values import Order, Packaging, Units

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


def _shape(request: Request) -> tuple[Shape, bool]:
    """The shape of the package of the whole course, and whether there is one package a module instead."""
    from coursegen.outputs.scorm import Shape

    told = request.course.identity.scorm if request.course else Scorm()
    choice = request.scorm
    by_module = (choice.packaging or told.packaging) is Packaging.MODULE
    several = not by_module and (choice.units or told.units) is Units.SEVERAL
    ordered = several and told.order is Order.IMPOSED
    return Shape(several=several, ordered=ordered, edition=choice.edition or told.edition), by_module
