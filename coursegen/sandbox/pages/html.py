"""Texts of a package made safe for a page: only known tags, links and pictures turned to our own addresses."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import Final
from urllib.parse import quote, unquote

import nh3
from markupsafe import Markup

from coursegen.sandbox.course import Course

_TAGS: Final = nh3.ALLOWED_TAGS | {*"audio video source track section figure figcaption details summary u dfn".split()}
_GLOBAL: Final = {*"class id lang dir title role style aria-label aria-hidden aria-labelledby".split()}
_ATTRIBUTES: Final = {
    **{tag: set(names) for tag, names in nh3.ALLOWED_ATTRIBUTES.items()},
    "a": {"href", "target", "name"},
    "img": {"src", "alt", "width", "height", "loading"},
    "audio": {"src", "controls", "preload"},
    "video": {"src", "controls", "preload", "poster", "width", "height"},
    "source": {"src", "type"},
    "track": {"src", "kind", "srclang", "label", "default"},
    "ol": {"start", "type"},
    "th": {"scope", "colspan", "rowspan"},
    "td": {"colspan", "rowspan", "headers"},
    "details": {"open"},
    "*": _GLOBAL,
}
_STYLES: Final = {*"color background-color text-align border-color border-left width max-width padding".split()}
_LINK: Final = re.compile(r'(?P<name>href|src|poster)="(?P<place>(?:activity|course|file):[^"]*)"')
_SCHEMES: Final = {"http", "https", "mailto", "tel", "activity", "course", "file"}

Address = Callable[[str], str]
"""The sandbox's address of a file by its name."""


def safe_html(text: str, course: Course, files: Address) -> Markup:
    """The text as it can stand in a page."""
    clean = nh3.clean(
        text,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes=_SCHEMES,
        filter_style_properties=_STYLES,
        link_rel="noopener noreferrer",
    )
    return Markup(_LINK.sub(lambda found: _turned(found, course, files), clean))


def _turned(found: re.Match[str], course: Course, files: Address) -> str:
    scheme, _colon, rest = html.unescape(found["place"]).partition(":")
    if scheme == "file":
        place = files(unquote(rest))
    elif scheme == "course":
        place = f"/course/view.php?id={course.id}"
    else:
        key, _mark, anchor = rest.partition("#")
        piece = course.activity(key)
        place = f"/mod/{piece.kind}/view.php?id={piece.id}" if piece else "#"
        place += f"&chapter={quote(anchor)}" if anchor and piece else ""
    return f'{found["name"]}="{html.escape(place)}"'


def file_address(cmid: int, owner: str = "") -> Address:
    """Addresses of the files of an activity, or of one of its questions (`owner`)."""
    middle = f"/{quote(owner, safe='')}" if owner else "/-"
    return lambda name: f"/file/{cmid}{middle}/{quote(name)}"
