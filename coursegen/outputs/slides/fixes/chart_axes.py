"""Axis ids of charts: python-pptx writes them negative, the format wants unsigned integers."""

from __future__ import annotations

from pptx.oxml.ns import qn

from coursegen.outputs.slides.markup import Element


def mend_axis_ids(chart_space: Element) -> None:
    """Make every axis id of a chart part positive, references included; small enough for readers of signed integers."""
    for tag in ("c:axId", "c:crossAx"):
        for node in chart_space.iter(qn(tag)):
            node.set("val", str(int(node.get("val", "0")) % 2**31))
