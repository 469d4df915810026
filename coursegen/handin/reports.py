"""The confidential reports of a mission: where they lie, what anybody may say of theirs, which are missing.

A report lies in `fichiers:`, in the folder of the action, or where `coursegen mission documents` writes.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from pathlib import Path

from coursegen.build.ledger import read_ledger
from coursegen.build.mission_documents import MANIFEST
from coursegen.charter import Charter, load_charter
from coursegen.conform.package import SUFFIXES
from coursegen.conform.reading import read_piece
from coursegen.errors import InputError
from coursegen.handin import gathering
from coursegen.handin.comparing import Public, Secret
from coursegen.handin.every_word import every_word, words_in
from coursegen.handin.members import UnreadableError
from coursegen.handin.model import Obstacle, Wanted
from coursegen.i18n import gettext as _
from methodology.course import Course
from methodology.i18n import speaking
from methodology.mission.catalogues import catalogue_of
from methodology.mission.model import LogEntry, Mission
from methodology.mission.report import ActivityReport, Visibility

_SECRET_NAME = "confidentiel"
_TOLD = (LogEntry, ActivityReport, Visibility)  # what people tell as it goes
_TITLES = ("title", "short_title", "code", "sponsor")
_FIRST_LOOK = "socieux"
_SHARED = "AcR"  # the role of the report that the partner gets


@dataclass(frozen=True)
class Reports:
    """The reports by the name of their file, and those that are due and that nobody gave."""

    secrets: Mapping[str, Secret]
    missing: tuple[Wanted, ...]

    def missing_in(self, activity: str) -> tuple[Wanted, ...]:
        """Those of that activity."""
        return tuple(one for one in self.missing if one.activity.id == activity)


def reports(folder: Path, mission: Mission, course: Course | None, charter: Charter) -> Reports:
    """Every confidential report there is. Raises InputError when one of them can't be read."""
    public = Public(_public(mission, course, charter))
    due = tuple(one for one in gathering.confidential(mission) if not one.online)
    given = {one: tuple(_own(folder, one)) for one in due}
    found = {path for paths in given.values() for path in paths} | {*_lying(folder)}
    secrets = {path: _secret(path, public) for path in sorted(found)}
    written = [path for path, secret in secrets.items() if secret.sentences]
    left = tuple(one for one in due if not given[one] and not any(_is_of(path.stem, one, mission) for path in written))
    return Reports({path.name: secret for path, secret in secrets.items()}, left)


def _own(folder: Path, one: Wanted) -> Iterator[Path]:
    for source in gathering.own_files(folder, one):
        if isinstance(source, Obstacle):
            message = _("Le rapport confidentiel de {id} ne se lit pas : {reason}.")
            raise InputError(message.format(id=source.subject, reason=source.reason), source.remedy)
        yield source.path


def mission_folder(folder: Path) -> Path:
    """Where `coursegen mission documents` writes when nobody says where."""
    return folder.resolve().with_name(folder.resolve().name + "-mission")


def _lying(folder: Path) -> Iterator[Path]:
    """Files whose name says that they are confidential; blank frames, as they were generated, are left out."""
    beside = mission_folder(folder)
    blank = {output.sha256 for output in read_ledger(beside, MANIFEST).outputs()}
    for root in (folder.resolve(), beside):
        for path in sorted(root.rglob("*")):
            wanted = path.suffix.lower() in SUFFIXES and not path.name.startswith(("~$", ".~lock"))
            named = wanted and path.name.casefold().startswith(_SECRET_NAME) and path.is_file()
            if named and hashlib.sha256(path.read_bytes()).hexdigest() not in blank:
                yield path.resolve()


def _is_of(stem: str, one: Wanted, mission: Mission) -> bool:
    """Whether that name is of the report: `…-A1-ExMR-E1`, or `…-A1-ExMR-conjoint` for the whole team."""
    last = [one.expert] if one.expert else [expert.id for expert in mission.experts]
    whose = "|".join(map(re.escape, filter(None, (*last, "conjoint", _("conjoint")))))
    pattern = (
        rf"(?i)(?:^|[-_ ]){re.escape(one.activity.id)}[-_ ]{re.escape(one.id)}(?:[-_ ](?:{whose})(?![A-Za-z0-9])|$)"
    )
    return bool(re.search(pattern, stem))


