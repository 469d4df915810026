"""Words in what is no XML: web pages, rich text, JSON, the streams of Office 97 files and inserted objects.

Nothing is rendered: whatever looks like text in one of the usual codes is taken, which finds what a program hides too.
"""

from __future__ import annotations

import quopri
import re
import zlib
from collections.abc import Iterator
from contextlib import suppress
from email import message_from_bytes
from itertools import islice

from coursegen.conform.package import OLD_OFFICE
from coursegen.handin.xml_words import without_markup

_SHORTEST = 12  # signs in a row that look like text
_BYTES = re.compile(rb"[\t\n\r\x20-\x7e\x80-\xff]{%d,}" % _SHORTEST)
_WIDE = re.compile(rb"(?:[\t\n\r\x20-\x7e\xa0-\xff]\x00|[\x52\x53\x78\x7d]\x01|[\x0b-\x1e\x26]\x20){%d,}" % _SHORTEST)
_TWO_WORDS = re.compile(r"[^\W\d_]{2,}\W+[^\W\d_]{2,}")
_RTF_BYTE = re.compile(r"\\'([0-9a-fA-F]{2})")
_RTF_CODE = re.compile(r"\\u(-?\d{1,5}) ?(?:\\'[0-9a-fA-F]{2}|\?)?")
_RTF_WORD = re.compile(r"\\[a-z]+-?\d* ?|[{}]")
_JSON_CODE = re.compile(r"\\u([0-9a-fA-F]{4})")
_ZLIB = re.compile(rb"\x78[\x01\x5e\x9c\xda]")
_LOCAL = re.compile(rb"PK\x03\x04[\s\S]{4}\x08\x00")
_MOST_PACKED, _LARGEST = 2000, 64 * 2**20
_MARKUP = (".htm", ".html", ".xhtml", ".mht", ".mhtml")


def packed(data: bytes) -> Iterator[bytes]:
    """What lies packed in a file of Office 97: inserted objects, by zlib ([MS-PPT] 2.10.36), or zips as they are."""
    if not data.startswith(OLD_OFFICE):
        return
    for found in islice(_ZLIB.finditer(data), _MOST_PACKED):
        with suppress(zlib.error):
            made = zlib.decompressobj().decompress(data[found.start() :], _LARGEST)
            if len(made) > _SHORTEST:
                yield made
    for found in islice(_LOCAL.finditer(data), _MOST_PACKED):  # a zip in pieces: its members one by one
        names = int.from_bytes(data[found.start() + 26 : found.start() + 28], "little")
        more = int.from_bytes(data[found.start() + 28 : found.start() + 30], "little")
        with suppress(zlib.error):
            yield zlib.decompressobj(-15).decompress(data[found.start() + 30 + names + more :], _LARGEST)


def raw_texts(name: str, data: bytes) -> Iterator[str]:
    """Each stretch of text in those bytes. `name` says how they are written, where its end is known."""
    suffix = name.lower().rpartition(".")[2]
    if f".{suffix}" in _MARKUP:
        for part in _of_mail(data) if suffix.startswith("mht") else (data,):
            yield without_markup(_decoded(part))
    elif suffix == "rtf" or data.startswith(b"{\\rtf"):
        yield _of_rich_text(data.decode("cp1252", "replace"))
    elif suffix in ("txt", "json", "js", "csv", "ics", "md", "yaml", "yml", "gift"):
        yield _JSON_CODE.sub(lambda code: chr(int(code[1], 16)), without_markup(_decoded(data)))
    else:
        yield from _of_bytes(data)


def _of_mail(data: bytes) -> Iterator[bytes]:
    """The parts of a page saved as mail (RFC 2557), out of base64 or quoted-printable; all of it, where it has none."""
    yield quopri.decodestring(data)
    for part in message_from_bytes(data).walk():
        content = part.get_payload(decode=True)
        if isinstance(content, bytes) and content:
            yield content


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _of_rich_text(text: str) -> str:
    """RTF 1.9: a backslash and an apostrophe begin a byte, a backslash and u a character; other words are looks."""
    text = _RTF_CODE.sub(lambda code: chr(int(code[1]) % 65536), text)
    text = _RTF_BYTE.sub(lambda code: bytes([int(code[1], 16)]).decode("cp1252", "replace"), text)
    return _RTF_WORD.sub(" ", re.sub(r"\\(?:par|line|tab|cell)\b ?", " ", text))


def _of_bytes(data: bytes) -> Iterator[str]:
    for found in _BYTES.finditer(data):
        for text in {_decoded(found[0]), found[0].decode("cp1252", "replace")}:
            if _TWO_WORDS.search(text):
                yield text
    for found in _WIDE.finditer(data):
        text = found[0].decode("utf-16-le", "replace")
        if _TWO_WORDS.search(text):
            yield text
