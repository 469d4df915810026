"""A .pptx or .potx as a `Piece`: slides, their text as it looks, pictures, frames, notes, comments."""

from __future__ import annotations

from collections.abc import Iterator

from coursegen.conform.package import Package
from coursegen.conform.piece import Dialect, Page, Part, Passage, Picture, Piece, Place, Run, Template
from coursegen.conform.reading.boxes import Box, shows_master
from coursegen.conform.reading.drawing_colours import theme_colours
from coursegen.conform.reading.names import EMU_PER_POINT, Element, child, every, get, text_of, whole
from coursegen.conform.reading.office_properties import properties_of, theme_fonts, theme_print
from coursegen.conform.reading.outside import linked_parts, started_programs
from coursegen.conform.reading.shapes import SheetReader, Sheets
from coursegen.i18n import gettext as _

_DECK = "ppt/presentation.xml"
_FOOT_TYPES = ("dt", "ftr", "sldNum", "hdr")


def read_slides(package: Package, size: int) -> Piece:
    """The deck. Raises InputError when a part is broken."""
    deck = package.xml(_DECK)
    slides = list(_slide_parts(package, deck))
    sheets = [_sheets(package, part, deck) for part in slides]
    passages: list[Passage] = []
    pictures: list[Picture] = []
    frames = []
    pages = []
    comments: list[Place] = []
    links: list[tuple[Place, str]] = []
    for number, (part, around) in enumerate(zip(slides, sheets, strict=True), 1):
        place = Place(number, _("diapositive {n}").format(n=number))
        reader = SheetReader(package, around, place)
        reader.read()
        passages += (*reader.passages, *_notes(package, part, place))
        pictures += reader.pictures
        frames += reader.frames
        pages.append(_page(reader, around, place))
        comments += [place for _one in _comments(package, part)]
        links += [(place, words) for words in started_programs(around.slide)]
    master_passages, master_pictures = _masters(package, sheets)
    return Piece(
        path=package.path,
        family=package.family,
        dialect=Dialect.OFFICE_XML,
        bytes=size,
        passages=(*passages, *master_passages),
        pictures=(*pictures, *master_pictures),
        frames=tuple(frames),
        pages=tuple(pages),
        properties=properties_of(package),
        template=_template(package, deck),
        comments=tuple(comments),
        links=(*linked_parts(package), *links),
    )


def _slide_parts(package: Package, deck: Element | None) -> Iterator[str]:
    rels = package.related(_DECK)
    for slide in every(deck, "p:sldId"):
        target = rels.get(get(slide, "r:id"), ("", "", False))[1]
        if target in package.members:
            yield target


def _sheets(package: Package, part: str, deck: Element | None) -> Sheets:
    """A slide with the layout, the master and the theme it inherits from."""
    layout = _target(package, part, "slideLayout")
    master = _target(package, layout, "slideMaster") if layout else ""
    theme = package.xml(_target(package, master, "theme")) if master else None
    master_xml = package.xml(master) if master else None
    return Sheets(
        part=part,
        layout_part=layout,
        master_part=master,
        slide=package.xml(part),
        layout=package.xml(layout) if layout else None,
        master=master_xml,
        colours=theme_colours(theme, child(master_xml, "p:clrMap")),
        fonts=theme_fonts(theme),
        defaults=child(deck, "p:defaultTextStyle"),
        size=Box(0.0, 0.0, *_size(deck)),
        table_styles=package.xml(_target(package, _DECK, "tableStyles")),
    )


def _target(package: Package, part: str, kind: str) -> str:
    return next((target for what, target, _ext in package.related(part).values() if what == kind), "")


def _page(reader: SheetReader, around: Sheets, place: Place) -> Page:
    return Page(
        place=place,
        title=reader.title.strip(),
        layout=_layout_name(around.layout),
        hidden=_is_hidden(around.slide),
        empty=tuple(reader.empty),
    )


def _layout_name(layout: Element | None) -> str:
    return get(child(layout, "p:cSld"), "name")


def _notes(package: Package, part: str, place: Place) -> Iterator[Passage]:
    notes = package.xml(_target(package, part, "notesSlide"))
    for shape in every(notes, "p:sp"):
        mark = next(every(shape, "p:ph"), None)
        if get(mark, "type") in (*_FOOT_TYPES, "sldImg"):
            continue
        for paragraph in every(shape, "a:p"):
            language = get(next(every(paragraph, "a:rPr"), None), "lang")
            text = "".join(text_of(one) for one in every(paragraph, "a:t"))
            yield Passage(place=place, runs=(Run(text=text, language=language),), part=Part.NOTES)


def _comments(package: Package, part: str) -> Iterator[Element]:
    for kind, target, external in package.related(part).values():
        if "omment" in kind and not external:
            root = package.xml(target)
            yield from () if root is None else (one for one in root if str(one.tag).endswith(("}cm", "}comment")))


def _masters(package: Package, sheets: list[Sheets]) -> tuple[list[Passage], list[Picture]]:
    """What the masters and layouts that are in use show on slides that are shown themselves."""
    passages: list[Passage] = []
    pictures: list[Picture] = []
    seen: set[str] = set()
    for around in sheets:
        for part, xml in _decor(around):
            if xml is None or part in seen:
                continue
            seen.add(part)
            reader = SheetReader(package, around.as_master(part, xml), Place(0, _("masque")))
            reader.read()
            passages += reader.passages
            pictures += reader.pictures
    return passages, pictures


def _decor(around: Sheets) -> Iterator[tuple[str, Element | None]]:
    if _is_hidden(around.slide) or not shows_master(around.slide):
        return
    if shows_master(around.layout):
        yield around.master_part, around.master
    yield around.layout_part, around.layout


def _is_hidden(slide: Element | None) -> bool:
    return get(slide, "show", "1") in ("0", "false")


def _template(package: Package, deck: Element | None) -> Template:
    themes = list(package.named(r"ppt/theme/theme\d+\.xml"))
    used = {
        target for part in package.named(r"ppt/slideMasters/[^/]+\.xml") if (target := _target(package, part, "theme"))
    }
    width, height = _size(deck)
    return Template(
        layouts=frozenset(_layout_name(package.xml(n)) for n in package.named(r"ppt/slideLayouts/[^/]+\.xml")),
        themes=frozenset(theme_print(package.members[name], package) for name in themes if name in used),
        fonts=frozenset(f for name in themes if name in used for f in theme_fonts(package.xml(name)).values() if f),
        width=width,
        height=height,
    )


def _size(deck: Element | None) -> tuple[float, float]:
    size = child(deck, "p:sldSz")
    return whole(get(size, "cx")) / EMU_PER_POINT, whole(get(size, "cy")) / EMU_PER_POINT