def _secret(path: Path, public: Public) -> Secret:
    try:
        return Secret(every_word(path, read_piece(path)), public)
    except UnreadableError as error:
        message = _("Le rapport confidentiel « {name} » ne se lit pas : rien ne peut lui être comparé.")
        raise InputError(message.format(name=path.name), _("Enregistrez-le de nouveau, sans mot de passe.")) from error


def _public(mission: Mission, course: Course | None, charter: Charter) -> Iterator[str]:
    """What may stand anywhere: clause, terms of the action, catalogue, titles of the course, the report's blank frame.

    What a person tells of an activity in `action.yaml` is no such text: a confidential sentence may have slipped in.
    """
    yield from (charter.clause, charter.funding)
    yield from texts_of(mission, _TOLD)
    yield from texts_of(catalogue_of(mission).deliverables)
    if course is not None:
        yield from texts_of(course.objectives)
        yield from _titles((course.identity, course.sequencing, course.evaluation))
    language = mission.languages[0] if mission.languages else "fr"
    for look in (charter, load_charter(_FIRST_LOOK, language)):  # a report begun before the logo was there
        yield from _frames(mission, course, look)


def _frames(mission: Mission, course: Course | None, charter: Charter) -> Iterator[str]:
    """Every word of the blank reports, as their files hold them: for each expert, and for the whole team."""
    from coursegen.outputs.documents import write_document
    from coursegen.outputs.documents.mission import MissionSubject, known_papers, language_of

    bare = replace(course, access=()) if course else None
    secret = {one.id for one in catalogue_of(mission).deliverables if one.confidential}
    for joint in (False, True):
        subject = MissionSubject(mission, charter, bare, (), frozenset(secret), joint)
        with speaking(language_of(mission)):
            for paper in known_papers():
                for issued in paper.compose(subject) if not paper.KEY else ():
                    yield from _texts_in(write_document(issued.document, charter))


def _texts_in(data: bytes) -> Iterator[str]:
    """Alternatives and names of styles too: saved in another format, they stand among the words."""
    return (text for strand in words_in("cadre.docx", data) if strand.shown for _place, text in strand.passages)


def texts_of(record: object, without: tuple[type, ...] = ()) -> Iterator[str]:
    """Every text that a record holds, however deep, records of some types left out."""
    if isinstance(record, str):
        yield record
    elif isinstance(record, (tuple, list)):
        for one in record:
            yield from texts_of(one, without)
    elif is_dataclass(record) and not isinstance(record, (type, *without)):
        for field in fields(record):
            yield from texts_of(getattr(record, field.name), without)


def _titles(record: object) -> Iterator[str]:
    """The titles in a record, however deep."""
    if isinstance(record, (tuple, list)):
        for one in record:
            yield from _titles(one)
    elif is_dataclass(record) and not isinstance(record, type):
        for field in fields(record):
            value = getattr(record, field.name)
            if isinstance(value, str):
                yield from (value,) if field.name in _TITLES else ()
            else:
                yield from _titles(value)


def uncompared(wanted: Iterable[Wanted], found: Reports) -> Iterator[tuple[Wanted, str]]:
    """The shared reports whose activity lacks a confidential one, and the names of those that lack."""
    for one in wanted:
        missing = found.missing_in(one.activity.id) if one.role == _SHARED else ()
        if missing:
            yield one, ", ".join(" ".join(filter(None, (lack.id, lack.expert))) for lack in missing)


def not_compared(wanted: Iterable[Wanted], found: Reports) -> Iterator[Obstacle]:
    """Why a shared report can't go: nobody can tell whether it repeats a confidential one."""
    for one, names in uncompared(wanted, found):
        yield Obstacle(
            f"{one.activity.id} {one.id}",
            "",
            _("introuvables, dans « fichiers: » comme dans le dossier des documents : {names}").format(names=names),
            _(
                "Donnez les rapports individuels dans « fichiers: », ou écrivez-les là où « coursegen mission "
                "documents » les a mis. S'il n'y en a pas : --sans-comparaison, et le bordereau le dira."
            ),
            _("Le rapport collectif n'a pu être comparé aux rapports individuels"),
        )
