"""A file that somebody brings is opened here or refused: bombs, macros, passwords, wrong names, damage.

Sizes are those the archive declares; Python's zipfile never gives more of a member than it declares, so that they
bound what a reader can be made to hold.
"""

from __future__ import annotations

import io
import re
import stat
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import IO

from lxml import etree

from coursegen.conform.piece import Family
from coursegen.conform.refusals import damaged, kind_words, misnamed, protected, refused, too_big, with_macros
from coursegen.errors import StorageError, reason_of
from coursegen.i18n import gettext as _
from methodology.i18n import N_

MOST_BYTES = 200 * 2**20
MOST_UNPACKED = 600 * 2**20
MOST_MEMBERS = 5_000
MOST_RATIO = 200
RATIO_FROM = 2**24  # under that, a high ratio harms nobody: a page of spaces has one
MOST_XML = 64 * 2**20
_SHOWN = 80
_ZIP = b"PK\x03\x04"
_DEEPEST = 3  # a deck in a document, with the workbook of its chart
_UNREADABLE = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError)
OLD_OFFICE = bytes.fromhex("D0CF11E0A1B11AE1")
_PDF = b"%PDF-"
_DOCTYPE = re.compile(  # in one to four bytes a letter
    b"|".join(rb"\0{0,3}".join(bytes([letter]) for letter in mark) for mark in (b"<!DOC", b"<!ENT")), re.IGNORECASE
)
_MACROS = re.compile(
    r"(^|/)vbaProject|^Basic/|^Scripts/|^xl/macrosheets/|(^|/)activeX/|embeddings/.*\.(xlsm|xlsb|docm|pptm)$",
    re.IGNORECASE,
)
_OLE = re.compile(r"(^|/)embeddings/.*\.bin$|^(Object|ObjectReplacements)\b.*\.bin$", re.IGNORECASE)
_XML = (".xml", ".rels", ".vml")
_TYPES = "[Content_Types].xml"
_OWN_DOCTYPE = (".svg", ".htm", ".html", ".xhtml", "meta-inf/manifest.xml")  # pictures, pages; LibreOffice's own list
_MACRO_TYPES = (b"macroEnabled", b"vbaProject")

SUFFIXES: Mapping[str, Family] = MappingProxyType(
    {
        ".pptx": Family.SLIDES, ".potx": Family.SLIDES, ".odp": Family.SLIDES, ".ppt": Family.SLIDES,
        ".docx": Family.TEXT, ".odt": Family.TEXT, ".doc": Family.TEXT,
        ".xlsx": Family.SHEET, ".ods": Family.SHEET, ".xls": Family.SHEET,
    }
)  # fmt: skip
OLD_SUFFIXES = (".ppt", ".doc", ".xls")
_MACRO_SUFFIXES = (".pptm", ".potm", ".ppsm", ".docm", ".dotm", ".xlsm", ".xltm", ".xlsb")
# A field begins with 0x13 ([MS-DOC] 2.8.25), its text in one byte or two a letter; LibreOffice would follow it.
_OLD_FIELDS = re.compile(
    rb"\x13\0?(?: \0?)*(?:"
    + b"|".join(
        rb"\0?".join(bytes([letter]) for letter in name)
        for name in (b"DDE", b"INCLUDEPICTURE", b"INCLUDETEXT", b"LINK ", b"IMPORT ")
    )
    + b")",
    re.IGNORECASE,
)
_OLD_STREAMS = {".ppt": ("PowerPoint Document",), ".doc": ("WordDocument",), ".xls": ("Workbook", "Book")}
_OTHER_KINDS = {
    b"{\\rtf": N_("un texte RTF"),
    b"<!doctype html": N_("une page HTML"),
    b"<html": N_("une page HTML"),
    b"<?xml": N_("un fichier XML"),
    b"\x89png": N_("une image PNG"),
    b"\xff\xd8\xff": N_("une image JPEG"),
    b"rar!": N_("une archive RAR"),
    b"7z\xbc\xaf": N_("une archive 7z"),
}
_MAIN_PARTS = {"ppt/presentation.xml": Family.SLIDES, "word/document.xml": Family.TEXT, "xl/workbook.xml": Family.SHEET}
_MIME_SUFFIXES = {"presentation": ".odp", "text": ".odt", "spreadsheet": ".ods"}
_XML_SUFFIXES = {Family.SLIDES: (".pptx", ".potx"), Family.TEXT: (".docx",), Family.SHEET: (".xlsx",)}
_ODF = "application/vnd.oasis.opendocument."
_UNSAFE_NAME = re.compile(r"^/|\\|\0|^[A-Za-z]:|(^|/)\.\.(/|$)")


