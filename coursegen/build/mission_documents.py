"""The documents of a mission put in a folder: made aside, judged, put in place, the manifest last.

What a person has changed since is never lost, as with the course's outputs; the manifest is a file of its own, so that
both may stand in one folder.
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from coursegen import __version__
from coursegen.build.ledger import Ledger, MadeKind, Output, is_of_a_person, origin_of, output_of, read_ledger
from coursegen.errors import StorageError, UsageError, reason_of
from coursegen.i18n import gettext as _
from methodology.i18n import speaking

if TYPE_CHECKING:
    from coursegen.outputs.documents.mission import Issued, MissionSubject
    from methodology.findings import Finding
    from methodology.mission.catalogues import Catalogue

MANIFEST = "manifeste-mission.json"
KIND = "mission"
_STAGING = ".en-cours-mission-"
Progress = Callable[[str], None]


@dataclass(frozen=True, kw_only=True)
class MissionChoice:
    """What a person may choose: activities and deliverables by id, all when empty.

    `joint`: one personal report for the whole team. `final`: refuse what isn't fit to be handed in. `overwrite`:
    replace documents that a person has changed.
    """

    activities: tuple[str, ...] = ()
    deliverables: tuple[str, ...] = ()
    joint: bool = False
    final: bool = False
    overwrite: bool = False


@dataclass(frozen=True, slots=True)
class MissionOutput:
    """A file made, and what keeps it from being final. `pages` None when nobody counted them.

    `audience`: the value of `Audience`; `confidential`: SOCIEUX+ alone may have it. `unkind`: sentences to read again.
    """

    path: Path
    id: str
    activity: str
    expert: str
    kind: str
    audience: str
    confidential: bool
    sha256: str
    pages: int | None = None
    shortcomings: tuple[str, ...] = ()
    unkind: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MissionResult:
    """What was made, and what there is no document for: with where it comes from, in words.

    `errors`: what the rules of the calendar and of the deliverables refuse in the action; a final version has none.
    """

    folder: Path
    outputs: tuple[MissionOutput, ...]
    elsewhere: tuple[str, ...]
    errors: tuple[Finding, ...] = ()


def write_mission_documents(
    folder: Path, out: Path, choice: MissionChoice, progress: Progress = lambda _words: None
) -> MissionResult:
    """Write the mission's documents of `folder` in `out`.

    Raises InputError for an action that can't be read, and for a final version of one with errors; UsageError for an
    unknown activity or deliverable, for documents that a person has changed, and for a final version that isn't;
    StorageError when the disk refuses.
    """
    from coursegen.mission import mission_errors, refuse_errors

    subject = _subject(folder, choice)
    if choice.final:
        refuse_errors(subject.mission, subject.course)
    ledger = read_ledger(out, MANIFEST)
    origin = origin_of(subject.mission.title)
    if not choice.overwrite:
        _refuse_other(out, ledger, subject.mission.code, origin)
    try:
        out.mkdir(parents=True, exist_ok=True)
        with _leaving_nothing(out), tempfile.TemporaryDirectory(dir=out, prefix=_STAGING) as staging:
            issued, given = _issued(subject, choice)
            made = _made(subject, issued, Path(staging), out, progress)
            if choice.final:
                _refuse_unfinished(made)
            fresh = tuple(output_of(KIND, Path(staging) / output.path.name) for output in made)
            if not choice.overwrite:
                _refuse_changed(out, ledger, fresh)
            _put_in_place(Path(staging), out, _after(subject, origin, ledger, fresh, out), fresh)
    except OSError as error:
        words = _("Impossible d'écrire dans « {out} » : {reason}.").format(out=out, reason=reason_of(error))
        remedy = _("Vérifiez la place libre et les droits, ou choisissez un autre dossier avec -o.")
        raise StorageError(words, remedy) from error
    elsewhere = (*_elsewhere(subject), *map(_by_the_person, given))
    return MissionResult(out, made, elsewhere, mission_errors(subject.mission, subject.course))


@contextmanager
def _leaving_nothing(out: Path) -> Iterator[None]:
    """A folder made for documents that are refused doesn't stay."""
    try:
        yield
    finally:
        with suppress(OSError):
            out.rmdir()  # refuses to go while it holds something


