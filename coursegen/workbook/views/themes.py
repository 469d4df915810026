"""The five cross-cutting themes: what the course itself shows of each, and what its author follows."""

from __future__ import annotations

from itertools import groupby

from coursegen.i18n import gettext as _
from coursegen.workbook.canvas import CENTRED, Canvas, CellContent, Style, Tone
from coursegen.workbook.place import VIEW_HEADER
from methodology.course import Course
from methodology.i18n import N_
from methodology.theme_markers import ThemeMarker, theme_markers
from methodology.values import Theme

TITLE, ORDER = N_("Vue thèmes"), 65


def about() -> str:
    """How to read it."""
    return _(
        "Genre, bonne gouvernance, environnement, droits humains, groupes vulnérables : ce que le cours montre déjà, "
        "et les marqueurs que vous suivez."
    )


def draw(course: Course) -> Canvas:
    """A line for each marker, theme after theme."""
    canvas = Canvas(_("Questions transversales"), frozen=2)
    columns = (
        (_("Thème"), 24.0),
        (_("Marqueur"), 64.0),
        (_("Valeur"), 12.0),
        (_("Visé"), 12.0),
        (_("Unité"), 14.0),
        (_("Source"), 24.0),
        (_("Verdict"), 20.0),
    )
    canvas.head(VIEW_HEADER, columns)
    row = VIEW_HEADER + 1
    for theme, group in groupby(theme_markers(course), key=lambda marker: marker.theme):
        markers = list(group)
        canvas.put(row, 1, _name(theme), Style(Tone.LABEL), down=len(markers))
        for place, marker in enumerate(markers, row):
            _row(canvas, place, marker)
        row += len(markers)
    return canvas


def _name(theme: Theme) -> str:
    return {
        Theme.GENDER: _("Genre"),
        Theme.GOVERNANCE: _("Bonne gouvernance"),
        Theme.ENVIRONMENT: _("Environnement"),
        Theme.HUMAN_RIGHTS: _("Droits humains"),
        Theme.VULNERABLE_GROUPS: _("Groupes vulnérables"),
    }[theme]


def _row(canvas: Canvas, row: int, marker: ThemeMarker) -> None:
    canvas.put(row, 2, marker.name)
    canvas.put(row, 3, _shown(marker.value), CENTRED)
    canvas.put(row, 4, _shown(marker.target), CENTRED)
    canvas.put(row, 5, marker.unit or "–", CENTRED)
    canvas.put(row, 6, _("suivi par vous") if marker.declared else _("tiré du cours"))
    canvas.put(row, 7, *_verdict(marker.value))


def _shown(value: float | bool | None) -> CellContent:
    """A figure, yes or no, or a dash for what is not known."""
    if value is None:
        return "–"
    if isinstance(value, bool):
        return _("oui") if value else _("non")
    return round(value, 1)


def _verdict(value: float | bool | None) -> tuple[str, Style]:
    """Whether it is known: which way a target goes is not ours to say."""
    if value is None:
        return _("à mesurer"), Style(Tone.MUTED)
    if value is False:
        return _("✗ Non écrit"), Style(Tone.BAD)
    return (_("✓ Écrit") if value is True else _("✓ Mesuré")), Style(Tone.GOOD)
