"""Words of a confidential report are found wherever a file can hold them, however they are cut or dressed."""

from __future__ import annotations

import base64
import gzip
import io
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from coursegen.build.office import convert, office_program
from coursegen.handin.comparing import Leak, Public, Secret, leaks
from coursegen.handin.every_word import Strand, every_word
from tests.conform.material import good_deck, good_document, good_workbook, rewritten

SAID = "Le secrétaire général a refusé deux fois de communiquer les chiffres du recouvrement de la caisse nationale."
SHORT = "Le directeur général ment aux bailleurs."
BARE = SAID.rstrip(".")
WORDS = SAID.split()
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
WEB_PAGE = f"<p>{BARE[:20]}<b>{BARE[20:]}</b></p>".replace("é", "&eacute;")

needs_office = pytest.mark.skipif(not office_program(), reason="LibreOffice is not installed: nothing is converted")


def _secret(*sentences: str, public: tuple[str, ...] = ()) -> dict[str, Secret]:
    own = Strand(tuple(("", sentence) for sentence in (SAID, SHORT, *sentences)), own=True)
    return {"ExMR.odt": Secret((own,), Public(public))}


def _found(path: Path, *sentences: str) -> list[Leak]:
    return [*leaks(every_word(path), _secret(*sentences))]


def _document(change: Callable[[Any], object]) -> Callable[[Path], Path]:
    return lambda folder: good_document(folder / "a.docx", change)


def _deck(change: Callable[[Any], object]) -> Callable[[Path], Path]:
    return lambda folder: good_deck(folder / "a.pptx", change)


def _book(change: Callable[[Any], object]) -> Callable[[Path], Path]:
    return lambda folder: good_workbook(folder / "a.xlsx", change)


def _member(name: str, data: str | bytes) -> Callable[[Path], Path]:
    """A document with one more part, as other programs write them."""
    plain = data.encode() if isinstance(data, str) else data

    def made(folder: Path) -> Path:
        return rewritten(good_document(folder / "a.docx"), lambda _name, content: content, **{name: plain})

    return made


def _notes(part: str) -> Callable[[Path], Path]:
    return _member(f"word/{part}.xml", f'<w:{part} xmlns:w="{W}"><w:p><w:r><w:t>{SAID}</w:t></w:r></w:p></w:{part}>')


def _thirds(document: Any) -> None:
    for part in (WORDS[:6], WORDS[6:11], WORDS[11:]):
        document.add_paragraph(" ".join(part))


def _row(document: Any) -> None:
    table = document.add_table(1, 3)
    for number, part in enumerate((WORDS[:6], WORDS[6:11], WORDS[11:])):
        table.cell(0, number).text = " ".join(part)


def _column(document: Any) -> None:
    table = document.add_table(3, 2)
    for number, part in enumerate((WORDS[:6], WORDS[6:11], WORDS[11:])):
        table.cell(number, 0).text, table.cell(number, 1).text = " ".join(part), "Sans objet ici"


def _cut_words(document: Any) -> None:
    for part in (SAID[:10], SAID[10:50], SAID[50:]):
        document.add_paragraph(part)


def _text_box(document: Any) -> None:
    box = (
        f'<w:p {nsdecls("w")}><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent>'
        f"<w:p><w:r><w:t>{SAID}</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
    )
    document.element.body.insert(0, parse_xml(box))


def _tracked(document: Any) -> None:
    half = len(WORDS) // 2
    runs = (
        f'<w:p {nsdecls("w")}><w:r><w:t xml:space="preserve">{" ".join(WORDS[:half])} </w:t></w:r>'
        '<w:del w:id="1" w:author="x"><w:r><w:delText>autre chose</w:delText></w:r></w:del>'
        f"<w:r><w:t>{' '.join(WORDS[half:])}</w:t></w:r></w:p>"
    )
    document.element.body.insert(0, parse_xml(runs))


def _deleted(document: Any) -> None:
    run = f'<w:p {nsdecls("w")}><w:del w:id="1" w:author="x"><w:r><w:delText>{SAID}</w:delText></w:r></w:del></w:p>'
    document.element.body.insert(0, parse_xml(run))


def _hidden(document: Any) -> None:
    document.add_paragraph().add_run(SAID).font.hidden = True


def _header(document: Any) -> None:
    document.sections[0].header.paragraphs[0].text = SAID


def _chart(deck: Any) -> None:
    from pptx.chart.data import CategoryChartData
    from pptx.enum.chart import XL_CHART_TYPE
    from pptx.util import Cm

    data = CategoryChartData()
    data.categories = ["A", "B"]
    data.add_series("Série", (1, 2))
    frame = deck.slides[0].shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, Cm(1), Cm(1), Cm(9), Cm(6), data)
    frame.chart.has_title = True
    frame.chart.chart_title.text_frame.text = SAID


def _chart_data(deck: Any) -> None:
    from pptx.chart.data import CategoryChartData
    from pptx.enum.chart import XL_CHART_TYPE
    from pptx.util import Cm

    data = CategoryChartData()
    data.categories = [SAID, "B"]
    data.add_series("Série", (1, 2))
    deck.slides[0].shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, Cm(1), Cm(1), Cm(9), Cm(6), data)