def _subject(folder: Path, choice: MissionChoice) -> MissionSubject:
    from coursegen.charter import load_charter
    from coursegen.mission import load_mission
    from coursegen.outputs.documents.mission import MissionSubject, language_of
    from methodology.folder import read_folder

    mission = load_mission(folder)
    course = read_folder(folder).course
    charter = course.identity.charter if course else "socieux"
    subject = MissionSubject(
        mission,
        load_charter(charter, language_of(mission), folder),
        replace(course, access=()) if course else None,
        choice.activities,
        frozenset(choice.deliverables),
        choice.joint,
    )
    _refuse_unknown(subject, choice)
    return subject


def _refuse_unknown(subject: MissionSubject, choice: MissionChoice) -> None:
    from coursegen.outputs.documents.mission import other_keys

    activities = [one.id for one in subject.mission.activities]
    deliverables = [*(one.id for one in subject.dates.catalogue.deliverables), *other_keys()]
    _refuse(choice.activities, activities, _("La mission n'a pas d'activité « {id} »."))
    _refuse(choice.deliverables, deliverables, _("La mission n'a pas de document « {id} »."))


def _refuse(asked: Sequence[str], known: Sequence[str], words: str) -> None:
    for key in asked:
        if key not in known:
            remedy = _("Choisissez parmi : {names}.").format(names=", ".join(known) or "–")
            raise UsageError(words.format(id=key), remedy)


def _issued(subject: MissionSubject, choice: MissionChoice) -> tuple[list[Issued], list[Issued]]:
    """Every document to make, in the language of the action; and, of a final version, those that a person supplies."""
    from coursegen.outputs.documents.mission import known_papers

    with speaking(subject.language):
        papers = [paper for paper in known_papers() if not paper.KEY or subject.wants(paper.KEY)]
        everything = [issued for paper in papers for issued in paper.compose(subject)]
    given = [issued for issued in everything if choice.final and issued.files]
    return [issued for issued in everything if issued not in given], given


def _made(
    subject: MissionSubject, issued: Sequence[Issued], staging: Path, out: Path, progress: Progress
) -> tuple[MissionOutput, ...]:
    from coursegen.build.documents import written

    progress(_("Documents de la mission"))
    with speaking(subject.language):
        for document, data in written([one.document for one in issued], subject.charter):
            (staging / f"{document.name}.docx").write_bytes(data)
    return tuple(_judged(subject, one, staging, out) for one in issued)


def _judged(subject: MissionSubject, one: Issued, staging: Path, out: Path) -> MissionOutput:
    from coursegen.outputs.documents.mission import shortcomings, too_long, unkind_sentences

    path = staging / f"{one.document.name}.docx"
    pages = _pages(path) if one.most_pages is not None else None
    with speaking(subject.language):
        reasons = [*shortcomings(one, subject.charter, subject.mission)]
        if pages is not None:
            reasons += filter(None, [too_long(one, pages)])
        elif one.most_pages is not None:
            reasons.append(_("nombre de pages inconnu : LibreOffice manque pour le compter"))
    return MissionOutput(
        out / path.name,
        one.id,
        one.activity,
        one.expert,
        one.document.kind if one.document.cover else one.document.title,
        one.document.audience.value,
        bool(one.document.internal),
        hashlib.sha256(path.read_bytes()).hexdigest(),
        pages,
        tuple(reasons),
        tuple(unkind_sentences(one.document)),
    )


