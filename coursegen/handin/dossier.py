"""A hand-in made whole: gathered, judged, converted, listed, put in place; or refused, and nothing is written."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from coursegen.build import BuildOptions, build_course
from coursegen.build.accepted import OPEN, accepted
from coursegen.build.kinds import is_internal, kind_names
from coursegen.build.mission_documents import MissionChoice, write_mission_documents
from coursegen.charter import Charter, load_charter
from coursegen.conform import Standard, template_standard
from coursegen.conform.piece import Template
from coursegen.errors import InputError, StorageError, UsageError, reason_of
from coursegen.handin import gathering, judging
from coursegen.handin.answers import Kept, kept
from coursegen.handin.cover_list import LIST, README, cover_document, list_text, readme_text
from coursegen.handin.model import Item, Obstacle, Source, Wanted
from coursegen.handin.naming import ROOM, WORKING_ROOM, place_of, stem_of
from coursegen.handin.refusal import HandInRefusedError
from coursegen.handin.reports import Reports, not_compared, reports, uncompared
from coursegen.handin.zipping import zipped
from coursegen.i18n import gettext as _
from coursegen.mission import load_mission, refuse_errors
from methodology.course import Course
from methodology.folder import read_folder
from methodology.i18n import speaking
from methodology.mission.catalogues import catalogue_of
from methodology.mission.deadlines import MissionDates
from methodology.mission.issue import last_version, last_written, product_issue
from methodology.mission.model import Mission
from methodology.mission.values import Party

Progress = Callable[[str], None]
_FOR_ANSWERS = ("gift", "moodlexml", "competencies")


@dataclass(frozen=True, kw_only=True)
class HandInChoice:
    """For whom, which activities and deliverables (all when empty), as a zip or not, whether it may replace one.

    `uncompared`: the shared report may go though no confidential one is there to compare it with.
    """

    recipient: Party
    activities: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    zipped: bool = False
    overwrite: bool = False
    uncompared: bool = False


@dataclass(frozen=True, slots=True)
class HandIn:
    """What was made. `path`: the folder or zip; `left_out`: what has no file, and why; `notes` for who hands in."""

    path: Path
    items: tuple[Item, ...]
    left_out: tuple[str, ...]
    notes: tuple[str, ...] = ()


METHOD_MARK = "-methodologie-"
"""In the name of a method document's file: its cover bears the issue of its product, and so does the list."""


@dataclass(frozen=True)
class _Case:
    """A hand-in under way."""

    folder: Path
    mission: Mission
    course: Course | None
    charter: Charter
    choice: HandInChoice
    wanted: tuple[Wanted, ...]

    @property
    def issue(self) -> tuple[str, date]:
        """Version and date of what bears none of its own: the action's, else the last day that a log tells of.

        Never the clock's, nor the course's date: it lives on for years after the mission.
        """
        starts = [one.start for one in self.mission.activities]
        told = [entry.date for one in self.wanted for entry in one.log]
        version = self.mission.version or (self.course.identity.version if self.course else "")
        return version or "0.1", self.mission.date or max(told or starts, default=date(2000, 1, 1))

    def issue_of(self, source: Source) -> tuple[str, date]:
        """Version and date of a file: its log's, else those of the course that made it, else the action's."""
        log = source.wanted.log
        day = last_written(log)
        if day and last_version(log):
            return last_version(log), day
        if self.course and source.wanted.outputs and not source.own:
            product = next((one for one in source.wanted.activity.products if one.id == source.wanted.id), None)
            if product and METHOD_MARK in source.path.name:
                version, day = product_issue(MissionDates(self.mission), source.wanted.activity, product)
                return version or self.course.identity.version, day
            return self.course.identity.version, self.course.identity.date
        version, usual = self.issue
        return version, day or usual


