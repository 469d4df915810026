"""Questions of the folder to questions of the courseware: texts rendered, marks computed, pictures taken along."""

from __future__ import annotations

from typing import Any

from coursegen.compose.question_families import FAMILIES, Ground
from coursegen.compose.question_texts import QuestionTexts
from coursegen.content.render import Renderer
from coursegen.courseware import Question, QuestionKind
from coursegen.courseware_questions import Combined, Hint
from methodology.course import Course
from methodology.question_formats.markup.codes import cloze_mark
from methodology.question_formats.naming import CASE_STUDY, split_category
from methodology.questions import Question as Source
from methodology.questions import QuestionType

_KINDS = {
    QuestionType.SINGLE: QuestionKind.SINGLE,
    QuestionType.MULTIPLE: QuestionKind.MULTIPLE,
    QuestionType.TRUE_FALSE: QuestionKind.TRUE_FALSE,
    QuestionType.MATCH: QuestionKind.MATCH,
    QuestionType.NUMERICAL: QuestionKind.NUMERICAL,
    QuestionType.SHORT_ANSWER: QuestionKind.SHORT_ANSWER,
    QuestionType.ESSAY: QuestionKind.ESSAY,
    QuestionType.DESCRIPTION: QuestionKind.DESCRIPTION,
    QuestionType.GAP_SELECT: QuestionKind.GAP_SELECT,
    QuestionType.DRAG_INTO_TEXT: QuestionKind.DRAG_TEXT,
    QuestionType.DRAG_ONTO_IMAGE: QuestionKind.DRAG_IMAGE,
    QuestionType.MARKERS: QuestionKind.MARKERS,
    QuestionType.CLOZE: QuestionKind.CLOZE,
    QuestionType.ORDERING: QuestionKind.ORDERING,
    QuestionType.CALCULATED: QuestionKind.CALCULATED,
    QuestionType.CALCULATED_SIMPLE: QuestionKind.CALCULATED_SIMPLE,
    QuestionType.CALCULATED_CHOICE: QuestionKind.CALCULATED_CHOICE,
    QuestionType.RANDOM_MATCH: QuestionKind.RANDOM_MATCH,
    QuestionType.OTHER: QuestionKind.OTHER,
}
NAME_LENGTH = 100


def compose_questions(course: Course, renderer: Renderer) -> tuple[Question, ...]:
    """Every question of the folder, in order. Raises InputError for a picture the folder doesn't have."""
    return tuple(
        _question(source, Ground(course.identity.code, renderer, bank))
        for bank in course.banks
        for source in bank.questions
    )


def _question(source: Source, ground: Ground) -> Question:
    texts = QuestionTexts(ground.renderer, source.type)
    own: dict[str, Any] = {}
    for family in FAMILIES:
        own |= family(source, texts, ground)
    return Question(
        key=ground.key(source),
        kind=_KINDS[source.type],
        name=_name(source),
        text=texts.body(source.text),
        objective=source.objective,
        bloom=int(source.bloom or 0),
        feedback=texts.fragment(source.feedback),
        shuffle=source.shuffle,
        numbering=source.numbering,
        standard_instruction=source.standard_instruction,
        mark=_mark(source),
        hints=tuple(Hint(texts.inline(h.text), h.clear_wrong, h.show_count, h.options) for h in source.hints),
        combined=_combined(source, texts),
        penalty=None if source.penalty_percent is None else source.penalty_percent / 100,
        tags=((CASE_STUDY,) if source.case_study else ()) + source.tags,
        category=(ground.bank.title or ground.bank.name, *split_category(source.category)),
        **own,
    )


def _mark(source: Source) -> float:
    """A text between questions bears none; a text with questions inside, theirs."""
    if source.type is QuestionType.DESCRIPTION:
        return 0.0
    return cloze_mark(source.text) if source.type is QuestionType.CLOZE else source.mark


def _combined(source: Source, texts: QuestionTexts) -> Combined | None:
    said = source.combined
    if said is None:
        return None
    return Combined(
        texts.inline(said.correct), texts.inline(said.partial), texts.inline(said.incorrect), said.show_count
    )


def _name(source: Source) -> str:
    """What teachers see in the bank: its title, or the id and the beginning of the text."""
    if source.title:
        return source.title[:NAME_LENGTH].rstrip()
    words = " ".join(source.text.split())
    return f"{source.id} {words}"[:NAME_LENGTH].rstrip()
