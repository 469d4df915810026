"""The activity `glossaire`: the words of the course, or its own, in every output, and what is wrong with them said."""

from __future__ import annotations

from pathlib import Path

import pytest

from coursegen.charter import load_charter
from coursegen.cli.app import run
from coursegen.compose import compose
from coursegen.courseware import Courseware
from coursegen.importers.backup.media import Media
from coursegen.importers.backup.steps import Workshop, activity_of
from coursegen.importers.backup.texts import Texts
from coursegen.outputs.moodle import to_backup
from coursegen.outputs.scorm.outline import outline
from methodology.activities.glossary import Glossary as GlossaryStep
from methodology.findings import Finding
from methodology.folder import read_folder
from methodology.rules import check
from moodle_backups import Backup
from moodle_backups.activities.glossary import Glossary
from moodle_backups.subsections import every_activity
from tests.methodology.folders import edit, good_folder

WORDS = """\
glossaire:
  - {terme: Barème, definition: "Le tableau qui donne *le taux*.", synonymes: [Grille], traductions: ["pt : tabela", x]}
"""
PAGE = "activite: {type: page, contenu: contenus/page.md}"
OWN = 'termes: [{terme: Taux, definition: "Une part, voir [le test](etape:S1/test)."}]'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = good_folder(tmp_path / "cours")
    with (path / "cours.yaml").open("a", encoding="utf-8") as file:
        file.write(WORDS)
    return path


def holding(folder: Path, activity: str) -> Path:
    edit(folder, "3-sequences.yaml", PAGE, f"activite: {{type: glossaire{activity}}}")
    return folder


def courseware_of(folder: Path) -> Courseware:
    reading = read_folder(folder)
    assert reading.course is not None and reading.findings == (), reading.findings
    return compose(reading.course)


def glossary_of(folder: Path) -> Glossary:
    backup: Backup = to_backup(courseware_of(folder), load_charter("socieux"))
    [found] = [one for one in every_activity(backup) if isinstance(one, Glossary)]
    return found


def faults(folder: Path) -> list[Finding]:
    """What the reader says, and the rule of glossaries."""
    reading = read_folder(folder)
    said = check(reading.course) if reading.course else ()
    return [*reading.findings, *(found for found in said if found.rule == "PLA-14")]


def test_without_words_of_its_own_it_holds_those_of_the_course(folder: Path) -> None:
    glossary = glossary_of(holding(folder, ""))
    [entry] = glossary.entries
    assert (entry.concept, entry.aliases, entry.link) == ("Barème", ("Grille",), True)
    assert "Le tableau qui donne <em>le taux</em>." in entry.definition
    assert '<span lang="pt">portugais : tabela</span> ; x' in entry.definition
    assert not glossary.approved, "what learners add waits for the team"
    assert glossary.completion.view and glossary.complete_after_entries == 0


def test_words_of_its_own_stand_instead_and_link_to_the_course(folder: Path) -> None:
    glossary = glossary_of(holding(folder, f", {OWN}, liens_automatiques: non"))
    [entry] = glossary.entries
    assert (entry.concept, entry.link, glossary.link) == ("Taux", False, False)
    assert 'href="activity:C1/S1/test"' in entry.definition


def test_an_open_one_is_done_once_the_learner_has_added_a_word(folder: Path) -> None:
    glossary = glossary_of(holding(folder, ", ouvert: oui, validation: non, ajouts_attendus: 2"))
    assert (glossary.approved, glossary.complete_after_entries, glossary.completion.view) == (True, 2, False)


def test_a_package_for_other_platforms_shows_its_words(folder: Path) -> None:
    edit(folder, "3-sequences.yaml", "presentiel", "distanciel_asynchrone")
    parts = outline(courseware_of(holding(folder, "")))
    pages = [page for part in parts for page in part.pages if page.activity == "C1/S1/lire"]
    assert "<dt>Barème (Grille)</dt>" in pages[0].html and "le taux" in pages[0].html


