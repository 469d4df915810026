"""What an author's Markdown becomes on a page."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from coursegen.content.media import MediaPool, portable_name
from coursegen.content.render import Renderer
from coursegen.errors import InputError
from methodology.course import Course, MediaFile
from methodology.values import Text


@pytest.fixture
def renderer(course: Course, tmp_path: Path) -> Renderer:
    picture = tmp_path / "schéma final.png"
    picture.write_bytes(b"x" * 5000)
    media = MediaFile(name=picture.name, path=str(picture), bytes=5000)
    return Renderer(course, MediaPool(dataclasses.replace(course, media=(media,))))


def test_a_page_title_leaves_room_for_the_site_s_own(renderer: Renderer) -> None:
    assert renderer.fragment("## Un\n\n### Deux") == "<h3>Un</h3>\n<h4>Deux</h4>"


def test_a_box_says_what_it_is(renderer: Renderer) -> None:
    html = renderer.fragment(":::{attention} Le délai\nDeux *jours*.\n:::")
    assert 'role="note"' in html
    assert "<strong>Attention&nbsp;: Le délai</strong>" in html
    assert "<em>jours</em>" in html


@pytest.mark.parametrize(
    ("body", "last"),
    [
        ("Un.\n\nDeux.", '<p class="mb-0">Deux.</p>'),
        ("Un :\n\n- a\n- b", '<ul class="mb-0">'),
        ("1. a", '<ol class="mb-0">'),
    ],
)
def test_a_box_ends_close_under_its_last_block(renderer: Renderer, body: str, last: str) -> None:
    html = renderer.fragment(f":::{{attention}}\n{body}\n:::\n\nAprès.")
    assert last in html
    assert html.count("mb-0") == 1


def test_a_picture_gets_its_caption_its_weight_and_a_name_that_travels(renderer: Renderer) -> None:
    html = renderer.fragment('![Trois cases reliées](<medias/schéma final.png> "Le cycle")')
    assert 'src="media:schema-final.png"' in html
    assert 'alt="Trois cases reliées"' in html
    assert "Le cycle <small>(5 Ko)</small>" in html
    assert [file.name for file in renderer.media.files] == ["schema-final.png"]


def test_a_missing_picture_is_said_with_its_name(renderer: Renderer) -> None:
    with pytest.raises(InputError, match=r"medias/absente\.png"):
        renderer.fragment("![Rien](medias/absente.png)")


def test_a_table_can_be_read_aloud(renderer: Renderer) -> None:
    html = renderer.fragment("| Niveau | Outil |\n|---|--:|\n| 1 | test |")
    assert html.count('<th scope="col">') == 2
    assert "style=" not in html


def test_a_link_to_a_step_is_left_for_the_output_to_place(renderer: Renderer) -> None:
    assert 'href="activity:TEST-01/S1.1/tester"' in renderer.fragment("[le test](etape:S1.1/tester)")


@pytest.mark.parametrize(
    "attack",
    [
        "<script>alert(1)</script>",
        '<img src=x onerror="alert(1)">',
        '<a href="javascript:alert(1)">clic</a>',
        '<iframe src="https://exemple.org"></iframe>',
        '<p style="position:fixed">x</p>',
    ],
)
def test_nothing_active_passes(renderer: Renderer, attack: str) -> None:
    html = (
        renderer.fragment(f"Avant\n\n{attack}\n\naprès") if "<img" not in attack else renderer.fragment(f"a {attack}")
    )
    assert not any(word in html for word in ("script", "onerror", "iframe", "style", "alert"))


def test_a_book_opens_a_chapter_at_each_first_level_heading(renderer: Renderer) -> None:
    book = Text(markdown="# Un\n\nTexte.\n\n## Détail\n\n# Deux : fin\n\nReste.")
    titles = [title for title, _body in renderer.chapters(book)]
    assert titles == ["Un", "Deux\u00a0: fin"]
    assert "<h3>Détail</h3>" in renderer.chapters(book)[0][1]


@pytest.mark.parametrize(
    ("path", "name"),
    [("medias/été & hiver.png", "ete-hiver.png"), ("medias/m1/plan.svg", "m1-plan.svg"), ("medias/a.b.png", "a.b.png")],
)
def test_shipped_names_are_plain(path: str, name: str) -> None:
    assert portable_name(path) == name


def test_two_files_with_alike_names_stay_two(course: Course, tmp_path: Path) -> None:
    names = ("été.png", "ete.png", "m1/a.png", "m1-a.png", "图.png", "表.png")
    media = []
    for number, name in enumerate(names):
        path = tmp_path / "medias" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(bytes([number]) * 10)
        media.append(MediaFile(name=name, path=str(path), bytes=10))
    pool = MediaPool(dataclasses.replace(course, media=tuple(media)))
    shipped = [pool.take(f"medias/{name}") for name in names]
    assert len({name.lower() for name in shipped}) == len(names)
    assert sorted(file.data[0] for file in pool.files) == list(range(len(names)))


def test_a_picture_in_a_choice_is_placed_like_any_other(renderer: Renderer) -> None:
    assert 'src="media:schema-final.png"' in renderer.inline("![Trois cases](<medias/schéma final.png>)")


ACTIVE = """<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" onload="alert(1)">
<script>alert(1)</script>
<image xlink:href="https://exemple.org/a.png"/><a href="javascript:alert(1)"><text>Oui</text></a>
<style>
@import url(https://exemple.org/x.css); text{fill:red}</style>
<rect fill="url(#g)" width="5" height="5"/></svg>"""


def test_a_drawing_is_shipped_without_anything_active_or_remote(course: Course, tmp_path: Path) -> None:
    drawing = tmp_path / "plan.svg"
    drawing.write_text(ACTIVE, encoding="utf-8")
    pool = MediaPool(dataclasses.replace(course, media=(MediaFile(name="plan.svg", path=str(drawing), bytes=9),)))
    pool.take("medias/plan.svg")
    data = pool.files[0].data.decode()
    assert not any(word in data for word in ("script", "onload", "exemple.org", "alert"))
    assert "Oui" in data
    assert 'fill="url(#g)"' in data


@pytest.mark.parametrize(
    "words",
    [
        "Le délai est de deux jours.",
        "Trop tard : 50 % des 1 000 dossiers « perdus » !",
        'Elle dit "non"... puis oui',
        "L'accord (écrit) – ou non – vaut 3+2=5 points",
    ],
)
def test_plain_words_become_the_same_as_when_they_are_parsed(renderer: Renderer, words: str) -> None:
    parsed = renderer.fragment(f"{words}\n\n*b*").split("\n")[0]
    assert renderer.fragment(words) == parsed
    assert f"<p>{renderer.inline(words)}</p>" == parsed


@pytest.mark.parametrize(
    "words", ["1. Un", "- un", "> un", "un_deux_ *trois*", "# Un", " un", "`un`", "un | deux & trois"]
)
def test_what_means_something_in_markdown_is_parsed(renderer: Renderer, words: str) -> None:
    assert renderer.fragment(words) != f"<p>{words}</p>"
