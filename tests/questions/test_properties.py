"""Any question, written and read again, is the same question; any bytes end with findings, never with a traceback."""

from __future__ import annotations

import io

from hypothesis import given, settings
from hypothesis import strategies as st

from methodology.question_formats.fractions import PERCENTS
from methodology.question_formats.gift import read_gift, write_gift
from methodology.question_formats.graded import split_numerical, split_short
from methodology.question_formats.markup.plain import escaped
from methodology.question_formats.moodle_xml import read_moodle_xml, write_moodle_xml
from methodology.question_parts import GradedAnswer, TextFormat
from methodology.questions import Bank, Choice, Pair, Question, QuestionType
from methodology.values import Bloom
from tests.questions import samples

RUNS = settings(max_examples=150, deadline=None, derandomize=True)
_RAW = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), min_size=1, max_size=40)
_LINE = _RAW.map(lambda text: " ".join(text.split())).filter(bool)
WORDS = _LINE.filter(lambda text: "->" not in text)
TEXTS = WORDS.map(escaped)
FEEDBACK = st.one_of(st.just(""), TEXTS)
IDS = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._-]{0,20}", fullmatch=True)
TAGS = st.lists(st.from_regex(r"[a-zé]{1,10}", fullmatch=True), unique=True, max_size=3).map(lambda t: tuple(sorted(t)))
PERCENT = st.sampled_from(PERCENTS)


def common(kind: QuestionType) -> dict[str, st.SearchStrategy[object]]:
    return {
        "id": IDS,
        "type": st.just(kind),
        "text": TEXTS,
        "objective": st.sampled_from(["", "O1", "O2.3"]),
        "bloom": st.sampled_from([None, *Bloom]),
        "tags": TAGS,
        "feedback": FEEDBACK,
        "format": st.sampled_from([TextFormat.HTML, TextFormat.MARKDOWN]),
    }


def choices(kind: QuestionType) -> st.SearchStrategy[Question]:
    one = st.builds(Choice, text=TEXTS, correct=st.booleans(), feedback=FEEDBACK)
    most = 1 if kind is QuestionType.SINGLE else 5
    several = st.lists(one, min_size=2, max_size=5).filter(lambda found: 1 <= sum(c.correct for c in found) <= most)
    return st.builds(Question, **common(kind), choices=several.map(tuple))


SHORT = st.builds(
    lambda fields, answers: Question(**fields, **dict(zip(("accepted", "graded"), split_short(answers), strict=True))),
    st.fixed_dictionaries(common(QuestionType.SHORT_ANSWER)),
    st.lists(
        st.builds(GradedAnswer, text=WORDS.filter(lambda t: "\\" not in t), percent=PERCENT, feedback=FEEDBACK),
        min_size=1, max_size=4,
    ),
)  # fmt: skip
NUMBER = st.integers(-10_000, 10_000).map(lambda n: n / 8)
NUMERIC = st.builds(
    lambda fields, answers: Question(
        **fields, **dict(zip(("number", "tolerance", "graded"), split_numerical(answers), strict=True))
    ),
    st.fixed_dictionaries(common(QuestionType.NUMERICAL)),
    st.lists(
        st.builds(
            GradedAnswer, text=NUMBER.map(lambda n: f"{n:g}"), percent=PERCENT, tolerance=NUMBER.map(abs),
            feedback=FEEDBACK,
        ),
        min_size=1, max_size=3,
    ),
)  # fmt: skip
PAIR = st.builds(Pair, left=TEXTS, right=WORDS)
QUESTIONS = st.one_of(
    choices(QuestionType.SINGLE),
    choices(QuestionType.MULTIPLE),
    st.builds(
        Question, **common(QuestionType.TRUE_FALSE), correct=st.booleans(), feedback_true=FEEDBACK,
        feedback_false=FEEDBACK,
    ),
    st.builds(
        Question, **common(QuestionType.MATCH), pairs=st.lists(PAIR, min_size=2, max_size=4).map(tuple),
        distractors=st.lists(WORDS, max_size=2).map(tuple),
    ),
    SHORT,
    NUMERIC,
    st.builds(Question, **common(QuestionType.ESSAY)),
)  # fmt: skip


@RUNS
@given(QUESTIONS)
def test_through_gift(question: Question) -> None:
    written = write_gift([Bank(name="b", questions=(question,))])
    reading = read_gift(written.text, "b.gift", "b")
    assert reading.faults == ()
    assert reading.bank is not None
    assert (written.losses, reading.bank.questions) == ((), (question,))


@RUNS
@given(QUESTIONS)
def test_through_moodle_xml(question: Question) -> None:
    written = write_moodle_xml([Bank(name="b", questions=(question,))])
    reading = read_moodle_xml(io.BytesIO(written.text.encode()), "b.xml", "b")
    assert reading.faults == ()
    assert reading.bank is not None
    assert (written.losses, reading.losses, reading.bank.questions) == ((), (), (question,))


SIGNS = ("->", "::", "####", "//", "%50%", "{#", "\n\n")
PIECES = st.sampled_from([*'{}~=#%:\\\n"$[]>-. 1aé\ufeff\x00\ufdd5', *SIGNS])


@RUNS
@given(st.lists(PIECES, max_size=60).map("".join))
def test_any_text_is_read_as_gift_to_the_end(text: str) -> None:
    reading = read_gift(text, "b.gift", "b")
    assert reading.bank is not None
    assert all(finding.where.line <= text.count("\n") + 1 for finding in reading.faults)


WHOLE = write_moodle_xml([samples.bank(*samples.EVERY)]).text.encode()


@RUNS
@given(st.integers(0, len(WHOLE)), st.integers(0, 200), st.binary(max_size=12))
def test_any_damaged_xml_is_read_to_the_end(at: int, drop: int, piece: bytes) -> None:
    reading = read_moodle_xml(io.BytesIO(WHOLE[:at] + piece + WHOLE[at + drop :]), "b.xml", "b")
    assert reading.bank is not None or reading.faults