@pytest.mark.parametrize(
    ("activity", "rule", "words"),
    [
        (", termes: [{terme: Taux}]", "PLA-14", "« Taux » n'a pas de définition"),
        (
            ", termes: [{terme: Taux, definition: a}, {terme: taux, definition: b}]",
            "PLA-14",
            "« taux » est là deux fois",
        ),
        (f", termes: [{{terme: {'a' * 256}, definition: b}}]", "PLA-14", "1 à 255 caractères"),
        (", ajouts_attendus: 1", "PLA-14", "dans un glossaire fermé"),
        (", termes: [{mot: Taux, definition: a}]", "LIR-09", "« mot »"),
        (", termes: [{definition: a}]", "LIR-10", "« terme »"),
        (", ouvert: peut-être", "LIR-11", "« ouvert »"),
    ],
)
def test_what_is_wrong_is_said_with_its_place_and_a_remedy(folder: Path, activity: str, rule: str, words: str) -> None:
    found = next(one for one in faults(holding(folder, activity)) if one.rule == rule)
    assert words in found.message and found.remedy
    assert (found.where.file, found.where.line) == ("3-sequences.yaml", 16)


def test_a_closed_one_without_any_word_is_an_error(folder: Path) -> None:
    edit(folder, "cours.yaml", WORDS, "")
    assert [one.rule for one in faults(holding(folder, ""))] == ["PLA-14"]


def test_a_word_of_the_course_without_a_definition_is_blamed_where_it_stands(folder: Path) -> None:
    edit(folder, "cours.yaml", 'definition: "Le tableau qui donne *le taux*.", ', "")
    [found] = faults(holding(folder, ""))
    assert (found.rule, found.where.file, found.where.line) == ("PLA-14", "cours.yaml", 7)


def test_the_package_of_a_course_carries_no_word_and_a_build_is_the_same_each_time(
    folder: Path, tmp_path: Path
) -> None:
    holding(folder, "")
    for name in ("a", "b"):
        assert run(["build", str(folder), "-o", str(tmp_path / name), "--only", "mbz", "--brouillon"]) == 0
    assert (tmp_path / "a/C1.mbz").read_bytes() == (tmp_path / "b/C1.mbz").read_bytes()


def test_a_glossary_of_a_backup_becomes_a_step_with_its_words(folder: Path) -> None:
    shop = Workshop(Texts({}, Media()), Media())
    shop.at("m1/mots", "Mots")
    step = activity_of(glossary_of(holding(folder, f", {OWN}, ouvert: oui, ajouts_attendus: 1")), shop)
    assert isinstance(step, GlossaryStep)
    assert [(one.term, one.definition) for one in step.terms] == [("Taux", "Une part, voir le test.")]
    assert (step.open, step.approval, step.additions) == (True, True, 1)


def test_an_import_says_that_a_backup_without_users_has_no_words(folder: Path, tmp_path: Path) -> None:
    holding(folder, "")
    assert run(["build", str(folder), "-o", str(tmp_path / "a"), "--only", "mbz", "--brouillon"]) == 0
    assert run(["import", str(tmp_path / "a/C1.mbz"), str(tmp_path / "repris")]) in (0, 1)
    told = (tmp_path / "repris/IMPORT.md").read_text(encoding="utf-8")
    assert "Les mots des glossaires et les fiches des bases de données" in told


def test_what_a_definition_points_at_is_looked_for(folder: Path) -> None:
    wrong = ', termes: [{terme: Taux, definition: "Voir [là](etape:S9/rien) et ![Un dessin](medias/absent.png)."}]'
    found = faults(holding(folder, wrong))
    assert {one.rule for one in found} == {"LIR-21", "LIR-22"}
    assert {(one.where.file, one.where.line) for one in found} == {("3-sequences.yaml", 16)}
