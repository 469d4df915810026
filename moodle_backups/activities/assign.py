"""An assignment: text or files handed in, graded by the trainer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

from moodle_backups.activities.base import Activity
from moodle_backups.files import File
from moodle_backups.gradebook import Grade
from moodle_backups.grading import Rubric, rubric_xml
from moodle_backups.xml import Scalar, Xml, element, listing, record

if TYPE_CHECKING:
    from moodle_backups.scope import ActivityScope


@dataclass(frozen=True, slots=True)
class OnlineText:
    """The learner writes in the browser; ``word_limit`` None: no limit."""

    word_limit: int | None = None


@dataclass(frozen=True, slots=True)
class FileUpload:
    """The learner hands in files; ``max_bytes`` 0: the site's limit; ``types``: ``.pdf,.docx`` (empty: any)."""

    max_files: int = 1
    max_bytes: int = 0
    types: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assign(Activity):
    """``intro`` is the brief, ``instructions`` (HTML) are shown on the hand-in page only.

    ``attachments``: documents given with the brief. Neither text nor upload: an offline assignment.
    ``max_attempts`` -1: unlimited; attempts reopen until the pass grade is reached.
    """

    modname: ClassVar[str] = "assign"
    gradable: ClassVar[bool] = True

    instructions: str = ""
    attachments: tuple[File, ...] = ()
    online_text: OnlineText | None = None
    upload: FileUpload | None = field(default_factory=FileUpload)
    grade: Grade | None = field(default_factory=Grade)
    rubric: Rubric | None = None
    opens: int | None = None
    due: int | None = None
    cutoff: int | None = None
    grading_due: int | None = None
    always_show_intro: bool = True
    needs_submit_button: bool = False
    needs_statement: bool = False
    team: bool = False
    blind: bool = False
    max_attempts: int = 1
    notify_graders: bool = False
    inline_comments: bool = False
    complete_on_submit: bool = False

    def to_xml(self, scope: ActivityScope) -> Xml:
        for file in self.attachments:
            scope.attach(file, "introattachment")
        scope.documents["grading.xml"] = rubric_xml(self.rubric, "submissions", scope)
        configs = [_config(scope, *setting) for setting in self._settings()]
        return record(
            "assign",
            self.head(scope) | self._fields(scope),
            element("userflags"),
            element("submissions"),
            element("grades"),
            listing("plugin_configs", configs),
            element("overrides"),
            id=scope.place.instance,
        )

    def own_completion_rule(self) -> bool:
        return self.complete_on_submit

    def problems(self) -> Iterator[str]:
        if self.rubric is not None:
            yield from self.rubric.problems()
            if self.grade is None:
                yield "has a rubric and no grade"
        if self.complete_on_submit and self.online_text is None and self.upload is None:
            yield "can't be complete on submit: nothing is handed in"
        if self.grade is not None and not float(self.grade.maximum).is_integer():
            yield "takes whole points only as its maximum grade"

    def _fields(self, scope: ActivityScope) -> dict[str, Scalar]:
        return {
            "alwaysshowdescription": self.always_show_intro,
            "submissiondrafts": self.needs_submit_button,
            "sendnotifications": self.notify_graders,
            "sendlatenotifications": 0,
            "sendstudentnotifications": 1,
            "duedate": self.due or 0,
            "cutoffdate": self.cutoff or 0,
            "gradingduedate": self.grading_due or 0,
            "allowsubmissionsfromdate": self.opens or 0,
            "grade": 0 if self.grade is None else int(self.grade.maximum),
            "timemodified": scope.timestamp,
            "completionsubmit": self.complete_on_submit,
            "requiresubmissionstatement": self.needs_statement,
            "teamsubmission": self.team,
            "requireallteammemberssubmit": 0,
            "teamsubmissiongroupingid": 0,
            "blindmarking": self.blind,
            "hidegrader": 0,
            "revealidentities": 0,
            # Moodle 4.5 took "none" out of its form; "untilpass" with one attempt means the same everywhere.
            "attemptreopenmethod": "untilpass",
            "maxattempts": self.max_attempts,
            "markingworkflow": 0,
            "markingallocation": 0,
            "markinganonymous": 0,
            "preventsubmissionnotingroup": 0,
            "activity": scope.html(self.instructions, "activityattachment"),
            "activityformat": 1,
            "timelimit": 0,
            "submissionattachments": 0,
        }

    def _settings(self) -> Iterator[tuple[str, str, str, Scalar]]:
        """Settings of the ways to hand in and to give feedback: subtype, plugin, name, value."""
        text, upload = self.online_text, self.upload
        limit = text.word_limit if text else None
        yield "assignsubmission", "onlinetext", "enabled", text is not None
        yield "assignsubmission", "onlinetext", "wordlimit", limit or 0
        yield "assignsubmission", "onlinetext", "wordlimitenabled", limit is not None
        yield "assignsubmission", "file", "enabled", upload is not None
        if upload is not None:
            yield "assignsubmission", "file", "maxfilesubmissions", upload.max_files
            yield "assignsubmission", "file", "maxsubmissionsizebytes", upload.max_bytes
            yield "assignsubmission", "file", "filetypeslist", upload.types
        yield "assignsubmission", "comments", "enabled", 0
        yield "assignfeedback", "comments", "enabled", 1
        yield "assignfeedback", "comments", "commentinline", self.inline_comments
        yield "assignfeedback", "editpdf", "enabled", 0
        yield "assignfeedback", "offline", "enabled", 0
        yield "assignfeedback", "file", "enabled", 0


def _config(scope: ActivityScope, subtype: str, plugin: str, name: str, value: Scalar) -> Xml:
    values: dict[str, Scalar] = {"plugin": plugin, "subtype": subtype, "name": name, "value": value}
    return record("plugin_config", values, id=scope.next_id())
