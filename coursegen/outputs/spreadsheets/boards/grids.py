"""Grids to mark with: one sheet a rubric, then everybody's results with their weights."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from coursegen.i18n import gettext as _
from coursegen.outputs.spreadsheets.book import FIRST, Book, Page, Subject, at
from methodology.evaluation import Assessment, Rubric

KEY = "grilles-evaluation"
PEOPLE = 30
_ROSTER_HEAD = FIRST
_WEIGHTS, _HEAD = FIRST, FIRST + 1


def title() -> str:
    """What it is, in the person's language."""
    return _("Grilles d'évaluation")


def pages(subject: Subject) -> Iterator[Callable[[Book], None]]:
    """The list of participants, a grid for each rubric, the results."""
    evaluation = subject.course.evaluation
    counted = tuple(one for one in evaluation.assessments if one.weight_percent > 0)
    if not evaluation.rubrics and not counted:
        return
    yield _roster
    for rubric in evaluation.rubrics:
        if rubric.criteria:
            yield partial(_grid, rubric=rubric)
    if counted:
        yield partial(_results, counted=counted)


def _roster(book: Book) -> None:
    about = _("Écrivez chaque nom une fois : les autres feuilles le reprennent. Ce fichier reste dans l'équipe.")
    page = book.page(_("Participants"), _("Participants"), about, (6, 34, 34, 12), landscape=False)
    page.heads(_ROSTER_HEAD, (_("N°"), _("Nom et prénom"), _("Organisme"), _("Sexe")))
    for number in range(PEOPLE):
        page.line(_ROSTER_HEAD + 1 + number, (number + 1, None, None, None), ("centred", "fill", "fill", "fill"))
    page.choose((_ROSTER_HEAD + 1, 3), (_ROSTER_HEAD + PEOPLE, 3), (_("F"), _("H")))


def _names(page: Page, first: int) -> None:
    """The names of the first sheet, in the first two columns."""
    roster = f"'{_('Participants')}'!"
    for number in range(PEOPLE):
        cell = f"{roster}{at(_ROSTER_HEAD + 1 + number, 1, fixed=True)}"
        page.put(first + number, 0, number + 1, "centred")
        page.formula(first + number, 1, f'IF({cell}="","",{cell})', "text")


def _grid(book: Book, rubric: Rubric) -> None:
    count = len(rubric.criteria)
    about = _("Choisissez les points de chaque critère ; le total et la note se calculent. Maximum : {max:g} points.")
    widths = (5, 26, *(_share(count),) * count, 9, 9, 13)
    page = book.page(rubric.title, rubric.title, about.format(max=rubric.maximum), widths)
    levels = max(len(one.levels) for one in rubric.criteria)
    head = FIRST + levels + 2
    _descriptors(page, rubric, levels)
    page.sheet.set_h_pagebreaks([head])  # on paper: what each level looks like, then the list to fill in
    names = [one.title or one.id for one in rubric.criteria]
    page.heads(head, (_("N°"), _("Nom"), *names, _("Total"), _("Note"), _("Décision")))
    _names(page, head + 1)
    for number in range(PEOPLE):
        _marks(page, head + 1 + number, count, rubric.maximum)
    for offset, criterion in enumerate(rubric.criteria):
        _allow(page, (head + 1, 2 + offset), (head + PEOPLE, 2 + offset), {level.points for level in criterion.levels})
    _foot(page, head + 1 + PEOPLE, count)


def _share(count: int) -> float:
    """The width of each of so many columns, so that together they fill a page and can still be read."""
    return min(28.0, max(12.0, 84.0 / max(1, count)))


def _allow(page: Page, first: tuple[int, int], last: tuple[int, int], points: set[float]) -> None:
    """The points of a criterion; halves are typed, since a list would hold them with one country's comma."""
    words = ", ".join(f"{one:g}" for one in sorted(points))
    if points and all(one == int(one) for one in points):
        warning = _("Les points de ce critère : {points}.").format(points=words)
        page.choose(first, last, [int(one) for one in sorted(points)], warning)


def _descriptors(page: Page, rubric: Rubric, levels: int) -> None:
    """What each level of each criterion looks like, above the column of the criterion."""
    page.line(FIRST, (_("Critère"), *(one.title or one.id for one in rubric.criteria)), "head", column=1)
    for level in range(levels):
        row = FIRST + 1 + level
        page.put(row, 1, _("Niveau {n}").format(n=level + 1), "label")
        for offset, criterion in enumerate(rubric.criteria):
            here = criterion.levels[level] if level < len(criterion.levels) else None
            words = f"{here.points:g} : {here.descriptor}" if here else ""
            page.put(row, 2 + offset, words)