@dataclass(frozen=True, slots=True)
class Package:
    """The members of an Office file that may be read. `main`: its chief part."""

    path: Path
    family: Family
    main: str
    members: Mapping[str, bytes]

    def xml(self, name: str) -> etree._Element | None:
        """That part parsed; None when the file has none. Raises InputError when it is broken."""
        data = self.members.get(name)
        return None if data is None else parsed(data, self.path)

    def named(self, pattern: str) -> Iterator[str]:
        """The names of members that match, numbers in the order of numbers."""
        found = (name for name in self.members if re.fullmatch(pattern, name))
        return iter(sorted(found, key=lambda name: [int(p) if p.isdigit() else p for p in re.split(r"(\d+)", name)]))

    def related(self, part: str) -> dict[str, tuple[str, str, bool]]:
        """The relationships of a part: id → (type's last word, target inside the package or address, external)."""
        folder, base = str(PurePosixPath(part).parent), PurePosixPath(part).name
        rels = self.xml(f"{folder}/_rels/{base}.rels" if folder != "." else f"_rels/{base}.rels")
        if rels is None:
            return {}
        return {str(rel.get("Id")): _related(rel, folder) for rel in rels if isinstance(rel.tag, str)}


def _related(rel: etree._Element, folder: str) -> tuple[str, str, bool]:
    kind, target = str(rel.get("Type", "")).rpartition("/")[2], str(rel.get("Target", ""))
    if rel.get("TargetMode") == "External":
        return kind, target, True
    return kind, _inside(folder, target), False


def _inside(folder: str, target: str) -> str:
    if target.startswith("/"):
        return target[1:]
    parts: list[str] = [] if folder == "." else folder.split("/")
    for step in target.split("/"):
        if step == "..":
            parts = parts[:-1]
        elif step not in ("", "."):
            parts.append(step)
    return "/".join(parts)


def parsed(data: bytes, path: Path) -> etree._Element:
    """XML without entities, network or external parts. Raises InputError when it is broken."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise damaged(path) from error


def refuse_irregular(path: Path) -> None:
    """A pipe, a socket or a device gives its bytes without end, or never. Raises StorageError; OSError for none."""
    mode = path.stat().st_mode
    if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
        words = _("« {path} » n'est pas un fichier ordinaire (tube, prise ou périphérique) : il n'est pas lu.")
        raise StorageError(words.format(path=path), _("Copiez son contenu dans un fichier, et donnez ce fichier."))


def head_of(path: Path) -> bytes:
    """The first bytes. Raises StorageError when the file can't be read, InputError when it may not be opened."""
    try:
        refuse_irregular(path)
        size = path.stat().st_size
        with path.open("rb") as stream:
            head = stream.read(512)
    except OSError as error:
        words = _("Le fichier « {path} » ne peut pas être lu : {reason}.")
        raise StorageError(words.format(path=path, reason=reason_of(error)), _("Vérifiez le chemin.")) from error
    _refuse_by_name(path)
    if not size:
        raise refused(path, _("il est vide (0 octet)"), _("Demandez-le de nouveau : l'envoi s'est perdu en route."))
    if head.startswith(_PDF):
        remedy = _("Donnez le fichier dont il est tiré : .odt, .odp ou .ods (ou .doc, .ppt, .xls).")
        raise refused(path, _("c'est un PDF, que les termes de référence n'acceptent pas"), remedy)
    if size > MOST_BYTES:
        raise too_big(path)
    _refuse_other_kinds(path, head)
    return head


