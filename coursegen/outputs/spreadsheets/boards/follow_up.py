"""The board of indicators: measures against targets, answers to the survey, gain, actions of improvement."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial

from coursegen.i18n import gettext as _
from coursegen.outputs.spreadsheets.book import FIRST, Book, Page, Subject, at
from methodology.evaluation import Improvement, Indicator, ItemType, Survey

KEY = "tableau-de-bord"
MEASURES = 6
_PEOPLE = 40
_NUMBER = re.compile(r"[-+−]?\d+(?:[.,]\d+)?")
_AT_MOST = re.compile(r"au plus|maximum|moins de|≤|<|at most|no máximo|como máximo", re.IGNORECASE)
_SCALE = (1, 2, 3, 4, 5)
_MORE_ACTIONS = 15


def title() -> str:
    """What it is, in the person's language."""
    return _("Tableau de bord")


def pages(subject: Subject) -> Iterator[Callable[[Book], None]]:
    """Indicators, one sheet for each survey with scales, the gain, the log of improvements."""
    evaluation = subject.course.evaluation
    if evaluation.indicators:
        yield partial(_indicators, indicators=evaluation.indicators)
    for survey in evaluation.surveys:
        if any(item.type is ItemType.SCALE for item in survey.items):
            yield partial(_answers, survey=survey)
    if evaluation.indicators or evaluation.assessments:
        yield _gain
        yield partial(_log, improvements=evaluation.improvements)


def target_of(text: str) -> float | None:
    """The first number of a target in words; None when it has none."""
    found = _NUMBER.search(text)
    return float(found[0].replace("−", "-").replace(",", ".")) if found else None


def is_ceiling(text: str) -> bool:
    """Whether a target says that less is better: by the words just before or after its first number."""
    found = _NUMBER.search(text)
    return bool(found and _AT_MOST.search(text[: found.end() + 12].split(",", maxsplit=1)[0]))


def _indicators(book: Book, indicators: tuple[Indicator, ...]) -> None:
    about = _("À chaque mesure, écrivez les valeurs d'une colonne. L'état compare la dernière à la valeur visée.")
    page = book.page(_("Indicateurs"), title(), about, (26, 40, 26, 24, 9, *(10.0,) * MEASURES, 10, 14, 16))
    dates = [_("Mesure {n}").format(n=number + 1) for number in range(MEASURES)]
    labels = (_("Indicateur"), _("Formule"), _("Source, fréquence, responsable"), _("Cible"), _("Valeur visée"))
    page.heads(FIRST, (*labels, *dates, _("Dernière"), _("État"), _("Évolution")))
    for row, one in enumerate(indicators, FIRST + 1):
        _indicator(page, row, one)


def _indicator(page: Page, row: int, one: Indicator) -> None:
    where = "\n".join(filter(None, (one.source, one.frequency, one.responsible)))
    page.line(row, (one.title or one.id, one.formula, where, one.target), ("label", "text", "text", "text"))
    page.put(row, 4, target_of(one.target), "fill_number")
    for column in range(5, 5 + MEASURES):
        page.put(row, column, None, "fill_number")
    span, last, aim = f"{at(row, 5)}:{at(row, 4 + MEASURES)}", at(row, 5 + MEASURES), at(row, 4)
    page.formula(row, 5 + MEASURES, f'IF(COUNT({span})=0,"",LOOKUP(9.9E+307,{span}))', "number")
    sign = "<=" if is_ceiling(one.target) else ">="
    states = _("à mesurer"), _("atteint"), _("à surveiller")
    state = f'IF(OR({last}="",{aim}=""),"{states[0]}",IF({last}{sign}{aim},"{states[1]}","{states[2]}"))'
    page.formula(row, 6 + MEASURES, state, "centred", states[0])
    page.shade((row, 6 + MEASURES), (row, 6 + MEASURES), f'{at(row, 6 + MEASURES)}="{states[1]}"', "good")
    page.shade((row, 6 + MEASURES), (row, 6 + MEASURES), f'{at(row, 6 + MEASURES)}="{states[2]}"', "fair")
    page.put(row, 7 + MEASURES, None)
    page.sheet.add_sparkline(row, 7 + MEASURES, {"range": page.reference(row, 5, row, 4 + MEASURES), "markers": True})


