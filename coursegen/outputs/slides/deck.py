"""A whole deck: template, pages, notes, sections, metadata, bytes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from babel.dates import format_date
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.presentation import Presentation
from pptx.slide import Slide as DrawnSlide
from pptx.slide import SlideLayout

from coursegen.charter import Charter
from coursegen.courseware import Courseware
from coursegen.i18n import date_locale
from coursegen.i18n import gettext as _
from coursegen.outputs.slides.base import base_template
from coursegen.outputs.slides.base.decor import logo_box
from coursegen.outputs.slides.base.frame import stage
from coursegen.outputs.slides.canvas import Canvas, footer_of
from coursegen.outputs.slides.charts import chart_colours
from coursegen.outputs.slides.checking import layouts_for
from coursegen.outputs.slides.credits import closed
from coursegen.outputs.slides.fixes.archive import packed
from coursegen.outputs.slides.fixes.copies import SlideMaker
from coursegen.outputs.slides.fixes.descriptions import describe
from coursegen.outputs.slides.fixes.footers import prepared_footers
from coursegen.outputs.slides.fixes.languages import language_tag
from coursegen.outputs.slides.fixes.notes_theme import has_notes_master, share_theme_with_notes
from coursegen.outputs.slides.fixes.properties import write_properties
from coursegen.outputs.slides.fixes.sections import write_sections
from coursegen.outputs.slides.flow import fits_one_line
from coursegen.outputs.slides.forms import Form
from coursegen.outputs.slides.fronts import cover, opening, same
from coursegen.outputs.slides.mapping import Choice, map_layouts
from coursegen.outputs.slides.markup import Element
from coursegen.outputs.slides.notes import write_notes
from coursegen.outputs.slides.pages import Page, Planner
from coursegen.outputs.slides.painting import PagePainter, Studio, Words
from coursegen.outputs.slides.pictures import PictureShelf
from coursegen.outputs.slides.signature import missing_logo, missing_statement
from coursegen.outputs.slides.styles import frame_of
from coursegen.outputs.slides.table_style import table_style
from coursegen.outputs.slides.template import opened_template
from coursegen.slides_model import Deck, Slide, SlideKind, SlideSection


def write_deck(courseware: Courseware, deck: Deck, charter: Charter, template: bytes | None = None) -> bytes:
    """The .pptx of one module. `template` is the user's own .pptx or .potx, whose layouts are then used.

    Raises TemplateError when the template can't be used, InputError when a picture is missing or can't be read.
    """
    statement = courseware.funding or charter.funding
    if template is None:
        presentation = base_template(charter, charter.hue(deck.hue), statement, language_tag(courseware.language))
    else:
        presentation = opened_template(template)
    chosen = layouts_for(charter, template)
    _DeckWriter(courseware, deck, charter, presentation, template is None, chosen).write()
    return packed(presentation)


class _DeckWriter:
    """Fills one presentation."""

    def __init__(
        self,
        courseware: Courseware,
        deck: Deck,
        charter: Charter,
        presentation: Presentation,
        own: bool,
        chosen: Sequence[tuple[str, str]] = (),
    ) -> None:
        self._courseware = courseware
        self._charter = charter
        self._presentation = presentation
        self._own = own
        self._language = language_tag(courseware.language)
        self._date = format_date(courseware.date, "long", locale=date_locale(courseware.language))
        layouts = map_layouts(presentation, () if own else chosen)
        self._deck, self._clause = closed(deck, courseware, layouts)
        statement = courseware.funding or charter.funding
        self._statement = "" if own else missing_statement(charter, statement, presentation)
        self._logo = None if own else missing_logo(charter, presentation)
        self._planner = Planner(layouts, charter, ours=own, signed=bool(self._statement or self._logo))
        self._studio = Studio(
            SlideMaker(presentation),
            layouts,
            charter,
            PictureShelf(courseware.media),
            self._language,
            table_style(presentation, own),
            chart_colours(presentation, own),
            own,
        )
        self._prepared: dict[str, tuple[Element, ...]] = {}
        self._sequences = deck.openings or tuple(
            s.key for section in deck.sections for s in section.slides if s.kind is SlideKind.SECTION
        )

    def write(self) -> None:
        notes_master_given = has_notes_master(self._presentation)
        counted = [(section.title, self._section(section)) for section in self._deck.sections]
        write_sections(self._presentation, [(title, count) for title, count in counted if count])
        if not notes_master_given and has_notes_master(self._presentation):
            share_theme_with_notes(self._presentation)
        write_properties(
            self._presentation,
            title=f"{self._courseware.short_title or self._courseware.title} – {self._deck.title}",
            authors=", ".join(self._courseware.authors),
            subject=self._courseware.title,
            language=self._language,
            version=self._courseware.version,
            date=self._courseware.date,
        )

    def _section(self, section: SlideSection) -> int:
        """Draw a section's slides; how many it took."""
        count = 0
        for slide in section.slides:
            for page in self._planner.plan(self._fronted(slide)):
                drawn = PagePainter(self._studio, page, self._words(page, section)).paint()
                write_notes(self._studio.maker, drawn, self._notes(page), self._language)
                self._add_logo(drawn, page)
                count += 1
        return count

    def _fronted(self, slide: Slide) -> Slide:
        """Covers and openings with what the layout has no zone for."""
        if slide.kind is SlideKind.TITLE:
            return cover(slide, self._studio.layouts[Form.TITLE], self._deck.number, self._names)
        if slide.kind is SlideKind.SECTION:
            return opening(slide, self._studio.layouts[Form.SECTION], self._where(slide))
        return slide

    @property
    def _names(self) -> tuple[str, ...]:
        """What the course is called, the short name first."""
        return tuple(name for name in (self._courseware.short_title, self._courseware.title) if name)

    @property
    def _module(self) -> str:
        return _("Module {number}").format(number=self._deck.number)

    def _where(self, slide: Slide) -> str:
        return _("{module} · Séquence {number} sur {total}").format(
            module=self._module, number=self._sequences.index(slide.key) + 1, total=len(self._sequences)
        )

    def _notes(self, page: Page) -> Sequence[str]:
        if page.part == 1:
            return page.source.notes
        return (
            (_("Suite de la diapositive précédente : les notes sont avec la première."),) if page.source.notes else ()
        )

    def _words(self, page: Page, section: SlideSection) -> Words:
        kind = page.source.kind
        return Words(
            kickers=tuple(self._kickers(page.source, section)),
            numeral=self._numeral(page.source),
            meta=self._meta() if kind is SlideKind.TITLE else (),
            clause=self._clause if kind is SlideKind.CREDITS and page.part == 1 else "",
            statement=self._statement if kind is SlideKind.CREDITS else "",
            logo=self._logo if kind is SlideKind.CREDITS else None,
            footers=self._footers((page.layouts or self._studio.layouts)[page.form]),
        )

    def _numeral(self, slide: Slide) -> tuple[str, ...]:
        """The module's number; on openings, with that of the sequence."""
        if slide.kind is SlideKind.TITLE:
            return (_("Module"), str(self._deck.number))
        if slide.kind is SlideKind.SECTION:
            return (f"{self._deck.number}.{self._sequences.index(slide.key) + 1}",)
        return ()

    def _kickers(self, slide: Slide, section: SlideSection) -> Iterator[str]:
        """Running heads, the fullest first: the first that holds on its line is taken."""
        if slide.kind is SlideKind.TITLE:
            yield self._names[0]
            return
        if slide.kind is SlideKind.SECTION:
            yield self._where(slide)
            return
        label = _label(slide.kind)
        if same(label, (slide.title,)):
            yield f"{self._module} · {self._deck.title}"
            yield self._module
            return
        if label:
            if section.title.casefold() != label.casefold():
                yield f"{label} · {section.title}"
            yield label
            return
        yield f"{self._module} · {section.title}"
        yield section.title
        yield self._module

    def _meta(self) -> tuple[str, ...]:
        version = _("Version {version} – {date}").format(version=self._courseware.version, date=self._date)
        return tuple(line for line in (self._courseware.sponsor, version) if line)

    def _footers(self, choice: Choice) -> tuple[Element, ...]:
        """The footers of a layout's slides: prepared once, with the fullest words that hold on the line."""
        layout = choice.layout
        if layout.name not in self._prepared:
            words = _on_one_line(layout, PP_PLACEHOLDER.FOOTER, self._footer_words())
            date = _on_one_line(layout, PP_PLACEHOLDER.DATE, self._dates()) or self._date
            self._prepared[layout.name] = prepared_footers(layout, words, date, self._language)
        return self._prepared[layout.name]

    def _dates(self) -> tuple[str, ...]:
        """The date in words, in fewer words, in figures."""
        locale = date_locale(self._courseware.language)
        return tuple(str(format_date(self._courseware.date, form, locale)) for form in ("long", "medium", "short"))

    def _footer_words(self) -> tuple[str, ...]:
        short, module = self._names[0], self._module
        full = _("{module} : {title}").format(module=module, title=self._deck.title)
        return (f"{short} · {full}", f"{short} · {module}", short, module)

    def _add_logo(self, slide: DrawnSlide, page: Page) -> None:
        """The user's own logo file on the cover, in the zone that otherwise asks for it, and on the credits."""
        kind, place = page.source.kind, stage(self._presentation.slide_width or 0)
        zones = {SlideKind.TITLE: place.logo_zone(), SlideKind.CREDITS: place.credits_logo()}
        for logo in self._charter.logos[:1]:
            if self._own and logo.image and kind in zones and page.part == 1:
                box = logo_box(zones[kind], logo)
                if kind is SlideKind.CREDITS:  # flush with the margin
                    box = replace(box, left=zones[kind].right - box.width)
                describe(Canvas(slide).picture(logo.image, box, logo.name), logo.name)


def _on_one_line(layout: SlideLayout, kind: PP_PLACEHOLDER, choices: Sequence[str]) -> str:
    """The first of these texts that holds on the line of that placeholder; "" for none."""
    zone = footer_of(layout, kind)
    frame = frame_of(layout, zone) if zone is not None else None
    return next((text for text in choices if frame and fits_one_line(text, frame)), "")


def _label(kind: SlideKind) -> str:
    return {
        SlideKind.PROGRAMME: _("Programme"),
        SlideKind.OBJECTIVES: _("Objectifs"),
        SlideKind.ACTIVITY: _("Activité"),
        SlideKind.QUESTION: _("Question"),
        SlideKind.SYNTHESIS: _("À retenir"),
        SlideKind.CREDITS: _("Crédits"),
    }.get(kind, "")
