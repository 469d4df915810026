"""Pictures: found, converted, or refused with a remedy."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from coursegen.courseware import MediaFile
from coursegen.errors import InputError
from coursegen.outputs.slides.pictures import PictureShelf
from tests.slides.sample import figure_png

SVG = MediaFile("schema.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "image/svg+xml")


def test_drawing_is_shown_by_its_png_twin() -> None:
    shelf = PictureShelf([SVG, MediaFile("schema.png", figure_png(96, 54), "image/png")])
    data, size = shelf.find("schema.svg", "Titre")
    assert data == figure_png(96, 54)
    assert size == (96, 54)


def test_drawing_without_twin_says_what_to_do() -> None:
    with pytest.raises(InputError) as caught:
        PictureShelf([SVG]).find("schema.svg", "Le circuit")
    assert "Le circuit" in caught.value.message and "schema.svg" in caught.value.message
    assert "sous le même nom (fin : .png)" in caught.value.remedy and "LibreOffice" in caught.value.remedy


def test_missing_picture_is_named_with_its_slide() -> None:
    with pytest.raises(InputError, match=r"Le circuit.*absente\.png"):
        PictureShelf([]).find("absente.png", "Le circuit")


@pytest.mark.parametrize("data", [b"", b"pas une image", figure_png()[:300]])
def test_broken_picture_is_refused(data: bytes) -> None:
    with pytest.raises(InputError, match="ne s'ouvre pas"):
        PictureShelf([MediaFile("a.png", data, "image/png")]).find("a.png", "Titre")


def test_other_formats_become_png() -> None:
    out = io.BytesIO()
    Image.new("RGB", (20, 10), "#003399").save(out, "WEBP", lossless=True)
    data, size = PictureShelf([MediaFile("a.webp", out.getvalue(), "image/webp")]).find("a.webp", "Titre")
    with Image.open(io.BytesIO(data)) as image:
        assert (image.format, image.size, size) == ("PNG", (20, 10), (20, 10))
