"""The files of a hand-in under their names there: those due in an accepted format, the working ones apart."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from coursegen.build.accepted import OPEN, Converted, accepted
from coursegen.errors import InputError
from coursegen.handin import judging
from coursegen.handin.case import Case
from coursegen.handin.model import Item, Source
from coursegen.handin.naming import ROOM, WORKING_ROOM, place_of, stem_of
from coursegen.i18n import gettext as _
from methodology.mission.catalogues import catalogue_of


def delivered(case: Case, sources: Sequence[Source], room: Path, staging: Path) -> list[Item]:
    """The files in the folder: those due in an accepted format, the working ones apart."""
    working = staging / "travail"
    working.mkdir()
    named = [(source, _copied(source, case, working)) for source in sources]
    due = tuple(catalogue_of(case.mission).formats.get("remise", ()))
    converted = _converted([path for _s, path in named if path.suffix in OPEN], working)
    lost = [one for one in converted.values() if one.lost]
    if lost:
        words = _("La conversion a perdu des mots : {files}.")
        files = " ; ".join(f"{one.path.name} ({', '.join(one.lost[:5])})" for one in lost)
        raise InputError(words.format(files=files), _("Enregistrez ce fichier vous-même en OpenDocument."))
    items = []
    for source, path in named:
        if path in converted:
            items.append(_item(case, source, converted[path].path, room, ROOM))
            items.append(_item(case, source, path, room, WORKING_ROOM))
        else:
            is_due = path.suffix.lower().lstrip(".") in due or path.suffix.lower() in judging.PACKAGES
            items.append(_item(case, source, path, room, ROOM if is_due else WORKING_ROOM))
    return sorted(items, key=lambda item: (item.working, item.path))


def _converted(files: Sequence[Path], out: Path) -> Mapping[Path, Converted]:
    """Each file in the accepted format beside it; of files that are the same to the byte, one is converted."""
    first: dict[bytes, Path] = {}
    alike = {path: first.setdefault(hashlib.sha256(path.read_bytes()).digest(), path) for path in files}
    made = {one.source: one for one in accepted([*first.values()], out)}
    found: dict[Path, Converted] = {}
    for path, model in alike.items():
        one = made[model]
        if path != model:
            one = replace(one, source=path, path=one.path.with_stem(path.stem))
            shutil.copyfile(made[model].path, one.path)
        found[path] = one
    return found


def _copied(source: Source, case: Case, working: Path) -> Path:
    """The file under the name it is handed in with."""
    stem = stem_of(source, case.issue_of(source)[0])
    path = working / f"{stem}{source.path.suffix.lower()}"
    count = 1
    while path.exists():
        count += 1
        path = working / f"{stem}-{count}{source.path.suffix.lower()}"
    shutil.copyfile(source.path, path)
    return path


def _item(case: Case, source: Source, path: Path, room: Path, where: str) -> Item:
    relative = place_of(source.wanted, where, path.name)
    target = room / relative
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(path, target)
    data = target.read_bytes()
    version, day = case.issue_of(source)
    return Item(
        wanted=source.wanted,
        path=relative,
        version=version,
        date=day,
        sha256=hashlib.sha256(data).hexdigest(),
        bytes=len(data),
        working=where == WORKING_ROOM,
    )
