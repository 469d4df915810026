"""Files that are broken, disguised or made to harm: refused in French, each with its reason, nothing run."""

from __future__ import annotations

import io
import os
import struct
import zipfile
from pathlib import Path
from typing import Any

import pytest

from coursegen.cli.app import run
from coursegen.conform import judged
from tests.conform.judge import SOCIEUX
from tests.conform.material import good_deck, good_document, good_workbook, rewritten

_OLE = bytes.fromhex("D0CF11E0A1B11AE1")


def _refusal(path: Path) -> str:
    findings = judged(path, SOCIEUX).findings
    assert [one.rule for one in findings] == ["CNF-00"]
    assert findings[0].remedy
    return findings[0].message


def test_an_empty_file(tmp_path: Path) -> None:
    (tmp_path / "a.pptx").write_bytes(b"")
    assert "vide" in _refusal(tmp_path / "a.pptx")


@pytest.mark.parametrize("kept", [0.3, 0.9, 0.995])
def test_a_truncated_file(tmp_path: Path, kept: float) -> None:
    path = good_document(tmp_path / "a.docx")
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * kept)])
    assert "tronqué" in _refusal(path)


def test_a_part_that_is_no_xml(tmp_path: Path) -> None:
    path = rewritten(
        good_document(tmp_path / "a.docx"), lambda n, data: b"<w:document" if n == "word/document.xml" else data
    )
    assert "abîmé" in _refusal(path)


@pytest.mark.parametrize("maker", [good_deck, good_document, good_workbook])
def test_a_package_without_its_list_of_types_is_no_office_file(tmp_path: Path, maker: Any) -> None:
    name = {good_deck: "a.pptx", good_document: "a.docx", good_workbook: "a.xlsx"}[maker]
    path = rewritten(maker(tmp_path / name), lambda n, data: None if n == "[Content_Types].xml" else data)
    assert "il lui manque « [Content_Types].xml »" in _refusal(path)
    assert "demandez-le de nouveau" in judged(path, SOCIEUX).findings[0].remedy


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_refused_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    os.mkfifo(tmp_path / "a.docx")
    assert run(["conform", str(tmp_path / "a.docx")]) == 4
    assert "pas un fichier ordinaire" in capsys.readouterr().err


def test_a_pdf_even_under_another_name(tmp_path: Path) -> None:
    for name in ("a.pdf", "a.docx"):
        (tmp_path / name).write_bytes(b"%PDF-1.7\n")
        assert "PDF" in _refusal(tmp_path / name)


def test_a_file_of_another_kind(tmp_path: Path) -> None:
    (tmp_path / "a.exe").write_bytes(b"MZ")
    assert "a.exe" in _refusal(tmp_path / "a.exe")


REALLY = {".pptx": "présentation PowerPoint", ".docx": "document Word", ".xlsx": "classeur Excel"}
MAKERS = {".pptx": good_deck, ".docx": good_document, ".xlsx": good_workbook}
OPEN_KINDS = {".odp": ("presentation", "présentation"), ".odt": ("text", "texte"), ".ods": ("spreadsheet", "classeur")}
OLD_KINDS = {".ppt": "PowerPoint Document", ".doc": "WordDocument", ".xls": "Workbook"}
NAMES = (*REALLY, *OPEN_KINDS, *OLD_KINDS)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("really", REALLY)
def test_an_office_file_under_another_name_is_told_for_what_it_is(tmp_path: Path, really: str, name: str) -> None:
    if name == really:
        return
    path = MAKERS[really](tmp_path / f"a{really}").rename(tmp_path / f"rapport{name}")
    assert f"{REALLY[really]} ({really})" in _refusal(path)
    assert f"« rapport{really} »" in judged(path, SOCIEUX).findings[0].remedy


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("really", OPEN_KINDS)
def test_an_open_document_under_another_name_is_told_for_what_it_is(tmp_path: Path, really: str, name: str) -> None:
    if name == really:
        return
    kind, words = OPEN_KINDS[really]
    with zipfile.ZipFile(tmp_path / f"rapport{name}", "w") as archive:
        archive.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
        archive.writestr("content.xml", "<x/>")
    assert f"{words} OpenDocument ({really})" in _refusal(tmp_path / f"rapport{name}")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("really", OLD_KINDS)
def test_an_old_file_under_another_name_is_told_for_what_it_is(tmp_path: Path, really: str, name: str) -> None:
    if name == really:
        return
    (tmp_path / f"rapport{name}").write_bytes(_OLE + bytes(600) + OLD_KINDS[really].encode("utf-16-le"))
    assert f"97-2003 ({really})" in _refusal(tmp_path / f"rapport{name}")


@pytest.mark.parametrize(
    ("data", "words"), [(b"{\\rtf1 x}", "RTF"), (b"\n<html><p>x", "HTML"), (b"\x89PNG\r\n", "PNG")]
)
def test_what_is_no_office_file_at_all_is_told_for_what_it_is(tmp_path: Path, data: bytes, words: str) -> None:
    (tmp_path / "a.doc").write_bytes(data)
    assert words in _refusal(tmp_path / "a.doc")


