"""What came of bringing people in, in words that name nobody."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from coursegen.i18n import gettext as _
from coursegen.i18n import ngettext
from coursegen.publish.people.model import Done


def people_lines(steps: Sequence[Done]) -> Iterator[str]:
    """The report for a person."""
    for step in steps:
        if step.done or step.already:
            words = ngettext(
                "  {name} : {n} changement, {already} déjà en place",
                "  {name} : {n} changements, {already} déjà en place",
                step.done,
            )
            yield words.format(name=_names()[step.step], n=step.done, already=step.already)
        for line, why in step.lines.items():
            yield _("  ✗ acces.csv, ligne {line} : {why}").format(line=line, why=_why(why))
        if step.lacking:
            yield _("  ✗ {name} : le jeton n’ouvre pas {functions}.").format(
                name=_names()[step.step], functions=", ".join(step.lacking)
            )
        if step.refused:
            yield _("  ✗ {name} : le site a refusé ({why}).").format(name=_names()[step.step], why=_why(step.refused))


def remedies(steps: Iterable[Done]) -> Iterator[str]:
    """What to do about what wasn't done."""
    undone = {step.step for step in steps if not step.is_whole}
    if "accounts" in undone:
        yield _(
            "  → Comptes : coursegen build DOSSIER --only users fait le fichier que l’administrateur importe "
            "(Administration du site > Utilisateurs > Comptes > Importer des utilisateurs) ; "
            "puis relancez la même commande."
        )
    if undone - {"accounts"}:
        yield _(
            "  → Inscriptions, groupes, cohortes, agenda : l’administrateur importe le rôle "
            "« coursedeploy-personnes.xml » et le donne au compte de publication dans la catégorie (docs/publier.md)."
        )


def people_document(steps: Iterable[Done]) -> list[dict[str, Any]]:
    """The report for scripts: counts and line numbers, nobody's name."""
    return [
        {
            "step": step.step,
            "done": step.done,
            "already": step.already,
            "lines": {str(line): why for line, why in step.lines.items()},
            "lacking": list(step.lacking),
            "refused": step.refused,
        }
        for step in steps
    ]


def _names() -> dict[str, str]:
    return {
        "accounts": _("Comptes"),
        "enrolments": _("Inscriptions"),
        "groups": _("Groupes"),
        "cohorts": _("Cohortes"),
        "calendar": _("Agenda"),
    }


def _why(code: str) -> str:
    return {
        "noaccount": _("cette personne n’a pas de compte sur le site"),
        "norole": _("le compte de publication ne peut pas donner ce rôle"),
        "usernameexists": _("l’identifiant est déjà pris ; donnez-en un autre dans la colonne « identifiant »"),
        "emailexists": _("l’adresse est déjà celle d’un compte que le jeton ne voit pas"),
        "invalidparameter": _("l’identifiant ou l’adresse ne convient pas au site, ou est déjà pris"),
        "nopermissions": _("il manque un droit au compte de publication"),
        "wsnoinstance": _("l’inscription manuelle n’est pas activée dans le cours"),
        "wscannotenrol": _("le compte de publication ne peut pas inscrire dans ce cours"),
        "wsusercannotassign": _("le compte de publication ne peut pas donner ce rôle"),
        "errorcoursecontextnotvalid": _("le jeton ne vaut que pour la catégorie"),
        "restrictedcontextexception": _("le jeton ne vaut que pour la catégorie"),
    }.get(code, code)
