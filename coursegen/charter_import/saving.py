"""A charter's folder written whole: `charte.yaml`, `modele.pptx`, the logos; the same import gives the same bytes."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Any

import yaml

from coursegen.charter.places import DATA_FILE
from coursegen.charter_import.reading import ImportedCharter
from coursegen.errors import StorageError, UsageError, reason_of
from coursegen.i18n import gettext as _

TEMPLATE_FILE = "modele.pptx"


def save_charter(charter: ImportedCharter, folder: Path, overwrite: bool = False) -> Path:
    """Write the charter in that folder; gives its `charte.yaml`.

    Raises UsageError when one is there and is not to be replaced, StorageError when the disk refuses.
    """
    if (folder / DATA_FILE).exists() and not overwrite:
        raise UsageError(
            _("La charte « {folder} » existe déjà.").format(folder=folder),
            _("Ajoutez --remplacer, ou donnez un autre nom par --nom."),
        )
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".charte-") as staging:
            _write(charter, Path(staging))
            folder.mkdir(exist_ok=True)
            for path in sorted(Path(staging).iterdir()):
                shutil.move(path, folder / path.name)
    except OSError as error:
        words = _("Impossible d'écrire dans « {folder} » : {reason}.")
        raise StorageError(words.format(folder=folder, reason=reason_of(error))) from error
    return folder / DATA_FILE


def charter_text(charter: ImportedCharter) -> str:
    """The words of `charte.yaml`."""
    data: dict[str, Any] = {
        "herite": charter.parent,
        "nom": charter.name,
        "titre": charter.title,
        "gabarit": TEMPLATE_FILE,
        "dispositions": {one.key: one.layout for one in charter.layouts},
        **charter.data,
        "logos": _logos(charter),
    }
    head = _("Charte importée de « {source} ». Tout peut être corrigé ici : docs/chartes.md décrit les clés.").format(
        source=charter.source
    )
    blocks = [
        yaml.safe_dump({key: value}, allow_unicode=True, sort_keys=False, width=110) for key, value in data.items()
    ]
    return "".join([f"# {head}\n", *blocks])


def _logos(charter: ImportedCharter) -> list[dict[str, str]]:
    from coursegen.charter.loading import built_in_charter

    given = {logo.key: logo for logo in charter.logos}
    zones = {logo.key: logo.name for logo in built_in_charter(charter.parent).logos if logo.image is None}
    zones |= {logo.key: logo.name for logo in charter.logos}
    return [
        {"cle": key, "nom": name} | ({"fichier": _file(key, given[key].suffix)} if key in given else {})
        for key, name in zones.items()
    ]


def _write(charter: ImportedCharter, folder: Path) -> None:
    (folder / DATA_FILE).write_text(charter_text(charter), encoding="utf-8")
    (folder / TEMPLATE_FILE).write_bytes(charter.template)
    for logo in charter.logos:
        (folder / _file(logo.key, logo.suffix)).write_bytes(logo.image)


def _file(key: str, suffix: str) -> str:
    return f"logo-{key}{suffix}"
