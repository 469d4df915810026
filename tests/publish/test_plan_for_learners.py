"""The plan where learners are: marks and totals, what stays for their sake, what a person must decide for them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from coursegen.publish.changes import Act
from coursegen.publish.held import held_digest
from coursegen.publish.inventory import Inventory
from moodle_backups.activities.assign_plugins import OnlineText
from moodle_backups.activities.base import Activity
from moodle_backups.activities.choice import ChoiceOption
from moodle_backups.activities.feedback import Feedback
from moodle_backups.activities.feedback_items import MultipleChoice
from moodle_backups.activities.glossary import Glossary, GlossaryCategory
from moodle_backups.activities.quiz import Slot
from moodle_backups.activities.quiz_parts import Behaviour
from moodle_backups.activities.scorm import Scorm
from moodle_backups.completion import Completion, CourseCompletion
from moodle_backups.files import File
from moodle_backups.gradebook import Grade, Gradebook, GradeCategory
from moodle_backups.grading import Criterion, Level, Rubric
from moodle_backups.questions.truefalse import TrueFalse

from .planned import POLL, QUIZ, TASK, TRUE, A, backup, change_of, plan, published, text, written
from .test_sources import scorm_zip

WEIGHED = Gradebook(categories=(GradeCategory(key="C/n", name="Devoirs", weight=40.0),))
LINE = Criterion("Clarté", (Level(0.0, "Faible"), Level(4.0, "Bonne")))
GRID = replace(TASK, key="C/g", rubric=Rubric(name="Grille", criteria=(LINE,)))
ASKED = MultipleChoice(key="avis", name="Avis ?", options=("Oui", "Non"))
OTHER_CHOICE = replace(ASKED, options=("Oui", "Peut-être"))
WORDS = Glossary(key="C/w", name="Lexique", categories=(GlossaryCategory(name="Fiscalité"),))
SURVEY = Feedback(key="C/f", name="Bilan", items=(ASKED,))
HEAVIER = Gradebook(categories=(GradeCategory(key="C/n", name="Devoirs", weight=60.0),))


def test_a_weight_that_changes_is_told_with_both_figures_and_the_totals_announced() -> None:
    task = replace(TASK, grade=Grade(maximum=20.0, category="C/n", weight=1.0))
    inventory = published(backup(A, task, gradebook=WEIGHED), t={"grades": 12})
    made = plan(backup(A, task, gradebook=HEAVIER), inventory)
    assert written(made) == {"gradebook": Act.UPDATE}
    assert made.only == ("C/t", "gradebook"), "the site is to remember the weight beside the activity"
    assert "poids de « Devoirs » : 40 → 60" in text(made)
    assert [(a.code, a.count) for a in made.announcements] == [("totals", 12)]
    assert "12 apprenants" in text(made)


def test_the_weight_of_an_activity_in_its_category_is_its_own() -> None:
    task = replace(TASK, grade=Grade(maximum=20.0, category="C/n", weight=1.0))
    heavier = replace(TASK, grade=Grade(maximum=20.0, category="C/n", weight=2.0))
    made = plan(backup(heavier, gradebook=WEIGHED), published(backup(task, gradebook=WEIGHED), t={"grades": 1}))
    assert written(made) == {"C/t": Act.UPDATE, "gradebook": Act.UPDATE}
    assert "poids : 1 → 2" in text(made) and "le total d’au moins 1 apprenant" in text(made)


def test_totals_are_no_news_while_nobody_has_a_mark() -> None:
    task = replace(TASK, grade=Grade(maximum=20.0, category="C/n", weight=1.0))
    made = plan(backup(task, gradebook=HEAVIER), published(backup(task, gradebook=WEIGHED)))
    assert not made.announcements


def test_dates_and_pass_marks_are_told_with_both_values() -> None:
    after = replace(TASK, due=1767312000, grade=Grade(maximum=20.0, to_pass=12.0))
    said = text(plan(backup(after), published(backup(TASK))))
    assert "note de réussite : 0 → 12" in said
    assert "remise : " in said and "2026" in said
    assert "change : note, dates" in said


@pytest.mark.parametrize(
    ("before", "after", "touched", "code", "names"),
    [
        (QUIZ, replace(QUIZ, slots=(Slot("Q1", mark=3.0),)), {"userdata": 5}, "quizstructure", ()),
        (QUIZ, replace(QUIZ, slots=(Slot("Q1", mark=3.0),)), {}, "", ()),
        (POLL, replace(POLL, options=POLL.options[:1]), {"userdata": 5}, "optionused", ("Non",)),
        (POLL, replace(POLL, options=(*POLL.options, ChoiceOption(text="?"))), {"userdata": 5}, "", ()),
        (TASK, replace(TASK, grade=Grade(maximum=10.0)), {"grades": 2}, "grademax", ()),
        (TASK, replace(TASK, grade=Grade(maximum=10.0)), {}, "", ()),
        (A, replace(A, completion=Completion(view=True)), {"completions": 2}, "completionused", ()),
        (GRID, replace(GRID, rubric=Rubric(name="Grille", criteria=(LINE, LINE))), {"grades": 2}, "formused", ()),
        (GRID, replace(GRID, rubric=Rubric(name="Grille", criteria=(LINE, LINE))), {}, "", ()),
        (SURVEY, replace(SURVEY, items=(OTHER_CHOICE,)), {"userdata": 4}, "optionused", ("avis",)),
        (SURVEY, replace(SURVEY, items=(replace(ASKED, name="Votre avis ?"),)), {"userdata": 4}, "", ()),
        (QUIZ, replace(QUIZ, behaviour=Behaviour.ADAPTIVE), {"userdata": 5}, "hasanswers", ("preferredbehaviour",)),
        (QUIZ, replace(QUIZ, behaviour=Behaviour.ADAPTIVE), {}, "", ()),
        (TASK, replace(TASK, upload=None, online_text=OnlineText()), {"userdata": 2}, "hasanswers", ("file",)),
        (TASK, replace(TASK, rubric=Rubric(name="Grille", criteria=(LINE,))), {"grades": 2}, "", ()),
        (WORDS, replace(WORDS, categories=()), {"userdata": 2}, "hasanswers", ("Fiscalité",)),
        (A, replace(A, content="<p>x</p>"), {"completions": 2}, "", ()),
    ],
)
def test_what_stays_for_learners_is_foretold(
    before: Activity, after: Activity, touched: dict[str, Any], code: str, names: tuple[str, ...]
) -> None:
    letter = before.key.rpartition("/")[2]
    made = plan(backup(after), published(backup(before), **{letter: touched}))
    assert dict(change_of(made, before.key).kept) == ({code: names} if code else {})


def test_what_is_foretold_is_said_in_words() -> None:
    quiz = replace(QUIZ, behaviour=Behaviour.ADAPTIVE)
    said = text(plan(backup(quiz), published(backup(QUIZ), q={"userdata": 5})))
    assert "ce à quoi ils ont répondu reste (« comportement des questions »)" in said


def with_attempts(inventory: Inventory, attempts: int) -> Inventory:
    return replace(inventory, questions=tuple(replace(q, attempts=attempts) for q in inventory.questions))


@pytest.mark.parametrize(
    ("question", "attempts", "regrade", "decisions"),
    [
        (replace(TRUE, correct=False), 4, (), [("rightanswer", False)]),
        (replace(TRUE, correct=False), 4, ("C/q",), [("rightanswer", True)]),
        (replace(TRUE, correct=False), 0, (), []),
        (replace(TRUE, text="<p>Autrement ?</p>"), 4, (), []),
    ],
)
def test_another_right_answer_asks_whether_to_regrade(
    question: TrueFalse, attempts: int, regrade: tuple[str, ...], decisions: list[tuple[str, bool]]
) -> None:
    inventory = with_attempts(published(backup(QUIZ), q={"userdata": attempts}), attempts)
    made = plan(backup(replace(QUIZ, questions=(question,))), inventory, regrade=frozenset(regrade))
    assert [(one.code, one.decided) for one in made.decisions] == decisions
    assert change_of(made, "C/q").questions == ("La capitale",)
    if decisions:
        said = text(made)
        assert "« Test final » : la bonne réponse change (« La capitale »), 4 réponses" in said
        assert ("--regrade C/q" in said) is not bool(regrade)


def test_a_quiz_can_be_regraded_later_although_nothing_else_changed() -> None:
    inventory = with_attempts(published(backup(A, QUIZ), q={"userdata": 3}), 3)
    made = plan(backup(A, QUIZ), inventory, regrade=frozenset({"C/q"}))
    assert made.only == ("C/q",)
    assert "change : tentatives renotées" in text(made)


def test_working_marks_out_again_is_told_with_its_reach_before_it_is_done() -> None:
    inventory = with_attempts(published(backup(A, QUIZ), q={"userdata": 3, "grades": 2}), 3)
    said = text(plan(backup(A, QUIZ), inventory, regrade=frozenset({"C/q"})))
    assert "« Test final » sera renoté (3 tentatives de 2 apprenants)" in said
    assert "les totaux peuvent changer, et « réussi » devenir « échoué »" in said
    assert "Un retour en arrière ne reprend pas ces notes" in said


def test_a_hidden_activity_that_still_counts_is_told_with_the_page_that_mends_it() -> None:
    task = replace(TASK, grade=Grade(maximum=20.0, category="C/n", weight=60.0))
    whole = backup(A, task, gradebook=WEIGHED, completion=CourseCompletion(activities=("C/a", "C/t")))
    less = backup(A, gradebook=WEIGHED, completion=CourseCompletion(activities=("C/a",)))
    said = text(plan(less, published(whole, t={"completions": 3, "grades": 2, "weight": 60.0})))
    assert "« Rendre », une fois caché, reste une condition de l’achèvement du cours" in said
    assert "Plus > Achèvement de cours > Déverrouiller" in said
    assert "garde son poids (60)" in said and "Configuration du carnet de notes" in said
    untouched = text(plan(less, published(whole)))
    assert "une fois caché" not in untouched, "nobody has met it: it goes with the activity"
    assert "une fois caché" not in text(plan(whole, published(whole, t={"completions": 3, "grades": 2})))


@pytest.mark.parametrize(("weight", "told"), [(60.0, True), (0.0, False)])
def test_the_weight_of_an_activity_hidden_long_ago_is_told_until_it_is_gone(weight: float, told: bool) -> None:
    task = replace(TASK, grade=Grade(maximum=20.0, category="C/n", weight=60.0))
    hidden = {"visible": False, "grades": 2, "weight": weight, "source": "", "source_parts": {}}
    made = plan(backup(A, gradebook=WEIGHED), published(backup(A, task, gradebook=WEIGHED), t=hidden))
    assert change_of(made, "C/t").act is Act.ORPHAN
    assert ("« Rendre », une fois caché, garde son poids (60)" in text(made)) is told
    assert "condition de l’achèvement" not in text(made)


def test_what_the_last_publication_kept_is_told_until_nobody_holds_it() -> None:
    there = published(backup(GRID))
    [live] = there.activities
    kept = {"source": held_digest(live.source), "source_parts": {**live.source_parts, "kept:formused": "Grille"}}
    held = plan(backup(GRID), published(backup(GRID), g={**kept, "grades": 2}))
    assert change_of(held, "C/g").act is Act.HELD and not held.writes and not held.is_quiet
    said = text(held)
    assert "des évaluations existent : la grille reste (« Grille »)" in said
    assert "la consigne, elle, suit : si elle montre une autre grille" in said and "celle qui reste" in said
    assert "pour suivre le dossier" in said and "le site a déjà tout" not in said
    released = plan(backup(GRID), published(backup(GRID), g=kept))
    assert written(released) == {"C/g": Act.UPDATE}


def test_scorm_parts_that_vanish_with_tracks_ask_for_a_decision() -> None:
    def package(*names: str) -> Scorm:
        return Scorm(key="C/x", name="Module", package=File("m.zip", scorm_zip(*names)))

    inventory = published(backup(package("I1", "I2")), x={"userdata": 9})
    made = plan(backup(package("I2", "I3")), inventory)
    assert [(d.code, d.names, d.decided) for d in made.decisions] == [("tracks", ("I1",), False)]
    assert "--allow-track-loss C/x" in text(made)
    assert not plan(backup(package("I1", "I2", "I3")), inventory).decisions
