"""A text written by the learner and graded by the trainer."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from moodle_backups.questions.base import Question


class ResponseFormat(StrEnum):
    """Where the learner writes (``qtype_essay``)."""

    EDITOR = "editor"
    EDITOR_WITH_FILES = "editorfilepicker"
    PLAIN = "plain"
    MONOSPACED = "monospaced"
    NO_TEXT = "noinline"


@dataclass(frozen=True, slots=True, kw_only=True)
class Essay(Question):
    """``grader_info`` (HTML) is for the trainer, ``template`` (HTML) prefills the answer.

    ``attachments``: files allowed, -1 any number; ``file_types``: ``.pdf,.docx`` (empty: any).
    """

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
