"""From slides as authors think them to slides as they are drawn: form, boxes, sizes, continuations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from coursegen.charter import Charter
from coursegen.errors import CoursegenError, InputError, TemplateError
from coursegen.i18n import gettext as _
from coursegen.outputs.slides import signature
from coursegen.outputs.slides.captions import less_caption
from coursegen.outputs.slides.durations import column_of_minutes, duration
from coursegen.outputs.slides.flow import TextPage, fitted, pages
from coursegen.outputs.slides.forms import Form, Role, own_name, role_named
from coursegen.outputs.slides.geometry import GRID, PT, Box
from coursegen.outputs.slides.mapping import Choice, LayoutMap
from coursegen.outputs.slides.measure import height
from coursegen.outputs.slides.objectives import stressed
from coursegen.outputs.slides.paragraphs import Mark, Para, paragraphs
from coursegen.outputs.slides.styles import Frame, LevelStyle
from coursegen.outputs.slides.tables import TablePage, table_pages
from coursegen.slides_model import Block, Chart, Paragraph, Picture, Run, Slide, SlideKind, Table

Shown = Picture | Chart
Visual = Table | Shown

FORMS = {
    SlideKind.TITLE: Form.TITLE,
    SlideKind.PROGRAMME: Form.PROGRAMME,
    SlideKind.OBJECTIVES: Form.OBJECTIVES,
    SlideKind.SECTION: Form.SECTION,
    SlideKind.CONTENT: Form.CONTENT,
    SlideKind.ACTIVITY: Form.ACTIVITY,
    SlideKind.QUESTION: Form.QUESTION,
    SlideKind.FIGURE: Form.CONTENT,
    SlideKind.SYNTHESIS: Form.SYNTHESIS,
    SlideKind.CREDITS: Form.CREDITS,
}
_GAP = 2 * GRID
_AT_EASE = 0.75  # of a zone: what a table of few rows may fill in large letters
_PANEL_SHARE = 0.62
RIBBON_HEIGHT = 5 * GRID
_CREDITS_MINIMUM = 18.0
_MOST_PARTS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One slide to draw. A box of None is the placeholder's own. `part` counts from 1 within the author's slide.

    `layouts`: those of the deck, but for the layout that the author wants for this slide.
    """

    source: Slide
    form: Form
    part: int = 1
    text: TextPage | None = None
    text_box: Box | None = None
    table: TablePage | None = None
    picture: Shown | None = None
    visual_box: Box | None = None
    panel: tuple[tuple[str, str], ...] = ()
    ribbon: tuple[int, ...] = ()
    layouts: LayoutMap | None = None

    @property
    def title(self) -> str:
        """The author's title, marked on the slides that go on."""
        if self.part == 1:
            return self.source.title
        if self.part == 2:
            return _("{title} (suite)").format(title=self.source.title)
        return _("{title} (suite {number})").format(title=self.source.title, number=self.part - 1)


@dataclass(frozen=True, slots=True)
class _Segment:
    texts: tuple[Block, ...]
    visual: Visual | None