@pytest.mark.parametrize("name", ["../../etc/x", "/etc/x", "word\\..\\x", "C:x", "word/../../x"])
def test_a_member_that_would_be_written_elsewhere(tmp_path: Path, name: str) -> None:
    path = rewritten(good_document(tmp_path / "a.docx"), lambda _n, data: data, **{name: b"1"})
    assert "nom dangereux" in _refusal(path) and name in _refusal(path)


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("name", ["word/document.xml", "word/Document.XML"])
def test_two_members_of_one_name(tmp_path: Path, name: str) -> None:
    path = good_document(tmp_path / "a.docx")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(name, b"<w/>")
    assert "même nom" in _refusal(path)


@pytest.mark.parametrize("name", ["a.pptm", "a.docm", "a.xlsm"])
def test_a_format_with_macros(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(good_document(tmp_path / "a.docx").read_bytes())
    assert "macros" in _refusal(tmp_path / name)


def test_macros_under_a_harmless_name(tmp_path: Path) -> None:
    path = rewritten(good_workbook(tmp_path / "a.xlsx"), lambda _n, data: data, **{"xl/vbaProject.bin": b"x"})
    assert "macros" in _refusal(path)


def test_an_object_of_another_program(tmp_path: Path) -> None:
    path = rewritten(good_deck(tmp_path / "a.pptx"), lambda _n, data: data, **{"ppt/embeddings/oleObject1.bin": _OLE})
    assert "OLE" in _refusal(path)


def test_an_encrypted_file(tmp_path: Path) -> None:
    body = _OLE + b"\x00" * 600 + "EncryptedPackage".encode("utf-16-le")
    (tmp_path / "a.docx").write_bytes(body)
    assert "mot de passe" in _refusal(tmp_path / "a.docx")


def test_an_encrypted_open_document(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.odt", "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", b"\x01\x02")
        archive.writestr("META-INF/manifest.xml", "<manifest><encryption-data/></manifest>")
    assert "mot de passe" in _refusal(tmp_path / "a.odt")


def test_xml_entities(tmp_path: Path) -> None:
    bomb = b'<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    path = rewritten(
        good_document(tmp_path / "a.docx"),
        lambda n, data: data.replace(b"<w:document", bomb + b"<w:document", 1) if n == "word/document.xml" else data,
    )
    assert "entités" in _refusal(path)


@pytest.mark.parametrize("coding", ["utf-8", "utf-16", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("part", ["docProps/core.xml", "word/theme/theme1.xml", "word/other.DAT"])
def test_xml_entities_in_any_part_and_any_coding(tmp_path: Path, part: str, coding: str) -> None:
    text = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "y">]><a/>'.encode(coding)
    path = rewritten(good_document(tmp_path / "a.docx"), lambda n, data: data, **{part: text})
    assert "entités" in _refusal(path)


def test_a_bomb_by_its_ratio(tmp_path: Path) -> None:
    path = rewritten(good_deck(tmp_path / "a.pptx"), lambda _n, data: data, **{"ppt/media/a.png": bytes(64 * 2**20)})
    assert "anormalement gros" in _refusal(path)


def test_a_bomb_by_its_number_of_parts(tmp_path: Path) -> None:
    more = {f"ppt/media/{n}.png": b"" for n in range(6000)}
    path = rewritten(good_deck(tmp_path / "a.pptx"), lambda _n, data: data, **more)
    assert "anormalement gros" in _refusal(path)


def test_a_member_that_lies_about_its_size(tmp_path: Path) -> None:
    path = good_document(tmp_path / "a.docx")
    data = bytearray(path.read_bytes())
    at = data.find(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<I", 5)
    path.write_bytes(bytes(data))
    assert "abîmé" in _refusal(path)


def test_a_picture_that_is_a_bomb_harms_nobody(tmp_path: Path) -> None:
    from PIL import Image

    out = io.BytesIO()
    Image.new("1", (30_000, 30_000)).save(out, "PNG")
    huge = out.getvalue()
    path = rewritten(good_deck(tmp_path / "a.pptx"), lambda n, data: huge if n.startswith("ppt/media/") else data)
    assert {"CNF-13"} <= {one.rule for one in judged(path, SOCIEUX).findings}


def test_hundreds_of_nested_groups_are_refused_not_fatal(tmp_path: Path) -> None:
    deep = b"<p:grpSp><p:grpSpPr/>" * 3000 + b"</p:grpSp>" * 3000
    path = rewritten(
        good_deck(tmp_path / "a.pptx"),
        lambda n, data: data.replace(b"</p:spTree>", deep + b"</p:spTree>") if n == "ppt/slides/slide1.xml" else data,
    )
    assert "abîmé" in _refusal(path)


@pytest.mark.parametrize("layers", [1, 2])
def test_a_bomb_packed_inside_is_refused_too(tmp_path: Path, layers: int) -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", bytes(40 * 2**20))
    data = bomb.getvalue()
    for _layer in range(layers - 1):
        around = io.BytesIO()
        with zipfile.ZipFile(around, "w") as archive:
            archive.writestr("word/embeddings/a.xlsx", data)
        data = around.getvalue()
    path = rewritten(good_document(tmp_path / "d.docx"), lambda _n, kept: kept, **{"word/embeddings/a.xlsx": data})
    (found,) = judged(path, SOCIEUX).findings
    assert "anormalement gros" in found.message
