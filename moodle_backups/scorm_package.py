"""Reads a SCORM zip the way Moodle would on upload: organizations and items of its manifest, and its files."""

from __future__ import annotations

import hashlib
import shutil
import weakref
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, Final, cast
from xml.etree import ElementTree

from moodle_backups.files import CHUNK, File, StoredContent
from moodle_backups.kept import NOTHING_KEPT, Kept

_MANIFEST: Final = "imsmanifest.xml"
_LARGEST_MANIFEST: Final = 16 << 20
# What a package may unpack to before its files stay in it until they are written.
_IN_MEMORY: Final = 32 << 20
_DATA: Final = ("prerequisites", "maxtimeallowed", "timelimitaction", "datafromlms", "masteryscore")


class ScormPackageError(ValueError):
    """The file is no SCORM package."""


@dataclass(frozen=True, slots=True)
class ScormItem:
    """A row of Moodle's ``scorm_scoes``: an organization (``parent`` is ``/``) or an item of it.

    ``data`` are its rows of ``scorm_scoes_data``. Sequencing rules of SCORM 2004 are kept as markup.
    """

    manifest: str
    organization: str
    parent: str
    identifier: str
    launch: str
    kind: str
    title: str
    data: Mapping[str, str] = field(hash=False)
    kept: Kept = NOTHING_KEPT


@dataclass(frozen=True, slots=True)
class ScormPackage:
    """What the manifest of a package says; ``version`` in Moodle's words (``SCORM_1.2``, ``SCORM_1.3``)."""

    version: str
    sha1: str
    items: tuple[ScormItem, ...]

    @property
    def is_scorm_12(self) -> bool:
        """Whether its items need no sequencing rules."""
        return self.version == "SCORM_1.2"


def read_package(file: File) -> ScormPackage:
    """The package in ``file``. Raises ScormPackageError when it isn't one (not a zip, no or broken manifest)."""
    try:
        with closing(seekable(file)) as stream:
            sha1 = hashlib.sha1(usedforsecurity=False)
            while chunk := stream.read(CHUNK):
                sha1.update(chunk)
            with zipfile.ZipFile(stream) as archive:
                root = manifest_root(archive)
    except (OSError, zipfile.BadZipFile, KeyError, ElementTree.ParseError) as error:
        raise ScormPackageError(f'"{file.name}" is no SCORM package: {error}') from error
    return ScormPackage(_version(root), sha1.hexdigest(), tuple(_items(root)))


def seekable(file: File) -> BinaryIO:
    """The content, in a temporary file when it lies in a package being read: those are read from front to back."""
    stream = file.open()
    if stream.seekable():
        return stream
    copy = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115  # the caller closes it
    with closing(stream):
        shutil.copyfileobj(stream, copy, CHUNK)
    copy.seek(0)
    return cast(BinaryIO, copy)


def unpack(package: File) -> Iterator[File]:
    """The files of a sound package, one after the other; large ones are read when they are wanted."""
    stream = seekable(package)
    archive = zipfile.ZipFile(stream)
    weakref.finalize(archive, stream.close)  # it stays open as long as one of the files may be read
    members = [member for member in archive.infolist() if not member.is_dir()]
    light = sum(member.file_size for member in members) <= _IN_MEMORY
    for member in members:
        yield File(member.filename, archive.read(member) if light else _stored(archive, member))


def _stored(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> StoredContent:
    sha1 = hashlib.sha1(usedforsecurity=False)
    with archive.open(member) as stream:
        while chunk := stream.read(CHUNK):
            sha1.update(chunk)
    return StoredContent(sha1.hexdigest(), member.file_size, lambda: cast(BinaryIO, archive.open(member)))


def manifest_root(archive: zipfile.ZipFile) -> ElementTree.Element:
    """The root of ``imsmanifest.xml``. KeyError, BadZipFile or ParseError when there is none that can be trusted."""
    if archive.getinfo(_MANIFEST).file_size > _LARGEST_MANIFEST:
        raise zipfile.BadZipFile("its manifest is too large")
    text = archive.read(_MANIFEST)
    if b"<!DOCTYPE" in text:
        raise zipfile.BadZipFile("its manifest declares a document type")
    return ElementTree.fromstring(text)


def _version(root: ElementTree.Element) -> str:
    stated = root.findtext("{*}metadata/{*}schemaversion", "1.2").strip()
    return "SCORM_1.3" if stated.startswith(("2004", "CAM", "1.3")) else "SCORM_1.2"


def _items(root: ElementTree.Element) -> Iterator[ScormItem]:
    manifest = root.get("identifier", "")
    resources = {r.get("identifier", ""): r for r in root.iterfind("{*}resources/{*}resource")}
    for organization in root.iterfind("{*}organizations/{*}organization"):
        name = organization.get("identifier", "")
        yield ScormItem(manifest, "", "/", name, "", "", _title(organization), {})
        yield from _children(organization, manifest, name, resources)


def _children(
    parent: ElementTree.Element,
    manifest: str,
    organization: str,
    resources: Mapping[str, ElementTree.Element],
) -> Iterator[ScormItem]:
    for item in parent.iterfind("{*}item"):
        launch, kind = _launch(resources.get(item.get("identifierref", "")))
        yield ScormItem(
            manifest,
            organization,
            parent.get("identifier", ""),
            item.get("identifier", ""),
            launch,
            kind,
            _title(item),
            _data(item),
        )
        yield from _children(item, manifest, organization, resources)


def _title(node: ElementTree.Element) -> str:
    return node.findtext("{*}title", "").strip()


def _launch(resource: ElementTree.Element | None) -> tuple[str, str]:
    """Where the item's content starts, and ``sco`` or ``asset``."""
    if resource is None:
        return "", "asset"
    base = resource.get("{http://www.w3.org/XML/1998/namespace}base", "")
    kinds = (value for name, value in resource.items() if name.lower().endswith("}scormtype"))
    return base + resource.get("href", ""), next(kinds, "asset").lower()


def _data(item: ElementTree.Element) -> dict[str, str]:
    data = {"isvisible": item.get("isvisible", "true"), "parameters": item.get("parameters", "")}
    for name in _DATA:
        text = item.findtext(f"{{*}}{name}")
        if text is not None:
            data[name] = text.strip()
    return data
