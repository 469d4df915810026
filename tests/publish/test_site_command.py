"""coursegen site and coursegen publish, as a person and a script meet them."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path

import keyring
import keyring.backend
import keyring.backends.fail
import pytest

from coursegen.cli.app import run
from coursegen.cli.context import Console
from coursegen.cli.publish import desk

from .packages import course_backup, prepared
from .replay import ADDRESS, KEY, TOKEN, Answer, ReplaySite, altered, lost, recorded
from .test_deploy import INFO, JOB, RESTORE, fresh_site, info_with

SITE_INFO = "core_webservice_get_site_info"


class MemoryKeyring(keyring.backend.KeyringBackend):
    """A keyring that lasts as long as the test."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


@pytest.fixture(autouse=True)
def safe() -> Iterator[MemoryKeyring]:
    """A keyring of the test's own in place of this machine's."""
    usual, own = keyring.get_keyring(), MemoryKeyring()
    keyring.set_keyring(own)
    yield own
    keyring.set_keyring(usual)


@pytest.fixture(autouse=True)
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A settings folder of the test's own."""
    monkeypatch.setenv("COURSEGEN_CONFIG_DIR", str(tmp_path / "réglages"))
    monkeypatch.setenv("COURSEGEN_STATE_DIR", str(tmp_path / "état"))
    monkeypatch.delenv("COURSEGEN_TOKEN_ESSAI", raising=False)
    return tmp_path / "réglages"


def add(monkeypatch: pytest.MonkeyPatch, *, name: str = "essai", url: str = ADDRESS, token: str = TOKEN) -> int:
    monkeypatch.setattr("sys.stdin", io.StringIO(token + "\n"))
    return run(["site", "add", name, "--url", url, "--category", "SOCIEUX", "--token-stdin"])


def document(capsys: pytest.CaptureFixture[str]) -> dict[str, object]:
    """The one JSON document on standard output."""
    found: dict[str, object] = json.loads(capsys.readouterr().out)
    return found


def test_a_site_is_kept_without_its_token(
    monkeypatch: pytest.MonkeyPatch, settings: Path, safe: MemoryKeyring, capsys: pytest.CaptureFixture[str]
) -> None:
    assert add(monkeypatch) == 0
    assert safe.kept == {("coursegen", "essai"): TOKEN}
    stored = (settings / "sites.json").read_text(encoding="utf-8")
    assert json.loads(stored) == {"essai": {"url": ADDRESS, "category": "SOCIEUX"}}
    assert TOKEN not in "".join(capsys.readouterr())
    assert run(["site", "list", "--json"]) == 0
    listed = {"name": "essai", "url": ADDRESS, "category": "SOCIEUX", "token": "keyring"}
    assert document(capsys) == {"sites": [listed]}


def test_a_removed_site_leaves_no_token(monkeypatch: pytest.MonkeyPatch, safe: MemoryKeyring) -> None:
    add(monkeypatch)
    assert run(["site", "remove", "essai"]) == 0
    assert not safe.kept
    assert run(["site", "remove", "essai"]) == 2


