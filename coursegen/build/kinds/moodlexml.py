"""moodlexml: the question banks as one Moodle XML file, pictures enclosed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from coursegen.build.kinds import Request
from coursegen.i18n import gettext as _

KIND = "moodlexml"
AS_WRITTEN = True
TAKEN_BACK = True


def title() -> str:
    """What it is, in the person's language."""
    return _("Questions en Moodle XML")


def produce(request: Request) -> Iterator[Path]:
    """One file for all banks, and a list of what it could not carry when there is any; nothing without questions."""
    from coursegen.outputs.exchange import moodlexml_file

    if request.course is None or not any(request.course.questions()):
        return
    made = moodlexml_file(request.course)
    path = request.folder / f"{request.key}-questions.xml"
    path.write_text(made.text, encoding="utf-8", newline="\n")
    yield path
    if made.report:
        report = request.folder / f"{request.key}-questions-moodlexml-pertes.txt"
        report.write_text(made.report, encoding="utf-8", newline="\n")
        yield report
