"""What a build may replace: what a build made. What a person has changed since, or another course made, is theirs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from coursegen.build.kinds import holds_nothing_new, is_taken_back
from coursegen.build.ledger import Ledger, Made, MadeKind, Output, is_of_a_person
from coursegen.errors import UsageError
from coursegen.i18n import gettext as _
from methodology.course import Course


def refuse_other_course(out: Path, ledger: Ledger, course: Course, origin: str) -> None:
    """Raise UsageError where the outputs of another course stand. A course that changed its code is not another."""
    code = course.identity.code
    if not ledger.kinds or code == ledger.course or origin == ledger.origin:
        return
    words = _("« {out} » contient les sorties d'un autre cours, {other} : rien n'a été écrit.")
    remedy = _(
        "Choisissez un autre dossier avec -o. Si {other} est l'ancien code de ce cours, ajoutez --remplacer : "
        "ses fichiers seront remplacés."
    )
    raise UsageError(words.format(out=out, other=ledger.course), remedy.format(other=ledger.course))


def refuse_changed_outputs(out: Path, before: Sequence[Output], course: Course, folder: Path) -> None:
    """Raise UsageError when one of these files was changed by a person, unless the course holds all of it by now."""
    changed = [output for output in before if is_of_a_person(out, output)]
    _refuse(
        [output for output in changed if not holds_nothing_new(output.kind, out / output.path, course)], out, folder
    )


def refuse_strangers(out: Path, ledger: Ledger, fresh: Made, folder: Path) -> None:
    """Raise UsageError when what was made would replace files that no build is known to have made."""
    known = {output.path for output in ledger.outputs()}
    new = (output for outputs in fresh.values() for output in outputs if output.path not in known)
    _refuse([output for output in new if is_of_a_person(out, output)], out, folder)


def standing(out: Path, made: MadeKind) -> MadeKind:
    """The kind with those of its files that are still there."""
    return replace(made, outputs=tuple(output for output in made.outputs if (out / output.path).is_file()))


def _refuse(outputs: Sequence[Output], out: Path, folder: Path) -> None:
    if not outputs:
        return
    names = ", ".join(f"« {out / output.path} »" for output in outputs)
    words = _("Modifié depuis sa construction, donc gardé : {names}. Rien n'a été écrit.").format(names=names)
    back = [output for output in outputs if is_taken_back(output.kind)]
    remedies = [
        _("Pour reprendre ces changements dans le cours : « coursegen import {path} {folder} ».").format(
            path=out / output.path, folder=folder
        )
        for output in back
    ]
    remedies.append(_("Pour les garder à part : déplacez ou renommez le fichier."))
    remedies.append(_("Pour les perdre : ajoutez --remplacer."))
    raise UsageError(words, " ".join(remedies))
