"""Questions of the folder to questions of the courseware: texts rendered, marks computed."""

from __future__ import annotations

from collections.abc import Callable

from coursegen.content.render import Renderer
from coursegen.courseware import Choice, Html, Pair, Question, QuestionKind
from coursegen.i18n import gettext as _
from methodology.course import Course
from methodology.question_formats.fractions import percents_of
from methodology.question_formats.graded import numerical_answers, pattern
from methodology.question_parts import GradedAnswer
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
    """Every question that an activity can show, in the order of the folder.

    The others are for Moodle's question bank alone: reading the folder says so, and refuses a test that asks one.
    """
    shown = (source for source in course.questions() if source.type in _KINDS)
    return tuple(_question(source, course.identity.code, renderer) for source in shown)


def _question(source: Source, code: str, renderer: Renderer) -> Question:
    number, tolerance = _number(source)
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
        number=number,
        tolerance=tolerance,
        unit=source.unit,
        accepted=_accepted(source),
        case_sensitive=source.case_sensitive,
        shuffle=source.shuffle,
        model_answer=renderer.fragment(source.model_answer),
        mark=source.mark,
    )


def _number(source: Source) -> tuple[float, float]:
    """The number that earns the whole mark, and its tolerance."""
    if source.type is not QuestionType.NUMERICAL:
        return 0.0, 0.0
    whole = (answer for answer in numerical_answers(source) if answer.percent == 100 and answer.text != "*")
    first = next(whole, GradedAnswer(text="0"))
    return float(first.text.replace(",", ".")), first.tolerance


def _accepted(source: Source) -> tuple[str, ...]:
    """The words that earn the whole mark."""
    words = (pattern(answer.text) for answer in source.graded if answer.percent == 100)
    return (*source.accepted, *(word for word in words if word is not None))


def _name(source: Source) -> str:
    """What teachers see in the bank: its title, or the id and the beginning of the text."""
    if source.title:
        return source.title[:NAME_LENGTH].rstrip()
    words = " ".join(source.text.split())
    return f"{source.id} {words}"[:NAME_LENGTH].rstrip()


def _choices(source: Source, render: Callable[[str], Html]) -> tuple[Choice, ...]:
    if source.type is QuestionType.TRUE_FALSE:
        right = bool(source.correct)
        return (
            Choice(Html(_("Vrai")), float(right), render(source.feedback_true)),
            Choice(Html(_("Faux")), float(not right), render(source.feedback_false)),
        )
    percents = percents_of(source.type, source.choices)
    pairs = zip(source.choices, percents, strict=True)
    return tuple(Choice(render(c.text), percent / 100, render(c.feedback)) for c, percent in pairs)