def test_without_a_keyring_the_variable_is_named(
    monkeypatch: pytest.MonkeyPatch, settings: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    keyring.set_keyring(keyring.backends.fail.Keyring())
    assert add(monkeypatch, name="mon-site") == 4
    said = capsys.readouterr().err
    assert "trousseau" in said and "COURSEGEN_TOKEN_MON_SITE" in said
    assert not (settings / "sites.json").exists()


@pytest.mark.parametrize(
    ("name", "url", "token"),
    [
        ("essai", "http://moodle.exemple.org", TOKEN),
        ("essai", ADDRESS, "pas un jeton !"),
        ("mon site", ADDRESS, TOKEN),
    ],
)
def test_what_makes_no_site_is_refused(
    monkeypatch: pytest.MonkeyPatch, settings: Path, name: str, url: str, token: str
) -> None:
    assert add(monkeypatch, name=name, url=url, token=token) == 2
    assert not settings.exists()


def test_a_token_in_the_environment_goes_first(
    monkeypatch: pytest.MonkeyPatch, moodle: ReplaySite, capsys: pytest.CaptureFixture[str]
) -> None:
    add(monkeypatch, token="0" * 32)
    monkeypatch.setenv("COURSEGEN_TOKEN_ESSAI", TOKEN)
    moodle.answers(SITE_INFO, "site_info")
    moodle.answers(INFO, "info")
    assert run(["site", "test", "essai"]) == 0
    assert {call["wstoken"] for call in moodle.asked} == {TOKEN}


@pytest.mark.parametrize("release", ["4.5", "5.0"])
def test_a_ready_site_is_described(
    monkeypatch: pytest.MonkeyPatch, moodle: ReplaySite, capsys: pytest.CaptureFixture[str], release: str
) -> None:
    add(monkeypatch)
    moodle.answers(SITE_INFO, recorded("site_info", release))
    moodle.answers(INFO, recorded("info", release))
    capsys.readouterr()
    assert run(["site", "test", "essai", "--json"]) == 0
    told = document(capsys)
    assert told["ready"] is True
    assert str(told["release"]).startswith(release)
    assert told["missing_rights"] == []


def test_a_plugin_that_only_creates_is_a_remark(
    monkeypatch: pytest.MonkeyPatch, moodle: ReplaySite, capsys: pytest.CaptureFixture[str]
) -> None:
    add(monkeypatch)
    moodle.answers(SITE_INFO, "site_info")
    moodle.answers(INFO, "info")
    assert run(["site", "test", "essai"]) == 0
    assert "ne les met pas à jour" in capsys.readouterr().out
    moodle.answers(INFO, "present_info")
    assert run(["site", "test", "essai"]) == 0
    assert "ne les met pas à jour" not in capsys.readouterr().out


def test_missing_rights_and_a_silent_cron_are_told_with_the_place_to_click(
    monkeypatch: pytest.MonkeyPatch, moodle: ReplaySite, capsys: pytest.CaptureFixture[str]
) -> None:
    add(monkeypatch)
    rights = json.loads(recorded("info").body)["rights"]
    rights[1]["allowed"] = False
    moodle.answers(SITE_INFO, "site_info")
    moodle.answers(INFO, info_with(rights=rights))
    assert run(["site", "test", "essai"]) == 3
    said = capsys.readouterr().out
    assert "✗ Droit manquant" in said and "moodle/course:create" in said and "Définition des rôles" in said
    assert "cron du site n’a jamais tourné" in said


def test_rights_that_only_people_need_are_told_with_the_role_that_gives_them(
    monkeypatch: pytest.MonkeyPatch, moodle: ReplaySite, capsys: pytest.CaptureFixture[str]
) -> None:
    add(monkeypatch)
    rights = json.loads(recorded("info").body)["rights"]
    enrol = {"name": "enrol/manual:enrol", "title": "Inscrire des utilisateurs", "needed": False, "allowed": False}
    moodle.answers(SITE_INFO, "site_info")
    moodle.answers(INFO, info_with(rights=[*rights, enrol]))
    assert run(["site", "test", "essai"]) == 0
    said = capsys.readouterr().out
    assert "--people, il manque au compte de publication : Inscrire des utilisateurs (enrol/manual:enrol)" in said
    assert "coursedeploy-personnes.xml" in said and said.count("enrol/manual:enrol") == 1
    moodle.answers(INFO, info_with(rights=[*rights, {**enrol, "allowed": True}]))
    assert run(["site", "test", "essai"]) == 0
    assert "✓ Droits pour --people" in capsys.readouterr().out


def test_a_site_that_cannot_list_its_functions_is_described_all_the_same(
    monkeypatch: pytest.MonkeyPatch, moodle: ReplaySite
) -> None:
    add(monkeypatch)
    moodle.answers(SITE_INFO, Answer('{"exception":"x","errorcode":"invalidresponse","message":"userpictureurl"}'))
    moodle.answers(INFO, "info")
    assert run(["site", "test", "essai"]) == 0


def test_a_site_without_the_plugin_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, moodle: ReplaySite, capsys: pytest.CaptureFixture[str]
) -> None:
    add(monkeypatch)
    moodle.answers(SITE_INFO, altered(recorded("site_info"), functions=[]))
    assert run(["site", "test", "essai"]) == 3
    assert "local_coursedeploy" in capsys.readouterr().out


