"""A Moodle XML file to a bank. The format: Moodle, question/format/xml, 4.2 to 5.0."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import IO, Any
from xml.sax.saxutils import escape, quoteattr

from methodology.findings import Finding, Where
from methodology.i18n import gettext as _
from methodology.question_formats.bank_making import Ids, bank_of, renaming_losses
from methodology.question_formats.losses import BankReading, Loss
from methodology.question_formats.markup.codes import cloze_mark
from methodology.question_formats.moodle_xml.enclosed import EnclosedFiles
from methodology.question_formats.moodle_xml.reading import XML_RULE, QuestionReader
from methodology.question_formats.moodle_xml.stream import Element, XmlFault, read_questions
from methodology.question_formats.moodle_xml.types import READERS
from methodology.question_formats.naming import join_category, own_title, sorted_tags, split_category
from methodology.question_parts import BankCategory
from methodology.questions import Question, QuestionType
from methodology.reading.faults import fault

_USUAL_PENALTY = 33.33333
_WITHOUT_PENALTY = (QuestionType.ESSAY, QuestionType.DESCRIPTION)
_SAYS_NOTHING = ("image_base64", "unitgradingtype_desc", "correctresponsesfeedback", "length", "stamp", "version")


def read_moodle_xml(
    stream: IO[bytes],
    file: str,
    bank: str,
    keep: Path | None = None,
    taken: Collection[str] = (),
    media: Mapping[str, str] = MappingProxyType({}),
) -> BankReading:
    """The bank in a Moodle XML file; `file` is what messages call it. Never raises for what the file holds.

    Embedded files are written to `keep/<digest>` when given; the reading's `media` says which path each one has.
    `taken` are the ids of other banks; `media` the digests of the files the folder has, by path: none is taken for
    another.
    """
    reader = _BankReader(file, bank, Ids(bank, taken), EnclosedFiles(bank, media))
    try:
        for element in read_questions(stream, keep):
            reader.take(element)
    except XmlFault as stop:
        where = Where(file, stop.line, stop.column)
        reader.faults.append(fault(XML_RULE, where, stop.message, stop.remedy))
        return BankReading(None, tuple(reader.faults), tuple(reader.losses), reader.enclosed.digests)
    return reader.reading()


class _BankReader:
    """Question after question; categories change on the way."""

    def __init__(self, file: str, bank: str, ids: Ids, enclosed: EnclosedFiles) -> None:
        self.faults: list[Finding] = []
        self.losses: list[Loss] = []
        self.enclosed = enclosed
        self._file, self._bank = file, bank
        self._ids = ids
        self._questions: list[Question] = []
        self._categories: list[BankCategory] = []
        self._category = ""

    def reading(self) -> BankReading:
        """What the whole file gave."""
        bank = bank_of(self._bank, self._questions, self._categories, self._file)
        if not self._questions and not self.faults:
            message = _("Ce fichier ne contient aucune question.")
            self.faults.append(fault(XML_RULE, Where(self._file), message, _("Choisissez les questions à exporter.")))
        losses = (*self.losses, *renaming_losses(self._ids, self._questions))
        return BankReading(bank, tuple(self.faults), losses, self.enclosed.digests, self._ids.said)

    def take(self, element: Element) -> None:
        """One <question>: a category, or a question."""
        name = element.attributes.get("type", "")
        if name == "category":
            self._take_category(element)
            return
        kind, read = READERS.get(name, (None, None))
        source = QuestionReader(element, self._file, kind, self.enclosed)
        question = self._question(source, kind, read(source) if read else _unknown(source, name))
        self._questions.append(question)
        self.faults.extend(source.faults)
        self.losses.extend(source.losses())

    def _take_category(self, element: Element) -> None:
        source = QuestionReader(element, self._file, None, self.enclosed)
        path = element.child("category")
        self._category = join_category(split_category(path.value("text") if path else ""))
        said = BankCategory(
            path=self._category,
            description=source.text_of("info"),
            id=source.value("idnumber"),
            where=source.where(element),
        )
        if (said.description or said.id) and said not in self._categories:
            self._categories.append(said)

    def _question(self, source: QuestionReader, kind: QuestionType | None, found: dict[str, Any]) -> Question:
        element = source.element
        name = source.words(element.child("name"))
        source.ignore(("name", "hidden", "status", *_SAYS_NOTHING))
        text = source.text_of("questiontext")
        source.id = self._ids.take(source.value("idnumber"), name, text)
        objective, bloom, case_study, tags = sorted_tags(_tags(source))
        fields: dict[str, Any] = {
            "id": source.id,
            "type": kind or QuestionType.OTHER,
            "text": text,
            "category": self._category,
            "objective": objective,
            "bloom": bloom,
            "case_study": case_study,
            "tags": tags,
            "feedback": source.text_of("generalfeedback"),
            "combined": source.combined() if kind else None,
            "hints": source.hints() if kind else (),
            "format": source.format,
            "where": _where(source),
        } | found
        fields |= {"mark": _mark(source, fields), "penalty_percent": _penalty(source, fields["type"])}
        if not name:
            source.fault(element, _("Cette question n'a pas de nom."), _("Donnez-lui un <name>."))
        if kind is None:
            source.ignore(child.name for child in element.children)
        question = Question(**fields)
        return Question(**fields | {"title": own_title(name, question)})


def _tags(source: QuestionReader) -> list[str]:
    """The tags of the question, those of the course too: in a folder both are the question's."""
    lists = (*source.every("tags"), *source.every("coursetags"))
    return [source.words(tag) for each in lists for tag in each.every("tag")]


def _mark(source: QuestionReader, fields: dict[str, Any]) -> float:
    written = source.number("defaultgrade", 1.0)
    if fields["type"] is QuestionType.CLOZE:
        return cloze_mark(fields["text"])
    return 1.0 if fields["type"] is QuestionType.DESCRIPTION else min(1000.0, max(0.0, written))


def _penalty(source: QuestionReader, kind: QuestionType) -> float | None:
    """What a wrong try costs, in percent; None when it is what Moodle takes by itself."""
    percent = round(100 * source.number("penalty", _USUAL_PENALTY / 100), 5)
    usual = 100.0 if kind is QuestionType.TRUE_FALSE else _USUAL_PENALTY
    return None if abs(percent - usual) < 0.5 or kind in _WITHOUT_PENALTY else percent


def _where(source: QuestionReader) -> Where:
    element = source.element
    return source.where(
        element,
        text=element.child("questiontext"),
        id=element.child("idnumber") or element.child("name"),
        title=element.child("name"),
        feedback=element.child("generalfeedback"),
        choices=element.child("answer"),
        accepted=element.child("answer"),
        number=element.child("answer"),
        pairs=element.child("subquestion"),
        objective=element.child("tags"),
        bloom=element.child("tags"),
        model_answer=element.child("graderinfo"),
    )


def _unknown(source: QuestionReader, name: str) -> dict[str, Any]:
    """A type that isn't Moodle's own: kept as it is, and said."""
    reason = _("ce type vient d'un greffon de Moodle ; la question est gardée telle quelle, pour Moodle seulement")
    source.lose(_("type « {name} »").format(name=name or "?"), reason)
    return {"plugin": name, "raw": _xml_of(source.element)}


def _xml_of(element: Element) -> str:
    """The element as XML again, its enclosed files apart."""
    attributes = "".join(f" {key}={quoteattr(value)}" for key, value in element.attributes.items())
    inside = escape(element.text.strip()) + "".join(_xml_of(c) for c in element.children if c.name != "file")
    return f"<{element.name}{attributes}>{inside}</{element.name}>" if inside else f"<{element.name}{attributes}/>"
