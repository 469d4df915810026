"""The site that everybody has: publish, plan and rollback without adding anything, and `coursegen preview`."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

from coursegen.cli.app import run
from coursegen.sandbox import embedded
from coursegen.sandbox.site import Sandbox

SITE = ("--site", "bac-a-sable")


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small course folder."""
    folder = tmp_path_factory.mktemp("dossier") / "cours"
    assert run(["new", str(folder), "--example", "one-ael"]) == 0
    return folder


@pytest.fixture
def folder(written: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(written, tmp_path / "cours"))


@pytest.fixture
def place(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    """An account of its own."""
    for name in ("SANDBOX", "STATE", "CONFIG"):
        monkeypatch.setenv(f"COURSEGEN_{name}_DIR", str(tmp_path / name.lower()))
    yield tmp_path / "sandbox"
    if embedded.served.cache_info().currsize:
        embedded.served(tmp_path / "sandbox").stop()
        embedded.served.cache_clear()


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    capsys.readouterr()
    assert run([*arguments, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_a_course_is_published_twice_and_taken_back_without_any_site_added(
    folder: Path, place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = said(capsys, "publish", str(folder), *SITE)
    assert first["created"] and first["activities"] > 3
    again = said(capsys, "publish", str(folder), *SITE)
    assert again["writes"] == 0
    page = next(path for path in sorted((folder / "contenus").rglob("*.md")) if "## " in path.read_text("utf-8"))
    page.write_text(page.read_text("utf-8") + "\n\nUne phrase de plus.\n", encoding="utf-8")
    plan = said(capsys, "plan", str(folder), *SITE)
    changed = said(capsys, "publish", str(folder), *SITE, "--yes")
    assert changed["writes"] >= 1, plan
    back = said(capsys, "rollback", str(folder), *SITE, "--yes")
    assert back["writes"] >= 1


def test_the_site_is_listed_and_ready_and_stays(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["site", "list"]) == 0
    assert "bac-a-sable" in capsys.readouterr().out
    assert run(["site", "test", "bac-a-sable"]) == 0
    assert "Prêt à publier" in capsys.readouterr().out
    assert run(["site", "remove", "bac-a-sable"]) == 2
    assert "intégré" in capsys.readouterr().err


def test_a_sandbox_that_runs_is_used(place: Path, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with embedded.opened(place) as running:
        assert isinstance(running, Sandbox)
        first = said(capsys, "publish", str(folder), *SITE)
        assert first["url"].startswith(running.address)
        assert not embedded.served.cache_info().currsize, "no second server"
        assert "Accueillir" in requests.get(first["url"], timeout=5).text


def test_a_folder_that_is_no_place_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, folder: Path) -> None:
    (tmp_path / "fichier").write_text("x", encoding="utf-8")
    monkeypatch.setenv("COURSEGEN_SANDBOX_DIR", str(tmp_path / "fichier"))
    assert run(["publish", str(folder), *SITE]) == 4


def test_preview_shows_the_course_until_it_is_stopped(place: Path, folder: Path) -> None:
    command = [sys.executable, "-m", "coursegen", "preview", str(folder), "--no-browser"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=os.environ) as shown:
        assert shown.stdout is not None
        lines = iter(shown.stdout.readline, "")
        address = next(found[0] for line in lines if (found := re.search(r"http://127\.0\.0\.1:\d+/course/\S+", line)))
        page = requests.get(address, timeout=20).text
        shown.send_signal(signal.SIGINT)
        rest, errors = shown.communicate(timeout=20)
    assert "Accueillir" in page
    assert (shown.returncode, "Traceback" in errors) == (0, False), errors
    assert "Arrêté" in rest


def test_preview_takes_the_folder_as_it_is_and_keeps_what_was_answered(place: Path, folder: Path) -> None:
    from coursegen.cli.context import Console
    from coursegen.cli.preview import _put
    from coursegen.publish.prepare import prepare

    with embedded.opened(place) as running:
        course = _put(Console(), prepare(folder), running.address)
        [made] = running.bench.courses.all()
        page = next(piece for piece in made.activities if piece.kind == "page")
        requests.get(f"{running.address}/mod/page/view.php?id={page.id}", timeout=5)
        rows = running.store.rows("SELECT * FROM record")
        assert _put(Console(), prepare(folder), running.address) == course
        assert running.store.rows("SELECT * FROM record") == rows != []
