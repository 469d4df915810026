"""People of the access list are in one file only, and that file is made when somebody asks for it by name."""

from __future__ import annotations

import io
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from coursegen.build import build_course
from coursegen.build.kinds import is_internal, kind_names, odf, usual_kinds
from coursegen.build.office import office_program
from coursegen.cli.app import run

NAMES = (b"zyxquerty", b"vwabl", b"zyx.example", b"qwxz", b"yvqx", b"wqzo", b"kjx")


def contents(name: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    """A file, and those inside it."""
    yield name, data
    if zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for inner in archive.namelist():
                yield from contents(f"{name}/{inner}", archive.read(inner))
    elif data.startswith(b"\x1f\x8b"):
        with tarfile.open(fileobj=io.BytesIO(data)) as tar:
            for member in tar:
                stream = tar.extractfile(member)
                if stream is not None:
                    yield from contents(f"{name}/{member.name}", stream.read())


def told_in(folder: Path) -> set[str]:
    """The files of a folder that name somebody, in their bytes or their names."""
    every = (part for path in sorted(folder.iterdir()) for part in contents(path.name, path.read_bytes()))
    return {name for name, data in every if any(known in data.lower() or known in name.encode() for known in NAMES)}


def test_the_accounts_are_the_only_internal_kind_and_not_among_the_usual() -> None:
    assert [name for name in kind_names() if is_internal(name)] == ["users"]
    assert set(usual_kinds()) == set(kind_names()) - {"users", "odf"}


def test_no_usual_output_holds_anything_of_the_list(with_list: Path, tmp_path: Path) -> None:
    result = build_course(with_list, tmp_path / "out")
    assert {"mbz", "scorm12", "xlsx", "competencies"} <= {output.kind for output in result.outputs}
    assert told_in(tmp_path / "out") == set()


@pytest.mark.parametrize("name", [name for name in kind_names() if name not in ("users", "odf")])
def test_no_other_kind_holds_anything_of_the_list_beside_the_accounts(
    with_list: Path, tmp_path: Path, name: str
) -> None:
    build_course(with_list, tmp_path / "out", [name, "users"])
    assert told_in(tmp_path / "out") == {"TEST-01-utilisateurs.csv"}


@pytest.mark.office
@pytest.mark.skipif(not office_program(), reason="no LibreOffice: OpenDocument files are NOT searched for people")
def test_opendocument_holds_nothing_of_the_list_either(
    with_list: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(odf, "office_kinds", lambda: ("boards", "xlsx"))
    build_course(with_list, tmp_path / "out", ["odf", "users"])
    assert told_in(tmp_path / "out") == {"TEST-01-utilisateurs.csv"}


def test_a_later_build_for_others_takes_the_accounts_away(with_list: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    build_course(with_list, out, ["competencies"])
    build_course(with_list, out, ["users"])
    assert {path.name for path in out.iterdir()} == {
        "TEST-01-competences.csv", "TEST-01-utilisateurs.csv", "manifest.json",
    }  # fmt: skip
    assert build_course(with_list, out, ["users"]).unchanged
    build_course(with_list, out, ["competencies"])
    assert {path.name for path in out.iterdir()} == {"TEST-01-competences.csv", "manifest.json"}
    assert "utilisateurs" not in (out / "manifest.json").read_text("utf-8")


def test_making_the_accounts_says_whom_they_are_for_and_names_nobody(
    with_list: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["build", str(with_list), "-o", str(tmp_path / "out"), "--only", "users"]) == 0
    said = capsys.readouterr()
    assert "Données personnelles" in said.out
    assert "Conservation annoncée" in said.out
    assert not any(known in (said.out + said.err).lower().encode() for known in NAMES)
