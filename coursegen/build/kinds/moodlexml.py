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
    """One file for all banks, and its losses."""
    from coursegen.build.question_files import question_files
    from coursegen.outputs.exchange import moodlexml_file

    return question_files(request, moodlexml_file, "questions.xml", "questions-moodlexml-pertes.txt")
