"""The look at a site before anything is planned: what it can, what it has of the course, what was begun there."""

from __future__ import annotations

from dataclasses import dataclass

from coursegen.i18n import gettext as _
from coursegen.publish.deploy import demand_usable
from coursegen.publish.errors import SiteRefused
from coursegen.publish.inventory import Inventory
from coursegen.publish.jobs import Job
from coursegen.publish.journal import Begun, Journal
from coursegen.publish.lost_code import NO_RIGHT, demand_none_lost
from coursegen.publish.plugin import Category, Coursedeploy, SiteInfo
from coursegen.publish.sources import Sources
from coursegen.publish.transfer import Stage, Transfer
from coursegen.publish.update import finish


@dataclass(frozen=True)
class Look:
    """What was found. `inventory` None: no such course, or an old plugin; `resumed`: a job of before, over now."""

    info: SiteInfo
    inventory: Inventory | None
    resumed: Job | None = None

    @property
    def is_known(self) -> bool:
        """The site has a course of that code."""
        return bool(self.info.idnumber_course)


def look(
    transfer: Transfer,
    category: Category,
    key: str,
    journal: Journal,
    sources: Sources | None = None,
    *,
    anew: bool = False,
) -> Look:
    """Ask the site for a course; what an earlier run began is seen to its end first, and compared with `sources`.

    A course that was published, from here or elsewhere, and has lost its code since is refused, unless a new one is
    wanted (`anew`).
    Raises SiteError, StorageError.
    """
    transfer.watch(Stage.LOOKING, 0, 0)
    info = transfer.plugin.info(category, key, key)
    demand_usable(info)
    if info.updates and not info.idnumber_course:
        demand_none_lost(transfer.plugin, info, journal.known_course(), key, anew=anew)
    if not info.idnumber_course or not info.updates:
        return Look(info, None)
    begun = journal.read()
    job = transfer.plugin.job(begun.request_id) if begun else None
    if begun is None or job is None or begun.course_id != info.idnumber_course:
        # Nothing was begun, or the order never reached the site: the plan is simply made anew.
        if begun is not None:
            journal.forget()
        return Look(info, _inventory(transfer.plugin, info))
    job = transfer.wait(job)
    if job.status == "failed":
        journal.forget()
        return Look(info, _inventory(transfer.plugin, info))
    done = finish(transfer, job, journal, _still(sources, begun))
    return Look(info, done.inventory, done.job)


def _inventory(plugin: Coursedeploy, info: SiteInfo) -> Inventory:
    """The course of that code; a refusal for want of rights says that it isn't where it is looked for."""
    try:
        return plugin.inventory(info.idnumber_course)
    except SiteRefused as refused:
        if refused.code not in NO_RIGHT:
            raise
        raise SiteRefused(
            refused.code,
            _(
                "Le cours est sur le site ({url}), mais le compte de publication n’y a pas accès : déplacé, sans "
                "doute, hors de la catégorie « {category} »."
            ).format(url=_url(plugin, info.idnumber_course), category=info.category_name),
            _(
                "Remettez-le dans cette catégorie, ou demandez à l’administrateur les mêmes droits dans la nouvelle, "
                "puis : coursegen site add … --category"
            ),
        ) from refused


def _url(plugin: Coursedeploy, course_id: int) -> str:
    return f"{plugin.client.url}/course/view.php?id={course_id}"


def _still(sources: Sources | None, begun: Begun) -> Sources | None:
    """The sources, when the folder is still what it was when the order went out."""
    return sources if sources is not None and begun.source == sources.digest else None
