"""An assignment: text or files handed in, graded by the trainer.

User data, left out of a package without users: submissions, grades, marking states and allocations, extensions.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any, ClassVar, Final, Self

from moodle_backups.activities.assign_plugins import (
    FileUpload,
    OnlineText,
    config_records,
    expected_configs,
    read_configs,
)
from moodle_backups.activities.base import Activity
from moodle_backups.activities.overrides import group_overrides
from moodle_backups.columns import (
    Columns,
    clock,
    computed,
    fixed,
    flag,
    html,
    moment,
    number,
    one_of,
)
from moodle_backups.files import File
from moodle_backups.gradebook import Grade
from moodle_backups.grading import GradingForm, MarkingGuide, Rubric, grading_xml
from moodle_backups.kept import KeptValue
from moodle_backups.reading.grading import read_grading
from moodle_backups.xml import Xml, element, listing, record

if TYPE_CHECKING:
    from moodle_backups.reading.owner import Owner
    from moodle_backups.scope import ActivityScope
    from moodle_backups.tree import Node

__all__ = ["Assign", "FileUpload", "OnlineText", "Reopen"]

_AREA: Final = "submissions"


class Reopen(StrEnum):
    """When a learner may try again, up to ``max_attempts``.

    AUTOMATIC (from 4.4 on): each time it was graded. NEVER: gone from Moodle's form in 4.5, where UNTIL_PASS with
    one attempt says the same; every release still obeys it.
    """

    UNTIL_PASS = "untilpass"
    MANUAL = "manual"
    AUTOMATIC = "automatic"
    NEVER = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Assign(Activity):
    """``intro`` is the brief, ``instructions`` (HTML) are shown on the hand-in page only.

    ``attachments``: documents given with the brief, with ``attachments_when_handing_in`` on the hand-in page alone.
    Neither text nor upload: an offline assignment. ``max_attempts`` -1: unlimited. ``time_limit`` in seconds, for
    sites that allow it. Grades are points, or by ``rubric`` or ``guide``.

    ``team``: one submission a group; ``team_grouping`` the key of a grouping, ``whole_team`` asks every member to
    submit, ``only_in_team`` keeps out who is in no group. ``blind``: graders don't see names; ``hide_graders``:
    learners don't see theirs. ``workflow``: grades are released step by step, by graders allocated to learners with
    ``allocation``, unnamed with ``anonymous_marking``. ``late_penalty``: by the site's rules for late work (5.0+).
    """

    modname: ClassVar[str] = "assign"
    gradable: ClassVar[bool] = True
    grade_column: ClassVar[str] = "grade"

    instructions: str = ""
    attachments: tuple[File, ...] = ()
    attachments_when_handing_in: bool = False
    online_text: OnlineText | None = None
    upload: FileUpload | None = field(default_factory=FileUpload)
    submission_comments: bool = False
    grade: Grade | None = field(default_factory=Grade)
    rubric: Rubric | None = None
    guide: MarkingGuide | None = None
    opens: int | None = None
    due: int | None = None
    cutoff: int | None = None
    grading_due: int | None = None
    time_limit: int = 0
    always_show_intro: bool = True
    needs_submit_button: bool = False
    needs_statement: bool = False
    team: bool = False
    team_grouping: str | None = None
    whole_team: bool = False
    only_in_team: bool = False
    blind: bool = False
    hide_graders: bool = False
    max_attempts: int = 1
    reopen: Reopen = Reopen.UNTIL_PASS
    workflow: bool = False
    allocation: bool = False
    anonymous_marking: bool = False
    late_penalty: bool = False
    notify_graders: bool = False
    notify_graders_late: bool = False
    notify_students: bool = True
    feedback_comments: bool = True
    inline_comments: bool = False
    feedback_pdf: bool = False
    feedback_files: bool = False
    grading_sheet: bool = False
    complete_on_submit: bool = False

    @property
    def grade_points(self) -> int:
        """The grade as the record has it."""
        return 0 if self.grade is None else int(self.grade.maximum)

    @property
    def form(self) -> GradingForm | None:
        """What grades it beyond points."""
        return self.rubric or self.guide

    def to_xml(self, scope: ActivityScope) -> Xml:
        for file in self.attachments:
            scope.attach(file, "introattachment")
        scope.documents["grading.xml"] = grading_xml(self.form, _AREA, scope, self.kept.part("grading"))
        own = {"teamsubmissiongroupingid": self._grouping(scope)} if self.team_grouping else {}
        own |= {"gradepenalty": 1} if self.late_penalty else {}
        return record(
            "assign",
            self.fields(COLUMNS, scope) | own,
            element("userflags"),
            element("submissions"),
            element("grades"),
            listing("plugin_configs", config_records(self, scope)),
            listing("overrides", self.kept.part("overrides").elements),
            *self.kept.elements,
            id=scope.place.instance,
        )

    @classmethod
    def from_xml(cls, node: Node, owner: Owner, common: Mapping[str, Any]) -> Self:
        form, kept_grading = read_grading(owner, _AREA)
        configs = read_configs(node)
        grouping = owner.shared.groupings.get(int(node.text_of("teamsubmissiongroupingid") or 0))
        known = ("teamsubmissiongroupingid",) if grouping else ()
        assign = cls.read(
            (*(column for column in COLUMNS if column.name not in known), flag("gradepenalty", "late_penalty")),
            node,
            owner,
            common,
            nested=("plugin_configs", "overrides", *known),
            people=("userflags", "submissions", "grades"),
            attachments=owner.files_in("introattachment"),
            rubric=form if isinstance(form, Rubric) else None,
            guide=form if isinstance(form, MarkingGuide) else None,
            team_grouping=grouping,
            **configs.attributes,
        )
        parts = {
            "grading": kept_grading,
            "configs": configs.kept(expected_configs(assign), owner),
            "overrides": group_overrides(node, owner),
        }
        # Moodle has NULL here until somebody writes instructions.
        never = (KeptValue("activity", None, ""),) if node.text_of("activity") is None else ()
        return replace(assign, kept=replace(assign.kept, values=(*assign.kept.values, *never), parts=parts))

    def own_completion_rule(self) -> bool:
        return self.complete_on_submit

    def problems(self) -> Iterator[str]:
        yield from self._grading_problems()
        if self.complete_on_submit and self.online_text is None and self.upload is None:
            yield "can't be complete on submit: nothing is handed in"
        if self.max_attempts != -1 and self.max_attempts < 1:
            yield f"allows {self.max_attempts} attempts"
        if self.time_limit < 0:
            yield "has a negative time limit"
        if self.allocation and not self.workflow:
            yield "allocates graders without a marking workflow"
        if self.anonymous_marking and not (self.workflow and self.blind):
            yield "marks anonymously, which takes a marking workflow and blind marking"
        if (self.whole_team or self.only_in_team or self.team_grouping) and not self.team:
            yield "has rules for teams and isn't submitted in teams"

    def _grouping(self, scope: ActivityScope) -> int:
        found = scope.draft.places.groupings.get(self.team_grouping or "")
        if found is None:
            scope.report(f'is submitted in teams of grouping "{self.team_grouping}", which doesn\'t exist')
        return found or 0

    def _grading_problems(self) -> Iterator[str]:
        for form in (self.rubric, self.guide):
            if form is not None:
                yield from form.problems()
        if self.rubric is not None and self.guide is not None:
            yield "has a rubric and a marking guide; Moodle grades by one of them"
        if self.form is not None and self.grade is None:
            yield f"has a {'rubric' if self.rubric else 'marking guide'} and no grade"
        if self.grade is not None and not float(self.grade.maximum).is_integer():
            yield "takes whole points only as its maximum grade"


COLUMNS: Final[Columns] = (
    flag("alwaysshowdescription", "always_show_intro"),
    flag("submissiondrafts", "needs_submit_button"),
    flag("sendnotifications", "notify_graders"),
    flag("sendlatenotifications", "notify_graders_late"),
    flag("sendstudentnotifications", "notify_students"),
    moment("duedate", "due"),
    moment("cutoffdate", "cutoff"),
    moment("gradingduedate", "grading_due"),
    moment("allowsubmissionsfromdate", "opens"),
    computed("grade", "grade_points"),
    clock("timemodified"),
    flag("completionsubmit", "complete_on_submit"),
    flag("requiresubmissionstatement", "needs_statement"),
    flag("teamsubmission", "team"),
    flag("requireallteammemberssubmit", "whole_team"),
    fixed("teamsubmissiongroupingid", 0),
    flag("blindmarking", "blind"),
    flag("hidegrader", "hide_graders"),
    fixed("revealidentities", 0),
    one_of("attemptreopenmethod", "reopen", Reopen),
    number("maxattempts", "max_attempts", least=-1),
    flag("markingworkflow", "workflow"),
    flag("markingallocation", "allocation"),
    flag("markinganonymous", "anonymous_marking"),
    flag("preventsubmissionnotingroup", "only_in_team"),
    html("activity", "instructions", "activityattachment"),
    fixed("activityformat", 1),
    number("timelimit", "time_limit"),
    flag("submissionattachments", "attachments_when_handing_in"),
)