def hand_in(folder: Path, out: Path, choice: HandInChoice, progress: Progress = lambda _words: None) -> HandIn:
    """Make the hand-in of the mission of `folder` at `out`, a folder or, asked for, a zip.

    Raises InputError when the action or the course can't be read, when the rules of the mission find errors in the
    action, or when anything may not go, with each reason and its remedy; UsageError when `out` is in the way or a name
    is unknown; OfficeMissingError without LibreOffice; StorageError when the disk refuses. Nothing is left behind then.
    """
    case = _case(folder, choice)
    refuse_errors(case.mission, case.course)
    _refuse_in_the_way(out, choice)
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=out.parent, prefix=".en-cours-remise-") as staging:
            return _made(case, Path(staging), out, progress)
    except OSError as error:
        words = _("Impossible d'écrire « {out} » : {reason}.").format(out=out, reason=reason_of(error))
        raise StorageError(
            words, _("Vérifiez la place libre et les droits, ou choisissez un autre endroit.")
        ) from error


def _case(folder: Path, choice: HandInChoice) -> _Case:
    mission = load_mission(folder)
    course = read_folder(folder).course
    language = mission.languages[0] if mission.languages else "fr"
    charter = load_charter(course.identity.charter if course else "socieux", language, folder)
    wanted = gathering.wanted(mission, choice.recipient, choice.activities, choice.only)
    return _Case(folder, mission, course, charter, choice, wanted)


def _refuse_in_the_way(out: Path, choice: HandInChoice) -> None:
    if not out.exists():
        return
    ours = out.is_file() if choice.zipped else (out / LIST).is_file()
    if not (choice.overwrite and ours):
        words = _("« {out} » existe déjà : rien n'a été écrit.").format(out=out)
        remedy = _("Choisissez un autre endroit avec -o, ou ajoutez --remplacer si c'est une remise d'avant.")
        raise UsageError(words, remedy)


def _made(case: _Case, staging: Path, out: Path, progress: Progress) -> HandIn:
    progress(_("Livrables"))
    found = [*_gathered(case, staging / "sources")]
    sources = [one for one in found if isinstance(one, Source)]
    progress(_("Conformité et confidentialité"))
    known = _reports(case)
    demands = _demands(case, known)
    stops = [one for one in found if isinstance(one, Obstacle)]
    stops += [*judging.circuit(sources, demands), *judging.template_missing(sources, demands)]
    stops += [obstacle for source in sources for obstacle in judging.obstacles(source, demands)]
    stops += _missing(case, sources, stops)
    stops += [] if case.choice.uncompared else [*not_compared(case.wanted, known)]
    if stops:
        raise HandInRefusedError(stops, case.choice.recipient)
    progress(_("Formats de remise"))
    room = staging / "remise"
    items = _delivered(case, sources, room, staging)
    left_out = tuple(_left_out(case, known))
    _add_cover(case, items, left_out, room, staging)
    _put_in_place(case, room, out, staging)
    return HandIn(out, tuple(items), left_out, tuple(_notes(case, demands)))


def _notes(case: _Case, demands: judging.Demands) -> Iterator[str]:
    """What the gate could not see."""
    if case.choice.recipient is Party.PARTNER and not demands.secrets:
        yield _("Aucun rapport individuel n'a été trouvé : rien n'a pu lui être comparé. Relisez ce que vous remettez.")


def _reports(case: _Case) -> Reports:
    """The confidential reports, where the partner is to get something."""
    if case.choice.recipient is not Party.PARTNER:
        return Reports({}, ())
    return reports(case.folder, case.mission, case.course, case.charter)


def _gathered(case: _Case, room: Path) -> Iterator[Source | Obstacle]:
    """Every file that is due, the person's own before what is generated."""
    built = _course_outputs(case, room / "cours")
    papers = _papers(case, room / "mission")
    for one in case.wanted:
        if one.online:
            continue
        if one.files:
            yield from gathering.own_files(case.folder, one)
        elif one.outputs:
            yield from gathering.course_files(one, built)
        else:
            yield from papers.get((one.activity.id, one.id, one.expert), ())


