"""A hand-in under way: the mission, the charter, what is due to whom, the version and date that each file bears."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from coursegen.charter import Charter, load_charter
from coursegen.handin import gathering
from coursegen.handin.model import Source, Wanted
from coursegen.mission import load_mission
from methodology.course import Course
from methodology.folder import read_folder
from methodology.mission.deadlines import MissionDates
from methodology.mission.issue import last_version, last_written, product_issue
from methodology.mission.model import Mission
from methodology.mission.values import Party

METHOD_MARK = "-methodologie-"
"""In the name of a method document's file: its cover bears the issue of its product, and so does the list."""


@dataclass(frozen=True, kw_only=True)
class HandInChoice:
    """For whom, which activities and deliverables (all when empty), as a zip or not, whether it may replace one.

    `uncompared`: the shared report may go though no confidential one is there to compare it with.
    """

    recipient: Party
    activities: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    zipped: bool = False
    overwrite: bool = False
    uncompared: bool = False


@dataclass(frozen=True)
class Case:
    """A hand-in under way: what is due to whom, by which charter."""

    folder: Path
    mission: Mission
    course: Course | None
    charter: Charter
    choice: HandInChoice
    wanted: tuple[Wanted, ...]

    @property
    def issue(self) -> tuple[str, date]:
        """Version and date of what bears none of its own: the action's, else the last day that a log tells of.

        Never the clock's, nor the course's date: it lives on for years after the mission.
        """
        starts = [one.start for one in self.mission.activities]
        told = [entry.date for one in self.wanted for entry in one.log]
        version = self.mission.version or (self.course.identity.version if self.course else "")
        return version or "0.1", self.mission.date or max(told or starts, default=date(2000, 1, 1))

    def issue_of(self, source: Source) -> tuple[str, date]:
        """Version and date of a file: its log's, else those of the course that made it, else the action's."""
        log = source.wanted.log
        day = last_written(log)
        if day and last_version(log):
            return last_version(log), day
        if self.course and source.wanted.outputs and not source.own:
            product = next((one for one in source.wanted.activity.products if one.id == source.wanted.id), None)
            if product and METHOD_MARK in source.path.name:
                version, day = product_issue(MissionDates(self.mission), source.wanted.activity, product)
                return version or self.course.identity.version, day
            return self.course.identity.version, last_written(log) or self.course.identity.date
        version, usual = self.issue
        return version, day or usual


def case_of(folder: Path, choice: HandInChoice) -> Case:
    """The mission of that folder and what of it is asked for. Raises InputError, and UsageError for an unknown name."""
    mission = load_mission(folder)
    course = read_folder(folder).course
    language = mission.languages[0] if mission.languages else "fr"
    charter = load_charter(course.identity.charter if course else "socieux", language, folder)
    wanted = gathering.wanted(mission, choice.recipient, choice.activities, choice.only)
    return Case(folder, mission, course, charter, choice, wanted)
