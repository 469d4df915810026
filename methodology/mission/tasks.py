"""Who does what and when: the tasks of every activity of the kind, and those of its own terms of reference."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from methodology.catalogue_data import catalogue_data
from methodology.mission.deadlines import MissionDates
from methodology.mission.model import MissionActivity
from methodology.mission.names import called, language_of
from methodology.mission.values import Party, Progress, Stage
from methodology.values import Modality


@dataclass(frozen=True, slots=True)
class TaskLine:
    """A line of a checklist. `due` when a step of the catalogue dates it; `own`: the terms of reference name it."""

    id: str
    title: str
    party: Party
    stage: Stage
    due: date | None = None
    own: bool = False
    progress: Progress = Progress.TO_DO


def checklist(dates: MissionDates, activity: MissionActivity) -> tuple[TaskLine, ...]:
    """The tasks of that activity, by party then stage: those of every activity of the kind, then its own."""
    usual = {line.id: line for line in _usual(dates, activity)}
    said_otherwise = {task.replaces for task in activity.tasks}
    lines = [*(line for line in usual.values() if line.id not in said_otherwise), *_own(activity, usual)]
    order = (list(Party), list(Stage))
    return tuple(sorted(lines, key=lambda line: (order[0].index(line.party), order[1].index(line.stage), line.own)))


def _usual(dates: MissionDates, activity: MissionActivity) -> Iterator[TaskLine]:
    language = language_of(dates.mission)
    where = "presentiel" if activity.modality in (Modality.ONSITE, Modality.HYBRID) else "a_distance"
    for party, stages in catalogue_data("mission_tasks").items():
        for stage, tasks in stages.items():
            for task in tasks:
                step = dates.deadline(activity, task["etape"]) if "etape" in task else None
                concerned = activity.modality is Modality.HYBRID or task.get("modalite", where) == where
                if concerned and ("etape" not in task or step):
                    due = step.due if step else None
                    yield TaskLine(task["id"], called(task["titre"], language), Party(party), Stage(stage), due)


def _own(activity: MissionActivity, usual: Mapping[str, TaskLine]) -> Iterator[TaskLine]:
    for task in activity.tasks:
        due = usual[task.replaces].due if task.replaces in usual else None
        yield TaskLine(task.id, task.title, task.party, task.stage, due, own=True, progress=task.progress)


def usual_tasks() -> tuple[str, ...]:
    """The ids of the tasks of any activity."""
    stages = (tasks for party in catalogue_data("mission_tasks").values() for tasks in party.values())
    return tuple(task["id"] for tasks in stages for task in tasks)
