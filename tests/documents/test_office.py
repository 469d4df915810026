"""LibreOffice at work: what it tells of pages, what it converts, and what happens without it."""

from __future__ import annotations

import io
import json
import os
import shutil
import stat
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from coursegen.build.accepted import accepted, loss_notes
from coursegen.build.documents import undrawn, with_likenesses, written
from coursegen.build.kinds import kind, kind_names, office_kinds, usual_kinds
from coursegen.build.odf_package import settled
from coursegen.build.office import VARIABLE, OfficeMissingError, convert
from coursegen.build.office_words import lost_words, office_words
from coursegen.build.pagination import pages_of
from coursegen.build.pdf_outline import outline_pages
from coursegen.documents_model import Contents, Figure, Heading, PageBreak, paragraph
from coursegen.outputs.documents.word import write_document
from tests.documents.opened import shown
from tests.documents.sample import SVG, charter, document, whole

CHECK = Path(
    os.environ.get(
        "OFFICE_CHECK", Path(__file__).resolve().parents[3] / "shared" / "tools" / "office_check" / "check.py"
    )
)


@pytest.fixture
def office() -> str:
    """LibreOffice, where it is installed."""
    found = shutil.which("soffice")
    if found is None:
        pytest.skip("LibreOffice is not installed: conversions and page numbers are NOT tried")
    return found


