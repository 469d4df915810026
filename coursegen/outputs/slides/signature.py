"""Emblem and funding statement on a user's template: on the credits slide, unless the template shows them itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Deck

from coursegen.charter import Charter
from coursegen.charter.emblem import RATIO
from coursegen.charter.metrics import text_width
from coursegen.i18n import gettext as _
from coursegen.outputs.slides.base.decor import emblem_shapes
from coursegen.outputs.slides.forms import Role
from coursegen.outputs.slides.geometry import GRID, PT, Box
from coursegen.outputs.slides.markup import Colour, shape
from coursegen.outputs.slides.styles import Frame

if TYPE_CHECKING:
    from coursegen.outputs.slides.painting import PagePainter

EMBLEM_HEIGHT = 5 * GRID  # 1.4 cm: the least is 1 cm
ROOM = EMBLEM_HEIGHT + 3 * GRID  # with its ground, and air over it
_SIZE = 14.0
_WIDEST = 1.25  # how much wider than Arial the template's face may be


def missing_statement(charter: Charter, statement: str, template: Deck) -> str:
    """The funding statement that this template ought to show and doesn't; "" when nothing is missing."""
    return statement if charter.emblem and statement and not shows(template, statement) else ""


def shows(template: Deck, statement: str) -> bool:
    """Whether a master or a layout of the template says the statement."""
    pages = (page for master in template.slide_masters for page in (master, *master.slide_layouts))
    wanted = _bare(statement)
    return any(wanted in _bare("".join(node.text or "" for node in page._element.iter(qn("a:t")))) for page in pages)


def draw(painter: PagePainter, statement: str) -> None:
    """At the foot of the text's zone, on a white ground: the emblem is never laid on another colour without one."""
    place = painter.place(Role.BODY)
    if not statement or place is None:
        return
    ground = _ground(place.frame, statement)
    inner = Box(ground.left + GRID, ground.top + GRID, ground.width - 2 * GRID, EMBLEM_HEIGHT)
    canvas = painter.canvas
    first = canvas.next_id()
    canvas.append(shape(first, _("Fond de l'emblème"), ground, fill=Colour("#FFFFFF")))
    for markup in emblem_shapes(first + 1, inner, statement, painter.studio.language):
        canvas.append(markup)


def _ground(frame: Frame, statement: str) -> Box:
    """The emblem stands under the first letter of the text."""
    words = round(text_width(statement, _SIZE, bold=True) * _WIDEST * PT)
    left = max(0, frame.box.left + frame.horizontal // 2 - GRID)
    width = min(round(EMBLEM_HEIGHT * RATIO) + 5 * GRID + words, frame.box.right - left)
    height = EMBLEM_HEIGHT + 2 * GRID
    return Box(left, frame.box.bottom - height, width, height)


def _bare(text: str) -> str:
    return "".join(text.casefold().replace("’", "'").split())
