"""Films, sounds and lighter pictures: what a learner gets, in a page, in a package, on a slide."""

from __future__ import annotations

import dataclasses
import io
import json
import re
import zipfile
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from coursegen.build.weights import weights_of
from coursegen.compose import compose
from coursegen.content.media import MediaPool
from coursegen.content.render import Renderer
from coursegen.content.slide_text import SlideReader
from coursegen.content.weight import cost_words, wait_words, weight_words
from coursegen.courseware import Courseware, Html
from coursegen.outputs.moodle.texts import Texts
from coursegen.outputs.scorm import Shape, write_scorm12
from coursegen.reporting.weights import weight_document, weight_lines
from coursegen.slides_model import Paragraph, Picture
from methodology.course import Course, MediaFile
from methodology.values import Text


def _photo() -> bytes:
    out = io.BytesIO()
    grains = Image.effect_noise((90, 60), 60).convert("RGB").resize((900, 600))
    grains.save(out, "JPEG", quality=95)
    return out.getvalue()


FILES = {
    "geste.mp4": b"\0\0\0\x18ftypmp42" + b"\0" * 2_500_000,
    "geste.vtt": b"WEBVTT\n",
    "affiche.jpg": _photo(),
    "voix.mp3": b"ID3" + b"\0" * 900_000,
    "voix.txt": b"Bonjour, *ici* la caisse.",
    "muet.mp3": b"ID3",
    "lien.mp3": b"ID3",
    "lien.pdf": b"%PDF-1.4",
}


