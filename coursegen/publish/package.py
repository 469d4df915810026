"""A course package (.mbz) as publishing needs it: its hash, its names, what must be on the site at the end.

Format facts: Moodle backups are tar.gz or zip; `moodle_backup.xml` at the top lists sections and activities
with their folders; an activity's `module.xml` holds its idnumber, a section's `section.xml` its number and
name; null is written `$@NULL@$`.
"""

from __future__ import annotations

import hashlib
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from coursegen.errors import StorageError
from coursegen.i18n import gettext as _

_NULL = "$@NULL@$"
_BIGGEST_XML = 32 * 1024 * 1024
_BLOCK = 1 << 20

_Read = Callable[[str], "etree._Element"]


@dataclass(frozen=True)
class PackagedSection:
    """A section of the package; `name` is empty for an unnamed one."""

    number: int
    name: str


@dataclass(frozen=True)
class PackagedActivity:
    """An activity of the package; `idnumber` is empty when it has none."""

    idnumber: str
    kind: str
    title: str


@dataclass(frozen=True)
class Package:
    """A package on disk. `sha1` is over the whole file, as Moodle reckons it; `size` in bytes."""

    path: Path
    sha1: str
    size: int
    idnumber: str
    shortname: str
    fullname: str
    sections: tuple[PackagedSection, ...]
    activities: tuple[PackagedActivity, ...]

    @classmethod
    def read(cls, path: Path) -> Package:
        """Look into a package.

        Raises StorageError when it is no Moodle backup of a course or cannot be read.
        """
        try:
            with _archive(path) as xml:
                top = xml("moodle_backup.xml")
                course = xml("course/course.xml")
                sections = tuple(sorted(_sections(top, xml), key=lambda section: section.number))
                activities = tuple(_activities(top, xml))
            return cls(
                path,
                _sha1(path),
                path.stat().st_size,
                _text(course, "idnumber"),
                _text(course, "shortname"),
                _text(course, "fullname"),
                sections,
                activities,
            )
        except (
            OSError,
            KeyError,
            ValueError,
            EOFError,
            tarfile.TarError,
            zipfile.BadZipFile,
            etree.XMLSyntaxError,
        ) as error:
            raise StorageError(
                _("« {name} » n’est pas un paquet de cours Moodle lisible ({reason}).").format(
                    name=path.name, reason=str(error) or type(error).__name__
                ),
                _("Refaites le paquet : coursegen build"),
            ) from error

    def parts(self, size: int) -> Iterator[tuple[str, bytes]]:
        """The package in pieces of `size` bytes at most, with their file names."""
        name = "course.mbz"
        with self.path.open("rb") as stream:
            if self.size <= size:
                yield name, stream.read()
                return
            for position, piece in enumerate(iter(lambda: stream.read(size), b"")):
                yield f"{name}.part{position:04d}", piece


def _sections(top: etree._Element, xml: _Read) -> Iterator[PackagedSection]:
    for entry in top.iterfind("information/contents/sections/section"):
        section = xml(_text(entry, "directory") + "/section.xml")
        yield PackagedSection(int(_text(section, "number")), _text(section, "name"))


def _activities(top: etree._Element, xml: _Read) -> Iterator[PackagedActivity]:
    for entry in top.iterfind("information/contents/activities/activity"):
        module = xml(_text(entry, "directory") + "/module.xml")
        yield PackagedActivity(_text(module, "idnumber"), _text(entry, "modulename"), _text(entry, "title"))


def _text(element: etree._Element, name: str) -> str:
    value = element.findtext(name) or ""
    return "" if value == _NULL else value.strip()


@contextmanager
def _archive(path: Path) -> Iterator[_Read]:
    """A function that gives the XML document of a name inside the archive."""
    if _begins_as_zip(path):
        with zipfile.ZipFile(path) as bag:
            yield lambda name: _xml(name, bag.getinfo(name).file_size, lambda: bag.read(name))
    else:
        # Read once, in the order of the archive: going back in a gzip stream means starting again.
        yield _documents_of_tar(path)


def _begins_as_zip(path: Path) -> bool:
    """Judged by its first bytes: a gzip may end with a zip that it merely holds, and `is_zipfile` looks at ends."""
    with path.open("rb") as stream:
        return stream.read(2) == b"PK"


def _documents_of_tar(path: Path) -> _Read:
    documents: dict[str, bytes] = {}
    with tarfile.open(path, "r|*") as bag:
        for member in bag:
            if (
                member.isfile()
                and member.name.endswith(".xml")
                and member.size <= _BIGGEST_XML
                and _is_wanted(member.name)
            ):
                stream = bag.extractfile(member)
                documents[member.name.removeprefix("./")] = stream.read() if stream else b""
    return lambda name: _xml(name, len(documents[name]), lambda: documents[name])


def _is_wanted(name: str) -> bool:
    return name.endswith(("moodle_backup.xml", "course/course.xml", "/section.xml", "/module.xml"))


def _xml(name: str, size: int, read: Callable[[], bytes]) -> etree._Element:
    if size > _BIGGEST_XML:
        raise ValueError(f"{name}: {size} bytes")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    return etree.fromstring(read(), parser)


def _sha1(path: Path) -> str:
    digest = hashlib.sha1(usedforsecurity=False)
    with path.open("rb") as stream:
        while block := stream.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()
