"""The channels as a person meets them: what `site test` says, what `--channel manual` gives, many sites at once."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from coursegen.cli.app import run
from coursegen.cli.publish import desk, many
from coursegen.errors import InputError
from coursegen.publish.prepare import Prepared
from coursegen.publish.site import Registry, checked_site
from moodle_backups import Backup, Section
from moodle_backups.activities.scorm import Scorm
from moodle_backups.files import File
from moodle_backups.seeds import OpeningPost, Seed

from .packages import TIMESTAMP, course_backup, prepared
from .replay import ADDRESS, KEY, Answer, ReplaySite, altered, recorded
from .test_deploy import INFO, fresh_site
from .test_site_command import SITE_INFO, MemoryKeyring, add, document, safe, settings

__all__ = ["safe", "settings"]


@pytest.fixture
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A course folder that gives the recorded package; « mauvais » is one with errors."""

    def prepare(path: Path) -> Prepared:
        if path.name == "mauvais":
            raise InputError("Le cours a 1 erreur.", "Corrigez-la.")
        return prepared(course_backup(KEY))

    monkeypatch.setattr(desk, "prepare", prepare)
    return tmp_path


INVENTORY = "local_coursedeploy_get_inventory"


def scorm_zip() -> bytes:
    """The smallest SCORM package, the same bytes every time."""
    manifest = """<?xml version="1.0"?><manifest identifier="M" version="1"
xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">
<metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>
<organizations default="O"><organization identifier="O"><title>T</title>
<item identifier="a" identifierref="R"><title>A</title></item></organization></organizations>
<resources><resource identifier="R" type="webcontent" adlcp:scormtype="sco" href="a.html"/></resources></manifest>"""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as made:
        for name, text in (("imsmanifest.xml", manifest), ("a.html", "<p>A</p>")):
            made.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), text)
    return content.getvalue()


def lessons() -> Backup:
    scorm = Scorm(key=f"{KEY}/s1/lecon", name="Leçon", package=File("lecon.zip", scorm_zip()))
    sections = (Section(key="s1", name="Début", activities=(scorm,)),)
    return Backup(idnumber=KEY, fullname="Cours", shortname=KEY, timestamp=TIMESTAMP, sections=sections)


def test_site_test_says_the_channel_and_what_would_be_better(
    monkeypatch: pytest.MonkeyPatch, moodle: ReplaySite, capsys: pytest.CaptureFixture[str]
) -> None:
    add(monkeypatch)
    moodle.answers(SITE_INFO, "site_info")
    moodle.answers(INFO, "info")
    assert run(["site", "test", "essai"]) == 0
    said = capsys.readouterr().out
    assert "Canal : greffon" in said and "ne sait que créer des cours" in said and "--channel" in said


def test_a_site_without_the_plugin_offers_the_manual_channel_and_says_what_is_missing(
    monkeypatch: pytest.MonkeyPatch, moodle: ReplaySite, capsys: pytest.CaptureFixture[str]
) -> None:
    add(monkeypatch)
    moodle.answers(SITE_INFO, altered(recorded("site_info"), functions=[]))
    capsys.readouterr()
    assert run(["site", "test", "essai", "--json"]) == 3
    told = document(capsys)
    assert (told["channel"], told["ready"]) == ("manual", False)
    assert "--account" in json.dumps(told["channels"]) and "docs/plugin.md" in json.dumps(told["channels"])


def test_two_sites_never_share_a_variable(
    monkeypatch: pytest.MonkeyPatch, safe: MemoryKeyring, capsys: pytest.CaptureFixture[str]
) -> None:
    assert add(monkeypatch, name="a-b") == 0
    assert add(monkeypatch, name="a_b") == 2
    said = capsys.readouterr().err
    assert "COURSEGEN_TOKEN_A_B" in said and "a_b2" in said
    assert [site.name for site in Registry().all()] == ["a-b"]
    assert add(monkeypatch, name="a-b") == 0, "the same site again"


