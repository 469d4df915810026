"""Documents and sheets made by hand with python-docx and openpyxl."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import pytest
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from lxml import etree
from openpyxl.comments import Comment

from coursegen.charter import emblem_png
from coursegen.conform.piece import Dialect, Family, Picture, Piece, Place
from coursegen.conform.rules.reading import alternatives
from methodology.findings import Severity
from tests.conform.judge import SOCIEUX, all_of, faults
from tests.conform.material import CLAUSE, good_document, good_workbook, rewritten

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def test_a_careful_document_is_blamed_for_nothing(tmp_path: Path) -> None:
    assert faults(good_document(tmp_path / "rapport.docx")) == {}


def _run(document: Any) -> Any:
    return document.paragraphs[1].runs[0]


def _track(document: Any) -> None:
    paragraph = document.paragraphs[1]._p
    for tag, inner, words in (("ins", "t", "ajouté"), ("del", "delText", "retiré")):
        paragraph.append(
            etree.fromstring(f'<w:{tag} xmlns:w="{_W}"><w:r><w:{inner}>{words}</w:{inner}></w:r></w:{tag}>')
        )


@pytest.mark.parametrize(
    ("rule", "change", "words"),
    [
        ("CNF-11", lambda d: setattr(_run(d).font, "name", "Papyrus"), "Papyrus"),
        ("CNF-21", lambda d: setattr(_run(d), "text", "TODO : relire"), "TODO"),
        ("CNF-22", lambda d: setattr(_run(d), "text", "Voir Erreur ! Source du renvoi introuvable."), "renvoi"),
        ("CNF-30", lambda d: d.add_comment(_run(d), text="À revoir", author="K."), "1 commentaire"),
        ("CNF-31", _track, "1 passage"),
        ("CNF-43", lambda d: d.add_heading("Détail", 4), "niveau 4 suit un titre de niveau 2"),
        ("CNF-44", lambda d: setattr(_run(d).font.color, "rgb", RGBColor(0xBB, 0xBB, 0xBB)), "#BBBBBB sur #FFFFFF"),
        ("CNF-46", lambda d: setattr(_run(d).font, "size", Pt(6)), "6 points"),
    ],
)
def test_a_fault_is_named_under_the_heading_where_it_stands(tmp_path: Path, rule: str, change: Any, words: str) -> None:
    found = faults(good_document(tmp_path / "d.docx", change))[rule]
    assert words in found.message
    assert "titre « " in found.place.words


def test_words_that_were_taken_out_are_not_read_as_text(tmp_path: Path) -> None:
    def change(document: Any) -> None:
        document.paragraphs[1]._p.append(
            etree.fromstring(f'<w:del xmlns:w="{_W}"><w:r><w:delText>TODO</w:delText></w:r></w:del>')
        )

    assert "CNF-21" not in faults(good_document(tmp_path / "d.docx", change))


def test_a_language_of_correction_that_is_not_french_is_told(tmp_path: Path) -> None:
    def change(document: Any) -> None:
        for language in document.styles.element.iter(f"{{{_W}}}lang"):
            language.set(f"{{{_W}}}val", "en-US")

    assert "en-us" in faults(good_document(tmp_path / "d.docx", change))["CNF-23"].message


def test_a_picture_loaded_from_elsewhere_is_told(tmp_path: Path) -> None:
    def change(name: str, data: bytes) -> bytes:
        if name != "word/_rels/document.xml.rels":
            return data
        image = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
        link = f'<Relationship Id="rId77" Type="{image}" Target="http://example.org/a.png" TargetMode="External"/>'
        return data.replace(b"</Relationships>", link.encode() + b"</Relationships>")

    document = rewritten(good_document(tmp_path / "d.docx"), change)
    assert "http://example.org/a.png" in faults(document)["CNF-04"].message


def test_company_and_custom_properties_are_told(tmp_path: Path) -> None:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006"
    app = f'<Properties xmlns="{kind}/extended-properties"><Company>Cabinet Y</Company></Properties>'
    custom = f'<Properties xmlns="{kind}/custom-properties"><property name="Numéro GED"/></Properties>'
    parts = {"docProps/custom.xml": custom.encode()}
    document = rewritten(
        good_document(tmp_path / "d.docx"), lambda n, data: app.encode() if n == "docProps/app.xml" else data, **parts
    )
    found = faults(document)
    assert "Cabinet Y" in found["CNF-34"].message
    assert "Numéro GED" in found["CNF-35"].message


@pytest.mark.parametrize("name", ["Rapport final (2).docx", "Copie de rapport.docx", "Rapport d'activité.docx"])
def test_a_file_name_that_does_not_travel_is_told(tmp_path: Path, name: str) -> None:
    assert "CNF-03" in faults(good_document(tmp_path / name))


def test_a_working_format_is_said_without_being_a_fault(tmp_path: Path) -> None:
    found = all_of(good_document(tmp_path / "d.docx"), "CNF-01")
    assert [one.severity.value for one in found] == ["info"]


def test_a_careful_workbook_is_blamed_for_nothing(tmp_path: Path) -> None:
    assert faults(good_workbook(tmp_path / "presences.xlsx")) == {}


def test_faults_of_a_workbook_are_told_by_sheet_and_cell(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        sheet = book.active
        sheet["B3"] = "lorem ipsum"
        sheet["B4"], sheet["B4"].data_type = "#REF!", "e"
        sheet["A1"].comment = Comment("aide", "K.")
        sheet["A2"] = CLAUSE.replace("uniquement ", "")
        book.create_sheet("Cachée").sheet_state = "hidden"

    workbook = good_workbook(tmp_path / "p.xlsx", change)
    found = faults(workbook)
    assert found["CNF-21"].place.words == "feuille « Présences », cellule B3"
    assert found["CNF-22"].place.words == "feuille « Présences », cellule B4"
    assert "il manque « uniquement »" in found["CNF-20"].message
    assert "Calibri" in found["CNF-11"].message
    assert "Cachée" in all_of(workbook, "CNF-36")[0].message
    assert "1 note" in all_of(workbook, "CNF-30")[0].message


@pytest.mark.parametrize(("way", "is_turned"), [("20", True), ("180", True), ("head down", True), ("0", False)])
def test_an_emblem_that_the_page_turns_is_told(tmp_path: Path, way: str, is_turned: bool) -> None:
    def change(document: Any) -> None:
        place = next(document.element.body.iter(qn("a:xfrm")))
        if way == "head down":
            place.set("flipV", "1")
        else:
            place.set("rot", str(60_000 * int(way)))

    found = faults(good_document(tmp_path / "d.docx", change)).get("CNF-14")
    assert (found is not None and "tourné" in found.message) is is_turned


@pytest.mark.parametrize(
    ("way", "is_turned"),
    [
        ('draw:transform="rotate (-0.349) translate (1cm 1cm)"', True),
        ('draw:transform="rotate (-3.14159265358979) translate (2cm 1cm)"', True),
        ('draw:transform="translate (2cm 1cm)"', False),
        ('mirror="vertical"', True),
        ('mirror="horizontal"', False),
    ],
)
def test_an_emblem_that_an_open_document_turns_is_told(tmp_path: Path, way: str, is_turned: bool) -> None:
    kinds = {"office": "office", "text": "text", "style": "style", "draw": "drawing", "svg": "svg-compatible"}
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{what}:1.0"' for name, what in kinds.items()
    )
    style, placed = (f"style:{way}", "") if way.startswith("mirror") else ("", way)
    path = tmp_path / "d.odt"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("Pictures/e.png", emblem_png(240))
        archive.writestr(
            "content.xml",
            f'<office:document-content {spaces} xmlns:xlink="http://www.w3.org/1999/xlink"><office:automatic-styles>'
            f'<style:style style:name="g" style:family="graphic"><style:graphic-properties {style}/></style:style>'
            f'</office:automatic-styles><office:body><office:text><text:p><draw:frame draw:style-name="g" {placed} '
            'svg:width="2.1cm" svg:height="1.4cm"><draw:image xlink:href="Pictures/e.png"/></draw:frame></text:p>'
            "</office:text></office:body></office:document-content>",
        )
    found = faults(path).get("CNF-14")
    assert (found is not None and "tourné" in found.message) is is_turned
    assert "CNF-13" not in faults(path), "the emblem is known all the same"


def test_a_picture_without_alternative_in_an_old_document_is_only_pointed_out() -> None:
    picture = Picture(place=Place(), name="Image1")
    for dialect, severity in ((Dialect.OFFICE_XML, None), (Dialect.OLD_OFFICE, Severity.WARNING)):
        piece = Piece(path=Path("d"), family=Family.TEXT, dialect=dialect, bytes=1, pictures=(picture,))
        (found,) = alternatives(piece, SOCIEUX)
        assert found.severity is severity and "« Image1 » n'a pas d'alternative" in found.message
