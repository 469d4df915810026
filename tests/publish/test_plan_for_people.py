"""The plan tells what people have moved, hidden or deleted on the site, and leaves it until they name it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from coursegen.publish.changes import Act
from coursegen.publish.inventory import Inventory, inventory_of
from coursegen.publish.sources import sources_of
from moodle_backups import Backup, Section
from moodle_backups.completion import CourseCompletion
from moodle_backups.gradebook import Aggregation, Grade, Gradebook, GradeCategory

from .planned import EDITED, NEW_A, TASK, A, B, backup, change_of, plan, published, text, written
from .pretend import Course, inventory_document


def placed(inventory: Inventory, numbers: tuple[int, ...] = ()) -> Inventory:
    """The site remembers the order of sections; `numbers`: where they stand now."""
    live = (
        replace(section, place=place, number=numbers[place] if numbers else section.number)
        for place, section in enumerate(inventory.sections)
    )
    return replace(inventory, sections=tuple(live))


def turned(course: Backup) -> Backup:
    return replace(course, sections=tuple(reversed(course.sections)))


@pytest.mark.parametrize(
    ("numbers", "course", "overwrite", "moves", "told"),
    [
        ((0, 1), backup(A), (), False, ""),
        ((0, 1), turned(backup(A)), (), True, ""),
        ((1, 0), backup(A), (), False, "leur ordre y reste"),
        ((1, 0), backup(A, fullname="Autre"), (), False, "leur ordre y reste"),
        ((1, 0), backup(A), ("course",), True, ""),
        ((1, 0), backup(A), ("tout",), True, ""),
        ((1, 0), turned(backup(A)), (), False, ""),
    ],
)
def test_the_order_of_sections_by_the_three_way_rule(
    numbers: tuple[int, ...], course: Backup, overwrite: tuple[str, ...], moves: bool, told: str
) -> None:
    made = plan(course, placed(published(backup(A)), numbers), overwrite=frozenset(overwrite))
    assert (Act.MOVE in written(made).values()) is moves
    assert any(key.startswith("C/M") for key in made.only) is moves
    assert told in text(made) and bool(told) == ("Des sections" in text(made))


def test_another_order_on_both_sides_is_a_conflict_with_a_way_out() -> None:
    three = replace(backup(A), sections=(*backup(A).sections, Section(key="C/M3", name="Trois")))
    inventory = placed(published(three), (1, 0, 2))
    first, second, third = three.sections
    made = plan(replace(three, sections=(third, first, second)), inventory)
    assert Act.MOVE not in written(made).values()
    assert "l’ordre du site reste. Pour le remplacer : --overwrite course" in text(made)


def test_a_section_that_changes_and_moves_says_both() -> None:
    first, second = backup(A).sections
    course = replace(backup(A), sections=(replace(second, summary="<p>x</p>"), replace(first, summary="<p>y</p>")))
    assert "change : présentation, accès ou visibilité, place" in text(plan(course, placed(published(backup(A)))))


@pytest.mark.parametrize(
    ("after", "overwrite", "act", "told"),
    [
        (A, (), Act.GONE, "Supprimé sur le site : n’y est pas remis (1)"),
        (NEW_A, (), Act.CONFLICT, "« Page a » : supprimé sur le site, et changé dans le dossier."),
        (A, ("C/a",), Act.CREATE, "Nouveau (1)"),
        (NEW_A, ("tout",), Act.CREATE, "Nouveau (1)"),
    ],
)
def test_what_was_deleted_on_the_site_is_told_and_left(
    after: Any, overwrite: tuple[str, ...], act: Act, told: str
) -> None:
    inventory = published(backup(A, B))
    source = inventory.activities[0].source
    inventory = replace(inventory, activities=inventory.activities[1:], deleted={"C/a": source})
    made = plan(backup(after, B), inventory, overwrite=frozenset(overwrite))
    assert change_of(made, "C/a").act is act
    assert written(made) == ({"C/a": Act.CREATE} if act is Act.CREATE else {})
    said = text(made)
    assert told in said and ("--overwrite C/a" in said) == (act is not Act.CREATE)


def test_a_site_of_before_says_nothing_of_what_was_deleted_or_of_places() -> None:
    document = inventory_document(Course(1, "C", "Cours"))
    assert inventory_of(document).deleted == {}
    assert inventory_of({**document, "deleted": [{"idnumber": "C/a", "source": "s"}]}).deleted == {"C/a": "s"}


HIDDEN = EDITED | {"visible": False, "only_visibility": True}


@pytest.mark.parametrize(
    ("after", "overwrite", "act", "stays"),
    [
        (A, (), Act.EDITED, True),
        (NEW_A, (), Act.UPDATE, True),
        (A, ("C/a",), Act.UPDATE, False),
        (NEW_A, ("C/a",), Act.UPDATE, False),
    ],
)
def test_hiding_an_activity_is_no_word_about_its_text(
    after: Any, overwrite: tuple[str, ...], act: Act, stays: bool
) -> None:
    made = plan(backup(after), published(backup(A), a=HIDDEN), overwrite=frozenset(overwrite))
    assert change_of(made, "C/a").act is act and not [one for one in made.decisions if not one.decided]
    assert ("caché sur le site par quelqu’un : reste caché" in text(made)) is stays


ELSEWHERE = {"section": 1, "parts": {"placement": "11"}, "base_parts": {"placement": "10"}}


def test_what_a_person_moved_is_told_and_stays_until_it_is_named() -> None:
    inventory = published(backup(A, B), a=ELSEWHERE)
    made = plan(backup(A, B), inventory)
    assert change_of(made, "C/a").act is Act.EDITED and not made.writes
    assert "déplacé sur le site par quelqu’un, hors de sa section dans le dossier : y reste" in text(made)
    made = plan(backup(NEW_A, B), inventory)
    assert written(made) == {"C/a": Act.UPDATE} and "y reste" in text(made)
    for named in ("C/a", "tout"):
        made = plan(backup(A, B), inventory, overwrite=frozenset({named}))
        assert written(made) == {"C/a": Act.MOVE} and "C/a" in made.choices.overwrite
        assert "de la section « Deux » vers « Un »" in text(made)


def test_the_old_weight_that_is_written_over_is_that_of_the_site() -> None:
    def weighing(weight: float) -> Backup:
        return backup(replace(TASK, grade=Grade(maximum=20.0, weight=weight)))

    inventory = published(weighing(40.0), t=EDITED | {"weight": 55.0})
    made = plan(weighing(50.0), inventory, overwrite=frozenset({"C/t"}))
    assert [(fact.old, fact.new) for fact in change_of(made, "C/t").facts if fact.name == "weight"] == [("55", "50")]


def test_the_memory_that_the_site_lacks_is_told_of_what_lacks_it() -> None:
    none = {"base": "", "source": "", "source_parts": {}}
    assert "ne garde pas encore la mémoire de ce cours" in text(plan(backup(A), published(backup(A), a=none)))
    said = text(plan(backup(A, B), published(backup(A, B), a=none)))
    assert "ne garde pas la mémoire de « Page a »" in said and "de ce cours" not in said
    rolled = {"source": "", "source_parts": {}, "visible": False}
    said = text(plan(backup(A, B), published(backup(A, B), a=rolled)))
    assert "mémoire" not in said, "what a rollback has hidden is as we left it"


def test_another_order_of_activities_is_no_change_of_marks_nor_of_completion() -> None:
    def weighed(*keys: str) -> Backup:
        tasks = {key: replace(TASK, key=f"C/{key}", grade=Grade(maximum=20.0, category=f"C/{key}")) for key in keys}
        categories = tuple(
            GradeCategory(key=f"C/{key}", name=key, aggregation=Aggregation.WEIGHTED_MEAN) for key in keys
        )
        done = CourseCompletion(activities=tuple(f"C/{key}" for key in keys))
        return backup(*tasks.values(), gradebook=Gradebook(categories=categories), completion=done)

    one, other = sources_of(weighed("u", "v")).others, sources_of(weighed("v", "u")).others
    assert one["gradebook"] == other["gradebook"] and one["completion"] == other["completion"]


def test_dates_of_the_course_are_the_sites_and_promise_nothing() -> None:
    assert not plan(backup(A, start_date=5, end_date=9), published(backup(A))).writes
