"""Workbooks made to harm, or merely damaged: refused in words, without being unpacked."""

from __future__ import annotations

import shutil
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from coursegen.cli.app import run
from coursegen.errors import CoursegenError, UsageError
from coursegen.workbook import read_workbook
from coursegen.workbook.safety import MAX_FILE_BYTES

from .edits import edit

BOMB = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'


def repacked(source: Path, target: Path, change: Callable[[str, bytes], bytes], more: dict[str, bytes]) -> Path:
    """The archive with members changed and others added."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
        for name, data in more.items():
            new.writestr(name, data)
    return target


def same(_name: str, data: bytes) -> bytes:
    return data


def refusal(path: Path) -> str:
    with pytest.raises(CoursegenError) as caught:
        read_workbook(path)
    return f"{caught.value.message} {caught.value.remedy}"


def test_macros_are_refused(workbook: Path, tmp_path: Path) -> None:
    path = repacked(workbook, tmp_path / "m.xlsx", same, {"xl/vbaProject.bin": b"x"})
    assert "il contient des macros" in refusal(path)


@pytest.mark.parametrize("suffix", [".xlsm", ".xls", ".csv", ".pdf"])
def test_other_kinds_of_file_are_refused_with_those_that_are_read(
    suffix: str, workbook: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / f"cours{suffix}"
    shutil.copy(workbook, path)
    assert run(["import", str(path), str(tmp_path / "neuf")]) == 2
    assert ".xlsx, .ods (classeur de cours)" in capsys.readouterr().err
    with pytest.raises(UsageError):
        read_workbook(path)


@pytest.mark.parametrize("name", ["xl/externalLinks/externalLink1.xml", "xl/connections.xml", "xl/embeddings/o.bin"])
def test_links_to_other_files_are_refused(name: str, workbook: Path, tmp_path: Path) -> None:
    path = repacked(workbook, tmp_path / "l.xlsx", same, {name: b"<x/>"})
    assert "il renvoie à d'autres fichiers" in refusal(path)


def test_entities_are_refused_before_they_are_unfolded(workbook: Path, tmp_path: Path) -> None:
    path = repacked(workbook, tmp_path / "e.xlsx", lambda n, d: BOMB + d if n == "xl/sharedStrings.xml" else d, {})
    assert "entités XML" in refusal(path)


def test_a_zip_bomb_is_refused_without_being_unpacked(workbook: Path, tmp_path: Path) -> None:
    path = repacked(workbook, tmp_path / "b.xlsx", same, {"xl/media/big.xml": b"\0" * 60_000_000})
    assert path.stat().st_size < 1_000_000
    tracemalloc.start()
    assert "trop gros" in refusal(path)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 20_000_000


def test_a_huge_file_is_refused_by_its_size(tmp_path: Path) -> None:
    path = tmp_path / "g.xlsx"
    with path.open("wb") as stream:
        stream.write(b"PK\x03\x04")
        stream.truncate(MAX_FILE_BYTES + 1)
    assert "trop gros" in refusal(path)


def test_a_sheet_with_a_cell_at_its_last_row_is_refused(workbook: Path) -> None:
    edit(workbook, lambda book: book["Objectifs"].__setitem__("A1048576", "loin"))
    assert "« Objectifs » est démesurée" in refusal(workbook)


def test_a_sheet_of_a_million_far_cells_is_refused(workbook: Path, tmp_path: Path) -> None:
    rows = b"".join(b'<row r="%d"><c r="XFD%d"><v>1</v></c></row>' % (n, n) for n in range(10, 40_000))

    def widen(name: str, data: bytes) -> bytes:
        return data.replace(b"</sheetData>", rows + b"</sheetData>") if name == "xl/worksheets/sheet2.xml" else data

    assert "démesurée" in refusal(repacked(workbook, tmp_path / "w.xlsx", widen, {}))


def test_an_encrypted_workbook_is_said_to_be_one(tmp_path: Path) -> None:
    path = tmp_path / "p.xlsx"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    assert "mot de passe" in refusal(path)


@pytest.mark.parametrize("data", [b"", b"PK", b"bonjour", b"PK\x03\x04" + b"\xff" * 400])
def test_what_is_no_workbook_is_refused(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(data)
    assert "n'est pas un classeur, ou il est abîmé" in refusal(path)


@pytest.mark.parametrize("cut", [0.3, 0.6, 0.9, 0.999])
def test_a_workbook_cut_short_is_refused(cut: float, workbook: Path) -> None:
    data = workbook.read_bytes()
    workbook.write_bytes(data[: int(len(data) * cut)])
    assert "abîmé" in refusal(workbook)


def test_damaged_markup_is_refused(workbook: Path, tmp_path: Path) -> None:
    path = repacked(workbook, tmp_path / "d.xlsx", lambda n, d: d[:-30] if "sheet2.xml" in n else d, {})
    assert "abîmé" in refusal(path)


def test_a_workbook_of_something_else_is_refused(tmp_path: Path) -> None:
    from openpyxl import Workbook

    Workbook().save(tmp_path / "autre.xlsx")
    assert "aucune de ses feuilles n'est connue" in refusal(tmp_path / "autre.xlsx")


def test_a_missing_file_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["import", str(tmp_path / "rien.xlsx"), str(tmp_path / "neuf")]) == 4
    assert "ne peut pas être lu" in capsys.readouterr().err


ODS = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>
<table:table table:name="Objectifs"><table:table-row><table:table-cell/></table:table-row>{rows}</table:table>
</office:spreadsheet></office:body></office:document-content>"""
FILLED = '<table:table-cell{times} office:value-type="string"><text:p>x</text:p></table:table-cell>'


def ods(path: Path, rows: str, **more: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("content.xml", ODS.format(rows=rows))
        for name, data in more.items():
            archive.writestr(name.replace("__", "/"), data)
    return path


@pytest.mark.parametrize(
    "rows",
    [
        f'<table:table-row table:number-rows-repeated="1048576">{FILLED.format(times="")}</table:table-row>',
        "<table:table-row>" + FILLED.format(times=' table:number-columns-repeated="999999999"') + "</table:table-row>",
    ],
)
def test_repeated_cells_of_an_ods_are_not_unfolded_without_end(rows: str, tmp_path: Path) -> None:
    assert "« Objectifs » est démesurée" in refusal(ods(tmp_path / "r.ods", rows))


def test_macros_and_links_of_an_ods_are_refused(tmp_path: Path) -> None:
    assert "macros" in refusal(ods(tmp_path / "m.ods", "", Basic__script=b"x"))
    link = '<table:table-source xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="file:///etc/passwd"/>'
    assert "d'autres fichiers" in refusal(ods(tmp_path / "l.ods", link))
