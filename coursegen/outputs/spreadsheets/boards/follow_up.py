"""The board of indicators: measures against targets, answers to the survey, gain, actions of improvement."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from coursegen.i18n import gettext as _
from coursegen.outputs.spreadsheets.book import FIRST, Book, Page, Subject, at
from methodology.evaluation import Improvement, Indicator, ItemType, Sense, Survey
from methodology.improving import FINISHED, states
from methodology.targets import sense_of, target_number

KEY = "tableau-de-bord"
MEASURES = 6
_PEOPLE = 40
_FIRST_MEASURE = 6
_SIGNS = {Sense.MORE: "≥", Sense.LESS: "≤"}
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


def _indicators(book: Book, indicators: tuple[Indicator, ...]) -> None:
    about = _(
        "À chaque mesure, écrivez les valeurs d'une colonne. L'état compare la dernière à la valeur visée : "
        "≥ au moins, ≤ au plus. Sans sens, c'est à vous de juger."
    )
    page = book.page(_("Indicateurs"), title(), about, (24, 36, 24, 22, 9, 6, *(8.5,) * MEASURES, 9, 13, 16))
    dates = [_("Mesure {n}").format(n=number + 1) for number in range(MEASURES)]
    labels = (_("Indicateur"), _("Formule"), _("Source, fréquence, responsable"), _("Cible"), _("Valeur visée"))
    page.heads(FIRST, (*labels, _("Sens"), *dates, _("Dernière"), _("État"), _("Évolution")))
    for row, one in enumerate(indicators, FIRST + 1):
        _indicator(page, row, one)
    page.choose((FIRST + 1, 5), (FIRST + len(indicators), 5), tuple(_SIGNS.values()), _("≥ : au moins ; ≤ : au plus."))


def _indicator(page: Page, row: int, one: Indicator) -> None:
    where = "\n".join(filter(None, (one.source, one.frequency, one.responsible)))
    page.line(row, (one.title or one.id, one.formula, where, one.target), ("label", "text", "text", "text"))
    page.put(row, 4, target_number(one.target), "fill_number")
    sense = sense_of(one)
    page.put(row, 5, _SIGNS[sense] if sense else None, "fill_centred")
    for column in range(_FIRST_MEASURE, _FIRST_MEASURE + MEASURES):
        page.put(row, column, None, "fill_number")
    end = _FIRST_MEASURE + MEASURES
    span = f"{at(row, _FIRST_MEASURE)}:{at(row, end - 1)}"
    # Not LOOKUP of a huge number: LibreOffice finds nothing when only the first cell is filled.
    place = f"SUMPRODUCT(MAX(ISNUMBER({span})*COLUMN({span})))-COLUMN({at(row, _FIRST_MEASURE)})+1"
    page.formula(row, end, f'IF(COUNT({span})=0,"",INDEX({span},1,{place}))', "number")
    _verdict(page, row, end + 1)
    page.put(row, end + 2, None)
    curve = {"range": page.reference(row, _FIRST_MEASURE, row, end - 1), "markers": True}
    page.sheet.add_sparkline(row, end + 2, curve)


def _verdict(page: Page, row: int, column: int) -> None:
    """What the last measure says of the target; without a number or a sense, people judge."""
    last, aim, sense = at(row, column - 1), at(row, 4), at(row, 5)
    unknown, good, fair, judged = _("à mesurer"), _("atteint"), _("à surveiller"), _("à juger")
    formula = f'"{judged}"'
    for which, sign in (("<=", _SIGNS[Sense.LESS]), (">=", _SIGNS[Sense.MORE])):
        formula = f'IF({sense}="{sign}",IF({last}{which}{aim},"{good}","{fair}"),{formula})'
    page.formula(row, column, f'IF({last}="","{unknown}",IF({aim}="","{judged}",{formula}))', "centred", unknown)
    for word, look in ((good, "good"), (fair, "fair")):
        page.shade((row, column), (row, column), f'{at(row, column)}="{word}"', look)


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
    last = FIRST + len(improvements) + _MORE_ACTIONS
    for number, row in enumerate(range(FIRST + 1, last + 1)):
        page.line(row, _action(improvements[number]) if number < len(improvements) else (None,) * 8, looks)
        due, state = at(row, 4), at(row, 6)
        page.formula(
            row, 8, f'IF({due}="","",IF({_finished(state)},"",IF({due}<TODAY(),"{_("en retard")}","")))', "centred"
        )
        page.shade((row, 8), (row, 8), f'{at(row, 8)}<>""', "bad")
    page.sheet.print_area(0, 0, last, len(looks))
    page.put(last + 2, 5, _("États proposés"), "label")
    for row, state in enumerate(states(), last + 2):
        page.put(row, 6, state)
    proposed = f"{at(last + 2, 6, fixed=True)}:{at(last + 1 + len(states()), 6, fixed=True)}"
    page.suggest((FIRST + 1, 6), (last, 6), proposed)


def _finished(cell: str) -> str:
    """Whether the state in that cell says that the work is over, by how it begins (case doesn't count)."""
    return "OR(" + ",".join(f'LEFT({cell},{len(root)})="{root}"' for root in FINISHED) + ")"


def _action(one: Improvement) -> tuple[object, ...]:
    known = (one.finding, one.cause, one.action, one.responsible, one.due, one.evidence, one.status, one.effect)
    return tuple(value or None for value in known)
