"""Templates (.potx) open as presentations: python-pptx refuses their content type (upstream #1070, #1095)."""

from __future__ import annotations

import io
import zipfile

_TEMPLATE = b"application/vnd.openxmlformats-officedocument.presentationml.template.main+xml"
_PRESENTATION = b"application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
_TYPES = "[Content_Types].xml"


def as_presentation(package: bytes) -> bytes:
    """The same package, declared as a presentation. Bytes of a presentation come back as they are."""
    with zipfile.ZipFile(io.BytesIO(package)) as source:
        types = source.read(_TYPES)
        if _TEMPLATE not in types:
            return package
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as copy:
            for entry in source.infolist():
                data = types.replace(_TEMPLATE, _PRESENTATION) if entry.filename == _TYPES else source.read(entry)
                copy.writestr(entry.filename, data)
    return out.getvalue()