def test_a_password_goes_to_the_keyring_and_nowhere_else(
    monkeypatch: pytest.MonkeyPatch, settings: Path, safe: MemoryKeyring, capsys: pytest.CaptureFixture[str]
) -> None:
    secret = "très secret 42"
    monkeypatch.setattr("sys.stdin", io.StringIO(secret + "\n"))
    words = ["site", "add", "essai", "--url", ADDRESS, "--category", "7", "--account", "awa", "--password-stdin"]
    assert run(words) == 0
    assert secret in safe.kept.values()
    said = capsys.readouterr()
    assert secret not in said.out + said.err + (settings / "sites.json").read_text(encoding="utf-8")
    assert run(["site", "remove", "essai"]) == 0
    assert not safe.kept


def test_the_manual_channel_gives_the_package_and_a_page_with_the_sites_own_links(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Registry().put(checked_site("essai", ADDRESS, "7"))
    out = folder / "sortie"
    assert run(["publish", "mon-cours", "--site", "essai", "--channel", "manual", "-o", str(out)]) == 0
    assert {path.name for path in out.iterdir()} == {f"{KEY}.mbz", "A-FAIRE.html", "A-FAIRE.md"}
    page = (out / "A-FAIRE.html").read_text(encoding="utf-8")
    assert f'href="{ADDRESS}/course/index.php?categoryid=7"' in page
    assert f"<strong>{KEY}</strong>" in page and "Ne restaurez pas par-dessus" in page
    assert "<script" not in page and 'lang="fr"' in page and page.count("<ol>") == page.count("</ol>")
    assert "A-FAIRE.html" in capsys.readouterr().out


def test_without_a_lesson_the_localsync_channel_writes_nothing_and_says_so(
    monkeypatch: pytest.MonkeyPatch, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(desk, "prepare", lambda _folder: prepared(course_backup(KEY)))
    Registry().put(checked_site("essai", ADDRESS, "7"))
    out = folder / "sortie"
    words = ["publish", "mon-cours", "--site", "essai", "--channel", "localsync", "-o", str(out)]
    assert run([*words, "--address", "https://cours.exemple.org/aft/"]) == 2
    said = capsys.readouterr()
    assert "pas de paquetage SCORM" in said.err and "Canal : localsync" in said.out
    assert "à la main" not in said.out and not out.exists()


def test_the_localsync_channel_writes_lessons_that_the_site_fetches(
    monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    monkeypatch.setattr(desk, "prepare", lambda _folder: prepared(lessons()))
    Registry().put(checked_site("essai", ADDRESS, "7"))
    out = folder / "sortie"
    words = ["publish", "mon-cours", "--site", "essai", "--channel", "localsync", "-o", str(out)]
    assert run(words) == 2
    assert run([*words, "--address", "http://cours.exemple.org"]) == 1
    assert run([*words, "--address", "https://cours.exemple.org/aft/"]) == 0
    [lesson] = (out / "paquets").iterdir()
    assert lesson.read_bytes() == scorm_zip()
    from moodle_backups.read import read_backup

    with read_backup(out / f"{KEY}.mbz") as read:
        [scorm] = read.backup.sections[0].activities
        assert isinstance(scorm, Scorm)
        assert (scorm.source, scorm.url) == ("localsync", f"https://cours.exemple.org/aft/{lesson.name}")
        assert scorm.update == 2, "daily: with the address down, learners still play"


def test_many_courses_and_sites_give_one_line_each_and_the_worst_code(
    monkeypatch: pytest.MonkeyPatch, moodle: ReplaySite, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    add(monkeypatch)
    monkeypatch.delenv("COURSEGEN_TOKEN_VIDE", raising=False)
    Registry().put(checked_site("vide", ADDRESS, "7"))
    fresh_site(moodle)
    capsys.readouterr()
    code = run(["publish", "bon", "mauvais", "--site", "essai", "--site", "vide", "--json", "--jobs", "2"])
    said = capsys.readouterr()
    lines = [json.loads(line) for line in said.out.splitlines()]
    told = {(line["folder"], line["site"]): line["code"] for line in lines}
    assert told == {("bon", "essai"): 0, ("mauvais", "essai"): 1, ("bon", "vide"): 3, ("mauvais", "vide"): 3}
    assert code == 3
    assert "[4/4]" in said.err and "3 à reprendre" in said.err
    assert next(line for line in lines if not line["code"])["created"] is True


def test_an_old_plugin_leaves_opening_posts_to_be_written_and_says_so(
    monkeypatch: pytest.MonkeyPatch, moodle: ReplaySite, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    add(monkeypatch)
    post = Seed(f"{KEY}/forum", OpeningPost(subject="Bonjour", message="<p>a</p>"))
    monkeypatch.setattr(desk, "prepare", lambda _folder: replace(prepared(course_backup(KEY)), seeds=(post,)))
    fresh_site(moodle)
    moodle.answers(INVENTORY, Answer('{"exception":"x","errorcode":"invalidrecord","message":"unknown"}'))
    capsys.readouterr()
    assert run(["publish", "mon-cours", "--site", "essai", "--json"]) == 3
    said = capsys.readouterr()
    told = json.loads(said.out)
    assert told["created"] is True and told["seeds"][0]["action"] == "lacking"
    assert "n’est pas en place" in said.err


def test_nobody_s_data_are_sent_without_somebody_s_agreement(
    folder: Path, moodle: ReplaySite, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["publish", "mon-cours", "--site", "essai", "--people"]) == 2
    assert "--yes" in capsys.readouterr().err
    assert moodle.asked == []


@pytest.mark.parametrize(
    ("channel", "words", "idle"),
    [
        ("manual", ["--people", "--yes"], "--people"),
        ("manual", ["--visible", "--missing", "garder"], "--visible, --missing"),
        ("localsync", ["--address", "https://cours.exemple.org/", "--overwrite", "tout"], "--overwrite"),
        ("session", ["--plan", "p.json", "--no-snapshot"], "--plan, --no-snapshot"),
        ("plugin", ["--done", "tout", "-o", "x"], "--done, -o"),
    ],
)
def test_an_option_that_the_channel_cannot_honour_is_refused_before_anything_is_done(
    folder: Path, moodle: ReplaySite, capsys: pytest.CaptureFixture[str], channel: str, words: list[str], idle: str
) -> None:
    Registry().put(checked_site("essai", ADDRESS, "7"))
    for folders in (["mon-cours"], ["un", "deux"]):
        assert run(["publish", *folders, "--site", "essai", "--channel", channel, *words]) == 2
        assert f"Le canal « {channel} » ne sait rien faire de {idle}." in capsys.readouterr().err
    assert not moodle.asked and not (folder / "x").exists()


@pytest.mark.parametrize("words", [["--plan", "p.json"], ["--overwrite", "x"], ["--channel", "manual", "-o", "x"]])
def test_what_is_about_one_course_is_refused_for_many(folder: Path, words: list[str]) -> None:
    assert run(["publish", "a", "b", "--site", "essai", *words]) == 2


@pytest.mark.parametrize("second", ["deux", "un"])
def test_two_folders_of_one_course_are_refused_before_anything_is_sent(
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    moodle: ReplaySite,
    capsys: pytest.CaptureFixture[str],
    second: str,
) -> None:
    add(monkeypatch)
    monkeypatch.setattr(many, "course_code", lambda path: {"deux": KEY.upper(), "un": KEY}.get(path.name, "autre"))
    capsys.readouterr()
    assert run(["publish", "un", "ailleurs", second, "--site", "essai", "--yes"]) == 2
    said = capsys.readouterr().err
    assert "« un »" in said and f"« {second} »" in said and "même cours" in said
    assert not moodle.asked
