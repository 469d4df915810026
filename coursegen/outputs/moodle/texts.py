"""HTML of a courseware as a backup wants it: pictures as `file:NAME`, with the files beside the text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from coursegen.courseware import Courseware, Html
from moodle_backups.files import File

_MEDIA = re.compile(r'(?<=")media:([A-Za-z0-9._-]+)(?=")')


@dataclass(frozen=True, slots=True)
class Placed:
    """A text and the files it shows."""

    html: str
    files: tuple[File, ...]


class Texts:
    """Places the texts of one courseware."""

    def __init__(self, courseware: Courseware) -> None:
        self._media = {m.name: File(m.name, m.data) for m in courseware.media}

    def place(self, html: Html) -> Placed:
        """One text with its files."""
        return Placed(_MEDIA.sub(r"file:\1", html), self.files(html))

    def html(self, html: Html) -> str:
        """One text; its files are given elsewhere, for the whole owner."""
        return _MEDIA.sub(r"file:\1", html)

    def files(self, *htmls: Html) -> tuple[File, ...]:
        """The files that any of these texts shows, each once, by name."""
        names = {name for html in htmls for name in _MEDIA.findall(html)}
        return tuple(self._media[name] for name in sorted(names))

    def file(self, name: str) -> File:
        """The shipped file of that name."""
        return self._media[name]