@pytest.fixture
def furnished(course: Course, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Course:
    """The course with films, sounds and a photograph."""
    monkeypatch.setenv("COURSEGEN_CACHE", str(tmp_path / "cache"))
    media = []
    for name, data in FILES.items():
        (tmp_path / name).write_bytes(data)
        media.append(MediaFile(name=name, path=str(tmp_path / name), bytes=len(data)))
    transcript = Text(path="contenus/geste.md", markdown="La main **lave** l'autre.")
    return dataclasses.replace(course, media=tuple(media), texts=(*course.texts, transcript))


@pytest.fixture
def renderer(furnished: Course) -> Renderer:
    return Renderer(furnished, MediaPool(furnished))


FILM = ':::{video} medias/geste.mp4 "Le geste"\n:affiche: medias/affiche.jpg\n:transcription: contenus/geste.md\n:::'


def test_a_film_waits_to_be_asked_and_says_what_it_costs(renderer: Renderer) -> None:
    html = renderer.fragment(FILM)
    assert '<video src="media:geste.mp4" controls="" preload="none" width="900" height="600"' in html
    assert 'poster="media:affiche.jpg"' in html and "autoplay" not in html
    assert '<track kind="captions" src="media:geste.vtt" srclang="fr" label="Sous-titres" default="">' in html
    assert "Le geste <small>(2,5 Mo, environ 78 s à 256 kbit/s)</small>" in html
    assert (
        "<details" in html and "<summary>Transcription</summary><p>La main <strong>lave</strong> l’autre.</p>" in html
    )


def test_a_transcript_may_be_written_below_lie_beside_or_be_a_file(renderer: Renderer) -> None:
    assert "<p>Il dit bonjour.</p>" in renderer.fragment(":::{audio} medias/muet.mp3\nIl dit bonjour.\n:::")
    assert "<p>Bonjour, <em>ici</em> la caisse.</p>" in renderer.fragment(":::{audio} medias/voix.mp3\n:::")
    linked = renderer.fragment(":::{audio} medias/lien.mp3\n:::")
    assert '<a href="media:lien.pdf" download="">Lire la transcription</a>' in linked
    assert "<details" not in renderer.fragment(":::{audio} medias/muet.mp3\n:::")


def test_transcripts_that_hold_each_other_end(furnished: Course) -> None:
    itself = Text(path="contenus/geste.md", markdown=FILM)
    held = dataclasses.replace(furnished, texts=(itself,))
    html = Renderer(held, MediaPool(held)).fragment(FILM)
    assert html.count("<video") == 2


@pytest.mark.parametrize(
    "head",
    ['"> <script>alert(1)</script>', 'medias/voix.mp3 "><img src=x onerror=alert(1)>"', "medias/voix.mp3 «Un titre»"],
)
def test_a_title_is_only_a_title(head: str, renderer: Renderer) -> None:
    from coursegen.errors import InputError

    try:
        html = renderer.fragment(f":::{{audio}} {head}\n:::")
    except InputError as error:
        assert "n'est pas dans le dossier" in str(error)
        return
    assert "<script" not in html and "<img" not in html


def test_every_picture_has_its_size_and_waits_its_turn(renderer: Renderer) -> None:
    for html in (
        renderer.fragment('![Un guichet](medias/affiche.jpg "Le guichet")'),
        renderer.inline("Ici ![Un guichet](medias/affiche.jpg) même"),
        renderer.fragment('<p><img src="medias/affiche.jpg" alt="Un guichet"></p>'),
    ):
        assert 'width="900" height="600" loading="lazy" decoding="async">' in html


def test_a_picture_from_elsewhere_leaves_its_words(renderer: Renderer) -> None:
    assert renderer.fragment('![Carte du pays](https://x.org/a.png "Carte")') == "<p>Carte du pays</p>"


def _shown(furnished: Course) -> Courseware:
    """The courseware, its first page with a photograph and a film."""
    renderer = Renderer(furnished, pool := MediaPool(furnished))
    html = renderer.fragment("![Un guichet](medias/affiche.jpg)\n\n" + FILM)
    whole = compose(furnished)
    first, *others = whole.sections
    page, *rest = first.activities
    shown = dataclasses.replace(first, activities=(dataclasses.replace(page, intro=html), *rest))
    return dataclasses.replace(whole, sections=(shown, *others), media=pool.files)


def test_a_package_offers_the_lighter_picture_with_a_fallback(furnished: Course) -> None:
    with zipfile.ZipFile(io.BytesIO(write_scorm12(_shown(furnished)))) as files:
        names = files.namelist()
        chunks = [files.read(name).decode() for name in names if name.startswith("content/")]
        sizes = {name: files.getinfo(name).file_size for name in names}
    pages = [page for chunk in chunks for page in json.loads(chunk[chunk.index("(") + 1 : chunk.rindex(")")]).values()]
    (html,) = [page["html"] for page in pages if "affiche" in page.get("html", "")]
    offered = re.search(r'<picture><source type="image/webp" srcset="([^"]+)"><img [^>]*src="([^"]+)"', html)
    assert offered
    assert set(offered.groups()) <= set(names)
    assert sizes[offered[1]] <= 0.85 * sizes[offered[2]]
    assert {"media/geste.mp4", "media/geste.vtt"} <= set(names)
    assert not re.search(r'(?:src|href|poster|srcset)="media:', html)


def test_a_moodle_package_holds_each_picture_once(furnished: Course) -> None:
    courseware = _shown(furnished)
    placed = Texts(courseware).place(Html(courseware.sections[0].activities[0].intro))
    assert sorted(file.name for file in placed.files) == ["affiche.jpg", "geste.mp4", "geste.vtt"]
    assert "<picture" not in placed.html and "media:" not in placed.html


def test_a_film_on_a_slide_is_its_poster_or_a_line(furnished: Course) -> None:
    text = Text(
        markdown=f'## Voir le geste\n\n{FILM}\n\n## Entendre\n\n:::{{audio}} medias/voix.mp3 "L\'accueil"\n:::\n'
    )
    first, second = SlideReader("fr", MediaPool(furnished)).slides(text, "k")
    assert isinstance(first.blocks[0], Picture) and first.blocks[0].media == "affiche.jpg"
    assert first.blocks[0].caption == "Vidéo\u00a0: Le geste (2,5 Mo)"
    assert isinstance(second.blocks[0], Paragraph)
    assert second.blocks[0].line[0].text == "Son\u00a0: L’accueil (900 Ko)"


def test_the_report_says_what_is_heavy_and_how_long_it_takes(furnished: Course) -> None:
    weights = weights_of(_shown(furnished))
    (lesson,) = weights.lessons
    assert lesson.played == len(FILES["geste.mp4"]) and lesson.documents == 0
    lines = [*weight_lines(weights)]
    assert "sons et vidéos 2,5 Mo (78 s)" in lines[1]
    assert lines[-1].startswith("Fichiers les plus lourds : geste.mp4 2,5 Mo")
    document: Any = weight_document(weights)
    assert document["lessons"][0]["seconds"] >= 78


def test_a_light_course_has_nothing_to_report(course: Course) -> None:
    assert [*weight_lines(weights_of(compose(course)))] == []


@pytest.mark.parametrize(
    ("size", "weight", "wait"),
    [
        (0, "1 Ko", "1 s"),
        (340_000, "340 Ko", "11 s"),
        (12_400_000, "12,4 Mo", "6 min"),
        (150_000_000, "150,0 Mo", "1 h 18"),
    ],
)
def test_weights_and_times_are_said_in_words(size: int, weight: str, wait: str) -> None:
    assert (weight_words(size), wait_words(size)) == (weight, wait)
    assert cost_words(size) == f"{weight}, environ {wait} à 256 kbit/s"


def test_every_page_of_every_package_forbids_what_is_remote(furnished: Course, tmp_path: Path) -> None:
    """The frame of each SCO, and the pages that an author gives to download."""
    (tmp_path / "fiche.html").write_text("<script>alert(1)</script><h1>Fiche</h1>", encoding="utf-8")
    page = MediaFile(name="fiche.html", path=str(tmp_path / "fiche.html"), bytes=39)
    held = dataclasses.replace(furnished, media=(*furnished.media, page))
    renderer = Renderer(held, pool := MediaPool(held))
    whole = compose(held)
    link = renderer.fragment("[La fiche](medias/fiche.html)")
    first, *others = whole.sections
    shown = dataclasses.replace(first, activities=(dataclasses.replace(first.activities[0], intro=link),))
    courseware = dataclasses.replace(whole, sections=(shown, *others), media=pool.files)
    with zipfile.ZipFile(io.BytesIO(write_scorm12(courseware, shape=Shape(several=True)))) as files:
        pages = {name: files.read(name).decode() for name in files.namelist() if name.endswith(".html")}
    assert "media/fiche.html" in pages and len(pages) >= 2
    for text in pages.values():
        [policy] = map(unescape, re.findall('Content-Security-Policy" content="([^"]*)"', text))
        assert policy.startswith("default-src 'none'")
        assert not any(word in policy for word in ("unsafe", "http", "*"))
        assert "alert(1)" not in text
