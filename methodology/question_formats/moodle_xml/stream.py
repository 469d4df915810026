"""A Moodle XML file, question by question: lines kept, no entity, no more in memory than a question takes.

Embedded files are decoded as they come and go where the caller says; only their digests stay.
"""

from __future__ import annotations

import binascii
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO
from xml.parsers import expat

from methodology.i18n import gettext as _

TEXT_LIMIT = 2_000_000
"""Characters of text of one question, its files apart: no question a person writes has more."""
FILE_LIMIT = 20_000_000
"""Bytes of one embedded file."""
DEEPEST = 60
_CHUNK = 65_536
_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/=]")


class XmlFault(Exception):
    """The file cannot be read further: where, why, and what to do."""

    def __init__(self, line: int, column: int, message: str, remedy: str) -> None:
        super().__init__(message)
        self.line, self.column, self.message, self.remedy = line, column, message, remedy


@dataclass(frozen=True, slots=True)
class Embedded:
    """A file inside the XML. `digest` is the SHA-256 of its content; empty when it was too big or no base64."""

    name: str
    path: str
    digest: str
    bytes: int


@dataclass(slots=True)
class Element:
    """An element: its text is what stands directly in it. `embedded` is set for <file>."""

    name: str
    attributes: dict[str, str]
    line: int
    column: int
    children: list[Element] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    embedded: Embedded | None = None

    @property
    def text(self) -> str:
        """What is written in it."""
        return "".join(self.parts)

    def child(self, name: str) -> Element | None:
        """The first child of that name."""
        return next((child for child in self.children if child.name == name), None)

    def every(self, name: str) -> Iterator[Element]:
        """The children of that name."""
        return (child for child in self.children if child.name == name)

    def value(self, name: str, default: str = "") -> str:
        """The text of the first child of that name, without spaces around."""
        child = self.child(name)
        return child.text.strip() if child is not None else default


def read_questions(stream: IO[bytes], keep: Path | None = None) -> Iterator[Element]:
    """Every <question> of the file, in order. Embedded files go to `keep/<digest>` when given. Raises XmlFault."""
    handler = _Handler(keep)
    data = stream.read(_CHUNK)
    while data:
        handler.feed(data, False)
        yield from handler.taken()
        data = stream.read(_CHUNK)
    handler.feed(b"", True)
    yield from handler.taken()


