"""What came of the seeds, in words: what was put in place, what was left, what an administrator must add."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict

from coursegen.i18n import gettext as _
from coursegen.i18n import ngettext
from coursegen.publish.seeds.model import Sown

UNDONE = ("lacking", "failed")
_MANY = 6
_SOME = 3
_OF_RIGHTS = ("requireloginerror", "nopermissions")


def seed_lines(sown: Sequence[Sown]) -> Iterator[str]:
    """The report for a person: a line of counts, then what needs their eyes."""
    counts = Counter(one.action for one in sown)
    if done := counts["added"] + counts["updated"]:
        words = ngettext(
            "{n} contenu de départ mis en place (messages, définitions, fiches, pages).",
            "{n} contenus de départ mis en place (messages, définitions, fiches, pages).",
            done,
        )
        yield _("✓ {words}").format(words=words.format(n=done))
    for one in [one for one in sown if one.action in _notes()][:_MANY]:
        yield "  • " + _notes()[one.action].format(name=one.name)
    yield from _lacking([one for one in sown if one.action == "lacking"])
    yield from _failed([one for one in sown if one.action == "failed"])


def seed_plan_lines(sown: Sequence[Sown]) -> Iterator[str]:
    """What would become of the seeds, for a plan: nothing of what is unchanged."""
    marks = {"added": "+", "updated": "~"}
    told = [one for one in sown if one.action in marks]
    if told:
        yield ""
        yield f"{_('Contenus de départ mis en place ou changés')} ({len(told)})"
        yield from (f"  {marks[one.action]} « {one.name} » · {one.activity}" for one in told)
    for one in sown:
        if one.action in _notes():
            yield "  • " + _notes()[one.action].format(name=one.name)


def seeds_document(sown: Iterable[Sown]) -> list[dict[str, str]]:
    """The report for scripts."""
    return [asdict(one) for one in sown]


def _notes() -> dict[str, str]:
    return {
        "leftalone": _("« {name} » a été modifié sur le site : il y reste tel quel."),
        "conflict": _("« {name} » a changé dans le dossier et sur le site : celui du site est gardé."),
        "busy": _(
            "« {name} » : quelqu’un écrit dans cette page en ce moment. Elle reste telle quelle, relancez plus tard."
        ),
        "gone": _(
            "« {name} » a été supprimé sur le site : il n’est pas remis. Pour le remettre, changez son titre dans le "
            "dossier."
        ),
        "orphan": _("« {name} » n’est plus dans le dossier : il reste sur le site, supprimez-le là s’il le faut."),
    }


def _lacking(lacking: Sequence[Sown]) -> Iterator[str]:
    if not lacking:
        return
    names = ", ".join(sorted({name for one in lacking for name in one.detail.split()}))
    words = ngettext(
        "  ✗ {n} contenu de départ n’est pas en place : le jeton n’ouvre pas les fonctions qu’il faut.",
        "  ✗ {n} contenus de départ ne sont pas en place : le jeton n’ouvre pas les fonctions qu’il faut.",
        len(lacking),
    )
    yield words.format(n=len(lacking))
    yield _(
        "    L’administrateur met à jour le greffon, dont le service les ouvre ; si le jeton est d’un autre service, "
        "il les y ajoute (Administration du site > Serveur > Services web > Services externes > Fonctions) : {names}. "
        "Puis relancez la même commande."
    ).format(names=names)


def _failed(failed: Sequence[Sown]) -> Iterator[str]:
    """A line for each reason, however many things it keeps out; then what to do where rights are missing."""
    names: dict[str, list[str]] = {}
    for one in failed:
        names.setdefault(_reason(one), []).append(one.name)
    for reason, kept_out in names.items():
        told = ", ".join(f"« {name} »" for name in kept_out[:_SOME]) + ("…" if len(kept_out) > _SOME else "")
        if len(kept_out) == 1:
            yield _("  ✗ {name} n’est pas en place : {reason}").format(name=told, reason=reason)
        else:
            words = _("  ✗ {n} contenus de départ ne sont pas en place ({names}) : {reason}")
            yield words.format(n=len(kept_out), names=told, reason=reason)
    if any(f"({code})" in reason for reason in names for code in _OF_RIGHTS):
        yield _(
            "    L’administrateur donne au compte de publication le rôle « coursedeploy-contenus.xml » du greffon "
            "(docs/plugin.md). Puis relancez la même commande."
        )


def _reason(one: Sown) -> str:
    return _("l’activité n’est pas sur le site.") if one.detail == "noactivity" else one.detail
