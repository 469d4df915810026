"""HTML of Moodle to the Markdown of a folder: links lead to steps, pictures lie in `medias/`."""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Iterable, Mapping
from html import unescape
from typing import Final
from urllib.parse import unquote

from coursegen.i18n import gettext as _
from coursegen.importers.backup.media import Media
from methodology.question_formats.markup.from_html import markdown_of_html
from moodle_backups.files import File

_LINK: Final = re.compile(r'href="(activity|course):([^"#]*)(?:#[^"]*)?"')
_UNKNOWN: Final = re.compile(r'href="\$@[^"]*@\$"')
_REFUSED: Final = re.compile(
    r'href="\s*(?!https?:|mailto:|tel:|file:|activity:|course:)[a-z][a-z0-9+.-]*:[^"]*"', re.IGNORECASE
)
_RELATIVE: Final = re.compile(
    r"""href=(?:"\s*(?![a-z][a-z0-9+.-]*:|[#"$@])[^"]*"|'\s*(?![a-z][a-z0-9+.-]*:|[#'$@])[^']*')""", re.IGNORECASE
)
"""A link to another page of the site, which is not in the backup."""
_PASTED: Final = re.compile(r"""src=(["'])data:image/(png|jpeg|gif|webp);base64,([^"']*)\1""", re.IGNORECASE)
_FAR_IMAGE: Final = re.compile(r"""<img\b[^>]*\bsrc=(["'])(?=https?:|//)([^"'<>]*)\1[^>]*>""", re.IGNORECASE)
"""A course loads nothing from the Internet; its address stays readable."""
_LOST_IMAGE: Final = re.compile(
    r"""<img\b[^>]*\bsrc=(?:"(?!medias/|file:|@@)[^"]*"|'(?!medias/|file:|@@)[^']*')[^>]*>""",
    re.IGNORECASE,
)
_ANCHOR: Final = re.compile(r"<a\b[^>]*\bhref=\"\"[^>]*>(.*?)</a>", re.IGNORECASE | re.DOTALL)
_FILE: Final = re.compile(r'(src|href|poster|data)="file:([^"]*)"', re.IGNORECASE)
_IMAGE: Final = re.compile(r"<img\b[^>]*\b(?:src)=\"\"[^>]*>", re.IGNORECASE)
_MARKUP: Final = re.compile(r"<[^<>]*>")
_TOO_DEEP: Final = re.compile(r"(?m)^(#{1,6}) ")


class Texts:
    """Turns the texts of one course over; what Markdown has no way to say is told to `said`."""

    def __init__(self, steps: Mapping[str, str], media: Media) -> None:
        self._steps = steps
        self._media = media
        self.losses: dict[str, list[str]] = {}

    def markdown(self, html: str, files: Iterable[File], folder: str, subject: str) -> str:
        """The Markdown of a text. `folder` is where its files go under `medias/`, `subject` what losses are told of."""
        lost = self.losses.setdefault(subject, [])

        def report(what: str) -> None:
            if what not in lost:
                lost.append(what)

        ready = self._located(
            self.linked(_PASTED.sub(lambda match: self._pasted(match, folder), html)),
            {file.name: file for file in files},
            folder,
            report,
        )
        return markdown_of_html(ready, report)

    def _pasted(self, match: re.Match[str], folder: str) -> str:
        """A picture that somebody pasted into the text becomes a file."""
        try:
            content = b64decode("".join(unquote(match[3]).split()), validate=True)
        except ValueError:
            return 'src=""'
        path = self._media.take(File(f"{_('image')}.{match[2].lower()}", content), folder)
        return f'src="{path}"'

    def linked(self, html: str) -> str:
        """Links to activities lead to their steps; those that lead nowhere keep their words."""

        def target(match: re.Match[str]) -> str:
            key = unescape(match[2])
            reference = self._steps.get(key, "") if match[1] == "activity" else ""
            return f'href="{reference}"'

        html = _FAR_IMAGE.sub(lambda match: f"<em>({_('image sur Internet')} : {match[2]})</em>", html)
        html = _LOST_IMAGE.sub(f"<em>({_('image absente')})</em>", html)
        for nowhere in (_UNKNOWN, _REFUSED, _RELATIVE):
            html = nowhere.sub('href=""', html)
        return _ANCHOR.sub(lambda match: match[1], _LINK.sub(target, html))

    def _located(self, html: str, files: Mapping[str, File], folder: str, report: object) -> str:
        def target(match: re.Match[str]) -> str:
            file = files.get(unescape(unquote(match[2]))) or files.get(unescape(match[2]))
            return f'{match[1]}="{self._media.take(file, folder) if file else ""}"'

        html = _IMAGE.sub(f"<em>({_('image absente')})</em>", _FILE.sub(target, html))
        return _ANCHOR.sub(lambda match: match[1], html)


def words(html: str) -> str:
    """The words of a text on one line."""
    return " ".join(unescape(_MARKUP.sub(" ", html)).split())


def lowered(markdown: str) -> str:
    """Headings of a page begin at `##`: its title is that of the step."""
    return _TOO_DEEP.sub(lambda match: f"{'#' * max(2, len(match[1]))} ", markdown)


def one_line(text: str, most: int = 240) -> str:
    """A title: one line, not longer than a platform takes."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"