class _Handler:
    """Builds the element tree of one question after the other from expat's events."""

    def __init__(self, keep: Path | None) -> None:
        self._keep = keep
        self._open: list[Element] = []
        self._ready: list[Element] = []
        self._size = 0
        self._depth = 0
        self._file: _FileBody | None = None
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._characters
        self._parser.EntityDeclHandler = self._entity
        self._parser.StartDoctypeDeclHandler = self._doctype

    def feed(self, data: bytes, is_last: bool) -> None:
        try:
            self._parser.Parse(data, is_last)
        except expat.ExpatError as error:
            raise _malformed(error) from error
        except (LookupError, ValueError) as error:
            raise self._fault(_("Le codage que ce fichier annonce n'est pas lu."), _save_as_utf8()) from error

    def taken(self) -> list[Element]:
        ready, self._ready = self._ready, []
        return ready

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth == 1 and name != "quiz":
            message = _("Ce fichier n'est pas une banque Moodle XML : il commence par <{name}>, pas par <quiz>.")
            raise self._fault(message.format(name=name[:40]), _("Exportez les questions de Moodle au format XML."))
        if self._depth > DEEPEST:
            raise self._fault(_("Trop d'éléments imbriqués."), _("Exportez de nouveau les questions."))
        if name == "question" and not self._open:
            self._size = 0
        elif not self._open:
            return
        line, column = self._parser.CurrentLineNumber, self._parser.CurrentColumnNumber + 1
        element = Element(name, attributes, line, column)
        self._count(len(name) + sum(len(key) + len(value) for key, value in attributes.items()))
        if self._open:
            self._open[-1].children.append(element)
        self._open.append(element)
        if name == "file":
            self._file = _FileBody(self._keep)

    def _end(self, name: str) -> None:
        self._depth -= 1
        if not self._open:
            return
        element = self._open.pop()
        if name == "file" and self._file is not None:
            element.embedded = self._file.finished(element.attributes)
            self._file = None
        if not self._open:
            self._ready.append(element)

    def _characters(self, text: str) -> None:
        if self._file is not None:
            self._file.take(text)
        elif self._open:
            self._count(len(text))
            self._open[-1].parts.append(text)

    def _count(self, more: int) -> None:
        self._size += more
        if self._size > TEXT_LIMIT:
            message = _("Cette question a plus de {n} millions de caractères.").format(n=TEXT_LIMIT // 1_000_000)
            raise self._fault(message, _("Vérifiez que c'est le bon fichier."))

    def _doctype(self, *_args: object) -> None:
        raise self._fault(_("Ce fichier contient un DOCTYPE, que rien ne justifie ici."), _export_again())

    def _entity(self, *_args: object) -> None:
        raise self._fault(_("Ce fichier déclare des entités XML : elles sont refusées, par sécurité."), _export_again())

    def _fault(self, message: str, remedy: str) -> XmlFault:
        return XmlFault(self._parser.CurrentLineNumber, self._parser.CurrentColumnNumber + 1, message, remedy)


class _FileBody:
    """Base64 that comes in pieces, decoded to disk."""

    def __init__(self, keep: Path | None) -> None:
        self._keep = keep
        self._rest = b""
        self._hash = hashlib.sha256()
        self._bytes = 0
        self._sound = True
        self._stream: IO[bytes] | None = TemporaryFile(dir=keep) if keep else None  # noqa: SIM115 - closed below

    def take(self, text: str) -> None:
        if not self._sound:
            return
        raw = self._rest + _NOT_BASE64.sub(b"", text.encode("ascii", "ignore"))
        whole = len(raw) - len(raw) % 4
        self._rest = raw[whole:]
        self._decode(raw[:whole])

    def _decode(self, raw: bytes) -> None:
        try:
            data = binascii.a2b_base64(raw)
        except binascii.Error:
            self._sound = False
            return
        self._bytes += len(data)
        self._sound = self._bytes <= FILE_LIMIT
        self._hash.update(data)
        if self._stream and self._sound:
            self._stream.write(data)

    def finished(self, attributes: dict[str, str]) -> Embedded:
        """What was embedded, written where it is kept."""
        if self._rest:
            self._decode(self._rest + b"=" * (-len(self._rest) % 4))
        digest = self._hash.hexdigest() if self._sound else ""
        if self._stream and self._keep:
            if digest and not (self._keep / digest).exists():
                self._copy(self._keep / digest)
            self._stream.close()
        return Embedded(attributes.get("name", ""), attributes.get("path", "/"), digest, self._bytes)

    def _copy(self, target: Path) -> None:
        assert self._stream is not None
        self._stream.seek(0)
        with target.open("wb") as out:
            while data := self._stream.read(_CHUNK):
                out.write(data)


def _malformed(error: expat.ExpatError) -> XmlFault:
    if error.code == expat.errors.codes[expat.errors.XML_ERROR_INVALID_TOKEN]:
        message = _("Ce caractère n'a pas sa place ici : le XML est mal formé, ou le fichier n'est pas en UTF-8.")
        return XmlFault(error.lineno, error.offset + 1, message, _save_as_utf8())
    if error.code == expat.errors.codes[expat.errors.XML_ERROR_NO_ELEMENTS]:
        return XmlFault(error.lineno, 1, _("Ce fichier est vide, ou coupé."), _export_again())
    if error.code == expat.errors.codes[expat.errors.XML_ERROR_UNDEFINED_ENTITY]:
        message = _("Une entité inconnue du XML est employée ici (« &nbsp; » par exemple).")
        return XmlFault(error.lineno, error.offset + 1, message, _("Remplacez-la par le caractère lui-même."))
    if error.code == expat.errors.codes[expat.errors.XML_ERROR_TAG_MISMATCH]:
        message = _("Cette balise de fin ne répond pas à la dernière balise ouverte.")
        return XmlFault(error.lineno, error.offset + 1, message, _("Fermez chaque élément dans l'ordre."))
    message = _("Le XML est mal formé ({reason}).").format(reason=expat.ErrorString(error.code))
    return XmlFault(error.lineno, error.offset + 1, message, _export_again())


def _save_as_utf8() -> str:
    return _("Enregistrez-le de nouveau en choisissant le codage UTF-8.")


def _export_again() -> str:
    return _("Exportez de nouveau les questions de Moodle, au format XML.")
