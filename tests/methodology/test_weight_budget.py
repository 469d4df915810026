"""The weight that an author allows: kept to when it is written in the folder, advice when it is only usual."""

from __future__ import annotations

from pathlib import Path

import pytest

from coursegen.cli.app import run

BUDGET = "\nbudget_poids:\n  {name}: {limit}\n"


def checked(folder: Path, budget: str, size: int, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    """The exit code and the words of the check of a new course with a file of so many bytes to download."""
    assert run(["new", str(folder)]) == 0
    description = folder / "cours.yaml"
    description.write_text(description.read_text("utf-8") + budget, encoding="utf-8")
    (folder / "medias").mkdir(exist_ok=True)
    (folder / "medias" / "notice.pdf").write_bytes(b"%PDF-1.4 " + b"x" * size)
    page = next(path for path in sorted((folder / "contenus").rglob("*.md")) if "##" in path.read_text("utf-8"))
    page.write_text(page.read_text("utf-8") + "\n\n[La notice](medias/notice.pdf)\n", encoding="utf-8")
    capsys.readouterr()
    code = run(["check", str(folder)])
    return code, " ".join(capsys.readouterr().out.split())


def test_a_lesson_over_the_budget_that_its_author_wrote_is_an_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, words = checked(tmp_path / "c", BUDGET.format(name="lecon_mo", limit=1), 1_200_000, capsys)
    assert code == 1
    assert "votre budget est de 1 Mo" in words


def test_a_course_over_the_budget_that_its_author_wrote_is_an_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, words = checked(tmp_path / "c", BUDGET.format(name="cours_mo", limit=1), 1_200_000, capsys)
    assert code == 1
    assert "votre budget du cours est de 1 Mo" in words


@pytest.mark.parametrize(("size", "told"), [(20_100_000, "le budget est de 20 Mo"), (1_200_000, "")])
def test_a_lesson_over_the_usual_budget_is_told_and_goes_through(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], size: int, told: str
) -> None:
    code, words = checked(tmp_path / "c", "", size, capsys)
    assert code == 0
    assert told in words
    assert "votre budget" not in words
