"""ACC: pictures, headings, tables and sounds that everyone can use (WCAG 2.2)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from pathlib import PurePosixPath
from urllib.parse import unquote

from methodology.activities.base import OnlineActivity
from methodology.activities.book import Book
from methodology.activities.forum import Forum, ForumMode
from methodology.activities.wiki import Wiki
from methodology.course import Course
from methodology.findings import Severity
from methodology.i18n import N_, ngettext
from methodology.i18n import gettext as _
from methodology.prose import MEDIA_BOXES, Block, Box, Link, Prose, named_file
from methodology.rules.material import learner_reading, read_texts
from methodology.rules.parameters import Limits
from methodology.rules.registry import Remark, Source, rule
from methodology.texts import CourseText

_FILE_NAME = re.compile(r"[\w.-]+\.(?:png|jpe?g|gif|svg|webp|bmp|tiff?)", re.IGNORECASE)
_SAYS_NOTHING = re.compile(r"(?:image|photo|figure|schéma|dessin|graphique|illustration|logo)(?: ?\d+)?\.?", re.I)
_VIDEOS = (".mp4", ".webm", ".ogv", ".mov")
_SOUNDS = (".mp3", ".ogg", ".oga", ".opus", ".wav", ".m4a", ".aac", ".flac")
_TRANSCRIPTS = (".txt", ".md", ".odt", ".docx", ".html", ".pdf")


@rule("ACC-01", Severity.ERROR, Source.NORM, N_("Image sans texte de remplacement utile (WCAG 1.1.1)"))
def alternative_texts(course: Course, limits: Limits) -> Iterator[Remark]:
    """A picture with a caption has a text, and that text says what the picture shows, briefly."""
    for read in read_texts(course):
        for link in read.prose.links:
            fault = _alternative_fault(link, limits) if link.image else None
            if fault:
                yield Remark(read.at(link.line), fault[0], fault[1], PurePosixPath(unquote(link.target)).name)


def _alternative_fault(link: Link, limits: Limits) -> tuple[str, str] | None:
    name, alternative = PurePosixPath(unquote(link.target)).name, link.text.strip()
    if not alternative and link.title:
        message = _("L'image « {name} » a une légende, mais rien pour qui ne la voit pas.").format(name=name)
        return message, _("Écrivez entre crochets ce que l'image montre : ![…](…).")
    if alternative and (_FILE_NAME.fullmatch(alternative) or _SAYS_NOTHING.fullmatch(alternative)):
        message = _("« {text} » ne dit pas ce que montre l'image « {name} ».").format(text=alternative, name=name)
        return message, _("Dites en une phrase ce qu'on doit y voir.")
    if len(alternative) > limits.alternative_characters:
        message = _("Le texte de l'image « {name} » a {count} caractères ; au-delà de {limit}, il lasse.").format(
            name=name, count=len(alternative), limit=limits.alternative_characters
        )
        return message, _("Gardez l'essentiel, et mettez le détail dans le texte autour.")
    return None


@rule(
    "ACC-03",
    Severity.ERROR,
    Source.NORM,
    N_("Titres qui sautent un niveau, ou titre de page répété (WCAG 1.3.1)"),
)
def heading_levels(course: Course, _limits: Limits) -> Iterator[Remark]:
    """Headings go down one level at a time; a page starts at level 2; see `_is_cut` for level 1."""
    books = _book_bodies(course)
    for read in learner_reading(course):
        previous = 1
        for heading in read.prose.headings():
            yield from _heading_faults(read.text, heading, previous, read.text.subject in books)
            previous = heading.level


def _book_bodies(course: Course) -> set[str]:
    """Subjects of the texts that are cut at level 1: of books, and of forums and wikis with first words of ours."""
    return {
        step.activity.body.path or f"{sequence.id}/{step.id}"
        for sequence, step in course.sequencing.steps()
        if step.activity and step.activity.body and _is_cut(step.activity)
    }


def _is_cut(activity: OnlineActivity) -> bool:
    """Chapters of a book, opening posts of a forum of several threads, pages of a wiki that is everybody's."""
    match activity:
        case Forum():
            return activity.mode is not ForumMode.SINGLE
        case Wiki():
            return not activity.individual
    return isinstance(activity, Book)


