"""CSV as Moodle's readers take it: UTF-8 without a mark, commas, one line end, the same bytes for the same rows."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """The file. Each row has as many cells as the header, or Moodle refuses the whole; raises ValueError."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    for row in rows:
        if len(row) != len(header):
            raise ValueError(f"{len(row)} cells under {len(header)} headers")
        writer.writerow([_safe(cell) for cell in row])
    return text.getvalue().encode()


def _safe(cell: str) -> str:
    """PHP's reader takes a backslash before a quote for an escape, and runs on to the end of the file."""
    return cell.replace('\\"', '\\ "')
