"""Assignments with all their settings and both grading forms: what Moodle gets, and what comes back."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from package_reader import ReadPackage, read_package

from moodle_backups import Backup, File, write_backup
from moodle_backups.activities.assign import Assign, FileUpload, OnlineText, Reopen
from moodle_backups.check import check_backup
from moodle_backups.gradebook import Grade
from moodle_backups.grading import Criterion, GuideComment, GuideCriterion, Level, MarkingGuide, Rubric
from moodle_backups.kept import NOTHING_KEPT, Kept, KeptValue
from moodle_backups.read import read_backup

GUIDE = MarkingGuide(
    name="Barème",
    description="<p>Lire avant de rendre</p>",
    criteria=(
        GuideCriterion("Fond", 12.5, "Ce qui est dit", "Voir le corrigé"),
        GuideCriterion("Forme", 7.5),
    ),
    comments=(GuideComment("Bien vu."), GuideComment("À sourcer.")),
    show_points=False,
)
FULL = Assign(
    key="work",
    name="Devoir d'équipe",
    intro="<p>Brief</p>",
    instructions='<p>Ici <img src="file:plan.svg" alt="plan"></p>',
    files=(File("plan.svg", b"<svg/>"),),
    attachments=(File("modèle.txt", b"texte"),),
    attachments_when_handing_in=True,
    online_text=OnlineText(300),
    upload=FileUpload(3, 2048, ".pdf"),
    submission_comments=True,
    grade=Grade(maximum=20, to_pass=12),
    guide=GUIDE,
    due=1_790_000_000,
    time_limit=5400,
    team=True,
    whole_team=True,
    only_in_team=True,
    needs_submit_button=True,
    blind=True,
    hide_graders=True,
    max_attempts=3,
    reopen=Reopen.MANUAL,
    workflow=True,
    allocation=True,
    anonymous_marking=True,
    notify_graders_late=True,
    notify_students=False,
    feedback_comments=False,
    feedback_pdf=True,
    feedback_files=True,
    grading_sheet=True,
)


def configs(package: ReadPackage, key: str) -> dict[str, str]:
    records = package.activity(key).iterfind("plugin_configs/plugin_config")
    return {
        "/".join(r.findtext(n, "") for n in ("subtype", "plugin", "name")): r.findtext("value", "") for r in records
    }


def bare(assign: Assign) -> Assign:
    """Without what was kept from a package: ids, times."""

    def level(one: Level) -> Level:
        return replace(one, kept=NOTHING_KEPT)

    rubric, guide = assign.rubric, assign.guide
    if rubric:
        lines = tuple(replace(c, levels=tuple(map(level, c.levels)), kept=NOTHING_KEPT) for c in rubric.criteria)
        rubric = replace(rubric, criteria=lines, kept=NOTHING_KEPT)
    if guide:
        points = tuple(replace(c, kept=NOTHING_KEPT) for c in guide.criteria)
        words = tuple(replace(c, kept=NOTHING_KEPT) for c in guide.comments)
        guide = replace(guide, criteria=points, comments=words, kept=NOTHING_KEPT)
    return replace(assign, rubric=rubric, guide=guide, kept=NOTHING_KEPT, grade=None, files=(), attachments=())


def test_every_way_to_hand_in_and_to_answer_is_switched_as_asked(
    course: Callable[..., Backup], written: Callable[[Backup], ReadPackage]
) -> None:
    settings = configs(written(course(FULL)), "work")
    assert settings["assignsubmission/comments/enabled"] == "1"
    assert settings["assignfeedback/comments/enabled"] == "0"
    assert {settings[f"assignfeedback/{plugin}/enabled"] for plugin in ("editpdf", "offline", "file")} == {"1"}
    assert settings["assignsubmission/onlinetext/wordlimit"] == "300"
    assert settings["assignsubmission/file/filetypeslist"] == ".pdf"


def test_a_marking_guide_grades_with_its_criteria_and_comments(
    course: Callable[..., Backup], written: Callable[[Backup], ReadPackage]
) -> None:
    package = written(course(FULL))
    area = package.xml(f"{package.activity_folder('work')}/grading.xml").find("area")
    assert area is not None and area.findtext("activemethod") == "guide"
    definition = area.find("definitions/definition")
    assert definition is not None and definition.findtext("status") == "20"
    assert json.loads(definition.findtext("options", "")) == {
        "alwaysshowdefinition": "1",
        "showmarkspercriterionstudents": "0",
    }
    criteria = definition.findall("plugin_gradingform_guide_definition/guidecriteria/guidecriterion")
    assert [(c.findtext("shortname"), c.findtext("maxscore")) for c in criteria] == [
        ("Fond", "12.50000"),
        ("Forme", "7.50000"),
    ]
    comments = definition.findall("plugin_gradingform_guide_definition/guidecomments/guidecomment")
    assert [c.findtext("description") for c in comments] == ["Bien vu.", "À sourcer."]


def test_what_was_written_reads_back_the_same(course: Callable[..., Backup], tmp_path: Path) -> None:
    levels = (Level(0, "Absent"), Level(5, "Complet"))
    rubric = Rubric(
        name="Grille", criteria=(Criterion("Clarté", levels),), preview=False, ascending=False, remarks=False
    )
    graded = Assign(key="grid", name="Grille", rubric=rubric, upload=None, reopen=Reopen.NEVER)
    first, second = tmp_path / "first.mbz", tmp_path / "second.mbz"
    write_backup(course(FULL, graded), first)
    with read_backup(first) as read:
        assert not [problem for problem in read.kept if problem.where.startswith("assign")]
        found = read.backup.sections[0].activities
        assert [bare(a) for a in found if isinstance(a, Assign)] == [bare(FULL), bare(graded)]
        assert isinstance(found[0], Assign) and found[0].attachments[0].name == "modèle.txt"
        write_backup(read.backup, second)
    one, two = read_package(first), read_package(second)
    for key in ("work", "grid"):
        folder, same = one.activity_folder(key), two.activity_folder(key)
        assert one.members[f"{folder}/grading.xml"] == two.members[f"{same}/grading.xml"]
        assert one.members[f"{folder}/assign.xml"] == two.members[f"{same}/assign.xml"]


def test_settings_of_unknown_plugins_survive(
    course: Callable[..., Backup], written: Callable[[Backup], ReadPackage]
) -> None:
    foreign = KeptValue("assignsubmission onenote enabled", "1")
    kept = Kept(parts={"configs": Kept(values=(foreign,))})
    settings = configs(written(course(replace(FULL, kept=kept))), "work")
    assert settings["assignsubmission/onenote/enabled"] == "1"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"workflow": False}, "allocates graders without a marking workflow"),
        ({"team": False}, "rules for teams"),
        ({"max_attempts": 0}, "allows 0 attempts"),
        ({"rubric": Rubric(name="G", criteria=())}, "a rubric and a marking guide"),
        ({"guide": replace(GUIDE, criteria=(GuideCriterion("", 0),))}, "more than 0 points"),
        ({"grade": None}, "has a marking guide and no grade"),
    ],
)
def test_what_moodle_would_not_do_is_named(course: Callable[..., Backup], changes: dict[str, Any], said: str) -> None:
    problems = [str(problem) for problem in check_backup(course(replace(FULL, **changes)))]
    assert any(said in problem for problem in problems), problems
