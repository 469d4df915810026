"""The files enclosed in a Moodle XML file, and the paths by which texts of the folder name them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from html import unescape
from urllib.parse import unquote

from methodology.i18n import gettext as _
from methodology.question_formats.moodle_xml.stream import Element, Embedded
from methodology.question_formats.naming import media_name, numbered_media_name

_QUOTED = re.compile(r"""(["'])@@PLUGINFILE@@(?P<path>/.*?)\1""")
_BARE = re.compile(r"@@PLUGINFILE@@(?P<path>/[^\s\"'<>)]+)")
_TAG = re.compile(r"""<(?P<name>[A-Za-z]+)\b(?P<rest>(?:[^<>"']|"[^"]*"|'[^']*')+)>""")
_LINK = re.compile(r"""\s(?:src|href|poster|data)=(["'])@@PLUGINFILE@@(?P<path>/.*?)\1""")
_ALT = re.compile(r"""\salt=(["'])(?P<alt>.*?)\1""")
_IN_MARKDOWN = re.compile(r"(?P<image>!?)\[(?P<words>[^\[\]]*)\]\(@@PLUGINFILE@@(?P<path>/[^\s()]+)[^()]*\)")


class EnclosedFiles:
    """Gives each enclosed file one path in the folder; the same content keeps one path, another content another.

    `there` are the digests of the files the folder has already, by path.
    """

    def __init__(self, bank: str, there: Mapping[str, str]) -> None:
        self._bank = bank
        self._there = there
        self.digests: dict[str, str] = {}

    def place(self, file: Embedded) -> str:
        """The path of that file: `medias/<bank>/<name>`."""
        wanted = media_name(self._bank, file.name)
        other = self.digests.get(wanted, self._there.get(wanted, file.digest))
        if other != file.digest:
            wanted = numbered_media_name(wanted, file.digest)
        self.digests[wanted] = file.digest
        return wanted


def located(text: str, files: Mapping[str, str], quoted: bool, missing: Callable[[str], None]) -> str:
    """The text with the folder's path for each `@@PLUGINFILE@@` one. `missing` is told of those that aren't there."""

    def path_of(match: re.Match[str]) -> str:
        path = unquote(unescape(match["path"]) if quoted else match["path"]).partition("?")[0]
        if path not in files:
            missing(path)
            return ""
        return files[path]

    if quoted:
        text = _QUOTED.sub(lambda match: f"{match[1]}{path_of(match)}{match[1]}", text)
    return _BARE.sub(path_of, text)


def without_absent(text: str, files: Mapping[str, str], quoted: bool, missing: Callable[[str], None]) -> str:
    """The text without its pictures and links to files that aren't enclosed: a word stands for a picture.

    `quoted`: the text is HTML, else Markdown. An empty picture would make a folder that cannot be read again.
    """

    def absent(path: str) -> bool:
        return unquote(unescape(path)).partition("?")[0] not in files

    def in_tag(match: re.Match[str]) -> str:
        link = _LINK.search(match["rest"])
        if link is None or not absent(link["path"]):
            return match[0]
        missing(unquote(unescape(link["path"])).partition("?")[0])
        if match["name"].lower() == "img":
            alt = _ALT.search(match["rest"])
            return f"<em>{_instead(alt['alt'] if alt else '', link['path'])}</em>"
        return f"<{match['name']}{match['rest'].replace(link[0], '')}>"

    def in_markdown(match: re.Match[str]) -> str:
        if not absent(match["path"]):
            return match[0]
        missing(unquote(match["path"]).partition("?")[0])
        return f"*{_instead(match['words'], match['path'])}*" if match["image"] else match["words"]

    if "@@PLUGINFILE@@" not in text:
        return text
    return _TAG.sub(in_tag, text) if quoted else _IN_MARKDOWN.sub(in_markdown, text)


def _instead(words: str, path: str) -> str:
    """What stands where a picture stood."""
    return _("(image absente : {name})").format(name=words.strip() or unquote(path).rpartition("/")[2])


def files_by_path(
    elements: Iterable[Element], enclosed: EnclosedFiles, refused: Callable[[str], None]
) -> dict[str, str]:
    """The folder's path of each sound file of these elements, by Moodle's path; `refused` hears of the others."""
    found: dict[str, str] = {}
    for element in elements:
        file = element.embedded
        if file is None or not file.digest or not file.name:
            refused(element.attributes.get("name", "?"))
        else:
            found[f"/{file.path.strip('/')}/{file.name}".replace("//", "/")] = enclosed.place(file)
    return found
