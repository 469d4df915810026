"""The learner drill with a whole example folder and the commands that a trainer types."""

from __future__ import annotations

import secrets
import shutil
from pathlib import Path

import pytest

from coursegen.cli.app import run

from .database_rows import losses
from .drill import Drill
from .site import Site

EXAMPLE = Path(__file__).parents[2] / "examples" / "cipres-fdf"
SENTENCE = "Une phrase que la première version n’avait pas."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the example under a code of its own."""
    copy = tmp_path / "cours"
    shutil.copytree(EXAMPLE, copy)
    replace_in(copy / "cours.yaml", "CIPRES-FDF-01", f"ESSAI-{secrets.token_hex(3).upper()}")
    return copy


def replace_in(file: Path, old: str, new: str) -> None:
    """Change the first place of a text in a file of the folder."""
    text = file.read_text(encoding="utf-8")
    assert old in text, f"{old} is not in {file.name}"
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def corrected(folder: Path) -> None:
    """A trainer's corrections: version, texts, a question, a title, weights."""
    replace_in(folder / "cours.yaml", 'version: "1.0"', 'version: "1.1"')
    for page in sorted((folder / "contenus" / "m6").glob("*.md")):
        page.write_text(page.read_text(encoding="utf-8") + f"\n{SENTENCE}\n", encoding="utf-8")
    replace_in(folder / "questions" / "final.yaml", "Une caisse vient d'écrire trois", "Une caisse a écrit quatre")
    replace_in(folder / "questions" / "positionnement.yaml", 'enonce: "', 'enonce: "Dites : ')
    replace_in(
        folder / "3-sequences.yaml", 'titre: "Écrire et analyser des questions"', 'titre: "Analyser des questions"'
    )
    replace_in(folder / "5-evaluation.yaml", "poids_pct: 15", "poids_pct: 20")
    replace_in(folder / "5-evaluation.yaml", "poids_pct: 20\n", "poids_pct: 15\n")


@pytest.mark.thorough
def test_learners_keep_everything_when_a_trainer_corrects_the_folder(
    site: Site, tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    account = site.publisher()
    monkeypatch.setenv("COURSEGEN_CONFIG_DIR", str(tmp_path / "reglages"))
    monkeypatch.setenv("COURSEGEN_STATE_DIR", str(tmp_path / "etat"))
    monkeypatch.setenv("COURSEGEN_TOKEN_ESSAI", account.token)

    def coursegen(*words: str) -> str:
        code = run([*words])
        said = capsys.readouterr()
        assert code == 0, said.out + said.err
        return said.out + said.err

    coursegen("site", "add", "essai", "--url", site.url, "--category", account.category_idnumber)
    coursegen("publish", str(folder), "--site", "essai", "--visible", "--yes")
    drill = Drill(site, tmp_path, code_of(folder))
    done = drill.use("allowed")
    assert done["mod_quiz_process_attempt"] > 20 and done["mod_assign_save_submission"] > 3, done
    before = drill.database.rows()

    def nobody_lost_anything() -> None:
        lost = losses(before, drill.database.rows())
        assert not lost, "\n".join(lost[:40])

    written = drill.database.written()
    coursegen("publish", str(folder), "--site", "essai", "--yes")
    assert drill.database.written_since(written) == {}
    first = folder.with_name("avant")
    shutil.copytree(folder, first)
    corrected(folder)
    said = coursegen("publish", str(folder), "--site", "essai", "--yes")
    nobody_lost_anything()
    assert SENTENCE in page_texts(drill), said
    written = drill.database.written()
    coursegen("publish", str(folder), "--site", "essai", "--yes")
    assert drill.database.written_since(written) == {}
    coursegen("rollback", str(folder), "--site", "essai", "--yes")
    nobody_lost_anything()
    assert SENTENCE not in page_texts(drill)
    coursegen("publish", str(first), "--site", "essai", "--yes")
    nobody_lost_anything()


def code_of(folder: Path) -> str:
    """The code of the folder's course."""
    line = (folder / "cours.yaml").read_text(encoding="utf-8").split("\ncode: ", 1)[1]
    return line.split("\n", 1)[0].strip()


def page_texts(drill: Drill) -> str:
    """The texts of all pages of the course."""
    rows = drill.site.query(f"SELECT content FROM {{page}} WHERE course = {drill.inventory.course_id}")
    return "\n".join(str(row["content"]) for row in rows)
