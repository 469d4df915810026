"""Questions in GIFT or Moodle XML, added to a course: those it has already are brought up to date."""

from __future__ import annotations

import hashlib
import io
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from coursegen.errors import InputError, StorageError, reason_of
from coursegen.i18n import gettext as _
from coursegen.i18n import ngettext
from coursegen.importers import Imported, SourceFault, SourceRefused
from methodology.course import Course
from methodology.i18n import speaking
from methodology.question_formats.losses import BankReading, loss_notices
from methodology.question_formats.merging import Merged, merge
from methodology.questions import Bank, Question
from methodology.reading.banks import XML_LIMIT_BYTES, XML_SUFFIX, bank_name
from methodology.workings import quizzes

SUFFIXES = (".gift", ".txt", ".xml")
ADMITTED = frozenset({"LIR-14"})
TEXT_LIMIT_BYTES = 20_000_000
MEDIA_LIMIT_BYTES = 200_000_000
LISTED = 12
"""How many ids a message names."""


def title() -> str:
    """What it reads, in the person's language."""
    return _("questions GIFT ou Moodle XML")


def read(source: Path, existing: Course | None) -> Imported:
    """The course with the questions of that file: those it has are brought up to date, the others join a bank.

    Raises SourceRefused with every fault and its line, InputError without a course to add to or without questions,
    StorageError when the file cannot be read.
    """
    if existing is None:
        raise InputError(
            _("Des questions s'ajoutent à un cours : ce dossier n'en contient pas."),
            _("Créez-le d'abord avec « coursegen new », puis recommencez."),
        )
    name = _bank_name(source, existing)
    try:
        with tempfile.TemporaryDirectory(prefix="coursegen-") as keep:
            reading, notices = _read(source, name, existing, Path(keep))
            bank, moved = _fitted(_whole(reading, source), existing)
            merged = merge(existing, bank, reading.idnumbers, lambda: _as_carried(source, name, existing))
            files = _contents(Path(keep), _shown(reading.media, merged), _known_media(existing))
    except OSError as error:
        words = _("« {path} » ne peut pas être lu : {reason}.").format(path=source, reason=reason_of(error))
        remedy = _("Vérifiez le nom et les droits du fichier, puis recommencez.")
        raise StorageError(words, remedy) from error
    lost = tuple(f"{finding.message} {finding.remedy}".rstrip() for finding in loss_notices(reading.losses))
    return Imported(replace(existing, banks=merged.banks), files, (*_told(merged, name), *notices, *moved, *lost))


def _bank_name(source: Path, existing: Course) -> str:
    """What a quiz names the bank by: that of a bank the course has or awaits, else a name that may serve as an id."""
    from methodology.question_formats.naming import slug

    stem = bank_name(source.name)
    awaited = (*(bank.name for bank in existing.banks), *(quiz.bank for _s, _m, quiz in quizzes(existing)))
    return next((name for name in awaited if name == stem), slug(stem) or "questions")


def _as_carried(source: Path, name: str, existing: Course) -> dict[str, Question]:
    """The course's questions as a file of that format carries them."""
    from coursegen.outputs.exchange.banks import gift_file, moodlexml_file
    from methodology.question_formats.gift import read_gift
    from methodology.question_formats.moodle_xml import read_moodle_xml

    with speaking(existing.identity.language):  # as `build` does: what it adds of itself is in that language
        text = (moodlexml_file if source.suffix.lower() == XML_SUFFIX else gift_file)(existing).text
    if source.suffix.lower() == XML_SUFFIX:
        reading = read_moodle_xml(io.BytesIO(text.encode()), source.name, name, None, (), _known_media(existing))
    else:
        reading = read_gift(text, source.name, name)
    return {question.id: question for question in reading.bank.questions} if reading.bank else {}


def _told(merged: Merged, name: str) -> Iterator[str]:
    """How many questions are new, changed, or as they were."""
    counts = (
        ngettext("{n} nouvelle", "{n} nouvelles", len(merged.new)).format(n=len(merged.new)),
        ngettext("{n} mise à jour", "{n} mises à jour", len(merged.updated)).format(n=len(merged.updated)),
        ngettext("{n} inchangée", "{n} inchangées", len(merged.unchanged)).format(n=len(merged.unchanged)),
    )
    yield _("Questions : {counts}.").format(counts=", ".join(counts))
    if merged.updated:
        yield _("Mises à jour : {questions}.").format(questions=_listed(merged.updated))
    if merged.absent:
        words = ngettext(
            "{n} question de la banque « {name} » n'est pas dans le fichier : elle reste ({questions}).",
            "{n} questions de la banque « {name} » ne sont pas dans le fichier : elles restent ({questions}).",
            len(merged.absent),
        )
        yield words.format(n=len(merged.absent), name=name, questions=_listed(merged.absent))
    for wanted, given in merged.renamed.items():
        yield _("L'identifiant « {wanted} » est déjà pris par une autre question : devenu « {given} ».").format(
            wanted=wanted, given=given
        )


def _listed(ids: tuple[str, ...]) -> str:
    return ", ".join(ids[:LISTED]) + (" …" if len(ids) > LISTED else "")


def _shown(media: Mapping[str, str], merged: Merged) -> dict[str, str]:
    """The enclosed files that the questions which came in show."""
    texts = "\n".join(map(repr, merged.changed()))
    return {path: digest for path, digest in media.items() if path in texts}


def _read(source: Path, name: str, existing: Course, keep: Path) -> tuple[BankReading, tuple[str, ...]]:
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
            return read_moodle_xml(stream, source.name, name, keep, (), _known_media(existing)), ()
    from methodology.question_formats.gift import read_gift

    text, notices = _decoded(source)
    return read_gift(text, source.name, name), notices


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
