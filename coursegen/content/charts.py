"""A `:::{graphique}` box as a chart: its table read, what it shows said in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from coursegen.content.markdown import Directive, parser
from coursegen.content.typography import NARROW, colon, polish
from coursegen.errors import InputError
from coursegen.i18n import gettext as _
from coursegen.i18n import number
from coursegen.slides_model import Chart, ChartKind, Run, Series, Table
from methodology.charts import CHART_BOX, CHART_TYPES, DEFAULT_TYPE, figure

__all__ = ["CHART_BOX", "chart_of", "figure_words", "figures_table"]

_MOST_SAID = 12


def chart_of(directive: Directive, language: str) -> Chart:
    """The chart of a box; its title is the caption. Raises InputError when there is no table of figures in it."""
    rows = list(_rows(parser(language).parse(directive.body)))
    if len(rows) < 2 or len(rows[0]) < 2:
        raise InputError(
            _("Un graphique n'a pas de tableau de chiffres."),
            _("Mettez dans l'encadré un tableau : une colonne de noms, puis une colonne de chiffres ou plus."),
        )
    head, *body = rows
    kind = ChartKind(CHART_TYPES.get(directive.options.get("type", ""), CHART_TYPES[DEFAULT_TYPE]))
    unit = directive.options.get("unite", "")
    columns = range(1, 2 if kind is ChartKind.PIE else len(head))
    series = tuple(Series(head[n], tuple(figure(row[n]) if n < len(row) else None for row in body)) for n in columns)
    caption = polish(directive.title, language)
    chart = Chart(
        kind=kind,
        categories=tuple(row[0] for row in body),
        series=series,
        alt="",
        topic=head[0],
        caption=caption,
        unit=unit or ("%" if "%" in body[0][1] else ""),
    )
    alt = polish(directive.options.get("texte", ""), language) or _said(chart, language)
    return Chart(
        kind=kind, categories=chart.categories, series=series, alt=alt, topic=head[0], caption=caption, unit=chart.unit
    )


def figures_table(chart: Chart) -> Table:
    """The figures of a chart as a table, for paper and for whoever doesn't draw it."""
    header = (chart.topic, *(one.name for one in chart.series))
    rows = (
        (name, *(figure_words(one.values[n], chart.unit) for one in chart.series))
        for n, name in enumerate(chart.categories)
    )
    return Table(
        header=tuple((Run(cell),) for cell in header),
        rows=tuple(tuple((Run(cell),) for cell in row) for row in rows),
        caption=chart.caption,
    )


def figure_words(value: float | None, unit: str) -> str:
    """A figure for people: `12,5 %`; a dash where there is none."""
    if value is None:
        return "–"
    return _written(value) + (f"{NARROW}{unit}" if unit == "%" else f"\u00a0{unit}" if unit else "")


def _written(value: float) -> str:
    """As people write it: thousands apart, no decimals that say nothing."""
    if value == int(value):
        return f"{int(value):,}".replace(",", NARROW).replace("-", "\u2212")
    return number(value, 2).rstrip("0").rstrip(",.").replace("-", "\u2212")


def _rows(tokens: Sequence[Token]) -> Iterator[list[str]]:
    row: list[str] = []
    for token in tokens:
        if token.type == "tr_open":
            row = []
        elif token.type == "inline" and token.level >= 4:
            row.append("".join(child.content for child in token.children or ()))
        elif token.type == "tr_close":
            yield row


def _said(chart: Chart, language: str) -> str:
    """What the chart shows, for those who don't see it: every figure of a small one, the ends of a large one."""
    name = {
        ChartKind.BARS: _("Diagramme en barres"),
        ChartKind.COLUMNS: _("Diagramme en colonnes"),
        ChartKind.LINES: _("Courbe"),
        ChartKind.PIE: _("Diagramme en secteurs"),
    }[chart.kind]
    head = f"{name}{colon(language)} {chart.caption}" if chart.caption else name
    count = len(chart.categories) * len(chart.series)
    told = [_series_words(chart, one, colon(language), short=count > _MOST_SAID) for one in chart.series]
    return f"{head}. " + ". ".join(told) + "."


def _series_words(chart: Chart, series: Series, mark: str, short: bool) -> str:
    pairs = [(name, value) for name, value in zip(chart.categories, series.values, strict=True) if value is not None]
    if short and len(pairs) > 2:
        low, high = min(pairs, key=lambda pair: pair[1]), max(pairs, key=lambda pair: pair[1])
        words = _("{series} – de {low} ({first}) à {high} ({last})")
        return words.format(
            series=series.name, low=figure_words(low[1], chart.unit), first=low[0],
            high=figure_words(high[1], chart.unit), last=high[0],
        )  # fmt: skip
    said = ", ".join(f"{name}{mark} {figure_words(value, chart.unit)}" for name, value in pairs)
    return f"{series.name} – {said}" if len(chart.series) > 1 else said
