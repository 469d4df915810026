"""Charter data files (French keys) into `Charter` values. A charter may inherit from another by `herite`."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml

from coursegen.charter.model import Charter, Logo, Palette, Typeface, TypeScale
from coursegen.charter.places import charter_folders
from coursegen.charter.reading import Loader, picture_of, read_charter_data, template_of
from coursegen.errors import CoursegenError, InputError
from coursegen.i18n import gettext as _

_FOLDER = Path(__file__).parent
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


def known_charters(course: Path | None = None) -> tuple[str, ...]:
    """The names a course may give: built-in charters, those of this account, those of the course's own folder."""
    return tuple(sorted({*charter_names(), *_own_names(course)}))


def load_charter(name: str, language: str = _FALLBACK, course: Path | None = None) -> Charter:
    """The charter of that name, its texts in `language` ("fr", "pt-BR"), in French where it has no other.

    A charter in the folder of the `course` comes before one of the account, which comes before a built-in one.
    Raises InputError: no charter of that name, or a person's own that can't be used.
    """
    folder = own_charter_folder(name, course)
    if folder is not None:
        return _own(folder, language.partition("-")[0])
    if name not in charter_names():
        raise InputError(
            _("La charte « {name} » n'existe pas.").format(name=name),
            _("Choisissez parmi : {names}.").format(names=", ".join(known_charters(course))),
        )
    return built_in_charter(name, language.partition("-")[0])


def own_charter_folder(name: str, course: Path | None = None) -> Path | None:
    """The folder of a person's own charter of that name; None for a built-in or unknown one."""
    return next((folder for folder in charter_folders(course) if _name_in(folder) == name), None)


def _own_names(course: Path | None) -> Iterator[str]:
    return (_name_in(folder) for folder in charter_folders(course))


def _name_in(folder: Path) -> str:
    """The name that a charter folder bears; that of the folder when its file can't be read."""
    try:
        return str(read_charter_data(folder)["nom"])
    except CoursegenError:
        return folder.name


def _own(folder: Path, language: str) -> Charter:
    data = read_charter_data(folder)
    parent = data.pop("herite", "neutre")
    if parent not in charter_names():
        raise InputError(
            _("La charte « {path} » hérite de « {parent} », qui n'existe pas.").format(path=folder, parent=parent),
            _("Choisissez parmi : {names}.").format(names=", ".join(charter_names())),
        )
    try:
        charter = _charter(_merged(_inherited(parent), data), language)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise InputError(
            _("La charte « {path} » a une clé ou une valeur inconnue : {name}.").format(path=folder, name=error),
            _("Comparez avec docs/chartes.md, ou refaites-la par « coursegen charter import »."),
        ) from error
    logos = tuple(
        replace(logo, image=picture_of(folder, path)) if (path := _file_of(data, logo.key)) else logo
        for logo in charter.logos
    )
    template = template_of(folder, data["gabarit"]) if data.get("gabarit") else None
    return replace(charter, logos=logos, template=template, origin=str(folder))


def _file_of(data: Mapping[str, Any], key: str) -> str:
    return next((logo.get("fichier", "") for logo in data.get("logos", []) if logo["cle"] == key), "")


@functools.cache
def built_in_charter(name: str, language: str = _FALLBACK) -> Charter:
    """The charter of that name as the program brings it. Raises OSError when it brings none."""
    return _charter(_inherited(name), language)


def _inherited(name: str) -> dict[str, Any]:
    data: dict[str, Any] = yaml.load((_FOLDER / f"{name}.yaml").read_text("utf-8"), Loader)
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
        layouts=tuple((key, str(name)) for key, name in data.get("dispositions", {}).items()),
        needs_template=bool(data.get("gabarit_exige", False)),
    )
