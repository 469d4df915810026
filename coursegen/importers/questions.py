"""Questions in GIFT or Moodle XML, added to a course as a bank."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from coursegen.errors import InputError, StorageError
from coursegen.i18n import gettext as _
from coursegen.i18n import ngettext
from coursegen.importers import Imported, SourceFault, SourceRefused
from methodology.course import Course
from methodology.question_formats.losses import BankReading, loss_notices
from methodology.questions import Bank, Question
from methodology.reading.banks import XML_LIMIT_BYTES, XML_SUFFIX, bank_name

SUFFIXES = (".gift", ".txt", ".xml")
TEXT_LIMIT_BYTES = 20_000_000
MEDIA_LIMIT_BYTES = 200_000_000


def title() -> str:
    """What it reads, in the person's language."""
    return _("questions GIFT ou Moodle XML")


def read(source: Path, existing: Course | None) -> Imported:
    """The course with the bank of that file; a bank of the same name is replaced.

    Raises SourceRefused with every fault and its line, InputError without a course to add to or without questions,
    StorageError when the file cannot be read.
    """
    if existing is None:
        raise InputError(
            _("Des questions s'ajoutent à un cours : ce dossier n'en contient pas."),
            _("Créez-le d'abord avec « coursegen new », puis recommencez."),
        )
    name = _free_bank_name(source)
    try:
        with tempfile.TemporaryDirectory(prefix="coursegen-") as keep:
            reading, notices = _read(source, name, existing, Path(keep))
            files = _contents(Path(keep), reading.media, _known_media(existing))
    except OSError as error:
        words = _("« {path} » ne peut pas être lu : {reason}.").format(path=source, reason=error.strerror or error)
        raise StorageError(words) from error
    bank, moved = _fitted(_whole(reading, source), existing)
    lost = tuple(f"{finding.message} {finding.remedy}".rstrip() for finding in loss_notices(reading.losses))
    others = tuple(each for each in existing.banks if each.name != bank.name)
    course = replace(existing, banks=_in_order(existing, bank, others))
    if len(others) < len(existing.banks):
        notices = (_("La banque « {name} » du cours est remplacée.").format(name=bank.name), *notices)
    return Imported(course, files, (*notices, *moved, *lost))


def _in_order(existing: Course, bank: Bank, others: tuple[Bank, ...]) -> tuple[Bank, ...]:
    place = next((n for n, each in enumerate(existing.banks) if each.name == bank.name), len(others))
    return (*others[:place], bank, *others[place:])


def _free_bank_name(source: Path) -> str:
    """A name that may serve as an id: what a quiz names the bank by."""
    from methodology.question_formats.naming import slug

    return slug(bank_name(source.name)) or "questions"


def _read(source: Path, name: str, existing: Course, keep: Path) -> tuple[BankReading, tuple[str, ...]]:
    taken = {q.id for bank in existing.banks if bank.name != name for q in bank.questions}
    size = source.stat().st_size
    limit = XML_LIMIT_BYTES if source.suffix.lower() == XML_SUFFIX else TEXT_LIMIT_BYTES
    if size > limit:
        message = _("« {name} » pèse {size} Mo ; {limit} Mo au plus sont repris.").format(
            name=source.name, size=size // 1_000_000, limit=limit // 1_000_000
        )
        raise InputError(message, _("Exportez les questions de Moodle catégorie par catégorie."))
    if source.suffix.lower() == XML_SUFFIX:
        from methodology.question_formats.moodle_xml import read_moodle_xml

        with source.open("rb") as stream:
            return read_moodle_xml(stream, source.name, name, keep, taken, _known_media(existing)), ()
    from methodology.question_formats.gift import read_gift

    text, notices = _decoded(source)
    return read_gift(text, source.name, name, taken), notices


def _decoded(source: Path) -> tuple[str, tuple[str, ...]]:
    """The text, in UTF-8 or UTF-16 with their mark, or else taken for Windows-1252, which is said."""
    raw = source.read_bytes()
    encoding = "utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    notices: tuple[str, ...] = ()
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError:
        text = raw.decode("cp1252", "replace")
        notices = (_("« {name} » n'est pas en UTF-8 : lu comme du Windows-1252.").format(name=source.name),)
    return text.replace("\r\n", "\n").replace("\r", "\n"), notices


def _whole(reading: BankReading, source: Path) -> Bank:
    """The bank. Raises SourceRefused when anything in the file makes no sense."""
    if reading.faults or reading.bank is None:
        words = ngettext(
            "Le fichier « {name} » a {count} faute : rien n'a été écrit.",
            "Le fichier « {name} » a {count} fautes : rien n'a été écrit.",
            len(reading.faults),
        ).format(name=source.name, count=len(reading.faults))
        place = _("{file}, ligne {line}")
        faults = [
            SourceFault(place.format(file=f.where.file, line=f.where.line), f.rule, f.message, f.remedy)
            for f in reading.faults
        ]
        raise SourceRefused(words, _("Corrigez-les dans le fichier, puis recommencez."), faults)
    return reading.bank


def _fitted(bank: Bank, existing: Course) -> tuple[Bank, tuple[str, ...]]:
    """The bank for that course: objectives it has not become tags, and that is said."""
    known = {objective.id for objective in existing.objectives.objectives}
    strangers: dict[str, list[str]] = {}

    def fitted(question: Question) -> Question:
        if not question.objective or question.objective in known:
            return question
        strangers.setdefault(question.objective, []).append(question.id)
        return replace(question, objective="", tags=(*question.tags, f"objectif:{question.objective}"))

    questions = tuple(map(fitted, bank.questions))
    said = _("L'objectif « {objective} » n'est pas de ce cours : il reste une étiquette de {questions}.")
    notices = tuple(said.format(objective=key, questions=", ".join(ids)) for key, ids in strangers.items())
    return replace(bank, questions=questions), notices


def _known_media(course: Course) -> Mapping[str, str]:
    """The digest of each file of `medias/`, by path."""
    return {f"medias/{file.name}": _digest(Path(file.path)) for file in course.media}


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _contents(keep: Path, media: Mapping[str, str], known: Mapping[str, str]) -> dict[str, bytes]:
    """The enclosed files that the course has not yet, by path."""
    new = {path: keep / digest for path, digest in _sorted(media) if known.get(path) != digest}
    size = sum(file.stat().st_size for file in new.values())
    if size > MEDIA_LIMIT_BYTES:
        message = _("Les images de ce fichier pèsent {size} Mo ; {limit} Mo au plus sont reprises.").format(
            size=size // 1_000_000, limit=MEDIA_LIMIT_BYTES // 1_000_000
        )
        raise InputError(message, _("Allégez les images, ou exportez les questions catégorie par catégorie."))
    return {path: file.read_bytes() for path, file in new.items()}


def _sorted(media: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    return iter(sorted(media.items()))
