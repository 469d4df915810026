"""Texts of questions between Markdown, HTML and plain text: nothing changes that can be said, the rest is reported."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from methodology.question_formats.markup.codes import Codes, cloze_mark
from methodology.question_formats.markup.from_html import markdown_of_auto, markdown_of_html
from methodology.question_formats.markup.plain import escaped, plain_text
from methodology.question_formats.markup.to_html import html_of_markdown
from methodology.questions import QuestionType


def back(markdown: str) -> str:
    lost: list[str] = []
    again = markdown_of_html(html_of_markdown(markdown, inline=False), lost.append)
    assert lost == []
    return again


@pytest.mark.parametrize(
    "markdown",
    [
        "Un mot",
        "Un *mot*, **deux**, `trois`, ~~quatre~~",
        "Un paragraphe\n\nUn autre",
        "Une ligne\\\nL'autre",
        "- un\n- deux\n\nSuite",
        "1. un\n2. deux",
        "> cité\n>\n> encore",
        "## Titre\n\nTexte",
        "| A | B |\n| --- | --- |\n| 1 | *2* |",
        "Voir [le site](https://example.org/a_b) ou ![Une carte](medias/carte.png)",
        "```\ncode * _ <b>\n```",
        "Note <sup>1</sup> et H<sub>2</sub>O, <u>souligné</u>",
        r"2 * 3, 2\*3, a_b_c, _____, \[x](y), \<b>, \&amp;, 50 % & plus",
        "\\- tiret\n\n1\\. numéro\n\n\\# dièse\n\n\\> cité",
        "« Oui », dit-elle : c'est l'heure…",
    ],
)
def test_markdown_comes_back_from_its_html(markdown: str) -> None:
    assert back(markdown) == markdown


@pytest.mark.parametrize(
    ("html", "markdown", "lost"),
    [
        ("<p dir=\"ltr\" style=\"text-align: left;\">Oui<br></p>", "Oui", []),
        ("<p>Oui&nbsp;: non</p>", "Oui\u00a0: non", []),
        ("<h3>Titre</h3><h4>Sous-titre</h4>", "## Titre\n\n### Sous-titre", []),
        ("<div class='alert cg-exemple'><p><strong>Exemple\u00a0: le cas</strong></p><p>Texte</p></div>",
         ":::{exemple} le cas\nTexte\n:::", []),
        ("<figure><img src='medias/a.png' alt='A'><figcaption>Légende <small>(3 Ko)</small></figcaption></figure>",
         '![A](medias/a.png "Légende")', []),
        ("<p><span style='color: red'>Rouge</span></p>", "Rouge", ["une mise en forme : couleur, taille, alignement"]),
        ("<p>A</p><iframe src='x'>B</iframe>", "A", ["la balise « iframe »"]),
        ("<p>A <blink>B</blink></p>", "A B", ["la balise « blink »"]),
        ("<video src='medias/v.mp4'>Film</video>", "[Film](medias/v.mp4)",
         ["un lecteur de son ou de vidéo, devenu un lien"]),
        ("5 < 6 & 7", "5 < 6 & 7", []),
        ("<p>$$x_1 * x_2$$ \\(a\\)</p>", "$$x_1 * x_2$$ \\\\(a\\\\)", []),
    ],
)  # fmt: skip
def test_html_of_moodle(html: str, markdown: str, lost: list[str]) -> None:
    said: list[str] = []
    assert (markdown_of_html(html, said.append), said) == (markdown, lost)


def test_html_nested_without_end_keeps_its_words() -> None:
    said: list[str] = []
    assert "mot" in markdown_of_html("<div>" * 5000 + "mot", said.append)
    assert said == ["une mise en page trop imbriquée"]


def test_line_ends_count_in_the_automatic_format() -> None:
    assert markdown_of_auto("Un\n<b>deux</b>", lambda _what: None) == "Un\\\n**deux**"
    assert markdown_of_auto("Un\n\ndeux", lambda _what: None) == "Un\n\ndeux"


def test_codes_are_left_alone() -> None:
    text = "Soit *a* : {1:SHORTANSWER:=a*b*c~%50%_d_#x} puis {:MC:=oui~non}"
    codes = Codes(QuestionType.CLOZE)
    html = html_of_markdown(codes.hide(text), inline=True)
    assert codes.show(html) == "Soit <em>a</em> : {1:SHORTANSWER:=a*b*c~%50%_d_#x} puis {:MC:=oui~non}"
    assert cloze_mark("{2:SA:=a} {:MC:=a~b} {10:NM:=1}") == 13.0


TEXTS = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), max_size=60)


@settings(max_examples=400, deadline=None, derandomize=True)
@given(TEXTS)
def test_any_plain_text_is_shown_as_it_is(text: str) -> None:
    assert " ".join(plain_text(escaped(text)).split()) == " ".join(text.split())
    lost: list[str] = []
    html = html_of_markdown(escaped(text), inline=False)
    assert " ".join(plain_text(markdown_of_html(html, lost.append)).split()) == " ".join(text.split())


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.lists(TEXTS.filter(lambda text: text.strip() != ""), min_size=1, max_size=4))
def test_lines_and_paragraphs_stay(lines: list[str]) -> None:
    text = "\n".join(" ".join(line.split()) for line in lines)
    assert plain_text(escaped(text)) == text


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.text(st.sampled_from("<>/abip \"='&;\n*_[]`divtrspan"), max_size=120))
def test_no_html_stops_the_reading(html: str) -> None:
    markdown_of_html(html, lambda _what: None)
    markdown_of_auto(html, lambda _what: None)
