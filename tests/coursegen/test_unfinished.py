"""A course under design gives its workbook, its question banks and its lists; only what can't be read stops them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from coursegen.build import build_course
from coursegen.cli.app import run
from coursegen.errors import InputError
from coursegen.examples import example_folder

from .conftest import rewrite

MAUVAIS = Path(__file__).parents[2] / "examples" / "mauvais-exemple"


@pytest.mark.parametrize("kind", ["xlsx", "gift", "moodlexml", "competencies", "users"])
def test_errors_of_method_do_not_stop_what_gives_the_course_back(
    kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["build", str(MAUVAIS), "--only", kind, "-o", str(tmp_path)]
    assert run(words) == 0
    said = capsys.readouterr().out
    assert "! Le cours a encore " in said and "coursegen check" in said
    for _again in range(2):
        assert run([*words, "--json"]) == 0
        assert json.loads(capsys.readouterr().out)["errors"] >= 40
    assert (kind == "users") == (not [path for path in tmp_path.iterdir() if path.name != "manifest.json"])


def test_with_an_output_for_learners_the_errors_stop_everything(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        build_course(MAUVAIS, tmp_path / "out", ["xlsx", "mbz"])
    assert not (tmp_path / "out").exists()


def test_what_cannot_be_read_is_alone_in_the_refusal(folder: Path, tmp_path: Path) -> None:
    rewrite(folder, "2-objectifs.yaml", "verbe: citer", "verbe: connaître")
    rewrite(folder, "3-sequences.yaml", "methode: lecture", "metode: lecture")
    with pytest.raises(InputError, match="cette sortie") as caught:
        build_course(folder, tmp_path / "out", ["xlsx"])
    assert {finding.rule[:4] for finding in caught.value.findings} == {"LIR-"}


def test_a_finished_course_speaks_of_no_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["build", str(example_folder("one-ael")), "--only", "gift", "-o", str(tmp_path)]) == 0
    assert "encore" not in capsys.readouterr().out
