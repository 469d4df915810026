"""Puts fragments of the course into the package: places its media, links its pages, sets its headings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape, unescape

from coursegen.courseware import Html, MediaFile
from coursegen.errors import InputError
from coursegen.i18n import gettext as _

_REFERENCE = re.compile(r'\s(src|href|poster|srcset)="(media|activity):([^"]*)"')
_HEADING = re.compile(r"<(/?)h([1-6])\b")
_PICTURE = re.compile(r'<img\b(?:[^>"]|"[^"]*")*?\ssrc="media:([^"]*)"(?:[^>"]|"[^"]*")*>')
_LONE_PARAGRAPH = re.compile(r"<p>((?:(?!</?p\b).)*)</p>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")


def light_name(name: str) -> str:
    """The name of the lighter form of a picture, which no file of a course can have (a portable name holds no `+`)."""
    return f"{name}+.webp"


def files_of(media: Iterable[MediaFile]) -> dict[str, bytes]:
    """What each file of the course ships, by name; a picture with a lighter form ships both."""
    files: dict[str, bytes] = {}
    for file in media:
        files[file.name] = file.data
        if file.webp:
            files[light_name(file.name)] = file.webp
    return files


@dataclass(frozen=True)
class Placement:
    """Where things are in the package: `media` file names by name, `pages` identifiers by activity key."""

    media: Mapping[str, str]
    pages: Mapping[str, str]

    def html(self, fragment: Html, under: int = 1) -> Html:
        """The fragment as it stands under a heading of level `under` (1: the screen's title), without a level skipped.

        Raises InputError for a file that the course doesn't have. A link to an activity that is not in the package
        keeps its words only.
        """
        offered = _PICTURE.sub(self._offered, fragment) if "<img" in fragment else fragment
        return Html(_REFERENCE.sub(self._reference, _even_headings(Html(offered), under)))

    def inline(self, fragment: Html) -> Html:
        """A fragment that stands in a label or a line: without the <p> around its one paragraph."""
        placed = self.html(fragment).strip()
        lone = _LONE_PARAGRAPH.fullmatch(placed)
        return Html(lone[1] if lone else placed)

    def _offered(self, match: re.Match[str]) -> str:
        """The picture with its lighter form before it, for the browsers that take WebP."""
        light = light_name(unescape(match[1]))
        if light not in self.media:
            return match[0]
        return f'<picture><source type="image/webp" srcset="media:{light}">{match[0]}</picture>'

    def _reference(self, match: re.Match[str]) -> str:
        attribute, scheme, name = match[1], match[2], unescape(match[3])
        if scheme == "media":
            return f' {attribute}="{self.file(name)}"'
        page = self.pages.get(name)
        return f' href="#{page}" data-page="{page}"' if page else ' data-elsewhere=""'

    def file(self, name: str) -> str:
        """Where a file of the course lies in the package, escaped. Raises InputError for one it doesn't have."""
        if name not in self.media:
            raise InputError(
                _("Le fichier « {path} » n'est pas dans le cours.").format(path=name),
                _("Vérifiez le nom, ou ajoutez le fichier dans medias/."),
            )
        return escape(f"media/{self.media[name]}")


def plain_text(fragment: Html) -> str:
    """The words of a fragment on one line."""
    return " ".join(unescape(_TAG.sub(" ", fragment)).split())


def _even_headings(fragment: Html, under: int) -> str:
    """The headings one level apart, from `under` + 1: fragments of several authors begin and skip as they like."""
    above: list[int] = []

    def even(match: re.Match[str]) -> str:
        level = int(match[2])
        if not match[1]:
            above[:] = [*(n for n in above if n < level), level]
        return f"<{match[1]}h{min(6, under + len(above))}"

    return _HEADING.sub(even, fragment)