def _refuse_other_kinds(path: Path, head: bytes) -> None:
    """Texts and pictures that bear an Office file's name: programs open them all the same, with a warning."""
    start = head.lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    found = next((words for mark, words in _OTHER_KINDS.items() if start.startswith(mark)), None)
    if found:
        remedy = _("Ouvrez-le dans votre logiciel de bureautique et enregistrez-le dans le format de son nom.")
        words = _("son nom finit par « {suffix} », mais c'est {kind}")
        raise refused(path, words.format(suffix=path.suffix, kind=_(found)), remedy)


def _refuse_by_name(path: Path) -> None:
    suffix = path.suffix.lower()
    if suffix in _MACRO_SUFFIXES:
        raise with_macros(path)
    if suffix not in SUFFIXES and suffix != ".pdf":
        accepted = ", ".join(SUFFIXES)
        raise refused(
            path,
            _("ce n'est ni une présentation, ni un document, ni un classeur que je connais"),
            _("Formats lus : {formats}.").format(formats=accepted),
        )


def check_old(path: Path, data: bytes) -> None:
    """A 97-2003 file: what its directory says. Raises InputError: password, macros, or another format by its name."""
    suffix = path.suffix.lower()
    if _utf16("EncryptedPackage") in data or _utf16("EncryptionInfo") in data:
        raise protected(path)
    if _utf16("_VBA_PROJECT") in data:
        raise with_macros(path)
    if _OLD_FIELDS.search(data):
        remedy = _("Ouvrez-le sans mettre les champs à jour, figez-les (Alt+F9, Ctrl+Maj+F9), puis enregistrez.")
        raise refused(path, _("un de ses champs charge un fichier ou lance un programme"), remedy)
    known = [name for name, streams in _OLD_STREAMS.items() if any(_utf16(stream) in data for stream in streams)]
    if not known:
        raise damaged(path)
    if suffix not in known:
        raise misnamed(path, known[0])


def _utf16(name: str) -> bytes:
    return name.encode("utf-16-le")


def open_package(path: Path, *, strict_name: bool = True) -> Package:
    """The members of a zip-based Office file. Raises InputError, saying why, when it is not to be opened."""
    return _read(path, path, strict_name)


def checked_package(data: bytes, path: Path) -> Package:
    """The same from bytes, each part of XML read through: for who opens them with another library. Raises InputError.

    `path` names the file in messages; its end isn't compared with what the file is.
    """
    package = _read(io.BytesIO(data), path, strict_name=False)
    for name in package.members:
        if name.lower().endswith(_XML):
            package.xml(name)
    return package


def _read(source: Path | IO[bytes], path: Path, strict_name: bool) -> Package:
    try:
        with zipfile.ZipFile(source) as archive:
            return _opened(archive, path, strict_name)
    except _UNREADABLE as error:
        raise damaged(path) from error


def _opened(archive: zipfile.ZipFile, path: Path, strict_name: bool) -> Package:
    entries = archive.infolist()
    _refuse_bombs(entries, path)
    names = [entry.filename for entry in entries]
    _refuse_names([entry.orig_filename for entry in entries], path)
    if any(entry.flag_bits & 1 for entry in entries):
        raise protected(path)
    main, suffixes = _main_part(archive, names, path)
    if strict_name and path.suffix.lower() not in suffixes:
        raise misnamed(path, suffixes[0])
    if any(_MACROS.search(name) for name in names):
        raise with_macros(path)
    if main != "content.xml" and _TYPES not in names:
        reason = _("il lui manque « {part} », sans quoi aucun logiciel de bureautique ne l'ouvre").format(part=_TYPES)
        raise refused(path, reason, _("Ce n'est pas un fichier Office entier : demandez-le de nouveau à son auteur."))
    members = {entry.filename: archive.read(entry) for entry in entries if not entry.is_dir()}
    _refuse_markup(members, path)
    _refuse_packed_inside(members, path)
    return Package(path, SUFFIXES[suffixes[0]], main, members)


