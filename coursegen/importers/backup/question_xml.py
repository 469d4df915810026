"""Questions of a backup as Moodle's exchange format has them, which the folder's own reader of that format takes in.

So there is one way from Moodle's questions to those of a folder, whatever they came in.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import singledispatch
from typing import Final
from urllib.parse import quote, unquote
from xml.sax.saxutils import escape, quoteattr

from moodle_backups.compare_values import authored
from moodle_backups.files import File
from moodle_backups.questions.base import Answer, CombinedFeedback, Question
from moodle_backups.questions.cloze_code import cloze_code
from moodle_backups.questions.ddwtos import DragIntoText
from moodle_backups.questions.description import Description
from moodle_backups.questions.essay import Essay
from moodle_backups.questions.gapselect import GapSelect
from moodle_backups.questions.match import Match
from moodle_backups.questions.multianswer import MultiAnswer
from moodle_backups.questions.multichoice import MultiChoice
from moodle_backups.questions.numerical import Numerical
from moodle_backups.questions.ordering import Ordering
from moodle_backups.questions.randomsamatch import RandomMatch
from moodle_backups.questions.shortanswer import ShortAnswer
from moodle_backups.questions.truefalse import TrueFalse

_GAP: Final = re.compile(r"\{#\d+\}")
_FILE: Final = re.compile(r'(?<=")file:([^"]*)(?=")')
Links = Callable[[str], str]
"""Gives a text its links to activities as the folder writes them."""


class Untold(Exception):
    """A question of a type that is not carried over."""


def bank_xml(
    questions: Sequence[Question], categories: Mapping[str, str], links: Links
) -> tuple[bytes, list[Question]]:
    """The exchange file of these questions, and those that it has no way to say. `categories`: paths by key."""
    parts: list[str] = []
    untold: list[Question] = []
    place = ""
    for question in questions:
        writer = Writer(question.files, links)
        try:
            text = _question(question, writer)
        except Untold:
            untold.append(question)
            continue
        path = categories.get(question.category, "")
        if path != place:
            place = path
            parts.append(f'<question type="category"><category>{text_of(f"$course$/top/{path}")}</category></question>')
        parts.append(text)
    return f'<?xml version="1.0" encoding="UTF-8"?><quiz>{"".join(parts)}</quiz>'.encode(), untold


def text_of(words: str) -> str:
    """Words as the format holds them."""
    return f"<text>{escape(words)}</text>"


def tag_of(name: str, value: object) -> str:
    """A plain value."""
    said = (
        ("true" if value else "false")
        if isinstance(value, bool)
        else f"{value:g}"
        if isinstance(value, float)
        else value
    )
    return f"<{name}>{escape(str(said))}</{name}>"


class Writer:
    """Texts with the files that they show."""

    def __init__(self, files: Iterable[File], links: Links) -> None:
        self._files = {file.name: file for file in files}
        self._links = links

    def html(self, tag: str, html: str, inside: str = "", **attributes: str) -> str:
        """An element with HTML and its files."""
        shown: dict[str, File] = {}

        def enclosed(match: re.Match[str]) -> str:
            name = unquote(match[1])
            if name in self._files:
                shown[name] = self._files[name]
            return f"@@PLUGINFILE@@/{quote(name)}"

        text = _FILE.sub(enclosed, self._links(html))
        marks = "".join(f" {name}={quoteattr(value)}" for name, value in {"format": "html", **attributes}.items())
        return f"<{tag}{marks}>{text_of(text)}{''.join(map(enclosed_file, shown.values()))}{inside}</{tag}>"

    def answer(self, answer: Answer, plain: bool = False) -> str:
        """An answer with what it earns."""
        feedback = self.html("feedback", answer.feedback) if answer.feedback else ""
        fraction = percent(answer.fraction)
        if plain:
            return (
                f'<answer fraction="{fraction}" format="moodle_auto_format">{text_of(answer.text)}{feedback}</answer>'
            )
        return self.html("answer", answer.text, feedback, fraction=fraction)

    def combined(self, feedback: CombinedFeedback) -> str:
        """What is said of the whole response."""
        said = {
            "correctfeedback": feedback.correct,
            "partiallycorrectfeedback": feedback.partially_correct,
            "incorrectfeedback": feedback.incorrect,
        }
        shown = "<shownumcorrect/>" if feedback.show_number_correct else ""
        return "".join(self.html(tag, text) for tag, text in said.items() if text) + shown


def enclosed_file(file: File) -> str:
    """A file as the exchange format encloses it. OSError when its content can't be read."""
    folder, _slash, name = file.name.rpartition("/")
    with file.open() as stream:
        content = base64.b64encode(stream.read()).decode()
    path = f"/{folder}/" if folder else "/"
    return f'<file name={quoteattr(name)} path={quoteattr(path)} encoding="base64">{content}</file>'


