"""What a site keeps for learners is told by every later plan, until nobody holds on to it or a person decides."""

from __future__ import annotations

from dataclasses import replace

from coursegen.publish.changes import Act, Change, Choices
from coursegen.publish.held import regraded_since
from coursegen.publish.plan import plan_for
from coursegen.publish.plan_text import plan_lines
from coursegen.publish.prepare import Prepared
from coursegen.publish.rollback import chosen_snapshot
from coursegen.publish.rollback_text import rollback_lines
from coursegen.sandbox.learner import Learner
from moodle_backups import Backup
from moodle_backups.questions.truefalse import TrueFalse

from ..publish.packages import prepared
from .conftest import Trainer
from .test_quiz import ONE, TRUE, WORD, course

FALSE: TrueFalse = replace(TRUE, correct=False)


def planned(trainer: Trainer, backup: Backup, choices: Choices | None = None) -> tuple[Change, str]:
    """What the next plan says of the test, and the whole plan in words."""
    plan = plan_for(prepared(backup).sources, trainer.inventory("QUIZ"), choices)
    [found] = [change for change in plan.changes if change.key == "quiz"]
    return found, "\n".join(plan_lines(plan, "essai"))


def attempted(trainer: Trainer, backup: Backup) -> Learner:
    """A course that was published, and a learner who has answered the test."""
    trainer.publish(prepared(backup))
    [found] = trainer.sandbox.bench.courses.all()
    learner = Learner(trainer.sandbox.bench, found)
    piece = found.activity("quiz")
    assert piece is not None
    learner.add(piece, "attempt", {"answers": {"true": "0", "one": "0"}, "grade": 5.0})
    return learner


def written_anew(trainer: Trainer, content: Prepared, choices: Choices | None = None) -> int:
    """Publish; how many orders the site got."""
    heard = len(trainer.sandbox.faults.heard)
    trainer.publish(content, choices)
    return trainer.sandbox.faults.heard[heard:].count("local_coursedeploy_restore")


def test_a_list_of_questions_that_stayed_is_told_until_the_attempts_are_gone(trainer: Trainer) -> None:
    learner = attempted(trainer, course(ONE, TRUE))
    after = course(ONE, WORD)
    trainer.publish(prepared(after))
    change, said = planned(trainer, after)
    assert (change.act, dict(change.kept)) == (Act.HELD, {"quizstructure": ()})
    assert "Gardé sur le site, des apprenants y ont travaillé (1)" in said
    assert "les questions posées, leur ordre et leurs points restent" in said and "supprimez-les sur le site" in said
    assert "le site a déjà tout" not in said
    plan = trainer.publish(prepared(after))
    assert not plan.writes and not plan.is_quiet
    learner.forget()
    change, said = planned(trainer, after)
    assert change.act is Act.UPDATE and "ce qui était resté en suspens" in said
    trainer.publish(prepared(after))
    change, said = planned(trainer, after)
    assert change.act is Act.UNCHANGED and "le site a déjà tout" in said


def test_what_stayed_is_told_again_beside_another_change(trainer: Trainer) -> None:
    attempted(trainer, course(ONE, TRUE))
    trainer.publish(prepared(course(ONE, WORD)))
    change, _said = planned(trainer, course(replace(ONE, text="<p>Mieux ?</p>"), WORD))
    assert change.act is Act.UPDATE and "quizstructure" in change.kept


def test_marks_of_a_changed_right_answer_are_asked_about_until_they_are_worked_out_again(trainer: Trainer) -> None:
    attempted(trainer, course(ONE, TRUE))
    after = course(ONE, FALSE)
    trainer.publish(prepared(after))
    change, said = planned(trainer, after)
    assert change.act is Act.HELD
    assert "la bonne réponse change (« Vrai »)" in said and "--regrade quiz" in said and "--keep-marks quiz" in said
    assert written_anew(trainer, prepared(after)) == 0
    regrade = Choices(regrade=frozenset({"quiz"}))
    change, said = planned(trainer, after, regrade)
    assert change.act is Act.UPDATE
    assert "(1 tentative de 1 apprenant)" in said and "totaux" in said
    trainer.publish(prepared(after), regrade)
    assert planned(trainer, after)[0].act is Act.UNCHANGED


def test_marks_that_somebody_decides_to_keep_are_not_asked_about_again(trainer: Trainer) -> None:
    attempted(trainer, course(ONE, TRUE))
    after = course(ONE, FALSE)
    trainer.publish(prepared(after))
    keep = Choices(keep_marks=frozenset({"quiz"}))
    assert planned(trainer, after, keep)[0].act is Act.UPDATE
    trainer.publish(prepared(after), keep)
    change, said = planned(trainer, after)
    assert change.act is Act.UNCHANGED and "le site a déjà tout" in said


def test_marks_can_be_kept_in_the_publication_that_changes_the_answer(trainer: Trainer) -> None:
    attempted(trainer, course(ONE, TRUE))
    trainer.publish(prepared(course(ONE, FALSE)), Choices(keep_marks=frozenset({"quiz"})))
    assert planned(trainer, course(ONE, FALSE))[0].act is Act.UNCHANGED


def test_going_back_knows_that_marks_were_worked_out_again(trainer: Trainer) -> None:
    attempted(trainer, course(ONE, TRUE))
    trainer.publish(prepared(course(ONE, FALSE)), Choices(regrade=frozenset({"quiz"})))
    inventory = trainer.inventory("QUIZ")
    first = chosen_snapshot(inventory, 0).id
    assert [one.key for one in regraded_since(inventory, first)] == ["quiz"]
    said = "\n".join(rollback_lines(inventory, "hier", (), frozenset(), first))
    assert "Les notes de « Test », recalculées depuis (--regrade), restent" in said and "--regrade quiz" in said
    assert "le cours est déjà dans cet état" not in said
    trainer.publish(prepared(course(replace(ONE, text="<p>Mieux ?</p>"), FALSE)))
    inventory = trainer.inventory("QUIZ")
    newest, older = sorted((one.id for one in inventory.snapshots), reverse=True)
    assert not regraded_since(inventory, newest), "that publication worked out nothing again"
    assert [one.key for one in regraded_since(inventory, older)] == ["quiz"]
