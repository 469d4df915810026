"""Where questions lie: banks and their categories."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from moodle_backups.kept import NOTHING_KEPT, Kept
from moodle_backups.questions.base import Question
from moodle_backups.questions.randomsamatch import RandomMatch

LONGEST: Final = 255
LONGEST_IDNUMBER: Final = 100


class BankLevel(IntEnum):
    """Whose bank it is, by the level of its context (``CONTEXT_*``).

    From Moodle 5.0 on every shared bank is an activity (`moodle_backups.activities.qbank`): a bank of a course or
    above it becomes one when restored, with a warning.
    """

    SYSTEM = 10
    CATEGORY = 40
    COURSE = 50
    ACTIVITY = 70


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionCategory:
    """A category of a bank. ``parent``: key of the one it lies in (empty: it lies in the bank itself).

    ``info`` is HTML without links and files. ``idnumber``: unique in the bank.
    """

    key: str
    name: str = ""
    info: str = ""
    idnumber: str = ""
    parent: str = ""
    kept: Kept = NOTHING_KEPT

    @property
    def title(self) -> str:
        """The name teachers see."""
        return self.name or self.key


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionBank:
    """Questions and the categories they lie in.

    Categories that questions name and nobody made are made for them. ``default_name`` is that of the one for
    questions without.
    """

    questions: tuple[Question, ...] = ()
    categories: tuple[QuestionCategory, ...] = ()
    level: BankLevel = BankLevel.COURSE
    default_name: str = ""
    kept: Kept = NOTHING_KEPT

    def all_categories(self) -> tuple[QuestionCategory, ...]:
        """The categories of the bank, those made for questions included, parents before children."""
        known = {category.key for category in self.categories}
        wanted = [question.category for question in self.questions]
        # A bank without categories of its own has the default one, even if nothing lies in it.
        first = [""] if self.questions and not self.categories else []
        made = [key for key in dict.fromkeys([*first, *wanted]) if key not in known]
        extra = [QuestionCategory(key=key, name=key or self.default_name or "Questions") for key in made]
        return (*self.categories, *extra)

    def below(self, key: str) -> set[str]:
        """The keys of a category and of all that lie in it."""
        found = {key}
        for _ in self.categories:
            found |= {category.key for category in self.categories if category.parent in found and category.parent}
        return found

    def problems(self) -> Iterator[str]:
        """What is wrong with the categories."""
        keys = [category.key for category in self.categories]
        for category in self.categories:
            where = f'question category "{category.key}"'
            if keys.count(category.key) > 1:
                yield f"{where} is there {keys.count(category.key)} times"
            if not category.title.strip() or len(category.title) > LONGEST:
                yield f"{where} needs a name of 1 to {LONGEST} characters"
            if len(category.idnumber) > LONGEST_IDNUMBER:
                yield f"{where} has an idnumber of more than {LONGEST_IDNUMBER} characters"
            if category.parent and category.parent not in keys:
                yield f'{where} lies in "{category.parent}", which doesn\'t exist'
            if category.parent and category.key in self._above(category):
                yield f"{where} lies in itself"

    def _above(self, category: QuestionCategory) -> set[str]:
        parents = {one.key: one.parent for one in self.categories}
        above: set[str] = set()
        current = category.parent
        while current and current not in above:
            above.add(current)
            current = parents.get(current, "")
        return above


def question_problems(bank: QuestionBank) -> Iterator[str]:
    """What is wrong with the questions of a bank and its categories."""
    yield from bank.problems()
    for key, times in Counter(question.key for question in bank.questions).items():
        if times > 1:
            yield f'has {times} questions with the key "{key}"'
    for question in bank.questions:
        where = f'question "{question.key}"'
        yield from (f"{where} {problem}" for problem in _own_problems(question))
        if isinstance(question, RandomMatch):
            yield from (f"{where} {problem}" for problem in _match_problems(bank, question))


def _own_problems(question: Question) -> Iterator[str]:
    if not question.key or len(question.key) > LONGEST_IDNUMBER:
        yield "needs a key of 1 to 100 characters"
    if not question.name.strip() or len(question.name) > LONGEST:
        yield "needs a name of 1 to 255 characters"
    if len(question.category) > LONGEST:
        yield "has a category name of more than 255 characters"
    if any(not tag.strip() or len(tag) > LONGEST for tag in question.tags):
        yield "needs tags of 1 to 255 characters"
    if question.mark < 0 or not 0 <= question.penalty <= 1:
        yield "has a negative mark or a penalty outside 0 to 1"
    numbers = [version.version for version in (*question.versions, question) if version.version]
    if numbers != sorted(set(numbers)):
        yield "has versions whose numbers don't rise"
    if not question.text.strip():
        yield "has no text"
    yield from question.problems()


def _match_problems(bank: QuestionBank, question: RandomMatch) -> Iterator[str]:
    places = bank.below(question.category) if question.subcategories else {question.category}
    found = [one for one in bank.questions if one.qtype == "shortanswer" and one.category in places]
    if len(found) < question.choose:
        yield f"is to choose {question.choose} short-answer questions, and its category has {len(found)}"


class BankOwner:
    """An activity that has a bank of its own."""

    __slots__ = ()

    def bank(self) -> QuestionBank:
        """The bank."""
        raise NotImplementedError(type(self).__name__)