def _refuse_names(names: Sequence[str], path: Path) -> None:
    """Names that write or read outside the package, and two parts of one name: one would be judged, the other shown.

    In Office Open XML, names differ by more than capitals (ISO/IEC 29500-2, 6.2.2.3).
    """
    remedy = _("N'ouvrez pas ce fichier : aucun logiciel de bureautique n'écrit cela. Demandez-le à son auteur.")
    unsafe = next((name for name in names if _UNSAFE_NAME.search(name)), None)
    if unsafe is not None:
        reason = _("il contient un fichier au nom dangereux (« {name} »), fait pour écrire hors du dossier")
        raise refused(path, reason.format(name=unsafe.replace("\0", "␀")[:_SHOWN]), remedy)
    is_xml_package = _TYPES in names
    counted = Counter(name.lower() if is_xml_package else name for name in names)
    twice = next((name for name, count in counted.items() if count > 1), None)
    if twice is not None:
        reason = _("il contient deux fichiers du même nom (« {name} ») : chaque logiciel en montrerait un autre")
        raise refused(path, reason.format(name=twice[:_SHOWN]), remedy)


def _refuse_bombs(entries: list[zipfile.ZipInfo], path: Path) -> None:
    size = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries) or 1
    if len(entries) > MOST_MEMBERS or size > MOST_UNPACKED or (size > RATIO_FROM and size / packed > MOST_RATIO):
        raise too_big(path)
    if any(entry.file_size > MOST_XML and entry.filename.endswith(_XML) for entry in entries):
        raise too_big(path)


def _refuse_packed_inside(members: Mapping[str, bytes], path: Path, depth: int = 0) -> None:
    """Archives in the file, such as the workbook behind a chart: what opens them must not choke either."""
    for data in members.values():
        if not data.startswith(_ZIP):
            continue
        if depth >= _DEEPEST:
            raise too_big(path)
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                entries = archive.infolist()
                _refuse_bombs(entries, path)
                inner = {entry.filename: archive.read(entry) for entry in entries if _is_archive(archive, entry)}
        except _UNREADABLE:
            continue  # no program opens it
        _refuse_packed_inside(inner, path, depth + 1)


def _is_archive(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bool:
    with archive.open(entry) as stream:
        return stream.read(len(_ZIP)) == _ZIP


def _main_part(archive: zipfile.ZipFile, names: list[str], path: Path) -> tuple[str, tuple[str, ...]]:
    """The chief part, and the ends of name that such a file may have."""
    main = next((name for name in (*_MAIN_PARTS, "content.xml") if name in names), "")
    suffixes = _suffixes_of(main, archive.read("mimetype") if "mimetype" in names else b"")
    if not suffixes:
        raise damaged(path)
    return main, suffixes


def _suffixes_of(main: str, mime: bytes) -> tuple[str, ...]:
    if main in _MAIN_PARTS:
        return _XML_SUFFIXES[_MAIN_PARTS[main]]
    kind = mime.decode("ascii", "replace").strip().removeprefix(_ODF).partition("-")[0]
    return (_MIME_SUFFIXES[kind],) if main and kind in _MIME_SUFFIXES else ()


def _refuse_markup(members: Mapping[str, bytes], path: Path) -> None:
    manifest = members.get("META-INF/manifest.xml", b"")
    if b"encryption-data" in manifest:
        raise protected(path)
    if any(mark in members.get(_TYPES, b"") for mark in _MACRO_TYPES):
        raise with_macros(path)
    for name, data in members.items():
        if _is_markup(name, data) and _DOCTYPE.search(data):
            raise refused(
                path, _("il définit des entités XML, ce qu'Office ne fait pas"), _("Enregistrez-le depuis LibreOffice.")
            )
        if _OLE.search(name):
            remedy = _("Retirez l'objet inséré, ou collez-le comme image, puis enregistrez.")
            raise refused(path, _("il contient un objet d'un autre programme (OLE)"), remedy)


def _is_markup(name: str, data: bytes) -> bool:
    """Whether programs may read that part as XML, whatever its name."""
    if name.lower().endswith(_OWN_DOCTYPE):
        return False
    start = data[:64].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xfe\xff \r\n\t")
    return name.lower().endswith(_XML) or start.startswith(b"<?xml")


def kind_of(package: Package) -> str:
    """What an opened file is, in words: « un document Word (.docx) »."""
    return kind_words(_suffixes_of(package.main, package.members.get("mimetype", b""))[0])
