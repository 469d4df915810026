"""What is in a SCORM package: its kind, its items, its weight, and what would keep a platform from playing it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import unquote

from lxml import etree

from coursegen.errors import StorageError, reason_of
from coursegen.i18n import gettext as _
from coursegen.inspection.opening import PackageRefused
from coursegen.inspection.report import HEAVIEST, Weight, seconds
from moodle_backups.archive import Container
from moodle_backups.archive_safety import ArchiveTooLargeError, NotAnArchiveError, UnsafeArchiveError
from moodle_backups.archive_source import ArchiveSource, open_archive
from moodle_backups.errors import BackupError

MANIFEST: Final = "imsmanifest.xml"
_LARGEST_MANIFEST: Final = 8 << 20  # real ones take a few hundred KB
_BASE: Final = "{http://www.w3.org/XML/1998/namespace}base"
_ELSEWHERE: Final = ("http://", "https://", "//")


@dataclass(frozen=True, slots=True, kw_only=True)
class ScormItem:
    """A line of the table of contents. `level` counts from 0; `launch` is the file it opens, "" for a heading."""

    title: str
    level: int
    launch: str
    tracked: bool
    visible: bool
    bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ScormReport:
    """A package. Sizes in bytes, `seconds` at 256 kbit/s; `content_bytes` once unpacked.

    `kind` and `edition` as people say them; `problems` are sentences on what a platform would stumble over.
    """

    path: str
    kind: str
    edition: str
    bytes: int
    seconds: int
    title: str
    items: tuple[ScormItem, ...]
    files: int
    content_bytes: int
    heaviest: tuple[Weight, ...]
    problems: tuple[str, ...]


def is_scorm(path: Path) -> bool:
    """Whether to look at that file as a SCORM package: a .zip, unless a backup of a Moodle course is in it."""
    if path.suffix.lower() != ".zip":
        return False
    try:
        with open_archive(path) as archive:
            return "moodle_backup.xml" not in archive
    except (BackupError, OSError):
        return True


def scorm_report(path: Path) -> ScormReport:
    """What is in the SCORM package at that path. Raises PackageRefused, StorageError; nothing is unpacked."""
    with _opened(path) as archive:
        root = _manifest(archive, path)
        sizes = {name: archive.size(name) for name in archive.names()}
        chosen = _organization(root)
        items = tuple(_items(chosen, 0, _launches(root), sizes)) if chosen is not None else ()
        kind, edition = _kind(root)
        size = path.stat().st_size
        heaviest = sorted(sizes.items(), key=lambda entry: (-entry[1], entry[0]))[:HEAVIEST]
        return ScormReport(
            path=str(path),
            kind=kind,
            edition=edition,
            bytes=size,
            seconds=seconds(size),
            title=(_text(chosen, "title") if chosen is not None else "") or path.stem,
            items=items,
            files=len(sizes),
            content_bytes=sum(sizes.values()),
            heaviest=tuple(Weight(name=n, place="", bytes=size, seconds=seconds(size)) for n, size in heaviest),
            problems=tuple(dict.fromkeys(_problems(root, items, sizes))),
        )


@contextmanager
def _opened(path: Path) -> Iterator[ArchiveSource]:
    try:
        with open_archive(path) as archive:
            if archive.container is not Container.ZIP:
                raise NotAnArchiveError(path.name, "is no zip")
            yield archive
    except BackupError as error:
        raise _refused(path, *_words(error)) from error
    except OSError as error:
        words = _("« {path} » ne peut pas être lu : {reason}.").format(path=path, reason=reason_of(error))
        raise StorageError(words, _("Vérifiez le chemin et les droits du fichier.")) from error


def _refused(path: Path, reason: str, remedy: str) -> PackageRefused:
    return PackageRefused(
        _("« {name} » n'est pas utilisable : {reason}.").format(name=path.name, reason=reason), remedy
    )


def _words(error: BackupError) -> tuple[str, str]:
    where = error.problems[0].where if error.problems else ""
    match error:
        case NotAnArchiveError():
            return _("ce n'est pas un fichier zip"), _("Donnez un paquet SCORM (.zip) ou une sauvegarde (.mbz).")
        case UnsafeArchiveError():
            reason = _("il contient ce qu'aucun paquet SCORM n'a et qui pourrait nuire (« {where} »)")
            return reason.format(where=where), _("Ne l'ouvrez pas ; demandez d'où il vient.")
        case ArchiveTooLargeError():
            reason = _("il se déplierait en bien plus que sa taille ne l'explique (« {where} »)")
            return reason.format(where=where), _("Ne l'ouvrez pas ; demandez d'où il vient.")
    reason = _("le zip est coupé ou abîmé (« {where} »)").format(where=where)
    return reason, _("Téléchargez-le de nouveau, ou refaites le paquet.")


def _manifest(archive: ArchiveSource, path: Path) -> etree._Element:
    """The root of the manifest. No entity is followed, and a manifest that declares some is refused."""
    if MANIFEST not in archive:
        raise _refused(path, *_no_manifest(archive))
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        root = etree.fromstring(archive.read(MANIFEST, _LARGEST_MANIFEST), parser)
    except etree.XMLSyntaxError as error:
        reason = _("son fichier « {name} » n'est pas du XML bien formé (ligne {line})")
        raise _refused(path, reason.format(name=MANIFEST, line=error.lineno), _("Refaites le paquet.")) from error
    if root.getroottree().docinfo.internalDTD is not None:
        reason = _("son fichier « {name} » définit des entités XML").format(name=MANIFEST)
        raise _refused(path, reason, _("Ne l'ouvrez pas ; demandez d'où il vient."))
    return root


def _no_manifest(archive: ArchiveSource) -> tuple[str, str]:
    found = [name for name in archive.names() if name.lower().rpartition("/")[2] == MANIFEST]
    if not found:
        reason = _("ce n'est pas un paquet SCORM, car « {name} » n'y est pas").format(name=MANIFEST)
        return reason, _("Donnez le zip tel que l'outil l'a fait, sans le recompresser.")
    place = min(found, key=lambda name: (name.count("/"), name))
    if "/" not in place:
        reason = _("« {place} » doit s'écrire « {name} », en minuscules").format(place=place, name=MANIFEST)
        return reason, _("Renommez-le dans le zip.")
    reason = _("« {name} » n'est pas à la racine du zip, mais dans « {folder} »")
    remedy = _("Ouvrez ce dossier, sélectionnez tout ce qu'il contient, et compressez cette sélection.")
    return reason.format(name=MANIFEST, folder=place.rpartition("/")[0]), remedy


def _kind(root: etree._Element) -> tuple[str, str]:
    """The standard and its edition, from what the manifest states, else from its namespaces."""
    stated = _text(root, "metadata/{*}schemaversion")
    if stated == "1.2":
        return "SCORM 1.2", ""
    editions = {"2004 3rd Edition": _("3e édition"), "2004 4th Edition": _("4e édition"), "CAM 1.3": _("2e édition")}
    if stated in editions or stated.startswith(("2004", "1.3")):
        return "SCORM 2004", editions.get(stated, "")
    spaces = {space for node in root.iter(etree.Element) for space in node.nsmap.values()}
    if any("adlcp_v1p3" in space for space in spaces):
        return "SCORM 2004", ""
    return ("SCORM 1.2", "") if any("adlcp_root" in space for space in spaces) else ("IMS", "")


def _organization(root: etree._Element) -> etree._Element | None:
    """The one that a platform shows: the default, else the first."""
    found = root.findall("{*}organizations/{*}organization")
    default = next((node.get("default") for node in root.iterfind("{*}organizations")), None)
    return next((node for node in found if node.get("identifier") == default), found[0] if found else None)


def _launches(root: etree._Element) -> dict[str, tuple[str, bool]]:
    """By the identifier of a resource: the file that it opens, and whether it speaks to the platform."""
    above = root.get(_BASE, "") + "".join(node.get(_BASE, "") for node in root.iterfind("{*}resources"))
    found = {}
    for resource in root.iterfind("{*}resources/{*}resource"):
        href = resource.get("href", "")
        address = href if href.startswith(_ELSEWHERE) or not href else above + resource.get(_BASE, "") + href
        kinds = (value for name, value in resource.items() if str(name).lower().endswith("}scormtype"))
        found[resource.get("identifier", "")] = (address, next(kinds, "").lower() == "sco")
    return found


def _items(
    parent: etree._Element, level: int, launches: dict[str, tuple[str, bool]], sizes: dict[str, int]
) -> Iterator[ScormItem]:
    for item in parent.iterfind("{*}item"):
        launch, tracked = launches.get(item.get("identifierref", ""), ("", False))
        yield ScormItem(
            title=_text(item, "title"),
            level=level,
            launch=launch,
            tracked=tracked,
            visible=item.get("isvisible", "true").lower() != "false",
            bytes=sizes.get(_path(launch), 0),
        )
        yield from _items(item, level + 1, launches, sizes)


def _problems(root: etree._Element, items: tuple[ScormItem, ...], sizes: dict[str, int]) -> Iterator[str]:
    if not items:
        yield _("La table des matières est vide : rien ne s'ouvrirait.")
    for item, after in zip(items, (*items[1:], None), strict=True):
        heading = after is not None and after.level > item.level
        if not item.launch and not heading:
            yield _("« {title} » n'ouvre aucun fichier.").format(title=item.title)
        elif item.launch.startswith(_ELSEWHERE):
            yield _("« {title} » s'ouvre depuis Internet : {address}.").format(title=item.title, address=item.launch)
        elif item.launch and _path(item.launch) not in sizes:
            yield _("« {title} » ouvre « {name} », qui n'est pas dans le paquet{hint}.").format(
                title=item.title, name=_path(item.launch), hint=_spelt_otherwise(_path(item.launch), sizes)
            )
    if len(root.findall("{*}organizations/{*}organization")) > 1:
        yield _("Le paquet a plusieurs tables des matières ; seule celle qui s'ouvre par défaut est montrée.")
    yield from _undelivered(root, sizes)


def _undelivered(root: etree._Element, sizes: dict[str, int]) -> Iterator[str]:
    """Files that the manifest declares and the package lacks."""
    above = root.get(_BASE, "") + "".join(node.get(_BASE, "") for node in root.iterfind("{*}resources"))
    for resource in root.iterfind("{*}resources/{*}resource"):
        for file in resource.iterfind("{*}file"):
            href = file.get("href", "")
            name = _path(above + resource.get(_BASE, "") + href)
            if href and not href.startswith(_ELSEWHERE) and name not in sizes:
                words = _("« {name} » est annoncé et n'est pas dans le paquet{hint}.")
                yield words.format(name=name, hint=_spelt_otherwise(name, sizes))


def _path(address: str) -> str:
    """The file of a launch address: no query, no fragment, no escapes, no `./`."""
    plain = unquote(address.partition("#")[0].partition("?")[0]).replace("\\", "/")
    return "/".join(part for part in plain.split("/") if part not in ("", "."))


def _spelt_otherwise(name: str, sizes: dict[str, int]) -> str:
    """Windows takes capitals for small letters; servers don't."""
    close = next((other for other in sizes if other.lower() == name.lower()), None)
    return _(" (il s'y écrit « {name} »)").format(name=close) if close else ""


def _text(node: etree._Element, path: str) -> str:
    return " ".join((node.findtext(f"{{*}}{path}") or "").split())
