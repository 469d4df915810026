"""Every word that a file holds, seen or not, in whatever part of it.

Body, tables, notes, comments, headers, text boxes, diagrams, charts, descriptions, properties, names of sheets and of
members, inserted files, the bytes of what is no XML.

`conform` reads what a reader sees, and judges it; here nothing may be overlooked. Words drawn in a picture are out of
reach.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath

from lxml import etree

from coursegen.conform.piece import Part, Piece
from coursegen.handin.members import UnreadableError, is_archive, members
from coursegen.handin.raw_words import packed, raw_texts
from coursegen.handin.xml_words import shared_strings, sheet_strands, xml_strands
from coursegen.i18n import gettext as _

_DEEPEST = 4  # archives in archives
_SMALL = 200_000  # bytes
_XML = (".xml", ".rels", ".vml", ".svg", ".rdf", ".xhtml")
_STRINGS, _SHEETS = "xl/sharedStrings.xml", "xl/worksheets/"
_BODY = re.compile(
    r"word/(document|footnotes|endnotes|comments)\w*\.xml|(word|ppt|xl)/(diagrams/data|charts/chart|comments/)[^/]*\.xml|"
    r"ppt/(slides|notesSlides)/[^/]+\.xml|xl/(sharedStrings|workbook|worksheets/[^/]+)\.xml|(Object[^/]*/)?content\.xml"
)
_SEEN = ("", "rows", "column")
_SEEN_ATTRIBUTES = (" descr", " alt", " title", " string-value")


@dataclass(frozen=True, slots=True)
class Strand:
    """Passages that follow each other, each with its place in words.

    `own`: a person wrote them for this file, as far as one can tell: no header, property or logo, nothing technical.
    `shown`: some program shows them to a reader, be it in a property or a name of sheet.
    """

    passages: tuple[tuple[str, str], ...]
    own: bool = False
    shown: bool = True


def every_word(path: Path, piece: Piece | None = None) -> tuple[Strand, ...]:
    """The strands of a file; first those of `piece`, whose places a person finds. Raises UnreadableError."""
    seen = [*_of_piece(piece)] if piece else []
    name = Strand(((_("nom du fichier"), path.stem),))
    return tuple(strand for strand in (*seen, name, *words_in(path.name, path.read_bytes())) if strand.passages)


def words_in(name: str, data: bytes) -> tuple[Strand, ...]:
    """The strands of those bytes, which would be a file of that name. Raises UnreadableError."""
    return tuple(strand for strand in _of_file(name, data, "", 0) if strand.passages)


def _of_piece(piece: Piece) -> Iterator[Strand]:
    """What a reader sees: the pages, then what stands on every page."""
    around = (Part.FOOT, Part.MASTER)
    for own in (True, False):
        chosen = [one for one in piece.passages if (one.part not in around) is own]
        yield Strand(tuple((one.place.words, one.text) for one in chosen), own)


def _of_file(name: str, data: bytes, inside: str, depth: int) -> Iterator[Strand]:
    """The strands of a file that may lie in another."""
    if is_archive(data):
        if depth > _DEEPEST:
            raise UnreadableError(name)
        yield from _of_archive(data, inside, depth)
    elif _is_markup(name, data):
        yield from _of_xml(name, data, inside)
    else:
        where = inside or _("dans le fichier, invisible ou presque")
        yield Strand(tuple((where, text) for text in raw_texts(name, data)), shown=False)
        for inner in packed(data) if depth <= _DEEPEST else ():
            yield from _of_file("", inner, inside or _("objet inséré"), depth + 1)


def _of_archive(data: bytes, inside: str, depth: int) -> Iterator[Strand]:
    there = dict(members(data))
    strings = _strings(there.get(_STRINGS, b""))
    yield Strand(tuple((_("nom d'un fichier inséré"), PurePosixPath(name).stem) for name in there))
    for name, content in there.items():
        place = _place(name)
        where = f"{inside}, {place}" if inside and place else inside or place
        if name.startswith(_SHEETS) and name.endswith(".xml"):
            root = _parsed(content)
            for _kind, texts in sheet_strands(root, strings) if root is not None else ():
                yield Strand(tuple((where, text) for text in texts), own=True)
        yield from _of_file(name, content, where, depth + 1)


def _of_xml(name: str, data: bytes, inside: str) -> Iterator[Strand]:
    told = (_told_again if len(data) <= _SMALL else _told)(data)
    if told is None:
        yield Strand(tuple((inside, text) for text in raw_texts("x.html", data)))
        return
    for kind, texts in told:
        where = _attribute_place(kind) or inside or name
        own = bool(_BODY.fullmatch(name)) and kind in _SEEN
        yield Strand(tuple((where, text) for text in texts), own, shown=kind in _SEEN or _is_shown(kind))


def _told(data: bytes) -> tuple[tuple[str, tuple[str, ...]], ...] | None:
    """The kinds of strands of a part with their texts; None when it is no XML."""
    root = _parsed(data)
    return None if root is None else tuple((kind, tuple(texts)) for kind, texts in xml_strands(root))


_told_again = lru_cache(maxsize=200)(_told)  # files of one program have most of their small parts in common


def _is_shown(kind: str) -> bool:
    return kind.endswith(_SEEN_ATTRIBUTES) or kind in ("attribute sheet name", "attribute table name")


def _is_markup(name: str, data: bytes) -> bool:
    return name.lower().endswith(_XML) or data[:200].lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<?xml")


def _parsed(data: bytes) -> etree._Element | None:
    """XML without entities, network or external parts; None when it is broken."""
    try:
        return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
    except (etree.XMLSyntaxError, ValueError):
        return None


def _strings(data: bytes) -> list[str]:
    root = _parsed(data) if data else None
    return shared_strings(root) if root is not None else []


def _attribute_place(kind: str) -> str:
    if not kind.startswith("attribute"):
        return ""
    if kind.endswith((" descr", " alt", " title")):
        return _("texte de remplacement")
    return _("nom de feuille") if kind.split()[1:2] in (["sheet"], ["table"]) else _("nom ou étiquette")


def _place(name: str) -> str:
    """Where a member's words are met, in a person's words; "" for the body of the file."""
    for sign, words in (
        ("docProps/", _("propriétés du document")),
        ("meta.xml", _("propriétés du document")),
        ("notesSlide", _("commentaires d'une diapositive")),
        ("footnotes", _("notes de bas de page")),
        ("endnotes", _("notes de fin")),
        ("comment", _("commentaires")),
        ("header", _("en-têtes")),
        ("footer", _("pieds de page")),
        ("styles.xml", _("en-têtes, pieds de page et styles")),
        ("diagrams/", _("diagramme")),
        ("chart", _("graphique")),
        ("Master", _("masque")),
        ("slideLayout", _("masque")),
        ("embeddings/", _("objet inséré")),
        ("Object", _("objet inséré")),
        ("slides/slide", _("diapositive")),
        ("worksheets/", _("feuille")),
        ("customXml/", _("données cachées")),
        ("media/", _("image")),
        ("Pictures/", _("image")),
    ):
        if sign in name:
            return words
    return _("texte") if name in ("word/document.xml", "content.xml") else PurePosixPath(name).name
