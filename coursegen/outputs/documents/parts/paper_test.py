"""The questions of a test on paper: as they are asked, with nothing that answers them; and the key, for trainers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from coursegen.activities.quiz import QuizActivity
from coursegen.content.html_blocks import plain_of
from coursegen.courseware import Html
from coursegen.courseware_questions import Gap, Question, QuestionKind, TypedAnswer
from coursegen.documents_model import AnswerLines, Block, Look, Table
from coursegen.i18n import gettext as _
from coursegen.outputs.documents.parts.pen import Pen
from coursegen.outputs.documents.subject import Subject

_PLACE = re.compile(r"\[\[(\d+)\]\]|\{#(\d+)\}")
_BLANK = "…………………"
_CHOSEN = (QuestionKind.SINGLE, QuestionKind.MULTIPLE, QuestionKind.TRUE_FALSE)
_WORDS = (QuestionKind.GAP_SELECT, QuestionKind.DRAG_TEXT)
_TYPED = (QuestionKind.NUMERICAL, QuestionKind.SHORT_ANSWER)
_ON_PAPER = (
    *_CHOSEN,
    *_WORDS,
    *_TYPED,
    QuestionKind.MATCH,
    QuestionKind.ORDERING,
    QuestionKind.ESSAY,
    QuestionKind.CLOZE,
)
_ESSAY_LINES = 8


@dataclass(frozen=True)
class PaperTest:
    """Questions of one course."""

    subject: Subject
    pen: Pen

    def questions(self, quiz: QuizActivity) -> tuple[Question, ...]:
        """Those of the test, in order."""
        known = {question.key: question for question in self.subject.courseware.questions}
        return tuple(known[slot.question] for slot in quiz.slots if slot.question in known)

    def asked(self, quiz: QuizActivity) -> Iterator[Block]:
        """Every question with room for its answer."""
        number = 0
        for question in self.questions(quiz):
            if question.kind.counted:
                number += 1
                label = _("Question {number}").format(number=number)
                yield from self.pen.paragraphs(label, look=Look.LABEL)
            yield from self._asked(question)

    def _asked(self, question: Question) -> Iterator[Block]:
        if question.kind is QuestionKind.DESCRIPTION:
            yield from self.subject.html(question.text, 4)
        elif question.kind not in _ON_PAPER:
            yield from self.pen.paragraphs(_("Cette question se fait en ligne."))
        else:
            yield from self.subject.html(Html(_PLACE.sub(_BLANK, question.text)), 4)
            yield from self._room(question)

    def _room(self, question: Question) -> Iterator[Block]:
        """Where the answer is written or ticked."""
        if question.kind in _CHOSEN:
            yield from self.pen.bullets((plain_of(choice.text) for choice in question.choices), checks=True)
        elif question.kind is QuestionKind.MATCH:
            yield from self._pairs(question)
        elif question.kind is QuestionKind.ORDERING:
            yield from self._unordered(question)
        elif question.kind in _WORDS:
            yield from self._offered(plain_of(word.text) for word in question.words)
        elif question.kind is QuestionKind.CLOZE:
            yield from self._offered(plain_of(choice.text) for gap in question.gaps for choice in gap.choices)
        elif question.kind is QuestionKind.ESSAY:
            yield AnswerLines(_ESSAY_LINES)
        else:
            yield from self.pen.named((_("Votre réponse"), _BLANK * 3))

    def _offered(self, words: Iterator[str]) -> Iterator[Block]:
        """The words one may pick, in the order of the alphabet: it says nothing."""
        offered = sorted({word for word in words if word}, key=lambda word: (word.casefold(), word))
        yield from self.pen.named((_("Choisir parmi"), " ; ".join(offered)))

    def _pairs(self, question: Question) -> Iterator[Block]:
        pen = self.pen
        rows = tuple((pen.cell(plain_of(pair.left)), pen.cell()) for pair in question.pairs if pair.left)
        if rows:
            yield Table(pen.heads(_("À relier"), _("Votre réponse")), rows, (1, 1), row_height=0.9)
        yield from self._offered(iter((*(pair.right for pair in question.pairs), *question.distractors)))

    def _unordered(self, question: Question) -> Iterator[Block]:
        pen = self.pen
        right = [plain_of(item) for item in question.items]
        shown = sorted(right, key=str.casefold)
        shown = shown[::-1] if shown == right else shown
        rows = tuple((pen.cell(), pen.cell(item)) for item in shown)
        if rows:
            yield Table(pen.heads(_("Rang"), _("À remettre dans l'ordre")), rows, (1, 7), row_height=0.8)

    def key(self, quiz: QuizActivity) -> Iterator[Block]:
        """The right answer to each question, and what it teaches."""
        pen = self.pen
        rows = tuple(
            (
                pen.cell(str(number), centre=True),
                pen.cell(_PLACE.sub(_BLANK, plain_of(question.text))),
                pen.cell(*self._answer(question)),
                pen.cell(plain_of(question.feedback)),
            )
            for number, question in enumerate((q for q in self.questions(quiz) if q.kind.counted), 1)
        )
        if rows:
            header = pen.heads(_("N°"), _("Question"), _("Réponse attendue"), _("Ce qu'il faut en dire"))
            yield Table(header, rows, (0.9, 6.1, 5.2, 4.2), small=True)

    def _answer(self, question: Question) -> Iterator[str]:
        yield from (plain_of(choice.text) for choice in question.choices if choice.fraction > 0)
        yield from (f"{plain_of(pair.left)} → {pair.right}" for pair in question.pairs if pair.left)
        yield from self._accepted(question)
        yield from self._words(question)
        yield from (f"{n}. {plain_of(item)}" for n, item in enumerate(question.items, 1))
        yield from (f"{n}. {self._gap(gap)}" for n, gap in enumerate(question.gaps, 1))
        yield from (formula.text for formula in question.formulas if formula.fraction > 0 and not question.choices)
        yield from self._placed(question)
        yield plain_of(question.model_answer)

    def _accepted(self, question: Question) -> Iterator[str]:
        """The answer to type, then on one line the others that count as much."""
        first, *more = self._typed(question.answers, question.units[0].name if question.units else "") or [""]
        yield first
        if more:
            yield _("Aussi admis : {answers}").format(answers=" ; ".join(more))

    def _typed(self, answers: tuple[TypedAnswer, ...], unit: str = "") -> list[str]:
        right = [answer for answer in answers if answer.fraction > 0]
        margins = (f" ± {answer.tolerance:g}" if answer.tolerance else "" for answer in right)
        return [f"{answer.text}{margin} {unit}".strip() for answer, margin in zip(right, margins, strict=True)]

    def _words(self, question: Question) -> Iterator[str]:
        """The word of each gap, in the order of the text."""
        for place, found in enumerate(_PLACE.finditer(question.text), 1):
            number = int(found[1] or 0)
            if question.words and 0 < number <= len(question.words):
                yield f"{place}. {plain_of(question.words[number - 1].text)}"

    def _gap(self, gap: Gap) -> str:
        picked = [plain_of(choice.text) for choice in gap.choices if choice.fraction > 0]
        return _(" ou ").join([*picked, *self._typed(gap.answers)])

    def _placed(self, question: Question) -> Iterator[str]:
        """What goes where on a picture."""
        drags = question.drags
        items = (*(drop.item for drop in question.drops), *(zone.item for zone in question.zones))
        for n, item in enumerate(items, 1):
            if 0 < item <= len(drags):
                yield f"{n}. {drags[item - 1].text or drags[item - 1].image}"
