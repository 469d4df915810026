"""gift: the question banks as one GIFT text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from coursegen.build.kinds import Request
from coursegen.i18n import gettext as _

KIND = "gift"
AS_WRITTEN = True
TAKEN_BACK = True


def title() -> str:
    """What it is, in the person's language."""
    return _("Questions en GIFT")


def produce(request: Request) -> Iterator[Path]:
    """One file for all banks, and its losses."""
    from coursegen.build.question_files import question_files
    from coursegen.outputs.exchange import gift_file

    return question_files(request, gift_file, "questions.gift.txt", "questions-gift-pertes.txt")
