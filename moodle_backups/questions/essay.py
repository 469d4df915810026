"""A text written by the learner and graded by the trainer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar

from moodle_backups.questions.base import Question
from moodle_backups.xml import Scalar, Xml, record

if TYPE_CHECKING:
    from moodle_backups.scope import Scope


class ResponseFormat(StrEnum):
    """Where the learner writes (``qtype_essay``)."""

    EDITOR = "editor"
    EDITOR_WITH_FILES = "editorfilepicker"
    PLAIN = "plain"
    MONOSPACED = "monospaced"
    NO_TEXT = "noinline"


@dataclass(frozen=True, slots=True, kw_only=True)
class Essay(Question):
    """``grader_info`` (HTML) is for the trainer; ``template`` prefills the answer (HTML without links or files).

    ``attachments``: files allowed, -1 any number; ``file_types``: ``.pdf,.docx`` (empty: any).
    """

    qtype: ClassVar[str] = "essay"

    response_format: ResponseFormat = ResponseFormat.EDITOR
    response_required: bool = True
    lines: int = 15
    min_words: int | None = None
    max_words: int | None = None
    attachments: int = 0
    attachments_required: int = 0
    file_types: str = ""
    max_bytes: int = 0
    grader_info: str = ""
    template: str = ""

    def body(self, scope: Scope, question_id: int) -> Iterable[Xml]:
        values: dict[str, Scalar] = {
            "responseformat": self.response_format,
            "responserequired": self.response_required,
            "responsefieldlines": self.lines,
            "minwordlimit": self.min_words,
            "maxwordlimit": self.max_words,
            "attachments": self.attachments,
            "attachmentsrequired": self.attachments_required,
            "graderinfo": scope.html(self.grader_info, "graderinfo", question_id, component="qtype_essay"),
            "graderinfoformat": 1,
            "responsetemplate": scope.bare_html(self.template, "an answer template"),
            "responsetemplateformat": 1,
            "filetypeslist": self.file_types,
            "maxbytes": self.max_bytes,
        }
        return (record("essay", values, id=scope.next_id()),)

    def problems(self) -> Iterator[str]:
        if self.response_format is ResponseFormat.NO_TEXT and not self.attachments:
            yield "asks for neither text nor files"
        if self.attachments != -1 and self.attachments_required > self.attachments:
            yield "requires more files than it takes"
        if self.min_words and self.max_words and self.min_words > self.max_words:
            yield "requires more words than it takes"
