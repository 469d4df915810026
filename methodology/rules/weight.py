"""POI: courses that a weak line can carry. Kilobytes of 1000 bytes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import unquote

from methodology.course import Course, MediaFile
from methodology.findings import Severity
from methodology.i18n import N_, current_language
from methodology.i18n import gettext as _
from methodology.rules.material import ReadText, learner_reading, read_texts
from methodology.rules.parameters import Limits
from methodology.rules.registry import Remark, Source, rule

_IMAGES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg")
_VIDEOS = (".mp4", ".webm", ".ogv", ".mov", ".avi")
_PLAYED = (*_VIDEOS, ".mp3", ".ogg", ".oga", ".opus", ".wav", ".m4a", ".aac", ".flac", ".mkv", ".m4v")
_UNCOMPRESSED = (".bmp", ".tif", ".tiff")
_KB = 1_000
_MB = 1_000_000


@dataclass(frozen=True, slots=True)
class _Load:
    """What a page weighs, in bytes: its text, and the files it shows (`pictures`), plays and gives to download."""

    text: int
    pictures: tuple[MediaFile, ...]
    played: tuple[MediaFile, ...]
    documents: tuple[MediaFile, ...]

    @property
    def page(self) -> int:
        """What is loaded when the page opens."""
        return self.text + _sum(self.pictures)

    @property
    def whole(self) -> int:
        """What one loads who plays and downloads everything."""
        return self.page + _sum(self.played) + _sum(self.documents)


def _load(read: ReadText, files: Mapping[str, MediaFile]) -> _Load:
    known = {link.target: unquote(link.target).partition("#")[0].removeprefix("./") for link in read.prose.links}
    shown = {known[link.target] for link in read.prose.links if link.image}
    linked = [files[name] for name in sorted(set(known.values()) - shown) if name in files]
    played = tuple(one for one in linked if _suffix(one) in _PLAYED)
    documents = tuple(one for one in linked if _suffix(one) not in (*_PLAYED, ".vtt"))
    pictures = tuple(files[name] for name in sorted(shown) if name in files)
    return _Load(len(read.text.markdown.encode()), pictures, played, documents)


def _loads(course: Course) -> Iterator[tuple[ReadText, _Load]]:
    files = {f"medias/{media.name}": media for media in course.media}
    return ((read, _load(read, files)) for read in learner_reading(course))


def _sum(files: Iterable[MediaFile]) -> int:
    return sum(one.weight for one in files)


def _suffix(media: MediaFile) -> str:
    return PurePosixPath(media.name).suffix.lower()


def _heaviest(files: Iterable[MediaFile]) -> MediaFile | None:
    return max(files, key=lambda one: one.weight, default=None)


def _severity(course: Course, name: str, *, too_much: bool) -> Severity | None:
    """An error past the absolute limit, and past the budget that the author wrote; what is only usual is advice."""
    return Severity.ERROR if too_much or _is_written(course, name) else None


def _is_written(course: Course, name: str) -> bool:
    return name in course.identity.weight_budget.where.fields


def _budget(course: Course, name: str) -> str:
    return _("votre budget") if _is_written(course, name) else _("le budget")


@rule("POI-01", Severity.WARNING, Source.CONVENTION, N_("Page trop lourde"))
def heavy_page(course: Course, limits: Limits) -> Iterator[Remark]:
    """A page and the pictures it shows, as learners load them, against the author's budget and an absolute limit."""
    for read, load in _loads(course):
        text, kilobytes = read.text, load.page / _KB
        if kilobytes > course.identity.weight_budget.page_kb:
            severity = _severity(course, "page_kb", too_much=kilobytes > limits.page_kb_most)
            message = _("Cette page pèse {size} Ko avec ses images ; {budget} est de {limit} Ko.").format(
                size=round(kilobytes),
                budget=_budget(course, "page_kb"),
                limit=course.identity.weight_budget.page_kb,
            )
            heaviest = _heaviest(load.pictures)
            remedy = _("Coupez la page en deux.")
            if heaviest:
                remedy = _("Allégez ou retirez « {name} » ({size} Ko).").format(
                    name=heaviest.name, size=round(heaviest.weight / _KB)
                )
            yield Remark(text.where, message, remedy, text.subject, severity)


@rule("POI-10", Severity.WARNING, Source.CONVENTION, N_("Leçon trop lourde avec ses sons, vidéos et documents"))
def heavy_lesson(course: Course, limits: Limits) -> Iterator[Remark]:
    """A page with all that it plays or gives to download, against the author's budget and an absolute limit."""
    budget = course.identity.weight_budget.lesson_mb
    for read, load in _loads(course):
        heaviest = _heaviest((*load.played, *load.documents, *load.pictures))
        if heaviest is None or load.whole <= budget * _MB:
            continue
        severity = _severity(course, "lesson_mb", too_much=load.whole > limits.lesson_mb_most * _MB)
        message = _(
            "Cette leçon pèse {size} Mo (page et images {page}, sons et vidéos {played}, documents {documents}) ;"
            " {budget} est de {limit} Mo."
        ).format(
            budget=_budget(course, "lesson_mb"),
            size=_megabytes(load.whole),
            page=_megabytes(load.page),
            played=_megabytes(_sum(load.played)),
            documents=_megabytes(_sum(load.documents)),
            limit=budget,
        )
        remedy = _("Commencez par « {name} », le plus lourd.").format(name=heaviest.name)
        yield Remark(read.text.where, message, remedy, read.text.subject, severity)


