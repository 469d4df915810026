"""A GIFT text to a bank."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any

from methodology.findings import Finding, Where
from methodology.i18n import gettext as _
from methodology.question_formats.bank_making import Ids, bank_of, renaming_losses
from methodology.question_formats.gift.answers import (
    is_ordering,
    read_choices,
    read_numbers,
    read_order,
    read_pairs,
    read_truth,
    read_words,
    truth_of,
)
from methodology.question_formats.gift.blocks import Block, blocks, meant
from methodology.question_formats.gift.source import GIFT_RULE, Source
from methodology.question_formats.losses import BankReading, Loss
from methodology.question_formats.naming import join_category, own_title, sorted_tags, split_category
from methodology.questions import Question, QuestionType
from methodology.reading.faults import fault

_CATEGORY = "$CATEGORY:"
_GAP = "_____"
_NAME = re.compile(r"::(.*?)::", re.DOTALL)
_TITLE_LENGTH = 80


def looks_like_gift(text: str) -> bool:
    """Whether a text file may be GIFT: it has braces, names or a category."""
    return bool(re.search(r"(?m)\{|^\s*::|^\s*\$CATEGORY:", text))


def read_gift(text: str, file: str, bank: str, taken: Collection[str] = ()) -> BankReading:
    """The bank in a GIFT text; `file` is what messages call it, `taken` the ids of other banks.

    Never raises for what the text holds.
    """
    ids = Ids(bank, taken)
    reader = _Reader(file, ids)
    for block in blocks(text):
        reader.take(block)
    if not reader.questions and not reader.faults:
        message = _("Ce fichier ne contient aucune question GIFT.")
        reader.faults.append(fault(GIFT_RULE, Where(file), message, _("Écrivez-en, ou retirez le fichier.")))
    made = bank_of(bank, reader.questions, (), file)
    losses = (*reader.losses, *renaming_losses(ids, reader.questions))
    return BankReading(made, tuple(reader.faults), losses, idnumbers=ids.said)


class _Reader:
    """Block after block; the category changes on the way."""

    def __init__(self, file: str, ids: Ids) -> None:
        self.questions: list[Question] = []
        self.faults: list[Finding] = []
        self.losses: list[Loss] = []
        self._file = file
        self._ids = ids
        self._category = ""

    def take(self, block: Block) -> None:
        """A category, or a question."""
        if block.text.startswith(_CATEGORY):
            path, _newline, rest = block.text[len(_CATEGORY) :].partition("\n")
            self._category = join_category(split_category(meant(path)))
            if rest.strip():
                self.take(Block(rest.lstrip("\n"), block.line + 1, block.comments, block.comment_line))
            return
        source = Source(block, self._file)
        fields = _fields(source)
        self.faults.extend(source.faults)
        if fields is not None:
            self._add(source, fields)

    def _add(self, source: Source, fields: dict[str, Any]) -> None:
        block = source.block
        name = fields.pop("name")
        objective, bloom, case_study, tags = sorted_tags(block.tags)
        fields |= {
            "id": self._ids.take(block.idnumber, name, fields["text"]),
            "category": self._category,
            "objective": objective,
            "bloom": bloom,
            "case_study": case_study,
            "tags": tags,
            "format": source.format,
            "where": source.whole(block.text.find("{")),
        }
        question = Question(**fields)
        title = own_title(name, question)
        self.questions.append(Question(**fields | {"title": title}))
        self.losses.extend(source.losses(question.id))


def _fields(source: Source) -> dict[str, Any] | None:
    """The fields that the text of a question gives; None when its braces don't fit."""
    text, name, start = source.block.text, "", 0
    if found := _NAME.match(text):
        name, start = " ".join(meant(found[1]).split()), found.end()
    opening, closing = text.find("{", start), text.find("}", start)
    if not _braces_fit(source, start, opening, closing):
        return None
    if opening < 0:
        stem, answers, general = text[start:], "", ""
    else:
        stem = text[start:opening] + _after(text[closing + 1 :])
        answers, _mark, general = text[opening + 1 : closing].rpartition("####")
        answers, general = (answers, general) if _mark else (general, "")
    source.format = source.format_of(stem)
    offset = opening + 1 + len(answers) - len(answers.lstrip()) if opening >= 0 else start
    found_fields = {"type": QuestionType.DESCRIPTION} if opening < 0 else _answers(source, answers.strip(), offset)
    written = source.text(stem, start)
    if not written:
        source.fault(start, _("Cette question n'a pas d'énoncé."), _("Écrivez-le avant l'accolade."))
    return {"name": name, "text": written, "feedback": source.text(general, closing), **found_fields}


def _after(tail: str) -> str:
    """What follows the answers, a gap in their place; nothing when they close the question."""
    return f"{_GAP}{tail}" if tail.strip() else ""


def _braces_fit(source: Source, start: int, opening: int, closing: int) -> bool:
    text = source.block.text
    if opening < 0 <= closing:
        source.fault(closing, _("Une accolade se ferme sans s'être ouverte."), _NOT_ANSWERS())
    elif closing < 0 <= opening:
        message = _("L'accolade ouverte ici ne se ferme pas avant la ligne vide qui termine la question.")
        source.fault(opening, message, _("Fermez-la, et retirez toute ligne vide entre les accolades."))
    elif closing < opening:
        source.fault(closing, _("Une accolade se ferme avant de s'ouvrir."), _NOT_ANSWERS())
    elif "{" in text[opening + 1 : closing]:
        source.fault(opening + 1, _("Une accolade s'ouvre dans une autre."), _NOT_ANSWERS())
    elif opening >= 0 and re.search(r"[{}]", text[closing + 1 :]):
        source.fault(closing + 1, _("Une question n'a qu'un groupe de réponses."), _NOT_ANSWERS())
    else:
        return True
    return False


def _NOT_ANSWERS() -> str:  # noqa: N802
    return _("Dans un texte, écrivez les accolades \\{ et \\}.")


def _answers(source: Source, answers: str, offset: int) -> dict[str, Any]:
    """By what the answers look like, in Moodle's order."""
    if is_ordering(answers):
        return read_order(source, answers, offset)
    if not answers:
        return {"type": QuestionType.ESSAY}
    if answers.startswith("#"):
        return read_numbers(source, answers, offset)
    if "~" in answers:
        return read_choices(source, answers, offset)
    if "=" in answers and "->" in answers:
        return read_pairs(source, answers, offset)
    if truth_of(answers) is not None:
        return read_truth(source, answers, offset)
    return read_words(source, answers, offset)