class Planner:
    """Lays the slides of one deck out on the layouts of one template."""

    def __init__(self, layouts: LayoutMap, charter: Charter, ours: bool = True, signed: bool = False) -> None:
        """`ours`: the template is made from the charter; another one keeps its own sizes and colours.

        `signed`: the credits keep room for the emblem.
        """
        self._layouts = layouts
        self._charter = charter
        self._ours = ours
        self._signed = signed

    def plan(self, slide: Slide) -> tuple[Page, ...]:
        """The slides it takes to show this one.

        Raises TemplateError (a user's template) or InputError when they are more than anybody would show.
        """
        if slide.layout:
            return self._overridden(slide)
        found = tuple(self._planned(slide))
        if len(found) > _MOST_PARTS:
            raise self._endless(slide, len(found))
        return tuple(replace(page, part=number) for number, page in enumerate(found, 1))

    def _overridden(self, slide: Slide) -> tuple[Page, ...]:
        """The author's own choice of layout: for the form of that slide, and for what it shows alone."""
        form = self._form_shown(slide)
        layouts = self._layouts.overridden(slide.layout, form, slide.title)
        planner = Planner(layouts, self._charter, self._ours, self._signed)
        return tuple(replace(page, layouts=layouts) for page in planner.plan(replace(slide, layout="")))

    @staticmethod
    def _form_shown(slide: Slide) -> Form:
        form = FORMS[slide.kind]
        visuals = [block for block in slide.blocks if isinstance(block, Table | Picture | Chart)]
        if form is not Form.CONTENT or not visuals:
            return form
        if isinstance(visuals[0], Table):
            return Form.TABLE
        return Form.FIGURE if len(slide.blocks) == 1 else Form.TEXT_IMAGE

    def _endless(self, slide: Slide, count: int) -> CoursegenError:
        words = _("La diapositive « {title} » en occuperait {count} (le plus : {most}).").format(
            title=slide.title, count=count, most=_MOST_PARTS
        )
        if self._ours:
            return InputError(words, _("Répartissez son contenu sur plusieurs diapositives, ou abrégez-le."))
        layout, form = self._layouts[FORMS[slide.kind]].layout.name, own_name(FORMS[slide.kind])
        remedy = _("Agrandissez la zone de texte de la disposition « {layout} » du gabarit (elle sert pour : {form}).")
        return TemplateError(words, remedy.format(layout=layout, form=form))

    def _planned(self, slide: Slide) -> Iterator[Page]:
        form = FORMS[slide.kind]
        if form in (Form.TITLE, Form.SECTION):
            yield self._single(slide, form)
            return
        if form is Form.ACTIVITY:
            slide, panel = self._with_panel(slide)
        else:
            panel = ()
        segments = list(_segments(slide.blocks)) or [_Segment((), None)]
        for number, segment in enumerate(segments):
            yield from self._segment(slide, form, segment, panel if number == 0 else ())

    def _single(self, slide: Slide, form: Form) -> Page:
        """Covers and openings: their few words in one zone."""
        lead = (Para((Run(slide.subtitle),)),) if slide.subtitle else ()
        place = self._layouts[form].places.get(Role.BODY)
        text = lead + paragraphs(slide.blocks)
        if place is None or not text:
            return Page(source=slide, form=form)
        page = fitted(text, place.frame, 18) or pages(text, place.frame, 18)[0]
        return Page(source=slide, form=form, text=page)

    def _segment(
        self, slide: Slide, form: Form, segment: _Segment, panel: tuple[tuple[str, str], ...]
    ) -> Iterator[Page]:
        blocks = stressed(segment.texts) if form is Form.OBJECTIVES else segment.texts
        text = paragraphs(blocks, Mark.LETTER if form is Form.QUESTION else Mark.NUMBER)
        if form is Form.QUESTION:
            text = tuple(replace(para, mark=Mark.LETTER) if para.mark is Mark.BULLET else para for para in text)
        visual = segment.visual
        if visual is None or form is Form.ACTIVITY:
            yield from self._text_pages(slide, form, text, panel)
        if visual is None:
            return
        rest = () if form is Form.ACTIVITY else text
        if isinstance(visual, Table):
            yield from self._with_table(slide, form, rest, visual)
        else:
            yield from self._with_picture(slide, form, rest, visual)

    def _text_pages(
        self, slide: Slide, form: Form, text: tuple[Para, ...], panel: tuple[tuple[str, str], ...] = ()
    ) -> Iterator[Page]:
        frame = self._body(form)
        split = pages(text, frame, self._minimum(form), self._large(form))
        if not split and (panel or not slide.blocks):
            yield Page(source=slide, form=form, panel=panel)
        for number, page in enumerate(split):
            yield Page(
                source=slide,
                form=form,
                text=page,
                text_box=self._text_box(form),
                panel=panel if not number else (),
            )

    def _with_table(self, slide: Slide, form: Form, text: tuple[Para, ...], table: Table) -> Iterator[Page]:
        """Under its text where both hold on one slide, else on slides of its own."""
        frame = self._body(form)
        ribbon = column_of_minutes(table) if form is Form.PROGRAMME and self._ours else ()
        spoken = _tight(fitted(text, frame, frame.levels[0].size)) if text else None
        used = round(height(spoken.paras, frame, spoken.styles) * PT) + frame.vertical + _GAP if spoken else 0
        used += RIBBON_HEIGHT if ribbon else 0
        box = less_caption(frame.box.below(used), table.caption, self._layouts[form], zoned=False)
        together = self._tables(table, box) if box.height > frame.box.height // 2 else ()
        if together and (spoken or ribbon):
            text_box = frame.box.upper(used - _GAP) if spoken else None
            first, *others = together
            yield Page(
                source=slide, form=form, text=spoken, text_box=text_box, table=first, visual_box=box, ribbon=ribbon
            )
            for page in others:
                yield Page(source=slide, form=form, table=page, visual_box=frame.box)
            return
        if text:
            yield from self._text_pages(slide, form, text)
        own = Form.TABLE if form in (Form.CONTENT, Form.ACTIVITY) else form
        box = less_caption(self._body(own).box, table.caption, self._layouts[own])
        for page in self._tables(table, box):
            yield Page(source=slide, form=own, table=page, visual_box=box)

    def _with_picture(self, slide: Slide, form: Form, text: tuple[Para, ...], picture: Shown) -> Iterator[Page]:
        """Beside its text where that holds in a column, else on a slide of its own."""
        choice = self._layouts[Form.TEXT_IMAGE]
        text_frame, visual_box = _side_by_side(choice)
        spoken = (
            fitted(text, text_frame, self._minimum(form), self._large(form)) if text and form is Form.CONTENT else None
        )
        if spoken:
            yield Page(
                source=slide, form=Form.TEXT_IMAGE, text=spoken, text_box=text_frame.box,
                picture=picture, visual_box=less_caption(visual_box, picture.caption, choice),
            )  # fmt: skip
            return
        if text:
            yield from self._text_pages(slide, form, text)
        figure = self._layouts[Form.FIGURE]
        box = figure.places[Role.BODY].frame.box
        yield Page(
            source=slide, form=Form.FIGURE, picture=picture,
            visual_box=less_caption(box, picture.caption, figure),
        )  # fmt: skip

    def _tables(self, table: Table, box: Box) -> tuple[TablePage, ...]:
        sizes, font = self._charter.sizes, self._body(Form.CONTENT).levels[0].font
        at_ease = table_pages(table, box.upper(round(box.height * _AT_EASE)), (sizes.table_large,), font)
        if len(at_ease) == 1:
            return table_pages(table, box, (sizes.table_large,), font)
        return table_pages(table, box, (sizes.table, sizes.table_min), font)

    def _large(self, form: Form) -> float:
        """The size of a few words: small letters of a template grow to the charter's where there is room."""
        if form is Form.CREDITS:
            return 0.0
        return self._charter.sizes.body_large if self._ours else self._charter.sizes.body

    def _minimum(self, form: Form) -> float:
        return _CREDITS_MINIMUM if form is Form.CREDITS else self._charter.sizes.body_min

    def _body(self, form: Form) -> Frame:
        frame = self._layouts[form].places[Role.BODY].frame
        box = self._text_box(form)
        return frame.at(box) if box else frame

    def _text_box(self, form: Form) -> Box | None:
        """The body's own box, but where an activity's data or the emblem take a part of it."""
        if form is Form.CREDITS and self._signed:
            box = self._layouts[form].places[Role.BODY].frame.box
            return box.upper(box.height - signature.ROOM)
        if form is Form.ACTIVITY and Role.PANEL not in self._layouts[form].places:
            return self._layouts[form].places[Role.BODY].frame.box.columns(_PANEL_SHARE, _GAP)[0]
        return None

    def _with_panel(self, slide: Slide) -> tuple[Slide, tuple[tuple[str, str], ...]]:
        """The activity's data; what the panel can't hold goes to the end of the instruction."""
        data = _activity_data(slide)
        frame, styles = panel_frame(self._layouts[Form.ACTIVITY])
        moved: list[Block] = []
        while data and height(panel_paragraphs(data), frame, styles) > frame.height:
            label, value = data[-1]
            data = data[:-1]
            moved.insert(0, Paragraph((Run(_("{label} : ").format(label=label), bold=True), Run(value))))
        return replace(slide, blocks=(*slide.blocks, *moved)), data


