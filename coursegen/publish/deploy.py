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

import enum
import hashlib
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass

from coursegen.errors import InputError, SiteError
from coursegen.i18n import gettext as _

from .errors import SiteRefused, UploadTooBig
from .faults import course_text, taken_text
from .package import Package
from .plugin import API_VERSION, Category, Coursedeploy, Job, Message, Order, SiteInfo
from .rest import MoodleClient
from .verify import verify

PART = 4 * 1024 * 1024  # small enough to try again on a weak line, and to keep in memory
SMALLEST_PART = 256 * 1024
INLINE_UP_TO = 20 * 1024 * 1024  # bigger ones go to cron: proxies cut requests that take long
CRON_IS_ALIVE = 15 * 60  # seconds since its last run
TIME_LIMIT = 30 * 60.0  # seconds for the site to make a course
_MOST_ATTEMPTS = 50


class Stage(enum.Enum):
    """Where a publication is."""

    LOOKING = "looking"
    SENDING = "sending"
    CHECKING = "checking"
    MAKING = "making"
    VERIFYING = "verifying"


Watcher = Callable[[Stage, int, int], None]
"""Told the stage, how much of it is done and of how much: bytes (sending), percent (making), else 0, 0."""


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
class Clock:
    """Time as a publication sees it, in seconds; tests bring their own."""

    now: Callable[[], float] = time.monotonic
    pause: Callable[[float], None] = time.sleep


@dataclass(frozen=True)
class Plan:
    """What is to be published where.

    `part`: the most bytes in one upload; `run`: inline, task, or empty to choose.
    """

    package: Package
    category: Category
    visible: bool = False
    part: int = PART
    run: str = ""
    time_limit: float = TIME_LIMIT


def deploy(client: MoodleClient, plan: Plan, watch: Watcher | None = None, clock: Clock | None = None) -> Publication:
    """Make a new course of a package, or find it made by an earlier run. Raises SiteError, InputError."""
    return _Deployment(Coursedeploy(client), plan, watch or _unwatched, clock or Clock()).run()


def _unwatched(stage: Stage, done: int, total: int) -> None:
    """Nobody looks."""


