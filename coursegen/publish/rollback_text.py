"""What a rollback would do, in words, before anybody agrees to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from coursegen.activity_names import activity_name
from coursegen.i18n import gettext as _
from coursegen.publish.held import regraded_since
from coursegen.publish.inventory import Inventory
from coursegen.publish.jobs import Action
from coursegen.publish.report import report_lines, titles_of
from coursegen.publish.rollback import Edited, edited_since
from coursegen.publish.words import other_word, site_part_word


def rollback_lines(
    inventory: Inventory, when: str, actions: Sequence[Action] | None, given_up: frozenset[str], number: int
) -> Iterator[str]:
    """The lines of what a rollback would do. `actions` None: the site can't tell, nor keep what people edited.

    `number`: of the snapshot gone back to. The advice names it: after this rollback another snapshot is the newest.
    """
    yield _("Retour de « {title} » à son état du {when}").format(title=inventory.title, when=when)
    yield f"  {inventory.url}"
    if actions is None:
        yield _("  Le greffon du site ne sait pas dire d’avance ce qui reviendra (l’administrateur le met à jour).")
    else:
        found = [*report_lines(going_back(actions), titles_of(None, inventory))]
        marks = [*marks_lines(inventory, number)]
        nothing = (
            _("Rien d’autre ne changerait.") if marks else _("Rien ne changerait : le cours est déjà dans cet état.")
        )
        yield from marks
        yield _("Ce que ce retour ferait") if found else nothing
        yield from (f"  {line}" for line in found)
    edited = edited_since(inventory)
    if edited:
        yield _("Modifié à la main sur le site depuis la publication ({n})").format(n=len(edited))
        for one in edited:
            yield from _edited_lines(one, actions is not None, one.key in given_up, number)


def marks_lines(inventory: Inventory, number: int) -> Iterator[str]:
    """What going back to a snapshot (its number) can't take back: marks that were worked out again since."""
    for live in regraded_since(inventory, number):
        yield _(
            "Les notes de « {title} », recalculées depuis (--regrade), restent, et avec elles les totaux et « réussi »."
        ).format(title=live.title)
        yield _(
            "  Pour les recalculer avec les anciennes réponses : après ce retour, publiez l’ancienne version du "
            "dossier avec --regrade {key}"
        ).format(key=live.key)


def going_back(actions: Iterable[Action]) -> list[Action]:
    """The actions of a rollback as people understand them: what is kept was edited on the site, no folder is in it."""
    return [_going_back(one) for one in actions]


def _going_back(one: Action) -> Action:
    if one.action == "conflict":
        return replace(one, action="leftalone", code="edited")
    return replace(one, code="sectionsince") if one.code == "sectionkept" else one


def _edited_lines(one: Edited, kept: bool, given_up: bool, number: int) -> Iterator[str]:
    kind = _("Section") if one.sort == "section" else activity_name(one.kind)
    what = f"{kind} « {one.title} »" if one.title else other_word(one.sort)
    parts = ", ".join(map(site_part_word, one.parts))
    yield f"  ! {what}" + (f" : {parts}" if parts else "")
    if given_up or not kept:
        yield _("      sera remplacé par l’ancienne version")
    else:
        yield _("      reste tel quel. Pour le reprendre aussi : --overwrite {key}").format(
            key=f"{one.key} --to {number}"
        )
