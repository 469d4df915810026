"""Reads a package back for the tests: member names in order, their bytes, their XML."""

from __future__ import annotations

import tarfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree


@dataclass(frozen=True)
class ReadPackage:
    """The members of a package in archive order."""

    members: dict[str, bytes]

    def xml(self, path: str) -> etree._Element:
        return etree.fromstring(self.members[path])

    def activity_folder(self, key: str) -> str:
        """The folder of the activity whose idnumber is ``key``."""
        for path in self.members:
            if path.endswith("/module.xml") and self.xml(path).findtext("idnumber") == key:
                return path.removesuffix("/module.xml")
        raise KeyError(key)

    def module(self, key: str) -> etree._Element:
        return self.xml(f"{self.activity_folder(key)}/module.xml")

    def activity(self, key: str) -> etree._Element:
        """The record of the activity, ``<quiz id=...>``."""
        folder = self.activity_folder(key)
        modname = folder.split("/")[1].rsplit("_", 1)[0]
        found = self.xml(f"{folder}/{modname}.xml").find(modname)
        assert found is not None
        return found

    def grade_item(self, key: str) -> etree._Element:
        found = self.xml(f"{self.activity_folder(key)}/grades.xml").find("grade_items/grade_item")
        assert found is not None
        return found

    def question(self, key: str) -> etree._Element:
        for entry in self.xml("questions.xml").iter("question_bank_entry"):
            if entry.findtext("idnumber") == key:
                found = entry.find("question_version/question_versions/questions/question")
                assert found is not None
                return found
        raise KeyError(key)

    def files(self, component: str, area: str) -> Iterator[tuple[str, int, str]]:
        """Path, item id and content hash of the files of an area."""
        for file in self.xml("files.xml"):
            if (file.findtext("component"), file.findtext("filearea")) == (component, area):
                path = f"{file.findtext('filepath')}{file.findtext('filename')}"
                yield path, int(file.findtext("itemid", "")), file.findtext("contenthash", "")


def read_package(path: Path) -> ReadPackage:
    with path.open("rb") as stream:
        zipped = stream.read(2) == b"PK"  # is_zipfile also takes a tgz for one that holds a stored zip
    if zipped:
        with zipfile.ZipFile(path) as archive:
            return ReadPackage({m.filename: archive.read(m) for m in archive.infolist()})
    with tarfile.open(path) as tar:
        members = {}
        for member in tar:
            stream = tar.extractfile(member)
            if stream is not None:
                with stream:
                    members[member.name] = stream.read()
        return ReadPackage(members)
