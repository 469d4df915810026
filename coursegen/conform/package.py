"""A file that somebody brings is opened here or refused: bombs, macros, passwords, wrong names, damage.

Sizes are those the archive declares; Python's zipfile never gives more of a member than it declares, so that they
bound what a reader can be made to hold.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from types import MappingProxyType

from lxml import etree

from coursegen.conform.piece import Family
from coursegen.errors import CoursegenError, InputError, StorageError, reason_of
from coursegen.i18n import gettext as _
from methodology.i18n import N_

MOST_BYTES = 200 * 2**20
MOST_UNPACKED = 600 * 2**20
MOST_MEMBERS = 5_000
MOST_RATIO = 200
RATIO_FROM = 2**24  # under that, a high ratio harms nobody: a page of spaces has one
MOST_XML = 64 * 2**20
_SHOWN = 80
OLD_OFFICE = bytes.fromhex("D0CF11E0A1B11AE1")
_PDF = b"%PDF-"
_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)|<\x00!\x00(?:D\x00O\x00C|E\x00N\x00T)", re.IGNORECASE)
_MACROS = re.compile(
    r"(^|/)vbaProject|^Basic/|^Scripts/|^xl/macrosheets/|(^|/)activeX/|embeddings/.*\.(xlsm|xlsb|docm|pptm)$",
    re.IGNORECASE,
)
_OLE = re.compile(r"(^|/)embeddings/.*\.bin$|^(Object|ObjectReplacements)\b.*\.bin$", re.IGNORECASE)
_XML = (".xml", ".rels", ".vml")
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


def head_of(path: Path) -> bytes:
    """The first bytes. Raises StorageError when the file can't be read, InputError when it may not be opened."""
    try:
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
        raise _too_big(path)
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
        raise _with_macros(path)
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
        raise _protected(path)
    if _utf16("_VBA_PROJECT") in data:
        raise _with_macros(path)
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
    try:
        with zipfile.ZipFile(path) as archive:
            return _opened(archive, path, strict_name)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        raise damaged(path) from error


def _opened(archive: zipfile.ZipFile, path: Path, strict_name: bool) -> Package:
    entries = archive.infolist()
    _refuse_bombs(entries, path)
    names = [entry.filename for entry in entries]
    _refuse_names([entry.orig_filename for entry in entries], path)
    if any(entry.flag_bits & 1 for entry in entries):
        raise _protected(path)
    main, suffixes = _main_part(archive, names, path)
    if strict_name and path.suffix.lower() not in suffixes:
        raise misnamed(path, suffixes[0])
    if any(_MACROS.search(name) for name in names):
        raise _with_macros(path)
    members = {entry.filename: archive.read(entry) for entry in entries if not entry.is_dir()}
    _refuse_markup(members, path)
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
    is_xml_package = "[Content_Types].xml" in names
    counted = Counter(name.lower() if is_xml_package else name for name in names)
    twice = next((name for name, count in counted.items() if count > 1), None)
    if twice is not None:
        reason = _("il contient deux fichiers du même nom (« {name} ») : chaque logiciel en montrerait un autre")
        raise refused(path, reason.format(name=twice[:_SHOWN]), remedy)


def _refuse_bombs(entries: list[zipfile.ZipInfo], path: Path) -> None:
    size = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries) or 1
    if len(entries) > MOST_MEMBERS or size > MOST_UNPACKED or (size > RATIO_FROM and size / packed > MOST_RATIO):
        raise _too_big(path)
    if any(entry.file_size > MOST_XML and entry.filename.endswith(_XML) for entry in entries):
        raise _too_big(path)


def _main_part(archive: zipfile.ZipFile, names: list[str], path: Path) -> tuple[str, tuple[str, ...]]:
    """The chief part, and the ends of name that such a file may have."""
    for name, family in _MAIN_PARTS.items():
        if name in names:
            return name, _XML_SUFFIXES[family]
    if "mimetype" in names and "content.xml" in names:
        kind = archive.read("mimetype").decode("ascii", "replace").strip().removeprefix(_ODF).partition("-")[0]
        if kind in _MIME_SUFFIXES:
            return "content.xml", (_MIME_SUFFIXES[kind],)
    raise damaged(path)


def _refuse_markup(members: Mapping[str, bytes], path: Path) -> None:
    manifest = members.get("META-INF/manifest.xml", b"")
    if b"encryption-data" in manifest:
        raise _protected(path)
    if any(mark in members.get("[Content_Types].xml", b"") for mark in _MACRO_TYPES):
        raise _with_macros(path)
    for name, data in members.items():
        if name.endswith(_XML) and name != "META-INF/manifest.xml" and _DOCTYPE.search(data):
            raise refused(
                path, _("il définit des entités XML, ce qu'Office ne fait pas"), _("Enregistrez-le depuis LibreOffice.")
            )
        if _OLE.search(name):
            remedy = _("Retirez l'objet inséré, ou collez-le comme image, puis enregistrez.")
            raise refused(path, _("il contient un objet d'un autre programme (OLE)"), remedy)


def refused(path: Path, reason: str, remedy: str) -> CoursegenError:
    """The error of a file that isn't opened."""
    return InputError(_("« {name} » est refusé : {reason}.").format(name=path.name, reason=reason), remedy)


def damaged(path: Path) -> CoursegenError:
    """The error of a file that is no Office file, or no longer."""
    return refused(
        path,
        _("il est abîmé ou tronqué, ou ce n'est pas un fichier de bureautique"),
        _("Ouvrez-le dans votre logiciel de bureautique et enregistrez-le de nouveau, ou demandez-le de nouveau."),
    )


def _too_big(path: Path) -> CoursegenError:
    reason = _("il est anormalement gros une fois décompressé : rien n'a été lu")
    return refused(path, reason, _("Vérifiez sa provenance ; réduisez ses images."))


def _protected(path: Path) -> CoursegenError:
    return refused(path, _("il est protégé par un mot de passe"), _("Enregistrez-le sans mot de passe."))


def _with_macros(path: Path) -> CoursegenError:
    return refused(path, _("il contient des macros"), _("Enregistrez-le sans macros, en .pptx, .docx ou .xlsx."))


_KINDS = {
    ".pptx": N_("une présentation PowerPoint"),
    ".docx": N_("un document Word"),
    ".xlsx": N_("un classeur Excel"),
    ".ppt": N_("une présentation PowerPoint 97-2003"),
    ".doc": N_("un document Word 97-2003"),
    ".xls": N_("un classeur Excel 97-2003"),
    ".odp": N_("une présentation OpenDocument"),
    ".odt": N_("un texte OpenDocument"),
    ".ods": N_("un classeur OpenDocument"),
}


def misnamed(path: Path, really: str) -> CoursegenError:
    """The error of a file whose name lies; `really` is the end that its name should have."""
    words = _("son nom finit par « {suffix} », mais c'est {kind} ({really})")
    reason = words.format(suffix=path.suffix, kind=_(_KINDS[really]), really=really)
    remedy = _("Renommez-le « {name} », ou ouvrez-le et enregistrez-le dans le format voulu.")
    return refused(path, reason, remedy.format(name=path.with_suffix(really).name))
