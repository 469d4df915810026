"""The pages of a lesson: content with buttons, questions, and what holds branches and clusters together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from typing import ClassVar, Final

from moodle_backups.kept import NOTHING_KEPT, Kept


class Jump(IntEnum):
    """Where an answer leads, besides a page by its key (``LESSON_*`` of Moodle).

    UNSEEN_IN_BRANCH, RANDOM_IN_BRANCH: a question of the branch around; RANDOM_BRANCH: a content page of it;
    CLUSTER: a question of the cluster that starts here.
    """

    THIS_PAGE = 0
    NEXT = -1
    END = -9
    PREVIOUS = -40
    UNSEEN_IN_BRANCH = -50
    RANDOM_IN_BRANCH = -60
    RANDOM_BRANCH = -70
    CLUSTER = -80


Target = Jump | str
"""A jump, or the key of a page of the same lesson."""

OTHER_ANSWERS: Final = "@#wronganswer#@"
"""The text of an answer that stands for every answer not listed, on pages of short answers and numbers."""


@dataclass(frozen=True, slots=True)
class Button:
    """A button of a content page; plain text."""

    label: str
    jump: Target = Jump.NEXT
    kept: Kept = NOTHING_KEPT


@dataclass(frozen=True, slots=True)
class LessonAnswer:
    """An answer to choose, or to type in: HTML or plain text as the page says. ``response`` is HTML.

    ``score`` counts with the lesson's own scoring; without it an answer is right that leads to a later page.
    """

    text: str
    jump: Target = Jump.NEXT
    score: int = 0
    response: str = ""
    kept: Kept = NOTHING_KEPT

    @property
    def response_format(self) -> int:
        """HTML, if there is a response."""
        return int(bool(self.response))


@dataclass(frozen=True, slots=True)
class LessonPair:
    """HTML and the plain text that belongs to it."""

    text: str
    match: str
    kept: Kept = NOTHING_KEPT


@dataclass(frozen=True, slots=True)
class Outcome:
    """What follows where no answer of its own can say it; ``response`` (HTML) on matching pages alone."""

    jump: Target = Jump.NEXT
    score: int = 0
    response: str = ""
    kept: Kept = NOTHING_KEPT


Slip = Button | LessonAnswer | LessonPair | Outcome
"""What Moodle calls an answer, on any page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonPage:
    """A page: its ``key`` for jumps and links (``activity:LESSON#KEY``), unique in the lesson; ``content`` is HTML."""

    kind: ClassVar[int] = 0
    option: ClassVar[str] = ""
    """The attribute that Moodle's option of the page type stands for, if it has one."""

    key: str
    title: str
    content: str = ""
    kept: Kept = NOTHING_KEPT

    def slips(self) -> tuple[Slip, ...]:
        """Everything on the page that leads on, in Moodle's order."""
        return ()

    def problems(self) -> Iterator[str]:
        """What is wrong with the page in itself."""
        return iter(())


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentPage(LessonPage):
    """Something to read, with buttons that lead on; with several of them a branch table."""

    kind: ClassVar[int] = 20

    buttons: tuple[Button, ...] = (Button("Continue"),)
    horizontal: bool = True
    in_menu: bool = True

    def slips(self) -> tuple[Slip, ...]:
        return self.buttons

    def problems(self) -> Iterator[str]:
        if not self.buttons or any(not button.label.strip() for button in self.buttons):
            yield "needs a button, each with a label"


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionPage(LessonPage):
    """A question with answers to choose or to compare with."""

    answers: tuple[LessonAnswer, ...]

    def slips(self) -> tuple[Slip, ...]:
        return self.answers

    def problems(self) -> Iterator[str]:
        if not self.answers or any(not answer.text.strip() for answer in self.answers):
            yield "needs an answer, each with a text"


@dataclass(frozen=True, slots=True, kw_only=True)
class TrueFalsePage(QuestionPage):
    """Two answers in HTML, the right one with the higher score; Moodle's form puts it first."""

    kind: ClassVar[int] = 2

    def problems(self) -> Iterator[str]:
        yield from QuestionPage.problems(self)
        if len(self.answers) != 2:
            yield "needs two answers"


@dataclass(frozen=True, slots=True, kw_only=True)
class MultiChoicePage(QuestionPage):
    """Answers in HTML; with ``several`` all the right ones are to be ticked, and the first of them leads on."""

    kind: ClassVar[int] = 3
    option: ClassVar[str] = "several"

    several: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortAnswerPage(QuestionPage):
    """Plain texts to compare with: ``*`` for anything, or regular expressions with ``patterns``."""

    kind: ClassVar[int] = 1
    option: ClassVar[str] = "patterns"

    patterns: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NumericalPage(QuestionPage):
    """Numbers (``7``) or ranges (``5:10``) to compare with."""

    kind: ClassVar[int] = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchingPage(LessonPage):
    """Pairs to put together; what follows when all are right, and else."""

    kind: ClassVar[int] = 5

    pairs: tuple[LessonPair, ...]
    correct: Outcome = Outcome(score=1)
    wrong: Outcome = Outcome(Jump.THIS_PAGE)

    def slips(self) -> tuple[Slip, ...]:
        return (self.correct, self.wrong, *self.pairs)

    def problems(self) -> Iterator[str]:
        if len(self.pairs) < 2 or any(not (pair.text.strip() and pair.match.strip()) for pair in self.pairs):
            yield "needs two pairs or more, each with two texts"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Single(LessonPage):
    """A page with one way on."""

    outcome: Outcome = Outcome()

    def slips(self) -> tuple[Slip, ...]:
        return (self.outcome,)


@dataclass(frozen=True, slots=True, kw_only=True)
class EssayPage(_Single):
    """A text to write, graded by the trainer up to the score of ``outcome``."""

    kind: ClassVar[int] = 10

    outcome: Outcome = Outcome(score=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster(_Single):
    """Starts questions of which one is drawn; learners don't see the page."""

    kind: ClassVar[int] = 30

    title: str = "Cluster"
    outcome: Outcome = Outcome(Jump.CLUSTER)


@dataclass(frozen=True, slots=True, kw_only=True)
class EndOfCluster(_Single):
    """Ends a cluster; learners don't see the page."""

    kind: ClassVar[int] = 31

    title: str = "End of cluster"


@dataclass(frozen=True, slots=True, kw_only=True)
class EndOfBranch(_Single):
    """Ends a branch, and leads back to its content page: name it in ``outcome``. Learners don't see the page."""

    kind: ClassVar[int] = 21

    title: str = "End of branch"


PAGE_TYPES: Final[dict[int, type[LessonPage]]] = {
    page.kind: page
    for page in (
        ContentPage,
        TrueFalsePage,
        MultiChoicePage,
        ShortAnswerPage,
        NumericalPage,
        MatchingPage,
        EssayPage,
        Cluster,
        EndOfCluster,
        EndOfBranch,
    )
}
