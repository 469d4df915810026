"""The ground on which a site keeps its promises: what a publisher asks of it, and how its answers are read."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from coursegen.publish.errors import SiteRefused
from coursegen.publish.jobs import Job, job_of
from coursegen.publish.plugin import PREFIX, Category, Coursedeploy
from coursegen.publish.rest import MoodleClient
from coursegen.publish.sources import sources_of
from moodle_backups import Backup, write_backup

from ..moodle.reconciled import first


@dataclass(frozen=True)
class Ground:
    """A site to keep the promise. `edit`: a teacher changes the text of a page there, by the number of its module.

    `hide`, `delete`: a teacher does that to an activity, by the number of its module; `retitle`: gives a course another
    title, by its number; `turn`: puts the last section of a course in the first place after the general one.
    """

    client: MoodleClient
    category: Category
    folder: Path
    edit: Callable[[int], None]
    key: str
    hide: Callable[[int], None]
    delete: Callable[[int], None]
    retitle: Callable[[int], None]
    turn: Callable[[int], None]

    @property
    def plugin(self) -> Coursedeploy:
        return Coursedeploy(self.client)

    def ask(self, function: str, **parameters: Any) -> Any:
        return self.client.ask(PREFIX + function, parameters)

    def number(self) -> int:
        """Of the category."""
        return self.plugin.info(self.category).category_id

    def restore(self, backup: Backup, target: str, request: str = "", **options: Any) -> dict[str, Any]:
        """Send a package and order something; lists go as JSON."""
        path = self.folder / f"{secrets.token_hex(4)}.mbz"
        sha1 = str(options.pop("sha1", "")) or written(backup, path)
        draft = options.pop("draft", 0) or self.client.upload("course.mbz", path.read_bytes())
        said = sources_of(backup).document()
        chosen = {"idnumber": self.key, "shortname": self.key, "sources": said, **options}
        listed = {name: json.dumps(value) if isinstance(value, list) else value for name, value in chosen.items()}
        asked = {
            "draftitemid": draft,
            "requestid": request or secrets.token_hex(8),
            "target": target,
            "categoryid": self.number(),
            "sha1": sha1,
            "options": listed,
        }
        answer: dict[str, Any] = self.client.order(PREFIX + "restore", asked)
        return answer

    def made(self) -> int:
        """The number of the course, published for the first time."""
        job = self.restore(first(self.key), "new")
        assert job["status"] == "done", job["errors"]
        return int(job["courseid"])

    def update(self, course: int, backup: Backup, **options: Any) -> Job:
        job = job_of(self.restore(backup, "reconcile", courseid=course, **options))
        assert job.status == "done", job.errors
        return job

    def inventory(self, course: int) -> dict[str, Any]:
        answer: dict[str, Any] = self.ask("get_inventory", courseid=course)
        return answer

    def activity(self, course: int, name: str) -> dict[str, Any]:
        """The activity of a short key."""
        rows = self.inventory(course)["activities"]
        [found] = [row for row in rows if row["idnumber"] == f"{self.key}/{name}"]
        return dict(found)


def written(backup: Backup, path: Path) -> str:
    """Write a package; its sha1."""
    write_backup(backup, path)
    return hashlib.sha1(path.read_bytes(), usedforsecurity=False).hexdigest()


def renamed(backup: Backup, key: str, title: str) -> Backup:
    """The backup with another name for one activity, by its short key."""
    whole = f"{backup.idnumber}/{key}"
    sections = (
        replace(section, activities=tuple(replace(a, name=title) if a.key == whole else a for a in section.activities))
        for section in backup.sections
    )
    return replace(backup, sections=tuple(sections))


def refused(code: str, call: Callable[[], Any]) -> None:
    with pytest.raises(SiteRefused) as failure:
        call()
    assert failure.value.code == code


def did(job: Job) -> dict[str, str]:
    """What a job did to activities, by short key; what it left out of sight is not told."""
    silent = ("unchanged", "noted")
    rows = [action for action in job.actions if action.sort == "activity" and action.action not in silent]
    return {action.key.rpartition("/")[2]: action.action for action in rows}


def shape(value: Any) -> Any:
    """The form of an answer: names and plain types; what has no fixed form is left open."""
    if isinstance(value, dict):
        return {name: shape(member) for name, member in value.items()}
    if isinstance(value, list):
        return [shape(value[0])] if value else []
    if isinstance(value, bool):
        return "flag"
    return "number" if isinstance(value, (int, float)) or value is None else "text"
