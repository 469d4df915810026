"""What is wrong with the files of a course once somebody tries to show them, and what they weigh once shipped."""

from __future__ import annotations

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path, PurePosixPath

from coursegen.content.media import PAGES, PICTURES, counted_in_pixels
from coursegen.content.picture_check import checked_picture
from coursegen.errors import StorageError
from coursegen.i18n import gettext as _
from methodology.course import Course, MediaFile
from methodology.findings import Finding, Severity
from methodology.reading.wholeness import is_broken

_WORTH_TRYING = 60_000  # bytes: below, no budget is at stake, and the check stays quick
_WORKERS = 2
_ACTIVE_PAGE = re.compile(
    rb"<(?:script|style|link|iframe|object|embed|form|svg|meta[^>]+refresh)\b|\son[a-z]+\s*=|javascript:", re.IGNORECASE
)
_PROGRAMS = frozenset(
    (".js", ".mjs", ".swf", ".svgz", ".mht", ".mhtml", ".hta", ".exe", ".msi", ".bat", ".cmd", ".com", ".scr", ".vbs",
     ".ps1", ".jar", ".apk", ".lnk", ".xsl", ".xslt", ".xhtml", ".xht", ".shtml")
)  # fmt: skip
_PAGE_IN_XML = re.compile(rb"http://www\.w3\.org/(?:1999/xhtml|2000/svg)|<\?xml-stylesheet", re.IGNORECASE)


def media_findings(course: Course) -> Iterator[Finding]:
    """`MED-01`: a picture that can't be shown. `MED-02`: a web page that loses what acts in it. `MED-03`: a program."""
    for media in course.media:
        yield from _faults(media)


def with_shipped_weights(course: Course) -> Course:
    """The course, its heavy pictures with the bytes that learners will load: rules of weight judge those."""
    kept = counted_in_pixels(course)
    heavy = [media for media in course.media if media.bytes > _WORTH_TRYING and _is_raster(media)]
    if not heavy:
        return course
    with ThreadPoolExecutor(_WORKERS) as workers:
        found = workers.map(lambda media: _shipped_bytes(media, f"medias/{media.name}" in kept), heavy)
        shipped = {media.name: size for media, size in zip(heavy, found, strict=True)}
    return replace(course, media=tuple(replace(one, shipped=shipped.get(one.name, 0)) for one in course.media))


def _is_raster(media: MediaFile) -> bool:
    suffix = PurePosixPath(media.name).suffix.lower()
    return suffix in PICTURES and suffix != ".svg"


def _shipped_bytes(media: MediaFile, whole: bool) -> int:
    """0 for what can't be shown: its own size is all that is known of it."""
    from coursegen.content.pictures import PictureError, shipped_picture

    try:
        return len(shipped_picture(media.path, whole=whole).data)
    except (PictureError, StorageError):
        return 0


def _faults(media: MediaFile) -> Iterator[Finding]:
    suffix = PurePosixPath(media.name).suffix.lower()
    if suffix in PICTURES:
        yield from _picture_faults(media)
    elif suffix in _PROGRAMS or (suffix == ".xml" and _holds(media, _PAGE_IN_XML)):
        message = _("« {name} » est un programme, ou peut en contenir un : il aurait accès aux pages du cours.")
        remedy = _("Donnez un PDF ou un document, ou une adresse où le trouver ; sinon retirez-le de « medias/ ».")
        yield Finding(media.where, "MED-03", Severity.ERROR, message.format(name=media.name), remedy, media.name)
    elif suffix in PAGES and _holds(media, _ACTIVE_PAGE):
        message = _("« {name} » est une page web : ses scripts, ses styles et ses formulaires ne seront pas livrés.")
        remedy = _("Vérifiez ce qu'il en reste, ou donnez-la en PDF.")
        yield Finding(media.where, "MED-02", Severity.WARNING, message.format(name=media.name), remedy, media.name)


def _picture_faults(media: MediaFile) -> Iterator[Finding]:
    """What PLA-10 hasn't said already: a format that nobody shows, a picture without measure, damage inside."""
    fault = None if is_broken(Path(media.path), media.name) else checked_picture(media.path)
    if fault:
        message = _("L'image « {name} » ne peut pas être montrée : {reason}.").format(
            name=media.name, reason=fault.reason
        )
        yield Finding(media.where, "MED-01", Severity.ERROR, message, fault.remedy, media.name)


def _holds(media: MediaFile, pattern: re.Pattern[bytes]) -> bool:
    try:
        return bool(pattern.search(Path(media.path).read_bytes()))
    except OSError:
        return False
