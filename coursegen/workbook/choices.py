"""What a cell may hold, as the program that shows the workbook enforces or proposes it."""

from __future__ import annotations

from datetime import date
from typing import Any

from coursegen.charter import charter_names
from coursegen.i18n import gettext as _
from coursegen.workbook.layout import Column, table_of
from coursegen.workbook.place import FIRST_LINE, ROOM, column_letters, quoted
from methodology.methods import methods
from methodology.reading.leaves import BOUNDS
from methodology.shape import Form

TITLE_LIMIT, MESSAGE_LIMIT, LIST_LIMIT = 32, 255, 255
"""Characters Excel takes: in a title, in a message, in a list written in place."""

_FIRST_DAY, _LAST_DAY = date(1990, 1, 1), date(2100, 12, 31)


def proposals(column: Column) -> tuple[str, ...]:
    """Usual values of a field that takes others too."""
    usual = {
        "Identity.charter": charter_names(),
        "Identity.language": ("fr", "en", "pt", "es"),
        "Identity.funding": ("finance", "cofinance"),
        "Step.method": tuple(method.id for method in methods()),
        "Persona.sex": ("f", "h"),
        "Trainer.sex": ("f", "h"),
    }
    return usual.get(column.shape.path, ())


def validation(column: Column, lines: dict[str, int], lists: dict[tuple[str, ...], str]) -> dict[str, Any]:
    """The rule of the cells of a column, in XlsxWriter's words. `lines` counts the records of each sheet.

    `lists` are the ranges of the lists too long to be written in place.
    """
    rule = _rule(column, lines, lists)
    title = column.label.rpartition(" : ")[2]
    said = {"input_title": _cut(title, TITLE_LIMIT), "input_message": _cut(column.help, MESSAGE_LIMIT)}
    return {**rule, **said, "ignore_blank": True}


def _rule(column: Column, lines: dict[str, int], lists: dict[tuple[str, ...], str]) -> dict[str, Any]:
    if column.shape.form in (Form.LEAVES, Form.TEXT):
        return {"validate": "any"}
    if column.choices:
        remedy = _("Choisissez l'un des mots de la liste, ou laissez vide.")
        return {**_list(column.choices, lists), **_refusal(_("Ce mot n'est pas admis ici."), remedy, "stop")}
    if column.reference:
        return _reference(column, lines)
    if proposals(column):
        remedy = _("Gardez-le s'il est voulu.")
        return {
            **_list(proposals(column), lists),
            **_refusal(_("Ce mot n'est pas courant ici."), remedy, "information"),
        }
    return _measure(column)


def _list(words: tuple[str, ...], lists: dict[tuple[str, ...], str]) -> dict[str, Any]:
    return {"validate": "list", "source": lists.get(words, list(words))}


def _reference(column: Column, lines: dict[str, int]) -> dict[str, Any]:
    sheet = table_of(column.reference)
    if sheet is None or sheet.key is None or not sheet.is_unique:
        return {"validate": "any"}
    letters = column_letters(sheet, sheet.key)
    last = FIRST_LINE + lines[sheet.title] + ROOM
    source = f"={quoted(sheet.title)}!${letters}${FIRST_LINE}:${letters}${last}"
    remedy = _("Ajoutez-le d'abord dans la feuille « {sheet} ».").format(sheet=sheet.title)
    return {"validate": "list", "source": source, **_refusal(_("Cet identifiant n'existe pas."), remedy, "warning")}


def _measure(column: Column) -> dict[str, Any]:
    kind = column.shape.kind
    if kind is date:
        limits: dict[str, Any] = {"criteria": "between", "minimum": _FIRST_DAY, "maximum": _LAST_DAY}
        return {
            "validate": "date",
            **limits,
            **_refusal(_("Une date est attendue."), _("Exemple : 09/03/2026."), "stop"),
        }
    if kind not in (int, float):
        return {"validate": "any"}
    low, high = BOUNDS.get(column.shape.name, (-1_000_000, 1_000_000))
    words = _("Un nombre entier est attendu.") if kind is int else _("Un nombre est attendu.")
    remedy = _("De {low} à {high}, sans unité.").format(low=f"{low:g}", high=f"{high:.0f}")
    name = "integer" if kind is int else "decimal"
    return {"validate": name, "criteria": "between", "minimum": low, "maximum": high, **_refusal(words, remedy, "stop")}


def _refusal(words: str, remedy: str, kind: str) -> dict[str, Any]:
    return {"error_title": _cut(_("À corriger"), TITLE_LIMIT), "error_message": f"{words} {remedy}", "error_type": kind}


def _cut(text: str, limit: int) -> str:
    return text if len(text) <= limit else text[: limit - 1] + "…"
