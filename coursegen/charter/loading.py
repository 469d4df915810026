"""Charter data files (French keys) into `Charter` values. A charter may inherit from another by `herite`."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from coursegen.charter.model import Charter, Logo, Palette, Typeface, TypeScale
from coursegen.errors import InputError
from coursegen.i18n import gettext as _

_FOLDER = Path(__file__).parent
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_FALLBACK = "fr"
_COLOURS = {
    "papier": "paper",
    "encre": "ink",
    "discret": "muted",
    "filet": "rule",
    "surface": "surface",
    "accent": "accent",
    "sur_accent": "on_accent",
    "agir": "act",
    "surface_agir": "act_surface",
}
_SIZES = {
    "titre_couverture": "cover",
    "titre": "title",
    "titre_minimum": "title_min",
    "texte_grand": "body_large",
    "texte": "body",
    "texte_minimum": "body_min",
    "tableau_grand": "table_large",
    "tableau": "table",
    "tableau_minimum": "table_min",
    "legende": "caption",
    "pied": "footer",
}


@functools.cache
def charter_names() -> tuple[str, ...]:
    """The names of the built-in charters."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.yaml")))


@functools.cache
def load_charter(name: str, language: str = _FALLBACK) -> Charter:
    """The built-in charter of that name, its texts in `language` ("fr", "pt-BR"), in French where it has no other.

    Raises InputError, naming the charters that exist.
    """
    if name not in charter_names():
        raise InputError(
            _("La charte « {name} » n'existe pas.").format(name=name),
            _("Choisissez parmi : {names}.").format(names=", ".join(charter_names())),
        )
    return _charter(_inherited(name), language.partition("-")[0])


def _inherited(name: str) -> dict[str, Any]:
    data: dict[str, Any] = yaml.load((_FOLDER / f"{name}.yaml").read_text("utf-8"), Loader=_Loader)
    parent = data.pop("herite", None)
    return _merged(_inherited(parent), data) if parent else data


def _merged(base: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    """Maps are merged key by key; anything else is replaced."""
    both = {k: _merged(base[k], v) for k, v in over.items() if isinstance(v, dict) and isinstance(base.get(k), dict)}
    return {**base, **over, **both}


def _said(texts: Mapping[str, Any], language: str) -> Any:
    """What a map by language says in that language, or in French; None for an empty map."""
    return texts.get(language, texts.get(_FALLBACK))


def _charter(data: Mapping[str, Any], language: str) -> Charter:
    statements = {kind: _said(texts, language) for kind, texts in data["mentions"].items()}
    clause = _said(data["clause"], language) or {"texte": "", "traduction": "officielle"}
    return Charter(
        name=data["nom"],
        title=data["titre"],
        colours=Palette(**{_COLOURS[k]: v for k, v in data["couleurs"].items()}),
        module_hues=tuple(data["teintes_modules"]),
        typeface=Typeface(family=data["police"]["famille"], substitutes=tuple(data["police"]["substituts"])),
        sizes=TypeScale(**{_SIZES[k]: float(v) for k, v in data["corps"].items()}),
        slide_format=data["format_diapositives"],
        emblem=data["embleme"],
        funding=statements[data["mention"]] if data["mention"] else "",
        funding_statements=tuple(statements.items()),
        clause=clause["texte"],
        clause_provisional=clause["traduction"] != "officielle",
        logos=tuple(Logo(key=logo["cle"], name=logo["nom"]) for logo in data["logos"]),
    )
