"""The workbook inside a chart: its words stay words, and it bears neither the clock nor a program's name.

python-pptx lets XlsxWriter make a formula of a word that begins with « = » and a link of one that looks like an
address, stamp the workbook with the clock, and call itself Microsoft Excel.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.chart.xlsx import CategoryWorkbookWriter
from xlsxwriter import Workbook  # type: ignore[import-untyped]

from coursegen.spreadsheet_file import without_program

_EPOCH = (1980, 1, 1, 0, 0, 0)
_DATE = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:)")
_FIXED = rb"\g<1>2000-01-01T00:00:00Z\g<3>"


class PlainChartData(CategoryChartData):
    """Figures by category, for a chart whose workbook holds words and numbers alone."""

    @property
    def _workbook_writer(self) -> Any:
        return _PlainWriter(self)  # type: ignore[no-untyped-call]


class _PlainWriter(CategoryWorkbookWriter):
    @contextmanager
    def _open_worksheet(self, xlsx_file: Any) -> Iterator[tuple[Any, Any]]:
        options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        workbook: Any = Workbook(xlsx_file, options)
        yield workbook, workbook.add_worksheet()
        workbook.close()


def undated(workbook: bytes) -> bytes:
    """The same workbook with fixed dates and no program's name: the same figures give the same bytes."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(without_program(workbook))) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for entry in source.infolist():
            data = source.read(entry)
            if entry.filename == "docProps/core.xml":
                data = _DATE.sub(_FIXED, data)
            fresh = zipfile.ZipInfo(entry.filename, _EPOCH)
            fresh.compress_type = zipfile.ZIP_DEFLATED
            fresh.create_system = 3
            target.writestr(fresh, data)
    return out.getvalue()
