"""Dates in words, in the language of the document."""

from __future__ import annotations

from datetime import date

from babel.dates import format_date

from coursegen.i18n import date_locale


def long_date(day: date, language: str) -> str:
    """`22 novembre 2026`."""
    return str(format_date(day, "long", locale=date_locale(language)))


def short_date(day: date, language: str) -> str:
    """`22/11/2026`."""
    return str(format_date(day, "dd/MM/yyyy", locale=date_locale(language)))