def _answers(book: Book, survey: Survey) -> None:
    """How many gave each value; the mean leaves out those who have no opinion."""
    about = _("Écrivez le nombre de réponses dans chaque colonne ; « SO » : sans opinion, compté à part.")
    page = book.page(survey.title, survey.title, about, (8, 58, *(8.0,) * 6, 10, 10, 14))
    labels = (_("N°"), _("Question"), *map(str, _SCALE), _("SO"), _("Réponses"), _("Moyenne"), _("Notes 4 et 5"))
    page.heads(FIRST, labels)
    items = [item for item in survey.items if item.type is ItemType.SCALE]
    for row, item in enumerate(items, FIRST + 1):
        page.line(row, (item.id, item.text), ("label", "text"))
        for column in range(2, 8):
            page.put(row, column, None, "fill_number")
        span, total = f"{at(row, 2)}:{at(row, 6)}", at(row, 8)
        page.formula(row, 8, f"SUM({span})", "number", 0)
        values = f"{at(FIRST, 2, fixed=True)}:{at(FIRST, 6, fixed=True)}"
        page.formula(row, 9, f'IF({total}=0,"",SUMPRODUCT(VALUE({values}),{span})/{total})')
        page.formula(row, 10, f'IF({total}=0,"",({at(row, 5)}+{at(row, 6)})/{total})', "percent")
    last = FIRST + len(items)
    bars = {"type": "data_bar", "bar_solid": True, "bar_color": book.subject.charter.colours.rule, "min_type": "num"}
    page.sheet.conditional_format(FIRST + 1, 10, last, 10, bars | {"min_value": 0, "max_type": "num", "max_value": 1})
    span = f"{at(FIRST + 1, 9)}:{at(last, 9)}"
    page.put(last + 1, 1, _("Moyenne des questions"), "total")
    page.formula(last + 1, 9, f'IF(COUNT({span})=0,"",AVERAGE({span}))', "total_number")


def _gain(book: Book) -> None:
    """Hake's normalised gain, from the means of those who took both tests (domain 2.12)."""
    about = _("Notes en pour cent, sans nom. Le gain ne compte que les personnes qui ont les deux.")
    heading = _("Gain entre le test d'entrée et le test final")
    page = book.page(_("Gain"), heading, about, (8, 14, 14, 16), landscape=False)
    page.heads(FIRST, (_("N°"), _("Avant (%)"), _("Après (%)"), _("Gain normalisé")))
    for number in range(_PEOPLE):
        row = FIRST + 1 + number
        before, after = at(row, 1), at(row, 2)
        page.line(row, (number + 1, None, None), ("centred", "fill_number", "fill_number"))
        known = f'OR({before}="",{after}="",{before}>=100)'
        page.formula(row, 3, f'IF({known},"",({after}-{before})/(100-{before}))')
    _group_gain(page, FIRST + 1, FIRST + _PEOPLE)


def _group_gain(page: Page, first: int, last: int) -> None:
    before, after = (f"{at(first, column)}:{at(last, column)}" for column in (1, 2))
    both = f"ISNUMBER({before})*ISNUMBER({after})"
    row = last + 1
    page.put(row, 0, _("Groupe"), "total")
    for column, span in ((1, before), (2, after)):
        mean = f"SUMPRODUCT({both},{span})/SUMPRODUCT({both})"
        page.formula(row, column, f'IF(SUMPRODUCT({both})=0,"",{mean})', "total_number")
    low, high = at(row, 1), at(row, 2)
    page.formula(row, 3, f'IF(OR({low}="",{low}=100),"",({high}-{low})/(100-{low}))', "total_number")


def _log(book: Book, improvements: tuple[Improvement, ...]) -> None:
    about = _("Une ligne par action : constat, cause, action, responsable, échéance, preuve, effet.")
    widths = (34, 28, 34, 20, 12, 24, 14, 28, 12)
    page = book.page(_("Amélioration"), _("Registre d'amélioration"), about, widths)
    labels = (_("Constat"), _("Cause"), _("Action"), _("Responsable"), _("Échéance"), _("Preuve"), _("État"))
    page.heads(FIRST, (*labels, _("Effet constaté"), _("Retard")))
    looks = ("fill", "fill", "fill", "fill", "fill_day", "fill", "fill", "fill")
    for number in range(len(improvements) + _MORE_ACTIONS):
        row = FIRST + 1 + number
        page.line(row, _action(improvements[number]) if number < len(improvements) else (None,) * 8, looks)
        due, done = at(row, 4), at(row, 6)
        late = f'IF(AND({due}<>"",{done}<>"{_("fait")}",{due}<TODAY()),"{_("en retard")}","")'
        page.formula(row, 8, late, "centred")
        page.shade((row, 8), (row, 8), f'{at(row, 8)}<>""', "bad")


def _action(one: Improvement) -> tuple[object, ...]:
    known = (one.finding, one.cause, one.action, one.responsible, one.due, one.evidence, one.status, one.effect)
    return tuple(value or None for value in known)
