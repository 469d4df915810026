"""The practical data of an activity: in the layout's own panel, or in a text box with an edge beside the body."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coursegen.i18n import gettext as _
from coursegen.outputs.slides.canvas import body_of
from coursegen.outputs.slides.flow import TextPage
from coursegen.outputs.slides.forms import Role, role_named
from coursegen.outputs.slides.geometry import GRID, Box
from coursegen.outputs.slides.markup import Colour, shape
from coursegen.outputs.slides.pages import panel_frame, panel_paragraphs

if TYPE_CHECKING:
    from coursegen.outputs.slides.painting import PagePainter


def draw(painter: PagePainter) -> None:
    """Write the panel of an activity page; nothing on other pages."""
    if not painter.page.panel:
        return
    frame, styles = panel_frame(painter.choice)
    text = TextPage(panel_paragraphs(painter.page.panel), styles)
    target = painter.placeholder(Role.PANEL)
    if target is not None:
        painter.writer.page(body_of(target), text, frame)
        if role_named(painter.choice.places[Role.PANEL].name) is not Role.PANEL:  # a column made for text
            painter.writer.own_spacing(body_of(target), text)
        return
    box = painter.canvas.text_box(frame.box, _("Consignes pratiques"))
    painter.writer.free(body_of(box), text)
    edge = Box(frame.box.left - GRID, frame.box.top, GRID // 4, frame.box.height)
    painter.canvas.append(shape(painter.canvas.next_id(), _("Bord du volet"), edge, fill=Colour("accent1")))
