"""Native charts: figures that a trainer edits in PowerPoint, in the deck's own colours and type."""

from __future__ import annotations

from typing import Any

from lxml import etree
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_LABEL_POSITION,
    XL_TICK_MARK,
)
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.oxml.ns import qn
from pptx.presentation import Presentation
from pptx.util import Pt

from coursegen.charter.colour import contrast
from coursegen.i18n import gettext as _
from coursegen.outputs.slides.canvas import Canvas, Drawn
from coursegen.outputs.slides.fixes.chart_axes import mend_axis_ids
from coursegen.outputs.slides.fixes.chart_workbook import PlainChartData, undated
from coursegen.outputs.slides.geometry import PT, Box
from coursegen.slides_model import Chart, ChartKind

_KINDS = {
    ChartKind.BARS: XL_CHART_TYPE.BAR_CLUSTERED,
    ChartKind.COLUMNS: XL_CHART_TYPE.COLUMN_CLUSTERED,
    ChartKind.LINES: XL_CHART_TYPE.LINE_MARKERS,
    ChartKind.PIE: XL_CHART_TYPE.PIE,
}
_MARKS = (
    XL_MARKER_STYLE.CIRCLE,
    XL_MARKER_STYLE.SQUARE,
    XL_MARKER_STYLE.TRIANGLE,
    XL_MARKER_STYLE.DIAMOND,
)
_OURS = ("accent2", "accent1", "accent4", "accent5", "accent6", "accent3")  # the module's hue first
_ACCENTS = ("accent1", "accent2", "accent3", "accent4", "accent5", "accent6")
_SEEN = 3.0  # WCAG 2.2: what graphics need against their ground
_SIZE, _SMALL = 16, 14
_LARGE = 0.06
_NARROW = 380  # points: a chart beside its text has smaller letters


def chart_colours(presentation: Presentation, own: bool) -> tuple[str, ...]:
    """The accents that charts are drawn in, by slot of the theme: those that are seen on the template's ground."""
    master = presentation.slide_master
    theme = etree.fromstring(master.part.part_related_by(RT.THEME).blob)
    mapping = master.part._element.find(qn("p:clrMap"))
    ground = _colour(theme, mapping.get("bg1", "lt1") if mapping is not None else "lt1") or "#FFFFFF"
    order = _OURS if own else _ACCENTS
    seen = [slot for slot in order if (one := _colour(theme, slot)) and contrast(one, ground) >= _SEEN]
    return _distinct(seen, theme) or ("tx1",)


def _distinct(slots: list[str], theme: etree._Element) -> tuple[str, ...]:
    """Each colour once."""
    kept = {_colour(theme, slot): slot for slot in reversed(slots)}
    return tuple(slot for slot in slots if slot in kept.values())


def draw_chart(canvas: Canvas, chart: Chart, box: Box, colours: tuple[str, ...], language: str) -> Drawn:
    """The chart in its box, without a title of its own: the slide's says it."""
    drawn = canvas.chart(_KINDS[chart.kind], _data(chart), box, _("Graphique"))
    made = drawn.chart
    narrow = box.width / PT < _NARROW
    size = _SMALL if narrow else _SIZE
    made.has_title = False
    made.font.size = Pt(size)
    made.font.color.theme_color = MSO_THEME_COLOR.TEXT_1
    made.has_legend = len(chart.series) > 1 or chart.kind is ChartKind.PIE
    if made.has_legend:
        made.legend.position = _legend_position(chart, narrow)
        made.legend.include_in_layout = False
        made.legend.font.size = Pt(size)
    _colours(made, chart, colours)
    _labels(made, chart, size)
    if chart.kind is not ChartKind.PIE:
        _axes(made, chart, size)
    mend_axis_ids(made._chartSpace)
    _speak(made._chartSpace, language)
    workbook = made.part.chart_workbook.xlsx_part
    workbook._blob = undated(workbook.blob)
    return drawn


def _legend_position(chart: Chart, narrow: bool) -> Any:
    if chart.kind is not ChartKind.PIE:
        return XL_LEGEND_POSITION.TOP
    return XL_LEGEND_POSITION.BOTTOM if narrow else XL_LEGEND_POSITION.RIGHT


def _data(chart: Chart) -> Any:
    data: Any = PlainChartData(number_format=_format(chart))  # type: ignore[no-untyped-call]
    data.categories = chart.categories
    for one in chart.series:
        data.add_series(one.name, one.values)
    return data


def _format(chart: Chart) -> str:
    """A format of Excel; the unit stands behind each figure."""
    whole = "#,##0" if chart.is_whole else "General"
    unit = chart.unit.replace('"', "")
    return f'{whole}"\u00a0{unit}"' if unit else whole


