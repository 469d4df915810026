"""Texts that a person sees, in their language. French is the source language: a msgid is the French sentence.

Other languages come from `coursegen/locale/<lang>.po`, read as they are: no compiled files to keep in step.
"""

from __future__ import annotations

from pathlib import Path

from methodology.i18n import Catalogue, current_language

_CATALOGUE = Catalogue(Path(__file__).parent / "locale")

_LOCALES = {"en": "en_GB"}  # dates as in Brussels and Accra: day, month, year

gettext = _CATALOGUE.gettext
ngettext = _CATALOGUE.ngettext


def number(value: float, digits: int = 1) -> str:
    """A number for a person to read: `1,5` in French."""
    text = f"{value:.{digits}f}"
    return text if current_language() == "en" else text.replace(".", ",")


def date_locale(language: str) -> str:
    """The locale that dates of that language are written in, as Babel names it."""
    return _LOCALES.get(language, language.replace("-", "_"))
