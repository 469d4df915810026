"""The plan as a pure function: what the folder says, what the site has, and what follows."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from coursegen.publish.changes import Act, Missing
from coursegen.publish.inventory import inventory_of
from coursegen.publish.plan import plan_for
from coursegen.publish.plan_text import plan_lines
from coursegen.publish.sources import sources_of
from moodle_backups import Backup, Section
from moodle_backups.activities.base import Activity

from .planned import EDITED, NEW_A, POLL, QUIZ, TASK, A, B, C, backup, change_of, plan, published, text, written
from .pretend import Course, Thing, inventory_document


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
        (Missing.DELETE, {"touched": True}, Act.HIDE),
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


def test_another_type_under_the_same_key_is_told_before_and_never_promised() -> None:
    other = replace(POLL, key="C/a")
    made = plan(backup(other, B), published(backup(A, B)))
    assert change_of(made, "C/a").act is Act.LEFT and not made.writes
    said = text(made)
    assert "Laissé tel quel (1)\n  ! Page « Page a »" in said
    assert "ce n’est plus le même type d’activité" in said
    assert "Modifié sur le site" not in said and "le site a déjà tout" not in said
