"""Pictures: no larger than they are shown, drawings beside their likeness, a text for those who don't see them."""

from __future__ import annotations

import functools
import io
from typing import Any

from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Emu
from docx.text.paragraph import Paragraph as DocxParagraph
from PIL import Image, UnidentifiedImageError

from coursegen.content.svg import NotADrawing, drawing_size
from coursegen.documents_model import Figure
from coursegen.outputs.documents.word.xml import clean

# The mark of a decorative picture (Microsoft's 2017 extension of DrawingML).
_DECORATIVE = (
    '<a:extLst xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    '<a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}">'
    '<adec:decorative xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/>'
    "</a:ext></a:extLst>"
)
# The drawing behind a picture (Microsoft's 2016 extension): what shows SVG takes it, others keep the likeness.
_DRAWING = (
    '<a:extLst xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    '<a:ext uri="{{96DAC541-7B7A-43D3-8B79-37D633B846F1}}">'
    '<asvg:svgBlip xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:embed="{key}"/>'
    "</a:ext></a:extLst>"
)
_IMAGE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
_TAKEN = {"PNG", "JPEG", "GIF"}
_SHARP = 220  # pixels per inch on paper; more only weighs
_SCREEN = 96
_USUAL, _TALLEST = 0.42, 0.72  # of the page's text; the most leaves room for a caption and a few lines
_NARROWEST = 0.6  # of the text's width
_EMU_PER_INCH = 914_400
_QUALITY = 85


def place(paragraph: DocxParagraph, figure: Figure, width: int, page: int) -> bool:
    """Put the picture in the paragraph, at most that wide (EMU); False when there is none that can be shown.

    `page`: the height of a page's text. A tall picture takes less than half of it, so that what no longer fits leaves
    no page nearly empty; one that would become too narrow to be read takes more.
    """
    natural = _natural_size(figure)
    if natural is None:
        return False
    readable = _NARROWEST * width * natural[1] / natural[0]
    height = min(_TALLEST * page, max(_USUAL * page, readable))
    scale = min(1.0, width / natural[0], height / natural[1])
    size = round(natural[0] * scale), round(natural[1] * scale)
    data = _fitted(figure.data, max(1, round(size[0] / _EMU_PER_INCH * _SHARP)))
    picture = paragraph.add_run().add_picture(io.BytesIO(data), Emu(size[0]), Emu(size[1]))
    if figure.drawing:
        _behind(picture, paragraph, figure.drawing)
    describe(picture, figure.alt)
    return True


def describe(picture: Any, alt: str) -> None:
    """Give an inline picture its text; without one it is marked as decorative."""
    alt = clean(alt)
    for side in ("distT", "distB", "distL", "distR"):  # left out, LibreOffice sets the picture in by 3 mm
        picture._inline.set(side, "0")
    properties = picture._inline.docPr
    properties.set("name", f"Image {properties.get('id')}")
    properties.set("descr", alt)
    for inner in picture._inline.iter(qn("pic:cNvPr")):
        inner.set("name", "")
        inner.set("descr", alt)
    if not alt:
        properties.append(parse_xml(_DECORATIVE))


def _natural_size(figure: Figure) -> tuple[int, int] | None:
    """The size in EMU that the picture has on a screen."""
    pixels = _pixels(figure.data)
    if pixels is None:
        return None
    if figure.drawing:
        try:
            drawn = drawing_size(figure.drawing)
        except (NotADrawing, SyntaxError, ValueError):
            drawn = (0, 0)
        pixels = drawn if all(drawn) else pixels
    return pixels[0] * _EMU_PER_INCH // _SCREEN, pixels[1] * _EMU_PER_INCH // _SCREEN


@functools.lru_cache(maxsize=256)
def _pixels(data: bytes) -> tuple[int, int] | None:
    try:
        with Image.open(io.BytesIO(data)) as image:
            image.load()
            return image.size
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return None


@functools.lru_cache(maxsize=256)
def _fitted(data: bytes, width: int) -> bytes:
    """The picture with about that many pixels across, in a format that every word processor shows."""
    with Image.open(io.BytesIO(data)) as image:
        if image.format in _TAKEN and image.width <= width * 1.25 and image.mode != "CMYK":
            return data
        photograph = image.format == "JPEG"
        plain = image.convert("RGB" if photograph else "RGBA")
        if plain.width > width:
            plain = plain.resize((width, max(1, round(plain.height * width / plain.width))), Image.Resampling.LANCZOS)
        out = io.BytesIO()
        if photograph:
            plain.save(out, "JPEG", quality=_QUALITY, optimize=True)
        else:
            plain.save(out, "PNG", optimize=True)
    made = out.getvalue()
    return made if len(made) < len(data) or image.format not in _TAKEN or image.mode == "CMYK" else data


def _behind(picture: Any, paragraph: DocxParagraph, drawing: bytes) -> None:
    package = paragraph.part.package
    known = next((part for part in package.iter_parts() if part.blob is drawing), None)
    number = sum(part.content_type == "image/svg+xml" for part in package.iter_parts()) + 1
    part = known or Part(PackURI(f"/word/media/dessin{number}.svg"), "image/svg+xml", drawing, package)
    key = paragraph.part.relate_to(part, _IMAGE)
    for blip in picture._inline.iter(qn("a:blip")):
        blip.append(parse_xml(_DRAWING.format(key=key)))
