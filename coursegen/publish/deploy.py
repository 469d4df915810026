"""Puts a new course on a site, once, whatever happens on the way.

A publication goes through these states; `Stage` names those that a person is told about:

    looking    -- the site's versions, limits and rights are asked; names that are taken end it here
    sending    -- the package goes up, in parts; a part whose answer is lost is sent again
    checking   -- Moodle checks the package on a course that it throws away
    making     -- the site makes the course: at once, or by its cron for a big package
    verifying  -- what is on the site is compared with the package

Every order carries a request id made from the package, the site and what is asked. The same publication
therefore has the same id on every attempt: an order whose answer was lost is sent again without danger, and a
publication that was interrupted here (Ctrl-C, power cut) is taken up where it was, since the site knows the
id. A job that failed, or whose course was deleted since, is left behind by a new number at the end of the id.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from coursegen.errors import InputError
from coursegen.i18n import gettext as _

from .errors import SiteRefused
from .faults import only_creates_text, taken_text
from .package import Package
from .plugin import API_VERSION, OLDEST_API, Category, Coursedeploy, Job, Order, SiteInfo
from .request_ids import request_base
from .rest import MoodleClient
from .sources import Sources
from .transfer import PART, TIME_LIMIT, Clock, Stage, Transfer, Watcher, failure, unwatched, way_of
from .verify import verify

__all__ = ["Clock", "NewCourse", "Publication", "Stage", "Watcher", "demand_usable", "deploy"]

_MOST_ATTEMPTS = 50


@dataclass(frozen=True)
class Publication:
    """A course that is on the site, verified.

    `created` is false when it was there already from the same package.
    """

    course_id: int
    url: str
    created: bool
    visible: bool
    sections: int
    activities: int
    read_back: bool
    remarks: tuple[str, ...]


@dataclass(frozen=True)
class NewCourse:
    """A course to make: its package, and where.

    `sources`: what the site is to remember of it, where its plugin can; `info`: what the site said a moment ago of
    itself and of this course's names; `part`: the most bytes in one upload; `run`: inline, task, or empty to choose.
    """

    package: Package
    category: Category
    visible: bool = False
    sources: Sources | None = None
    info: SiteInfo | None = None
    part: int = PART
    run: str = ""
    time_limit: float = TIME_LIMIT


def deploy(
    client: MoodleClient, new: NewCourse, watch: Watcher | None = None, clock: Clock | None = None
) -> Publication:
    """Make a new course of a package, or find it made by an earlier run. Raises SiteError, InputError."""
    transfer = Transfer(Coursedeploy(client), watch or unwatched, clock or Clock(), new.part, new.time_limit)
    return _Deployment(transfer, new).run()


def demand_usable(info: SiteInfo) -> None:
    """Raises SiteRefused when the site's plugin, or the account's rights, allow no publication."""
    if not OLDEST_API <= info.api_version <= API_VERSION or "new" not in info.targets:
        raise SiteRefused(
            "pluginversion",
            _("Le greffon du site (version {version}) ne va pas avec cette version de coursegen.").format(
                version=info.plugin_version
            ),
            _("L’administrateur doit mettre à jour le greffon local_coursedeploy."),
        )
    if info.missing_rights:
        names = ", ".join(right.name for right in info.missing_rights)
        raise SiteRefused(
            "nopermissions",
            _("Il manque au compte de publication : {rights}.").format(rights=names),
            _("« coursegen site test » dit où l’administrateur donne ces droits."),
        )


class _Deployment:
    def __init__(self, transfer: Transfer, new: NewCourse) -> None:
        self._transfer = transfer
        self._plugin = transfer.plugin
        self._new = new
        self._package = new.package
        self._watch = transfer.watch
        self._remarks: list[str] = []

    def run(self) -> Publication:
        if not self._package.idnumber:
            raise InputError(
                _("Le paquet n’a pas de code de cours (numéro d’identification)."),
                _("Donnez un code au cours dans cours.yaml."),
            )
        info = self._new.info or self._ask()
        demand_usable(info)
        request_id, known = self._earlier(info)
        if known is None:
            self._demand_free(info)
            job = self._make(info, request_id)
        else:
            job = known
        return self._conclude(self._transfer.wait(job), info, created=known is None or not known.is_over)

    def _ask(self) -> SiteInfo:
        self._watch(Stage.LOOKING, 0, 0)
        return self._plugin.info(self._new.category, self._package.idnumber, self._package.shortname)

    def _earlier(self, info: SiteInfo) -> tuple[str, Job | None]:
        """The job of this very publication if an earlier run began it, else the id for a fresh one."""
        package = self._package
        asked = (self._plugin.client.url, info.category_id, package.sha1, package.idnumber, self._new.visible)
        base = request_base("publish", *asked)
        for attempt in range(1, _MOST_ATTEMPTS + 1):
            request_id = f"{base}-{attempt}"
            job = self._plugin.job(request_id)
            if job is None:
                return request_id, None
            stale = job.status == "done" and job.course_id != info.idnumber_course
            if job.status != "failed" and not stale:
                return request_id, job
        return f"{base}-{secrets.token_hex(4)}", None

    def _demand_free(self, info: SiteInfo) -> None:
        taken = info.idnumber_course or info.shortname_course
        if taken:
            code = "idnumbertaken" if info.idnumber_course else "shortnametaken"
            only_creates = info.idnumber_course and not info.updates
            message, remedy = only_creates_text(info.plugin_version) if only_creates else taken_text()
            where = f"{self._plugin.client.url}/course/view.php?id={taken}"
            raise SiteRefused(code, f"{message} ({self._package.idnumber}, {where})", remedy)

    def _make(self, info: SiteInfo, request_id: str) -> Job:
        draft = self._transfer.send(self._package, info)
        self._check(self._order(info, draft, f"check-{secrets.token_hex(16)}", "precheck"))
        self._watch(Stage.MAKING, 0, 100)
        return self._plugin.restore(self._order(info, draft, request_id, "new"))

    def _order(self, info: SiteInfo, draft: int, request_id: str, target: str) -> Order:
        package, sources = self._package, self._new.sources
        told = sources if target == "new" and info.updates else None
        return Order(
            request_id=request_id,
            target=target,
            draft=draft,
            category_id=info.category_id,
            sha1=package.sha1,
            idnumber=package.idnumber,
            shortname=package.shortname,
            fullname=package.fullname,
            visible=self._new.visible,
            run="inline" if target == "precheck" else self._new.run or way_of(package.size, info),
            sources=told.document() if told else "",
            label=told.label if told else "",
        )

    def _check(self, order: Order) -> None:
        self._watch(Stage.CHECKING, 0, 0)
        job = self._transfer.wait(self._plugin.restore(order), Stage.CHECKING)
        if job.errors:
            raise failure(_("Le site refuse le paquet : rien n’a été créé."), job.errors)
        self._remarks += [message.text for message in job.warnings]

    def _conclude(self, job: Job, info: SiteInfo, created: bool) -> Publication:
        if job.status == "failed":
            raise failure(_("La création du cours a échoué ; le site n’en garde rien."), job.errors)
        self._watch(Stage.VERIFYING, 0, 0)
        found = verify(self._package, job, self._plugin, info)
        said = [*self._remarks, *(message.text for message in job.warnings), *found.remarks]
        said += [
            _("Le site ajoute du texte à ses réponses : {text}").format(text=n) for n in self._plugin.client.noises
        ]
        return Publication(
            job.course_id,
            job.course_url,
            created,
            self._new.visible,
            found.sections,
            found.activities,
            found.read_back,
            tuple(dict.fromkeys(said)),
        )
