"""Our layouts, one function a form. Each gives the shapes of the layout; placeholders come title first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from xml.sax.saxutils import quoteattr

from coursegen.charter import Charter
from coursegen.i18n import gettext as _
from coursegen.outputs.slides.base import decor
from coursegen.outputs.slides.base.frame import (
    BODY_HEIGHT,
    BODY_TOP,
    COVER_MARKS,
    COVER_MARKS_HEIGHT,
    FOOT_RULE,
    Stage,
)
from coursegen.outputs.slides.base.master import body_levels, footers, title_level
from coursegen.outputs.slides.forms import Form, own_name
from coursegen.outputs.slides.geometry import GRID, HEIGHT, Box, grid
from coursegen.outputs.slides.icons import badge
from coursegen.outputs.slides.markup import NAMESPACES, Colour, Level, group, placeholder, shape

KICKER, PANEL, CAPTION, CLAUSE, NUMERAL, META, VISUAL = 20, 21, 22, 23, 24, 25, 26
_ICON_ID, _DECOR_ID = 60, 70


@dataclass(frozen=True, slots=True)
class Drawing:
    """What a layout function needs."""

    stage: Stage
    charter: Charter
    statement: str
    language: str = "fr-FR"

    def title(self, box: Box | None = None, level: Level | None = None, kind: str = "title", anchor: str = "t") -> str:
        """The title's placeholder."""
        return placeholder(
            2,
            _("Titre"),
            kind,
            0,
            box or self.stage.title(),
            [level or title_level(self.charter)],
            prompt=_("Le message, en une phrase"),
            anchor=anchor,
        )

    def kicker(self, colour: str = "accent2", box: Box | None = None, size: float = 14, anchor: str = "t") -> str:
        """The line over the title."""
        level, words = Level(size, Colour(colour), bold=True), _("Où en sommes-nous")
        place = box or self.stage.kicker()
        return placeholder(20, _("Repère"), "body", KICKER, place, [level], prompt=words, anchor=anchor)

    def text(self, box: Box, levels: tuple[Level, ...] | None = None, kind: str = "obj", prompt: str = "") -> str:
        """The running text's placeholder."""
        return placeholder(
            3,
            _("Texte"),
            kind,
            1,
            box,
            levels or body_levels(self.charter),
            prompt=prompt or _("Trois à cinq lignes"),
        )

    def caption(self, box: Box) -> str:
        """The caption's placeholder."""
        level = Level(self.charter.sizes.caption, Colour("tx2"))
        return placeholder(22, _("Légende"), "body", CAPTION, box, [level], prompt=_("Légende et source"))

    def signed(self, icon: str, colour: str = "accent2") -> str:
        """The form's icon, and the title beside it."""
        drawn = badge(_ICON_ID, icon, self.stage.badge(), Colour(colour))
        return drawn + self.title(self.stage.title(badge=True))


def _content(d: Drawing) -> str:
    return d.title() + d.kicker() + d.text(d.stage.body())


def _programme(d: Drawing) -> str:
    return d.signed("programme") + d.kicker() + d.text(d.stage.body())


def _objectives(d: Drawing) -> str:
    return d.signed("objective") + d.kicker() + d.text(d.stage.body())


