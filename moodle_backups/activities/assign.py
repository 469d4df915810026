"""An assignment: text or files handed in, graded by the trainer."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from moodle_backups.activities.base import Activity
from moodle_backups.files import File
from moodle_backups.gradebook import Grade
from moodle_backups.grading import Rubric


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
