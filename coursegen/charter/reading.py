"""A person's own charter folder: `charte.yaml` checked key by key, the files it names read from beside it alone."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any, Final

import yaml

from coursegen.charter.places import DATA_FILE
from coursegen.errors import InputError, StorageError, reason_of
from coursegen.i18n import gettext as _

Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
MOST_LOGO_BYTES: Final = 8 * 2**20
_MOST_TEMPLATE_BYTES = 200 * 2**20
_MOST_YAML_BYTES = 2**20
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
_MAPS = ("couleurs", "police", "corps", "mentions", "clause", "dispositions")
_LISTS = ("teintes_modules", "logos")
_WORDS = ("nom", "titre", "herite", "mention", "format_diapositives", "gabarit")


def read_charter_data(folder: Path) -> dict[str, Any]:
    """What `charte.yaml` says. Raises InputError, naming file, key and remedy; StorageError when it can't be read."""
    path = folder / DATA_FILE
    try:
        raw = path.read_bytes()
        if len(raw) > _MOST_YAML_BYTES:
            raise _refusal(path, _("le fichier est démesuré"))
        data = yaml.load(raw, Loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = _("ligne {line}").format(line=mark.line + 1) if mark else _("il ne se lit pas")
        raise _refusal(path, _("ce n'est pas du YAML ({line})").format(line=line)) from error
    except UnicodeDecodeError as error:
        raise _refusal(path, _("il n'est pas en UTF-8")) from error
    except OSError as error:
        words = _("« {path} » ne peut pas être lu : {reason}.").format(path=path, reason=reason_of(error))
        raise StorageError(words) from error
    if not isinstance(data, dict):
        raise _refusal(path, _("il ne décrit pas une charte"))
    for reason in _faults(data):
        raise _refusal(path, reason)
    return data


def picture_of(folder: Path, name: str) -> bytes:
    """A logo's file. Raises InputError when it isn't a PNG or JPEG picture that lies in the folder."""
    from PIL import Image, UnidentifiedImageError  # on demand: most courses have no logo to read

    data = _beside(folder, name, MOST_LOGO_BYTES)
    try:
        with Image.open(io.BytesIO(data)) as image:
            if image.format not in ("PNG", "JPEG"):
                raise UnidentifiedImageError
            image.load()
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise InputError(
            _("Le logo « {name} » n'est pas une image PNG ou JPEG lisible.").format(name=name),
            _("Demandez le fichier du logo en PNG à son propriétaire, ou exportez-le en PNG sans le retoucher."),
        ) from error
    return data


def template_of(folder: Path, name: str) -> bytes:
    """The bytes of the template that a charter names."""
    return _beside(folder, name, _MOST_TEMPLATE_BYTES)


def _beside(folder: Path, name: str, most: int) -> bytes:
    """A file of the charter's own folder, and of no other."""
    path = folder / name
    parts = PurePosixPath(name.replace("\\", "/")).parts
    if not parts or ".." in parts or Path(name).is_absolute() or not path.resolve().is_relative_to(folder.resolve()):
        raise _refusal(folder / DATA_FILE, _("« {name} » n'est pas un fichier du même dossier").format(name=name))
    try:
        if path.stat().st_size > most:
            raise _refusal(folder / DATA_FILE, _("« {name} » est démesuré").format(name=name))
        return path.read_bytes()
    except OSError as error:
        words = _("« {name} » ne peut pas être lu ({reason})").format(name=name, reason=reason_of(error))
        raise _refusal(folder / DATA_FILE, words) from error


def _faults(data: Mapping[str, Any]) -> Iterator[str]:
    for key in data:
        if key not in (*_MAPS, *_LISTS, *_WORDS, "embleme", "gabarit_exige"):
            yield _("la clé « {key} » n'existe pas").format(key=key)
    if not isinstance(data.get("nom"), str) or not data["nom"]:
        yield _("la clé « nom » manque")
    yield from (_("« {key} » doit être un texte").format(key=k) for k in _WORDS if not isinstance(data.get(k, ""), str))
    for key in _MAPS:
        if not isinstance(data.get(key, {}), dict):
            yield _("« {key} » doit avoir des clés").format(key=key)
    for key in _LISTS:
        if not isinstance(data.get(key, []), list):
            yield _("« {key} » doit être une liste").format(key=key)
    yield from _value_faults(data)


def _value_faults(data: Mapping[str, Any]) -> Iterator[str]:
    hues = data.get("teintes_modules", ["#000000"])
    for colour in (*data.get("couleurs", {}).values(), *hues):
        if not isinstance(colour, str) or not _COLOUR.fullmatch(colour):
            yield _("« {colour} » n'est pas une couleur (#RRGGBB)").format(colour=colour)
    if not hues:
        yield _("« teintes_modules » est vide")
    for key, size in data.get("corps", {}).items():
        if not isinstance(size, (int, float)) or isinstance(size, bool) or not 8 <= size <= 96:
            yield _("« corps: {key} » n'est pas une taille en points (8 à 96)").format(key=key)
    if data.get("format_diapositives", "16:9") not in ("16:9", "4:3"):
        yield _("« format_diapositives » est 16:9 ou 4:3")
    for logo in data.get("logos", []):
        if not isinstance(logo, dict) or not {"cle", "nom"} <= logo.keys() or logo.keys() - {"cle", "nom", "fichier"}:
            yield _("chaque logo a une « cle », un « nom », et un « fichier » une fois fourni")


def _refusal(path: Path, reason: str) -> InputError:
    return InputError(
        _("Charte « {path} » : {reason}.").format(path=path, reason=reason),
        _("Corrigez ce fichier (docs/chartes.md en décrit les clés), ou refaites-le par « coursegen charter import »."),
    )