def _pages(path: Path) -> int | None:
    """How many pages the document has when it is laid out; None without LibreOffice, or when it fails."""
    from coursegen.build.office import convert, office_program
    from coursegen.build.pdf_outline import page_count

    if not office_program():
        return None
    with tempfile.TemporaryDirectory(prefix="coursegen-pages-") as folder:
        done = convert([path], "pdf", Path(folder))
        return (page_count(done[path].read_bytes()) or None) if path in done else None


def _refuse_unfinished(made: Sequence[MissionOutput]) -> None:
    reasons = [f"  – {output.path.name} : {reason}" for output in made for reason in output.shortcomings]
    if reasons:
        words = _("Ces documents ne sont pas prêts à être remis, rien n'a été écrit :")
        remedy = _("Levez ces raisons, ou construisez sans « --final » : les manques sont alors marqués comme tels.")
        raise UsageError("\n".join((words, *reasons)), remedy)


def _refuse_other(out: Path, ledger: Ledger, code: str, origin: str) -> None:
    if not ledger.kinds or ledger.course == code or ledger.origin == origin:
        return
    words = _("« {out} » contient les documents d'une autre mission, {other} : rien n'a été écrit.")
    remedy = _("Choisissez un autre dossier avec -o, ou ajoutez --remplacer.")
    raise UsageError(words.format(out=out, other=ledger.course), remedy)


def _refuse_changed(out: Path, ledger: Ledger, fresh: Sequence[Output]) -> None:
    """A file that a person changed, and one that no build is known to have made, are theirs."""
    known = {output.path: output for output in ledger.outputs()}
    changed = [one for one in fresh if is_of_a_person(out, known.get(one.path, one))]
    if changed:
        names = ", ".join(f"« {out / one.path} »" for one in changed)
        words = _("Modifié depuis sa construction, donc gardé : {names}. Rien n'a été écrit.").format(names=names)
        remedy = _("Pour les garder à part : déplacez ou renommez le fichier.")
        raise UsageError(words, f"{remedy} {_('Pour les perdre : ajoutez --remplacer.')}")


def _after(subject: MissionSubject, origin: str, ledger: Ledger, fresh: Sequence[Output], out: Path) -> Ledger:
    """What stands in the folder then: what is fresh, and what was made before and is still there."""
    names = {one.path for one in fresh}
    kept = [one for one in ledger.outputs() if one.path not in names and (out / one.path).is_file()]
    outputs = tuple(sorted((*kept, *fresh), key=lambda one: one.path))
    return Ledger(subject.mission.code, origin, {KIND: MadeKind(__version__, outputs)})


def _put_in_place(staging: Path, out: Path, after: Ledger, fresh: Sequence[Output]) -> None:
    (staging / MANIFEST).write_text(after.document(), encoding="utf-8")
    for one in fresh:
        (staging / one.path).replace(out / one.path)
    shutil.move(staging / MANIFEST, out / MANIFEST)


def _by_the_person(issued: Issued) -> str:
    words = _("{id} : vous remettez {files} (« fichiers: » d'action.yaml), rien à produire.")
    whose = " ".join(filter(None, (issued.activity, issued.id, issued.expert)))
    return words.format(id=whose, files=", ".join(f"« {name} »" for name in issued.files))


def _elsewhere(subject: MissionSubject) -> Iterator[str]:
    """What the activity owes that no document here is: filled in online, made by the build, made by hand."""
    catalogue: Catalogue = subject.dates.catalogue
    for one in catalogue.deliverables:
        if one.online and subject.wants(one.id):
            yield _("{id} ({title}) se remplit en ligne : rien à produire.").format(id=one.id, title=one.title)
        elif one.role == "SUP" and subject.wants(one.id):
            yield _("{id} : les présentations viennent de « coursegen build --only pptx ».").format(id=one.id)
    for activity in subject.chosen() if not subject.wanted else ():
        for product in activity.products:
            yield _("{id} ({title}) : produit de l'activité {activity}, voir « coursegen build ».").format(
                id=product.id, title=product.title, activity=activity.id
            )