def percent(fraction: float) -> str:
    """The share of the mark in percent, as Moodle writes it."""
    return f"{round(100 * fraction, 5):g}"


def _question(question: Question, out: Writer) -> str:
    kind = {"match": "matching", "multianswer": "cloze"}.get(question.qtype, question.qtype)
    own = "".join(body(question, out))
    idnumber = tag_of("idnumber", question.key) if authored(question.key) else ""
    tags = "".join(f"<tag>{text_of(tag)}</tag>" for tag in question.tags)
    return "".join(
        (
            f"<question type={quoteattr(kind)}>",
            f"<name>{text_of(question.name)}</name>",
            out.html("questiontext", _asked(question)),
            out.html("generalfeedback", question.general_feedback) if question.general_feedback else "",
            tag_of("defaultgrade", float(question.mark)),
            tag_of("penalty", round(question.penalty, 7)),
            idnumber,
            own,
            *(_hint(question, out)),
            f"<tags>{tags}</tags>" if tags else "",
            "</question>",
        )
    )


def _asked(question: Question) -> str:
    """The text, with the codes of embedded answers in the place of their marks."""
    if not isinstance(question, MultiAnswer):
        return question.text
    parts = {f"{{#{number}}}": cloze_code(part) or "" for number, part in enumerate(question.parts, 1)}
    return _GAP.sub(lambda match: parts.get(match[0], match[0]), question.text)


def _hint(question: Question, out: Writer) -> Iterator[str]:
    for hint in question.hints:
        shown = "<shownumcorrect/>" if hint.show_number_correct else ""
        yield out.html("hint", hint.text, shown + ("<clearwrong/>" if hint.clear_wrong else ""))


@singledispatch
def body(question: Question, out: Writer) -> Iterator[str]:
    """What the type says of the question. Raises Untold for a type that is not carried over."""
    raise Untold(question.qtype)


@body.register
def _description(question: Description, out: Writer) -> Iterator[str]:
    yield ""


@body.register
def _multianswer(question: MultiAnswer, out: Writer) -> Iterator[str]:
    yield ""


@body.register
def _multichoice(question: MultiChoice, out: Writer) -> Iterator[str]:
    yield tag_of("single", question.single)
    yield tag_of("shuffleanswers", question.shuffle)
    yield tag_of("answernumbering", question.numbering)
    yield tag_of("showstandardinstruction", int(question.show_instruction))
    yield out.combined(question.feedback)
    yield from map(out.answer, question.answers)


@body.register
def _truefalse(question: TrueFalse, out: Writer) -> Iterator[str]:
    yield out.answer(Answer("true", float(question.correct), question.feedback_true), plain=True)
    yield out.answer(Answer("false", float(not question.correct), question.feedback_false), plain=True)


@body.register
def _shortanswer(question: ShortAnswer, out: Writer) -> Iterator[str]:
    yield tag_of("usecase", int(question.case_sensitive))
    yield from (out.answer(answer, plain=True) for answer in question.answers)


