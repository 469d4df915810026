"""Texts that a person sees, in their language. French is the source language: a msgid is the French sentence.

`use_language` sets the language of the messages (not of the course) for the whole process, once, at start.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path

SOURCE_LANGUAGE = "fr"
_language: ContextVar[str] = ContextVar("language", default=SOURCE_LANGUAGE)


def N_(message: str) -> str:  # noqa: N802 - the name gettext tools look for
    """The message itself, marked for translation when it is shown later."""
    return message


def use_language(language: str) -> None:
    """Messages come in that language (`fr`, `en` ...); French where a translation is missing."""
    _language.set(language)


def current_language() -> str:
    """The language of the messages."""
    return _language.get()


def spoken(names: Mapping[str, str]) -> str:
    """Of names by language, the one in the language of the messages; the French one when there is none."""
    language = current_language().replace("_", "-").partition("-")[0].lower()
    return names.get(language) or names[SOURCE_LANGUAGE]


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Messages come in that language inside the block: what is written for learners speaks the course's language."""
    token = _language.set(language)
    try:
        yield
    finally:
        _language.reset(token)


class Catalogue:
    """The translations of one package: a folder of `<lang>.po` files."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def gettext(self, message: str) -> str:
        """The message in the current language."""
        return str(self._translated(message) or message)

    def ngettext(self, singular: str, plural: str, count: int) -> str:
        """The message for that count: French takes the singular for 0 and 1, the others (CLDR) for 1 alone.

        Portuguese is that of Europe, which says « 0 erros » where Brazil says « 0 erro ».
        """
        found = self._translated(singular)
        if isinstance(found, tuple) and all(found):
            return found[0] if count == 1 else found[-1]
        return singular if abs(count) < 2 else plural

    def _translated(self, message: str) -> str | tuple[str, ...] | None:
        """The translation in the current language; a variant (`pt-BR`) reads the catalogue of its language."""
        if current_language() == SOURCE_LANGUAGE:
            return None  # said thousands of times a run
        language = current_language().replace("_", "-").partition("-")[0].lower()
        if language == SOURCE_LANGUAGE:
            return None
        return _read(self._folder / f"{language}.po").get(message)


@lru_cache(maxsize=16)
def _read(path: Path) -> dict[str, str | tuple[str, ...]]:
    """Messages of a .po file by msgid; empty when there is no such file."""
    if not path.exists():
        return {}
    from babel.messages.pofile import read_po

    with path.open(encoding="utf-8") as stream:
        catalogue = read_po(stream)
    return {_singular(m.id): _strings(m.string) for m in catalogue if m.id and m.string}


def _singular(msgid: str | tuple[str, ...] | list[str]) -> str:
    return msgid if isinstance(msgid, str) else msgid[0]


def _strings(translated: str | tuple[str, ...] | list[str]) -> str | tuple[str, ...]:
    return translated if isinstance(translated, str) else tuple(translated)


_CATALOGUE = Catalogue(Path(__file__).parent / "locale")
gettext = _CATALOGUE.gettext
ngettext = _CATALOGUE.ngettext
