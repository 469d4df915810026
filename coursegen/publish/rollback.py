"""The way back: a course as it was before a publication, with everything that learners did since."""

from __future__ import annotations

from dataclasses import dataclass

from coursegen.errors import UsageError
from coursegen.i18n import gettext as _
from coursegen.publish.errors import SiteRefused
from coursegen.publish.faults import course_text
from coursegen.publish.inventory import Inventory, Snapshot
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
    """The snapshot of that number, or the newest (0). Raises SiteRefused where there is none, UsageError if unknown."""
    if not inventory.snapshots:
        message, remedy = course_text("nosnapshot") or ("", "")
        raise SiteRefused("nosnapshot", message, remedy)
    if not number:
        return max(inventory.snapshots, key=lambda one: (one.time, one.id))
    found = [one for one in inventory.snapshots if one.id == number]
    if not found:
        known = ", ".join(str(one.id) for one in inventory.snapshots)
        raise UsageError(
            _("Le site n’a pas de copie de sûreté numéro {number} de ce cours.").format(number=number),
            _("Copies qu’il garde : {known}").format(known=known),
        )
    return found[0]


def roll_back(transfer: Transfer, inventory: Inventory, snapshot: Snapshot, journal: Journal) -> RolledBack:
    """Take the course back. Raises SiteError, StorageError; the same command goes on from wherever it stopped."""
    plugin = transfer.plugin
    asked = (plugin.client.url, inventory.course_id, snapshot.id, inventory.state)
    request_id, job = free_id(plugin, request_base("rollback", *asked))
    journal.write(Begun("rollback", request_id, inventory.course_id))
    if job is None:
        transfer.watch(Stage.MAKING, 0, 100)
        job = plugin.rollback(RollbackOrder(request_id, inventory.course_id, inventory.state, snapshot.id))
    done = finish(transfer, job, journal, None)
    return RolledBack(snapshot, done.job, done.inventory)