def _marks(page: Page, row: int, count: int, maximum: float) -> None:
    first, last, total = at(row, 2), at(row, 1 + count), at(row, 2 + count)
    for offset in range(count):
        page.put(row, 2 + offset, None, "fill_number")
    page.formula(row, 2 + count, f'IF(COUNT({first}:{last})=0,"",SUM({first}:{last}))')
    page.formula(row, 3 + count, f'IF({total}="","",{total}/{maximum:g})', "percent")
    threshold = (page.book.subject.course.evaluation.pass_percent or 50) / 100
    passed, again, note = _("Atteint"), _("À reprendre"), at(row, 3 + count)
    page.formula(row, 4 + count, f'IF({note}="","",IF({note}>={threshold:g},"{passed}","{again}"))', "text")


def _foot(page: Page, row: int, count: int) -> None:
    """The mean of each criterion: which one the group must work on again."""
    page.put(row, 1, _("Moyenne"), "total")
    for column in range(2, 4 + count):
        span = f"{at(row - PEOPLE, column)}:{at(row - 1, column)}"
        look = "total_percent" if column == 3 + count else "total_number"
        page.formula(row, column, f'IF(COUNT({span})=0,"",AVERAGE({span}))', look)


def _results(book: Book, counted: tuple[Assessment, ...]) -> None:
    count = len(counted)
    about = _("Écrivez chaque note en pour cent. La moyenne pondérée attend toutes les notes qui comptent.")
    page = book.page(_("Résultats"), _("Résultats"), about, (5, 26, *(_share(count),) * count, 11, 13))
    page.put(_WEIGHTS, 1, _("Poids"), "label")
    for offset, one in enumerate(counted):
        page.put(_WEIGHTS, 2 + offset, one.weight_percent / 100, "total_percent")
    weights = f"{at(_WEIGHTS, 2, fixed=True)}:{at(_WEIGHTS, 1 + count, fixed=True)}"
    page.formula(_WEIGHTS, 2 + count, f"SUM({weights})", "total_percent", sum(o.weight_percent for o in counted) / 100)
    page.heads(_HEAD, (_("N°"), _("Nom"), *(one.title for one in counted), _("Moyenne"), _("Décision")))
    _names(page, _HEAD + 1)
    for number in range(PEOPLE):
        _result(page, _HEAD + 1 + number, counted, weights)
    _summary(page, _HEAD + 1 + PEOPLE, count)


def _result(page: Page, row: int, counted: tuple[Assessment, ...], weights: str) -> None:
    count = len(counted)
    marks, mean = f"{at(row, 2)}:{at(row, 1 + count)}", at(row, 2 + count)
    for offset in range(count):
        page.put(row, 2 + offset, None, "fill_percent")
    whole = f"SUMPRODUCT({weights},{marks})/SUM({weights})"
    page.formula(row, 2 + count, f'IF(COUNT({marks})<{count},"",{whole})', "percent")
    threshold = (page.book.subject.course.evaluation.pass_percent or 50) / 100
    decision = f'IF({mean}="","",IF({mean}>={threshold:g},"{_("Réussi")}","{_("À reprendre")}"))'
    page.formula(row, 3 + count, decision, "text")
    page.shade((row, 2 + count), (row, 3 + count), f'AND({mean}<>"",{mean}<{threshold:g})', "fair")


def _summary(page: Page, row: int, count: int) -> None:
    """Mean, lowest, highest of each column; how many passed."""
    kinds = ((_("Moyenne"), "AVERAGE"), (_("Plus basse"), "MIN"), (_("Plus haute"), "MAX"), (_("Médiane"), "MEDIAN"))
    for line, (label, function) in enumerate(kinds):
        page.put(row + line, 1, label, "total")
        for column in range(2, 3 + count):
            span = f"{at(row - PEOPLE, column)}:{at(row - 1, column)}"
            page.formula(row + line, column, f'IF(COUNT({span})=0,"",{function}({span}))', "total_percent")
    decisions = f"{at(row - PEOPLE, 3 + count)}:{at(row - 1, 3 + count)}"
    means = f"{at(row - PEOPLE, 2 + count)}:{at(row - 1, 2 + count)}"
    rate = f'IF(COUNT({means})=0,"",COUNTIF({decisions},"{_("Réussi")}")/COUNT({means}))'
    page.put(row + len(kinds), 1, _("Part de réussite"), "total")
    page.formula(row + len(kinds), 2 + count, rate, "total_percent")
