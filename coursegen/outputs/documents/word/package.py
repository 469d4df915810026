"""The file itself: settings, metadata, and the same bytes for the same document."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime, time
from typing import Any

import docx as library
from docx.document import Document as DocxDocument
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.pkgwriter import PackageWriter
from docx.oxml.ns import qn

from coursegen.documents_model import Document
from coursegen.outputs.documents.word.xml import clean, element

_EPOCH = (1980, 1, 1, 0, 0, 0)
_FIRST = ("[Content_Types].xml", "_rels/.rels")
# Parts of the library's template that no document of ours needs; `stylesWithEffects` is refused by validators.
_DROPPED = (
    "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXml",
    "http://schemas.openxmlformats.org/package/2006/relationships/metadata/thumbnail",
    RT.EXTENDED_PROPERTIES,
    RT.WEB_SETTINGS,
)
_LONGEST_PROPERTY = 255  # characters, by ISO/IEC 29500-2


def blank() -> DocxDocument:
    """An empty file, without the library's own samples and without what its author's program left in it."""
    docx = library.Document()
    for holder in (docx.part.rels, docx.part.package.rels):
        for key in [key for key, rel in holder.items() if rel.reltype in _DROPPED]:
            del holder[key]
    return docx


def settle(docx: DocxDocument, document: Document) -> None:
    """Settings of today's Word (no "compatibility mode"), the language, and metadata with the authors only."""
    _settings(docx, document)
    core = docx.core_properties
    moment = datetime.combine(document.date, time.min)
    core.title, core.subject, core.author = map(_short, (document.title, document.kind, ", ".join(document.authors)))
    core.last_modified_by, core.language, core.version = (
        core.author,
        _short(document.language),
        _short(document.version),
    )
    core.created = core.modified = moment
    core.comments = core.keywords = core.category = core.identifier = core.content_status = ""
    core.revision = 1


def _short(text: str) -> str:
    """As much as a property of the file may hold."""
    text = clean(text)
    return text if len(text) <= _LONGEST_PROPERTY else f"{text[: _LONGEST_PROPERTY - 1]}…"


def _settings(docx: DocxDocument, document: Document) -> None:
    language, root = document.language, docx.settings.element
    for old in list(root):
        root.remove(old)
    mode = element("compatSetting", name="compatibilityMode", uri="http://schemas.microsoft.com/office/word", val=15)
    comma = not language.startswith("en")
    mirrored = (element("mirrorMargins"),) if document.notes_margin else ()
    root.extend(
        (
            element("zoom", percent=100),
            *mirrored,
            element("defaultTabStop", val=708),
            element("characterSpacingControl", val="doNotCompress"),
            element("compat", (mode,)),
            element("themeFontLang", val=language),
            element("decimalSymbol", val="," if comma else "."),
            element("listSeparator", val=";" if comma else ","),
        )
    )
    assert root.tag == qn("w:settings")


def packed(docx: DocxDocument) -> bytes:
    """The bytes of the file: entries sorted, dated 1980, content types first."""
    shelf: Any = _Shelf()
    package = docx.part.package
    package_parts = package.parts
    for part in package_parts:
        part.before_marshal()
    writer: Any = PackageWriter
    writer._write_content_types_stream(shelf, package_parts)
    writer._write_pkg_rels(shelf, package.rels)
    writer._write_parts(shelf, package_parts)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in sorted(shelf.entries, key=lambda one: (_FIRST.index(one) if one in _FIRST else len(_FIRST), one)):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            target.writestr(entry, shelf.entries[name])
    return out.getvalue()


class _Shelf:
    """Stands where python-docx expects the writer of a zip."""

    def __init__(self) -> None:
        self.entries: dict[str, bytes] = {}

    def write(self, uri: Any, blob: bytes) -> None:
        self.entries[uri.membername] = blob
