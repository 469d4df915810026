"""What to write in a file that came in empty: the starter's own example of it, as comments."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from typing import Final

from coursegen.i18n import gettext as _
from coursegen.starter import starter_languages
from methodology.course import Course
from methodology.folder import PHASES
from methodology.i18n import SOURCE_LANGUAGE, speaking
from methodology.values import Record
from methodology.writing import record_text

_NOTHING: Final = "{}"


def guides(course: Course) -> Mapping[str, str]:
    """Comment lines for each phase of that course that says nothing yet, by file name, in the course's language."""
    language = course.identity.language if course.identity.language in starter_languages() else SOURCE_LANGUAGE
    empty = (name for name, (field, _kind) in PHASES.items() if _is_empty(getattr(course, field)))
    return {name: _guide(name, language) for name in empty}


def _is_empty(phase: Record) -> bool:
    return record_text(phase).strip() == _NOTHING


def _guide(name: str, language: str) -> str:
    template = files("coursegen").joinpath("starter", language, f"{name}.txt").read_text(encoding="utf-8")
    lines = [line for line in template.splitlines() if not line.startswith("#")]
    with speaking(language):
        says = _("À compléter : remplacez la dernière ligne, « {nothing} », par ce que vous savez. Exemple à adapter :")
    example = [f"# {line}".rstrip() for line in lines if "[[" not in line]
    return "\n".join((f"# {says.format(nothing=_NOTHING)}", *example)) + "\n"