def _off_slide(deck: Any) -> None:
    from pptx.util import Cm

    deck.slides[0].shapes.add_textbox(Cm(200), Cm(200), Cm(4), Cm(1)).text_frame.text = SAID


def _alt(deck: Any) -> None:
    deck.slides[0].shapes[0]._element._nvXxPr.cNvPr.set("descr", SAID)


def _by_columns(book: Any) -> None:
    sheet = book.create_sheet("Suivi")
    for number, part in enumerate((WORDS[:6], WORDS[6:11], WORDS[11:]), 1):
        sheet.cell(number, 2).value, sheet.cell(number, 3).value = " ".join(part), "Sans objet ici"


def _cell_note(book: Any) -> None:
    from openpyxl.comments import Comment

    book.active["A1"].comment = Comment(SAID, "x")


def _sheet_name(book: Any) -> None:
    book.create_sheet("Le directeur général ment aux b").sheet_state = "veryHidden"


WAYS: dict[str, Callable[[Path], Path]] = {
    "three paragraphs": _document(_thirds),
    "a row of cells": _document(_row),
    "a column of cells": _document(_column),
    "words cut by paragraphs": _document(_cut_words),
    "a text box": _document(_text_box),
    "around a tracked deletion": _document(_tracked),
    "a tracked deletion": _document(_deleted),
    "hidden text": _document(_hidden),
    "a header": _document(_header),
    "the title": _document(lambda document: setattr(document.core_properties, "title", SAID)),
    "the keywords": _document(lambda document: setattr(document.core_properties, "keywords", SAID)),
    "a footnote": _notes("footnotes"),
    "an endnote": _notes("endnotes"),
    "a comment": _notes("comments"),
    "a diagram": _member("word/diagrams/data1.xml", f'<d xmlns:a="a"><a:p><a:r><a:t>{SAID}</a:t></a:r></a:p></d>'),
    "a custom property": _member("docProps/custom.xml", f"<Properties><x><lpwstr>{SAID}</lpwstr></x></Properties>"),
    "hidden data": _member("customXml/item1.xml", f"<x>{SAID}</x>"),
    "a comment of the markup": _member("word/other.xml", f"<x><!-- {SAID} --></x>"),
    "an inserted web page": _member("word/afchunk.htm", WEB_PAGE),
    "inserted rich text": _member("word/afchunk.rtf", (r"{\rtf1 " + SAID.replace("é", r"\'e9") + "}").encode("ascii")),
    "an inserted object": _member("word/embeddings/oleObject1.dat", b"\xd0\xcf" + SAID.encode("utf-16-le")),
    "old bytes": _member("word/embeddings/other.dat", b"\x00\x01" + SAID.encode("cp1252")),
    "a name of a picture": _member(f"word/media/{BARE.replace(' ', '-')}.png", b"\x89PNG"),
    "the words of a picture": _member("word/media/i.png", b"\x89PNG\r\ntEXtComment\x00" + SAID.encode("latin-1")),
    "a chart title": _deck(_chart),
    "the data of a chart": _deck(_chart_data),
    "far off the slide": _deck(_off_slide),
    "a description": _deck(_alt),
    "notes": _deck(lambda deck: setattr(deck.slides[0].notes_slide.notes_text_frame, "text", SAID)),
    "the master": _deck(lambda deck: setattr(deck.slide_master.placeholders[0].text_frame, "text", SAID)),
    "a column of a sheet": _book(_by_columns),
    "a note on a cell": _book(_cell_note),
}  # fmt: skip


@pytest.mark.parametrize("way", WAYS)
def test_a_sentence_is_found(tmp_path: Path, way: str) -> None:
    found = _found(WAYS[way](tmp_path))
    assert found, way
    assert all(leak.place and leak.origin == "ExMR.odt" for leak in found)


def test_a_file_inside_a_file_is_read(tmp_path: Path) -> None:
    inner = good_document(tmp_path / "b.docx", lambda document: document.add_paragraph(SAID))
    outer = rewritten(
        good_document(tmp_path / "a.docx"), lambda _name, data: data, **{"word/embeddings/b.docx": inner.read_bytes()}
    )
    assert [leak.place for leak in _found(outer) if "objet inséré" in leak.place]


def test_the_name_of_a_hidden_sheet_says_it_too(tmp_path: Path) -> None:
    found = _found(good_workbook(tmp_path / "a.xlsx", _sheet_name), "Le directeur général ment aux b.")
    assert [leak.place for leak in found] == ["nom de feuille"]


def test_the_name_of_the_file_says_it_too(tmp_path: Path) -> None:
    path = good_document(tmp_path / "Le-directeur-general-ment-aux-bailleurs.docx")
    assert [leak.place for leak in _found(path)] == ["nom du fichier"]


