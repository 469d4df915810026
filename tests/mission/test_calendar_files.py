"""The .ics files: what RFC 5545 asks, read back by a reader of our own, and the right days."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from coursegen.build import build_course
from coursegen.outputs.exchange.ics import Event, calendar_file
from coursegen.outputs.exchange.ics_events import session_events
from methodology.folder import read_folder

EXAMPLES = Path(__file__).parents[2] / "examples"
DAY = date(2026, 11, 16)


def unfolded(data: bytes) -> list[str]:
    """The content lines, put together again."""
    return data.replace(b"\r\n ", b"").decode().removesuffix("\r\n").split("\r\n")


def events_of(data: bytes) -> dict[str, dict[str, str]]:
    """The properties of each event, without their parameters, by UID; those of its reminders left out."""
    found: dict[str, dict[str, str]] = {}
    text = re.sub(r"BEGIN:VALARM\n.*?END:VALARM\n", "", "\n".join(unfolded(data)), flags=re.DOTALL)
    for block in re.findall(r"BEGIN:VEVENT\n(.*?)\nEND:VEVENT", text, re.DOTALL):
        pairs = (line.partition(":") for line in block.split("\n"))
        properties = {name.partition(";")[0]: value for name, _colon, value in pairs}
        found[properties["UID"]] = properties
    return found


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    out = tmp_path_factory.mktemp("ics")
    build_course(EXAMPLES / "cipres-fdf", out, ["ics"])
    return {path.name: path.read_bytes() for path in out.glob("*.ics")}


def test_the_course_and_the_mission_have_a_file_each(files: dict[str, bytes]) -> None:
    assert sorted(files) == ["CIPRES-FDF-01-mission.ics", "CIPRES-FDF-01-sessions.ics"]


def test_no_line_is_longer_than_75_octets_and_no_letter_is_cut(files: dict[str, bytes]) -> None:
    for data in files.values():
        lines = data.split(b"\r\n")
        assert lines[-1] == b""
        assert max(len(line) for line in lines) <= 75
        assert b"\n" not in data.replace(b"\r\n", b"")
        assert all(line.decode() is not None for line in lines)


def test_what_begins_ends_in_its_place(files: dict[str, bytes]) -> None:
    for data in files.values():
        open_: list[str] = []
        for line in unfolded(data):
            if line.startswith("BEGIN:"):
                open_.append(line.removeprefix("BEGIN:"))
            elif line.startswith("END:"):
                assert open_.pop() == line.removeprefix("END:")
        assert open_ == []


def test_a_day_in_the_room_has_its_hours_and_a_fortnight_online_its_days(files: dict[str, bytes]) -> None:
    events = events_of(files["CIPRES-FDF-01-sessions.ics"])
    room, online = events["cipres-fdf-01-session-j1@coursegen"], events["cipres-fdf-01-session-p1@coursegen"]
    assert (room["DTSTART"], room["DTEND"], room["TRANSP"]) == ("20270413T083000", "20270413T170000", "OPAQUE")
    assert (online["DTSTART"], online["DTEND"], online["TRANSP"]) == ("20270315", "20270327", "TRANSPARENT")
    assert "S1.1 — Clarifier la demande" in room["DESCRIPTION"]


def test_the_deadlines_are_those_of_the_table_with_two_reminders(files: dict[str, bytes]) -> None:
    data = files["CIPRES-FDF-01-mission.ics"]
    events = events_of(data)
    assert len(events) == 3 + 3 * 7
    approval = events["cipres-fdf-01-echeance-a1-approbation@coursegen"]
    assert (approval["DTSTART"], approval["DTEND"]) == ("20230327", "20230328")
    assert approval["SUMMARY"] == "Échéance A1 : Approbation ou rejet"
    done = 7  # by the logs of the example: nobody needs to be reminded of them
    assert unfolded(data).count("TRIGGER:-P4DT15H") == unfolded(data).count("TRIGGER:-PT15H") == 21 - done


def test_every_event_is_stamped_by_the_version_of_the_course(files: dict[str, bytes]) -> None:
    for data in files.values():
        assert {event["DTSTAMP"] for event in events_of(data).values()} == {"20261116T000000Z"}


def test_words_that_separate_are_escaped_and_nothing_is_smuggled_in() -> None:
    words = "Un, deux ; trois \\ quatre\nBEGIN:VEVENT\r\x07fin"
    (event,) = events_of(calendar_file("x", [Event("u", words, DAY, DAY)], DAY)).values()
    assert event["SUMMARY"] == "Un\\, deux \\; trois \\\\ quatre\\nBEGIN:VEVENT\\nfin"


def test_long_words_of_any_alphabet_come_back_whole() -> None:
    words = "é" * 100 + "漢字" * 40 + "🎓" * 30
    (event,) = events_of(calendar_file("x", [Event("u", words, DAY, DAY)], DAY)).values()
    assert event["SUMMARY"] == words


def test_reminders_are_counted_in_days_and_hours() -> None:
    event = Event("u", "x", datetime(2026, 1, 2, 9), datetime(2026, 1, 2, 10), reminders=(24, 30, 2))
    lines = unfolded(calendar_file("x", [event], DAY))
    assert [line for line in lines if line.startswith("TRIGGER")] == [
        "TRIGGER:-P1D",
        "TRIGGER:-P1DT6H",
        "TRIGGER:-PT2H",
    ]


def test_a_session_without_a_date_is_left_out() -> None:
    course = read_folder(EXAMPLES / "one-ael").course
    assert course is not None
    sessions = tuple(replace(session, start=None) for session in course.delivery.sessions)
    assert session_events(replace(course, delivery=replace(course.delivery, sessions=sessions))) == ()
