"""`coursegen conform` as people and scripts meet it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from coursegen.cli.app import run
from coursegen.conform import rule_catalogue
from tests.conform.material import good_deck, good_document, logo_png

ROOT = Path(__file__).parents[2]


def test_a_conforming_file_ends_with_0(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    logo = tmp_path / "logo.png"
    logo.write_bytes(logo_png())
    assert run(["conform", str(good_deck(tmp_path / "a.pptx")), "--logo", str(logo)]) == 0
    assert "1 fichier conforme." in capsys.readouterr().out


def test_faults_are_told_by_file_and_place_with_remedy_and_end_with_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good = good_document(tmp_path / "b.docx")
    bad = good_deck(tmp_path / "a.pptx", lambda d: setattr(d.slides[0].shapes.title, "text", "TODO"))
    assert run(["conform", str(bad), str(good)]) == 1
    lines = capsys.readouterr().out.splitlines()
    at = next(n for n, line in enumerate(lines) if "CNF-21" in line)
    assert "  diapositive 1" in lines[:at]
    assert lines[at + 1].strip().startswith("→ ")
    assert "1 fichier sur 2 n'est pas conforme." in lines[-1]


def test_a_refused_file_does_not_hide_the_others(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.4")
    good = good_document(tmp_path / "b.docx")
    assert run(["conform", str(tmp_path / "a.pdf"), str(good), "--json"]) == 1
    files = json.loads(capsys.readouterr().out)["files"]
    assert [(one["conforms"], one["format"]) for one in files] == [(False, None), (True, "ooxml")]
    assert files[0]["findings"][0]["rule"] == "CNF-00"


def test_a_file_that_is_not_there_ends_with_4(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["conform", str(tmp_path / "absent.docx")]) == 4
    assert "il n'existe pas" in capsys.readouterr().err


def test_a_deck_without_a_template_to_follow_is_said_not_to_be_judged_by_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    deck, paper = str(good_deck(tmp_path / "a.pptx")), str(good_document(tmp_path / "b.docx"))
    words = "modèle : non jugé (--modele FICHIER)"
    run(["conform", deck, paper])
    assert capsys.readouterr().out.count(words) == 1
    run(["conform", deck, "--modele", deck])
    assert words not in capsys.readouterr().out
    run(["conform", deck, paper, "--json"])
    assert [one["unjudged"] for one in json.loads(capsys.readouterr().out)["files"]] == [[words], []]


def test_an_unknown_charter_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["conform", str(good_document(tmp_path / "a.docx")), "--charte", "inconnue"]) == 1
    assert "socieux" in capsys.readouterr().err


def test_the_page_of_the_rules_names_every_rule() -> None:
    page = (ROOT / "docs" / "conformite.md").read_text("utf-8")
    for rule in rule_catalogue():
        assert f"| {rule.id} | {rule.label} |" in page, rule.id