@pytest.fixture
def no_office(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without it, where nothing was made before."""
    monkeypatch.setenv(VARIABLE, "")
    monkeypatch.setenv("COURSEGEN_CACHE", "")


def _file(folder: Path, name: str = "guide.docx") -> Path:
    path = folder / name
    path.write_bytes(write_document(whole(), charter()))
    return path


@pytest.mark.office
def test_no_error_and_no_warning_in_a_document_that_holds_every_block(office: str, tmp_path: Path) -> None:
    if not CHECK.exists():
        pytest.skip(f"DOCUMENTS NOT JUDGED: no judge at {CHECK}")
    files = []
    for name, made in (("plein", whole()), ("numerote", replace(whole(), numbered=True, notes_margin=True))):
        [(_document, data)] = written([made], charter())
        (tmp_path / f"{name}.docx").write_bytes(data)
        files.append(str(tmp_path / f"{name}.docx"))
    run = subprocess.run(
        [sys.executable, str(CHECK), "--json", *files], capture_output=True, text=True, check=False, timeout=300
    )
    reports = [json.loads(line) for line in run.stdout.splitlines()]
    assert len(reports) == len(files), run.stderr
    for report in reports:
        assert [(bar, detail) for level, bar, detail in report["bars"] if level != "pass"] == []
        assert {"schema.valid", "render.contrast"} <= {bar for _level, bar, _detail in report["bars"]}


def test_the_schema_takes_every_block(tmp_path: Path) -> None:
    audit = pytest.importorskip("openxml_audit", reason="openxml_audit is not installed: the schema is NOT tried")
    result = audit.OpenXmlValidator().validate(str(_file(tmp_path)))
    assert [str(error) for error in result.errors] == []


def test_the_table_of_contents_shows_the_pages_of_the_titles(office: str) -> None:
    made = document(Contents(1), Heading("Un", 1), PageBreak(), Heading("Deux", 1), PageBreak(), Heading("Trois", 1))
    [(_document, data)] = written([made], charter())
    import docx

    assert [text for text in shown(docx.Document(io.BytesIO(data))) if "\t" in text] == ["Un\t1", "Deux\t2", "Trois\t3"]


def test_pages_are_laid_out_once_for_the_same_document(
    office: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COURSEGEN_CACHE", str(tmp_path / "cache"))
    data = write_document(document(Heading("Seul", 1)), charter())
    first = pages_of([data, data])

    def again(*_given: object, **_more: object) -> None:
        raise AssertionError("laid out again")

    monkeypatch.setattr("coursegen.build.pagination.convert", again)
    assert pages_of([data]) == first[:1] == ({0: 1},)


@pytest.mark.usefixtures("no_office")
def test_without_libreoffice_documents_are_made_and_what_lacks_is_told(tmp_path: Path) -> None:
    made = document(Contents(1), Heading("Un", 1), Figure(b"", "Une carte", drawing=SVG))
    [(_document, data)] = written([made], charter())
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert b'w:dirty="true"' in package.read("word/document.xml")
    path = tmp_path / "a.docx"
    path.write_bytes(data)
    assert undrawn(path) == ("[Image : Une carte]",)


@pytest.mark.usefixtures("no_office")
def test_without_libreoffice_other_formats_are_refused_with_the_remedy(tmp_path: Path) -> None:
    source = _file(tmp_path)
    with pytest.raises(OfficeMissingError) as refused:
        list(accepted([source], tmp_path / "sorties"))
    assert "LibreOffice" in refused.value.message and "libreoffice.org" in refused.value.remedy
    assert refused.value.exit_code == 4
    assert not (tmp_path / "sorties").exists()


def test_a_drawing_gets_a_picture_once(office: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COURSEGEN_CACHE", str(tmp_path / "cache"))
    made = document(Figure(b"", "Un dessin", drawing=SVG))
    first = with_likenesses([made])[0].blocks[0]
    assert isinstance(first, Figure) and first.data.startswith(b"\x89PNG")
    monkeypatch.setenv(VARIABLE, "")
    assert with_likenesses([made])[0].blocks[0] == first


def test_opendocument_and_office_97_hold_every_word_and_the_same_bytes(office: str, tmp_path: Path) -> None:
    source = _file(tmp_path)
    made = []
    for name in ("un", "deux"):
        (tmp_path / name).mkdir()
        made.append([*accepted([source], tmp_path / name, of_97=True)])
    assert [[one.path.name for one in once] for once in made] == [["guide.odt", "guide.doc"]] * 2
    assert [one.lost for once in made for one in once] == [()] * 4
    assert [one.path.read_bytes() for one in made[0]] == [one.path.read_bytes() for one in made[1]]
    with zipfile.ZipFile(made[0][0].path) as package:
        meta = package.read("meta.xml").decode()
        assert package.namelist()[0] == "mimetype"
        assert not [name for name in package.namelist() if "humbnail" in name]
    assert "Awa Diallo" in meta and "2026-11-22T00:00:00" in meta
    assert "LibreOffice" not in meta and "editing" not in meta


def test_a_file_that_lost_words_is_named_with_them(tmp_path: Path) -> None:
    before, after = _file(tmp_path), _file(tmp_path, "autre.docx")
    after.write_bytes(write_document(document(paragraph("Presque rien.")), charter()))
    lost = lost_words(before, after)
    assert "chevalets" in lost
    from coursegen.build.accepted import Converted

    (note,) = loss_notes([Converted(before, after, lost)])
    assert "autre.docx" in note and "guide.docx" in note and lost[0] in note


def test_words_are_whole_though_their_letters_look_different(tmp_path: Path) -> None:
    from coursegen.documents_model import Paragraph
    from coursegen.slides_model import Run

    path = tmp_path / "a.docx"
    path.write_bytes(write_document(document(Paragraph((Run("pré"), Run("voyance", bold=True)))), charter()))
    assert office_words(path)["prévoyance"] == 1


def test_a_program_that_hangs_is_ended_with_what_it_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A stand-in starts a child that would outlive it, and waits."""
    program, trace = tmp_path / "soffice", tmp_path / "enfant"
    program.write_text(f'#!/bin/sh\nsleep 300 &\necho $! > "{trace}"\nwait\n', encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv(VARIABLE, str(program))
    assert convert([tmp_path / "a.docx"], "odt", tmp_path, seconds=0.5, again=False) == {}
    child = int(trace.read_text())
    state = Path(f"/proc/{child}/stat")
    assert not state.exists() or state.read_text().split()[2] in "ZX"


def test_a_file_that_failed_is_tried_once_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A stand-in that fails the first time."""
    program, mark = tmp_path / "soffice", tmp_path / "deja"
    lines = f'#!/bin/sh\nif [ -e "{mark}" ]; then echo fait > "{tmp_path}/a.odt"; fi\ntouch "{mark}"\n'
    program.write_text(lines, encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv(VARIABLE, str(program))
    source = tmp_path / "a.docx"
    assert convert([source], "odt", tmp_path) == {source: tmp_path / "a.odt"}


def test_other_formats_are_made_only_when_they_are_named() -> None:
    assert "odf" in kind_names() and "odf" not in usual_kinds()
    assert {"docx", "pptx", "xlsx"} <= set(office_kinds())
    assert not {"odf", "mbz", "users"} & set(office_kinds())
    assert kind("odf").title()


@pytest.mark.parametrize("data", [b"", b"%PDF-1.6", b"1 0 obj<</Catalog/Outlines 1 0 R/First 1 0 R>>endobj"])
def test_a_pdf_without_an_outline_tells_nothing(data: bytes) -> None:
    assert outline_pages(data) == ()


def test_pages_are_found_also_in_the_packed_objects_of_newer_programs() -> None:
    import zlib

    inner = {
        1: b"<</Catalog true/Outlines 2 0 R/Pages 3 0 R>>",
        2: b"<</First 5 0 R>>",
        3: b"<</Kids[4 0 R 6 0 R]>>",
        4: b"<</Page true>>",
        5: b"<</Title(a)/Dest[6 0 R/XYZ 0 0 0]/First 7 0 R>>",
        6: b"<</Page true>>",
        7: b"<</Title(b)/Dest[4 0 R/XYZ 0 0 0]>>",
    }
    head, body = b"", b""
    for number, text in inner.items():
        head += b"%d %d " % (number, len(body))
        body += text + b" "
    packed = zlib.compress(head + body)
    stream = b"<</Type/ObjStm/N 7/First %d>>stream\n" % len(head) + packed + b"\nendstream"
    assert outline_pages(b"%PDF-1.7\n9 0 obj" + stream + b"\nendobj") == (2, 1)


def test_an_opendocument_file_is_settled_once_and_for_all(office: str, tmp_path: Path) -> None:
    source = _file(tmp_path)
    raw = convert([source], "odt", tmp_path)[source].read_bytes()
    assert settled(settled(raw)) == settled(raw) != raw
