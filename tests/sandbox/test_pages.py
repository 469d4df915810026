"""What a learner sees and does in the sandbox, request by request."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import requests

from coursegen.publish.prepare import Prepared
from coursegen.publish.sources import sources_of
from coursegen.sandbox.course import Course
from coursegen.sandbox.site import Sandbox
from moodle_backups import Backup, File, Section, write_backup
from moodle_backups.activities.page import Page
from moodle_backups.availability import Completed
from moodle_backups.completion import Completion
from moodle_backups.versions import TARGETS, Target

from ..moodle.type_matrix import matrix_backup
from ..publish.packages import TIMESTAMP, prepared
from .conftest import Trainer

LOCKED = "locked"
TARGET = TARGETS["5.0"]


def prepared_for(backup: Backup, target: Target = TARGET) -> Prepared:
    """A course whose package is for a late Moodle only."""

    def write(path: Path) -> None:
        write_backup(backup, path, version=target)

    return Prepared(sources_of(backup), write)


def every_type() -> Prepared:
    """A course with an activity of each type."""
    return prepared_for(matrix_backup(TARGET))


def backup(**changes: Any) -> Backup:
    pages = (
        Page(key="first", name="Première", content="<p>Lisez</p>", completion=Completion(view=True)),
        Page(key="ticked", name="Cochez", content="<p>Vu</p>", completion=Completion(manual=True)),
        Page(key=LOCKED, name="Ensuite", content="<p>Secret</p>", availability=Completed("first")),
    )
    section = Section(key="s0", name="Début", activities=pages)
    made = Backup(idnumber="PAGES", fullname="Pages", shortname="PAGES", timestamp=TIMESTAMP, sections=(section,))
    return replace(made, **changes)


class Learning:
    """A learner with a browser, in the one course of the sandbox."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.sandbox = sandbox
        self.session = requests.Session()

    @property
    def course(self) -> Course:
        [found] = self.sandbox.bench.courses.all()
        return found

    def place(self, key: str) -> str:
        piece = self.course.activity(key)
        assert piece is not None
        return f"/mod/{piece.kind}/view.php?id={piece.id}"

    def home(self) -> str:
        return self.get(f"/course/view.php?id={self.course.id}")

    def get(self, place: str) -> str:
        answer = self.session.get(self.sandbox.address + place)
        assert answer.status_code == 200, place
        return answer.text

    def open(self, key: str) -> str:
        return self.get(self.place(key))

    def send(self, place: str, **fields: str | list[str]) -> str:
        answer = self.session.post(self.sandbox.address + place, data=fields)
        assert answer.status_code == 200, place
        return answer.text


@pytest.fixture
def learning(sandbox: Sandbox) -> Learning:
    return Learning(sandbox)


def test_every_type_of_activity_has_a_page(trainer: Trainer, learning: Learning) -> None:
    trainer.publish(every_type())
    shown = {piece.key: learning.open(piece.key) for piece in learning.course.activities}
    assert len(shown) > 20
    assert all("<h1>" in page for page in shown.values())
    assert "se fait dans Moodle" in shown["bigbluebuttonbn"]
    assert "se fait dans Moodle" not in shown["lesson"]
    assert "Dedans" in learning.home()


def test_reading_opens_what_waits_for_it(trainer: Trainer, learning: Learning) -> None:
    trainer.publish(prepared(backup()))
    assert "Terminez d’abord « Première »" in learning.home()
    assert "Secret" not in learning.open(LOCKED), "sent back to the course"
    learning.open("first")
    assert "Terminez d’abord" not in learning.home()
    assert "Secret" in learning.open(LOCKED)


def test_a_tick_is_set_and_taken_back(trainer: Trainer, learning: Learning) -> None:
    trainer.publish(prepared(backup()))
    tick = learning.place("ticked").replace("view.php", "tick.php")
    assert "0 sur 2 terminées" in learning.home()
    learning.send(tick)
    assert "1 sur 2 terminées" in learning.home()
    learning.send(tick)
    assert "0 sur 2 terminées" in learning.home()


def test_beginning_anew_forgets_everything_of_the_learner(trainer: Trainer, learning: Learning) -> None:
    trainer.publish(prepared(backup()))
    learning.open("first")
    learning.send(f"/course/forget.php?id={learning.course.id}")
    assert "0 sur 2 terminées" in learning.home()


def test_a_survey_a_poll_and_a_lesson_can_be_answered(trainer: Trainer, learning: Learning) -> None:
    trainer.publish(every_type())
    assert "Réponses envoyées" in learning.send(learning.place("feedback"), f0="oui", f1="Agente")
    assert 'value="Mardi" checked' in learning.send(learning.place("choice"), option="Mardi")
    lesson = learning.place("lesson")
    assert "Départ" in learning.send(lesson)
    assert "Vrai ?" in learning.send(lesson, a="0")
    assert "Départ" in learning.send(lesson, a="1"), "a wrong answer leads back"
    learning.send(lesson, a="0")
    assert "50 % de réponses justes" in learning.send(lesson, a="0")


