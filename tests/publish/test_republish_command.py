"""coursegen plan, publish and rollback on a course that is there, as a person and a script meet them."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import responses

from coursegen.cli import rollback
from coursegen.cli.app import run
from coursegen.cli.context import Console
from coursegen.cli.publish import desk
from coursegen.publish.prepare import Prepared

from .packages import prepared
from .pretend import Killed, PretendSite
from .replay import ADDRESS, TOKEN
from .test_update import KEY, READ, REREAD, course, with_page

NEW_PAGE = f"{KEY}/s1/neuve"


@pytest.fixture
def pretend() -> Iterator[PretendSite]:
    """A site with the present plugin, in memory."""
    with responses.RequestsMock(assert_all_requests_are_fired=False) as mock:
        yield PretendSite(mock)


class Author:
    """A person at the command line, with a folder that holds what `writes` says."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self._monkeypatch = monkeypatch
        self._capsys = capsys
        monkeypatch.setattr(rollback, "course_code", lambda _folder: KEY)
        self.writes(course())

    def writes(self, content: Prepared) -> None:
        self._monkeypatch.setattr(desk, "prepare", lambda _folder: content)

    def runs(self, *words: str, expect: int = 0) -> str:
        self._capsys.readouterr()
        code = run([words[0], "mon-cours", "--site", "essai", *words[1:]])
        said = self._capsys.readouterr()
        assert code == expect, said.out + said.err
        self.said = said.out + said.err
        assert TOKEN not in self.said and "Traceback" not in self.said
        return said.out

    def asks(self, *words: str, expect: int = 0) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.runs(*words, "--json", expect=expect))
        return found


