"""The HTML of a course as blocks: what stands on the page stands on paper, whatever the author pasted."""

from __future__ import annotations

import pytest
from lxml import etree

from coursegen.content.html_blocks import HtmlBlocks, line_of, plain_of
from coursegen.courseware import Html, MediaFile
from coursegen.documents_model import Block, Box, Callout, Figure, Fill, Heading, ItemList, Look, Paragraph, Table
from coursegen.slides_model import Script
from tests.documents.opened import blocks as written
from tests.documents.opened import shown
from tests.documents.sample import SVG, png

MEDIA = {
    "carte.svg": MediaFile("carte.svg", SVG, "image/svg+xml", "Une carte"),
    "plan.png": MediaFile("plan.png", png(), "image/png", "Un plan"),
    "frise.svg": MediaFile("frise.svg", SVG, "image/svg+xml", "Une frise"),
    "frise.png": MediaFile("frise.png", png(), "image/png", ""),
}


def made(html: str) -> tuple[Block, ...]:
    """The blocks of a fragment."""
    return HtmlBlocks(MEDIA).blocks(Html(html))


def said(block: Block) -> str:
    """The words of a paragraph."""
    assert isinstance(block, Paragraph)
    return "".join(run.text for run in block.line)


@pytest.mark.parametrize(
    ("html", "texts"),
    [
        ("", []),
        ("mot", ["mot"]),
        ("<p> </p>", []),
        ("<p>a</p>b<p>c</p>", ["a", "b", "c"]),
        ("<p>un\n   <em>deux</em>\ttrois</p>", ["un deux trois"]),
        ("<p>a<br>b</p>", ["a\nb"]),
        ("<section><div><p>au fond</p></div></section>", ["au fond"]),
        ("<p>non fermé<p>suivant", ["non fermé", "suivant"]),
        ("<p>a &lt; b &amp; c</p>", ["a < b & c"]),
        ("<!-- rien --><p>x</p><!-- rien -->", ["x"]),
        ("<dl><dt>Mot</dt><dd>Sens</dd></dl>", ["Mot", "Sens"]),
    ],
)
def test_paragraphs(html: str, texts: list[str]) -> None:
    assert [said(block) for block in made(html)] == texts


def test_what_is_folded_on_the_screen_is_an_answer_to_look_up() -> None:
    (box,) = made("<details><summary>Voir la réponse</summary><p>Trente points.</p></details>")
    assert isinstance(box, Callout) and (box.box, box.title) == (Box.ANSWER, "Voir la réponse")
    assert [said(block) for block in box.blocks] == ["Trente points."]
    assert made("<details><summary>Rien</summary></details>") == ()


def test_looks_and_links_are_kept_and_paths_inside_the_course_are_not() -> None:
    runs = line_of(Html('<b>fort <i>et penché</i></b> <a href="https://x.org">web</a> <a href="page2">suite</a>'))
    assert [(run.text, run.bold, run.italic, run.link) for run in runs if run.text.strip()] == [
        ("fort ", True, False, ""),
        ("et penché", True, True, ""),
        ("web", False, False, "https://x.org"),
        ("suite", False, False, ""),
    ]


def test_titles_keep_their_order_below_that_of_the_chapter() -> None:
    found = HtmlBlocks({}, 2).blocks(Html("<h3>a</h3><h4>b</h4><h6>c</h6>"))
    levels = [block.level for block in found if isinstance(block, Heading)]
    assert levels == [2, 3, 4]


def test_lists_in_lists() -> None:
    (block,) = made("<ol><li>un<ul><li>sous</li></ul></li><li><p>deux</p></li></ol>")
    assert isinstance(block, ItemList) and block.ordered
    assert [(plain_of(Html(item.line[0].text)), item.level) for item in block.items] == [
        ("un", 0),
        ("sous", 1),
        ("deux", 0),
    ]


def test_a_box_has_its_title_and_its_blocks() -> None:
    (block,) = made('<div class="cg-a_retenir"><p>À retenir</p><p>Une idée.</p><ul><li>a</li></ul></div>')
    assert isinstance(block, Callout) and block.box is Box.TAKEAWAY and block.title == "À retenir"
    assert [type(inner) for inner in block.blocks] == [Paragraph, ItemList]


def test_cells_that_span_rows_and_columns_stay_so_in_the_file() -> None:
    html = (
        "<table><caption>Le matin</caption><tr><th>M</th><th>S</th><th>min</th></tr>"
        '<tr><td rowspan="2">M1</td><td>S1</td><td>30</td></tr><tr><td>S2</td><td>45</td></tr>'
        '<tr><td colspan="3">Pause</td></tr></table>'
    )
    (block,) = made(html)
    assert isinstance(block, Table) and block.caption == "Le matin" and block.header[0].fill is Fill.HEAD
    table = written(block).tables[0]
    assert table.cell(1, 0)._tc is table.cell(2, 0)._tc
    assert [table.cell(row, 1).text for row in (1, 2)] == ["S1", "S2"]
    assert table.cell(3, 0)._tc is table.cell(3, 2)._tc


