"""The plan as a pure function: what the folder says, what the site has, and what follows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pytest

from coursegen.publish.changes import Act, Change, Choices, Missing, Plan
from coursegen.publish.inventory import (
    Inventory,
    LiveActivity,
    LiveOther,
    LiveQuestion,
    LiveSection,
    inventory_of,
)
from coursegen.publish.plan import plan_for
from coursegen.publish.plan_text import plan_lines
from coursegen.publish.sources import sources_of
from moodle_backups import Backup, Section
from moodle_backups.activities.assign import Assign
from moodle_backups.activities.base import Activity
from moodle_backups.activities.choice import Choice, ChoiceOption
from moodle_backups.activities.page import Page
from moodle_backups.activities.quiz import Quiz, Slot
from moodle_backups.activities.scorm import Scorm
from moodle_backups.completion import Completion
from moodle_backups.files import File
from moodle_backups.gradebook import Grade, Gradebook, GradeCategory
from moodle_backups.questions.truefalse import TrueFalse

from .pretend import Course, Thing, inventory_document
from .test_sources import scorm_zip

A, B, C = (Page(key=f"C/{name}", name=f"Page {name}", content=f"<p>{name}</p>") for name in "abc")
TASK = Assign(key="C/t", name="Rendre", intro="<p>Consigne</p>", due=1767225600, grade=Grade(maximum=20.0))
TRUE = TrueFalse(key="Q1", name="La capitale", text="<p>?</p>", correct=True)
QUIZ = Quiz(key="C/q", name="Test final", questions=(TRUE,))
POLL = Choice(key="C/s", name="Choisir", options=(ChoiceOption(text="Oui"), ChoiceOption(text="Non")))


def backup(*activities: Activity, elsewhere: Iterable[Activity] = (), **changes: Any) -> Backup:
    first = Section(key="C/M1", name="Un", activities=activities)
    sections = (first, Section(key="C/M2", name="Deux", activities=tuple(elsewhere)))
    return replace(Backup(idnumber="C", fullname="Cours", shortname="C", timestamp=1, sections=sections), **changes)


def published(course: Backup, **touched: dict[str, Any]) -> Inventory:
    """The site right after a publication; `touched`: what is otherwise since, by the last letter of a key."""
    sources = sources_of(course, "1.0")
    places = {section.key: number for number, section in enumerate(sources.sections)}
    activities = tuple(
        LiveActivity(
            cmid=number,
            kind=source.kind,
            key=source.key,
            title=source.title,
            section=places[source.section],
            position=number,
            visible=source.visible,
            fingerprint="f",
            base="f",
            source=source.digest,
            source_parts=source.parts,
            weight=source.weight,
            pass_mark=source.pass_mark if source.grade_maximum else None,
            grade_maximum=source.grade_maximum or None,
        )
        for number, source in enumerate(sources.activities)
    )
    live = tuple(replace(one, **touched.get(one.key.rpartition("/")[2], {})) for one in activities)
    return Inventory(
        course_id=7,
        key="C",
        title="Cours",
        url="https://moodle.exemple.org/course/view.php?id=7",
        visible=True,
        state="s",
        published="1.0",
        sections=tuple(
            LiveSection(n, s.key, n, s.title, True, fingerprint="f", base="f", source=s.digest)
            for n, s in enumerate(sources.sections)
        ),
        activities=live,
        questions=tuple(LiveQuestion(q.key, q.quiz, 1, q.digest, 0, False) for q in sources.questions),
        others=tuple(LiveOther(kind, figure, False) for kind, figure in sources.others.items()),
    )


def plan(after: Backup, inventory: Inventory, **choices: Any) -> Plan:
    return plan_for(sources_of(after, "1.1"), inventory, Choices(**choices))


def written(plan: Plan) -> dict[str, Act]:
    return {change.key: change.act for change in plan.changes if change.is_written}


def change_of(plan: Plan, key: str) -> Change:
    [found] = [change for change in plan.changes if change.key == key]
    return found


def text(plan: Plan) -> str:
    return "\n".join(plan_lines(plan, "essai (https://moodle.exemple.org)"))


EDITED = {"fingerprint": "g"}
NEW_A = replace(A, content="<p>autre</p>")


@pytest.mark.parametrize(
    ("touched", "after", "overwrite", "act"),
    [
        ({}, A, (), Act.UNCHANGED),
        ({}, NEW_A, (), Act.UPDATE),
        (EDITED, A, (), Act.EDITED),
        (EDITED, NEW_A, (), Act.CONFLICT),
        (EDITED, NEW_A, ("C/a",), Act.UPDATE),
        (EDITED, A, ("C/a",), Act.UPDATE),
        (EDITED, NEW_A, ("C/b",), Act.CONFLICT),
        # A publication of ours that broke off is no person's edit.
        ({**EDITED, "pending": "x"}, A, (), Act.UPDATE),
        ({**EDITED, "pending": "x"}, NEW_A, (), Act.UPDATE),
        # Nothing is known of what was published: ours is written.
        ({"base": "", "source": "", "source_parts": {}}, A, (), Act.UPDATE),
        ({}, replace(A, name="Autre titre"), (), Act.RENAME),
    ],
)
def test_the_three_way_rule(touched: dict[str, Any], after: Activity, overwrite: tuple[str, ...], act: Act) -> None:
    made = plan(backup(after, B), published(backup(A, B), a=touched), overwrite=frozenset(overwrite))
    assert change_of(made, "C/a").act is act
    assert change_of(made, "C/b").act is Act.UNCHANGED
    assert made.writes == (act in (Act.UPDATE, Act.RENAME))
    assert ("C/a" in made.only) == made.writes


def test_nothing_changed_is_nothing_to_write() -> None:
    made = plan(backup(A, B, TASK, QUIZ), published(backup(A, B, TASK, QUIZ)))
    assert not made.writes and made.only == ()
    assert "Rien à publier" in text(made)


def test_a_course_that_the_site_lacks_is_created_whole() -> None:
    made = plan_for(sources_of(backup(A, B)), None)
    assert made.is_new and made.writes
    assert written(made) == dict.fromkeys(("C/M1", "C/M2", "C/a", "C/b"), Act.CREATE)
    assert "Nouveau cours : 2 sections, 2 activités." in text(made)


def test_an_activity_in_the_middle_moves_nobody() -> None:
    made = plan(backup(A, C, B), published(backup(A, B)))
    assert written(made) == {"C/c": Act.CREATE}
    assert made.only == ("C/b", "C/c"), "the site is to remember what stands before b now"


@pytest.mark.parametrize(
    ("after", "moved"),
    [
        (backup(B, A, C), {"C/a"}),
        (backup(C, A, B), {"C/c"}),
        (backup(A, C, elsewhere=(B,)), {"C/b"}),
        (backup(A, B, C), set()),
    ],
)
def test_the_fewest_activities_are_moved(after: Backup, moved: set[str]) -> None:
    made = plan(after, published(backup(A, B, C)))
    found = {change.key for change in made.of(Act.MOVE)}
    assert found == moved or (moved == {"C/a"} and found == {"C/b"})
    assert set(written(made)) == found


def test_what_a_person_changed_moves_along_with_its_activity() -> None:
    parts = {"parts": {"settings": "2"}, "base_parts": {"settings": "1"}}
    made = plan(backup(A, elsewhere=(B,)), published(backup(A, B), b=EDITED | parts))
    assert written(made) == {"C/b": Act.MOVE}
    assert "modifié sur le site : texte ou réglages" in text(made)


def test_a_move_says_from_where_to_where() -> None:
    made = plan(backup(A, elsewhere=(B,)), published(backup(A, B)))
    assert "de la section « Un » vers « Deux »" in text(made)


@pytest.mark.parametrize(
    ("missing", "touched", "act"),
    [
        (Missing.HIDE, {}, Act.HIDE),
        (Missing.HIDE, {"userdata": 3}, Act.HIDE),
        (Missing.HIDE, {"visible": False}, Act.ORPHAN),
        (Missing.KEEP, {}, Act.ORPHAN),
        (Missing.DELETE, {}, Act.DELETE),
        (Missing.DELETE, {"visible": False}, Act.DELETE),
        (Missing.DELETE, {"userdata": 3}, Act.HIDE),
        (Missing.DELETE, {"grades": 1}, Act.HIDE),
        (Missing.DELETE, {"completions": 1}, Act.HIDE),
    ],
)
def test_what_left_the_folder(missing: Missing, touched: dict[str, Any], act: Act) -> None:
    made = plan(backup(A), published(backup(A, B), b=touched), missing=missing)
    assert change_of(made, "C/b").act is act
    assert bool(made.decisions) == (act in (Act.HIDE, Act.DELETE))


def test_what_people_added_on_the_site_is_theirs() -> None:
    inventory = published(backup(A, B), b={"owned": False, "key": ""})
    made = plan(backup(A), inventory)
    assert not made.writes and made.foreign == 1
    assert "jamais touchée" in text(made)


def test_sections_are_created_renamed_moved_and_never_removed() -> None:
    before = backup(A)
    renamed = replace(before, sections=(replace(before.sections[0], name="Autre"), before.sections[1]))
    assert written(plan(renamed, published(before))) == {"C/M1": Act.RENAME}
    assert "titre : « Un » → « Autre »" in text(plan(renamed, published(before)))
    summary = replace(before, sections=(replace(before.sections[0], summary="<p>x</p>"), before.sections[1]))
    assert written(plan(summary, published(before))) == {"C/M1": Act.UPDATE}
    more = replace(before, sections=(*before.sections, Section(key="C/M3", name="Trois")))
    assert written(plan(more, published(before)))["C/M3"] is Act.CREATE
    fewer = replace(before, sections=before.sections[:1])
    assert change_of(plan(fewer, published(before)), "C/M2").act is Act.ORPHAN
    turned = replace(before, sections=tuple(reversed(before.sections)))
    assert Act.MOVE in written(plan(turned, published(before))).values()


def test_a_section_order_that_a_person_chose_is_theirs() -> None:
    inventory = published(backup(A))
    turned = tuple(replace(section, number=1 - section.number) for section in inventory.sections)
    assert not plan(backup(A), replace(inventory, sections=turned)).writes


WEIGHED = Gradebook(categories=(GradeCategory(key="C/n", name="Devoirs", weight=40.0),))
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
        (A, replace(A, content="<p>x</p>"), {"completions": 2}, "", ()),
    ],
)
def test_what_stays_for_learners_is_foretold(
    before: Activity, after: Activity, touched: dict[str, Any], code: str, names: tuple[str, ...]
) -> None:
    letter = before.key.rpartition("/")[2]
    made = plan(backup(after), published(backup(before), **{letter: touched}))
    assert dict(change_of(made, before.key).kept) == ({code: names} if code else {})


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


def test_scorm_parts_that_vanish_with_tracks_ask_for_a_decision() -> None:
    def package(*names: str) -> Scorm:
        return Scorm(key="C/x", name="Module", package=File("m.zip", scorm_zip(*names)))

    inventory = published(backup(package("I1", "I2")), x={"userdata": 9})
    made = plan(backup(package("I2", "I3")), inventory)
    assert [(d.code, d.names, d.decided) for d in made.decisions] == [("tracks", ("I1",), False)]
    assert "--allow-track-loss C/x" in text(made)
    assert not plan(backup(package("I1", "I2", "I3")), inventory).decisions


def test_a_conflict_is_a_decision_with_what_was_edited() -> None:
    parts = {"parts": {"content": "2", "files": "1"}, "base_parts": {"content": "1", "files": "1"}}
    made = plan(backup(NEW_A), published(backup(A), a=EDITED | parts))
    assert [(d.code, d.key, d.names) for d in made.decisions] == [("conflict", "C/a", ("content",))]
    said = text(made)
    assert said.index("À décider") < said.index("laissé tel quel")
    assert "--overwrite C/a" in said and "modifié sur le site (texte)" in said


def test_a_publication_that_broke_off_is_told_and_ended() -> None:
    made = plan(backup(A, B), published(backup(A, B), a={"pending": "x"}))
    assert written(made) == {"C/a": Act.UPDATE}
    assert "s’est arrêtée en chemin" in text(made)


def test_what_is_most_important_comes_first() -> None:
    inventory = published(backup(A, B, C, TASK), a=EDITED, b=EDITED, t={"userdata": 1})
    after = backup(NEW_A, B, replace(C, content="<p>neuf</p>"), POLL)
    said = text(plan(after, inventory))
    order = ["À décider", "et dans le dossier : laissé", "caché sur le site", "Mis à jour (2)", "Nouveau (1)"]
    order += ["sur le site seulement", "Inchangé : 2 sections, 0 activité."]
    places = [said.index(words) for words in order]
    assert places == sorted(places)
    assert all(len(line) < 160 for line in said.splitlines())


def test_an_inventory_answer_is_read_with_what_php_makes_of_it() -> None:
    course = Course(5, "C", "Cours", sections={"C/M1": Thing(1, "C/M1", "Un")})
    course.activities["C/a"] = Thing(2, "C/a", "Page a", "page", "C/M1", source="d", base="b")
    answer = inventory_document(course)
    answer["activities"][0] |= {"parts": "[]", "sourceparts": "", "weight": "1.50000", "grademax": "", "visible": 0}
    inventory = inventory_of(answer)
    [live] = inventory.activities
    assert (live.parts, live.source_parts, live.weight, live.grade_maximum) == ({}, {}, 1.5, None)
    assert not live.visible and live.edited


@pytest.mark.parametrize(("missing", "act"), [(Missing.HIDE, Act.HIDE), (Missing.DELETE, Act.DELETE)])
def test_what_left_the_folder_but_was_edited_on_the_site_stays_until_it_is_named(missing: Missing, act: Act) -> None:
    edited = published(
        backup(A, B), b={"fingerprint": "moved", "parts": {"content": "2"}, "base_parts": {"content": "1"}}
    )
    made = plan(backup(A), edited, missing=missing)
    assert change_of(made, "C/b").act is Act.ORPHAN and not made.writes
    said = "\n".join(plan_lines(made, "essai"))
    assert "retiré du dossier, mais modifié sur le site (texte)" in said and "--overwrite C/b" in said
    assert "supprimé du site" not in said
    named = plan(backup(A), edited, missing=missing, overwrite=frozenset({"C/b"}))
    assert change_of(named, "C/b").act is act and change_of(named, "C/b").overwrites
    assert [asked.code for asked in named.decisions] == ["missing"]


@pytest.mark.parametrize(
    ("online", "folder", "older"),
    [("1.2", "1.1", True), ("1.10", "1.9", True), ("1.1", "1.1", False), ("1.0", "1.1", False), ("1", "1.0", False),
     ("", "1.1", False), ("été", "1.1", False), ("1.2", "", False)],
)  # fmt: skip
def test_an_older_folder_is_told(online: str, folder: str, older: bool) -> None:
    inventory = replace(published(backup(A)), published=online, published_at=1767225600)
    said = text(plan_for(sources_of(backup(NEW_A), folder), inventory))
    assert (f"Une version plus récente est en ligne ({online}, publiée le " in said) is older


def test_a_course_in_another_category_is_told_where_it_went() -> None:
    inventory = replace(published(backup(A)), category=9)
    there = plan_for(sources_of(backup(A), "1.0"), inventory, category=9)
    moved = plan_for(sources_of(backup(A), "1.0"), inventory, category=2)
    assert there.is_quiet and "--category" not in text(there)
    assert "dans la catégorie n° 9" in text(moved) and "--category 9" in text(moved)


@pytest.mark.parametrize(("key", "owned"), [("C/autre", True), ("perso", False), ("", False)])
def test_an_activity_whose_number_was_changed_is_told_before_it_is_made_twice(key: str, owned: bool) -> None:
    inventory = published(backup(A, B), b={"key": key, "owned": owned, "base": "", "source": ""})
    made = plan(backup(A, B), inventory)
    assert written(made) == {"C/b": Act.CREATE}, "what may be the same one isn't hidden"
    assert (f"« {key} »" if key else "vide") in text(made).partition("numéro d’identification ")[2]
    assert "redonnez-lui « C/b »" in text(made)
    assert "numéro d’identification" not in text(plan(backup(A, POLL), published(backup(A))))
