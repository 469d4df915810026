"""Puts fragments of the course into the package: places its media, links its pages, sets its headings."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape, unescape

from coursegen.courseware import Html
from coursegen.errors import InputError
from coursegen.i18n import gettext as _

_REFERENCE = re.compile(r'\s(src|href|poster|srcset)="(media|activity):([^"]*)"')
_HEADING = re.compile(r"<(/?)h([1-6])\b")
_LONE_PARAGRAPH = re.compile(r"<p>((?:(?!</?p\b).)*)</p>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")


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
        return Html(_REFERENCE.sub(self._reference, _even_headings(fragment, under)))

    def inline(self, fragment: Html) -> Html:
        """A fragment that stands in a label or a line: without the <p> around its one paragraph."""
        placed = self.html(fragment).strip()
        lone = _LONE_PARAGRAPH.fullmatch(placed)
        return Html(lone[1] if lone else placed)

    def _reference(self, match: re.Match[str]) -> str:
        attribute, scheme, name = match[1], match[2], unescape(match[3])
        if scheme == "media":
            return f' {attribute}="{self._media(name)}"'
        page = self.pages.get(name)
        return f' href="#{page}" data-page="{page}"' if page else ' data-elsewhere=""'

    def _media(self, name: str) -> str:
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
