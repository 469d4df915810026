"""Archives made by hand for the tests: sound ones of other tools, and hostile ones no tool would make."""

from __future__ import annotations

import gzip
import hashlib
import io
import struct
import tarfile
import zipfile
from pathlib import Path

import pytest

from moodle_backups import BackupError
from moodle_backups.archive_safety import ArchiveError, Limits
from moodle_backups.archive_source import open_archive

MANIFEST = b'<?xml version="1.0" encoding="UTF-8"?>\n<moodle_backup><information/></moodle_backup>'
PICTURE = b"\x89PNG picture"
PICTURE_NAME = f"files/{hashlib.sha1(PICTURE).hexdigest()[:2]}/{hashlib.sha1(PICTURE).hexdigest()}"
MEMBERS = {
    "moodle_backup.xml": MANIFEST,
    "course/course.xml": b"<course/>" * 5000,
    PICTURE_NAME: PICTURE,
    "moodle_backup.log": b"",
}


def member(name: str, content: bytes = b"", **fields: object) -> tuple[tarfile.TarInfo, bytes]:
    """A tar member; ``fields`` are attributes of its TarInfo."""
    info = tarfile.TarInfo(name)
    info.size = len(content)
    for key, value in fields.items():
        setattr(info, key, value)
    return info, content


def tar_of(*members: tuple[tarfile.TarInfo, bytes], format: int = tarfile.USTAR_FORMAT) -> bytes:
    """The bytes of a tar."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=format) as tar:
        for info, content in members:
            tar.addfile(info, io.BytesIO(content) if info.isreg() else None)
    return out.getvalue()


def tgz(folder: Path, *members: tuple[tarfile.TarInfo, bytes], format: int = tarfile.USTAR_FORMAT) -> Path:
    """A gzipped tar in ``folder``."""
    return saved(folder, gzip.compress(tar_of(*members, format=format)))


def zipped(folder: Path, members: dict[str, bytes] | None = None, method: int = zipfile.ZIP_DEFLATED) -> Path:
    """A zip in ``folder``."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in (MEMBERS if members is None else members).items():
            archive.writestr(name, content)
    return saved(folder, out.getvalue())


def saved(folder: Path, data: bytes) -> Path:
    """A package of these bytes in ``folder``."""
    path = folder / "course.mbz"
    path.write_bytes(data)
    return path


def changed_directory(path: Path, offset: int, form: str, value: int, which: int = 0) -> None:
    """Overwrites one field of a record in a zip's table of contents."""
    data = bytearray(path.read_bytes())
    at = -1
    for _ in range(which + 1):
        at = data.index(b"PK\x01\x02", at + 1)
    struct.pack_into(form, data, at + offset, value)
    path.write_bytes(data)


ALL = [member(name, content) for name, content in MEMBERS.items()]


def contents(path: Path, limits: Limits | None = None, blobs: bool = False) -> dict[str, bytes]:
    with open_archive(path, limits or Limits(), blobs=blobs) as source:
        return {name: source.read(name) for name in source.names()}


def refusal(path: Path, kind: type[ArchiveError], limits: Limits | None = None) -> str:
    with pytest.raises(kind) as raised:
        contents(path, limits)
    assert isinstance(raised.value, BackupError)
    return str(raised.value)
