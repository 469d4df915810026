"""A folder is read whole, or every fault in it is said at once, where it is and how to mend it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from methodology.activities.page import Page
from methodology.activities.quiz import Quiz
from methodology.course import Course
from methodology.findings import Finding, Severity
from methodology.folder import read_folder
from methodology.values import Bloom, Modality
from tests.methodology.folders import FILES, edit, good_folder, write


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return good_folder(tmp_path / "cours")


def only_finding(folder: Path) -> Finding:
    found = read_folder(folder).findings
    assert len(found) == 1, [(f.rule, f.where, f.message) for f in found]
    return found[0]


def test_a_good_folder_gives_the_course(folder: Path) -> None:
    reading = read_folder(folder)
    assert reading.findings == ()
    course = reading.course
    assert course is not None
    assert (course.identity.code, course.identity.version, course.identity.date) == (
        "C1",
        "1.0",
        date(2026, 1, 5),
    )
    (sequence,) = course.sequencing.sequences()
    assert sequence.modality is Modality.ONSITE
    lire, test = sequence.steps
    assert lire.active is True
    assert isinstance(lire.activity, Page)
    assert lire.activity.body is course.texts[0]
    assert isinstance(test.activity, Quiz)
    assert course.objectives.objectives[0].bloom is Bloom.APPLY
    (question,) = course.questions()
    assert question.correct is False
    assert course.banks[0].name == "banque"
    (picture,) = course.media
    assert picture.name == "bareme.svg"
    assert Path(picture.path).is_file()


def test_every_value_knows_its_place(folder: Path) -> None:
    course = read_folder(folder).course
    assert course is not None
    (sequence,) = course.sequencing.sequences()
    assert (sequence.where.file, sequence.where.line, sequence.where.column) == ("3-sequences.yaml", 5, 9)
    assert sequence.where.at("minutes").line == 7
    assert sequence.where.at("slides") == sequence.where
    assert course.texts[0].where.file == "contenus/page.md"


def test_english_field_names_are_accepted(folder: Path) -> None:
    edit(folder, "cours.yaml", "titre: Pensions", "title: Pensions")
    edit(folder, "cours.yaml", "duree_min: 60", "minutes: 60")
    course = read_folder(folder).course
    assert course is not None
    assert (course.identity.title, course.identity.minutes) == ("Pensions", 60)


def test_a_text_may_be_written_in_place(folder: Path) -> None:
    edit(
        folder,
        "3-sequences.yaml",
        "activite: {type: page, contenu: contenus/page.md}",
        "activite:\n              type: page\n              contenu: |\n                ## Titre\n\n"
        "                Texte.",
    )
    course = read_folder(folder).course
    assert course is not None
    body = next(step.activity for _s, step in course.sequencing.steps() if step.activity).body
    assert body is not None
    assert body.markdown.startswith("## Titre\n\nTexte.")
    assert body.where.line == 19


YAML_SURPRISES = (
    ("cours.yaml", "titre: Pensions", "titre: no", lambda c: c.identity.title, "no"),
    ("cours.yaml", "titre: Pensions", "titre: 2026-01-01", lambda c: c.identity.title, "2026-01-01"),
    ("cours.yaml", "version: 1.0", "version: 1.10", lambda c: c.identity.version, "1.10"),
    ("cours.yaml", "code: C1", "code: 012", lambda c: c.identity.code, "012"),
    ("cours.yaml", "duree_min: 60", "duree_min: 060", lambda c: c.identity.minutes, 60),
    ("cours.yaml", "duree_min: 60", "duree_min:", lambda c: c.identity.minutes, None),
    ("cours.yaml", "code: C1", "code: C1\nauteurs: Afi", lambda c: c.identity.authors, ("Afi",)),
    ("5-evaluation.yaml", "seuil_pct: 60", "seuil_pct: 59,5", lambda c: c.evaluation.pass_percent, 59.5),
)


@pytest.mark.parametrize(("name", "old", "new", "value", "expected"), YAML_SURPRISES)
def test_yaml_surprises_never_reach_the_author(
    folder: Path, name: str, old: str, new: str, value: Callable[[Course], object], expected: object
) -> None:
    edit(folder, name, old, new)
    course = read_folder(folder).course
    assert course is not None
    assert value(course) == expected


FAULTS = (
    # rule, file, passage, its replacement, line, words of the message, words of the remedy
    ("LIR-09", "cours.yaml", "titre: Pensions", "titre: P\ntire: P", 3, "« tire »", "« titre »"),
    ("LIR-09", "1-besoins.yaml", "tache: C", "tahce: x, tache: C", 4, "« tahce »", "« tache »"),
    ("LIR-08", "cours.yaml", "code: C1", "code: C1\ncode: C2", 2, "deux fois", "une seule"),
    ("LIR-08", "cours.yaml", "code: C1", "code: C1\ntitle: P", 3, "« titre » est donné deux fois", "une seule"),
    ("LIR-10", "cours.yaml", "titre: Pensions\n", "", 1, "« titre » est obligatoire", "titre: …"),
    ("LIR-10", "3-sequences.yaml", "{type: page, contenu", "{contenu", 16, "type", "livre"),
    ("LIR-11", "cours.yaml", "duree_min: 60", "duree_min: 60 min", 5, "un nombre entier est attendu", "sans unité"),
    ("LIR-11", "cours.yaml", "duree_min: 60", "duree_min: [60]", 5, "pas une liste", "guillemets"),
    ("LIR-11", "1-besoins.yaml", "cible: 3", "cible: 7", 4, "de 0 à 4", "Corrigez"),
    ("LIR-11", "4-mise-en-oeuvre.yaml", "sessions:", "risques: [{risque: Panne, probabilite: 5}]\nsessions:", 1,
        "de 1 à 4", "Corrigez"),
    ("LIR-11", "4-mise-en-oeuvre.yaml", "sessions:", "risques: [{risque: Panne, impact: 0}]\nsessions:", 1,
        "de 1 à 4", "Corrigez"),
    ("LIR-11", "3-sequences.yaml", "actif: oui", "actif: souvent", 15, "« oui » ou « non »", "oui ou non"),
    ("LIR-11", "3-sequences.yaml", "objectifs: [O1]", "objectifs: {O1: x}", 9, "une liste est attendue", "tiret"),
    ("LIR-11", "3-sequences.yaml", "objectifs: [O1]", "objectifs:\n          - O1\n          -", 11, "vide", "tiret"),
    ("LIR-11", "2-objectifs.yaml", "- {id: O1, enonce: Calculer une pension, bloom: 3, competence: C1, besoin: B1}",
     "- Calculer", 3, "pas un texte", "deux-points"),
    ("LIR-12", "cours.yaml", "2026-01-05", "2026-02-30", 4, "n'existe pas au calendrier", "Corrigez"),
    ("LIR-12", "cours.yaml", "2026-01-05", "5/1/2026", 4, "une date est attendue", "2026-01-05"),
    ("LIR-12", "4-mise-en-oeuvre.yaml", "sequences: [S1]", "fin: 2026-03-08", 2, "avant de commencer", "« fin »"),
    ("LIR-13", "3-sequences.yaml", "presentiel", "présentiel", 8, "« présentiel »", "« presentiel »"),
    ("LIR-13", "3-sequences.yaml", "type: page", "type: pages", 16, "« pages »", "« page »"),
    ("LIR-13", "2-objectifs.yaml", "bloom: 3", "bloom: 9", 3, "« 9 »", "1, 2, 3"),
    ("LIR-02", "3-sequences.yaml", "contenus/page.md", "contenus/pages.md", 16,
     "contenus/pages.md", "contenus/page.md"),
    ("LIR-14", "1-besoins.yaml", "competence: C1", "competence: C2", 4, "La compétence « C2 »", "C1"),
    ("LIR-14", "2-objectifs.yaml", "besoin: B1", "besoin: B7", 3, "Le besoin « B7 »", "B1"),
    ("LIR-14", "3-sequences.yaml", "objectifs: [O1]", "objectifs: [O1, O8]", 9, "L'objectif « O8 »", "O1"),
    ("LIR-14", "3-sequences.yaml", "objectifs: [O1]", "objectifs: [O1]\n        prerequis: [S9]", 10, "« S9 »", "S1"),
    ("LIR-14", "3-sequences.yaml", "banque: banque", "banque: banques", 21, "banques", "« banque »"),
    ("LIR-14", "3-sequences.yaml", "banque: banque", "questions: [Q2]", 21, "La question « Q2 »", "Q1"),
    ("LIR-14", "3-sequences.yaml", "{type: test, banque: banque}", "{type: devoir, grille: G1}", 21, "G1", "ajoutez"),
    ("LIR-14", "3-sequences.yaml", "{type: test, banque: banque}", "{type: enquete, questionnaire: A}",
     21, "A", "ajoutez"),
    ("LIR-14", "4-mise-en-oeuvre.yaml", "sequences: [S1]", "sequences: [S2]", 2, "« S2 »", "S1"),
    ("LIR-14", "5-evaluation.yaml", "S1/test", "S1/tests", 4, "L'étape « S1/tests »", "« S1/test »"),
    ("LIR-14", "questions/banque.yaml", "objectif: O1", "objectif: O2", 6, "« O2 »", "O1"),
    ("LIR-15", "3-sequences.yaml", "id: test", "id: lire\n            retour: x", 17, "déjà pris", "autre"),
    ("LIR-16", "3-sequences.yaml", "objectifs: [O1]", "objectifs: [O1]\n        prerequis: [S1]",
     10, "S1 → S1", "Retirez"),
    ("LIR-16", "1-besoins.yaml", "nom: Calculer", "nom: Calculer, parent: C1", 2, "C1 → C1", "Retirez"),
    ("LIR-16", "2-objectifs.yaml", "besoin: B1}", "besoin: B1, parent: O1}", 3, "O1 → O1", "Retirez"),
    ("LIR-16", "2-objectifs.yaml", "besoin: B1}",
     "besoin: B1, parent: O2}\n  - {id: O2, enonce: Citer un barème, bloom: 1, competence: C1, besoin: B1, parent: O1}",
     3, "O1 → O2 → O1", "Retirez"),
    ("LIR-20", "4-mise-en-oeuvre.yaml", "id: J1", "id: jour un", 2, "« jour un »", "sans espace"),
    ("LIR-21", "contenus/page.md", "bareme.svg", "barème.svg", 5, "medias/barème.svg", "medias/bareme.svg"),
    ("LIR-22", "contenus/page.md", "etape:S1/test", "etape:S1/tset", 3, "étape inconnue", "« S1/test »"),
    ("LIR-22", "contenus/page.md", "etape:S1/test", "evaluation:E1", 3, "sans activité", "activite"),
    ("LIR-23", "contenus/page.md", "Voir", ":::{exmple}\nx\n:::\n\nVoir", 3, "« exmple »", "« exemple »"),
    ("LIR-23", "contenus/page.md", "Voir", ":::{exemple}\nVoir", 3, "jamais fermé", ":::"),
    ("LIR-06", "cours.yaml", "titre: Pensions", "titre: Pensions : le calcul", 2, "deux-points", "guillemets"),
    ("LIR-06", "cours.yaml", "titre: Pensions", "titre: @Pensions", 2, "commencer par ce caractère", "guillemets"),
    ("LIR-06", "cours.yaml", "titre: Pensions", 'titre: "Pensions', 2, "jamais fermés", "Fermez"),
    ("LIR-06", "cours.yaml", "titre: Pensions", "titre: [a, b", 2, "", "[ … ]"),
    ("LIR-06", "cours.yaml", "titre: Pensions", "titre: a\x07b", 2, "caractère de contrôle", "retapez"),
    ("LIR-07", "cours.yaml", "titre: Pensions", "transversal:\n\tgenre: x\n\tenvironnement: y", 3,
     "tabulation", "espaces"),
    ("LIR-19", "cours.yaml", "titre: Pensions", "titre: !!python/object:os.system x", 2, "« !!python", "guillemets"),
    ("LIR-19", "cours.yaml", "titre: Pensions", "titre: *rien", 2, "« *rien »", "guillemets"),
)  # fmt: skip


@pytest.mark.parametrize(("rule", "name", "old", "new", "line", "message", "remedy"), FAULTS)
def test_a_fault_says_where_what_and_how_to_mend(
    folder: Path, rule: str, name: str, old: str, new: str, line: int, message: str, remedy: str
) -> None:
    edit(folder, name, old, new)
    reading = read_folder(folder)
    assert reading.has_errors
    found = [f for f in reading.findings if f.rule == rule]
    assert found, [(f.rule, f.message) for f in reading.findings]
    assert (found[0].where.file, found[0].where.line) == (name, line)
    assert message in found[0].message
    assert remedy in found[0].remedy


def test_one_fault_makes_one_finding(folder: Path) -> None:
    edit(
        folder,
        "2-objectifs.yaml",
        "  - {id: O1, enonce: Calculer une pension, bloom: 3, competence: C1, besoin: B1}",
        "  - x",
    )
    assert only_finding(folder).rule == "LIR-11"
    write(folder, "2-objectifs.yaml", FILES["2-objectifs.yaml"])
    edit(folder, "cours.yaml", "duree_min: 60", "duree_min: une heure")
    assert only_finding(folder).rule == "LIR-11"
    edit(folder, "cours.yaml", "duree_min: une heure", "duree_min: [un")
    assert only_finding(folder).rule == "LIR-06"


def test_all_faults_of_a_folder_come_at_once(folder: Path) -> None:
    edit(folder, "cours.yaml", "titre: Pensions", "titer: Pensions")
    edit(folder, "2-objectifs.yaml", "bloom: 3", "bloom: haut")
    edit(folder, "3-sequences.yaml", "duree_min: 30", "duree_min: trente")
    edit(folder, "questions/banque.yaml", "vrai_faux", "vrai-faux")
    write(folder, "contenus/autre.md", b"caf\xe9")
    (folder / "4-mise-en-oeuvre.yaml").unlink()
    found = read_folder(folder).findings
    assert {f.rule for f in found} == {"LIR-02", "LIR-05", "LIR-09", "LIR-10", "LIR-11", "LIR-13"}
    assert [(f.where.file, f.where.line) for f in found] == sorted((f.where.file, f.where.line) for f in found)


def test_a_missing_folder_an_empty_one_and_a_file(tmp_path: Path) -> None:
    assert "n'existe pas" in only_finding(tmp_path / "rien").message
    empty = tmp_path / "vide"
    empty.mkdir()
    assert "est vide" in only_finding(empty).message
    write(tmp_path, "seul.yaml", "code: C1")
    assert "est un fichier" in only_finding(tmp_path / "seul.yaml").message


def test_a_folder_that_holds_the_course_folder(tmp_path: Path) -> None:
    good_folder(tmp_path / "cours")
    finding = only_finding(tmp_path)
    assert finding.rule == "LIR-01"
    assert str(tmp_path / "cours") in finding.remedy


@pytest.mark.parametrize("name", [name for name in FILES if "/" not in name])
def test_each_missing_file_is_named(folder: Path, name: str) -> None:
    (folder / name).unlink()
    finding = only_finding(folder)
    assert (finding.rule, finding.where.file) == ("LIR-02", name)


def test_an_empty_file(folder: Path) -> None:
    write(folder, "4-mise-en-oeuvre.yaml", "# rien encore\n")
    assert only_finding(folder).rule == "LIR-18"


def test_a_file_in_windows_encoding_tells_the_byte_and_the_letter(folder: Path) -> None:
    write(folder, "cours.yaml", FILES["cours.yaml"].replace("Pensions", "Éléments clés").encode("cp1252"))
    finding = only_finding(folder)
    assert (finding.rule, finding.where.line, finding.where.column) == ("LIR-05", 2, 8)
    assert "0xC9" in finding.message
    assert "« É »" in finding.message
    assert "UTF-8" in finding.remedy


def test_a_file_in_utf16_is_recognised(folder: Path) -> None:
    write(folder, "contenus/page.md", "## Page".encode("utf-16"))
    assert any("UTF-16" in finding.message for finding in read_folder(folder).findings)


def test_a_byte_order_mark_is_tolerated(folder: Path) -> None:
    write(folder, "cours.yaml", b"\xef\xbb\xbf" + FILES["cours.yaml"].replace("\n", "\r\n").encode())
    assert read_folder(folder).findings == ()


def test_a_huge_file_is_refused_before_it_is_read(folder: Path) -> None:
    with (folder / "cours.yaml").open("wb") as stream:
        stream.truncate(50_000_000)
    finding = only_finding(folder)
    assert finding.rule == "LIR-04"
    assert "50.0 Mo" in finding.message


def test_aliases_that_multiply_are_refused(folder: Path) -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]
    write(folder, "cours.yaml", "\n".join(lines))
    assert only_finding(folder).rule == "LIR-19"


def test_a_bank_that_is_one_sentence_is_told(folder: Path) -> None:
    write(folder, "questions/banque.yaml", "Une question")
    assert [finding.rule for finding in read_folder(folder).findings] == ["LIR-11"]


def test_endless_nesting_is_refused(folder: Path) -> None:
    write(folder, "cours.yaml", "a: " + "[" * 500 + "]" * 500)
    assert only_finding(folder).rule == "LIR-19"


def test_a_link_out_of_the_folder_is_not_followed(folder: Path, tmp_path: Path) -> None:
    write(tmp_path, "secret.md", "## Secret\n")
    (folder / "contenus" / "secret.md").symlink_to(tmp_path / "secret.md")
    (folder / "medias" / "tout").symlink_to("/")
    found = read_folder(folder).findings
    assert {f.where.file for f in found if f.rule == "LIR-17"} == {"contenus/secret.md", "medias/tout"}
    (folder / "cours.yaml").unlink()
    (folder / "cours.yaml").symlink_to("/etc/hostname")
    assert ("LIR-17", "cours.yaml") in {(f.rule, f.where.file) for f in read_folder(folder).findings}


def test_a_link_to_nothing_is_told(folder: Path) -> None:
    (folder / "medias" / "perdu.png").symlink_to("ailleurs.png")
    (folder / "medias" / "rond").symlink_to("rond")
    found = {(finding.where.file, finding.rule) for finding in read_folder(folder).findings}
    assert found == {("medias/perdu.png", "LIR-03"), ("medias/rond", "LIR-17")}


def test_a_name_that_is_no_text_can_be_shown(folder: Path) -> None:
    (folder / "medias" / "caf\udce9.png").symlink_to("/etc")
    (finding,) = read_folder(folder).findings
    finding.message.encode()
    assert finding.where.file == "medias/caf?.png"


def test_a_folder_in_place_of_a_file(folder: Path) -> None:
    (folder / "cours.yaml").unlink()
    (folder / "cours.yaml").mkdir()
    finding = only_finding(folder)
    assert finding.rule == "LIR-03"
    assert "un dossier" in finding.message


def test_a_file_nobody_may_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reads = Path.read_bytes

    def refuse(path: Path) -> bytes:
        if path.name == "cours.yaml":
            raise PermissionError(13, "Permission denied", str(path))
        return reads(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    finding = only_finding(folder)
    assert finding.rule == "LIR-03"
    assert "droit de le lire" in finding.message


def test_a_file_with_an_unknown_name_is_pointed_out_but_stops_nothing(folder: Path) -> None:
    write(folder, "notes.txt", "x")
    write(folder, "IMPORT.md", "x")
    write(folder, ".git/config", "x")
    reading = read_folder(folder)
    assert reading.course is not None
    (finding,) = reading.findings
    assert (finding.rule, finding.severity, finding.where.file) == ("LIR-24", Severity.WARNING, "notes.txt")


def test_a_misspelt_file_name_gets_the_right_one(folder: Path) -> None:
    (folder / "3-sequences.yaml").rename(folder / "3-sequence.yaml")
    remedies = {f.where.file: f.remedy for f in read_folder(folder).findings}
    assert "3-sequences.yaml" in remedies["3-sequence.yaml"]
    assert set(remedies) == {"3-sequence.yaml", "3-sequences.yaml"}


def test_what_a_broken_file_holds_is_not_called_unknown(folder: Path) -> None:
    edit(folder, "2-objectifs.yaml", "objectifs:", "objectifs: [")
    assert {f.where.file for f in read_folder(folder).findings} == {"2-objectifs.yaml"}


def test_a_picture_name_is_found_whatever_its_accents_are_made_of(folder: Path) -> None:
    (folder / "medias" / "bareme.svg").rename(folder / "medias" / "bare\u0300me.svg")
    (folder / "contenus" / "page.md").rename(folder / "contenus" / "pre\u0301alable.md")
    edit(folder, "contenus/pre\u0301alable.md", "bareme.svg", "bar\u00e8me.svg")
    edit(folder, "3-sequences.yaml", "contenus/page.md", "contenus/pr\u00e9alable.md")
    reading = read_folder(folder)
    assert reading.findings == ()
    assert reading.course is not None
    assert Path(reading.course.media[0].path).is_file()
