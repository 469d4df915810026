"""The way of a package to a site and the waiting for a job: what new courses, updates and rollbacks share."""

from __future__ import annotations

import enum
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from coursegen.errors import SiteError
from coursegen.i18n import gettext as _
from coursegen.publish.errors import SiteRefused, UploadTooBig
from coursegen.publish.faults import course_text
from coursegen.publish.jobs import Job, Message
from coursegen.publish.package import Package
from coursegen.publish.plugin import Coursedeploy, SiteInfo

PART: Final = 4 * 1024 * 1024  # small enough to try again on a weak line, and to keep in memory
SMALLEST_PART: Final = 256 * 1024
INLINE_UP_TO: Final = 20 * 1024 * 1024  # bigger ones go to cron: proxies cut requests that take long
CRON_IS_ALIVE: Final = 15 * 60  # seconds since its last run
TIME_LIMIT: Final = 30 * 60.0  # seconds for the site to make a course


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
class Clock:
    """Time as a publication sees it, in seconds; tests bring their own."""

    now: Callable[[], float] = time.monotonic
    pause: Callable[[float], None] = time.sleep


def unwatched(stage: Stage, done: int, total: int) -> None:
    """Nobody looks."""


@dataclass(frozen=True)
class Transfer:
    """One site's plugin, who watches, and the patience. `part`: the most bytes in one upload."""

    plugin: Coursedeploy
    watch: Watcher = unwatched
    clock: Clock = field(default_factory=Clock)
    part: int = PART
    time_limit: float = TIME_LIMIT

    def send(self, package: Package, info: SiteInfo) -> int:
        """Upload the package, in smaller parts when the web server finds them too big; its draft area."""
        size = min(self.part, info.upload_bytes or self.part)
        while True:
            try:
                return self._send_parts(package, size)
            except UploadTooBig:
                if size <= SMALLEST_PART:
                    raise
                size = max(SMALLEST_PART, min(size, package.size) // 4)

    def _send_parts(self, package: Package, size: int) -> int:
        draft = sent = 0
        self.watch(Stage.SENDING, 0, package.size)
        for name, content in package.parts(size):
            draft = self.plugin.client.upload(name, content, draft)
            sent += len(content)
            self.watch(Stage.SENDING, sent, package.size)
        return draft

    def wait(self, job: Job, stage: Stage = Stage.MAKING) -> Job:
        """Ask until the job is over. Raises SiteError when it takes longer than allowed."""
        limit = self.clock.now() + self.time_limit
        delay = 0.5
        while not job.is_over:
            if self.clock.now() > limit:
                raise _too_long(job)
            self.watch(stage, job.progress, 100)
            self.clock.pause(delay)
            delay = min(delay * 1.5, 5.0)
            job = self.plugin.job(job.request_id) or _gone()
        return job


def way_of(size: int, info: SiteInfo) -> str:
    """At once, or by the site's cron when the package is big and cron runs."""
    alive = info.cron_age is not None and info.cron_age <= CRON_IS_ALIVE
    return "task" if size > INLINE_UP_TO and alive else "inline"


def failure(message: str, errors: tuple[Message, ...]) -> SiteError:
    """The error to raise for a job that failed."""
    known = [course_text(error.code) or (error.text, "") for error in errors]
    reasons = " ; ".join(text for text, _remedy in known) or "?"
    remedy = next((remedy for _text, remedy in known if remedy), "")
    admin = _("Relancez la même commande. Si cela dure, transmettez ce message à l’administrateur du site.")
    return SiteRefused(errors[0].code if errors else "failure", f"{message} {reasons}", remedy or admin)


def _too_long(job: Job) -> SiteError:
    waits = job.status in ("created", "queued")
    return SiteError(
        _("Le site n’a pas fini dans le temps prévu (état : {status}, {progress} %).").format(
            status=job.status, progress=job.progress
        ),
        _("Le cron du site ne tourne sans doute pas : voyez l’administrateur, puis relancez la même commande.")
        if waits
        else _("Relancez la même commande plus tard : elle reprendra le suivi sans rien faire deux fois."),
    )


def _gone() -> Job:
    raise SiteError(_("Le site ne connaît plus cette publication."), _("Relancez la même commande."))
