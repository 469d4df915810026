"""What is handed in, and what stands in the way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from methodology.mission.catalogues import Deliverable
from methodology.mission.model import LogEntry, MissionActivity
from methodology.mission.values import Party, Timing


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A deliverable or a product that is due in an activity.

    `deliverable` is None for a product of the activity's own. `files` and `outputs` as `action.yaml` names them.
    """

    activity: MissionActivity
    id: str
    title: str
    recipients: tuple[Party, ...]
    deliverable: Deliverable | None = None
    expert: str = ""
    files: tuple[str, ...] = ()
    outputs: tuple[str, ...] = ()
    log: tuple[LogEntry, ...] = ()

    @property
    def role(self) -> str:
        """What it is in the catalogue of 2022; empty for a product."""
        return self.deliverable.role if self.deliverable else ""

    @property
    def confidential(self) -> bool:
        """Whether SOCIEUX+ alone may have it."""
        return bool(self.deliverable and self.deliverable.confidential)

    @property
    def online(self) -> bool:
        """Whether it is filled in on a web page: there is no file."""
        return bool(self.deliverable and self.deliverable.online)

    @property
    def before(self) -> bool:
        """Whether it is due before the activity."""
        return bool(self.deliverable and self.deliverable.timing is Timing.BEFORE)

    @property
    def most_pages(self) -> int | None:
        """The limit of pages; None without one."""
        return self.deliverable.most_pages if self.deliverable else None


@dataclass(frozen=True, slots=True)
class Source:
    """A file for something wanted. `remarks`: what its maker says is missing in it. `own`: a person supplied it."""

    wanted: Wanted
    path: Path
    own: bool = False
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Obstacle:
    """A reason to refuse: about which deliverable and file, why, what to do.

    `cause`: what many reasons have in common, under which they are told together; the reason itself where it is empty.
    """

    subject: str
    file: str
    reason: str
    remedy: str
    cause: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """A line of the cover list. `path` in the folder, with slashes; `working`: to go on from, not the one due."""

    wanted: Wanted
    path: str
    version: str
    date: date
    sha256: str
    bytes: int
    working: bool = False
