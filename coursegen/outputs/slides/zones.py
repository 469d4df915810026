"""The zones of a layout that slides fill, and those too small to hold what is written in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from coursegen.errors import TemplateError
from coursegen.i18n import gettext as _
from coursegen.outputs.slides.forms import Form, Role
from coursegen.outputs.slides.geometry import CM, PT
from coursegen.outputs.slides.styles import Frame


@dataclass(frozen=True, slots=True)
class Place:
    """A placeholder of a layout: how slides find it, the text frame it gives, what its owner calls it."""

    index: int
    frame: Frame
    name: str = ""


@dataclass(frozen=True, slots=True)
class _Least:
    """Points between the insets."""

    width: float
    height: float


_LINE = _Least(60, 15)  # one line in the smallest letters
_TITLE = _Least(120, 21)  # one line at 18 points
_TEXT = _Least(160, 64)  # three lines at 18 points
_PICTURE = _Least(80, 60)
_FRONTS = (Form.TITLE, Form.SECTION)


def refuse_small_zones(form: Form, layout: str, places: Mapping[Role, Place]) -> None:
    """Raises TemplateError, naming layout and zone, when a zone can't hold what slides of that form write there.

    A zone without height comes from a file made by a program: PowerPoint never saves one.
    """
    for role, place in places.items():
        least = _least(form, role)
        if place.frame.width < least.width or place.frame.height < least.height:
            raise TemplateError(
                _fault(role, place).format(layout=layout, zone=place.name),
                _(
                    "Dans le masque des diapositives, donnez à cette zone au moins {width} cm sur {height} cm, "
                    "puis enregistrez le gabarit."
                ).format(width=_centimetres(least.width), height=_centimetres(least.height)),
            )


def _least(form: Form, role: Role) -> _Least:
    if role is Role.BODY:
        return _LINE if form in _FRONTS else _TEXT
    return {Role.TITLE: _TITLE, Role.VISUAL: _PICTURE}.get(role, _LINE)


def _fault(role: Role, place: Place) -> str:
    box = place.frame.box
    if role is Role.TITLE:
        if box.height <= 0:
            return _("Disposition « {layout} » : la zone de titre « {zone} » n’a pas de hauteur.")
        return _("Disposition « {layout} » : la zone de titre « {zone} » est trop petite.")
    if box.height <= 0:
        return _("Disposition « {layout} » : la zone de texte « {zone} » n’a pas de hauteur.")
    return _("Disposition « {layout} » : la zone de texte « {zone} » est trop petite.")


def _centimetres(points: float) -> str:
    return f"{points * PT / CM:.1f}".replace(".", ",")
