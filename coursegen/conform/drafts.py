"""The marks that our own drafts bear so that nobody hands them in, in each language that we write."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from coursegen.conform.wording import normal
from coursegen.i18n import gettext as _
from methodology.i18n import N_, speaking

LANGUAGES = ("fr", "en", "pt", "es")
_STAND_INS = (N_("{name} (fichier à fournir)"), N_("[{logo} : fichier à fournir]"))
_TO_WRITE = N_("[À compléter : {what}]")


def mark_in(text: str) -> str:
    """The mark of a draft that a text bears, "" for none."""
    return _found(text, _pattern(stand_ins_only=False))


def stand_in(text: str) -> str:
    """The words that stand where a logo must come, "" for none."""
    return _found(text, _pattern(stand_ins_only=True))


def _found(text: str, pattern: re.Pattern[str]) -> str:
    found = pattern.search(normal(text))
    return found[0] if found else ""


@cache
def _pattern(*, stand_ins_only: bool) -> re.Pattern[str]:
    marks = {_as_pattern(words) for message in _STAND_INS for words in _in_every_language(message)}
    if not stand_ins_only:
        opened = (words.partition("{")[0].rstrip(" :\u00a0") for words in _in_every_language(_TO_WRITE))
        marks |= {r"\[\s*" + _accents_or_not(normal(words).strip("[ ")) + r"[^\]]*\]" for words in opened}
    return re.compile("|".join(sorted(marks, key=len, reverse=True)), re.IGNORECASE)


def _as_pattern(words: str) -> str:
    """What follows the logo's name, brackets and all: the same words in a sentence are no mark."""
    said = normal(words.partition("}")[2])
    return rf"\[[^\]]*{re.escape(said)}" if words.startswith("[") else re.escape(said)


def _accents_or_not(words: str) -> str:
    return re.escape(words).replace("À", "[ÀA]")


def _in_every_language(message: str) -> Iterator[str]:
    for language in LANGUAGES:
        with speaking(language):
            yield _(message)