def _text_image(d: Drawing) -> str:
    body, _caption = d.stage.captioned()
    text, picture = d.stage.body().columns(0.52, 4 * GRID)
    picture = replace(picture, height=body.height)
    caption = Box(picture.left, picture.bottom + GRID // 2, picture.width, text.bottom - picture.bottom - GRID // 2)
    return (
        d.title()
        + d.kicker()
        + d.text(text)
        + placeholder(4, _("Image"), "pic", VISUAL, picture, [Level(18)], prompt=_("Image"))
        + d.caption(caption)
    )


def _table(d: Drawing) -> str:
    body, caption = d.stage.captioned()
    return d.title() + d.kicker() + d.text(body, (Level(18),), "tbl", _("Tableau")) + d.caption(caption)


def _figure(d: Drawing) -> str:
    body, caption = d.stage.captioned()
    return d.title() + d.kicker() + d.text(body, (Level(18),), "pic", _("Image")) + d.caption(caption)


def _activity(d: Drawing) -> str:
    text, panel = d.stage.body().columns(0.62 if d.stage.wide else 0.58, 4 * GRID)
    ground = Box(panel.left - 2 * GRID, panel.top - GRID, panel.width + 2 * GRID, panel.height + GRID)
    edge = replace(ground, width=GRID // 2)
    strip = Box(0, 0, grid(1.5, 0, 0, 0).left, HEIGHT)
    act, paper = Colour("accent3"), Colour(d.charter.colours.act_surface)
    inner = Box(ground.left + 2 * GRID, ground.top + 3 * GRID // 2, ground.width - 3 * GRID, ground.height - 2 * GRID)
    data = (Level(14, act, bold=True, before=14), Level(20, before=2), Level(28, act, bold=True))
    return (
        shape(_DECOR_ID, _("Bande d'activité"), strip, fill=act)
        + shape(_DECOR_ID + 1, _("Fond du volet"), ground, fill=paper)
        + shape(_DECOR_ID + 2, _("Bord du volet"), edge, fill=act)
        + d.signed("activity", "accent3")
        + d.kicker("accent3")
        + d.text(text, body_levels(d.charter, bullet="accent3"))
        + placeholder(
            21, _("Volet"), "body", PANEL, inner, data, prompt=_("Durée, regroupement, matériel, à rapporter")
        )
    )


def _tinted(d: Drawing, icon: str, tint: float) -> str:
    """The body on a pale ground with the module's colour at its edge."""
    ground = grid(d.stage.margin, BODY_TOP - 0.75, d.stage.inner, BODY_HEIGHT + 0.75)
    body = grid(d.stage.margin + 3, BODY_TOP + 1.75, d.stage.inner - 6, BODY_HEIGHT - 4)
    return (
        shape(_DECOR_ID, _("Fond du texte"), ground, fill=Colour("accent2", tint))
        + shape(_DECOR_ID + 1, _("Bord du texte"), replace(ground, width=GRID // 2), fill=Colour("accent2"))
        + d.signed(icon)
        + d.kicker()
        + d.text(body)
    )


def _question(d: Drawing) -> str:
    return _tinted(d, "question", 0.08)


def _synthesis(d: Drawing) -> str:
    return _tinted(d, "takeaway", 0.08)


def _credits(d: Drawing) -> str:
    body = d.stage.body()
    clause = Box(body.left, body.bottom - 15 * GRID, body.width, 15 * GRID)
    upper = body.upper(body.height - 17 * GRID)
    if any(logo.image for logo in d.charter.logos[:1]):
        upper = replace(upper, width=d.stage.credits_logo().left - upper.left - 2 * GRID)
    rule = Box(body.left, clause.top - GRID // 2, 12 * GRID, GRID // 4)
    drawn = shape(_DECOR_ID, _("Filet de la clause"), rule, fill=Colour("accent1")) if d.charter.clause else ""
    return (
        drawn
        + d.signed("credits")
        + d.kicker()
        + d.text(upper, body_levels(d.charter, 20))
        + placeholder(
            23, _("Clause"), "body", CLAUSE, Box(clause.left, clause.top + GRID, clause.width, clause.height - GRID),
            [Level(16, Colour("tx2"))], prompt=_("Clause de non-responsabilité"),
        )
    )  # fmt: skip


def _section(d: Drawing) -> str:
    stage = d.stage
    field = Box(0, 0, round(stage.width * GRID), grid(0, FOOT_RULE - 1.75, 0, 0).top)
    figure = 30 if stage.wide else 20
    text = stage.inner - figure - 3
    return (
        shape(_DECOR_ID, _("Fond de section"), field, fill=Colour("accent2"))
        + d.title(grid(stage.margin, 19, text, 19), title_level(d.charter, "bg1", 40), anchor="t")
        + d.kicker("bg1", grid(stage.margin, 13, text, 4), 18)
        + d.text(grid(stage.margin, 40, text, 12), (Level(24, Colour("bg1")),), "body", _("Ce que la séquence apporte"))
        + placeholder(
            24, _("Numéro du module"), "body", NUMERAL, grid(stage.right - figure, 10, figure, 32),
            [Level(140 if stage.wide else 100, Colour("bg1"), bold=True, align="r")], prompt="1",
        )
    )  # fmt: skip


def _cover(d: Drawing) -> str:
    stage = d.stage
    block = grid(0, 0, stage.cover_band, HEIGHT / GRID)
    tiles = decor.pattern(_DECOR_ID + 1, block, 3, 2)
    numeral = (
        Level(20, Colour("bg1"), bold=True),
        Level(150 if stage.wide else 110, Colour("bg1"), bold=True),
    )
    return (
        shape(_DECOR_ID, _("Bandeau du module"), block, fill=Colour("accent2"))
        + group(_DECOR_ID + 20, _("Motif de couverture"), block, tiles)
        + _cover_marks(d)
        + d.title(stage.cover(17, 19), title_level(d.charter, size=d.charter.sizes.cover), "ctrTitle")
        + d.kicker("accent2", stage.cover(9, 6.5), 18, "b")
        + placeholder(
            3, _("Sous-titre"), "subTitle", 1, stage.cover(36.5, 7), [Level(22, Colour("tx2"))], prompt=_("Sous-titre")
        )
        + placeholder(
            25, _("Commanditaire"), "body", META, stage.cover(44.5, 8.5), [Level(16, Colour("tx2"), before=3)],
            prompt=_("Commanditaire, date, version"),
        )
        + placeholder(
            24, _("Numéro du module"), "body", NUMERAL, grid(4, 9, stage.cover_band - 8, 30), numeral,
            prompt=_("Module"),
        )
    )  # fmt: skip


def _cover_marks(d: Drawing) -> str:
    """Emblem and statement at the left, logo zone at the right, of one height."""
    zone = d.stage.logo_zone()
    drawn = ""
    if d.charter.emblem and d.statement:
        line = d.stage.cover(COVER_MARKS, COVER_MARKS_HEIGHT)
        drawn += decor.emblem(50, replace(line, width=zone.left - line.left - 2 * GRID), d.statement, d.language)
    for logo in d.charter.logos[:1]:
        if logo.image is None:
            drawn += decor.logo_stand_in(55, zone, logo)
    return drawn


_MAKERS: dict[Form, Callable[[Drawing], str]] = {
    Form.TITLE: _cover,
    Form.PROGRAMME: _programme,
    Form.OBJECTIVES: _objectives,
    Form.SECTION: _section,
    Form.CONTENT: _content,
    Form.TEXT_IMAGE: _text_image,
    Form.TABLE: _table,
    Form.FIGURE: _figure,
    Form.ACTIVITY: _activity,
    Form.QUESTION: _question,
    Form.SYNTHESIS: _synthesis,
    Form.CREDITS: _credits,
}


def layout_xml(form: Form, drawing: Drawing) -> str:
    """The whole part of one layout."""
    cover = form is Form.TITLE
    tail = "" if cover else footers(drawing.stage, drawing.charter, 30)
    kinds = {
        Form.TITLE: ' type="title" showMasterSp="0"',
        Form.SECTION: ' type="secHead"',
        Form.CONTENT: ' type="obj"',
    }
    return (
        f'<p:sldLayout {NAMESPACES} preserve="1" userDrawn="1"{kinds.get(form, "")}>'
        f"<p:cSld name={quoteattr(own_name(form))}><p:spTree>"
        '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>'
        f"{_MAKERS[form](drawing)}{tail}</p:spTree></p:cSld>"
        "<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sldLayout>"
    )
