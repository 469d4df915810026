"""The task checklists of an activity: the partner, the experts, SOCIEUX+; before, during, after."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from coursegen.documents_model import Audience, Block, Contents, Heading, ItemList, ListItem
from coursegen.i18n import gettext as _
from coursegen.mission import long_day
from coursegen.outputs.documents.mission import parts
from coursegen.outputs.documents.mission.issued import Issued
from coursegen.outputs.documents.mission.papers.activity_report import progress_words
from coursegen.outputs.documents.mission.subject import MissionSubject
from methodology.mission.model import MissionActivity
from methodology.mission.tasks import TaskLine, checklist
from methodology.mission.values import Progress

KEY = "taches"
ROLES: tuple[str, ...] = ()


def title() -> str:
    """What it is, in the person's language."""
    return _("Listes de tâches")


def compose(subject: MissionSubject) -> Iterator[Issued]:
    """One for each activity."""
    for activity in subject.chosen():
        told = any(task.progress is not Progress.TO_DO for task in activity.tasks)
        day = subject.told_until if told else None
        document = subject.document(
            KEY, subject.say(title()), _blocks(subject, activity), Audience.PARTNER, activity, day=day, cover=False
        )
        yield Issued(document, KEY, activity.id)


def _blocks(subject: MissionSubject, activity: MissionActivity) -> Iterator[Block]:
    yield from parts.head(subject, activity)
    yield Contents(1)
    for party, own in groupby(checklist(subject.dates, activity), key=lambda task: task.party):
        yield Heading(party.label)
        for stage, tasks in groupby(own, key=lambda task: task.stage):
            yield Heading(stage.label, 2)
            yield from _boxes(subject, tuple(tasks))


def _boxes(subject: MissionSubject, tasks: tuple[TaskLine, ...]) -> Iterator[Block]:
    """A box to tick for what is to be done; none for what is told already."""
    for told in (False, True):
        own = [task for task in tasks if (task.progress is not Progress.TO_DO) is told]
        if own:
            yield ItemList(tuple(ListItem(subject.line(_words(task))) for task in own), checks=not told)


def _words(task: TaskLine) -> str:
    due = _(" (au plus tard le {day})").format(day=long_day(task.due)) if task.due else ""
    done = f" – {progress_words(task.progress)}" if task.progress is not Progress.TO_DO else ""
    return f"{task.title}{due}{done}"