@pytest.mark.parametrize(
    "dressed",
    [
        SHORT.upper(),
        SHORT.replace(" ", "\u00a0"),
        SHORT.replace("général", "ge\u0301ne\u0301ral"),
        SHORT.replace("directeur", "direc\u00adteur"),
        SHORT.replace("ment", "m\u200bent"),
        "On nous dit que « le Directeur général » ment, aux bailleurs…",
        "".join(chr(ord(c) + 0xFEE0) if "a" <= c <= "z" else c for c in SHORT),
    ],
)
def test_a_short_sentence_is_found_whatever_its_dress(tmp_path: Path, dressed: str) -> None:
    assert _found(good_document(tmp_path / "a.docx", lambda document: document.add_paragraph(dressed)))


def test_half_of_a_long_sentence_is_found_and_quoted_as_it_stands(tmp_path: Path) -> None:
    half = "Il semble que le Secrétaire général a refusé deux fois de communiquer quoi que ce soit."
    found = _found(good_document(tmp_path / "a.docx", lambda document: document.add_paragraph(half)))
    assert [leak.words for leak in found] == ["le Secrétaire général a refusé deux fois de communiquer"]


@pytest.mark.parametrize(
    "shared",
    [
        "Une méthode de formation pour la caisse nationale",
        "Lomé, le 12 décembre 2022",
        "Du lundi 12 décembre 2022 au vendredi 3 février 2023",
        "Mme Afi Mensah",
        "SOCIEUX+ 2022-27 TOGO",
        "Dans le cadre de l'action « Une méthode de formation pour la caisse nationale »",
    ],
)
def test_names_titles_and_dates_of_the_action_are_no_secret(tmp_path: Path, shared: str) -> None:
    public = ("Une méthode de formation pour la caisse nationale", "Dans le cadre de l'action", "SOCIEUX+ 2022-27 TOGO")
    mine = every_word(good_document(tmp_path / "a.docx", lambda document: document.add_paragraph(shared)))
    assert [*leaks(mine, _secret(shared, public=public))] == []


def test_a_backup_of_moodle_is_read(tmp_path: Path) -> None:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        data = f"<activity><intro>&lt;p&gt;{SAID}&lt;/p&gt;</intro></activity>".encode()
        info = tarfile.TarInfo("activities/page_1/page.xml")
        info.size = len(data)
        archive.addfile(info, io.BytesIO(data))
    path = tmp_path / "cours.mbz"
    path.write_bytes(gzip.compress(out.getvalue(), mtime=0))
    assert [leak.words for leak in _found(path)] == [BARE]


def test_a_scorm_package_is_read(tmp_path: Path) -> None:
    path = tmp_path / "cours.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("data.js", "x = " + ascii(SAID).replace("\\xe9", "\\u00e9"))
    assert [leak.words for leak in _found(path)] == [BARE]


@pytest.mark.office
@needs_office
@pytest.mark.parametrize("form", ["odt", "doc:MS Word 97"])
def test_other_formats_of_a_document_are_read(tmp_path: Path, form: str) -> None:
    def change(document: Any) -> None:
        _hidden(document)
        document.add_paragraph(SHORT)

    source = good_document(tmp_path / "a.docx", change)
    path = convert([source], form, tmp_path)[source]
    said = " ".join(leak.words for leak in _found(path))
    assert BARE in said
    assert SHORT.rstrip(".") in said


def test_look_alike_letters_hide_nothing(tmp_path: Path) -> None:
    dressed = SHORT.replace("a", "\u0430").replace("e", "\u0435").replace("i", "\u03b9")
    assert _found(good_document(tmp_path / "a.docx", lambda document: document.add_paragraph(dressed)))


def test_a_page_saved_as_mail_is_read_in_base64_too(tmp_path: Path) -> None:
    head = b"MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    part = {"word/afchunk.mht": head + base64.encodebytes(f"<p>{SAID}</p>".encode())}
    assert _found(rewritten(good_document(tmp_path / "a.docx"), lambda _name, data: data, **part))


@pytest.mark.parametrize(
    "reworded",
    [
        "Le secrétaire général a deux fois refusé, dit-on, de communiquer les chiffres du recouvrement de la caisse.",
        "Le secrétaire de la caisse a refusé deux fois de donner les chiffres du recouvrement de la caisse nationale.",
    ],
)
def test_a_sentence_hardly_reworded_names_both(tmp_path: Path, reworded: str) -> None:
    found = _found(good_document(tmp_path / "a.docx", lambda document: document.add_paragraph(reworded)))
    assert found
    assert all(leak.near == SAID or leak.words in reworded for leak in found)


def test_one_word_changed_in_each_stretch_is_a_near_rewording(tmp_path: Path) -> None:
    other = SAID.replace("a refusé", "avait refusé").replace("les chiffres", "ses chiffres")
    found = _found(good_document(tmp_path / "a.docx", lambda document: document.add_paragraph(other)))
    assert [leak.near for leak in found] == [SAID]
    assert other in found[0].words


def test_nothing_is_found_in_what_says_something_else(tmp_path: Path) -> None:
    other = "Le directeur général a ouvert l'atelier, et les chiffres du recouvrement ont été présentés par la caisse."
    assert _found(good_document(tmp_path / "a.docx", lambda document: document.add_paragraph(other))) == []