def panel_frame(choice: Choice) -> tuple[Frame, tuple[LevelStyle, ...]]:
    """Where an activity's data go: the layout's panel, or the right part of its body."""
    place = choice.places.get(Role.PANEL)
    if place and role_named(place.name) is Role.PANEL:
        return place.frame, place.frame.levels
    body = choice.places[Role.BODY].frame
    right = place.frame if place else body.at(body.box.columns(_PANEL_SHARE, _GAP)[1])
    label = replace(right.levels[0], size=14.0, bold=True, before=10.0, after=0.0)
    value = replace(label, size=18.0, bold=False, before=2.0)
    return right, (label, value, replace(value, size=24.0, bold=True))


def panel_paragraphs(data: Iterable[tuple[str, str]]) -> tuple[Para, ...]:
    """Label over value; the duration is a level of its own."""
    return tuple(
        para
        for label, value in data
        for para in (Para((Run(label, bold=True),)), Para((Run(value),), level=2 if label == _("Durée") else 1))
    )


def _activity_data(slide: Slide) -> tuple[tuple[str, str], ...]:
    data = (
        (_("Durée"), duration(slide.minutes) if slide.minutes else ""),
        (_("Regroupement"), slide.grouping),
        (_("À rapporter"), slide.outcome),
        (_("Matériel"), slide.materials),
    )
    return tuple((label, value[:1].upper() + value[1:]) for label, value in data if value)


def _segments(blocks: Iterable[Block]) -> Iterator[_Segment]:
    """A table or picture goes with the text before it; alone with text after it, with that."""
    texts: list[Block] = []
    found: list[_Segment] = []
    for block in blocks:
        if isinstance(block, Table | Picture | Chart):
            found.append(_Segment(tuple(texts), block))
            texts = []
        else:
            texts.append(block)
    if texts and len(found) == 1 and not found[0].texts:
        found[0] = _Segment(tuple(texts), found[0].visual)
    elif texts:
        found.append(_Segment(tuple(texts), None))
    yield from found


def _side_by_side(choice: Choice) -> tuple[Frame, Box]:
    body = choice.places[Role.BODY].frame
    visual = choice.places.get(Role.VISUAL)
    if visual:
        return body, visual.frame.box
    left, right = body.box.columns(0.52, _GAP)
    return body.at(left), right


def _tight(page: TextPage | None) -> TextPage | None:
    """Without air between paragraphs: what follows needs the room."""
    return replace(page, air=0.0) if page else None
