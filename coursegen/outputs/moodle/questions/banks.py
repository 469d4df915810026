"""The bank of a test: what it asks, and what its questions draw from, in the categories of the folder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from coursegen.courseware import Courseware, Question, QuestionKind
from coursegen.outputs.moodle.questions import to_question
from coursegen.outputs.moodle.texts import Texts
from methodology.question_formats.naming import join_category
from moodle_backups.questions.bank import QuestionCategory
from moodle_backups.questions.base import Question as BackupQuestion


@dataclass(frozen=True, slots=True)
class TestBank:
    """Questions, and the categories they lie in (none: they lie in the bank itself)."""

    questions: tuple[BackupQuestion, ...]
    categories: tuple[QuestionCategory, ...] = ()


def quiz_bank(asked: Sequence[Question], courseware: Courseware, texts: Texts) -> TestBank:
    """The bank of a test that asks these. A matching at random needs the short answers of its category beside it."""
    drawn = (courseware.question(key) for question in asked for key in question.pool)
    every = tuple({question.key: question for question in (*asked, *drawn)}.values())
    made = tuple(to_question(question, texts) for question in every)
    if not any(len(q.category) > 1 or q.kind is QuestionKind.RANDOM_MATCH for q in every):
        return TestBank(made)
    placed = (replace(one, category=_key(source.category)) for one, source in zip(made, every, strict=True))
    return TestBank(tuple(placed), _categories(every))


def _categories(questions: Sequence[Question]) -> tuple[QuestionCategory, ...]:
    """Every category on the way to a question, the outer ones first."""
    paths = dict.fromkeys(q.category[:depth] for q in questions for depth in range(1, len(q.category) + 1))
    return tuple(QuestionCategory(key=_key(path), name=path[-1], parent=_key(path[:-1])) for path in sorted(paths))


def _key(path: tuple[str, ...]) -> str:
    return join_category(path)
