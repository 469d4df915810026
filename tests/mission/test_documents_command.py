"""coursegen mission documents: all or nothing, never over what a person has written, final only when it is."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from docx import Document

from coursegen.build.office import VARIABLE
from coursegen.cli.app import run
from tests.charter.material import logo_png as small_logo
from tests.conform.material import logo_png
from tests.mission.actions import ACTION, written
from tests.mission.papers import EXAMPLES

SMALL = ("--livrable", "charge,echeances")


@pytest.fixture(autouse=True)
def _no_office(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages are counted only where a test asks for it."""
    monkeypatch.setenv(VARIABLE, "")


def made(folder: Path, out: Path, *options: str) -> int:
    """The exit code of the command."""
    return run(["mission", "documents", str(folder), "-o", str(out), *options])


def names(out: Path) -> list[str]:
    """What stands in the folder."""
    return sorted(path.name for path in out.iterdir()) if out.exists() else []


def test_all_documents_of_an_activity_come_with_a_manifest(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out"
    assert made(EXAMPLES / "one-ael", out, "--activite", "A1", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert sorted({output["id"] for output in told["outputs"]}) == [
        *("AS", "NM", "RC", "RMI", "charge", "echeances", "suivi", "taches", "visibilite"),
    ]
    assert names(out) == sorted([*(output["path"] for output in told["outputs"]), "manifeste-mission.json"])
    assert {output["path"].startswith("CONFIDENTIEL-") for output in told["outputs"] if output["id"] == "RMI"} == {True}


def test_an_action_without_course_has_documents(tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert made(written(tmp_path), out, "--livrable", "P1,AcR,taches") == 0
    assert names(out) == [
        "SOCIEUX-2022-27-TOGO-A1-AcR-Rapport-d-activite-collectif.docx",
        "SOCIEUX-2022-27-TOGO-A1-P1-Note-methodologique.docx",
        "SOCIEUX-2022-27-TOGO-A1-taches.docx",
        "manifeste-mission.json",
    ]


def test_the_same_action_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        assert made(EXAMPLES / "one-ael", tmp_path / name) == 0
    for path in (tmp_path / "one").iterdir():
        assert path.name == "manifeste-mission.json" or path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()


def test_what_a_person_has_written_is_kept(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out"
    assert made(written(tmp_path), out, *SMALL) == 0
    edited = out / "SOCIEUX-2022-27-TOGO-charge.docx"
    docx = Document(str(edited))
    docx.add_paragraph("Relu par le point focal")
    docx.save(str(edited))
    mine = edited.read_bytes()
    capsys.readouterr()
    assert made(tmp_path, out, *SMALL) == 2
    assert "Modifié depuis sa construction, donc gardé" in capsys.readouterr().err
    assert edited.read_bytes() == mine
    assert made(tmp_path, out, *SMALL, "--remplacer") == 0
    assert edited.read_bytes() != mine


def test_a_file_that_no_build_made_is_kept(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "SOCIEUX-2022-27-TOGO-charge.docx").write_bytes(b"mine")
    assert made(written(tmp_path), out, *SMALL) == 2
    assert names(out) == ["SOCIEUX-2022-27-TOGO-charge.docx"]


def test_a_second_call_adds_to_the_folder(tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert made(written(tmp_path), out, "--livrable", "charge") == 0
    assert made(tmp_path, out, "--livrable", "echeances") == 0
    listed = json.loads((out / "manifeste-mission.json").read_text(encoding="utf-8"))["outputs"]
    assert [output["path"] for output in listed] == [
        "SOCIEUX-2022-27-TOGO-charge.docx",
        "SOCIEUX-2022-27-TOGO-echeances.docx",
    ]


def test_another_mission_does_not_write_in_the_same_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out"
    assert made(written(tmp_path), out, *SMALL) == 0
    assert made(EXAMPLES / "one-ael", out, *SMALL) == 2
    assert "documents d'une autre mission, SOCIEUX 2022-27 TOGO" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("option", "words"),
    [
        (("--activite", "A9"), "La mission n'a pas d'activité « A9 »."),
        (("--livrable", "NM"), "La mission n'a pas de document « NM »."),
    ],
)
def test_an_unknown_name_is_told_with_those_that_exist(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], option: tuple[str, str], words: str
) -> None:
    out = tmp_path / "out"
    assert made(written(tmp_path), out, *option) == 2
    error = capsys.readouterr().err
    assert words in error
    assert "Choisissez parmi" in error
    assert not out.exists()


def test_a_mission_without_activity_makes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    action = ACTION[: ACTION.index("activites:")]
    assert made(written(tmp_path, action), tmp_path / "out", "--json") == 0
    assert json.loads(capsys.readouterr().out)["outputs"] == []


def test_the_least_of_actions_has_all_its_documents_and_none_is_broken(tmp_path: Path) -> None:
    activity = "activites: [{id: A1, titre: Audit, debut: 2022-12-12, fin: 2022-12-12}]\n"
    bare = ACTION[: ACTION.index("experts:")] + activity
    out = tmp_path / "out"
    assert made(written(tmp_path, bare), out) == 0
    found = [path for path in out.iterdir() if path.suffix == ".docx"]
    assert len(found) == 10
    assert all("{" not in paragraph.text for path in found for paragraph in Document(str(path)).paragraphs)


def test_hostile_texts_stay_texts(tmp_path: Path) -> None:
    action = ACTION.replace("code: SOCIEUX 2022-27 TOGO", 'code: "../../etc/passwd <b>&"').replace(
        "titre: Phases préliminaires", f'titre: "<script>alert(1)</script> ]]> & {"x" * 3000}"'
    )
    out = tmp_path / "out"
    assert made(written(tmp_path, action), out) == 0
    assert all(name.startswith(("etc-passwd-b-", "CONFIDENTIEL-", "manifeste")) for name in names(out))
    assert names(tmp_path) == ["action.yaml", "out"]
    note = next(path for path in out.iterdir() if "-P1-" in path.name)
    assert any("<script>alert(1)</script> ]]> &" in paragraph.text for paragraph in Document(str(note)).paragraphs)


@pytest.mark.parametrize("languages", ["[zz]", "[]", "[fr_FR]", "[ar, fr]"])
def test_a_language_that_no_document_speaks_leaves_french(tmp_path: Path, languages: str) -> None:
    folder = written(tmp_path, ACTION, ("partenaire:", f"langues: {languages}\npartenaire:"))
    out = tmp_path / "out"
    assert made(folder, out, "--livrable", "taches") == 0
    said = [paragraph.text for paragraph in Document(str(out / "SOCIEUX-2022-27-TOGO-A1-taches.docx")).paragraphs]
    assert "Listes de tâches" in said


def test_a_final_version_is_refused_with_each_reason(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out"
    assert made(written(tmp_path), out, "--livrable", "AcR", "--final") == 2
    error = capsys.readouterr().err
    assert "passages restent à écrire" in error
    assert "le fichier du Logo SOCIEUX+ manque à la charte" in error
    assert "SOCIEUX+ fournit le modèle" in error
    assert not out.exists()


WRONG_SUM = ("rapports: 6, total: 37", "rapports: 6, total: 36")


def test_a_final_version_with_a_wrong_sum_is_refused_with_its_place_and_remedy(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    folder = written(tmp_path, ACTION, WRONG_SUM)
    line = (
        (folder / "action.yaml")
        .read_text(encoding="utf-8")
        .splitlines()
        .index("    charge_totale: {preparation: 7, terrain: 20, voyage: 4, rapports: 6, total: 36}")
    )
    assert made(folder, out, "--livrable", "charge", "--final") == 1
    error = capsys.readouterr().err
    assert f"action.yaml:{line + 1}:" in error
    assert "CAL-04 Activité A1, charge, « total » : 36 annoncés, la somme donne 37." in error
    assert "Corrigez le nombre de jours, ou le total." in error
    assert not out.exists()


def test_a_skipped_step_of_the_circuit_refuses_a_final_version_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    log = "    livrables: [{livrable: P1, journal: [{date: 2022-12-02, etat: soumis}]}]\n    charge:\n"
    folder = written(tmp_path, ACTION, ("    charge:\n", log))
    assert made(folder, tmp_path / "out", "--livrable", "suivi", "--final") == 1
    assert "LIV-04" in capsys.readouterr().err


def test_a_draft_with_a_wrong_sum_is_made_and_the_error_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert made(written(tmp_path, ACTION, WRONG_SUM), tmp_path / "out", "--livrable", "charge") == 0
    said = capsys.readouterr().out
    assert "CAL-04 Activité A1, charge, « total » : 36 annoncés, la somme donne 37." in said
    assert "→ Corrigez le nombre de jours, ou le total." in said


def test_a_final_version_is_made_when_nothing_is_missing(tmp_path: Path) -> None:
    folder = tmp_path / "cours"
    shutil.copytree(EXAMPLES / "one-ael", folder)
    course = folder / "cours.yaml"
    text = course.read_text(encoding="utf-8")
    assert "charte: socieux" in text
    course.write_text(text.replace("charte: socieux", "charte: neutre"), encoding="utf-8")
    assert made(folder, tmp_path / "out", "--livrable", "AS,charge,echeances,suivi", "--final") == 0
    assert len(names(tmp_path / "out")) == 5


def branded(tmp_path: Path, logo: bytes) -> Path:
    """A copy of the example with that logo and SOCIEUX+'s leave to use our own layout."""
    folder = tmp_path / "cours"
    shutil.copytree(EXAMPLES / "cipres-fdf", folder)
    own = folder / "chartes" / "socieux"
    own.mkdir(parents=True)
    (own / "logo.png").write_bytes(logo)
    logos = "logos:\n  - {cle: socieux, nom: Logo SOCIEUX+, fichier: logo.png}\n"
    (own / "charte.yaml").write_text(f"nom: socieux\ntitre: SOCIEUX+\nherite: socieux\n{logos}", encoding="utf-8")
    with (folder / "action.yaml").open("a", encoding="utf-8") as action:
        action.write("derogations: [{date: 2022-12-20, de: Équipe SOCIEUX+, objet: Rapport collectif}]\n")
    return folder


def test_a_final_document_with_a_logo_too_small_to_print_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = branded(tmp_path, small_logo(90, 60))
    assert made(folder, tmp_path / "out", "--activite", "A1", "--livrable", "P1", "--final") == 2
    assert "le fichier du Logo SOCIEUX+ de la charte « SOCIEUX+ » ne convient pas" in (error := capsys.readouterr().err)
    assert "90 × 60 pixels" in error
    assert not (tmp_path / "out").exists()


def test_a_final_version_leaves_to_the_team_the_reports_that_it_hands_in_itself(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = branded(tmp_path, logo_png())
    action = folder / "action.yaml"
    choice = ("--activite", "A1", "--livrable", "P1,ExMR", "--final")
    assert made(folder, tmp_path / "out", *choice) == 2
    assert "remplissez-le, puis nommez votre fichier dans « fichiers: » du livrable" in capsys.readouterr().err
    text = action.read_text(encoding="utf-8")
    for expert in ("E1", "E2"):
        text = text.replace(
            f"livrable: ExMR, expert: {expert}, ", f"livrable: ExMR, expert: {expert}, fichiers: [{expert}.odt], ", 1
        )
    action.write_text(text, encoding="utf-8")
    assert made(folder, tmp_path / "out", *choice) == 0
    assert "A1 ExMR E2 : vous remettez « E2.odt »" in capsys.readouterr().out
    assert [name for name in names(tmp_path / "out") if "ExMR" in name] == []
    assert made(folder, tmp_path / "frames", "--activite", "A1", "--livrable", "ExMR") == 0, "a frame is there to begin"


def test_with_the_logo_and_a_written_leave_the_deliverables_of_2022_are_final(tmp_path: Path) -> None:
    folder = branded(tmp_path, logo_png())
    assert made(folder, tmp_path / "out", "--activite", "A1", "--livrable", "P1,P2,AcR,SUP,visibilite", "--final") == 0
    assert len([name for name in names(tmp_path / "out") if name.endswith(".docx")]) == 5


def test_no_name_of_the_access_list_is_in_any_document(tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert made(EXAMPLES / "one-ael", out) == 0
    secret = ("awa.exemple@example.org", "N'Exemple", "Solange")
    for path in out.glob("*.docx"):
        docx = Document(str(path))
        said = " ".join(docx.element.itertext())
        assert not any(name in said for name in secret), path.name


def test_the_usual_build_makes_no_document_of_the_mission() -> None:
    from coursegen.build.kinds import kind_names
    from coursegen.outputs.documents import sheets
    from coursegen.outputs.documents.mission import known_papers

    assert not any(name.startswith("mission") for name in kind_names())
    made_by_build = {sheet.__name__ for sheet in sheets()}  # type: ignore[attr-defined]
    assert not made_by_build & {paper.__name__ for paper in known_papers()}  # type: ignore[attr-defined]
    assert not any("mission" in name.rpartition(".")[2] for name in made_by_build)


@pytest.mark.office
def test_the_note_of_2018_is_measured_and_told_when_it_is_too_long(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv(VARIABLE)
    folder = tmp_path / "one"
    folder.mkdir()
    text = (EXAMPLES / "one-ael" / "action.yaml").read_text(encoding="utf-8")
    long = "approche: >-\n" + "      L'audit compare ce qui était demandé à ce qui existe, outil par outil.\n" * 220
    assert text.count("approche: >-\n") == 1
    for words, pages in ((text, range(1, 4)), (text.replace("approche: >-\n", long), range(4, 99))):
        (folder / "action.yaml").write_text(words, encoding="utf-8")
        assert made(folder, tmp_path / "out", "--livrable", "NM", "--json", "--remplacer") == 0
        (note,) = json.loads(capsys.readouterr().out)["outputs"]
        assert note["pages"] in pages
        assert any("pour 3 au plus" in reason for reason in note["shortcomings"]) == (note["pages"] > 3)
    assert made(folder, tmp_path / "final", "--livrable", "NM", "--final") == 2
    assert f"{note['pages']} pages, pour 3 au plus" in capsys.readouterr().err
    assert not (tmp_path / "final").exists()


def test_what_is_filled_in_online_is_told_and_not_made(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out"
    assert made(written(tmp_path), out, "--livrable", "ExF,taches") == 0
    assert "ExF (Formulaire individuel de retour d'expérience) se remplit en ligne" in capsys.readouterr().out
    assert [name for name in names(out) if name.endswith(".docx")] == ["SOCIEUX-2022-27-TOGO-A1-taches.docx"]
    said = [paragraph.text for paragraph in Document(str(out / "SOCIEUX-2022-27-TOGO-A1-taches.docx")).paragraphs]
    assert any("Remplir en ligne le formulaire individuel" in text for text in said)
