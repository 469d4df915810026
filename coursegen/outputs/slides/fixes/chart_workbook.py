"""The workbook inside a chart: python-pptx has XlsxWriter stamp it with the clock, and with nobody's name."""

from __future__ import annotations

import io
import re
import zipfile

_EPOCH = (1980, 1, 1, 0, 0, 0)
_DATE = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:)")
_FIXED = rb"\g<1>2000-01-01T00:00:00Z\g<3>"


def undated(workbook: bytes) -> bytes:
    """The same workbook with fixed dates: the same figures give the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            data = source.read(entry)
            if entry.filename == "docProps/core.xml":
                data = _DATE.sub(_FIXED, data)
            fresh = zipfile.ZipInfo(entry.filename, _EPOCH)
            fresh.compress_type = zipfile.ZIP_DEFLATED
            fresh.create_system = 3
            target.writestr(fresh, data)
    return out.getvalue()
