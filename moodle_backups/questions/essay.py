"""A text written by the learner and graded by the trainer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar, Final, Self

from moodle_backups.columns import LARGEST_SHORT, Columns, fixed, flag, html, number, one_of, text
from moodle_backups.questions.base import Question
from moodle_backups.questions.records import options_xml
from moodle_backups.xml import Xml

if TYPE_CHECKING:
    from moodle_backups.question_bank import QuestionScope
    from moodle_backups.reading.question_source import QuestionSource


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

    @classmethod
    def from_xml(cls, source: QuestionSource) -> Self:
        return source.build(cls, **source.options("essay", OPTIONS))

    def body(self, scope: QuestionScope, question_id: int) -> Iterable[Xml]:
        scope.bare_html(self.template, "an answer template")
        return (options_xml("essay", OPTIONS, self, scope, question_id),)

    def problems(self) -> Iterator[str]:
        if self.response_format is ResponseFormat.NO_TEXT and not self.attachments:
            yield "asks for neither text nor files"
        if self.attachments != -1 and self.attachments_required > self.attachments:
            yield "requires more files than it takes"
        if self.min_words and self.max_words and self.min_words > self.max_words:
            yield "requires more words than it takes"


OPTIONS: Final[Columns] = (
    one_of("responseformat", "response_format", ResponseFormat),
    flag("responserequired", "response_required"),
    number("responsefieldlines", "lines", most=LARGEST_SHORT),
    number("minwordlimit", "min_words", null=None),
    number("maxwordlimit", "max_words", null=None),
    number("attachments", least=-1, most=LARGEST_SHORT),
    number("attachmentsrequired", "attachments_required", most=LARGEST_SHORT),
    html("graderinfo", "grader_info", "graderinfo", "qtype_essay"),
    fixed("graderinfoformat", 1),
    text("responsetemplate", "template"),
    fixed("responsetemplateformat", 1),
    text("filetypeslist", "file_types"),
    number("maxbytes", "max_bytes", least=-1, most=2**40),
)
