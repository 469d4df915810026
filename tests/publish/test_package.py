"""Looking into a course package."""

from __future__ import annotations

import gzip
import hashlib
import io
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from coursegen.errors import StorageError
from coursegen.publish.package import Package, PackagedSection

from .packages import changed, course_package


def test_a_package_says_what_must_be_on_the_site(tmp_path: Path) -> None:
    path = course_package(tmp_path / "a.mbz", "essai", title="Été & hiver")
    package = Package.read(path)
    assert (package.idnumber, package.shortname, package.fullname) == ("essai", "ESSAI", "Été & hiver")
    assert package.sections == (PackagedSection(0, "Accueil"), PackagedSection(1, "Première séquence"))
    assert [a.idnumber for a in package.activities] == ["essai/mot", "essai/s1/lire", "essai/s1/relire"]
    assert [a.kind for a in package.activities] == ["label", "page", "page"]
    assert package.sha1 == hashlib.sha1(path.read_bytes()).hexdigest()


def test_a_zipped_package_says_the_same(tmp_path: Path) -> None:
    path = course_package(tmp_path / "a.mbz")
    zipped = tmp_path / "z.mbz"
    with tarfile.open(path) as source, zipfile.ZipFile(zipped, "w") as target:
        for member in source:
            if stream := source.extractfile(member):
                target.writestr(member.name, stream.read())
    first, second = Package.read(path), Package.read(zipped)
    assert (first.sections, first.activities) == (second.sections, second.activities)


def test_a_package_that_ends_with_a_zip_is_not_taken_for_one(tmp_path: Path) -> None:
    path = course_package(tmp_path / "a.mbz")
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as bag:
        bag.writestr("i.html", "<p>1</p>")
    whole = gzip.decompress(path.read_bytes())
    # Stored, not deflated, as what is compressed already ends up in a gzip.
    path.write_bytes(gzip.compress(whole + held.getvalue(), compresslevel=0, mtime=0))
    assert zipfile.is_zipfile(path)
    assert len(Package.read(path).activities) == 3


def _cut(path: Path) -> Path:
    path.write_bytes(path.read_bytes()[:900])
    return path


def _without_top(path: Path) -> Path:
    return changed(path, path, lambda name, content: b"<x" if name == "moodle_backup.xml" else content)


def _text(path: Path) -> Path:
    path.write_text("bonjour")
    return path


def _gone(path: Path) -> Path:
    path.unlink()
    return path


@pytest.mark.parametrize("spoil", [_cut, _without_top, _text, _gone])
def test_what_is_no_package_is_named_with_a_remedy(tmp_path: Path, spoil: Callable[[Path], Path]) -> None:
    path = spoil(course_package(tmp_path / "cours.mbz"))
    with pytest.raises(StorageError, match=r"cours\.mbz") as error:
        Package.read(path)
    assert "coursegen build" in error.value.remedy


def test_a_package_does_not_reach_for_other_files(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("CONFIDENTIEL")
    head = f'<?xml version="1.0"?><!DOCTYPE c [<!ENTITY s SYSTEM "file://{secret}">]>'.encode()

    def inject(name: str, content: bytes) -> bytes:
        if name != "course/course.xml":
            return content
        return head + content.split(b"?>", 1)[1].replace(b"Cours", b"&s;")

    path = changed(course_package(tmp_path / "a.mbz"), tmp_path / "b.mbz", inject)
    assert "CONFIDENTIEL" not in Package.read(path).fullname


def test_parts_put_together_are_the_package(tmp_path: Path) -> None:
    package = Package.read(course_package(tmp_path / "a.mbz"))
    parts = list(package.parts(1024))
    assert b"".join(content for _name, content in parts) == package.path.read_bytes()
    assert [name for name, _content in parts] == sorted(name for name, _content in parts)
    assert list(package.parts(package.size)) == [("course.mbz", package.path.read_bytes())]
