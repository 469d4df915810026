"""Questions of the folder to questions of the courseware: texts rendered, marks computed."""

from __future__ import annotations

from collections.abc import Callable

from coursegen.content.render import Renderer
from coursegen.courseware import Choice, Html, Pair, Question, QuestionKind
from coursegen.i18n import gettext as _
from methodology.course import Course
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
}
NAME_LENGTH = 100


def compose_questions(course: Course, renderer: Renderer) -> tuple[Question, ...]:
    """Every question of every bank, in the order of the folder."""
    return tuple(_question(source, course.identity.code, renderer) for source in course.questions())


def _question(source: Source, code: str, renderer: Renderer) -> Question:
    return Question(
        key=f"{code}/{source.id}",
        kind=_KINDS[source.type],
        name=_name(source),
        text=renderer.fragment(source.text),
        objective=source.objective,
        bloom=int(source.bloom or 0),
        feedback=renderer.fragment(source.feedback),
        choices=_choices(source, renderer.inline),
        pairs=tuple(Pair(renderer.inline(p.left), renderer.plain(p.right)) for p in source.pairs),
        distractors=tuple(renderer.plain(text) for text in source.distractors),
        number=source.number or 0.0,
        tolerance=source.tolerance or 0.0,
        unit=source.unit,
        accepted=source.accepted,
        case_sensitive=source.case_sensitive,
        shuffle=source.shuffle,
        model_answer=renderer.fragment(source.model_answer),
        mark=source.mark,
    )


def _name(source: Source) -> str:
    """What teachers see in the bank: the id, and the beginning of the text."""
    words = " ".join(source.text.split())
    return f"{source.id} {words}"[:NAME_LENGTH].rstrip()


def _choices(source: Source, render: Callable[[str], Html]) -> tuple[Choice, ...]:
    if source.type is QuestionType.TRUE_FALSE:
        right = bool(source.correct)
        return (
            Choice(Html(_("Vrai")), float(right), render(source.feedback_true)),
            Choice(Html(_("Faux")), float(not right), render(source.feedback_false)),
        )
    right_count = sum(choice.correct for choice in source.choices)
    wrong_count = len(source.choices) - right_count
    several = source.type is QuestionType.MULTIPLE
    gain = 1 / right_count if several and right_count else 1.0
    loss = -1 / wrong_count if several and wrong_count else 0.0
    return tuple(Choice(render(c.text), gain if c.correct else loss, render(c.feedback)) for c in source.choices)
