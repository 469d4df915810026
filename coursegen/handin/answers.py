"""Whether a file that somebody hands in repeats what the course keeps for trainers, whatever its name.

Source: the fields of the course that only trainers read (`Step`), and what questions say of each answer.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from coursegen.conform.piece import Part, Passage, Piece
from coursegen.handin.comparing import SENTENCE, folded, sentences
from coursegen.handin.reports import texts_of
from coursegen.handin.xml_words import without_markup
from methodology.course import Course
from methodology.questions import Question

FEWEST = 5  # sentences kept for trainers, from which a file is one of theirs
FEWEST_KEYS = 2  # questions that stand with their right answers alone


@dataclass(frozen=True)
class Kept:
    """What trainers alone read. `words`: sentences as joined bare words; `keys`: question, right and wrong answers."""

    words: frozenset[str] = frozenset()
    keys: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = ()


def kept(course: Course | None) -> Kept:
    """What the course keeps for trainers and says nowhere to learners: the answers it expects, what it says of them."""
    if course is None:
        return Kept()
    taught = {_joined(one) for text in (*course.texts, *_instructions(course)) for one in _told(text)}
    ours = {_joined(one) for text in _for_trainers(course) for one in _told(text)}
    return Kept(frozenset(ours - taught), tuple(filter(None, map(_key, course.questions()))))


def repeated(piece: Piece, known: Kept) -> tuple[str, ...]:
    """The sentences of the file that the course keeps for trainers, as the file has them."""
    found: dict[str, str] = {}
    for passage in _seen(piece):
        for sentence in sentences(passage.text):
            joined = _joined(sentence)
            if joined in known.words:
                found.setdefault(joined, sentence.strip())
    return tuple(found.values())


def answered(piece: Piece, known: Kept) -> int:
    """How many questions of the course stand there with their right answers and none of the wrong ones."""
    whole = "".join(_joined(passage.text) for passage in _seen(piece))
    return sum(_is_key(whole, *key) for key in known.keys)


def _seen(piece: Piece) -> Iterator[Passage]:
    """The notes under a slide are the trainer's: a deck is no answer sheet for having them."""
    return (passage for passage in piece.passages if passage.part not in (Part.NOTES, Part.MASTER))


def _is_key(text: str, asked: str, right: tuple[str, ...], wrong: tuple[str, ...]) -> bool:
    return asked in text and all(one in text for one in right) and not any(one in text for one in wrong)


def _key(question: Question) -> tuple[str, tuple[str, ...], tuple[str, ...]] | None:
    """The question, its right and its wrong answers, joined; None where they say too little by themselves."""
    asked = _joined(question.text)
    right = tuple(_joined(choice.text) for choice in question.choices if choice.correct)
    wrong = tuple(_joined(choice.text) for choice in question.choices if not choice.correct)
    telling = right and wrong and all(len(one) > 12 for one in (*right, *wrong)) and len(asked) > 20
    return (asked, right, wrong) if telling else None


def _joined(text: object) -> str:
    return "".join(folded(without_markup(str(text))))


def _told(record: object) -> Iterator[str]:
    """The sentences of four words or more."""
    for text in texts_of(record):
        for sentence in sentences(text.replace("*", "")):
            if len(folded(sentence)) >= SENTENCE:
                yield sentence


def _for_trainers(course: Course) -> Iterator[object]:
    for sequence in course.sequencing.sequences():
        for step in sequence.steps:
            yield step.expected_answers
    for question in course.questions():
        yield (question.feedback, question.model_answer, question.feedback_true, question.feedback_false)
        yield tuple(choice.feedback for choice in question.choices)


def _instructions(course: Course) -> Iterator[object]:
    for sequence in course.sequencing.sequences():
        yield tuple((step.title, step.content, step.instruction, step.output) for step in sequence.steps)
