"""The words of a report: every code of the contract has them, and what a person must see comes first."""

from __future__ import annotations

from typing import Any

import pytest

from coursegen.publish.jobs import Action
from coursegen.publish.report import action_words, report_lines, silent_lines
from coursegen.publish.rollback_text import going_back
from coursegen.publish.words import day, kept_word, named

CODES = """edited conflict hasanswers quizstructure grademax gradetotals tracksatrisk fieldused optionused pagescore
formused nothandled regraded rightanswerchanged completionused criterionmet badgelocked competencykept
sectionkept notregraded othertype meanwhile hiddenonsite shownonsite movedonsite""".split()
TITLES = {"C/a": "Lire", "C/q": "Test final", "C/M1": "Un"}


def action(name: str, **more: Any) -> Action:
    values: dict[str, Any] = {"sort": "activity", "key": "C/a", "kind": "page", "cmid": 1, "action": name}
    return Action(**(values | more))


@pytest.mark.parametrize("code", CODES)
def test_every_code_of_the_contract_has_words(code: str) -> None:
    assert kept_word(code) != code and len(kept_word(code)) > 15


def test_a_report_begins_with_what_did_not_go_as_wished_and_leaves_out_what_is_unchanged() -> None:
    actions = [
        action("unchanged"),
        action("added"),
        action("updated", parts=("content", "files")),
        action("kept", key="C/q", kind="quiz", code="quizstructure", detail="1, 2"),
        action("failed", key="C/q", kind="quiz"),
        action("renamed", sort="section", key="C/M1", kind=""),
        action("updated", sort="gradebook", key="gradebook", kind=""),
    ]
    lines = [*report_lines(actions, TITLES)]
    assert lines[:4] == [
        "Échec (1)",
        "  ✗ Test « Test final »",
        "Gardé en partie, des apprenants y ont travaillé (1)",
        f"  = Test « Test final » ({kept_word('quizstructure')} ; 1, 2)",
    ]
    assert "  ✓ Page « Lire » : texte, fichiers" in lines
    assert "  ✓ Carnet de notes (catégories, poids, note de réussite)" in lines
    assert "  ✓ Section « Un »" in lines
    assert len(lines) == 11


def test_a_grading_form_that_stays_is_told_apart_from_the_one_that_the_task_shows() -> None:
    shown = "la consigne, elle, suit : si elle montre une autre grille"
    assert shown in action_words(action("kept", kind="assign", code="formused"), TITLES)
    assert shown not in action_words(action("kept", kind="quiz", code="grademax"), TITLES)


def test_a_thing_without_a_title_is_named_by_its_key() -> None:
    assert action_words(action("updated", key="C/x"), TITLES) == "Page « C/x »"


def test_names_are_few_and_short() -> None:
    assert named(["a", "b"]) == "« a », « b »"
    assert named("abcdef") == "« a », « b », « c », « d », …"
    assert named(["mot " * 40]) == "« " + ("mot " * 14).strip() + "… »"
    assert named(["x" * 200]) == "« " + "x" * 59 + "… »"


def test_a_date_that_is_not_set_is_a_dash() -> None:
    assert day("") == "—"
    assert day("1767225600")[6:10] in ("2025", "2026"), "by the zone of this machine"


def test_what_was_announced_and_needed_no_writing_is_told() -> None:
    actions = [Action("gradebook", "gradebook", "", 0, "updated"), Action("badge", "B1", "", 0, "updated")]
    [line] = silent_lines(["gradebook", "completion", "badges"], actions)
    assert "rien à y écrire" in line and "Achèvement du cours" in line
    assert "Carnet" not in line and "Badges" not in line
    assert not [*silent_lines(["gradebook"], actions)]
    assert [*silent_lines(["gradebook"], [Action("gradebook", "gradebook", "", 0, "unchanged")])]


def test_what_stays_as_people_want_it_is_no_learners_matter_and_sections_have_an_order() -> None:
    lines = [
        *report_lines(
            [
                action("kept", code="hiddenonsite", detail="Lire"),
                action("moved", sort="course", key="course", kind="", parts=("sections",)),
            ],
            TITLES,
        )
    ]
    assert lines == [
        "Laissé tel quel (1)",
        "  = Page « Lire » (caché sur le site par quelqu’un : reste caché)",
        "Déplacé (1)",
        "  ✓ Ordre des sections",
    ]


def test_a_section_that_stays_is_no_learners_matter_and_one_that_is_hidden_gives_no_reason_to_stay() -> None:
    section = {"sort": "section", "key": "C/M1", "kind": "", "code": "sectionkept"}
    assert [*report_lines([action("kept", **section)], TITLES)] == [
        "Laissé tel quel (1)",
        f"  = Section « Un » ({kept_word('sectionkept')})",
    ]
    assert [*report_lines([action("hidden", **section)], TITLES)] == ["Caché (1)", "  ✓ Section « Un »"]
    [_heading, line] = report_lines(going_back([action("kept", **section)]), TITLES)
    assert "ajoutée depuis" in line and "dossier" not in line, "going back knows of no folder"
