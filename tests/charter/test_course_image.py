"""The picture of a course card."""

from __future__ import annotations

import io

import pytest
from PIL import Image, ImageDraw

from coursegen.charter import course_image, load_charter
from coursegen.charter.course_image import _TEXT_LEFT, _TEXT_WIDTH
from coursegen.charter.lettering import Lettering

LONG = (
    "Formation de formateurs : concevoir, animer et évaluer une action de formation en prévoyance sociale, "
    "puis accompagner les collègues de toutes les caisses membres dans leurs premières séances"
)


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data)).convert("RGB")


def words_box(image: Image.Image) -> tuple[int, int, int, int]:
    """Where white is, left of the tiles."""
    box = image.crop((0, 0, _TEXT_LEFT + _TEXT_WIDTH + 20, image.height)).point(lambda v: 255 if v > 245 else 0)
    found = box.convert("L").point(lambda v: 255 if v > 250 else 0).getbbox()
    assert found is not None
    return found


@pytest.mark.parametrize("title", ["Îlots", "Gouvernance et contrôle interne", LONG])
def test_title_stays_in_the_middle_that_a_card_shows(title: str) -> None:
    data = course_image(title, load_charter("socieux"))
    image = opened(data)
    assert image.size == (1200, 630)
    assert len(data) < 60_000
    left, top, right, bottom = words_box(image)
    assert (left >= 50, right <= 780, top >= 100, bottom <= 530) == (True,) * 4


def test_short_title_is_written_at_least_seventy_pixels_high() -> None:
    _left, top, _right, bottom = words_box(opened(course_image("ALIGNER", load_charter("socieux"))))
    assert bottom - top >= 60


def test_same_title_gives_the_same_bytes_and_another_title_another_pattern() -> None:
    charter = load_charter("cipres")
    assert course_image("Analyser", charter) == course_image("Analyser", charter)
    one, other = (opened(course_image(title, charter)).crop((830, 0, 1200, 630)) for title in ("Analyser", "Animer"))
    assert one.tobytes() != other.tobytes()


@pytest.mark.parametrize(("accented", "plain"), [("é", "e"), ("ç", "c"), ("Ô", "O"), ("ï", "i"), ("ñ", "n")])
def test_accents_are_drawn(accented: str, plain: str) -> None:
    def ink(char: str) -> int:
        image = Image.new("L", (120, 160))
        Lettering(100).draw(ImageDraw.Draw(image), (30, 115), char, "white")
        return sum(image.histogram()[128:])

    assert ink(accented) > ink(plain) + 40


def test_words_are_never_cut_inside() -> None:
    lines = Lettering(60).lines("Formation de formateurs occasionnels", 400)
    assert " ".join(lines) == "Formation de formateurs occasionnels"
    assert len(lines) > 1
