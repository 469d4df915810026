"""A hand-in made whole: gathered, judged, converted, listed, put in place; or refused, and nothing is written."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from coursegen.build import BuildOptions, build_course
from coursegen.build.accepted import accepted
from coursegen.build.kinds import is_internal, kind_names
from coursegen.build.mission_documents import MissionChoice, write_mission_documents
from coursegen.conform import Standard, template_standard
from coursegen.conform.piece import Template
from coursegen.errors import InputError, StorageError, UsageError, reason_of
from coursegen.handin import gathering, judging
from coursegen.handin.answers import Kept, kept
from coursegen.handin.case import Case, HandInChoice, case_of
from coursegen.handin.cover_list import LIST, README, cover_document, list_text, readme_text
from coursegen.handin.delivery import delivered
from coursegen.handin.model import Item, Obstacle, Source
from coursegen.handin.refusal import HandInRefusedError
from coursegen.handin.reports import Reports, not_compared, reports, uncompared
from coursegen.handin.zipping import zipped
from coursegen.i18n import gettext as _
from coursegen.mission import refuse_errors
from methodology.i18n import speaking
from methodology.mission.catalogues import catalogue_of
from methodology.mission.values import Party

Progress = Callable[[str], None]
_FOR_ANSWERS = ("gift", "moodlexml", "competencies")


@dataclass(frozen=True, slots=True)
class HandIn:
    """What was made. `path`: the folder or zip; `left_out`: what has no file, and why; `notes` for who hands in."""

    path: Path
    items: tuple[Item, ...]
    left_out: tuple[str, ...]
    notes: tuple[str, ...] = ()


def hand_in(folder: Path, out: Path, choice: HandInChoice, progress: Progress = lambda _words: None) -> HandIn:
    """Make the hand-in of the mission of `folder` at `out`, a folder or, asked for, a zip.

    Raises InputError when the action or the course can't be read, when the rules of the mission find errors in the
    action, or when anything may not go, with each reason and its remedy; UsageError when `out` is in the way or a name
    is unknown; OfficeMissingError without LibreOffice; StorageError when the disk refuses. Nothing is left behind then.
    """
    case = case_of(folder, choice)
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


def _refuse_in_the_way(out: Path, choice: HandInChoice) -> None:
    if not out.exists():
        return
    ours = out.is_file() if choice.zipped else (out / LIST).is_file()
    if not (choice.overwrite and ours):
        words = _("« {out} » existe déjà : rien n'a été écrit.").format(out=out)
        remedy = _("Choisissez un autre endroit avec -o, ou ajoutez --remplacer si c'est une remise d'avant.")
        raise UsageError(words, remedy)


def _made(case: Case, staging: Path, out: Path, progress: Progress) -> HandIn:
    progress(_("Livrables"))
    found = [*_gathered(case, staging / "sources")]
    sources = [one for one in found if isinstance(one, Source)]
    progress(_("Conformité et confidentialité"))
    known = _reports(case)
    demands = _demands(case, known)
    stops = [one for one in found if isinstance(one, Obstacle)]
    stops += [*judging.circuit(sources, demands), *judging.template_missing(sources, demands)]
    stops += judging.obstacles(sources, demands)
    stops += _missing(case, sources, stops)
    stops += [] if case.choice.uncompared else [*not_compared(case.wanted, known)]
    if stops:
        raise HandInRefusedError(stops, case.choice.recipient)
    progress(_("Formats de remise"))
    room = staging / "remise"
    items = delivered(case, sources, room, staging)
    left_out = tuple(_left_out(case, known))
    _add_cover(case, items, left_out, room, staging)
    _put_in_place(case, room, out, staging)
    return HandIn(out, tuple(items), left_out, tuple(_notes(case, demands)))


def _notes(case: Case, demands: judging.Demands) -> Iterator[str]:
    """What the gate could not see."""
    if case.choice.recipient is Party.PARTNER and not demands.secrets:
        yield _("Aucun rapport individuel n'a été trouvé : rien n'a pu lui être comparé. Relisez ce que vous remettez.")


def _reports(case: Case) -> Reports:
    """The confidential reports, where the partner is to get something."""
    if case.choice.recipient is not Party.PARTNER:
        return Reports({}, ())
    return reports(case.folder, case.mission, case.course, case.charter)


def _gathered(case: Case, room: Path) -> Iterator[Source | Obstacle]:
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


def _course_outputs(case: Case, room: Path) -> Mapping[str, Sequence[Path]]:
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


def _papers(case: Case, room: Path) -> Mapping[tuple[str, str, str], list[Source]]:
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


def _demands(case: Case, known: Reports) -> judging.Demands:
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


def _template(case: Case) -> Template | None:
    """What the charter's own template holds; None where it has none, or where another is allowed in writing."""
    if case.charter.template is None or case.mission.template_waivers:
        return None
    with tempfile.TemporaryDirectory(prefix="coursegen-modele-") as room:
        path = Path(room) / "modele.pptx"
        path.write_bytes(case.charter.template)
        return template_standard(path)


def _missing(case: Case, sources: Sequence[Source], stops: Sequence[Obstacle]) -> list[Obstacle]:
    """What is due and has no file at all, where no reason was given yet."""
    there = {source.wanted for source in sources}
    told = {stop.subject for stop in stops}
    remedy = _("Donnez le fichier dans « fichiers: », ou la sortie du cours dans « sorties: » (action.yaml).")
    return [
        Obstacle(f"{one.activity.id} {one.id}", "", _("« {title} » n'a pas de fichier").format(title=one.title), remedy)
        for one in case.wanted
        if not one.online and one not in there and one.id not in told
    ]


def _left_out(case: Case, known: Reports) -> Iterator[str]:
    online: dict[tuple[str, str], list[str]] = {}
    for one in case.wanted:
        if one.online:
            online.setdefault((one.id, one.title), []).append(f"{one.activity.id} {one.expert}".strip())
    for (name, title), whose in online.items():
        words = _("{id} ({title}) se remplit en ligne : aucun fichier ({whose}).")
        yield words.format(id=name, title=title, whose=", ".join(whose))
    for one, names in uncompared(case.wanted, known):
        yield _(
            "{activity} {id} : remis sans comparaison avec les rapports individuels ({names}), sur demande."
        ).format(activity=one.activity.id, id=one.id, names=names)


def _add_cover(case: Case, items: Sequence[Item], left_out: Sequence[str], room: Path, staging: Path) -> None:
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


def _put_in_place(case: Case, room: Path, out: Path, staging: Path) -> None:
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