@pytest.mark.parametrize("answer", [lost(), Answer("", 403), recorded("maintenance"), recorded("invalid_token")])
def test_a_site_that_cannot_be_asked_ends_with_code_3(
    monkeypatch: pytest.MonkeyPatch, moodle: ReplaySite, capsys: pytest.CaptureFixture[str], answer: Answer
) -> None:
    add(monkeypatch)
    monkeypatch.setattr("coursegen.publish.channels.examining.MoodleClient", lambda _url, _token: moodle.client())
    moodle.answers(SITE_INFO, answer)
    capsys.readouterr()
    assert run(["site", "test", "essai", "--json"]) == 3
    said = capsys.readouterr()
    assert json.loads(said.out)["error"]["code"] == 3
    assert "Que faire" in said.err and "Traceback" not in said.err


def test_a_spoilt_settings_file_is_named(settings: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings.mkdir()
    (settings / "sites.json").write_text("{")
    assert run(["site", "list"]) == 4
    assert "sites.json" in capsys.readouterr().err


@pytest.fixture
def built(monkeypatch: pytest.MonkeyPatch) -> None:
    """A course folder whose build gives the recorded package."""

    monkeypatch.setattr(desk, "prepare", lambda _folder: prepared(course_backup(KEY)))


@pytest.mark.usefixtures("built")
def test_publish_builds_sends_and_tells_where_the_course_is(
    monkeypatch: pytest.MonkeyPatch, moodle: ReplaySite, capsys: pytest.CaptureFixture[str]
) -> None:
    add(monkeypatch)
    fresh_site(moodle)
    capsys.readouterr()
    assert run(["publish", "mon-cours", "--site", "essai"]) == 0
    said = capsys.readouterr().out
    made = json.loads(recorded("new_done").body)["courseid"]
    assert f"Cours créé : {ADDRESS}/course/view.php?id={made}" in said
    assert "2 sections, 3 activités" in said
    assert "caché" in said
    moodle.answers(INFO, info_with(idnumbercourse=made))
    moodle.answers(JOB, "job_done")
    assert run(["publish", "mon-cours", "--site", "essai", "--yes", "--json"]) == 0
    told = document(capsys)
    assert (told["created"], told["course_id"], told["idnumber"]) == (False, made, KEY)


@pytest.mark.usefixtures("built")
def test_publish_onto_an_existing_course_ends_with_code_3_and_one_document(
    monkeypatch: pytest.MonkeyPatch, moodle: ReplaySite, capsys: pytest.CaptureFixture[str]
) -> None:
    add(monkeypatch)
    fresh_site(moodle).answers(INFO, "info_taken")
    capsys.readouterr()
    assert run(["publish", "mon-cours", "--site", "essai", "--json"]) == 3
    assert "existe déjà" in str(document(capsys)["error"])


@pytest.mark.usefixtures("built")
def test_publish_to_an_unknown_site_is_a_wrong_call(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["publish", "mon-cours", "--site", "nulle-part"]) == 2
    assert "coursegen site add nulle-part" in capsys.readouterr().err


@pytest.mark.usefixtures("built")
@pytest.mark.parametrize(("answer", "code", "orders"), [("\n", 0, 2), ("oui\n", 0, 2), ("non\n", 130, 0)])
def test_a_person_is_asked_before_a_course_is_made(
    monkeypatch: pytest.MonkeyPatch,
    moodle: ReplaySite,
    capsys: pytest.CaptureFixture[str],
    answer: str,
    code: int,
    orders: int,
) -> None:
    add(monkeypatch)
    fresh_site(moodle)
    monkeypatch.setattr(Console, "interactive", True)
    monkeypatch.setattr("sys.stdin", io.StringIO(answer))
    assert run(["publish", "mon-cours", "--site", "essai"]) == code
    assert len(moodle.calls(RESTORE)) == orders
    assert "caché aux apprenants" in capsys.readouterr().err


def test_the_name_of_the_sandbox_is_no_other_site(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert add(monkeypatch, name="bac-a-sable") == 2
    assert "le site intégré à coursegen" in capsys.readouterr().err
    assert run(["site", "test", "inconnu"]) == 2
    assert "sites connus : bac-a-sable" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("written", "reason"), [("[\n", "ce n’est pas du JSON, ligne 2"), ("[]", "elle n’a pas la forme attendue")]
)
def test_a_spoilt_list_of_sites_is_told_in_french(
    settings: Path, capsys: pytest.CaptureFixture[str], written: str, reason: str
) -> None:
    settings.mkdir(parents=True, exist_ok=True)
    (settings / "sites.json").write_text(written, encoding="utf-8")
    assert run(["site", "list"]) == 4
    assert reason in capsys.readouterr().err
