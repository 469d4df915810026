"""One <question> of a Moodle XML file, as its type's writer fills it."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from html import escape as escape_html
from html import unescape
from pathlib import PurePosixPath
from types import MappingProxyType
from urllib.parse import quote, unquote

from methodology.i18n import gettext as _
from methodology.question_formats.losses import Loss
from methodology.question_formats.markup.codes import Codes
from methodology.question_formats.markup.plain import plain_text, says_it
from methodology.question_formats.markup.to_html import html_of_markdown
from methodology.question_formats.moodle_xml.reading import FEEDBACKS, FORMATS
from methodology.question_parts import CombinedFeedback, Hint, TextFormat
from methodology.questions import Question

Html = Callable[[str, bool], str]
Media = Callable[[str], bytes | None]
FORMAT_NAMES: Mapping[TextFormat, str] = MappingProxyType({form: name for name, form in FORMATS.items()})
_HTML_LINK = re.compile(r'(?P<before>\b(?:src|href|poster)=")(?P<path>(?:medias/|media:)[^"]+)')
_MARKDOWN_LINK = re.compile(r"(?P<before>\]\(<?)(?P<path>medias/[^)>\s]+)")
_UNWRITABLE = re.compile(r"[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Material:
    """What a writer takes from outside: Markdown to HTML (whole, or inline), and the content of a file by its link.

    A link is `medias/...` as texts write it, or what the HTML maker put there (`media:...`).
    """

    html: Html = html_of_markdown
    media: Media = lambda _link: None


class QuestionWriter:
    """Gathers the lines of one question, and what they could not carry."""

    def __init__(self, question: Question, material: Material) -> None:
        self.question = question
        self.lines: list[str] = []
        self.losses: list[Loss] = []
        self._material = material
        self._indent = "    "

    def tag(self, name: str, value: object = None) -> None:
        """`<name>value</name>`; `<name/>` without a value."""
        if value is None:
            self._line(f"<{name}/>")
        else:
            self._line(f"<{name}>{self.escaped(str(value))}</{name}>")

    def flag(self, name: str, value: bool) -> None:
        """`true` or `false`."""
        self.tag(name, "true" if value else "false")

    @contextmanager
    def element(self, name: str, **attributes: str) -> Iterator[None]:
        """An element with others inside."""
        written = "".join(f' {key}="{self.escaped(value)}"' for key, value in attributes.items())
        self._line(f"<{name}{written}>")
        self._indent += "  "
        yield
        self._indent = self._indent[:-2]
        self._line(f"</{name}>")

    def words(self, text: str) -> None:
        """`<text>`: a plain value.

        Signs of XML go into CDATA, as Moodle does it: written as entities, a space between one and an accented letter
        is lost by Moodle's reader (libxml takes it for blank, and PHP drops it).
        """
        clean = self._clean(text)
        if re.search("[<>&]", clean):
            clean = "<![CDATA[" + clean.replace("]]>", "]]]]><![CDATA[>") + "]]>"
        self._line(f"<text>{clean}</text>")

    def text(self, name: str, markdown: str, inline: bool = False) -> None:
        """An element that holds a text in its format, with its files."""
        with self.element(name, format=self.format_of(markdown)):
            self.body(markdown, inline)

    def body(self, markdown: str, inline: bool = False) -> None:
        """The <text> and the <file>s of an element whose format is `format_of(markdown)`."""
        codes = Codes(self.question.type)
        form = self.format_of(markdown)
        hidden = codes.hide(markdown)
        if form in ("plain_text", "moodle_auto_format"):
            written = plain_text(hidden)
        elif form == "markdown":
            written = hidden
        else:
            written = self._material.html(hidden, inline)
        written, files = self._with_files(codes.show(written), _MARKDOWN_LINK if form == "markdown" else _HTML_LINK)
        self.words(written)
        for name, data in files.items():
            self._file(name, data)

    def format_of(self, markdown: str) -> str:
        """The name of the format this text is written in: the question's, unless plain text can't say it."""
        form = self.question.format
        return FORMAT_NAMES[form if form is TextFormat.MARKDOWN or says_it(form, markdown) else TextFormat.HTML]

    def picture(self, path: str) -> bool:
        """The <file> of a picture of the folder; False, and a loss, when it isn't there.

        It stands in no folder: Moodle's drag and drop types take none.
        """
        data = self._data(path)
        if data is not None:
            self._file(f"/{PurePosixPath(path).name}", data)
        return data is not None

    def combined(self, feedback: CombinedFeedback | None) -> None:
        """The feedback common to all answers."""
        said = feedback or CombinedFeedback()
        for name, text in zip(FEEDBACKS, (said.correct, said.partial, said.incorrect), strict=True):
            self.text(name, text, inline=True)
        if said.show_count:
            self.tag("shownumcorrect")

    def hints(self, hints: tuple[Hint, ...]) -> None:
        """What is said between tries."""
        for hint in hints:
            with self.element("hint", format=self.format_of(hint.text)):
                self.body(hint.text, inline=True)
                if hint.show_count:
                    self.tag("shownumcorrect")
                if hint.clear_wrong:
                    self.tag("clearwrong")
                if hint.options:
                    self.tag("options", hint.options)

    def lose(self, field: str, reason: str, remedy: str = "") -> None:
        """Something stays behind."""
        self.losses.append(Loss(self.question.id, field, reason, remedy, self.question.where))

    def escaped(self, text: str) -> str:
        """A short value between tags, or in an attribute."""
        return escape_html(self._clean(text), quote=True).replace("&#x27;", "'")

    def _clean(self, text: str) -> str:
        """The text without the characters that XML has no room for: they are a loss."""
        text = text.replace("\r", "")
        clean = _UNWRITABLE.sub("", text)
        if len(clean) != len(text):
            self.lose(_("caractère de contrôle"), _("le XML n'en admet pas"), _("Effacez-le de l'énoncé."))
        return clean

    def _with_files(self, text: str, links: re.Pattern[str]) -> tuple[str, dict[str, bytes]]:
        files: dict[str, bytes] = {}

        def placed(match: re.Match[str]) -> str:
            path = unquote(unescape(match["path"]))
            data = self._data(path)
            if data is None:
                return match[0]
            files[_moodle_path(path)] = data
            return f"{match['before']}@@PLUGINFILE@@{quote(_moodle_path(path))}"

        return links.sub(placed, text), files

    def _data(self, path: str) -> bytes | None:
        data = self._material.media(path)
        if data is None:
            self.lose(path, _("le fichier n'est pas dans le dossier"), _("Ajoutez-le dans medias/."))
        return data

    def _file(self, path: str, data: bytes) -> None:
        folder, name = path.rsplit("/", 1)
        content = base64.b64encode(data).decode()
        place = f'name="{self.escaped(name)}" path="{self.escaped(folder)}/"'
        self._line(f'<file {place} encoding="base64">{content}</file>')

    def _line(self, text: str) -> None:
        self.lines.append(self._indent + text)


def _moodle_path(path: str) -> str:
    """The path of a file inside a question: its folders below `medias/`, its name."""
    parts = PurePosixPath(path.removeprefix("media:")).parts
    return "/" + "/".join(parts[1:] if parts[:1] == ("medias",) else parts)


def decimal(number: float) -> str:
    """A number without an exponent nor useless zeros."""
    if float(number).is_integer() and abs(number) < 1e15:
        return str(int(number))
    return f"{number:.12f}".rstrip("0") if 1e-6 <= abs(number) < 1e15 else repr(float(number))
