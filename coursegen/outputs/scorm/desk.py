"""What a page maker works with: the course, the templates, the counted tests."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, singledispatch
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from coursegen.courseware import Activity, Courseware, Html
from coursegen.outputs.scorm.interface import gettext
from coursegen.outputs.scorm.pages import Page

_TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True)
class Desk:
    """`weights`: the part of the score of each test that counts, by activity key."""

    courseware: Courseware
    weights: Mapping[str, float]


@singledispatch
def make_pages(activity: Activity, desk: Desk) -> tuple[Page, ...]:
    """The screens of one activity. Each type registers its own function; `makers.task` takes what nobody else does."""
    raise TypeError(f"no page maker for {type(activity).__name__}")


def render(template: str, **values: object) -> Html:
    """A template filled in. Everything is escaped, but fragments of the course passed through `trusted`."""
    return Html(_environment().get_template(template).render(_=gettext, **values).strip())


def trusted(fragment: Html) -> Markup:
    """A fragment of the courseware: it was sanitised when the course was composed."""
    return Markup(fragment)


@cache
def _environment() -> Environment:
    loader = FileSystemLoader(_TEMPLATES)
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