class _Deployment:
    def __init__(self, plugin: Coursedeploy, plan: Plan, watch: Watcher, clock: Clock) -> None:
        self._plugin = plugin
        self._plan = plan
        self._package = plan.package
        self._watch = watch
        self._clock = clock
        self._remarks: list[str] = []

    def run(self) -> Publication:
        if not self._package.idnumber:
            raise InputError(
                _("Le paquet n’a pas de code de cours (numéro d’identification)."),
                _("Donnez un code au cours dans cours.yaml."),
            )
        self._watch(Stage.LOOKING, 0, 0)
        info = self._plugin.info(self._plan.category, self._package.idnumber, self._package.shortname)
        _demand_usable(info)
        request_id, known = self._earlier(info)
        if known is None:
            self._demand_free(info)
            job = self._make(info, request_id)
        else:
            job = known
        return self._conclude(self._wait(job), info, created=known is None or not known.is_over)

    def _earlier(self, info: SiteInfo) -> tuple[str, Job | None]:
        """The job of this very publication if an earlier run began it, else the id for a fresh one."""
        base = self._request_base(info)
        for attempt in range(1, _MOST_ATTEMPTS + 1):
            request_id = f"{base}-{attempt}"
            job = self._plugin.job(request_id)
            if job is None:
                return request_id, None
            stale = job.status == "done" and job.course_id != info.idnumber_course
            if job.status != "failed" and not stale:
                return request_id, job
        return f"{base}-{secrets.token_hex(4)}", None

    def _request_base(self, info: SiteInfo) -> str:
        package = self._package
        asked = (
            self._plugin.client.url,
            info.category_id,
            package.sha1,
            package.idnumber,
            self._plan.visible,
        )
        return "publish-" + hashlib.sha256(repr(asked).encode()).hexdigest()[:32]

    def _demand_free(self, info: SiteInfo) -> None:
        taken = info.idnumber_course or info.shortname_course
        if taken:
            code = "idnumbertaken" if info.idnumber_course else "shortnametaken"
            message, remedy = taken_text()
            where = f"{self._plugin.client.url}/course/view.php?id={taken}"
            raise SiteRefused(code, f"{message} ({self._package.idnumber}, {where})", remedy)

    def _make(self, info: SiteInfo, request_id: str) -> Job:
        draft = self._send(info)
        self._check(self._order(info, draft, f"check-{secrets.token_hex(16)}", "precheck"))
        self._watch(Stage.MAKING, 0, 100)
        return self._plugin.restore(self._order(info, draft, request_id, "new"))

    def _order(self, info: SiteInfo, draft: int, request_id: str, target: str) -> Order:
        package = self._package
        return Order(
            request_id=request_id,
            target=target,
            draft=draft,
            category_id=info.category_id,
            sha1=package.sha1,
            idnumber=package.idnumber,
            shortname=package.shortname,
            fullname=package.fullname,
            visible=self._plan.visible,
            run="inline" if target == "precheck" else self._plan.run or _way(package.size, info),
        )

    def _send(self, info: SiteInfo) -> int:
        """Upload the package, in smaller parts when the web server finds them too big; its draft area."""
        size = min(self._plan.part, info.upload_bytes or self._plan.part)
        while True:
            try:
                return self._send_parts(size)
            except UploadTooBig:
                if size <= SMALLEST_PART:
                    raise
                size = max(SMALLEST_PART, min(size, self._package.size) // 4)

    def _send_parts(self, size: int) -> int:
        draft = sent = 0
        self._watch(Stage.SENDING, 0, self._package.size)
        for name, content in self._package.parts(size):
            draft = self._plugin.client.upload(name, content, draft)
            sent += len(content)
            self._watch(Stage.SENDING, sent, self._package.size)
        return draft

    def _check(self, order: Order) -> None:
        self._watch(Stage.CHECKING, 0, 0)
        job = self._wait(self._plugin.restore(order), Stage.CHECKING)
        if job.errors:
            raise _failure(_("Le site refuse le paquet : rien n’a été créé."), job.errors)
        self._remarks += [message.text for message in job.warnings]

    def _wait(self, job: Job, stage: Stage = Stage.MAKING) -> Job:
        """Ask until the job is over. Raises SiteError when it takes longer than the plan allows."""
        limit = self._clock.now() + self._plan.time_limit
        delay = 0.5
        while not job.is_over:
            if self._clock.now() > limit:
                raise _too_long(job)
            self._watch(stage, job.progress, 100)
            self._clock.pause(delay)
            delay = min(delay * 1.5, 5.0)
            job = self._plugin.job(job.request_id) or _gone()
        return job

    def _conclude(self, job: Job, info: SiteInfo, created: bool) -> Publication:
        if job.status == "failed":
            raise _failure(_("La création du cours a échoué ; le site n’en garde rien."), job.errors)
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
            self._plan.visible,
            found.sections,
            found.activities,
            found.read_back,
            tuple(dict.fromkeys(said)),
        )


def _way(size: int, info: SiteInfo) -> str:
    """At once, or by the site's cron when the package is big and cron runs."""
    alive = info.cron_age is not None and info.cron_age <= CRON_IS_ALIVE
    return "task" if size > INLINE_UP_TO and alive else "inline"


def _demand_usable(info: SiteInfo) -> None:
    if info.api_version != API_VERSION or "new" not in info.targets:
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


def _failure(message: str, errors: tuple[Message, ...]) -> SiteError:
    known = [course_text(error.code) or (error.text, "") for error in errors]
    reasons = " ; ".join(text for text, _remedy in known) or "?"
    remedy = next((remedy for _text, remedy in known if remedy), "")
    admin = _("Si le message ne suffit pas, transmettez-le avec le paquet à l’administrateur du site.")
    return SiteRefused(errors[0].code if errors else "failure", f"{message} {reasons}", remedy or admin)


def _too_long(job: Job) -> SiteError:
    waits = job.status in ("created", "queued")
    return SiteError(
        _("Le site n’a pas fini de créer le cours dans le temps prévu (état : {status}, {progress} %).").format(
            status=job.status, progress=job.progress
        ),
        _("Le cron du site ne tourne sans doute pas : voyez l’administrateur, puis relancez la même commande.")
        if waits
        else _("Relancez la même commande plus tard : elle reprendra le suivi sans rien faire deux fois."),
    )


def _gone() -> Job:
    raise SiteError(_("Le site ne connaît plus cette publication."), _("Relancez la même commande."))