def _megabytes(size: int) -> str:
    text = f"{size / _MB:.1f}"
    return text if current_language() == "en" else text.replace(".", ",")


@rule("POI-02", Severity.WARNING, Source.CONVENTION, N_("Image trop lourde, trop grande ou non compressée"))
def heavy_image(course: Course, limits: Limits) -> Iterator[Remark]:
    """One picture on its own, as it is shipped: what the program resizes and converts by itself is no fault."""
    for media in course.media:
        fault = _image_fault(media, limits)
        if fault:
            yield Remark(media.where, fault, _("Réduisez-la, ou enregistrez-la en JPEG, PNG ou SVG."), media.name)


def _image_fault(media: MediaFile, limits: Limits) -> str:
    if media.shipped == 0 and _suffix(media) in _UNCOMPRESSED:
        return _("L'image « {name} » n'est pas compressée.").format(name=media.name)
    if _suffix(media) in (*_IMAGES, *_UNCOMPRESSED) and media.weight > limits.image_kb * _KB:
        return _("L'image « {name} » pèse {size} Ko ; visez {limit} Ko.").format(
            name=media.name, size=round(media.weight / _KB), limit=limits.image_kb
        )
    if media.shipped == 0 and max(media.width, media.height) > limits.image_pixels:
        return _("L'image « {name} » fait {width} × {height} pixels ; {limit} suffisent.").format(
            name=media.name, width=media.width, height=media.height, limit=limits.image_pixels
        )
    return ""


@rule("POI-03", Severity.WARNING, Source.CONVENTION, N_("Vidéo trop lourde"))
def heavy_video(course: Course, limits: Limits) -> Iterator[Remark]:
    """A film that a weak line won't carry."""
    for media in course.media:
        if _suffix(media) in _VIDEOS and media.bytes > limits.video_mb * _MB:
            message = _("La vidéo « {name} » pèse {size} Mo ; visez {limit} Mo.").format(
                name=media.name, size=round(media.bytes / _MB), limit=limits.video_mb
            )
            remedy = _("Coupez-la, compressez-la, ou remplacez-la par des images et un texte.")
            yield Remark(media.where, message, remedy, media.name)


@rule("POI-04", Severity.WARNING, Source.CONVENTION, N_("Cours trop lourd"))
def heavy_course(course: Course, limits: Limits) -> Iterator[Remark]:
    """All the media of the course, against the author's budget, and against what sites usually take."""
    megabytes = _sum(course.media) / _MB
    if megabytes > course.identity.weight_budget.course_mb:
        severity = _severity(course, "course_mb", too_much=megabytes > limits.course_mb_most)
        message = _("Les médias pèsent {size} Mo ; {budget} du cours est de {limit} Mo.").format(
            size=round(megabytes),
            budget=_budget(course, "course_mb"),
            limit=course.identity.weight_budget.course_mb,
        )
        heaviest = max(course.media, key=lambda media: media.weight)
        remedy = _("Commencez par « {name} », le plus lourd.").format(name=heaviest.name)
        yield Remark(course.identity.where.at("weight_budget"), message, remedy, severity=severity)


_LOADED_HTML = re.compile(
    r"""<(?:img|audio|video|source|track|iframe|embed|object|script|link)\b[^>]*?\s(?:src|srcset|poster|data|href)\s*="""
    r"""\s*["']?\s*(?P<address>(?:https?:)?//[^\s"'>]+)""",
    re.IGNORECASE,
)

_CODE = re.compile(r"(?ms)^(```|~~~).*?^\1|(`+)[^`].*?\2")


@rule("POI-05", Severity.ERROR, Source.COHERENCE, N_("Image prise sur un autre site"))
def outside_resource(course: Course, _limits: Limits) -> Iterator[Remark]:
    """What is shown or heard is in the folder: nothing is loaded from the network, in Markdown or in HTML."""
    for read in read_texts(course):
        for link in read.prose.links:
            if link.image and link.target.startswith(("http://", "https://", "//", "data:")):
                message = _("Cette image vient d'un autre site : hors connexion, elle ne s'affichera pas.")
                remedy = _("Copiez-la dans « medias/ », avec sa source et sa licence.")
                yield Remark(read.at(link.line), message, remedy, link.target)
        html = _CODE.sub(lambda code: "\n" * code[0].count("\n"), read.text.markdown) if read.hints_at(("//",)) else ""
        for found in _LOADED_HTML.finditer(html):
            line = html.count("\n", 0, found.start()) + 1
            message = _("Ce fichier vient d'un autre site : il n'est pas repris, et manquerait hors connexion.")
            remedy = _("Copiez-le dans « medias/ », avec sa source et sa licence, ou faites-en un lien.")
            yield Remark(read.at(line), message, remedy, found["address"])
