"""The activity `base_de_donnees`: its fields, its first cards and their look, and what is wrong with them said."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from coursegen.charter import load_charter
from coursegen.compose import compose
from coursegen.courseware import Courseware
from coursegen.importers.backup.media import Media
from coursegen.importers.backup.steps import Workshop, activity_of
from coursegen.importers.backup.texts import Texts
from coursegen.outputs.documents.method.data import word
from coursegen.outputs.documents.sheets import booklet
from coursegen.outputs.moodle import to_backup
from coursegen.outputs.scorm.outline import outline
from methodology.activities import activity_types
from methodology.activities.database import Database
from methodology.findings import Finding
from methodology.folder import read_folder
from methodology.rules import check
from methodology.workings import placed_activities
from methodology.writing import record_text
from moodle_backups.activities.data import Data, FieldKind
from moodle_backups.subsections import every_activity
from tests.documents.courses import read, subject_of, text_of
from tests.methodology.folders import edit, good_folder

PAGE = "activite: {type: page, contenu: contenus/page.md}"
DATABASE = """\
activite:
              type: base_de_donnees
              contenu: Décrivez un incident.
              validation: oui
              fiches_attendues: 2
              champs:
                - {nom: Incident, obligatoire: oui, description: "En trois mots & sans nom"}
                - {nom: Gravité, type: choix, choix: [faible, forte]}
                - {nom: Récit, type: texte_long}
                - {nom: Minutes, type: nombre}
                - {nom: Jour, type: date}
                - {nom: Lieux, type: cases, choix: [agence, siège, domicile]}
                - {nom: Lien, type: lien}
              fiches:
                - id: F1
                  valeurs:
                    Incident: Coupure
                    Gravité: forte
                    Récit: "Le **brouillon** papier, puis [le test](etape:S1/test)."
                    Minutes: 12,5
                    Jour: 2026-03-09
                    Lieux: [agence, domicile]
                    Lien: ["https://example.org/guide", Le guide]
                - {id: F2, valeurs: {Incident: Oubli}}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = good_folder(tmp_path / "cours")
    edit(path, "3-sequences.yaml", PAGE, DATABASE.rstrip())
    return path


def courseware_of(folder: Path) -> Courseware:
    reading = read_folder(folder)
    assert reading.course is not None and reading.findings == (), reading.findings
    return compose(reading.course)


def database_of(folder: Path) -> Data:
    backup = to_backup(courseware_of(folder), load_charter("socieux"))
    [found] = [one for one in every_activity(backup) if isinstance(one, Data)]
    return found


def test_its_fields_are_those_of_the_platform(folder: Path) -> None:
    database = database_of(folder)
    kinds = [field.kind for field in database.fields_of_records]
    assert kinds == [
        FieldKind.TEXT,
        FieldKind.MENU,
        FieldKind.TEXTAREA,
        FieldKind.NUMBER,
        FieldKind.DATE,
        FieldKind.CHECKBOX,
        FieldKind.URL,
    ]
    assert database.fields_of_records[1].options == ("faible", "forte")
    assert [field.required for field in database.fields_of_records][:2] == [True, False]
    assert (database.approval, database.complete_after_entries) == (True, 2)
    assert not list(database.problems())


def test_its_first_cards_are_seeds_as_the_platform_stores_them(folder: Path) -> None:
    first, second = database_of(folder).records
    assert first.values["Incident"] == ("Coupure",)
    assert first.values["Minutes"] == ("12.5",)
    assert first.values["Jour"] == ("1773014400",), "2026-03-09, midnight UTC"
    assert first.values["Lieux"] == ("agence##domicile",)
    assert first.values["Lien"] == ("https://example.org/guide", "Le guide")
    assert 'href="activity:C1/S1/test"' in first.values["Récit"][0]
    assert second.values["Récit"] == ("",), "a field that the card no longer fills is emptied"
    assert "Jour" not in second.values


def test_its_look_shows_what_is_short_in_the_list_and_all_of_it_on_the_card(folder: Path) -> None:
    look = database_of(folder).templates
    assert look.list and look.single and look.add
    assert '<a href="##moreurl##">[[Incident]]</a>' in look.list
    assert "[[Récit]]" not in look.list and "[[Récit]]" in look.single
    names = ["Incident", "Gravité", "Récit", "Minutes", "Jour", "Lieux", "Lien"]
    assert re.findall(r"\[\[(.+?)\]\]", look.add) == names
    assert "En trois mots &amp; sans nom" in look.add
    assert "style=" not in look.list + look.single + look.add


def test_a_package_for_other_platforms_says_what_a_card_holds(folder: Path) -> None:
    edit(folder, "3-sequences.yaml", "presentiel", "distanciel_asynchrone")
    parts = outline(courseware_of(folder))
    [page] = [page for part in parts for page in part.pages if page.activity == "C1/S1/lire"]
    assert "<dt>Gravité</dt>" in page.html and "<h3>Coupure</h3>" in page.html
    assert "<strong>brouillon</strong>" in page.html


