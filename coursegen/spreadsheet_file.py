"""What a workbook says of itself: the author of the course, and no program or company.

XlsxWriter writes `<Application>Microsoft Excel</Application>` and an empty company of its own accord; both are untrue.
ECMA-376 part 1, 15.2.12.3: every property of the extended ones may be left out.
"""

from __future__ import annotations

import io
import zipfile

_EXTENDED = "docProps/app.xml"
_NOTHING = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>'
)


def without_program(workbook: bytes) -> bytes:
    """The same .xlsx without the name of a program or a company; same bytes in, same bytes out."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            data = _NOTHING if entry.filename == _EXTENDED else source.read(entry)
            plain = zipfile.ZipInfo(entry.filename, entry.date_time)
            plain.compress_type, plain.external_attr = zipfile.ZIP_DEFLATED, entry.external_attr
            target.writestr(plain, data)
    return out.getvalue()
