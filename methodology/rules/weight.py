"""POI: courses that a weak line can carry. Kilobytes of 1000 bytes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from methodology.course import Course, MediaFile
from methodology.findings import Severity
from methodology.i18n import N_
from methodology.i18n import gettext as _
from methodology.rules.material import learner_reading, read_texts
from methodology.rules.parameters import Limits
from methodology.rules.registry import Remark, Source, rule

_IMAGES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg")
_VIDEOS = (".mp4", ".webm", ".ogv", ".mov", ".avi")
_UNCOMPRESSED = (".bmp", ".tif", ".tiff")
_KB = 1_000
_MB = 1_000_000


@rule("POI-01", Severity.WARNING, Source.CONVENTION, N_("Page trop lourde"))
def heavy_page(course: Course, limits: Limits) -> Iterator[Remark]:
    """A page and the pictures it shows, against the author's budget, and against what nobody should exceed."""
    sizes = {f"medias/{media.name}": media.bytes for media in course.media}
    for read in learner_reading(course):
        text = read.text
        shown = {link.target for link in read.prose.links if link.image}
        kilobytes = (len(text.markdown.encode()) + sum(sizes.get(target, 0) for target in shown)) / _KB
        if kilobytes > course.identity.weight_budget.page_kb:
            severity = Severity.ERROR if kilobytes > limits.page_kb_most else None
            message = _("Cette page pèse {size} Ko avec ses images ; le budget est de {limit} Ko.").format(
                size=round(kilobytes), limit=course.identity.weight_budget.page_kb
            )
            yield Remark(text.where, message, _("Allégez ou retirez une image."), text.subject, severity)


@rule("POI-02", Severity.WARNING, Source.CONVENTION, N_("Image trop lourde, trop grande ou non compressée"))
def heavy_image(course: Course, limits: Limits) -> Iterator[Remark]:
    """One picture on its own."""
    for media in course.media:
        fault = _image_fault(media, limits)
        if fault:
            yield Remark(media.where, fault, _("Réduisez-la, ou enregistrez-la en JPEG, PNG ou SVG."), media.name)


def _image_fault(media: MediaFile, limits: Limits) -> str:
    suffix = PurePosixPath(media.name).suffix.lower()
    if suffix in _UNCOMPRESSED:
        return _("L'image « {name} » n'est pas compressée.").format(name=media.name)
    if suffix in _IMAGES and media.bytes > limits.image_kb * _KB:
        return _("L'image « {name} » pèse {size} Ko ; visez {limit} Ko.").format(
            name=media.name, size=round(media.bytes / _KB), limit=limits.image_kb
        )
    if max(media.width, media.height) > limits.image_pixels:
        return _("L'image « {name} » fait {width} × {height} pixels ; {limit} suffisent.").format(
            name=media.name, width=media.width, height=media.height, limit=limits.image_pixels
        )
    return ""


@rule("POI-03", Severity.WARNING, Source.CONVENTION, N_("Vidéo trop lourde"))
def heavy_video(course: Course, limits: Limits) -> Iterator[Remark]:
    """A film that a weak line won't carry."""
    for media in course.media:
        is_video = PurePosixPath(media.name).suffix.lower() in _VIDEOS
        if is_video and media.bytes > limits.video_mb * _MB:
            message = _("La vidéo « {name} » pèse {size} Mo ; visez {limit} Mo.").format(
                name=media.name, size=round(media.bytes / _MB), limit=limits.video_mb
            )
            remedy = _("Coupez-la, compressez-la, ou remplacez-la par des images et un texte.")
            yield Remark(media.where, message, remedy, media.name)


@rule("POI-04", Severity.WARNING, Source.CONVENTION, N_("Cours trop lourd"))
def heavy_course(course: Course, limits: Limits) -> Iterator[Remark]:
    """All the media of the course, against the author's budget, and against what sites usually take."""
    megabytes = sum(media.bytes for media in course.media) / _MB
    if megabytes > course.identity.weight_budget.course_mb:
        severity = Severity.ERROR if megabytes > limits.course_mb_most else None
        message = _("Les médias pèsent {size} Mo ; le budget du cours est de {limit} Mo.").format(
            size=round(megabytes), limit=course.identity.weight_budget.course_mb
        )
        heaviest = max(course.media, key=lambda media: media.bytes)
        remedy = _("Commencez par « {name} », le plus lourd.").format(name=heaviest.name)
        yield Remark(course.identity.where.at("weight_budget"), message, remedy, severity=severity)


@rule("POI-05", Severity.ERROR, Source.COHERENCE, N_("Image prise sur un autre site"))
def outside_resource(course: Course, _limits: Limits) -> Iterator[Remark]:
    """What is shown is in the folder: nothing is loaded from the network."""
    for read in read_texts(course):
        for link in read.prose.links:
            if link.image and link.target.startswith(("http://", "https://", "//", "data:")):
                message = _("Cette image vient d'un autre site : hors connexion, elle ne s'affichera pas.")
                remedy = _("Copiez-la dans « medias/ », avec sa source et sa licence.")
                yield Remark(read.at(link.line), message, remedy, link.target)
