"""One planned page drawn on one slide of the template: title, heads, text, footers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pptx.slide import Slide as DrawnSlide

from coursegen.charter import Charter, Logo
from coursegen.outputs.slides import panel, signature, visuals
from coursegen.outputs.slides.canvas import Canvas, Drawn, body_of, put
from coursegen.outputs.slides.fixes.copies import SlideMaker
from coursegen.outputs.slides.fixes.empty_placeholders import drop_empty_placeholders
from coursegen.outputs.slides.fixes.footers import place_footers
from coursegen.outputs.slides.flow import ABSOLUTE_MINIMUM, fits, fitted, title_styles
from coursegen.outputs.slides.forms import Form, Role
from coursegen.outputs.slides.geometry import GRID, PT, Box
from coursegen.outputs.slides.mapping import Choice, LayoutMap
from coursegen.outputs.slides.markup import Element
from coursegen.outputs.slides.pages import RIBBON_HEIGHT, Page
from coursegen.outputs.slides.paragraphs import Para
from coursegen.outputs.slides.pictures import PictureShelf
from coursegen.outputs.slides.ribbon import ribbon
from coursegen.outputs.slides.text import TextWriter, plain_line, whole_words
from coursegen.outputs.slides.zones import Place
from coursegen.slides_model import Line

_FRONTS = (Form.TITLE, Form.SECTION)
_UNDER_TITLE = 2 * GRID


@dataclass(frozen=True, slots=True)
class Words:
    """What is written round the page's own content: running heads (longest first), footers, cover data, numeral."""

    kickers: Sequence[str] = ()
    numeral: Sequence[str] = ()
    meta: Sequence[str] = ()
    clause: str = ""
    statement: str = ""
    logo: Logo | None = None
    footers: tuple[Element, ...] = ()


@dataclass(frozen=True, slots=True)
class Studio:
    """What all pages of a deck share."""

    maker: SlideMaker
    layouts: LayoutMap
    charter: Charter
    shelf: PictureShelf
    language: str
    table_style: str
    chart_colours: tuple[str, ...]
    ours: bool


class PagePainter:
    """Draws one page."""

    def __init__(self, studio: Studio, page: Page, words: Words) -> None:
        self.studio = studio
        self.page = page
        self.choice: Choice = (page.layouts or studio.layouts)[page.form]
        self.canvas = Canvas(studio.maker.slide(self.choice.layout))
        self.writer = TextWriter(self.canvas.slide, studio.language)
        self._words = words
        self._title_bottom = 0

    def paint(self) -> DrawnSlide:
        """Fill the slide: title first, in the order it is read."""
        self._title()
        self._heads()
        self._text()
        panel.draw(self)
        self._ribbon()
        visuals.draw(self)
        signature.draw(self, self._words.statement, self._words.logo)
        drop_empty_placeholders(self.canvas.slide)
        place_footers(self.canvas.slide, self._words.footers)
        return self.canvas.slide

    def place(self, role: Role) -> Place | None:
        """The layout's zone for that role."""
        return self.choice.places.get(role)

    def placeholder(self, role: Role) -> Drawn | None:
        """The slide's placeholder for that role."""
        place = self.place(role)
        return self.canvas.placeholder(place.index) if place else None

    def write(self, role: Role, lines: Sequence[Line], levels: Sequence[int] = ()) -> Drawn | None:
        """Write the lines in the zone of that role, if the layout has one."""
        target = self.placeholder(role)
        if target is not None and lines:
            self.writer.lines(body_of(target), lines, levels=levels)
        return target

    def _title(self) -> None:
        place, target = self.choice.places[Role.TITLE], self.placeholder(Role.TITLE)
        line = plain_line(whole_words(self.page.title) if self.page.form in _FRONTS else self.page.title)
        style, taken = title_styles(line, place.frame, self.studio.charter.sizes.title_min)
        if taken > place.frame.height:
            style, taken = title_styles(line, place.frame, ABSOLUTE_MINIMUM)
        native = place.frame.levels[0].size
        self.writer.lines(body_of(target), [line], 0 if style.size == native else style.size)
        over = round((taken - place.frame.height) * PT)
        if over > 0:  # a very long title takes the room over it
            box = place.frame.box
            put(target, Box(box.left, max(0, box.top - over), box.width, box.height + over))
            self._words = replace(self._words, kickers=())
        self._title_bottom = place.frame.box.top + round(taken * PT)

    def _heads(self) -> None:
        kicker = self.place(Role.KICKER)
        if kicker:
            heads = (words for words in self._words.kickers if fits(words, kicker.frame))
            self.write(Role.KICKER, [plain_line(head) for head in (next(heads, ""),) if head])
        numeral = self._words.numeral
        self.write(Role.NUMERAL, [plain_line(text) for text in numeral], range(len(numeral)))
        meta = [plain_line(text) for text in self._words.meta]
        if self.write(Role.META, meta) is None and self.page.form is Form.TITLE:
            self._under_subtitle(meta)
        if self._words.clause:
            self.write(Role.CLAUSE, [plain_line(self._words.clause)])

    def _under_subtitle(self, lines: Sequence[Line]) -> None:
        """A cover without a zone for the sponsor has it under its subtitle, as far as there is room."""
        place = self.place(Role.BODY)
        if place is None:
            return
        paras = (self.page.text.paras if self.page.text else ()) + tuple(Para(line) for line in lines)
        page = None
        while paras and page is None:
            page = fitted(paras, place.frame, ABSOLUTE_MINIMUM)
            paras = paras[:-1]
        target = self.placeholder(Role.BODY)
        if page and target is not None:
            self.writer.page(body_of(target), replace(page, air=0.0), place.frame)

    def _text(self) -> None:
        page, place = self.page, self.place(Role.BODY)
        target = self.placeholder(Role.BODY)
        if page.text is None or place is None or target is None:
            return
        if page.form is Form.TITLE and Role.META not in self.choice.places:
            return  # written with the sponsor
        if page.text_box:
            put(target, page.text_box)
        elif page.form in _FRONTS and self.studio.ours:  # a few words: close under the title, be that one line or three
            put(target, replace(place.frame.box, top=self._title_bottom + _UNDER_TITLE))
        self.writer.page(body_of(target), page.text, place.frame)

    def _ribbon(self) -> None:
        place = self.place(Role.BODY)
        if self.page.ribbon and place:
            box = place.frame.box.upper(RIBBON_HEIGHT - 2 * GRID)
            self.canvas.append(ribbon(self.canvas.next_id(), box, self.page.ribbon, self.studio.language))
