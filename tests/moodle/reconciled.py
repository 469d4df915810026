"""A course that is published again and again through the plugin, and what a test asks about it."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from coursegen.publish.inventory import Inventory, LiveActivity
from coursegen.publish.jobs import Action, Job, job_of
from coursegen.publish.plugin import PREFIX, Coursedeploy
from coursegen.publish.prepare import Prepared
from coursegen.publish.sources import sources_of
from moodle_backups import Backup, Section, write_backup
from moodle_backups.activities.base import Activity
from moodle_backups.activities.book import Book, Chapter
from moodle_backups.activities.label import Label
from moodle_backups.activities.page import Page
from moodle_backups.activities.quiz import Quiz
from moodle_backups.availability import Completed
from moodle_backups.completion import Completion
from moodle_backups.questions.truefalse import TrueFalse
from moodle_backups.versions import target_of

from .site import Site

TIMESTAMP = 1767225600
_TABLES = (
    "course course_sections course_modules page label book book_chapters quiz quiz_slots question question_versions "
    "question_bank_entries question_references context grade_items grade_categories course_format_options files"
).split()


@dataclass(frozen=True)
class Live:
    """A course on a site."""

    site: Site
    plugin: Coursedeploy
    category: int
    folder: Path
    key: str
    id: int = 0

    def publish(self, backup: Backup | Prepared, **options: Any) -> Job:
        """Bring the course to a backup's state (or make it, without an id yet)."""
        return job_of(self.plugin.client.order(PREFIX + "restore", self.order(backup, **options)))

    def order(self, backup: Backup | Prepared, **options: Any) -> dict[str, Any]:
        """The parameters of `restore`, the package sent."""
        path = self.folder / f"{secrets.token_hex(4)}.mbz"
        course = self._prepared(backup) if isinstance(backup, Backup) else backup
        package = course.write(path)
        chosen = {"idnumber": self.key, "sources": course.sources.document(), "visible": True} | options
        if self.id:
            chosen["courseid"] = self.id
        listed = {name: json.dumps(value) if isinstance(value, list) else value for name, value in chosen.items()}
        return {
            "draftitemid": self.plugin.client.upload("course.mbz", path.read_bytes()),
            "requestid": secrets.token_hex(8),
            "target": "reconcile" if self.id else "new",
            "categoryid": 0 if self.id else self.category,
            "sha1": package.sha1,
            "options": listed,
        }

    def _prepared(self, backup: Backup) -> Prepared:
        def write(path: Path) -> None:
            write_backup(backup, path, version=target_of(self.site.release))

        return Prepared(sources_of(backup), write)

    def made(self, backup: Backup | Prepared) -> Live:
        """The course once it was published for the first time."""
        job = self.publish(backup)
        assert job.status == "done", job.errors
        return replace(self, id=job.course_id)

    def rollback(self, **options: Any) -> Job:
        """Take the last publication back."""
        request = {"courseid": self.id, "requestid": secrets.token_hex(8), **options}
        return job_of(self.plugin.client.order(PREFIX + "rollback", request))

    @property
    def inventory(self) -> Inventory:
        return self.plugin.inventory(self.id)

    def activity(self, name: str) -> LiveActivity:
        """The activity of a short key, as the inventory tells it."""
        [found] = [one for one in self.inventory.activities if one.key == f"{self.key}/{name}"]
        return found

    def page(self, name: str) -> str:
        """The text of a page."""
        sql = "SELECT p.content FROM {page} p JOIN {course_modules} cm ON cm.instance = p.id "
        return str(self.site.query(f"{sql} WHERE cm.id = {self.activity(name).cmid}")[0]["content"])

    def outline(self) -> list[tuple[str, list[str]]]:
        """The sections with the short keys of their activities."""
        found = self.inventory
        return [
            (
                section.title,
                [one.key.removeprefix(f"{self.key}/") for one in found.activities if one.section == section.id],
            )
            for section in sorted(found.sections, key=lambda section: section.number)
        ]

    def rows(self) -> dict[str, Any]:
        """What Moodle's own tables of content hold, row by row; files of ours apart."""
        rows = {name: self.site.query(f"SELECT * FROM {{{name}}} ORDER BY id") for name in _TABLES if name != "files"}
        kept = "component NOT IN ('local_coursedeploy', 'user')"
        rows["files"] = self.site.query(f"SELECT * FROM {{files}} WHERE {kept} ORDER BY id")
        return rows

    def edit_page(self, name: str, text: str) -> None:
        """A teacher's edit."""
        cmid = self.activity(name).cmid
        self.site.php(
            "$cm = get_coursemodule_from_id('page', (int) $args[0], 0, false, MUST_EXIST);"
            "$DB->set_field('page', 'content', $args[1], ['id' => $cm->instance]);",
            str(cmid), text,
        )  # fmt: skip

    def courses(self) -> int:
        """How many courses the site has."""
        return int(self.site.query("SELECT count(*) AS n FROM {course}")[0]["n"])