def _heading_faults(text: CourseText, heading: Block, previous: int, in_book: bool) -> Iterator[Remark]:
    where = text.at(heading.line)
    if heading.level > previous + 1:
        message = _("Le titre « {title} » saute du niveau {before} au niveau {level}.").format(
            title=heading.text, before=previous, level=heading.level
        )
        remedy = _("Commencez-le par « {marks} ».").format(marks="#" * (previous + 1))
        yield Remark(where, message, remedy, text.subject)
    elif heading.level == 1 and not in_book:
        message = _("« {title} » est un titre de niveau 1 : le titre de la page est déjà celui de l'étape.").format(
            title=heading.text
        )
        yield Remark(where, message, _("Commencez les titres d'une page par « ## »."), text.subject)


@rule("ACC-04", Severity.ERROR, Source.NORM, N_("Tableau sans en-têtes (WCAG 1.3.1)"))
def table_headers(course: Course, _limits: Limits) -> Iterator[Remark]:
    """Every column has a heading; the corner of a two-way table may stay empty."""
    for read in read_texts(course):
        for table in read.prose.tables:
            if table.headed < max(1, table.columns - 1):
                message = ngettext(
                    "Des {columns} colonnes de ce tableau, {headed} a un titre.",
                    "Des {columns} colonnes de ce tableau, {headed} ont un titre.",
                    table.headed,
                ).format(columns=table.columns, headed=table.headed)
                remedy = _("Donnez un titre à chaque colonne ; pour disposer du texte, employez une liste.")
                yield Remark(read.at(table.line), message, remedy, read.text.subject)


@rule("ACC-05", Severity.ERROR, Source.NORM, N_("Vidéo sans sous-titres, ou son sans transcription (WCAG 1.2)"))
def captions(course: Course, _limits: Limits) -> Iterator[Remark]:
    """A film comes with its captions, a sound with its text: named where it is shown, or beside it in `medias/`."""
    names = {media.name for media in course.media}
    captioned, transcribed = _told(course)
    for media in course.media:
        path = PurePosixPath(media.name)
        if path.suffix.lower() in _VIDEOS and not (media.name in captioned or _has_captions(path, names)):
            message = _("La vidéo « {name} » n'a pas de sous-titres.").format(name=media.name)
            remedy = _("Ajoutez « {name} » à côté d'elle.").format(name=path.with_suffix(".vtt").name)
            yield Remark(media.where, message, remedy, media.name)
        elif path.suffix.lower() in _SOUNDS and not (media.name in transcribed or _has_transcript(path, names)):
            message = _("Le son « {name} » n'a pas de transcription.").format(name=media.name)
            remedy = _("Ajoutez « {name} » à côté de lui.").format(name=path.with_suffix(".txt").name)
            yield Remark(media.where, message, remedy, media.name)


def _has_captions(path: PurePosixPath, names: Set[str]) -> bool:
    stem = str(path.with_suffix(""))
    return any(name.startswith(stem) and name.endswith(".vtt") for name in names)


def _has_transcript(path: PurePosixPath, names: Set[str]) -> bool:
    return any(str(path.with_suffix(end)) in names for end in _TRANSCRIPTS)


def _told(course: Course) -> tuple[set[str], set[str]]:
    """The files of `medias/` whose box names captions, and those whose box names or holds a transcript."""
    captioned, transcribed = set[str](), set[str]()
    for read in read_texts(course):
        for box in read.prose.boxes:
            name = named_file(box.title)[0].removeprefix("medias/") if box.name in MEDIA_BOXES else ""
            options = dict(box.options)
            if name and options.get("sous-titres"):
                captioned.add(name)
            if name and (options.get("transcription") or _holds_text(box, read.prose)):
                transcribed.add(name)
    return captioned, transcribed


def _holds_text(box: Box, prose: Prose) -> bool:
    """Whether something is written in that box."""
    after = (other.line for other in prose.boxes if other.line > box.line and other.name == box.name)
    end = min(after, default=None)
    return any(
        block.box == box.name and block.line > box.line and (end is None or block.line < end) for block in prose.blocks
    )
