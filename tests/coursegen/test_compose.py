"""Pedagogy becomes structure."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from coursegen.activities.page import PageActivity
from coursegen.activities.quiz import QuizActivity
from coursegen.activities.survey import FeedbackActivity
from coursegen.compose import compose
from coursegen.compose.pages import duration
from coursegen.courseware import AccessKind, CompletionRule, Courseware
from methodology.course import Course
from methodology.folder import read_folder

from .conftest import rewrite


def composed(folder: Path) -> Courseware:
    reading = read_folder(folder)
    assert reading.course is not None, reading.findings
    return compose(reading.course)


def keys(courseware: Courseware) -> list[str]:
    return [activity.key for activity in courseware.activities()]


def test_the_course_opens_on_the_four_questions(courseware: Courseware) -> None:
    summary = courseware.sections[0].summary
    for answer in ("Ce que vous saurez faire", "Le temps à prévoir", "Par quoi commencer", "À qui poser une question"):
        assert answer in summary
    assert "1&nbsp;h&nbsp;50" in summary


def test_the_guide_carries_the_clause_word_for_word(courseware: Courseware) -> None:
    guide = next(a for a in courseware.activities() if a.key.endswith("mode-emploi"))
    assert isinstance(guide, PageActivity)
    text = guide.body.replace("’", "'").replace("&nbsp;", " ")
    assert "La responsabilité de cette publication incombe uniquement à ses auteurs." in text
    assert "ne sauraient être tenus pour responsables de l'utilisation" in text
    assert "Cofinancé par l'Union européenne" in text


def test_every_activity_has_a_key_of_its_own_made_from_ids(courseware: Courseware) -> None:
    assert len(set(keys(courseware))) == len(keys(courseware))
    assert "TEST-01/S1.1/tester" in keys(courseware)


def test_renaming_a_title_changes_no_key(folder: Path, courseware: Courseware) -> None:
    rewrite(folder, "3-sequences.yaml", "Lire la page sur les pièces du dossier", "Découvrir la liste")
    renamed = composed(folder)
    assert keys(renamed) == keys(courseware)
    assert "Découvrir la liste" in [a.title for a in renamed.activities()]


def test_everything_but_a_heading_can_be_completed(courseware: Courseware) -> None:
    untracked = [a.key for a in courseware.activities() if a.completion is CompletionRule.NONE]
    assert untracked == ["TEST-01/S1.1", "TEST-01/S1.2"]


def test_a_diagnostic_test_weighs_nothing_and_the_summative_one_all(courseware: Courseware) -> None:
    tests = {a.key: a.grade for a in courseware.activities() if isinstance(a, QuizActivity)}
    diagnostic, summative = tests["TEST-01/S1.1/situer"], tests["TEST-01/S1.1/tester"]
    assert diagnostic is not None and summative is not None
    assert (diagnostic.weight, summative.weight) == (0, 60)
    assert summative.pass_percent == 60
    assert sum(category.weight for category in courseware.grade_categories) == 100


def test_a_line_of_the_gradebook_is_written_as_the_activities_are(course: Course) -> None:
    first, *rest = course.evaluation.assessments
    named = replace(first, title="L'essai : un dossier")
    evaluation = replace(course.evaluation, assessments=(named, *rest))
    lines = compose(replace(course, evaluation=evaluation)).grade_categories
    assert any(line.title.endswith("L’essai\u00a0: un dossier") for line in lines)


def test_the_summative_test_is_complete_when_passed(courseware: Courseware) -> None:
    rules = {a.key: a.completion for a in courseware.activities()}
    assert rules["TEST-01/S1.1/tester"] is CompletionRule.PASS
    assert rules["TEST-01/S1.1/situer"] is CompletionRule.SUBMIT
    assert rules["TEST-01/S1.1/lire"] is CompletionRule.VIEW


def test_the_reaction_survey_asks_about_each_objective(courseware: Courseware) -> None:
    survey = next(a for a in courseware.activities() if isinstance(a, FeedbackActivity))
    asked = {item.key: item.text for item in survey.items}
    assert asked["capable-O1"] == "Je me sens capable de citer les pièces à apporter pour un dossier de pension."


SECOND_SEQUENCE = """
      - id: S1.3
        titre: "S'exercer seul"
        duree_min: 60
        modalite: distanciel_asynchrone
        objectifs: [O1]
        prerequis: [S1.2]
        etapes:
          - {id: relire, titre: "Relire", duree_min: 30, methode: expositive,
             activite: {type: page, contenu: "Relisez."}}
          - {id: deposer, titre: "Déposer sa fiche", duree_min: 30, methode: active, actif: true,
             activite: {type: devoir, contenu: "Déposez votre fiche.", remise: [texte]}}
"""


def test_what_is_handed_in_waits_for_what_came_before_even_through_a_day_in_the_room(folder: Path) -> None:
    rewrite(folder, "3-sequences.yaml", "modalite: presentiel", "modalite: presentiel\n        prerequis: [S1.1]")
    path = folder / "3-sequences.yaml"
    path.write_text(path.read_text(encoding="utf-8") + SECOND_SEQUENCE, encoding="utf-8")
    by_key = {a.key: a for a in composed(folder).activities()}
    (gate,) = by_key["TEST-01/S1.3/deposer"].access
    assert (gate.kind, gate.key) == (AccessKind.COMPLETED, "TEST-01/S1.1/tester")
    assert by_key["TEST-01/S1.3/relire"].access == ()


def test_a_course_in_english_speaks_english_where_we_write(folder: Path) -> None:
    from methodology.i18n import speaking

    rewrite(folder, "cours.yaml", "langue: fr", "langue: en")
    with speaking("en"):
        courseware = composed(folder)
    assert "What you will be able to do" in courseware.sections[0].summary
    assert "Ce que vous saurez" not in courseware.sections[0].summary


@pytest.mark.parametrize(("minutes", "words"), [(45, "45 min"), (90, "1 h 30"), (2280, "38 h"), (65, "1 h 05")])
def test_durations_as_people_say_them(minutes: int, words: str) -> None:
    assert duration(minutes).replace("\u00a0", " ") == words


def test_the_first_screen_promises_competencies_not_the_domains_above_them(folder: Path) -> None:
    rewrite(folder, "1-besoins.yaml", "competences:\n", "competences:\n  - {id: D1, nom: Accueillir}\n")
    rewrite(folder, "1-besoins.yaml", "  - id: C1\n", "  - id: C1\n    parent: D1\n")
    summary = composed(folder).sections[0].summary
    assert "Renseigner une personne assurée" in summary
    assert "<li>Accueillir</li>" not in summary