@body.register
def _numerical(question: Numerical, out: Writer) -> Iterator[str]:
    for answer in question.answers:
        value = "*" if answer.value is None else f"{answer.value:g}"
        feedback = out.html("feedback", answer.feedback) if answer.feedback else ""
        inside = f"{text_of(value)}{feedback}{tag_of('tolerance', answer.tolerance)}"
        yield f'<answer fraction="{percent(answer.fraction)}" format="moodle_auto_format">{inside}</answer>'
    units = (f"<unit>{tag_of('multiplier', u.multiplier)}{tag_of('unit_name', u.name)}</unit>" for u in question.units)
    yield f"<units>{''.join(units)}</units>"
    yield tag_of("unitgradingtype", max(0, int(question.unit_grading)))
    yield tag_of("unitpenalty", question.unit_penalty)
    yield tag_of("showunits", int(question.unit_input))
    yield tag_of("unitsleft", int(question.unit_left))


@body.register
def _match(question: Match, out: Writer) -> Iterator[str]:
    yield tag_of("shuffleanswers", question.shuffle)
    yield out.combined(question.feedback)
    for pair in question.pairs:
        yield out.html("subquestion", pair.prompt, f"<answer>{text_of(pair.answer)}</answer>")
    for text in question.distractors:
        yield out.html("subquestion", "", f"<answer>{text_of(text)}</answer>")


@body.register
def _essay(question: Essay, out: Writer) -> Iterator[str]:
    yield tag_of("responseformat", str(question.response_format.value))
    yield tag_of("responserequired", int(question.response_required))
    yield tag_of("responsefieldlines", question.lines)
    yield tag_of("minwordlimit", question.min_words or "")
    yield tag_of("maxwordlimit", question.max_words or "")
    yield tag_of("attachments", question.attachments)
    yield tag_of("attachmentsrequired", question.attachments_required)
    yield tag_of("maxbytes", question.max_bytes)
    yield tag_of("filetypeslist", question.file_types)
    yield out.html("graderinfo", question.grader_info)
    yield out.html("responsetemplate", question.template)


@body.register
def _gapselect(question: GapSelect, out: Writer) -> Iterator[str]:
    yield tag_of("shuffleanswers", int(question.shuffle))
    yield out.combined(question.feedback)
    for choice in question.choices:
        yield f"<selectoption>{text_of(choice.text)}{tag_of('group', choice.group)}</selectoption>"


@body.register
def _dragintotext(question: DragIntoText, out: Writer) -> Iterator[str]:
    yield tag_of("shuffleanswers", int(question.shuffle))
    yield out.combined(question.feedback)
    for choice in question.choices:
        endless = "<infinite/>" if choice.unlimited else ""
        yield f"<dragbox>{text_of(choice.text)}{tag_of('group', choice.group)}{endless}</dragbox>"


@body.register
def _ordering(question: Ordering, out: Writer) -> Iterator[str]:
    names = {
        -1: "ALL_OR_NOTHING",
        0: "ABSOLUTE_POSITION",
        1: "RELATIVE_NEXT_EXCLUDE_LAST",
        2: "RELATIVE_NEXT_INCLUDE_LAST",
        3: "RELATIVE_ONE_PREVIOUS_AND_NEXT",
        4: "RELATIVE_ALL_PREVIOUS_AND_NEXT",
        5: "LONGEST_ORDERED_SUBSET",
        6: "LONGEST_CONTIGUOUS_SUBSET",
        7: "RELATIVE_TO_CORRECT",
    }
    yield tag_of("layouttype", question.direction.name)
    yield tag_of("selecttype", question.selection.name)
    yield tag_of("selectcount", question.select_count)
    yield tag_of("gradingtype", names[int(question.grading)])
    yield tag_of("showgrading", "SHOW" if question.show_grading else "HIDE")
    yield tag_of("numberingstyle", question.numbering)
    yield out.combined(question.feedback)
    for number, item in enumerate(question.items, 1):
        yield out.html("answer", item.text, fraction=f"{number}")


@body.register
def _randommatch(question: RandomMatch, out: Writer) -> Iterator[str]:
    yield tag_of("choose", question.choose)
    yield tag_of("subcats", int(question.subcategories))
    yield out.combined(question.feedback)