def _course_outputs(case: _Case, room: Path) -> Mapping[str, Sequence[Path]]:
    kinds = gathering.kinds_of(case.wanted)
    for kind in kinds:
        _refuse_kind(kind, case.choice.recipient)
    if not kinds or case.course is None:
        return {}
    made: dict[str, Sequence[Path]] = {}
    for kind in kinds:
        result = build_course(case.folder, room / kind, (kind,), BuildOptions())
        made[kind] = [room / kind / output.path for output in result.outputs]
    return made


def _refuse_kind(kind: str, recipient: Party) -> None:
    if kind not in kind_names():
        message = _("« sorties: » nomme une sorte inconnue : {kind}.").format(kind=kind)
        raise UsageError(message, _("Choisissez parmi : {names}.").format(names=", ".join(kind_names())))
    if is_internal(kind) or (recipient is Party.PARTNER and kind in _FOR_ANSWERS):
        message = _("« {kind} » contient des noms de personnes ou des réponses : il ne se remet pas.").format(kind=kind)
        raise InputError(message, _("Retirez-le de « sorties: » dans action.yaml."))


def _papers(case: _Case, room: Path) -> Mapping[tuple[str, str, str], list[Source]]:
    """The mission's own papers for what has no file, by activity, id and expert."""
    left = [one for one in case.wanted if not (one.files or one.outputs or one.online) and one.deliverable]
    if not left:
        return {}
    choice = MissionChoice(
        activities=tuple(dict.fromkeys(one.activity.id for one in left)),
        deliverables=tuple(dict.fromkeys(one.id for one in left)),
    )
    by_key = {(one.activity.id, one.id, one.expert): one for one in left}
    made: dict[tuple[str, str, str], list[Source]] = {}
    for output in write_mission_documents(case.folder, room, choice).outputs:
        one = by_key.get((output.activity, output.id, output.expert))
        if one is not None:
            made.setdefault((one.activity.id, one.id, one.expert), []).append(
                Source(one, output.path, remarks=output.shortcomings)
            )
    return made


def _demands(case: _Case, known: Reports) -> judging.Demands:
    language = case.mission.languages[0] if case.mission.languages else "fr"
    return judging.Demands(
        mission=case.mission,
        catalogue=catalogue_of(case.mission),
        recipient=case.choice.recipient,
        standard=Standard(charter=case.charter, language=language, template=_template(case)),
        course=case.course,
        secrets=known.secrets,
        kept=kept(case.course) if case.choice.recipient is Party.PARTNER else Kept(),
    )


def _template(case: _Case) -> Template | None:
    """What the charter's own template holds; None where it has none, or where another is allowed in writing."""
    if case.charter.template is None or case.mission.template_waivers:
        return None
    with tempfile.TemporaryDirectory(prefix="coursegen-modele-") as room:
        path = Path(room) / "modele.pptx"
        path.write_bytes(case.charter.template)
        return template_standard(path)


def _missing(case: _Case, sources: Sequence[Source], stops: Sequence[Obstacle]) -> list[Obstacle]:
    """What is due and has no file at all, where no reason was given yet."""
    there = {source.wanted for source in sources}
    told = {stop.subject for stop in stops}
    remedy = _("Donnez le fichier dans « fichiers: », ou la sortie du cours dans « sorties: » (action.yaml).")
    return [
        Obstacle(f"{one.activity.id} {one.id}", "", _("« {title} » n'a pas de fichier").format(title=one.title), remedy)
        for one in case.wanted
        if not one.online and one not in there and one.id not in told
    ]