@pytest.mark.parametrize("value", ["0", "-1", "x", "999999999", "", "1e3"])
def test_spans_that_mean_nothing_do_no_harm(value: str) -> None:
    html = f'<table><tr><td colspan="{value}" rowspan="{value}">a</td><td>b</td></tr><tr><td>c</td></tr></table>'
    (block,) = made(html)
    assert "a" in "".join(cell.text for row in written(block).tables[0].rows for cell in row.cells)


def test_a_drawing_comes_with_the_picture_that_lies_beside_it() -> None:
    first, second, third = made(
        '<img src="media:frise.svg" alt="Une frise"><img src="media:carte.svg"><img src="media:plan.png" alt="">'
    )
    assert isinstance(first, Figure) and first.drawing == SVG and first.data == png()
    assert isinstance(second, Figure) and second.drawing == SVG and not second.data and second.alt == "Une carte"
    assert isinstance(third, Figure) and third.data == png()


def test_a_picture_that_is_not_there_leaves_its_words() -> None:
    (block,) = made('<figure><img src="media:absent.png" alt="Le hall"><figcaption>Hall</figcaption></figure>')
    assert said(block) == "[Le hall]"


def test_a_quotation_looks_like_one() -> None:
    (block,) = made("<blockquote><p>Dis-moi.</p></blockquote>")
    assert isinstance(block, Paragraph) and block.look is Look.QUOTE


def test_a_deep_and_broken_page_is_written_all_the_same() -> None:
    html = "<div>" * 150 + "<p>au fond</p><table><tr></tr></table><ul></ul><li>seul</li>" + "</span></div>" * 40
    texts = shown(written(*made(html)))
    assert "au fond" in texts and "seul" in texts


def test_what_acts_leaves_no_text() -> None:
    texts = shown(written(*made("<p>vu</p><script>alert(1)</script><style>p{}</style><p>et revu</p>")))
    assert not [text for text in texts if "alert" in text or "p{}" in text]


def test_a_word_in_another_language_says_so() -> None:
    runs = line_of(Html('Le <span lang="en">blended learning</span>'))
    assert [(run.text, run.language) for run in runs] == [("Le ", ""), ("blended learning", "en")]


def test_code_keeps_its_lines_and_what_they_begin_with() -> None:
    (block,) = made("<pre><code>si assuré:\n    payer()\n</code></pre>")
    assert isinstance(block, Paragraph) and block.look is Look.CODE
    assert said(block) == "si assuré:\n\u00a0\u00a0\u00a0\u00a0payer()"


def test_figures_above_and_below_the_line_stay_there() -> None:
    runs = line_of(Html("10<sup>3</sup> et H<sub>2</sub>O"))
    assert [(run.text, run.script) for run in runs if run.script] == [("3", Script.SUPER), ("2", Script.SUB)]
    assert plain_of(Html("10<sup>3</sup>, H<sub>2</sub>O, x<sup>a+b</sup>")) == "10³, H₂O, x^(a+b)"
    xml = etree.tostring(written(*made("<p>10<sup>3</sup></p>")).element.body).decode()
    assert '<w:vertAlign w:val="superscript"/>' in xml


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        ("<mfrac><mi>S</mi><mn>100</mn></mfrac><mo>×</mo><mi>t</mi>", "S/100 × t"),
        ("<mfrac><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow><mn>2</mn></mfrac>", "(a + b)/2"),
        ("<mo>-</mo><msup><mi>x</mi><mn>2</mn></msup>", "-x²"),
        ("<msqrt><mi>a</mi><mo>+</mo><mi>b</mi></msqrt>", "√(a + b)"),
        ("<mroot><mi>x</mi><mn>3</mn></mroot>", "³√x"),
        ("<munderover><mo>∑</mo><mi>i</mi><mi>n</mi></munderover><msub><mi>x</mi><mi>i</mi></msub>", "∑_iⁿx_i"),
        ("<mfenced><mi>a</mi><mi>b</mi></mfenced>", "(a, b)"),
        ("<mtable><mtr><mtd><mn>1</mn></mtd><mtd><mn>2</mn></mtd></mtr></mtable>", "[1, 2]"),
        ("<semantics><mi>q</mi><annotation>tex</annotation></semantics>", "q"),
    ],
)
def test_a_formula_is_read_in_one_line_with_all_its_sense(inside: str, text: str) -> None:
    assert plain_of(Html(f"<math>{inside}</math>")).replace("\u00a0", " ") == text
