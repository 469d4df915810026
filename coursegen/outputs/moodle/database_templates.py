"""How the cards of a database look: a heading, then name and value, under one another on a telephone.

Classes of Bootstrap 4 and 5, which the themes of Moodle 4.1 to 5.x hold; no style and no script of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from coursegen.activities.database import Field
from coursegen.i18n import gettext as _
from methodology.activities.database import FieldKind
from moodle_backups.activities.data import DataTemplates

_FOOT = (
    '<div class="d-flex flex-wrap align-items-center justify-content-between border-top pt-2">'
    '<small class="text-muted">##user##, ##timeadded##</small>'
    '<span class="##approvalstatusclass##">##approvalstatus##</span><span>##actionsmenu##</span></div>'
)


def templates(fields: Sequence[Field]) -> DataTemplates:
    """The list shows what is short, a card all of it, the form each field under its name and its help."""
    heading = next((one for one in fields[:1] if one.kind is FieldKind.TEXT), None)
    rest = [one for one in fields if one is not heading]
    short = [one for one in rest if one.kind is not FieldKind.LONG_TEXT]
    link = f'<h3 class="h5">{_linked(_place(heading))}</h3>' if heading else ""
    title = f'<h3 class="h4">{_place(heading)}</h3>' if heading else ""
    more = f"<p>{_linked(escape(_('Lire la fiche')))}</p>" if len(short) < len(rest) or not heading else ""
    return DataTemplates(
        list=_card(f"{link}{_lines(short)}{more}{_FOOT}"),
        single=_card(f"{title}{_lines(rest)}{_FOOT}"),
        add="".join(map(_asked, fields)),
    )


def _card(inner: str) -> str:
    return f'<div class="card my-3 cg-fiche"><div class="card-body">{inner}</div></div>'


def _linked(inner: str) -> str:
    return f'<a href="##moreurl##">{inner}</a>'


def _place(field: Field) -> str:
    """What Moodle puts the value, or the box to write it in, in the place of. It looks for the name as it is."""
    return f"[[{field.name}]]"


def _lines(fields: Sequence[Field]) -> str:
    lines = "".join(
        f'<dt class="col-sm-4">{escape(one.name, quote=False)}</dt><dd class="col-sm-8">{_place(one)}</dd>'
        for one in fields
    )
    return f'<dl class="row mb-2">{lines}</dl>' if lines else ""


def _asked(field: Field) -> str:
    said = f'<div class="small text-muted">{escape(field.description, quote=False)}</div>' if field.description else ""
    name = f'<div class="font-weight-bold fw-bold">{escape(field.name, quote=False)}</div>'
    return f'<div class="mb-3 cg-champ">{name}{said}{_place(field)}</div>'
