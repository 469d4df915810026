"""Emblem, funding statement and logo on a user's template: on the credits, unless the template shows them itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Deck

from coursegen.charter import Charter, Logo
from coursegen.charter.emblem import RATIO
from coursegen.charter.metrics import text_width
from coursegen.i18n import gettext as _
from coursegen.outputs.slides.base.decor import emblem_shapes, logo_box
from coursegen.outputs.slides.fixes.descriptions import describe
from coursegen.outputs.slides.forms import Role
from coursegen.outputs.slides.geometry import GRID, PT, Box
from coursegen.outputs.slides.markup import Colour, shape
from coursegen.outputs.slides.styles import Frame

if TYPE_CHECKING:
    from coursegen.outputs.slides.painting import PagePainter

EMBLEM_HEIGHT = 5 * GRID  # 1.4 cm: the least is 1 cm
ROOM = EMBLEM_HEIGHT + 3 * GRID  # with its ground, and air over it
_SIZE = 14.0
_LOGO_PART = 3  # of the text's width, a third at most
_WIDEST = 1.25  # how much wider than Arial the template's face may be


def missing_statement(charter: Charter, statement: str, template: Deck) -> str:
    """The funding statement that this template ought to show and doesn't; "" when nothing is missing."""
    return statement if charter.emblem and statement and not shows(template, statement) else ""


def shows(template: Deck, statement: str) -> bool:
    """Whether a master or a layout of the template says the statement."""
    pages = (page for master in template.slide_masters for page in (master, *master.slide_layouts))
    wanted = _bare(statement)
    return any(wanted in _bare("".join(node.text or "" for node in page._element.iter(qn("a:t")))) for page in pages)


def missing_logo(charter: Charter, template: Deck) -> Logo | None:
    """The first logo of the charter whose file we have, when no master and no layout of the template shows it."""
    from coursegen.conform.likeness import same_picture

    logo = next((one for one in charter.logos if one.image), None)
    pages = (page for master in template.slide_masters for page in (master, *master.slide_layouts))
    parts = (
        rel for page in pages for rel in page.part.rels.values() if rel.reltype == RT.IMAGE and not rel.is_external
    )
    shown = logo is not None and any(same_picture(rel.target_part.blob, logo.image or b"") for rel in parts)
    return None if shown else logo


def draw(painter: PagePainter, statement: str, logo: Logo | None = None) -> None:
    """At the foot of the text's zone, on a white ground: the emblem is never laid on another colour without one."""
    place = painter.place(Role.BODY)
    if place is None:
        return
    taken = _draw_logo(painter, place.frame, logo) if logo else 0
    if statement:
        _draw_emblem(painter, _ground(place.frame, statement, taken), statement)


def _draw_logo(painter: PagePainter, frame: Frame, logo: Logo) -> int:
    """At the other end of the line, as high as the emblem at most; the width it takes, with its ground and air."""
    most = Box(0, 0, frame.box.width // _LOGO_PART, EMBLEM_HEIGHT)
    size = logo_box(most, logo)
    height, width = EMBLEM_HEIGHT + 2 * GRID, size.width + 2 * GRID
    ground = Box(frame.box.right - width, frame.box.bottom - height, width, height)
    inner = Box(ground.left + GRID, ground.top + (height - size.height) // 2, size.width, size.height)
    painter.canvas.append(shape(painter.canvas.next_id(), _("Fond du logo"), ground, fill=Colour("#FFFFFF")))
    describe(painter.canvas.picture(logo.image or b"", inner, logo.name), logo.name)
    return width + GRID


def _draw_emblem(painter: PagePainter, ground: Box, statement: str) -> None:
    inner = Box(ground.left + GRID, ground.top + GRID, ground.width - 2 * GRID, EMBLEM_HEIGHT)
    canvas = painter.canvas
    first = canvas.next_id()
    canvas.append(shape(first, _("Fond de l'emblème"), ground, fill=Colour("#FFFFFF")))
    for markup in emblem_shapes(first + 1, inner, statement, painter.studio.language):
        canvas.append(markup)


def _ground(frame: Frame, statement: str, taken: int) -> Box:
    """The emblem stands under the first letter of the text; `taken`: the width that the logo has at the other end."""
    words = round(text_width(statement, _SIZE, bold=True) * _WIDEST * PT)
    left = max(0, frame.box.left + frame.horizontal // 2 - GRID)
    width = min(round(EMBLEM_HEIGHT * RATIO) + 5 * GRID + words, frame.box.right - taken - left)
    height = EMBLEM_HEIGHT + 2 * GRID
    return Box(left, frame.box.bottom - height, width, height)


def _bare(text: str) -> str:
    return "".join(text.casefold().replace("’", "'").split())
