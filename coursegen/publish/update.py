"""Brings a course that is on a site up to date: the package goes up, the plugin writes what the plan names, no more.

The steps, each safe to be killed in: the journal is written; the package goes up; the order goes out, bound to the
state the plan was made from; the job is waited for; the course is read again and compared; the journal is dropped.
The id of the order is made from the package, the state and the choices: a run that takes the work up again sends the
same one, and the site recognises it.
"""

from __future__ import annotations

from dataclasses import dataclass

from coursegen.i18n import gettext as _
from coursegen.publish.arrived import Arrival
from coursegen.publish.changes import Plan
from coursegen.publish.errors import NotVerified
from coursegen.publish.inventory import Inventory
from coursegen.publish.jobs import Job, Order, Update
from coursegen.publish.journal import Begun, Journal
from coursegen.publish.package import Package
from coursegen.publish.plugin import SiteInfo
from coursegen.publish.request_ids import free_id, request_base
from coursegen.publish.sources import Sources
from coursegen.publish.transfer import Stage, Transfer, failure, way_of

_NAMES_SHOWN = 10


@dataclass(frozen=True)
class Updated:
    """A course after an update: what the job did, and the course as it is now."""

    job: Job
    inventory: Inventory


def update(
    transfer: Transfer, package: Package, sources: Sources, plan: Plan, info: SiteInfo, journal: Journal
) -> Updated:
    """Carry out a plan. Raises SiteError, StorageError; whatever happens, the same command goes on from there."""
    client = transfer.plugin.client
    asked = (client.url, plan.course_id, package.sha1, plan.source, plan.state, plan.choices.figure, plan.only)
    request_id, job = free_id(transfer.plugin, request_base("update", *asked))
    journal.write(Begun("publish", request_id, plan.course_id, plan.source, plan.label))
    if job is None:
        draft = transfer.send(package, info)
        transfer.watch(Stage.MAKING, 0, 100)
        job = transfer.plugin.restore(_order(package, sources, plan, info, draft, request_id))
    return finish(transfer, job, journal, sources, plan)


def finish(
    transfer: Transfer, job: Job, journal: Journal, sources: Sources | None, plan: Plan | None = None
) -> Updated:
    """Wait for a job, read the course again, compare it with `sources` and `plan` (None: no longer known)."""
    job = transfer.wait(job)
    if job.status == "failed":
        journal.forget()
        raise failure(_("La mise à jour du cours a échoué."), job.errors)
    transfer.watch(Stage.VERIFYING, 0, 0)
    inventory = transfer.plugin.inventory(job.course_id)
    journal.forget()
    if sources is not None:
        _demand_arrived(job, inventory, sources, plan)
    return Updated(job, inventory)


def _order(package: Package, sources: Sources, plan: Plan, info: SiteInfo, draft: int, request_id: str) -> Order:
    return Order(
        request_id=request_id,
        target="reconcile",
        draft=draft,
        category_id=info.category_id,
        sha1=package.sha1,
        idnumber=package.idnumber,
        shortname=package.shortname,
        fullname=package.fullname,
        run=way_of(package.size, info),
        sources=(plan.memory or sources).document(),
        label=sources.label,
        update=Update(plan.course_id, plan.state, plan.only, plan.choices),
    )


def _demand_arrived(job: Job, inventory: Inventory, sources: Sources, plan: Plan | None) -> None:
    """Raises NotVerified when what the job says it wrote, or the plan said it would, isn't on the site."""
    lacking = Arrival(job, inventory, sources, plan).lacking()
    if lacking:
        raise NotVerified(
            _("Le cours a été mis à jour ({url}), mais il y manque : {missing}.").format(
                url=inventory.url, missing=", ".join(lacking[:_NAMES_SHOWN])
            ),
            _("Relancez la même commande : elle ne refait que ce qui manque. Si cela dure, voyez l’administrateur."),
        )
