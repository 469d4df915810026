"""GIFT and Moodle XML files in `questions/`: banks like the others, and messages that point into them."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest

from coursegen.compose.questions import _KINDS
from coursegen.reporting.catalogue import catalogue
from methodology.findings import Severity
from methodology.folder import Reading, read_folder
from methodology.question_formats.moodle_xml import Material, write_moodle_xml
from methodology.question_formats.soundness import ASKED
from methodology.questions import Bank, Question, QuestionType
from methodology.rules import check
from methodology.saving import save_course
from tests.methodology.folders import good_folder, write
from tests.questions import samples

GIFT = """\
// [id:G-1] [tag:objectif:O1] [tag:bloom:3]
::Barème::Que vaut le barème ? {
=dix#oui
~vingt#non
~toutes les réponses précédentes#non
}

// [id:G-2] [tag:objectif:O9]
La caisse paie {TRUE}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return good_folder(tmp_path / "cours")


def found(reading: Reading) -> list[tuple[str, int, str]]:
    return [(f.where.file, f.where.line, f.rule) for f in reading.findings]


def test_a_gift_file_is_a_bank_and_rules_point_into_it(folder: Path) -> None:
    write(folder, "questions/autre.gift.txt", GIFT.replace("O9", "O1"))
    reading = read_folder(folder)
    assert reading.course is not None, reading.findings
    bank = next(bank for bank in reading.course.banks if bank.name == "autre")
    assert [question.id for question in bank.questions] == ["G-1", "G-2"]
    places = {(f.rule, f.where.line) for f in check(reading.course) if f.where.file == "questions/autre.gift.txt"}
    assert ("QCM-03", 5) in places or any(line == 5 for _rule, line in places), places
    assert any(line == 9 for _rule, line in places), places


def test_an_unknown_objective_points_at_the_comment_that_names_it(folder: Path) -> None:
    write(folder, "questions/autre.gift", GIFT)
    assert ("questions/autre.gift", 8, "LIR-14") in found(read_folder(folder))


def test_faults_of_a_gift_file_are_errors_and_hide_no_reference(folder: Path) -> None:
    write(folder, "questions/autre.gift", "A {T\n\nB {F}")
    reading = read_folder(folder)
    assert reading.course is None
    assert found(reading) == [("questions/autre.gift", 1, "LIR-25")]


def test_a_text_that_is_no_gift_is_left_aside(folder: Path) -> None:
    write(folder, "questions/notes.txt", "Penser à demander les chiffres.")
    reading = read_folder(folder)
    assert reading.course is not None
    assert found(reading) == [("questions/notes.txt", 1, "LIR-24")]


def xml_of(*questions: Question) -> str:
    bank = Bank(name="images", questions=questions)
    return write_moodle_xml([bank], Material(media=samples.media)).text


def test_a_moodle_xml_file_is_a_bank(folder: Path) -> None:
    write(folder, "questions/images.xml", xml_of(replace(samples.TRUE, objective="O1")))
    reading = read_folder(folder)
    assert reading.course is not None, reading.findings
    bank = next(bank for bank in reading.course.banks if bank.name == "images")
    assert bank.questions[0].correct is True
    assert bank.questions[0].where.file == "questions/images.xml"


def test_pictures_locked_in_the_xml_are_told_with_what_to_do(folder: Path) -> None:
    write(folder, "questions/images.xml", xml_of(samples.SINGLE))
    findings = [f for f in read_folder(folder).findings if f.rule == "LIR-27"]
    assert [(f.where.file, f.severity) for f in findings] == [("questions/images.xml", Severity.ERROR)]
    assert "coursegen import images.xml" in findings[0].remedy


def test_pictures_that_are_in_the_folder_are_fine(folder: Path) -> None:
    (folder / "medias/images").mkdir(parents=True)
    (folder / "medias/images/carte.png").write_bytes(samples.MEDIA[samples.PICTURE])
    write(folder, "questions/images.xml", xml_of(samples.SINGLE))
    assert read_folder(folder).course is not None


QUESTION = "questions:\n  - {id: N-1, type: %s, enonce: '%s', objectif: O1, bloom: 3%s}\n"


