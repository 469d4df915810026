"""What belongs to people is passed over: however large it is, it costs no memory."""

from __future__ import annotations

import io
import re
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest
from archive_making import zipped
from package_reader import read_package

from moodle_backups import Backup, write_backup
from moodle_backups.activities.choice import Choice, ChoiceOption
from moodle_backups.read import read_backup
from moodle_backups.tree import DocumentError, TreeLimits, parse_stream

SKIP = frozenset({"attempts"})
STEP = b"<step><state>todo</state><response><variable>x</variable></response></step>"
ATTEMPT = b"<attempt>" + STEP * 1000 + b"</attempt>"
SMALL = TreeLimits(size=20_000)


def test_only_the_number_of_skipped_records_is_left() -> None:
    root = parse_stream(
        io.BytesIO(b"<quiz><a>1</a><attempts>\n <x><y>2</y></x>\n<x/></attempts><b>3</b></quiz>"), "quiz.xml", skip=SKIP
    )
    attempts = root.child("attempts")
    assert attempts is not None
    assert [(one.tag, one.children) for one in attempts.children] == [("x", ()), ("x", ())]
    assert (root.text_of("a"), root.text_of("b")) == ("1", "3")


def test_a_field_of_the_same_name_keeps_its_text() -> None:
    root = parse_stream(io.BytesIO(b"<o><attempts>5</attempts><p>6</p></o>"), "quiz.xml", skip=SKIP)
    assert root.fields() == {"attempts": "5", "p": "6"}


def test_limits_bound_what_is_built_and_not_what_is_skipped() -> None:
    document = b"<quiz><attempts>" + ATTEMPT * 20 + b"</attempts><name>Q</name></quiz>"
    assert len(document) > 50 * SMALL.size
    tracemalloc.start()
    try:
        root = parse_stream(io.BytesIO(document), "quiz.xml", SMALL, SKIP)
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert root.text_of("name") == "Q"
    assert most < len(document) // 2
    with pytest.raises(DocumentError):
        parse_stream(io.BytesIO(document), "quiz.xml", SMALL)


@pytest.mark.parametrize(
    ("inside", "what"),
    [
        (b"<x>" * 200 + b"</x>" * 200, "nested deeper"),
        (b"<x/>" * 20_000, "elements"),
        (b" " * 300_000, "bytes allowed"),
        (b"<x></y>", "not sound XML"),
    ],
)
def test_what_is_skipped_must_be_sound_too(inside: bytes, what: str) -> None:
    document = b"<quiz><attempts>" + inside + b"</attempts></quiz>"
    with pytest.raises(DocumentError, match=what):
        parse_stream(io.BytesIO(document), "quiz.xml", TreeLimits(size=20_000, nodes=10_000), SKIP)


def test_a_choice_with_many_answers_is_read(course: Callable[..., Backup], tmp_path: Path) -> None:
    choice = Choice(key="c", name="C", options=(ChoiceOption(text="x"), ChoiceOption(text="y")))
    write_backup(course(choice), tmp_path / "plain.mbz")
    members = dict(read_package(tmp_path / "plain.mbz").members)
    name = next(name for name in members if name.endswith("/choice.xml"))
    filled = b"<answers>" + ATTEMPT * 12 + b"</answers>"
    members[name] = re.sub(rb"<answers>\s*</answers>|<answers/>", filled, members[name])
    with read_backup(zipped(tmp_path, members)) as read:
        assert read.dropped == {"answers": 12}
