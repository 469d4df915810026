"""The risk matrix: a grid of probability by impact with the risks in it, then the list, the gravest first."""

from __future__ import annotations

from collections.abc import Sequence

from coursegen.i18n import gettext as _
from coursegen.workbook.canvas import CENTRED, HEADER, LABEL, SUBHEADER, Canvas, Style, Tone
from coursegen.workbook.place import VIEW_HEADER
from methodology.course import Course
from methodology.i18n import N_
from methodology.planning import SCALE, RatedRisk, RiskLevel, RiskMatrix, risk_level, risk_matrix

TITLE, ORDER = N_("Vue risques"), 50
_TALL = 46.0
"""Height of the rows of the grid, in points."""


def about() -> str:
    """How to read it."""
    return _(
        "Risque = probabilité × impact, de 1 à 16 : moins de 4, à surveiller ; de 4 à 8, à traiter ; à partir de 9, à "
        "décider avant de commencer. R1 est le premier risque de la feuille « Risques »."
    )


def draw(course: Course) -> Canvas:
    """The grid has the likeliest on top and the gravest on the right."""
    canvas = Canvas(_("Matrice des risques"))
    canvas.widths = {1: 17.0, 2: 17.0, 3: 21.0, 4: 21.0, 5: 21.0, 6: 21.0, 7: 30.0, 8: 26.0}
    matrix = risk_matrix(course)
    _grid(canvas, matrix)
    row = _list(canvas, matrix.rated, VIEW_HEADER + 8)
    if matrix.unrated:
        _unrated(canvas, matrix.unrated, row + 1)
    return canvas


def _grid(canvas: Canvas, matrix: RiskMatrix) -> None:
    likely = (_("1 · Rare"), _("2 · Possible"), _("3 · Probable"), _("4 · Presque certain"))
    grave = (_("1 · Mineur"), _("2 · Modéré"), _("3 · Grave"), _("4 · Critique"))
    canvas.put(VIEW_HEADER, 1, _("Probabilité"), Style(Tone.HEADER, centred=True), across=2, down=2)
    canvas.put(VIEW_HEADER, 3, _("Impact"), Style(Tone.HEADER, centred=True), across=4)
    canvas.line(VIEW_HEADER + 1, grave, SUBHEADER, 3)
    canvas.heights |= {VIEW_HEADER: 18.0, VIEW_HEADER + 1: 18.0}
    for row, probability in enumerate(reversed(SCALE), VIEW_HEADER + 2):
        canvas.heights[row] = _TALL
        canvas.put(row, 1, likely[probability - 1], Style(Tone.LABEL, centred=True), across=2)
        for impact in SCALE:
            here = matrix.cell(probability, impact)
            words, tone = _cell(here, probability * impact)
            canvas.put(row, 2 + impact, words, Style(tone, centred=True, quiet=not here))


def _cell(risks: Sequence[RatedRisk], score: int) -> tuple[str, Tone]:
    """The ids of the risks, then the score of the cell and what it asks for."""
    said, tone = _asked(risk_level(score))
    names = ", ".join(risk.id for risk in risks)
    return (f"{names}\n" if names else "") + f"{score} · {said}", tone


def _asked(level: RiskLevel) -> tuple[str, Tone]:
    return {
        RiskLevel.LOW: (_("à surveiller"), Tone.GOOD),
        RiskLevel.MEDIUM: (_("à traiter"), Tone.WATCH),
        RiskLevel.HIGH: (_("à décider"), Tone.BAD),
    }[level]


def _list(canvas: Canvas, risks: Sequence[RatedRisk], top: int) -> int:
    """The risks that have a place in the grid; gives the row after them."""
    canvas.put(top - 1, 1, _("Les risques, du plus grave au moins grave"), Style(Tone.SECTION), across=8)
    if not risks:
        words = _("Aucun risque n'est coté : la feuille « Risques » attend leur probabilité et leur impact, de 1 à 4.")
        canvas.put(top, 1, words, Style(Tone.MUTED), across=8)
        return top + 1
    _headers(canvas, top)
    for row, rated in enumerate(risks, top + 1):
        words, tone = _asked(risk_level(rated.score or 0))
        risk = rated.risk
        canvas.put(row, 1, rated.id, LABEL)
        canvas.put(row, 2, f"{risk.probability} × {risk.impact} = {rated.score}", CENTRED)
        canvas.put(row, 3, words, Style(tone, centred=True))
        canvas.put(row, 4, risk.risk, across=2)
        canvas.put(row, 6, risk.measure or "–", across=2)
        canvas.put(row, 8, risk.responsible or "–")
    return top + 1 + len(risks)


def _headers(canvas: Canvas, row: int) -> None:
    canvas.put(row, 1, _("Risque"), HEADER)
    canvas.line(row, (_("Cote"), _("Ce qu'il demande")), Style(Tone.HEADER, centred=True), 2)
    canvas.put(row, 4, _("Ce qui peut arriver"), HEADER, across=2)
    canvas.put(row, 6, _("Ce qui est prévu"), HEADER, across=2)
    canvas.put(row, 8, _("Responsable"), HEADER)


def _unrated(canvas: Canvas, risks: Sequence[RatedRisk], top: int) -> None:
    words = _("À coter : il manque une probabilité ou un impact entre 1 et 4")
    canvas.put(top, 1, words, Style(Tone.SECTION), across=8)
    for row, rated in enumerate(risks, top + 1):
        canvas.put(row, 1, rated.id, LABEL)
        given = ("–" if number is None else str(number) for number in (rated.risk.probability, rated.risk.impact))
        canvas.put(row, 2, " × ".join(given), CENTRED)
        canvas.put(row, 3, _("▲ à coter"), Style(Tone.WATCH, centred=True))
        canvas.put(row, 4, rated.risk.risk, across=2)
        canvas.put(row, 6, rated.risk.measure or "–", across=2)
        canvas.put(row, 8, rated.risk.responsible or "–")
