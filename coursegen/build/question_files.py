"""The files of the question banks, in whatever format: the questions, and what the format could not carry."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from coursegen.build.kinds import Request
from coursegen.outputs.exchange import Exchanged
from methodology.course import Course


def question_files(
    request: Request, made: Callable[[Course], Exchanged], questions: str, losses: str
) -> Iterator[Path]:
    """One file for all banks, and a list of what it could not carry when there is any; nothing without questions.

    `questions` and `losses` are the ends of their names, after the course's code.
    """
    if request.course is None or not any(request.course.questions()):
        return
    exchanged = made(request.course)
    for end, text in ((questions, exchanged.text), (losses, exchanged.report)):
        if text:
            path = request.folder / f"{request.key}-{end}"
            path.write_text(text, encoding="utf-8", newline="\n")
            yield path
