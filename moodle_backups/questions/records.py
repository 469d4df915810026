"""How the records of a question's body are written: its options, its answers, the lists beside them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from moodle_backups.columns import Columns, contents, written
from moodle_backups.kept import Kept
from moodle_backups.questions.base import Answer, Question
from moodle_backups.xml import NOTHING, Xml, listing, record

if TYPE_CHECKING:
    from moodle_backups.question_bank import QuestionScope


def options_xml(
    tag: str, columns: Columns, question: Question, scope: QuestionScope, question_id: int, part: str = "options"
) -> Xml:
    """A record that a question has once; ``part`` of what it kept belongs to it. Nothing where the package had none."""
    kept = question.kept.part(part)
    if kept.id_of("absent"):
        return NOTHING
    values = kept.over(contents(columns, question, scope, question_id))
    return record(tag, values, *kept.elements, id=scope.once(kept, tag))


def item_xml(tag: str, columns: Columns, value: Any, scope: QuestionScope, item_id: int | None = None) -> Xml:
    """A record of a list; its files lie under its own id."""
    if item_id is None:
        item_id = scope.id_of(value)
    return record(tag, written(columns, value, scope, item_id), *value.kept.elements, id=item_id)


def beside_xml(tag: str, columns: Columns, value: Any, scope: QuestionScope, answer_id: int) -> Xml:
    """A second record of an answer, which names it."""
    kept: Kept = value.kept.part("beside")
    if kept.id_of("absent"):
        return NOTHING
    values = {"answer": answer_id} | kept.over(contents(columns, value, scope, answer_id))
    return record(tag, values, *kept.elements, id=scope.once(kept, tag))


def answers_xml(scope: QuestionScope, answers: Iterable[Answer], columns: Columns) -> Xml:
    """The ``answers`` of a question whose answers nothing else refers to."""
    return listing("answers", [item_xml("answer", columns, answer, scope) for answer in answers])