def test_what_is_written_reads_back_the_same(folder: Path) -> None:
    course = read_folder(folder).course
    assert course is not None
    text = record_text(course.sequencing)
    assert 'Lien: ["https' not in text and "Gravité: forte" in text
    (folder / "3-sequences.yaml").write_text(text, encoding="utf-8")
    again = read_folder(folder).course
    assert again is not None and again.sequencing == course.sequencing


def faults(folder: Path) -> list[Finding]:
    """What the reader says, and the rule of databases."""
    reading = read_folder(folder)
    said = check(reading.course) if reading.course else ()
    return [*reading.findings, *(found for found in said if found.rule == "PLA-15")]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("Gravité: forte", "Gravite: forte", "pas de champ « Gravite »"),
        ("Gravité: forte", "Gravité: énorme", "« Gravité » n'admet pas « énorme »"),
        ("Minutes: 12,5", "Minutes: une heure", "« Minutes » n'admet pas « une heure »"),
        ("Jour: 2026-03-09", "Jour: 2026-02-30", "« Jour » n'admet pas « 2026-02-30 »"),
        ("Lieux: [agence, domicile]", "Lieux: [agence, ici]", "« Lieux » n'admet pas « ici »"),
        ('["https://example.org/guide", Le guide]', "example.org", "« Lien » n'admet pas « example.org »"),
        ("Incident: Coupure", "Incident: [a, b]", "« Incident » ne prend qu'une valeur"),
        ("{Incident: Oubli}", "{Incident: coupure}", "le même qu'ailleurs"),
        ("{id: F2, valeurs: {Incident: Oubli}}", "{id: F2, valeurs: {Gravité: forte}}", "« Incident » est obligatoire"),
        ("id: F2", "id: f1", "« f1 » est celui de deux fiches"),
        ("nom: Gravité,", "nom: incident,", "le champ « incident » est là deux fois"),
        ("nom: Gravité,", '"nom": "[G]",', "« [G] » ne peut pas nommer un champ"),
        ("choix: [faible, forte]", "choix: [forte]", "au moins deux choix"),
        ("type: nombre}", "type: nombre, choix: [1, 2]}", "un champ « nombre » n'a pas de choix"),
        ("type: nombre}", "type: chiffre}", "chiffre"),
        ("(etape:S1/test)", "(etape:S9/rien)", "S9/rien"),
    ],
)
def test_what_is_wrong_is_said_with_its_place_and_a_remedy(folder: Path, old: str, new: str, words: str) -> None:
    edit(folder, "3-sequences.yaml", old, new)
    found = next(one for one in faults(folder) if words in one.message)
    assert found.rule in ("PLA-15", "LIR-13", "LIR-22") and found.remedy
    lines = (folder / "3-sequences.yaml").read_text(encoding="utf-8").splitlines()
    assert found.where.file == "3-sequences.yaml" and new in lines[found.where.line - 1]


def test_a_database_without_fields_is_an_error(tmp_path: Path) -> None:
    path = good_folder(tmp_path / "cours")
    edit(path, "3-sequences.yaml", PAGE, "activite: {type: base_de_donnees}")
    assert [one.rule for one in faults(path)] == ["PLA-15"]


def test_a_sound_one_has_no_fault(folder: Path) -> None:
    assert faults(folder) == []


def test_every_type_of_activity_has_a_word_in_the_documents_of_the_method() -> None:
    words = [word(kind.name_on_disk()) for kind in activity_types()]
    assert {"glossaire", "base de données"} <= set(words) and len(set(words)) == len(words)


def test_a_database_of_a_backup_becomes_a_step_with_its_cards(folder: Path) -> None:
    shop = Workshop(Texts({}, Media()), Media())
    shop.at("m1/fiches", "Fiches")
    database = database_of(folder)
    step = activity_of(database, shop)
    course = read_folder(folder).course
    assert course is not None and isinstance(step, Database)
    [source] = [one for _s, one in placed_activities(course) if isinstance(one, Database)]
    assert [(one.name, one.type, one.options) for one in step.fields] == [
        (one.name, one.type, one.options) for one in source.fields
    ]
    assert [card.said("Incident") for card in step.cards] == [("Coupure",), ("Oubli",)]
    assert step.cards[0].said("Jour") == ("2026-03-09",) and step.cards[0].said("Lieux") == ("agence", "domicile")
    assert (step.expected, step.approval) == (2, True)


def test_the_booklet_has_a_card_to_fill_in_by_hand(folder: Path) -> None:
    [document] = booklet.compose(subject_of(read(folder)))
    said = text_of(document)
    assert "En trois mots" in said and "☐ faible" in said
