"""What people paste, leave or let a program write: other languages, prompts, errors, titles made by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from docx.shared import Pt

from methodology.findings import Severity
from tests.conform.judge import all_of, faults
from tests.conform.material import STATEMENT, good_document


def _saying(path: Path, *lines: str) -> Path:
    return good_document(path, lambda document: [document.add_paragraph(line) for line in lines])


@pytest.mark.parametrize(
    ("words", "rule"),
    [
        ("Cliquez ou appuyez ici pour entrer du texte.", "CNF-21"),
        ("Choisissez un élément.", "CNF-21"),
        ("Nom : <<NOM DU PARTICIPANT>>", "CNF-21"),
        ("À COMPLÉTER", "CNF-21"),
        ("Conclusion : à compléter", "CNF-21"),
        ("Ver Erro! A origem da referência não foi encontrada.", "CNF-22"),
        ("Siehe Fehler! Verweisquelle konnte nicht gefunden werden.", "CNF-22"),
        ("Total : #REF!", "CNF-22"),
        ("Total : #VALEUR !", "CNF-22"),
    ],
)
def test_what_a_program_left_is_an_error(tmp_path: Path, words: str, rule: str) -> None:
    assert [one.severity for one in all_of(_saying(tmp_path / "d.docx", words), rule)] == [Severity.ERROR]


@pytest.mark.parametrize(
    "words",
    [
        "Choisissez un élément de la liste, puis notez-le dans le tableau.",
        "La fiche à compléter est dans le dossier de la caisse.",
        "Date de naissance (JJ/MM/AAAA)",
        "La cellule affiche « #REF! » quand la ligne a été supprimée.",
        "Si a << b et c >> d, les deux bornes sont justes.",
        "Le congrès de Lomé a eu lieu en mai ; la ratification des conventions a suivi.",
    ],
)
def test_words_that_only_look_like_it_are_left_alone(tmp_path: Path, words: str) -> None:
    assert faults(_saying(tmp_path / "d.docx", words)) == {}


def test_a_date_to_write_is_pointed_out(tmp_path: Path) -> None:
    (found,) = all_of(_saying(tmp_path / "d.docx", "Date : JJ/MM/AAAA"), "CNF-21")
    assert found.severity is Severity.WARNING
    assert "formulaire" in found.remedy


@pytest.mark.parametrize(
    ("words", "language"),
    [
        (
            "Los participantes trabajaron durante tres días en la recaudación de las cotizaciones y en la gestión de "
            "los expedientes.",
            "espagnol",
        ),
        ("Die Teilnehmer haben drei Tage lang an der Erhebung der Beiträge und der Akten gearbeitet.", "allemand"),
        ("De deelnemers hebben drie dagen gewerkt aan de inning van het geld en aan een dossier.", "néerlandais"),
    ],
)
def test_a_sentence_of_any_neighbour_is_told(tmp_path: Path, words: str, language: str) -> None:
    assert language in faults(_saying(tmp_path / "d.docx", words))["CNF-24"].message


def test_short_lines_of_another_language_are_judged_together(tmp_path: Path) -> None:
    english = ("Opening of the workshop", "Work in small groups", "Questions from the floor", "What we have learned")
    (found,) = all_of(_saying(tmp_path / "e.docx", *english), "CNF-24")
    assert found.severity is Severity.WARNING
    assert "anglais" in found.message
    french = ("Ouverture de l'atelier", "Travail en petits groupes", "Kit de communication", "Le report des parts")
    assert not all_of(_saying(tmp_path / "f.docx", *french), "CNF-24")


def test_a_statement_of_another_spelling_is_none(tmp_path: Path) -> None:
    def hyphen(document: Any) -> None:
        next(p for p in document.paragraphs if p.text == STATEMENT).text = "Co-financé par l'Union européenne"

    assert "manque" in faults(good_document(tmp_path / "d.docx", hyphen))["CNF-15"].message


def test_an_alternative_that_a_program_wrote_is_none(tmp_path: Path) -> None:
    def automatic(document: Any) -> None:
        said = "Une image contenant texte\n\nDescription générée automatiquement"
        document.inline_shapes[1]._inline.docPr.set("descr", f"Logo SOCIEUX+ {said}")

    assert "programme" in faults(good_document(tmp_path / "d.docx", automatic))["CNF-40"].message


def test_titles_made_by_hand_are_told(tmp_path: Path) -> None:
    def by_hand(count: int) -> Any:
        def change(document: Any) -> None:
            for heading in [p for p in document.paragraphs if p.style.name.startswith("Heading")]:
                heading._p.getparent().remove(heading._p)
            for number in range(count):
                run = document.add_paragraph().add_run(f"Partie {number + 1}")
                run.bold, run.font.size = True, Pt(16)
                document.add_paragraph("Les agents de la caisse ont suivi les ateliers de la semaine.")

        return change

    assert "« Partie 1 »" in faults(good_document(tmp_path / "d.docx", by_hand(3)))["CNF-43"].message
    assert "CNF-43" not in faults(good_document(tmp_path / "n.docx", by_hand(1)))