def _delivered(case: _Case, sources: Sequence[Source], room: Path, staging: Path) -> list[Item]:
    """The files in the folder: those due in an accepted format, the working ones apart."""
    working = staging / "travail"
    working.mkdir()
    named = [(source, _copied(source, case, working)) for source in sources]
    due = tuple(catalogue_of(case.mission).formats.get("remise", ()))
    converted = {one.source: one for one in accepted([path for _s, path in named if path.suffix in OPEN], working)}
    lost = [one for one in converted.values() if one.lost]
    if lost:
        words = _("La conversion a perdu des mots : {files}.")
        files = " ; ".join(f"{one.path.name} ({', '.join(one.lost[:5])})" for one in lost)
        raise InputError(words.format(files=files), _("Enregistrez ce fichier vous-même en OpenDocument."))
    items = []
    for source, path in named:
        if path in converted:
            items.append(_item(case, source, converted[path].path, room, ROOM))
            items.append(_item(case, source, path, room, WORKING_ROOM))
        else:
            is_due = path.suffix.lower().lstrip(".") in due or path.suffix.lower() in judging.PACKAGES
            items.append(_item(case, source, path, room, ROOM if is_due else WORKING_ROOM))
    return sorted(items, key=lambda item: (item.working, item.path))


def _copied(source: Source, case: _Case, working: Path) -> Path:
    """The file under the name it is handed in with."""
    stem = stem_of(source, case.issue_of(source)[0])
    path = working / f"{stem}{source.path.suffix.lower()}"
    count = 1
    while path.exists():
        count += 1
        path = working / f"{stem}-{count}{source.path.suffix.lower()}"
    shutil.copyfile(source.path, path)
    return path


def _item(case: _Case, source: Source, path: Path, room: Path, where: str) -> Item:
    relative = place_of(source.wanted, where, path.name)
    target = room / relative
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(path, target)
    data = target.read_bytes()
    version, day = case.issue_of(source)
    return Item(
        wanted=source.wanted,
        path=relative,
        version=version,
        date=day,
        sha256=hashlib.sha256(data).hexdigest(),
        bytes=len(data),
        working=where == WORKING_ROOM,
    )


def _left_out(case: _Case, known: Reports) -> Iterator[str]:
    for one in case.wanted:
        if one.online:
            yield _("{id} ({title}) se remplit en ligne : aucun fichier.").format(id=one.id, title=one.title)
    for one, names in uncompared(case.wanted, known):
        yield _(
            "{activity} {id} : remis sans comparaison avec les rapports individuels ({names}), sur demande."
        ).format(activity=one.activity.id, id=one.id, names=names)


def _add_cover(case: _Case, items: Sequence[Item], left_out: Sequence[str], room: Path, staging: Path) -> None:
    """The list of what is there as text and as a document, and why there are several formats."""
    from coursegen.outputs.documents import write_document

    language = case.mission.languages[0] if case.mission.languages else "fr"
    with speaking(language.partition("-")[0]):
        party = case.choice.recipient
        (room / LIST).write_text(list_text(case.mission, party, items, left_out), encoding="utf-8")
        (room / README).write_text(readme_text(party, items), encoding="utf-8")
        document = cover_document(case.mission, party, items, left_out, case.charter, *case.issue)
        path = staging / "travail" / f"{document.name}.docx"
        path.write_bytes(write_document(document, case.charter))
    shutil.copyfile(path, room / path.name)
    for one in accepted([path], room):
        one.path.rename(room / one.path.name)


def _put_in_place(case: _Case, room: Path, out: Path, staging: Path) -> None:
    ready = room
    if case.choice.zipped:
        ready = staging / "remise.zip"
        ready.write_bytes(zipped(room, out.stem))
    if out.exists():
        out.rename(staging / "avant")
    try:
        ready.rename(out)
    except OSError:
        with suppress(OSError):
            (staging / "avant").rename(out)
        raise


def default_place(choice: HandInChoice, folder: Path) -> Path:
    """Where a hand-in goes when nobody says: beside the folder of the mission."""
    name = "-".join((folder.resolve().name, "remise", choice.recipient.value, *choice.activities, *choice.only))
    return folder.resolve().with_name(f"{name}.zip" if choice.zipped else name)
