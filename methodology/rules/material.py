"""What several rules ask of the same course, worked out once: its texts as prose, its words, its places."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from methodology.course import Course
from methodology.findings import Where
from methodology.once import once
from methodology.prose import Block, Prose, read_prose
from methodology.questions import Question
from methodology.readability import words
from methodology.sequencing import Step
from methodology.texts import Audience, CourseText, course_texts, written_strings


@dataclass(frozen=True, slots=True)
class ReadText:
    """A text of the course, and what is in it. `lower` is its Markdown in lower case, to look for hints in."""

    text: CourseText
    prose: Prose
    lower: str

    def hints_at(self, hints: Iterable[str]) -> bool:
        """Whether one of those strings is in it: much quicker than a pattern, and most texts hold none."""
        return any(hint in self.lower for hint in hints)

    def at(self, line: int) -> Where:
        """The place of that line of the text."""
        return self.text.at(line)


@once
def read_texts(course: Course) -> tuple[ReadText, ...]:
    """Every text of the course, read."""
    texts = course_texts(course)
    return tuple(ReadText(text, read_prose(text.markdown), text.markdown.lower()) for text in texts)


@once
def learner_reading(course: Course) -> tuple[ReadText, ...]:
    """The pages, briefs and instructions a learner reads."""
    return tuple(read for read in read_texts(course) if read.text.audience is Audience.LEARNER)


@once
def slide_reading(course: Course) -> tuple[ReadText, ...]:
    """The texts of the decks."""
    return tuple(read for read in read_texts(course) if read.text.audience is Audience.SLIDES)


@once
def written(course: Course) -> tuple[tuple[Where, str], ...]:
    """Every line written in the YAML files, where it is."""
    return tuple(written_strings(course))


@once
def everything_as_written(course: Course) -> str:
    """All that is written in the course, one line after the other."""
    lines = [value for _where, value in written(course)]
    texts = (read.text for read in read_texts(course))  # the questions are among the lines
    return "\n".join([*lines, *(text.markdown for text in texts if text.audience is not Audience.QUESTION)])


@once
def everything_written(course: Course) -> str:
    """All that is written in the course, in lower case: to know whether a word is anywhere in it."""
    return everything_as_written(course).lower()


def texts_with(course: Course, hints: Iterable[str]) -> Iterator[ReadText]:
    """The texts that hold one of those strings, in lower case: what a pattern is then looked for in."""
    present = [hint for hint in hints if hint in everything_written(course)]
    return (read for read in (read_texts(course) if present else ()) if read.hints_at(present))


@once
def spoken_blocks(course: Course) -> tuple[tuple[ReadText, Block, tuple[str, ...]], ...]:
    """Every block of every text, with its words in lower case."""
    return tuple((read, block, lower_words(block.text)) for read in read_texts(course) for block in read.prose.blocks)


@once
def spoken_on_pages(course: Course) -> tuple[tuple[ReadText, int, tuple[str, ...]], ...]:
    """The words of each block that learners read, with its text and its line."""
    return tuple(
        (read, block.line, spoken)
        for read, block, spoken in spoken_blocks(course)
        if read.text.audience is Audience.LEARNER
    )


_QUOTED = re.compile(r"«[^»]*»|“[^”]*”|\"[^\"]*\"")


def without_quotes(text: str) -> str:
    """The text without what it quotes: what somebody else says, or a word that is spoken about."""
    return _QUOTED.sub("« »", text) if any(sign in text for sign in '«“"') else text


_ACCENTS = re.compile(r"[\u0300-\u036f]+")


@lru_cache(maxsize=20_000)
def folded(text: str) -> str:
    """The text as one searches it: lower case, no accents, straight apostrophes."""
    if text.isascii():
        return text.lower()
    bare = unicodedata.normalize("NFD", text.replace("œ", "oe").replace("Œ", "Oe").replace("’", "'"))
    return _ACCENTS.sub("", bare).lower()


def as_written(text: str, found: re.Match[str]) -> str:
    """The author's own words, with their capitals and accents, for what was found in `folded(text)`."""
    ends = list(accumulate(len(folded(sign)) for sign in text))
    first, last = bisect_right(ends, found.start()), bisect_left(ends, found.end())
    return text[first : last + 1].strip()


def first_known(*places: Where) -> Where:
    """The first of those places that is in a file: a record the folder doesn't hold has none."""
    return next((place for place in places if place.file), Where("cours.yaml"))


@lru_cache(maxsize=50_000)
def plain(markdown: str) -> str:
    """The text of a short piece of Markdown, as it is read aloud."""
    return " ".join(block.text for block in read_prose(markdown).blocks)


@lru_cache(maxsize=20_000)
def plain_words(text: str) -> tuple[str, ...]:
    """The words of a text, folded."""
    return tuple(folded(word) for word in words(text))


def lower_words(text: str) -> tuple[str, ...]:
    """The words of a text in lower case, accents kept."""
    return tuple(map(str.lower, words(text)))


def said_in(step: Step) -> str:
    """All that a step says of itself, folded."""
    parts = (
        step.title, step.content, step.trainer_activity, step.participant_activity,
        step.instruction, step.output, step.feedback, *step.materials,
        step.activity.body.markdown if step.activity and step.activity.body else "",
    )  # fmt: skip
    return folded("\n".join(parts))


@dataclass(frozen=True, slots=True)
class Passage:
    """Words to be found in a row, and the question they belong to. `anchor` is the place of their longest word."""

    words: tuple[str, ...]
    question: Question
    anchor: int


def indexed(passages: Iterable[tuple[Question, tuple[str, ...]]]) -> Mapping[str, list[Passage]]:
    """The passages by their longest word: a text is read once, whatever their number."""
    index: dict[str, list[Passage]] = {}
    for question, spoken in passages:
        anchor = max(range(len(spoken)), key=lambda n: len(spoken[n]))
        index.setdefault(spoken[anchor], []).append(Passage(spoken, question, anchor))
    return index


def found_in(spoken: tuple[str, ...], index: Mapping[str, list[Passage]]) -> Iterator[Question]:
    """The questions whose passage stands in those words."""
    if index.keys().isdisjoint(spoken):
        return  # most texts hold none of the words: told at once
    for place, word in enumerate(spoken):
        for passage in index.get(word, ()):
            start = place - passage.anchor
            if start >= 0 and spoken[start : start + len(passage.words)] == passage.words:
                yield passage.question
