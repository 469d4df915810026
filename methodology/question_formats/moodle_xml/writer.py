"""Banks to a Moodle XML file. The format: Moodle, question/format/xml, 4.2 to 5.0."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from methodology.i18n import gettext as _
from methodology.question_formats.losses import Loss
from methodology.question_formats.moodle_xml.types import WRITERS
from methodology.question_formats.moodle_xml.writing import Material, QuestionWriter, decimal
from methodology.question_formats.naming import category_path, display_name, tags_of
from methodology.question_parts import BankCategory
from methodology.questions import Bank, Question, QuestionType

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n'


@dataclass(frozen=True, slots=True)
class Written:
    """A file's text, and what it could not carry."""

    text: str
    losses: tuple[Loss, ...]


def write_moodle_xml(
    banks: Iterable[Bank], material: Material | None = None, above: Sequence[str] = (), prefix: str = ""
) -> Written:
    """The banks as one Moodle XML file, a category each, below the categories `above`. `prefix`: of every idnumber."""
    parts: list[str] = [_HEAD]
    losses: list[Loss] = []
    for bank in banks:
        for text, lost in _bank(bank, material or Material(), above, prefix):
            parts.append(text)
            losses.extend(lost)
    parts.append("</quiz>\n")
    return Written("".join(parts), tuple(losses))


def _bank(bank: Bank, material: Material, above: Sequence[str], prefix: str) -> Iterator[tuple[str, Iterable[Loss]]]:
    base = (*above, bank.title or bank.name)
    for category in bank.categories:
        yield _category(base, category, material), ()
    current: str | None = None
    for question in bank.questions:
        if question.category != current:
            current = question.category
            yield _category(base, BankCategory(path=current), material), ()
        yield _question(question, material, prefix)


def _category(base: Sequence[str], category: BankCategory, material: Material) -> str:
    out = QuestionWriter(Question(id="", type=QuestionType.DESCRIPTION, text=""), material)
    with out.element("category"):
        out.words(category_path(base, category.path))
    out.text("info", category.description)
    out.tag("idnumber", category.id)
    return _wrapped("category", out)


def _question(question: Question, material: Material, prefix: str) -> tuple[str, Iterable[Loss]]:
    out = QuestionWriter(question, material)
    if question.type is QuestionType.OTHER:
        if question.raw:
            return f"  {question.raw}\n", ()
        out.lose(_("question entière"), _("elle n'a pas de « brut »"), _("Reprenez-la d'un export de Moodle."))
        return "", out.losses
    name, write = WRITERS[question.type]
    _heading(out, prefix)
    write(out)
    out.hints(question.hints)
    _tags(out)
    _unsaid(out)
    return _wrapped(name, out), out.losses


def _heading(out: QuestionWriter, prefix: str) -> None:
    question = out.question
    with out.element("name"):
        out.words(display_name(question))
    out.text("questiontext", question.text)
    out.text("generalfeedback", question.feedback)
    if question.type is not QuestionType.CLOZE:
        out.tag("defaultgrade", 0 if question.type is QuestionType.DESCRIPTION else decimal(question.mark))
    out.tag("penalty", _penalty(question))
    out.tag("hidden", 0)
    out.tag("idnumber", f"{prefix}{question.id}")


def _penalty(question: Question) -> str:
    if question.penalty_percent is not None:
        return decimal(round(question.penalty_percent / 100, 7))
    return "1" if question.type is QuestionType.TRUE_FALSE else "0.3333333"


def _tags(out: QuestionWriter) -> None:
    tags = tags_of(out.question)
    if tags:
        with out.element("tags"):
            for tag in tags:
                with out.element("tag"):
                    out.words(tag)


def _unsaid(out: QuestionWriter) -> None:
    """What a question of this type has no place for in Moodle."""
    question = out.question
    takes_combined = question.type not in _WITHOUT_COMBINED
    if question.combined and not takes_combined:
        out.lose("retours_globaux", _("Moodle n'en a pas pour ce type"), _("Écrivez-les dans « retour »."))
    if question.hints and question.type in (QuestionType.ESSAY, QuestionType.DESCRIPTION):
        out.lose("indices", _("Moodle n'en a pas pour ce type"))
    if question.type is QuestionType.GAP_SELECT and any(word.unlimited for word in question.words):
        out.lose("sans_limite", _("dans une liste déroulante, un mot sert toujours plusieurs fois"))
    if question.model_answer and question.type is not QuestionType.ESSAY:
        out.lose("corrige", _("Moodle n'en a que pour les compositions"), _("Écrivez-le dans « retour »."))


_WITHOUT_COMBINED = (
    QuestionType.TRUE_FALSE,
    QuestionType.NUMERICAL,
    QuestionType.SHORT_ANSWER,
    QuestionType.ESSAY,
    QuestionType.DESCRIPTION,
    QuestionType.CLOZE,
)


def _wrapped(name: str, out: QuestionWriter) -> str:
    lines = "\n".join(out.lines)
    return f'  <question type="{name}">\n{lines}\n  </question>\n'
