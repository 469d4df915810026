"""Which files are due to whom, and where they come from: a person's own, the mission's papers, the course's outputs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fnmatch import fnmatch
from pathlib import Path

from coursegen.errors import UsageError
from coursegen.handin.model import Obstacle, Source, Wanted
from coursegen.i18n import gettext as _
from methodology.mission.catalogues import catalogue_of
from methodology.mission.expected import expected
from methodology.mission.model import Mission, MissionActivity
from methodology.mission.values import Party

_SUPPORTS = ("pptx", "docx:*-livret-du-participant", "docx:*-programme")  # what an activity shows and hands out
_BOTH = (Party.FUNDER, Party.PARTNER)


def wanted(
    mission: Mission, recipient: Party, activities: Sequence[str] = (), only: Sequence[str] = ()
) -> tuple[Wanted, ...]:
    """What is due to that party, in the order of the catalogue. Raises UsageError for an unknown activity or id."""
    chosen = _chosen(mission, activities)
    everything = [one for activity in chosen for one in _of_activity(mission, activity)]
    known = {one.id for one in everything}
    for key in only:
        if key not in known:
            message = _("Rien ne s'appelle « {id} » parmi les livrables.").format(id=key)
            raise UsageError(message, _("Choisissez parmi : {names}.").format(names=", ".join(sorted(known))))
    for one in everything:
        if one.id in only and recipient not in one.recipients:
            message = _("« {id} » est confidentiel : il ne va pas à « {party} ».").format(
                id=one.id, party=recipient.label
            )
            raise UsageError(message, _("Retirez-le de --livrable."))
    return tuple(one for one in everything if recipient in one.recipients and (not only or one.id in only))


def confidential(mission: Mission, activities: Sequence[str] = ()) -> tuple[Wanted, ...]:
    """What SOCIEUX+ alone may have, in those activities."""
    return tuple(
        one for activity in _chosen(mission, activities) for one in _of_activity(mission, activity) if one.confidential
    )


def _chosen(mission: Mission, activities: Sequence[str]) -> tuple[MissionActivity, ...]:
    names = [one.id for one in mission.activities]
    for key in activities:
        if key not in names:
            message = _("La mission n'a pas d'activité « {id} ».").format(id=key)
            raise UsageError(message, _("Choisissez parmi : {names}.").format(names=", ".join(names)))
    return tuple(one for one in mission.activities if not activities or one.id in activities)


def _of_activity(mission: Mission, activity: MissionActivity) -> Iterator[Wanted]:
    for deliverable in catalogue_of(mission).deliverables:
        for expert, entry in expected(mission, activity, deliverable).items():
            yield Wanted(
                activity=activity,
                id=deliverable.id,
                title=deliverable.title,
                recipients=tuple(
                    p for p in deliverable.recipients if not deliverable.confidential or p is Party.FUNDER
                ),
                deliverable=deliverable,
                expert=expert,
                files=entry.files if entry else (),
                outputs=(entry.outputs if entry else ()) or (_SUPPORTS if deliverable.role == "SUP" else ()),
                log=entry.log if entry else (),
            )
    for product in activity.products:
        yield Wanted(
            activity=activity,
            id=product.id,
            title=product.title,
            recipients=_BOTH,
            files=product.files,
            outputs=product.outputs,
            log=product.log,
        )


def kinds_of(found: Sequence[Wanted]) -> tuple[str, ...]:
    """The kinds of output that the course must be built in."""
    named = (output.partition(":")[0] for one in found if not one.files for output in one.outputs)
    return tuple(dict.fromkeys(named))


def own_files(folder: Path, one: Wanted) -> Iterator[Source | Obstacle]:
    """The files that a person supplies, inside the folder of the action."""
    root = folder.resolve()
    for name in one.files:
        path = (root / name).resolve()
        if not path.is_relative_to(root):
            reason = _("« {file} » est hors du dossier de la mission").format(file=name)
            yield Obstacle(one.id, name, reason, _("Copiez-le dans le dossier, par exemple dans « remise »."))
        elif not path.is_file():
            reason = _("« {file} » n'existe pas").format(file=name)
            yield Obstacle(one.id, name, reason, _("Corrigez « fichiers: » dans action.yaml, ou ajoutez le fichier."))
        else:
            yield Source(one, path, own=True)


def course_files(one: Wanted, built: Mapping[str, Sequence[Path]]) -> Iterator[Source | Obstacle]:
    """The outputs of the course that it names, among those that were built, by kind."""
    for output in one.outputs:
        kind, _colon, pattern = output.partition(":")
        found = [path for path in built.get(kind, ()) if not pattern or fnmatch(path.stem, pattern)]
        yield from (Source(one, path) for path in found)
        if not found and one.role != "SUP":
            reason = _("le cours ne produit rien pour « {output} »").format(output=output)
            yield Obstacle(
                one.id, output, reason, _("Corrigez « sorties: » dans action.yaml, ou donnez « fichiers: ».")
            )
