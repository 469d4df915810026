"""OpenDocument files are judged as closely as the others: on their own page, under shapes, cropped, hidden."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from coursegen.charter import emblem_png
from tests.conform.judge import all_of, faults
from tests.conform.material import CLAUSE

_KINDS = {
    "office": "office", "text": "text", "style": "style", "fo": "xsl-fo-compatible", "draw": "drawing",
    "svg": "svg-compatible", "table": "table", "meta": "meta", "presentation": "presentation",
}  # fmt: skip
_SPACES = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{what}:1.0"' for name, what in _KINDS.items())
_SPACES += (
    ' xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:drawooo="http://openoffice.org/2010/draw"'
    ' xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"'
)
_BODY = '<text:p text:style-name="P1">{clause}</text:p>'
_IMAGE = '<draw:image xlink:href="Pictures/e.png"/>'


def _open_document(path: Path, body: str, styles: str = "", masters: str = "", layouts: str = "") -> Path:
    kind = {".odt": "text", ".odp": "presentation"}[path.suffix]
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
        archive.writestr("Pictures/e.png", emblem_png(240))
        archive.writestr(
            "content.xml",
            f"<office:document-content {_SPACES}><office:automatic-styles>{styles}</office:automatic-styles>"
            f"<office:body><office:{kind}>{body}</office:{kind}></office:body></office:document-content>",
        )
        archive.writestr(
            "styles.xml",
            f"<office:document-styles {_SPACES}><office:automatic-styles>{layouts}</office:automatic-styles>"
            f"<office:master-styles>{masters}</office:master-styles></office:document-styles>",
        )
    return path


def _paragraph_style(properties: str, name: str = "P1") -> str:
    return f'<style:style style:name="{name}" style:family="paragraph">{properties}</style:style>'


def _ink(colour: str, more: str = "") -> str:
    return _paragraph_style(f'<style:text-properties fo:color="{colour}" {more}/>')


def test_pale_letters_are_judged_on_the_paper_of_the_page(tmp_path: Path) -> None:
    found = faults(_open_document(tmp_path / "d.odt", _BODY.format(clause=CLAUSE), _ink("#FFFFFF")))
    assert "lettres de la couleur du fond" in found["CNF-20"].message
    grey = _open_document(tmp_path / "g.odt", _BODY.format(clause=CLAUSE), _ink("#BBBBBB"))
    assert "#BBBBBB sur #FFFFFF" in faults(grey)["CNF-44"].message


@pytest.mark.parametrize(
    "layout",
    [
        '<style:page-layout-properties fo:background-color="#003399"/>',
        "<style:page-layout-properties>"
        '<style:background-image xlink:href="Pictures/e.png"/></style:page-layout-properties>',
    ],
)
def test_light_letters_on_a_dark_or_painted_page_are_no_fault(tmp_path: Path, layout: str) -> None:
    layouts = f'<style:page-layout style:name="L">{layout}</style:page-layout>'
    path = _open_document(tmp_path / "d.odt", _BODY.format(clause=CLAUSE), _ink("#FFFFFF"), layouts=layouts)
    assert not {"CNF-20", "CNF-44"}.intersection(faults(path))


@pytest.mark.parametrize(
    ("body", "styles"),
    [
        (
            f'<table:table table:style-name="T"><table:table-row><table:table-cell>{_BODY}</table:table-cell>'
            "</table:table-row></table:table>",
            '<style:style style:name="T" style:family="table"><style:table-properties fo:background-color="#003399"/>'
            "</style:style>",
        ),
        (
            f'<text:section text:style-name="S">{_BODY}</text:section>',
            '<style:style style:name="S" style:family="section"><style:section-properties '
            'fo:background-color="#003399"/></style:style>',
        ),
        (
            '<text:p><draw:frame draw:style-name="F" text:anchor-type="paragraph" svg:width="10cm" svg:height="9cm">'
            f"{_IMAGE}<svg:desc>Une vue de la salle</svg:desc></draw:frame></text:p>{_BODY}",
            '<style:style style:name="F" style:family="graphic"><style:graphic-properties '
            'style:run-through="background"/></style:style>',
        ),
    ],
)
def test_what_lies_behind_letters_counts_before_the_paper(tmp_path: Path, body: str, styles: str) -> None:
    path = _open_document(tmp_path / "d.odt", body.format(clause=CLAUSE), styles + _ink("#FFFFFF"))
    assert not {"CNF-20", "CNF-44"}.intersection(faults(path))


def test_see_through_letters_are_seen_by_nobody_but_automatic_ones_are(tmp_path: Path) -> None:
    body = _BODY.format(clause=CLAUSE)
    clear = _open_document(tmp_path / "d.odt", body, _ink("#000000", 'loext:opacity="0%"'))
    assert "transparentes" in faults(clear)["CNF-20"].message
    automatic = _ink("#000000", 'loext:opacity="0%" style:use-window-font-color="true"')
    assert "CNF-20" not in faults(_open_document(tmp_path / "a.odt", body, automatic))


def test_a_picture_of_the_header_needs_an_alternative(tmp_path: Path) -> None:
    frame = f'<text:p><draw:frame draw:name="Image1" svg:width="6cm" svg:height="4cm">{_IMAGE}</draw:frame></text:p>'
    masters = f'<style:master-page style:name="Standard"><style:header>{frame}</style:header></style:master-page>'
    path = _open_document(tmp_path / "d.odt", _BODY.format(clause=CLAUSE), masters=masters)
    assert "« Image1 » n'a pas d'alternative" in faults(path)["CNF-40"].message


_LAYOUTS = (
    '<style:page-layout style:name="L"><style:page-layout-properties fo:page-width="28cm" fo:page-height="21cm"/>'
    "</style:page-layout>"
)
_MASTERS = '<style:master-page style:name="M" style:page-layout-name="L"/>'
_PLACE = 'svg:x="2cm" svg:y="3cm" svg:width="20cm" svg:height="6cm"'
_FILLED = (
    '<style:style style:name="G" style:family="graphic"><style:graphic-properties draw:fill="solid" '
    'draw:fill-color="#FFFFFF" {more}/></style:style>'
)


def _deck(path: Path, shapes: str, styles: str = "") -> Path:
    page = f'<draw:page draw:name="Fin" draw:master-page-name="M">{shapes}</draw:page>'
    return _open_document(path, page, styles, _MASTERS, _LAYOUTS)


def _box(attributes: str = "", text: str = CLAUSE) -> str:
    return f"<draw:custom-shape {_PLACE} {attributes}><text:p>{text}</text:p></draw:custom-shape>"


def test_a_clause_under_an_opaque_shape_or_in_a_hidden_one_is_seen_by_nobody(tmp_path: Path) -> None:
    over = _box('draw:style-name="G"', "")
    covered = _deck(tmp_path / "c.odp", _box() + over, _FILLED.format(more=""))
    assert "sous une autre forme" in faults(covered)["CNF-20"].message
    glass = _deck(tmp_path / "v.odp", _box() + over, _FILLED.format(more='draw:opacity="40%"'))
    under = _deck(tmp_path / "u.odp", over + _box(), _FILLED.format(more=""))
    assert not [one for path in (glass, under) for one in all_of(path, "CNF-20")]
    hidden = _deck(tmp_path / "m.odp", _box('drawooo:display="none"'))
    assert "forme masquée" in faults(hidden)["CNF-20"].message


def test_text_and_tables_that_leave_the_slide_are_told(tmp_path: Path) -> None:
    beside = 'svg:x="24cm" svg:y="3cm" svg:width="12cm" svg:height="2cm"'
    box = f"<draw:custom-shape {beside}><text:p>Une ligne de texte qui court loin</text:p></draw:custom-shape>"
    assert "sort de la diapositive" in faults(_deck(tmp_path / "b.odp", box))["CNF-45"].message
    style = '<style:style style:name="R" style:family="table-row">{row}</style:style>'
    row = '<style:table-row-properties style:row-height="4cm"/>'
    cells = '<table:table-row table:style-name="R"><table:table-cell/></table:table-row>'
    for rows, is_fault in ((5, True), (4, False)):
        frame = f'<draw:frame draw:name="Liste" {_PLACE}><table:table>{cells * rows}</table:table></draw:frame>'
        found = faults(_deck(tmp_path / "t.odp", frame, style.format(row=row)))
        assert ("CNF-45" in found) is is_fault


@pytest.mark.parametrize(
    ("clip", "is_fault"), [("rect(0cm, 0cm, 0cm, 0cm)", False), ("rect(0cm, 0cm, 0cm, 1.4cm)", True)]
)
def test_a_cropped_emblem_is_told(tmp_path: Path, clip: str, is_fault: bool) -> None:
    style = (
        f'<style:style style:name="E" style:family="graphic"><style:graphic-properties fo:clip="{clip}"/></style:style>'
    )
    place = 'svg:x="1cm" svg:y="1cm" svg:width="3cm" svg:height="2cm"'
    frame = f'<draw:frame draw:style-name="E" {place}>{_IMAGE}</draw:frame>'
    assert ("CNF-14" in faults(_deck(tmp_path / "d.odp", frame, style))) is is_fault


def test_what_libreoffice_keeps_of_a_pptx_is_no_private_property(tmp_path: Path) -> None:
    path = _deck(tmp_path / "d.odp", _box())
    said = '<meta:user-defined meta:name="{name}">x</meta:user-defined>'
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(
            "meta.xml",
            f"<office:document-meta {_SPACES}><office:meta>{said.format(name='PresentationFormat')}"
            f"{said.format(name='DossierGED')}</office:meta></office:document-meta>",
        )
    assert faults(path)["CNF-35"].message == "Propriétés personnalisées : DossierGED."
