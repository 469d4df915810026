"""The way back: a course as it was before a publication, with everything that learners did since."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from dataclasses import dataclass

from coursegen.errors import UsageError
from coursegen.i18n import gettext as _
from coursegen.publish.changes import EVERYTHING
from coursegen.publish.errors import SiteRefused
from coursegen.publish.faults import course_text
from coursegen.publish.inventory import ROLLBACK, Inventory, Snapshot
from coursegen.publish.jobs import Action, Job, RollbackOrder
from coursegen.publish.journal import Begun, Journal
from coursegen.publish.request_ids import free_id, request_base
from coursegen.publish.transfer import Stage, Transfer
from coursegen.publish.update import finish

# What a rollback could not take back shows up as one of these.
_STAYS = frozenset({"leftalone", "kept", "conflict", "noted", "failed"})


@dataclass(frozen=True)
class RolledBack:
    """A course after a rollback: the snapshot it went back to, what was done, what stays of the newer version."""

    snapshot: Snapshot
    job: Job
    inventory: Inventory

    @property
    def stays(self) -> tuple[Action, ...]:
        """What could not be taken back: what learners have worked with, and activities that are only hidden."""
        hidden = {"hidden"}
        return tuple(action for action in self.job.actions if action.action in _STAYS | hidden)


def chosen_snapshot(inventory: Inventory, number: int) -> Snapshot:
    """The snapshot of that number, or the newest from before a publication (0).

    Raises SiteRefused where there is none, UsageError if unknown.
    """
    if not inventory.snapshots:
        message, remedy = course_text("nosnapshot") or ("", "")
        raise SiteRefused("nosnapshot", message, remedy)
    if not number:
        return max(inventory.snapshots, key=lambda one: (not one.of_rollback, one.time, one.id))
    found = [one for one in inventory.snapshots if one.id == number]
    if not found:
        known = ", ".join(str(one.id) for one in inventory.snapshots)
        raise UsageError(
            _("Le site n’a pas de copie de sûreté numéro {number} de ce cours.").format(number=number),
            _("Copies qu’il garde : {known}").format(known=known),
        )
    return found[0]


@dataclass(frozen=True, slots=True)
class Edited:
    """Something that a person has changed on the site since it was published. `sort` as in `Action`."""

    sort: str
    key: str
    kind: str
    title: str
    parts: tuple[str, ...] = ()


def edited_since(inventory: Inventory) -> tuple[Edited, ...]:
    """What a person has changed since the last publication: a rollback keeps it unless it is named."""
    return tuple(_edited(inventory))


def _edited(inventory: Inventory) -> Iterator[Edited]:
    for section in inventory.sections:
        if section.edited and section.key:
            yield Edited("section", section.key, "", section.title)
    for activity in inventory.activities:
        if activity.edited and activity.key:
            yield Edited("activity", activity.key, activity.kind, activity.title, activity.edited_parts)
    for other in inventory.others:
        if other.edited:
            yield Edited(other.kind, other.kind, "", "")


def overwritten(inventory: Inventory, keys: frozenset[str]) -> frozenset[str]:
    """The keys a person gives up, "everything" spelt out. Raises UsageError for one that is nothing edited."""
    edited = frozenset(one.key for one in edited_since(inventory))
    for key in sorted(keys - edited - {EVERYTHING}):
        raise UsageError(
            _("--overwrite : « {key} » n’a pas été modifié sur le site depuis la publication.").format(key=key),
            _("Clés modifiées : {keys}").format(keys=", ".join(sorted(edited)) or "—"),
        )
    return edited if EVERYTHING in keys else keys


def foreseen(
    transfer: Transfer, inventory: Inventory, snapshot: Snapshot, overwrite: frozenset[str]
) -> tuple[Action, ...] | None:
    """What a rollback would do, told by the site, which writes nothing; None: its plugin can't tell.

    Such a plugin also takes back what a person has edited. Raises SiteError.
    """
    number = f"look-{secrets.token_hex(16)}"
    order = RollbackOrder(number, inventory.course_id, inventory.state, snapshot.id, "inline", overwrite, dry=True)
    try:
        job = transfer.plugin.rollback(order)
    except SiteRefused as refused:
        if refused.code != "invalidparameter":
            raise
        return None
    return job.actions


def roll_back(
    transfer: Transfer,
    inventory: Inventory,
    snapshot: Snapshot,
    journal: Journal,
    overwrite: frozenset[str] = frozenset(),
) -> RolledBack:
    """Take the course back. Raises SiteError, StorageError; the same command goes on from wherever it stopped."""
    plugin = transfer.plugin
    asked: tuple[object, ...] = (plugin.client.url, inventory.course_id, snapshot.id, inventory.state)
    if overwrite:
        asked = (*asked, sorted(overwrite))
    request_id, job = free_id(plugin, request_base(ROLLBACK, *asked))
    journal.write(Begun("rollback", request_id, inventory.course_id))
    if job is None:
        transfer.watch(Stage.MAKING, 0, 100)
        order = RollbackOrder(request_id, inventory.course_id, inventory.state, snapshot.id, overwrite=overwrite)
        job = plugin.rollback(order)
    done = finish(transfer, job, journal, None)
    return RolledBack(snapshot, done.job, done.inventory)
