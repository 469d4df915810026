"""Workshops: strategies, phases, examples, two grades, in both directions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from package_reader import ReadPackage, read_package

from moodle_backups import Backup, File, write_backup
from moodle_backups.activities.workshop import (
    Comparison,
    Examples,
    ExampleSubmission,
    OverallFeedback,
    Phase,
    Submission,
    Workshop,
)
from moodle_backups.activities.workshop_forms import (
    Accumulative,
    Aspect,
    Assertion,
    CommentAspect,
    Comments,
    ErrorGrade,
    Layout,
    NumberOfErrors,
    WorkshopCriterion,
    WorkshopForm,
    WorkshopLevel,
    WorkshopRubric,
)
from moodle_backups.check import check_backup
from moodle_backups.gradebook import Grade
from moodle_backups.read import read_backup

PLAN = File("plan.svg", b'<svg xmlns="http://www.w3.org/2000/svg"/>')
SHOWN = '<img src="file:plan.svg" alt="plan">'
FORMS: tuple[WorkshopForm, ...] = (
    Accumulative((Aspect(f"<p>Clarté {SHOWN}</p>", 20, 3), Aspect("<p>Rigueur</p>"))),
    Comments((CommentAspect(f"<p>Ce qui va {SHOWN}</p>"), CommentAspect("<p>Ce qui manque</p>"))),
    NumberOfErrors(
        (Assertion(f"<p>Il y a un plan {SHOWN}</p>", "Non", "Oui", 2), Assertion("<p>Il y a une fin</p>")),
        (ErrorGrade(1, 60.0), ErrorGrade(3, 0.0)),
    ),
    WorkshopRubric(
        (
            WorkshopCriterion(f"<p>Style {SHOWN}</p>", (WorkshopLevel(0, "Lourd"), WorkshopLevel(2.5, "Vif"))),
            WorkshopCriterion("<p>Fond</p>", (WorkshopLevel(0, "Vide"), WorkshopLevel(4, "Riche"))),
        ),
        Layout.GRID,
    ),
)
PEERS = Workshop(
    key="peers",
    name="Entre pairs",
    intro="<p>Un atelier</p>",
    form=FORMS[0],
    files=(PLAN,),
    instructions='<p>Remettez <a href="activity:peers">ici</a></p>',
    review_instructions="<p>Lisez</p>",
    conclusion="<p>Merci</p>",
    phase=Phase.SUBMISSION,
    grade=Grade(60, 30, "exams"),
    assessment_grade=Grade(40),
    decimals=1,
    comparison=Comparison.LAX,
    self_assessment=True,
    text_submission=Submission.REQUIRED,
    max_files=3,
    file_types=".pdf",
    max_bytes=1048576,
    late_submissions=True,
    overall_feedback=OverallFeedback.REQUIRED,
    feedback_files=2,
    feedback_file_types=".txt",
    feedback_max_bytes=2048,
    examples=Examples.BEFORE_SUBMISSION,
    example_submissions=(
        ExampleSubmission(title="Exemple", content=f"<p>Voici {SHOWN}</p>", attachments=(File("copie.txt", b"copie"),)),
    ),
    opens=1_780_000_000,
    closes=1_790_000_000,
    assessment_opens=1_790_000_000,
    assessment_closes=1_795_000_000,
)


def with_form(form: WorkshopForm) -> Workshop:
    return replace(PEERS, form=form, grade=Grade(60, 30))


def test_dates_and_grades_reach_the_record(
    course: Callable[..., Backup], written: Callable[[Backup], ReadPackage]
) -> None:
    found = written(course(with_form(FORMS[0]))).activity("peers")
    expected = {
        "phase": "20",
        "strategy": "accumulative",
        "evaluation": "best",
        "grade": "60.00000",
        "gradinggrade": "40.00000",
        "useselfassessment": "1",
        "submissiontypetext": "2",
        "submissionstart": "1780000000",
        "assessmentend": "1795000000",
        "useexamples": "1",
        "examplesmode": "1",
        "overallfeedbackfiletypes": ".txt",
    }
    assert {name: found.findtext(name) for name in expected} == expected
    best = "subplugin_workshopeval_best_workshop/workshopeval_best_settings/comparison"
    assert found.findtext(best) == "7"


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.strategy)
def test_a_form_carries_its_pictures_and_comes_back_the_same(
    course: Callable[..., Backup], tmp_path: Path, form: WorkshopForm
) -> None:
    first, second = tmp_path / "first.mbz", tmp_path / "second.mbz"
    write_backup(course(with_form(form)), first)
    one = read_package(first)
    (item,) = [item for _, item, _ in one.files(f"workshopform_{form.strategy}", "description")]
    wrapper = one.activity("peers").find(f"subplugin_workshopform_{form.strategy}_workshop")
    assert wrapper is not None
    dimensions = wrapper.findall(f"workshopform_{form.strategy}_dimension")
    assert int(dimensions[0].get("id", "")) == item
    assert [dimension.findtext("sort") for dimension in dimensions] == ["1", "2"]
    with read_backup(first) as read:
        assert not [problem for problem in read.kept if problem.where.startswith("workshop")]
        (workshop,) = read.backup.sections[0].activities
        assert isinstance(workshop, Workshop) and type(workshop.form) is type(form)
        for name in ("phase", "comparison", "examples", "overall_feedback", "max_files", "closes"):
            assert getattr(workshop, name) == getattr(PEERS, name), name
        assert [file.name for file in workshop.example_submissions[0].attachments] == ["copie.txt"]
        write_backup(read.backup, second)
    two = read_package(second)
    folder, same = one.activity_folder("peers"), two.activity_folder("peers")
    assert one.members[f"{folder}/workshop.xml"] == two.members[f"{same}/workshop.xml"]


def test_errors_cost_what_the_table_says(
    course: Callable[..., Backup], written: Callable[[Backup], ReadPackage]
) -> None:
    found = written(course(with_form(FORMS[2]))).activity("peers")
    table = found.findall("subplugin_workshopform_numerrors_workshop/workshopform_numerrors_map")
    assert [(row.findtext("nonegative"), row.findtext("grade")) for row in table] == [
        ("1", "60.00000"),
        ("3", "0.00000"),
    ]


def test_example_submissions_travel_with_their_files(
    course: Callable[..., Backup], written: Callable[[Backup], ReadPackage]
) -> None:
    package = written(course(with_form(FORMS[1])))
    example = package.activity("peers").find("examplesubmissions/examplesubmission")
    assert example is not None and example.findtext("attachment") == "1"
    own = int(example.get("id", ""))
    assert [(path, item) for path, item, _ in package.files("mod_workshop", "submission_attachment")] == [
        ("/copie.txt", own)
    ]
    assert [item for _, item, _ in package.files("mod_workshop", "submission_content")] == [own]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"form": Accumulative(())}, "without anything to assess"),
        ({"form": Comments((CommentAspect('<p><a href="activity:peers">x</a></p>'),))}, "resolves no links"),
        ({"form": Accumulative((Aspect("x", 10, 17),))}, "weight outside 0 to 16"),
        ({"form": NumberOfErrors((Assertion("x", "", "Oui"),))}, "words for yes and no"),
        ({"form": WorkshopRubric((WorkshopCriterion("x", (WorkshopLevel(1, "a"),)),))}, "two levels or more"),
        ({"text_submission": Submission.NO, "file_submission": Submission.NO}, "neither text nor files"),
        ({"examples": None}, "doesn't use them"),
    ],
)
def test_workshops_that_nobody_could_use_are_refused(
    course: Callable[..., Backup], changes: dict[str, Any], said: str
) -> None:
    broken = replace(PEERS, **{"files": (), "grade": Grade(60), **changes})
    problems = [str(problem) for problem in check_backup(course(broken))]
    assert any(said in problem for problem in problems), problems