@pytest.mark.parametrize(
    ("kind", "text", "more", "said"),
    [
        ("mots_manquants", "Aucun", "", "aucun trou"),
        ("mots_manquants", "Un [[2]]", ", mots: [{texte: a}]", "le trou [[2]] n'a pas de mot"),
        ("glisser_image", "Q", ", image: medias/absente.png", "medias/absente.png"),
        ("glisser_reperes", "Q", ", zones: [{element: 3, forme: cercle, coordonnees: '1,1;2'}]", "l'élément 3"),
        ("mise_en_ordre", "Q", ", a_ordonner: [un]", "au moins deux"),
        ("calculee", "Q {a}", ", formules: [{texte: '{a}+{b}'}], variables: [{nom: a}]", "{b} n'est pas définie"),
        ("calculee", "Q", ", formules: [{texte: 'exec(1)'}]", "« exec » ne fait pas partie"),
        ("glisser_reperes", "Q", ", zones: [{element: 0, forme: cercle, coordonnees: 'ici'}]", "coordonnées"),
        ("glisser_image", "Q", "", "un élément à placer"),
        ("appariement_aleatoire", "Q", ", nombre: 3", "tire 3 réponses courtes"),
        ("texte_a_trous", "Rien", "", "aucun trou"),
        ("texte_a_trous", "{1:MC:=seul}", "", "qu'un choix"),
        ("texte_a_trous", "{1:SA:faux}", "", "pas de réponse juste"),
        ("texte_a_trous", "{1:NM:=onze}", "", "attend des nombres"),
    ],
)
def test_parts_that_do_not_go_together(folder: Path, kind: str, text: str, more: str, said: str) -> None:
    write(folder, "questions/neuf.yaml", QUESTION % (kind, text, more))
    findings = [f for f in read_folder(folder).findings if f.rule == "LIR-29"]
    assert any(said in f.message and f.where.file == "questions/neuf.yaml" for f in findings), findings


PLUGIN = ", greffon: stack, brut: '<question type=\"stack\"/>'"


def test_a_question_of_a_plugin_is_told_in_a_bank_and_refused_in_a_test(folder: Path) -> None:
    text = QUESTION % ("autre", "Calculez", PLUGIN)
    write(folder, "questions/neuf.yaml", text)
    (kept,) = [f for f in read_folder(folder).findings if f.rule == "LIR-30"]
    assert (kept.severity, "stack" in kept.message) == (Severity.WARNING, True)
    write(folder, "questions/banque.yaml", text)
    (folder / "questions/neuf.yaml").unlink()
    refused = [f for f in read_folder(folder).findings if f.rule == "LIR-34"]
    assert [f.severity for f in refused] == [Severity.ERROR]
    assert "S1/test" in refused[0].message


def test_a_test_asks_any_type_of_moodle_s_own(folder: Path) -> None:
    write(folder, "questions/banque.yaml", QUESTION % ("mise_en_ordre", "Ordonnez", ", a_ordonner: [un, deux, trois]"))
    assert [f for f in read_folder(folder).findings if f.rule in ("LIR-30", "LIR-34")] == []


def test_compose_knows_every_type() -> None:
    assert set(_KINDS) == set(QuestionType)
    assert set(QuestionType) - ASKED == {QuestionType.OTHER}


def test_a_changed_gift_bank_becomes_yaml_and_the_old_file_is_put_aside(folder: Path) -> None:
    write(folder, "questions/autre.gift", GIFT.replace("O9", "O1"))
    course = read_folder(folder).course
    assert course is not None
    before = hashlib.sha256((folder / "questions/autre.gift").read_bytes()).hexdigest()
    assert save_course(course, folder).changed == ()
    assert hashlib.sha256((folder / "questions/autre.gift").read_bytes()).hexdigest() == before
    changed = tuple(replace(bank, title="Neuf") if bank.name == "autre" else bank for bank in course.banks)
    saved = save_course(replace(course, banks=changed), folder)
    assert (saved.made, saved.removed) == (("questions/autre.yaml",), ("questions/autre.gift",))
    again = read_folder(folder).course
    assert again is not None
    assert {bank.name: bank.title for bank in again.banks}["autre"] == "Neuf"


def test_what_a_file_of_questions_carries_and_the_folder_does_not_keep_is_told(folder: Path) -> None:
    text = GIFT.partition("\n\n")[0]
    write(folder, "questions/autre.gift", text)
    assert [f for f in read_folder(folder).findings if f.rule == "LIR-28"] == []
    write(folder, "questions/autre.gift", text + "\n\n" + text.replace("G-1", "g-1").replace("barème", "taux"))
    (lost,) = [f for f in read_folder(folder).findings if f.rule == "LIR-28"]
    assert (lost.severity, lost.where.file) == (Severity.WARNING, "questions/autre.gift")
    assert "identifiant g-1" in lost.message


def test_the_catalogue_gives_each_fault_of_the_reader_the_severity_it_has(folder: Path) -> None:
    write(folder, "questions/neuf.yaml", QUESTION % ("autre", "Calculez", PLUGIN))
    (kept,) = [f for f in read_folder(folder).findings if f.rule == "LIR-30"]
    assert kept.severity == catalogue()["LIR-30"].severity == Severity.WARNING
    assert catalogue()["LIR-34"].severity == Severity.ERROR
