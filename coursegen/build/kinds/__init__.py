"""The kinds of output, one module each, found by itself: `KIND`, `title()`, and `produce(request)`.

A new kind is one new file here and its writer in `coursegen/outputs/`. It may also offer

- `INTERNAL = True`: it holds what may not leave the team; made only when asked for by name, and it alone is given the
  access list;
- `AS_WRITTEN = True`: it gives back what the author wrote, whatever the method says of it,
  but for `STOPPED_BY`, the rules about what it holds;
- `TAKEN_BACK = True`: a person may change what it makes, and `coursegen import` takes the changes into the course;
- `ON_REQUEST = True`: made only when asked for by name;
- `OFFICE = True`: it makes .docx, .pptx or .xlsx files, which the kind `odf` gives in other formats too;
- `holds_nothing_new(path, course)`: whether all that a changed file says is in the course already;
- `BRANDED = True`: it shows logos; with `TEMPLATED = True`, in the brand's own template: a final build asks for them;
- `unfinished(request)`: why what it would make can't be handed in yet, a line a reason: a final build refuses;
- `note(request, made)`: a sentence for the person once it is done, for instance why there was nothing to make.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Protocol, cast

from coursegen.build.scorm import ScormChoice
from methodology.course import Course

if TYPE_CHECKING:
    from coursegen.charter import Charter
    from coursegen.courseware import Courseware


@dataclass(frozen=True, kw_only=True)
class Request:
    """What a kind needs to work: the courseware, its brand, the folder to write in, the person's own slide template.

    `composed` gives the courseware, the same at each call: the kinds that give back `course`, what its author wrote,
    need none, and none is composed for them. `moodle`: the release that the Moodle package is for; empty: all.
    `scorm`: how the SCORM packages are cut this time. `of_97`: documents also in the formats of Office 97-2003.
    """

    composed: Callable[[], Courseware]
    charter: Charter
    folder: Path
    template: bytes | None = None
    slide_format: str = ""
    moodle: str = ""
    of_97: bool = False
    scorm: ScormChoice = field(default_factory=ScormChoice)
    course: Course | None = None

    @property
    def courseware(self) -> Courseware:
        """The courseware, composed when a kind first asks for it."""
        return self.composed()

    @property
    def key(self) -> str:
        """The code of the course, with which the names of its files begin."""
        return self.course.identity.code if self.course else self.courseware.key


class Kind(Protocol):
    """What each module here offers."""

    KIND: str

    def title(self) -> str:
        """What it is, in the person's language."""

    def produce(self, request: Request) -> Iterator[Path]:
        """Write the files of this kind in `request.folder`; yields each when it is whole."""


@cache
def kind_names() -> tuple[str, ...]:
    """Every kind, in alphabetical order."""
    return tuple(sorted(module.name for module in iter_modules(__path__)))


def kind(name: str) -> Kind:
    """The kind of that name. Raises KeyError when there is none."""
    if name not in kind_names():
        raise KeyError(name)
    return cast(Kind, import_module(f"{__name__}.{name}"))


def is_internal(name: str) -> bool:
    """Whether what that kind makes may not leave the team."""
    return bool(getattr(kind(name), "INTERNAL", False))


def is_as_written(name: str) -> bool:
    """Whether that kind needs no more than a course that can be read."""
    return bool(getattr(kind(name), "AS_WRITTEN", False))


def stopping_rules(name: str) -> tuple[str, ...]:
    """The rules whose errors stop that kind, even where other errors of method don't."""
    return tuple(getattr(kind(name), "STOPPED_BY", ()))


def is_taken_back(name: str) -> bool:
    """Whether `coursegen import` takes changes of what that kind made into the course."""
    return bool(getattr(kind(name), "TAKEN_BACK", False))


def holds_nothing_new(name: str, path: Path, course: Course) -> bool:
    """Whether all that a changed file of that kind says is in the course: nothing is lost with it."""
    judge = getattr(kind(name), "holds_nothing_new", None)
    return bool(judge(path, course)) if judge else False


def usual_kinds() -> tuple[str, ...]:
    """The kinds that are made when nobody names any: all but the internal ones and those on request."""
    return tuple(name for name in kind_names() if not is_internal(name) and not is_on_request(name))


def is_on_request(name: str) -> bool:
    """Whether that kind is made only when somebody names it."""
    return bool(getattr(kind(name), "ON_REQUEST", False))


def office_kinds() -> tuple[str, ...]:
    """The kinds that make Office files anybody may have."""
    return tuple(name for name in usual_kinds() if getattr(kind(name), "OFFICE", False))


def request_for(name: str, request: Request) -> Request:
    """What that kind may know: the one gate that the access list passes, for internal kinds only."""
    if request.course is None or is_internal(name):
        return request
    return replace(request, course=replace(request.course, access=()))


def is_branded(name: str) -> bool:
    """Whether what that kind makes shows the brand's logos."""
    return bool(getattr(kind(name), "BRANDED", False))


def is_templated(name: str) -> bool:
    """Whether what that kind makes is drawn in the brand's own presentation template."""
    return bool(getattr(kind(name), "TEMPLATED", False))


def unfinished_of(name: str, request: Request) -> tuple[str, ...]:
    """Why what that kind would make can't be handed in yet; empty for most."""
    say = getattr(kind(name), "unfinished", None)
    return tuple(say(request)) if say else ()


def note_of(name: str, request: Request, made: Sequence[Path]) -> str:
    """What that kind has to say once its files are made; empty for most."""
    say = getattr(kind(name), "note", None)
    return str(say(request, made)) if say else ""