def _colours(made: Any, chart: Chart, colours: tuple[str, ...]) -> None:
    plot = made.plots[0]
    if chart.kind is ChartKind.PIE:
        for number in range(len(chart.categories)):
            point = plot.series[0].points[number]
            _fill(point.format.fill, colours, number)
            point.format.line.color.theme_color = MSO_THEME_COLOR.BACKGROUND_1
            point.format.line.width = Pt(2)
        return
    if chart.kind is not ChartKind.LINES:
        plot.gap_width = 60
        plot.overlap = -5 if len(chart.series) > 1 else 0
    for number, series in enumerate(plot.series):
        if chart.kind is ChartKind.LINES:
            _line(series, colours, number)
        else:
            series.invert_if_negative = False
            _fill(series.format.fill, colours, number)


def _line(series: Any, colours: tuple[str, ...], number: int) -> None:
    """A mark of its own for each line: they differ for eyes that see no hue."""
    series.smooth = False
    series.format.line.width = Pt(3)
    series.format.line.color.theme_color = _slot(colours, number)
    series.marker.style = _MARKS[number % len(_MARKS)]
    series.marker.size = 10
    _fill(series.marker.format.fill, colours, number)
    series.marker.format.line.color.theme_color = _slot(colours, number)


def _fill(fill: Any, colours: tuple[str, ...], number: int) -> None:
    """The colours in turn; darker once they have all served."""
    fill.solid()
    fill.fore_color.theme_color = _slot(colours, number)
    turn = number // len(colours)
    if turn:
        fill.fore_color.brightness = max(-0.75, -0.35 * turn)


def _slot(colours: tuple[str, ...], number: int) -> Any:
    name = colours[number % len(colours)]
    return MSO_THEME_COLOR.TEXT_1 if name == "tx1" else getattr(MSO_THEME_COLOR, f"ACCENT_{name[-1]}")


def _labels(made: Any, chart: Chart, size: int) -> None:
    """Every figure is written, but where several lines would make a thicket of them."""
    plot = made.plots[0]
    if chart.kind is ChartKind.LINES and len(chart.series) > 1:
        return
    plot.has_data_labels = True
    labels = plot.data_labels
    labels.show_value = True
    labels.number_format, labels.number_format_is_linked = _format(chart), False
    labels.font.size = Pt(size)
    if chart.kind is ChartKind.LINES:
        labels.position = XL_LABEL_POSITION.ABOVE
    elif chart.kind is ChartKind.PIE and _are_large(chart):
        labels.position = XL_LABEL_POSITION.INSIDE_END
        labels.font.bold = True
        labels.font.color.theme_color = MSO_THEME_COLOR.BACKGROUND_1
    else:
        labels.position = XL_LABEL_POSITION.OUTSIDE_END


def _are_large(chart: Chart) -> bool:
    """Whether each part of a pie has room for its figure."""
    values = [value or 0 for value in chart.series[0].values]
    return min(values) >= _LARGE * sum(values)


def _axes(made: Any, chart: Chart, size: int) -> None:
    """Names on one axis; the other is read off the figures themselves, so that it is hidden where they are written."""
    values, names = made.value_axis, made.category_axis
    written = made.plots[0].has_data_labels
    values.has_major_gridlines = not written
    if written:  # hidden by its looks: LibreOffice hides the names with an axis that is deleted
        values.tick_label_position = XL_TICK_LABEL_POSITION.NONE
        values.major_tick_mark = values.minor_tick_mark = XL_TICK_MARK.NONE
        values.format.line.fill.background()
    lowest = min((value for one in chart.series for value in one.values if value is not None), default=0)
    if lowest >= 0:
        values.minimum_scale = 0
    if not written:
        values.major_gridlines.format.line.color.theme_color = MSO_THEME_COLOR.TEXT_1
        values.major_gridlines.format.line.color.brightness = 0.7
        values.tick_labels.font.size = Pt(size)
        values.tick_labels.number_format, values.tick_labels.number_format_is_linked = _format(chart), False
    names.tick_labels.font.size = Pt(size)
    names.format.line.color.theme_color = MSO_THEME_COLOR.TEXT_1
    names.major_tick_mark = XL_TICK_MARK.NONE
    names.has_major_gridlines = False
    if chart.kind is ChartKind.BARS:
        names.reverse_order = True  # the first row of the table on top


def _speak(space: Any, language: str) -> None:
    """The language of the chart's words."""
    for looks in space.iter(qn("a:defRPr"), qn("a:endParaRPr")):
        looks.set("lang", language)
    for node in space.iter(qn("c:lang")):
        node.set("val", language)


def _colour(theme: etree._Element, slot: str) -> str:
    name = {"tx1": "dk1", "bg1": "lt1", "tx2": "dk2", "bg2": "lt2"}.get(slot, slot)
    node = theme.find(f".//{qn('a:clrScheme')}/{qn(f'a:{name}')}")
    value = (node[0].get("lastClr") or node[0].get("val")) if node is not None and len(node) else None
    return f"#{value}" if value and len(value) == 6 else ""
