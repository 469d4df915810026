"""coursegen mission tasks: who does what, stage by stage, and by when."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

from coursegen.cli.context import Console, json_option
from coursegen.errors import UsageError
from coursegen.i18n import gettext as _

if TYPE_CHECKING:
    from methodology.mission.deadlines import MissionDates
    from methodology.mission.model import MissionActivity
    from methodology.mission.tasks import TaskLine


@click.command("tasks")
@click.argument("folder", metavar="DOSSIER", type=click.Path(path_type=Path))
@click.option("--activite", "only", metavar="ID", default="", help="Cette activité seulement.")
@json_option
@click.pass_obj
def command(console: Console, folder: Path, only: str) -> None:
    """Les tâches de chacun dans la mission de DOSSIER, par phase ; + marque celles des termes de référence."""
    from coursegen.mission import load_mission
    from methodology.mission.deadlines import MissionDates
    from methodology.mission.tasks import checklist

    dates = MissionDates(load_mission(folder))
    lists = {activity.id: checklist(dates, activity) for activity in _chosen(dates, only)}
    for activity in _chosen(dates, only):
        for line in _lines(activity, lists[activity.id]):
            console.say(line)
    console.result({"activities": [{"id": key, "tasks": [_as_data(t) for t in found]} for key, found in lists.items()]})


def _chosen(dates: MissionDates, only: str) -> tuple[MissionActivity, ...]:
    chosen = tuple(one for one in dates.mission.activities if only in ("", one.id))
    if only and not chosen:
        names = ", ".join(one.id for one in dates.mission.activities)
        message = _("La mission n'a pas d'activité « {id} ».").format(id=only)
        raise UsageError(message, _("Choisissez parmi : {names}.").format(names=names))
    return chosen


def _lines(activity: MissionActivity, tasks: tuple[TaskLine, ...]) -> Iterator[str]:
    yield f"{activity.id}  {activity.title}"
    for (party, stage), lines in groupby(tasks, key=lambda task: (task.party, task.stage)):
        yield f"  {party.label} — {stage.label}"
        for task in lines:
            yield f"    {_box(task)} {task.title}{_due(task)}"
    yield ""


def _box(task: TaskLine) -> str:
    from methodology.mission.values import Progress

    done = {Progress.DONE: "[x]", Progress.PARTLY: "[~]", Progress.POSTPONED: "[>]"}.get(task.progress, "[ ]")
    return f"{done}{'+' if task.own else ' '}"


def _due(task: TaskLine) -> str:
    from coursegen.mission import short_day

    return "" if task.due is None else _(" (au plus tard le {day})").format(day=short_day(task.due))


def _as_data(task: TaskLine) -> dict[str, object]:
    return {
        "id": task.id,
        "title": task.title,
        "party": task.party.value,
        "stage": task.stage.value,
        "due": task.due.isoformat() if task.due else None,
        "own": task.own,
        "progress": task.progress.value,
    }
