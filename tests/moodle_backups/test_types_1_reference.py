"""What real Moodle wrote of these types is read and written again word for word."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from lxml import etree
from package_reader import ReadPackage, read_package

from moodle_backups import write_backup
from moodle_backups.read import read_backup
from moodle_backups.versions import target_of

REFERENCE = Path(os.environ.get("MOODLE_BACKUPS_REFERENCE", Path(__file__).parents[3] / "shared/reference/mbz"))
TYPES = ("resource", "folder", "forum", "feedback", "scorm", "choice", "glossary", "data", "h5pactivity", "wiki")
# What people made, by record: it is left out.
PEOPLE = {
    "glossary": ("entries/*", "entriestags/*", "categories/category/category_entries/*"),
    "forum": ("discussions/*",),
    "data": ("records/*", "recordstags/*"),
    "wiki": ("subwikis/*",),
}


@pytest.fixture(scope="module", params=["moodle42_no_users", "moodle45_no_users", "moodle45_with_users"])
def reference(request: pytest.FixtureRequest) -> Path:
    path = REFERENCE / f"{request.param}.mbz"
    if not path.is_file():
        pytest.skip(f"NOT COMPARED with real Moodle: {path} is absent (set MOODLE_BACKUPS_REFERENCE)")
    return path


def record(package: ReadPackage, path: str, modname: str) -> list[tuple[str, dict[str, str], str]]:
    """Every element of a record in order: name, ids, text."""
    root = package.xml(path)
    for pattern in PEOPLE.get(modname, ()):
        for element in root.findall(f"{modname}/{pattern}"):
            element.getparent().remove(element)
    for element in root.iter():
        if not len(element):
            element.text = (element.text or "").strip()
    return [(str(e.tag), dict(e.attrib), "" if len(e) else e.text or "") for e in root.iter(etree.Element)]


def test_records_are_written_again_as_moodle_wrote_them(reference: Path, tmp_path: Path) -> None:
    with read_backup(reference) as read:
        write_backup(read.backup, tmp_path / "again.mbz", version=target_of(read.release))
    theirs, ours = read_package(reference), read_package(tmp_path / "again.mbz")
    compared = set()
    for path in theirs.members:
        parts = path.split("/")
        modname = parts[1].rsplit("_", 1)[0] if parts[0] == "activities" else ""
        if modname in TYPES and parts[2] == f"{modname}.xml":
            assert record(ours, path, modname) == record(theirs, path, modname), path
            compared.add(modname)
    assert compared == set(TYPES)


def test_every_file_of_them_is_written_again(reference: Path, tmp_path: Path) -> None:
    with read_backup(reference) as read:
        write_backup(read.backup, tmp_path / "again.mbz", version=target_of(read.release))
    theirs, ours = read_package(reference), read_package(tmp_path / "again.mbz")
    for component, area in (
        ("mod_resource", "content"),
        ("mod_folder", "content"),
        ("mod_scorm", "package"),
        ("mod_scorm", "content"),
        ("mod_h5pactivity", "package"),
    ):
        wanted = {found for found in theirs.files(component, area) if not found[0].endswith("/.")}
        assert set(ours.files(component, area)) == wanted, (component, area)
        assert wanted or area == "content"
