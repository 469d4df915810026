"""Decks, documents and sheets as people bring them: made by hand with the usual libraries, faults and all."""

from __future__ import annotations

import io
import math
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
from docx import Document
from docx.shared import Pt as WordPt
from docx.shared import RGBColor as WordColour
from PIL import Image, ImageDraw, ImageFont
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.util import Cm, Pt

from coursegen.charter import emblem_png, load_charter
from coursegen.charter.emblem import emblem_image

CLAUSE = load_charter("socieux").clause
STATEMENT = "Cofinancé par l'Union européenne"


def logo_png() -> bytes:
    """A made-up logo: nobody's own."""
    image = Image.new("RGB", (600, 240), "white")
    draw = ImageDraw.Draw(image)
    draw.ellipse((20, 20, 220, 220), fill="#AA2255")
    draw.rectangle((260, 60, 580, 180), fill="#2255AA")
    return _png(image)


def wrong_emblem(
    stars: int = 12,
    blue: str = "#003399",
    ratio: float = 1.5,
    gold: str = "#FFCC00",
    turned: float = 0.0,
    size: float = 1 / 18,
    painted: tuple[int, ...] = (),
) -> bytes:
    """A flag drawn like the emblem, and wrong in what is said; `turned` in degrees, `size` of the height.

    `painted`: the hours whose star is painted over.
    """
    high = 600
    image = Image.new("RGB", (round(high * ratio), high), blue)
    for star in (number for number in range(stars) if number not in painted):
        angle = math.tau * star / stars
        middle = (image.width / 2 + high / 3 * math.sin(angle), high / 2 - high / 3 * math.cos(angle))
        ImageDraw.Draw(image).polygon(_star(middle, high * size, math.radians(turned)), fill=gold)
    return _png(image.resize((round(200 * ratio), 200), Image.Resampling.LANCZOS))


def _star(middle: tuple[float, float], radius: float, turned: float) -> list[tuple[float, float]]:
    reach = [radius if point % 2 == 0 else radius * 0.382 for point in range(10)]
    angles = [turned + point * math.pi / 5 for point in range(10)]
    return [
        (middle[0] + r * math.sin(angle), middle[1] - r * math.cos(angle))
        for r, angle in zip(reach, angles, strict=True)
    ]


def lockup(below: bool = False) -> bytes:
    """The emblem with its statement in one picture, as the Commission hands it out."""
    flag = emblem_image(240).convert("RGB")
    across, down = (40, flag.height + 20) if below else (flag.width + 30, 40)
    room = (flag.width, flag.height + 120) if below else (flag.width + 700, flag.height)
    image = Image.new("RGB", room, "white")
    image.paste(flag, (0, 0))
    words = "Financé par l'UE" if below else "Cofinancé par\nl'Union européenne"
    font = ImageFont.load_default(36 if below else 80)
    ImageDraw.Draw(image).multiline_text((across, down), words, fill="#003399", font=font)
    return _png(image)


def _png(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def good_deck(path: Path, change: Callable[[Any], None] = lambda _deck: None) -> Path:
    """A deck of two slides that conforms, but for what `change` does to it."""
    deck = Presentation()
    for number, layout in enumerate((0, 1), 1):
        slide = deck.slides.add_slide(deck.slide_layouts[layout])
        slide.shapes.title.text = f"Le recouvrement, partie {number}"
        slide.placeholders[1].text = "Les cotisations sont dues chaque trimestre par les employeurs de la caisse."
    last = deck.slides[1]
    last.placeholders[1].text_frame.text = CLAUSE
    add_picture(last, emblem_png(240), "Emblème de l'Union européenne", 1.4)
    add_picture(last, logo_png(), "Logo SOCIEUX+", 1.4, left=8)
    box = last.shapes.add_textbox(Cm(3.5), Cm(16.5), Cm(4), Cm(1.4))
    box.text_frame.word_wrap = True
    box.text_frame.text = STATEMENT
    core = deck.core_properties
    core.title, core.author, core.last_modified_by = "Le recouvrement", "Équipe de la caisse", "Équipe de la caisse"
    _dress(deck)
    change(deck)
    deck.save(path)
    return _without(path, "docProps/thumbnail.jpeg")


def _dress(deck: Any) -> None:
    for slide in deck.slides:
        for shape in slide.shapes:
            if not shape.has_text_frame:
                continue
            for paragraph in shape.text_frame.paragraphs:
                for run in paragraph.runs:
                    run.font.name, run.font.size, run.font.language_id = "Arial", Pt(18), None
                    run.font.color.rgb = RGBColor(0x1A, 0x1A, 0x1A)
                    run._r.get_or_add_rPr().set("lang", "fr-FR")


def add_picture(slide: Any, data: bytes, alt: str, height: float, left: float = 1.0) -> Any:
    """A picture at the foot of the slide, `height` centimetres high."""
    picture = slide.shapes.add_picture(io.BytesIO(data), Cm(left), Cm(16.5), height=Cm(height))
    picture._element._nvXxPr.cNvPr.set("descr", alt)
    return picture


def good_document(path: Path, change: Callable[[Any], None] = lambda _document: None) -> Path:
    """A report that conforms, but for what `change` does to it."""
    document = Document()
    document.styles["Normal"].font.name = "Arial"
    document.styles["Normal"].font.size = WordPt(11)
    for name in ("Heading 1", "Heading 2"):
        style = document.styles[name]
        style.font.name = "Arial"
        style.font.color.rgb = WordColour(0x1A, 0x1A, 0x1A)
        fonts = style.element.rPr.rFonts
        for key in list(fonts.attrib):
            if "Theme" in key:
                del fonts.attrib[key]
    for language in document.styles.element.iter("{*}lang"):
        language.set(next(key for key in language.attrib if key.endswith("}val")), "fr-FR")
    document.add_heading("Constats", 1)
    document.add_paragraph("Les agents de la caisse ont suivi les ateliers, et ils ont écrit la première partie.")
    document.add_heading("Suites", 2)
    document.add_paragraph(CLAUSE)
    for data, alt in ((emblem_png(240), "Emblème de l'Union européenne"), (logo_png(), "Logo SOCIEUX+")):
        picture = document.add_picture(io.BytesIO(data), height=Cm(1.4))
        picture._inline.docPr.set("descr", alt)
    document.add_paragraph(STATEMENT)
    core = document.core_properties
    core.title, core.author, core.last_modified_by = "Rapport", "Équipe de la caisse", "Équipe de la caisse"
    change(document)
    document.save(path)
    return _without(path, "docProps/thumbnail.jpeg")


def good_workbook(path: Path, change: Callable[[Any], None] = lambda _book: None) -> Path:
    """A workbook that conforms, but for what `change` does to it."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Présences"
    sheet["A1"], sheet["A2"] = "Nom de l'agent", CLAUSE
    for cell in ("A1", "A2"):
        sheet[cell].font = openpyxl.styles.Font(name="Arial", size=11)
    book.properties.title, book.properties.creator = "Présences", "Équipe de la caisse"
    change(book)
    book.save(path)
    return path


def _without(path: Path, member: str) -> Path:
    return rewritten(path, lambda name, data: None if name == member else data)


def rewritten(path: Path, change: Callable[[str, bytes], bytes | None], **more: bytes) -> Path:
    """The package with parts changed, left out (None), or added."""
    with zipfile.ZipFile(path) as source:
        parts = {name: change(name, source.read(name)) for name in source.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in {**parts, **more}.items():
            if data is not None:
                target.writestr(name, data)
    return path
