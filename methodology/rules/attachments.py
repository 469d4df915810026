"""DOC, SUP, DON: the files that go with a course say nothing they shouldn't: remarks, names, movement, faces."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from zipfile import BadZipFile, ZipFile

from methodology.course import Course, MediaFile
from methodology.findings import Severity
from methodology.i18n import N_
from methodology.i18n import gettext as _
from methodology.rules.material import folded, read_texts
from methodology.rules.parameters import Limits
from methodology.rules.registry import Remark, Source, rule

_OFFICE = frozenset({".docx", ".pptx", ".xlsx", ".odt", ".odp", ".ods"})
_PART_BYTES = 8_000_000  # of a part of an archive: an archive made to fill the memory is read no further
_REMARK_PARTS = re.compile(r"(?:word/comments|ppt/comments/|xl/(?:threadedComments/|comments)).*\.xml")
_REMARK = re.compile(rb"<(?:\w+:)?(?:comment|cm|threadedComment)[ >]")
_CHANGES = re.compile(rb"<w:(?:ins|del|moveFrom|moveTo) |<text:tracked-changes|<office:annotation[ >]")
_NAMED = re.compile(r"<(?:\w+:)?(?:creator|initial-creator|lastModifiedBy)(?: [^>]*)?>([^<]*)</")
_NOBODY = frozenset(  # what a program or a machine writes in place of an author
    ("steve canny", "openpyxl", "python-docx", "python-pptx", "user", "utilisateur", "admin", "administrator",
     "windows user", "utilisateur windows", "microsoft office user", "unknown", "auteur", "author")
)  # fmt: skip
_FRAME = re.compile(rb"\x21\xf9\x04[\s\S]{4}\x00[\x21\x2c]")
_PHOTO = (".jpg", ".jpeg", ".webp")
_FACES = re.compile(
    r"\b(?:portraits?|selfie|visages?|participante?s?|formatrices?|formateurs?|animatrices?|animateurs?|agente?s?"
    r"|usagere?s?|stagiaires?|groupe|personnes?)\b"
)
_AGREED = re.compile(
    r"consent|autoris|accord|droits? a l'image|fictif|fictive|figurant|dessin|illustration|libre de droits"
)


@rule("DOC-03", Severity.WARNING, Source.CONVENTION, N_("Fichier joint au nom d'un logiciel"))
def named_authors(course: Course, _limits: Limits) -> Iterator[Remark]:
    """The author in the properties of a file is a person or a team, not the program that wrote it."""
    for medium in _office_files(course):
        name = _name_of_nobody(Path(medium.path))
        if name:
            message = _("« {file} » : ses propriétés donnent « {name} » comme auteur.").format(
                file=medium.name, name=name
            )
            remedy = _("Ouvrez ses propriétés (menu Fichier) et mettez votre équipe.")
            yield Remark(medium.where, message, remedy, medium.name)


@rule("DOC-04", Severity.ERROR, Source.CONVENTION, N_("Commentaires ou modifications suivies dans un fichier joint"))
def clean_files(course: Course, _limits: Limits) -> Iterator[Remark]:
    """What a team told itself in the margins goes out with the file."""
    for medium in _office_files(course):
        if _has_remarks(Path(medium.path)):
            message = _("« {file} » porte des commentaires ou des modifications suivies : tout le monde les lira.")
            remedy = _("Acceptez ou refusez les modifications, supprimez les commentaires, enregistrez.")
            yield Remark(medium.where, message.format(file=medium.name), remedy, medium.name)


def _office_files(course: Course) -> Iterator[MediaFile]:
    return (medium for medium in course.media if PurePosixPath(medium.name).suffix.lower() in _OFFICE)


def _name_of_nobody(path: Path) -> str:
    """The name of a program or a machine where that of an author is expected; empty for none."""
    properties = (_part(path, part).decode("utf-8", "replace") for part in ("docProps/core.xml", "meta.xml"))
    names = (found[1].strip() for text in properties for found in _NAMED.finditer(text))
    return next((name for name in names if name.lower() in _NOBODY), "")


def _has_remarks(path: Path) -> bool:
    """A comment in a part made for them, or changes in the text itself."""
    if any(_REMARK.search(_part(path, name)) for name in _parts(path) if _REMARK_PARTS.fullmatch(name)):
        return True
    return any(_CHANGES.search(_part(path, name)) for name in ("word/document.xml", "content.xml"))


def _parts(path: Path) -> list[str]:
    """The names in the archive; none when it can't be read."""
    try:
        with ZipFile(path) as archive:
            return archive.namelist()
    except (OSError, BadZipFile, ValueError):
        return []


def _part(path: Path, name: str) -> bytes:
    """The beginning of a part; empty when it isn't there or can't be read."""
    try:
        with ZipFile(path) as archive, archive.open(name) as stream:
            return stream.read(_PART_BYTES)
    except (OSError, BadZipFile, KeyError, ValueError, RuntimeError, EOFError, zlib.error):
        return b""


@rule("SUP-08", Severity.WARNING, Source.NORM, N_("Image animée (WCAG 2.2.2)"))
def still_pictures(course: Course, _limits: Limits) -> Iterator[Remark]:
    """A picture that moves by itself, and that nobody can stop, on a slide or a page."""
    for medium in course.media:
        if PurePosixPath(medium.name).suffix.lower() == ".gif" and _moves(Path(medium.path)):
            message = _("« {file} » est animée : on ne peut pas l'arrêter, et elle gêne la lecture.").format(
                file=medium.name
            )
            remedy = _("Prenez une image fixe, ou une vidéo que l'on lance soi-même.")
            yield Remark(medium.where, message, remedy, medium.name)


def _moves(path: Path) -> bool:
    """Whether the GIF has several pictures: each has its control block (GIF89a, section 23)."""
    try:
        with path.open("rb") as stream:
            return len(_FRAME.findall(stream.read(_PART_BYTES))) > 1
    except OSError:
        return False


@rule("DON-03", Severity.WARNING, Source.NORM, N_("Photo de personnes sans accord écrit"))
def agreed_photographs(course: Course, _limits: Limits) -> Iterator[Remark]:
    """A photograph whose description speaks of people, and nothing that says they agreed (GDPR)."""
    for read in read_texts(course):
        for link in read.prose.links:
            told = folded(f"{link.text} {link.title}")
            pictured = link.image and link.target.lower().endswith(_PHOTO) and _FACES.search(told)
            if pictured and not _AGREED.search(told):
                message = _("« {file} » montre des personnes ; rien ne dit qu'elles ont donné leur accord.").format(
                    file=PurePosixPath(link.target).name
                )
                remedy = _("Écrivez dans la légende « avec l'accord des personnes », ou prenez un dessin.")
                yield Remark(read.at(link.line), message, remedy, link.target)
