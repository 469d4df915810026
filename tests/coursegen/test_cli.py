"""The command line as people and scripts meet it: French words, one JSON document, honest exit codes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from coursegen.cli.app import app, run
from coursegen.cli.context import NotAgreed

from .conftest import rewrite


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--help"]) == 0
    out = capsys.readouterr().out
    for command in ("new", "check", "build", "site", "publish"):
        assert command in out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["bild"], "La commande « bild » n'existe pas"),
        (["site", "ad"], "La commande « ad » n'existe pas"),
        (["build"], "Il manque : DOSSIER"),
        (["build", "x", "--onlly", "mbz"], "L'option « --onlly » n'existe pas"),
        (["build", "x", "--only", "pdf"], "Sortie inconnue : pdf"),
        (["build", "--only"], "L'option « --only » demande une valeur"),
        (["publish", "x", "--yes=3"], "L'option « --yes » ne prend pas de valeur"),
        (["check", "a", "b", "c"], "En trop dans l'appel : b c."),
        (["new", "x", "--example", "one-ael", "--code", "B-1"], "« --code » n'y change rien"),
        (["new", "x", "--example", "one-ael", "--titre", "Autre"], "« --titre » n'y change rien"),
        (["schema", "cours.yaml", "--dans", "x"], "FICHIER n'y change rien"),
        (["--lang", "xx", "build"], "La valeur de « --lang » ne convient pas : choisissez parmi fr, en, pt, es."),
        (["preview", "--port", "99999"], "« --port » ne convient pas : il faut un nombre entier de 1 à 65535."),
        (["mission", "deadlines", "x", "--le", "demain"], "« --le » ne convient pas : il faut une date comme"),
        (["plan", "x", "--site", "s", "-o", "/"], "« -o » ne convient pas : il faut un fichier, pas un dossier."),
    ],
)
def test_a_wrong_call_is_told_in_french_with_exit_code_2(
    arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(arguments) == 2
    captured = capsys.readouterr()
    assert words in captured.err
    assert "Traceback" not in captured.err
    assert captured.out == ""


def _choices(command: click.Command, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str, list[str]]]:
    """Every option of every command that takes one of a few words: the command, the option, the words."""
    for parameter in command.params:
        if isinstance(parameter.type, click.Choice):
            yield path, parameter.opts[0], [str(choice) for choice in parameter.type.choices]
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            if found := command.get_command(context, name):
                yield from _choices(found, (*path, name))


@pytest.mark.parametrize(("path", "option", "words"), [*_choices(app)])
def test_a_word_that_an_option_does_not_take_is_answered_with_those_that_it_takes(
    path: tuple[str, ...], option: str, words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([*path, option, "xyz"]) == 2
    said = capsys.readouterr().err
    assert f"La valeur de « {option} » ne convient pas : choisissez parmi {', '.join(words)}." in said


def test_new_then_build_gives_a_package(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "mon-cours"
    assert run(["new", str(folder), "--code", "A-1", "--titre", 'Un "titre" : piégé']) == 0
    assert run(["build", str(folder), "--only", "mbz", "-o", str(tmp_path / "out")]) == 0
    assert (tmp_path / "out" / "A-1.mbz").exists()
    assert "à 256 kbit/s" in capsys.readouterr().out


def test_new_never_overwrites(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = (folder / "cours.yaml").read_bytes()
    assert run(["new", str(folder)]) == 2
    assert "rien n'est jamais écrasé" in capsys.readouterr().err
    assert (folder / "cours.yaml").read_bytes() == before


def test_new_from_an_example_that_does_not_exist_names_those_that_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["new", str(tmp_path / "x"), "--example", "rien"]) == 2
    assert "cipres-fdf" in capsys.readouterr().err
    assert not (tmp_path / "x").exists()


def test_json_gives_one_document_and_messages_go_to_standard_error(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["build", str(folder), "--only", "mbz", "-o", str(tmp_path / "out"), "--json"]) == 0
    captured = capsys.readouterr()
    assert [output["kind"] for output in json.loads(captured.out)["outputs"]] == ["mbz"]
    assert "TEST-01.mbz" in captured.err


def test_errors_of_the_course_are_told_with_their_place_and_exit_code_1(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rewrite(folder, "3-sequences.yaml", "methode: active", "metode: active")
    assert run(["build", str(folder), "-o", str(tmp_path / "out"), "--json"]) == 1
    captured = capsys.readouterr()
    assert "3-sequences.yaml:" in captured.err
    assert json.loads(captured.out)["error"]["code"] == 1
    assert not (tmp_path / "out").exists()


def test_a_missing_folder_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["build", str(tmp_path / "rien")]) == 1
    assert "rien" in capsys.readouterr().err


def test_an_output_folder_that_cannot_be_made_gives_exit_code_4(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "fichier").write_text("je suis un fichier", encoding="utf-8")
    assert run(["build", str(folder), "--only", "mbz", "-o", str(tmp_path / "fichier" / "out")]) == 4
    assert "Impossible d'écrire" in capsys.readouterr().err


def test_english_on_demand(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--lang", "en", "build", "x", "--only", "pdf"]) == 2
    assert "Unknown output: pdf" in capsys.readouterr().err


def test_a_fault_of_the_program_is_told_in_words_and_its_trace_kept(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from coursegen.build.kinds import mbz

    def broken(_request: object) -> object:
        raise ZeroDivisionError("division by zero")

    monkeypatch.setattr(mbz, "produce", broken)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert run(["build", str(folder), "--only", "mbz", "-o", str(tmp_path / "out")]) == 70
    err = capsys.readouterr().err
    assert "Le programme a un défaut" in err
    assert "Traceback" not in err
    (log,) = tmp_path.glob("coursegen-*.log")
    assert "ZeroDivisionError" in log.read_text(encoding="utf-8")


def test_an_unknown_charter_is_said_by_check_with_its_line(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rewrite(folder, "cours.yaml", "charte: socieux", "charte: sociux")
    assert run(["check", str(folder)]) == 1
    out = capsys.readouterr().out
    assert "CHA-01" in out
    assert "cipres, neutre, socieux" in out


def test_the_words_of_a_help_page_are_french(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["site", "add", "--help"]) == 0
    page = capsys.readouterr().out
    assert "[obligatoire]" in page and "TEXTE" in page
    assert "required" not in page and "TEXT " not in page


def test_whoever_interrupts_is_told_that_the_same_command_goes_on(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_arguments: object, **_options: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("coursegen.cli.check.command.callback", interrupted)
    assert run(["check", str(folder)]) == 130
    assert "Relancez la même commande" in capsys.readouterr().err


def test_a_no_is_told_as_a_no_and_not_as_a_run_that_broke_off(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def declined(*_arguments: object, **_options: object) -> None:
        raise NotAgreed

    monkeypatch.setattr("coursegen.cli.check.command.callback", declined)
    assert run(["check", str(folder)]) == 130
    said = capsys.readouterr().err
    assert "Vous n'avez pas dit oui" in said and "Interrompu" not in said