def what(job: Job, sort: str = "activity") -> dict[str, str]:
    """What a job did to each thing of a sort, remarks and what stayed apart; by the last part of the key."""
    assert job.status == "done", (job.errors, job.actions)
    silent = ("unchanged", "noted", "kept")
    return {_short(one): one.action for one in job.actions if one.sort == sort and one.action not in silent}


def written(job: Job) -> list[tuple[str, str, str]]:
    """Everything that a job wrote."""
    silent = ("unchanged", "noted", "kept", "leftalone", "conflict", "failed")
    return [(one.sort, _short(one), one.action) for one in job.actions if one.action not in silent]


def _short(action: Action) -> str:
    return action.key.rpartition("/")[2]


def first(key: str) -> Backup:
    """Two sections with a text, pages, a book and a quiz; a restriction and links between them."""
    read = Page(
        key=f"{key}/lire",
        name="Lire",
        content=f'<p>Texte</p><p><a href="activity:{key}/livre">le livre</a></p>',
        completion=Completion(view=True),
    )
    again = Page(key=f"{key}/relire", name="Relire", content="<p>Suite</p>", availability=Completed(f"{key}/lire"))
    book = Book(
        key=f"{key}/livre",
        name="Livre",
        chapters=(Chapter(title="Un", content="<p>Un</p>", key="un"), Chapter(title="Deux", content="<p>Deux</p>")),
    )
    quiz = Quiz(key=f"{key}/quiz", name="Quiz", questions=(question(key, 1), question(key, 2)))
    return course(
        key,
        Section(key="accueil", name="Accueil", activities=(Label(key=f"{key}/mot", intro="<p>Bonjour</p>"),)),
        Section(key="s1", name="Séquence 1", activities=(read, again, book)),
        Section(key="s2", name="Séquence 2", summary="<p>Deux</p>", activities=(quiz,)),
    )


def question(key: str, number: int, extra: str = "") -> TrueFalse:
    """A question of the quiz."""
    return TrueFalse(key=f"{key}/q{number}", name=f"Q{number}", text=f"<p>Vrai {number} ?{extra}</p>", correct=True)


def course(key: str, *sections: Section) -> Backup:
    """A course of these sections."""
    return Backup(idnumber=key, fullname="Cours", shortname=key.upper(), timestamp=TIMESTAMP, sections=sections)


def with_activity(backup: Backup, name: str, **changes: Any) -> Backup:
    """The backup with one activity changed, by its short key."""

    def changed(activity: Activity) -> Activity:
        return replace(activity, **changes) if activity.key == f"{backup.idnumber}/{name}" else activity

    sections = (replace(one, activities=tuple(map(changed, one.activities))) for one in backup.sections)
    return replace(backup, sections=tuple(sections))


def with_section(backup: Backup, key: str, **changes: Any) -> Backup:
    """The backup with one section changed, by its key."""
    sections = (replace(one, **changes) if one.key == key else one for one in backup.sections)
    return replace(backup, sections=tuple(sections))