def test_what_is_written_stays_and_is_no_markup(trainer: Trainer, learning: Learning) -> None:
    trainer.publish(every_type())
    evil = "<script>alert(1)</script>"
    assert "&lt;script&gt;" in learning.send(learning.place("forum"), subject="Bonjour", text=evil)
    assert "&lt;script&gt;" in learning.send(learning.place("glossary"), concept="Cotisation", text=evil)
    assert "&lt;script&gt;" in learning.send(learning.place("wiki"), text=evil)
    assert "&lt;script&gt;" in learning.send(learning.place("data"), f0=evil)
    handed_in = learning.send(learning.place("assign"), text=evil, do="send")
    assert "&lt;script&gt;" in handed_in and "Corriger ma remise" in handed_in


def test_a_forum_shows_answers_under_what_they_answer(trainer: Trainer, learning: Learning) -> None:
    trainer.publish(every_type())
    page = learning.send(learning.place("forum"), subject="Sujet", text="Question")
    parent = re.search(r'name="parent" value="(\d+)"', page)
    assert parent is not None
    page = learning.send(learning.place("forum"), parent=parent[1], text="Voici")
    assert page.index("Question") < page.index("Voici") < page.index("Nouvelle discussion")


@pytest.mark.parametrize(
    "evil",
    [
        "<script>alert(1)</script>",
        '<img src="x" onerror="alert(1)">',
        '<a href="javascript:alert(1)">x</a>',
        '<iframe src="https://example.org"></iframe>',
        '<form action="/course/forget.php?id=1" method="post"><button>x</button></form>',
        '<p style="background-image: url(https://example.org/x)">x</p>',
        '<svg onload="alert(1)"></svg>',
        '<object data="https://example.org"></object>',
    ],
)
def test_nothing_of_a_package_runs_or_reaches_out(trainer: Trainer, learning: Learning, evil: str) -> None:
    section = Section(key="s", activities=(Page(key="evil", name="Page", content=f"<p>Bon</p>{evil}"),))
    trainer.publish(prepared(backup(sections=(section,))))
    answer = requests.get(learning.sandbox.address + learning.place("evil"), timeout=5)
    body = answer.text.partition("<main")[2]
    assert "Bon" in body
    for sign in ("<script", "onerror", "onload", "javascript:", "example.org", "<form", "<iframe", "<object"):
        assert sign not in body
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "script-src 'self';" in policy


def test_links_and_pictures_lead_into_the_sandbox(trainer: Trainer, learning: Learning, tmp_path: Path) -> None:
    picture = File("img/un point.png", b"\x89PNG\r\n\x1a\nrest")
    text = '<p><a href="activity:first">ici</a> <img src="file:img/un point.png" alt="Point"></p>'
    linked = Page(key="linked", name="Liens", content=text, files=(picture,))
    first = backup().sections[0].activities[0]
    trainer.publish(prepared(backup(sections=(Section(key="s", activities=(first, linked)),))))
    page = learning.open("linked")
    assert f'href="{learning.place("first")}"' in page
    source = re.search(r'src="(/file/[^"]+)"', page)
    assert source is not None
    answer = requests.get(learning.sandbox.address + source[1], timeout=5)
    assert (answer.content, answer.headers["Content-Type"]) == (picture.content, "image/png")


def test_a_page_of_elsewhere_changes_nothing(trainer: Trainer, learning: Learning) -> None:
    trainer.publish(prepared(backup()))
    tick = learning.sandbox.address + learning.place("ticked").replace("view.php", "tick.php")
    for origin in ("https://example.org", "null"):
        assert requests.post(tick, headers={"Origin": origin}, timeout=5).status_code == 403
    assert requests.get(tick, headers={"Host": "example.org"}, timeout=5).status_code == 421
    assert "0 sur 2 terminées" in learning.home()


@pytest.mark.parametrize("place", ["/rien", "/course/view.php?id=999", "/mod/page/view.php?id=999", "/file/1/-/x"])
def test_an_address_that_leads_nowhere_says_so(learning: Learning, place: str) -> None:
    answer = requests.get(learning.sandbox.address + place, timeout=5)
    assert answer.status_code == 404
    assert "introuvable" in answer.text


def test_an_empty_sandbox_says_how_to_fill_it(learning: Learning) -> None:
    assert "coursegen publish" in learning.get("/")


def test_a_package_that_is_gone_is_told_in_words(
    trainer: Trainer, learning: Learning, capfd: pytest.CaptureFixture[str]
) -> None:
    trainer.publish(prepared(backup()))
    learning.sandbox.shelf.close()
    for path in learning.sandbox.store.packages.iterdir():
        path.unlink()
    answer = requests.get(learning.sandbox.address + learning.place("first"), timeout=5)
    assert (answer.status_code, "Publiez le cours à nouveau" in answer.text) == (500, True)
    assert "Traceback" not in capfd.readouterr().err
