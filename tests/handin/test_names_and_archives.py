"""Files for the partner that call themselves internal, and archives that are no package."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import pytest

from coursegen.handin.confidentiality import named_secret, secrecy_marks
from coursegen.handin.every_word import every_word
from tests.conform.material import good_document
from tests.handin.material import ACTION, add, refusal


@pytest.mark.parametrize("mark", ["Document interne", "Version interne", "INTERNE", "Internal", "Secret"])
def test_one_word_at_the_head_of_each_page_is_enough(tmp_path: Path, mark: str) -> None:
    def headed(document: Any) -> None:
        document.sections[0].header.paragraphs[0].text = mark

    assert [*secrecy_marks(every_word(good_document(tmp_path / "a.docx", headed)))]


@pytest.mark.parametrize("harmless", ["Interne", "Secret", "Le contrôle interne"])
def test_the_same_word_in_the_body_may_name_a_column(tmp_path: Path, harmless: str) -> None:
    assert [*secrecy_marks(every_word(good_document(tmp_path / "a.docx", add(harmless))))] == []


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("lot2-interne.docx", "interne"),
        ("remise/confidentiel/lot2.docx", "confidentiel"),
        ("usage_interne.odt", "interne"),
        ("controle-interne.odt", ""),
        ("Contrôle interne 2023.odt", ""),
        ("données-confidentielles.odt", ""),
        ("internet.odt", ""),
    ],
)
def test_a_name_may_say_that_a_file_stays(name: str, word: str) -> None:
    assert named_secret(name) == word


def with_product(mission: Path, file: str) -> None:
    product = f"    produits: [{{id: M1, titre: Cours, fichiers: [{file}]}}]\n    livrables:\n"
    (mission / "action.yaml").write_text(ACTION.replace("    livrables:\n", product), encoding="utf-8")


def test_a_file_of_a_folder_that_is_called_confidential_is_refused(mission: Path) -> None:
    folder = mission / "remise" / "confidentiel"
    folder.mkdir()
    good_document(folder / "lot.docx")
    with_product(mission, "remise/confidentiel/lot.docx")
    message = refusal(mission, only=("M1",))
    assert "il se dit « confidentiel » (remise/confidentiel/lot.docx)" in message


def test_an_archive_of_any_files_is_no_deliverable(mission: Path) -> None:
    with zipfile.ZipFile(mission / "remise" / "lot2.zip", "w") as archive:
        archive.writestr("a/x.pdf", b"%PDF-1.7")
        archive.writestr("notes.exe", b"MZ")
    with_product(mission, "remise/lot2.zip")
    message = refusal(mission, only=("M1",))
    assert "lot2.zip" in message
    assert "ce n'est ni un paquet SCORM ni une sauvegarde de Moodle" in message
    assert "Donnez chaque fichier à part" in message