@pytest.fixture
def author(
    pretend: PretendSite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Author:
    """Somebody whose course is on the site already."""
    monkeypatch.setenv("COURSEGEN_CONFIG_DIR", str(tmp_path / "réglages"))
    monkeypatch.setenv("COURSEGEN_STATE_DIR", str(tmp_path / "état"))
    monkeypatch.setenv("COURSEGEN_TOKEN_ESSAI", TOKEN)
    assert run(["site", "add", "essai", "--url", ADDRESS, "--category", "SOCIEUX"]) == 0
    person = Author(monkeypatch, capsys)
    person.runs("publish")
    return person


def test_publishing_again_what_is_there_writes_nothing(author: Author, pretend: PretendSite) -> None:
    before = len(pretend.writes())
    assert "rien à changer" in author.runs("publish")
    told = author.asks("publish")
    assert (told["writes"], told["created"], told["plan"]["writes"]) == (0, False, False)
    assert len(pretend.writes()) == before


def test_a_plan_is_shown_and_nothing_is_written(author: Author, pretend: PretendSite) -> None:
    author.writes(course("changé"))
    before = len(pretend.writes())
    said = author.runs("plan")
    assert "Mis à jour (1)" in said and "« Lire »" in said and "change : texte" in said
    told = author.asks("plan")
    assert [(change["key"], change["act"]) for change in told["changes"]] == [(READ, "update")]
    assert told["course"]["new"] is False
    assert len(pretend.writes()) == before


def test_publishing_again_tells_what_was_done_and_the_way_back(author: Author) -> None:
    author.writes(course("changé"))
    said = author.runs("publish")
    assert "✓ Page « Lire » : texte" in said
    assert "Cours mis à jour, vérifié sur le site" in said and "course/view.php?id=" in said
    assert "1 activité touchée" in said and "coursegen rollback" in said
    author.writes(prepared(with_page(NEW_PAGE)))
    told = author.asks("publish", "--yes")
    assert sorted((a["key"], a["action"]) for a in told["actions"]) == [(READ, "updated"), (NEW_PAGE, "added")]
    assert told["writes"] == 2 and told["snapshot"]


@pytest.mark.parametrize(("answer", "code", "orders"), [("\n", 0, 1), ("oui\n", 0, 1), ("non\n", 130, 0)])
def test_a_person_sees_the_plan_and_is_asked(
    author: Author, pretend: PretendSite, monkeypatch: pytest.MonkeyPatch, answer: str, code: int, orders: int
) -> None:
    author.writes(course("changé"))
    monkeypatch.setattr(Console, "interactive", True)
    monkeypatch.setattr("sys.stdin", io.StringIO(answer))
    before = len(pretend.orders)
    said = author.runs("publish", expect=code)
    assert "Mis à jour (1)" in said and "Publier ces changements" in author.said
    assert len(pretend.orders) - before == orders


def test_a_saved_plan_is_carried_out(author: Author, pretend: PretendSite, tmp_path: Path) -> None:
    author.writes(course("changé"))
    pretend.edit(KEY, REREAD)
    saved = tmp_path / "plan.json"
    said = author.runs("plan", "-o", str(saved), "--overwrite", REREAD)
    assert "publish mon-cours --site essai --plan" in said.replace("\n", " ")
    assert TOKEN not in saved.read_text(encoding="utf-8")
    told = author.asks("publish", "--plan", str(saved))
    assert sorted(action["key"] for action in told["actions"]) == [READ, REREAD]


def test_a_saved_plan_is_refused_once_something_moved(author: Author, pretend: PretendSite, tmp_path: Path) -> None:
    author.writes(course("changé"))
    saved = tmp_path / "plan.json"
    author.runs("plan", "-o", str(saved))
    before = len(pretend.writes())
    pretend.edit(KEY, REREAD)
    author.runs("publish", "--plan", str(saved), expect=3)
    assert "a changé sur le site depuis ce plan" in author.said and "coursegen plan" in author.said
    author.runs("plan", "-o", str(saved))
    author.writes(course("changé encore"))
    author.runs("publish", "--plan", str(saved), expect=2)
    assert "Le dossier du cours a changé" in author.said
    saved.write_text("{}", encoding="utf-8")
    author.runs("publish", "--plan", str(saved), expect=4)
    author.runs("publish", "--plan", str(saved), "--missing", "garder", expect=2)
    assert len(pretend.writes()) == before


def test_a_conflict_is_told_and_kept(author: Author, pretend: PretendSite) -> None:
    pretend.edit(KEY, READ)
    author.writes(course("changé"))
    said = author.runs("publish")
    assert f"--overwrite {READ}" in said
    assert "retouché" in pretend.course(KEY).activities[READ].text
    author.runs("publish", "--overwrite", READ)
    assert "retouché" not in pretend.course(KEY).activities[READ].text


@pytest.mark.parametrize("option", ["--overwrite", "--regrade", "--allow-track-loss"])
def test_a_key_that_is_none_is_a_wrong_call(author: Author, pretend: PretendSite, option: str) -> None:
    author.writes(course("changé"))
    before = len(pretend.writes())
    author.runs("publish", option, "essai-1/s1/lir", expect=2)
    assert "essai-1/s1/lir" in author.said
    assert len(pretend.writes()) == before


@pytest.mark.parametrize(("word", "sent"), [("garder", ""), ("cacher", "hide"), ("supprimer", "delete")])
def test_what_left_the_folder_becomes_what_the_person_says(
    author: Author, pretend: PretendSite, word: str, sent: str
) -> None:
    author.writes(prepared(with_page(NEW_PAGE)))
    author.runs("publish")
    before = len(pretend.orders)
    author.writes(course())
    author.runs("publish", "--missing", word)
    assert [order["options[missing]"] for order in pretend.orders[before:]] == ([sent] if sent else [])


def test_an_interrupted_publication_is_ended_and_told(author: Author, pretend: PretendSite) -> None:
    author.writes(course("changé"))
    pretend.die_at = len(pretend.asked) + 5, "after"
    with pytest.raises(Killed):
        run(["publish", "mon-cours", "--site", "essai"])
    pretend.die_at = None
    said = author.runs("publish")
    assert "La publication interrompue est terminée" in said and "rien à changer" in said
    assert "✓ Page « Lire » : texte" in said


def test_a_rollback_takes_the_course_back_and_says_what_stays(author: Author, pretend: PretendSite) -> None:
    author.writes(prepared(with_page(NEW_PAGE)))
    author.runs("publish")
    said = author.runs("rollback", "--yes")
    assert "revenu à son état du" in said and "Caché (1)" in said and "n’a pas pu être repris" in said
    assert not pretend.course(KEY).activities[NEW_PAGE].visible
    told = author.asks("rollback", "--yes")
    assert told["writes"] == 0 or told["stays"]


def test_a_rollback_says_first_what_it_does_and_writes_nothing_without_agreement(
    author: Author, pretend: PretendSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    author.writes(course("changé"))
    author.runs("publish")
    there = pretend.course(KEY).activities[READ].text
    said = author.runs("rollback", expect=2)
    assert "Ce que ce retour ferait" in said and "Page « Lire »" in said and "--yes" in author.said
    assert pretend.course(KEY).activities[READ].text == there
    monkeypatch.setattr(Console, "interactive", True)
    monkeypatch.setattr("sys.stdin", io.StringIO("non\n"))
    author.runs("rollback", expect=130)
    assert pretend.course(KEY).activities[READ].text == there
    monkeypatch.setattr("sys.stdin", io.StringIO("oui\n"))
    author.runs("rollback")
    assert pretend.course(KEY).activities[READ].text != there


def test_a_rollback_keeps_what_a_person_edited_since_unless_it_is_named(author: Author, pretend: PretendSite) -> None:
    author.writes(course("changé"))
    author.runs("publish")
    pretend.edit(KEY, READ)
    said = author.runs("rollback", expect=2)
    assert "Modifié à la main sur le site depuis la publication (1)" in said
    assert f"--overwrite {READ} --to " in said and "dans le dossier" not in said
    author.runs("rollback", "--overwrite", REREAD, "--yes", expect=2)
    assert "n’a pas été modifié" in author.said
    told = author.asks("rollback", "--yes")
    assert [(action["key"], action["action"]) for action in told["stays"]] == [(READ, "conflict")]
    assert "retouché" in pretend.course(KEY).activities[READ].text
    assert "sera remplacé" in author.runs("rollback", "--overwrite", "tout", "--yes")
    assert "retouché" not in pretend.course(KEY).activities[READ].text


def test_an_older_plugin_takes_everything_back_and_that_is_said_before(author: Author, pretend: PretendSite) -> None:
    pretend.keeps_edits = False
    author.writes(course("changé"))
    author.runs("publish")
    pretend.edit(KEY, READ)
    said = author.runs("rollback", expect=2)
    assert "ne sait pas dire d’avance" in said and "sera remplacé par l’ancienne version" in said
    author.runs("rollback", "--yes")
    assert "retouché" not in pretend.course(KEY).activities[READ].text


def test_a_rollback_without_a_way_back_ends_with_code_3(author: Author) -> None:
    author.runs("rollback", expect=3)
    assert "copie de sûreté" in author.said


def test_an_old_plugin_only_creates_and_says_so(author: Author, pretend: PretendSite) -> None:
    pretend.api = 1
    author.writes(course("changé"))
    for command in ("plan", "publish", "rollback"):
        author.runs(command, expect=3)
        assert "ne sait que créer" in author.said and "docs/plugin.md" in author.said


def test_a_new_course_on_a_site_with_an_old_plugin_is_made(author: Author, pretend: PretendSite) -> None:
    pretend.api = 1
    pretend.courses.clear()
    pretend.jobs.clear()
    author.runs("publish")
    assert "options[sources]" not in pretend.orders[-1]
    pretend.api = 2
    said = author.runs("publish")
    assert "ne garde pas encore la mémoire de ce cours" in said and "Nouveau" not in said
    assert "rien à changer" in author.runs("publish")


def test_a_number_that_is_none_is_told_in_french(author: Author) -> None:
    author.runs("rollback", "--to", "abc", expect=2)
    assert "« abc » n’est pas un nombre entier" in author.said and "not a valid" not in author.said
    author.runs("publish", "--jobs", "0", expect=2)
    assert "« 0 » n’est pas un nombre entier permis" in author.said


def test_a_course_that_lost_its_code_gets_no_double(author: Author, pretend: PretendSite) -> None:
    author.runs("publish")
    pretend.course(KEY).key = ""
    for words in (["plan"], ["publish", "--yes"], ["rollback", "--yes"]):
        author.runs(*words, expect=3)
        assert "ne porte plus le code" in author.said and "Numéro d’identification" in author.said
    assert len(pretend.courses) == 1
    author.runs("publish", "--new")
    assert len(pretend.courses) == 2
    assert "rien à changer" in author.runs("publish")


def test_a_course_that_kept_its_short_name_says_what_frees_it(
    author: Author, pretend: PretendSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    course = pretend.course(KEY)
    course.key = ""
    _told(pretend, monkeypatch, shortnamecourse=course.id)
    author.runs("publish", "--yes", expect=3)
    assert f"course/edit.php?id={course.id}" in author.said
    assert "changez d’abord son « Nom abrégé »" in author.said and "--new" in author.said
    author.runs("publish", "--yes", "--new", expect=3)
    assert f"garde le nom abrégé {KEY}" in author.said and f"course/edit.php?id={course.id}" in author.said
    assert len(pretend.courses) == 1
    _told(pretend, monkeypatch)
    author.runs("publish", "--new")
    assert len(pretend.courses) == 2


def test_a_course_published_elsewhere_that_lost_its_names_gets_no_double(
    author: Author, pretend: PretendSite, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    course = pretend.course(KEY)
    course.key = "AUTRE"
    known = {"id": course.id, "fullname": "Accueil 2026", "shortname": "AUTRE"}
    _told(pretend, monkeypatch, publishedcourses=[known])
    monkeypatch.setenv("COURSEGEN_STATE_DIR", str(tmp_path / "autre poste"))
    for words in (["plan"], ["publish", "--yes"]):
        author.runs(*words, expect=3)
        assert f"« Accueil 2026 » ({ADDRESS}/course/view.php?id={course.id})" in author.said
        assert f"remettez {KEY} dans le « Numéro d’identification »" in author.said and "--new" in author.said
    assert len(pretend.courses) == 1
    author.runs("publish", "--new")
    assert len(pretend.courses) == 2


def _told(pretend: PretendSite, monkeypatch: pytest.MonkeyPatch, **more: Any) -> None:
    """The site says more of itself and of the course's names."""
    plain = type(pretend)._get_info
    monkeypatch.setattr(pretend, "_get_info", lambda asked: plain(pretend, asked) | more)


def test_a_course_that_was_deleted_is_made_again(author: Author, pretend: PretendSite) -> None:
    pretend.courses.clear()
    assert "Cours créé" in author.runs("publish")


def test_a_course_moved_out_of_reach_is_told(
    author: Author, pretend: PretendSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused = {"exception": "x", "errorcode": "nopermissions", "message": "x"}
    monkeypatch.setattr(pretend, "_get_inventory", lambda _asked: refused)
    author.runs("publish", expect=3)
    assert "déplacé, sans doute, hors de la catégorie" in author.said and "--category" in author.said


def test_an_older_folder_is_published_only_when_that_is_confirmed(author: Author, pretend: PretendSite) -> None:
    author.writes(course("changé"))
    author.runs("publish")
    there = pretend.course(KEY).activities[READ].text
    author.writes(course())
    author.runs("publish", expect=2)
    assert "plus récente est en ligne (1.1" in author.said and "--yes" in author.said
    assert pretend.course(KEY).activities[READ].text == there
    author.runs("publish", "--yes")
    assert pretend.course(KEY).activities[READ].text != there
