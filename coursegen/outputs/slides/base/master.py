"""The slide master: styles of titles and texts, module strip, footer with emblem, date and number."""

from __future__ import annotations

from coursegen.charter import Charter
from coursegen.i18n import gettext as _
from coursegen.outputs.slides.base import decor
from coursegen.outputs.slides.base.frame import FOOT_HEIGHT, FOOT_RULE, FOOT_TOP, Stage
from coursegen.outputs.slides.geometry import HEIGHT, PT, Box, grid
from coursegen.outputs.slides.markup import NAMESPACES, Colour, Level, level_style, placeholder, shape

_HANGING = 30 * PT


def body_levels(charter: Charter, size: float | None = None, bullet: str = "accent2") -> tuple[Level, ...]:
    """The three levels of running text; deeper ones look like the third."""
    first = size or charter.sizes.body
    second = max(18.0, first - 4)
    mark = Colour(bullet)
    return (
        Level(first, bullet="•", bullet_colour=mark, margin=_HANGING, indent=-_HANGING, before=9),
        Level(second, bullet="–", bullet_colour=mark, margin=2 * _HANGING, indent=-_HANGING, before=4),
        Level(18, bullet="–", bullet_colour=mark, margin=3 * _HANGING, indent=-_HANGING, before=3),
    )


def title_level(charter: Charter, colour: str = "tx1", size: float | None = None) -> Level:
    """The look of titles."""
    return Level(size or charter.sizes.title, Colour(colour), bold=True)


def footers(stage: Stage, charter: Charter, first: int) -> str:
    """Date, footer and number placeholders, ids from `first`."""
    top, height, right = FOOT_TOP, FOOT_HEIGHT, stage.right
    start = stage.margin + (40 if stage.wide else 33) if charter.emblem else stage.margin
    size = charter.sizes.footer
    muted = Colour("tx2")
    field = (
        '<a:p><a:fld id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}" type="slidenum"><a:rPr lang="fr-FR"/>'
        "<a:t>‹N°›</a:t></a:fld></a:p>"
    )
    date = grid(right - 23.5, top, 18.5, height)  # "30 de septiembre de 2026" on one line
    text = Box(grid(start, 0, 0, 0).left, date.top, date.left - grid(start + 1, 0, 0, 0).left, date.height)
    level = Level(size, muted, align="r")
    return (
        placeholder(first, _("Date"), "dt", 10, date, [level], prompt=_("Date"), anchor="ctr")
        + placeholder(first + 1, _("Pied de page"), "ftr", 11, text, [level], prompt=_("Pied de page"), anchor="ctr")
        + placeholder(
            first + 2,
            _("Numéro de diapositive"),
            "sldNum",
            12,
            grid(right - 4.5, top, 4.5, height),
            [Level(size, Colour("tx1"), bold=True, align="r")],
            content=field,
            anchor="ctr",
        )
    )


def signature(stage: Stage, statement: str, language: str) -> str:
    """Emblem and statement in the footer."""
    place = grid(stage.margin, FOOT_TOP, 39 if stage.wide else 32, FOOT_HEIGHT)
    return decor.emblem(50, place, statement, language)


def master_tree(stage: Stage, charter: Charter, statement: str, language: str) -> str:
    """The `p:cSld` of the master."""
    rule = shape(40, _("Filet"), grid(stage.margin, FOOT_RULE, stage.inner, 0.08), fill=Colour(charter.colours.rule))
    strip = shape(41, _("Bande du module"), Box(0, 0, grid(1.5, 0, 0, 0).left, HEIGHT), fill=Colour("accent2"))
    emblem = signature(stage, statement, language) if charter.emblem and statement else ""
    return (
        f"<p:cSld {NAMESPACES}><p:bg><p:bgPr>{Colour('bg1').fill()}<a:effectLst/></p:bgPr></p:bg><p:spTree>"
        '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>'
        f"{strip}{rule}{emblem}"
        + placeholder(
            2,
            _("Titre"),
            "title",
            0,
            stage.title(),
            [title_level(charter)],
            prompt=_("Le message, en une phrase"),
        )
        + placeholder(3, _("Texte"), "body", 1, stage.body(), body_levels(charter), prompt=_("Trois à cinq lignes"))
        + footers(stage, charter, 4)
        + "</p:spTree></p:cSld>"
    )


def text_styles(charter: Charter) -> str:
    """The `p:txStyles` of the master."""
    levels = body_levels(charter)
    deep = [levels[min(n, 2)] for n in range(9)]
    plain = Level(18)
    return (
        f"<p:txStyles {NAMESPACES}><p:titleStyle>{level_style(1, title_level(charter), '+mj-lt')}</p:titleStyle>"
        f"<p:bodyStyle>{''.join(level_style(n, level) for n, level in enumerate(deep, 1))}</p:bodyStyle>"
        f"<p:otherStyle>{level_style(1, plain)}</p:otherStyle></p:txStyles>"
    )
