"""One <question> of a Moodle XML file, as its type's reader asks it for values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import TypeVar

from methodology.findings import Finding, Where
from methodology.i18n import gettext as _
from methodology.question_formats.losses import Loss
from methodology.question_formats.markup.codes import Codes
from methodology.question_formats.markup.from_html import markdown_of_auto, markdown_of_html
from methodology.question_formats.markup.plain import escaped
from methodology.question_formats.moodle_xml.enclosed import EnclosedFiles, files_by_path, located, without_absent
from methodology.question_formats.moodle_xml.stream import Element
from methodology.question_parts import CombinedFeedback, Hint, TextFormat
from methodology.questions import QuestionType
from methodology.reading.faults import fault

FORMATS: Mapping[str, TextFormat] = MappingProxyType(
    {
        "html": TextFormat.HTML,
        "markdown": TextFormat.MARKDOWN,
        "plain_text": TextFormat.PLAIN,
        "moodle_auto_format": TextFormat.AUTO,
    }
)
"""Moodle's names for the formats of a text."""
XML_RULE = "LIR-26"
FEEDBACKS = ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback")
V = TypeVar("V")


class QuestionReader:
    """The values of one question. What isn't asked for is a loss; what makes no sense is a fault."""

    def __init__(self, element: Element, file: str, kind: QuestionType | None, enclosed: EnclosedFiles) -> None:
        self.element = element
        self.id = ""
        self.faults: list[Finding] = []
        self._file = file
        self._kind = kind
        self._enclosed = enclosed
        self._asked: set[str] = set()
        self._losses: dict[tuple[str, str], tuple[str, Element]] = {}
        said = element.child("questiontext")
        self.format = FORMATS.get(said.attributes.get("format", "html"), TextFormat.HTML) if said else TextFormat.HTML

    def where(self, element: Element, **fields: Element | None) -> Where:
        """The place of an element, with those of the record's fields that others stand for."""
        places = {name: (e.line, e.column) for name, e in fields.items() if e is not None}
        return Where(self._file, element.line, element.column, MappingProxyType(places))

    def every(self, name: str) -> tuple[Element, ...]:
        """The children of that name."""
        self._asked.add(name)
        return tuple(self.element.every(name))

    def value(self, name: str, default: str = "") -> str:
        """The text of the child of that name."""
        self._asked.add(name)
        return self.element.value(name, default)

    def present(self, name: str) -> bool:
        """Whether there is such a child: `<shownumcorrect/>`."""
        self._asked.add(name)
        return self.element.child(name) is not None

    def flag(self, name: str, default: bool) -> bool:
        """Yes or no, as Moodle reads it: `true`, `1`; anything but `false`, `0` and nothing is yes."""
        return self.value(name, "1" if default else "0").lower() not in ("false", "0", "")

    def number(self, name: str, default: float) -> float:
        """The number in the child of that name; the default, and a fault, when it is none."""
        self._asked.add(name)
        return self.number_in(self.element.child(name), default)

    def integer(self, name: str, default: int) -> int:
        """The same for a whole number."""
        return int(self.number(name, default))

    def number_in(self, element: Element | None, default: float, text: str | None = None) -> float:
        """The number written in an element, or in `text` that came from it."""
        written = (text if text is not None else element.text if element else "").strip()
        if not written or element is None:
            return default
        try:
            number = float(written.replace(",", "."))
        except ValueError:
            number = float("nan")
        if abs(number) < 1e300:
            return number
        message = _("Un nombre est attendu dans <{name}>, pas « {text} ».").format(name=element.name, text=written[:40])
        self.fault(element, message, _("Corrigez ce nombre."))
        return default

    def member(self, element: Element | None, name: str, text: str, table: Mapping[str, V], default: V) -> V:
        """What the table says of that text; the default, and a fault, when it says nothing."""
        if text in table or not text:
            return table.get(text, default)
        message = _("« {text} » n'est pas une valeur de <{name}>.").format(text=text[:40], name=name)
        self.fault(element or self.element, message, _("Valeurs admises : {names}.").format(names=", ".join(table)))
        return default

    def words(self, element: Element | None) -> str:
        """A plain value: what stands in <text>."""
        return element.value("text") if element else ""

    def text_of(self, name: str) -> str:
        """The Markdown of the child of that name."""
        self._asked.add(name)
        return self.text(self.element.child(name))

    def text(self, element: Element | None) -> str:
        """The Markdown of an element that holds <text>, a format and files."""
        if element is None:
            return ""
        written = element.value("text")
        name = element.attributes.get("format", "")
        if name and name not in FORMATS:
            self.lose(_("format « {name} »").format(name=name[:30]), _("il n'a pas d'équivalent en Markdown"), element)
        return self._markdown(written, FORMATS.get(name, self.format), self.files(element), element)

    def files(self, element: Element) -> dict[str, str]:
        """The folder's paths of the files that stand directly in an element."""
        reason = _("il est abîmé, sans nom ou trop gros")
        return files_by_path(element.every("file"), self._enclosed, lambda name: self.lose(name, reason, element))

    def _markdown(self, text: str, form: TextFormat, files: Mapping[str, str], element: Element) -> str:
        codes = Codes(self._kind)

        def missing(path: str) -> None:
            remedy = _("Mettez-le dans « medias/ » et montrez-le là où le texte dit ce qui manque.")
            self.lose(path.lstrip("/"), _("le fichier n'est pas dans le XML"), element, remedy)

        def left_out(what: str) -> None:
            self.lose(what, _("le Markdown n'a pas de quoi l'écrire"), element)

        quoted = form is not TextFormat.MARKDOWN
        text = codes.hide(located(without_absent(text, files, quoted, missing), files, quoted, missing))
        if form is TextFormat.HTML:
            text = markdown_of_html(text, left_out)
        elif form is TextFormat.AUTO:
            text = markdown_of_auto(text, left_out)
        elif form is TextFormat.PLAIN:
            text = escaped(text)
        return codes.show(text).strip()

    def combined(self) -> CombinedFeedback | None:
        """The feedback common to all answers; None when nothing is said."""
        correct, partial, incorrect = (self.text_of(name) for name in FEEDBACKS)
        shown = self.present("shownumcorrect") and self.value("shownumcorrect") != "0"
        said = CombinedFeedback(correct=correct, partial=partial, incorrect=incorrect, show_count=shown)
        return said if said != CombinedFeedback() else None

    def hints(self) -> tuple[Hint, ...]:
        """What is said between tries."""
        found = (
            Hint(
                text=self.text(element),
                show_count=element.child("shownumcorrect") is not None,
                clear_wrong=element.child("clearwrong") is not None,
                options=element.value("options"),
                where=self.where(element),
            )
            for element in self.every("hint")
        )
        return tuple(hint for hint in found if hint != Hint())

    def ignore(self, names: Iterable[str]) -> None:
        """Children that say nothing worth keeping."""
        self._asked.update(names)

    def lose(self, field: str, reason: str, element: Element | None = None, remedy: str = "") -> None:
        """Something stays behind."""
        self._losses.setdefault((field, reason), (remedy, element or self.element))

    def fault(self, element: Element, message: str, remedy: str) -> None:
        """Something makes no sense."""
        self.faults.append(fault(XML_RULE, self.where(element), message, remedy))

    def losses(self) -> tuple[Loss, ...]:
        """What stayed behind: what was said, and every child nobody asked for."""
        for child in self.element.children:
            if child.name not in self._asked and _says_something(child):
                self.lose(f"<{child.name}>", _("le programme ne connaît pas cet élément"), child)
        return tuple(
            Loss(self.id, field, reason, remedy, self.where(element))
            for (field, reason), (remedy, element) in self._losses.items()
        )


def _says_something(element: Element) -> bool:
    """Whether there is a word or a file in it."""
    return bool(element.text.strip() or element.embedded) or any(map(_says_something, element.children))
