"""The learner drill: a course published by the client, four learners who did everything in it, and what they left."""

from __future__ import annotations

import json
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from coursegen.publish.changes import Choices, Plan
from coursegen.publish.deploy import NewCourse, deploy
from coursegen.publish.inventory import Inventory
from coursegen.publish.jobs import Job
from coursegen.publish.journal import Journal
from coursegen.publish.looking import look
from coursegen.publish.plan import plan_for
from coursegen.publish.plugin import Category, Coursedeploy
from coursegen.publish.prepare import Prepared
from coursegen.publish.rest import MoodleClient
from coursegen.publish.rollback import RolledBack, chosen_snapshot, roll_back
from coursegen.publish.secret import Token
from coursegen.publish.sources import Sources, sources_of
from coursegen.publish.transfer import Transfer
from coursegen.publish.update import update
from moodle_backups import Backup, write_backup
from moodle_backups.versions import target_of

from .database_rows import Database
from .drill_course import drill_course
from .site import Account, Site

LEARNERS = ("awa", "binta", "cheikh", "dado")
_PHP = Path(__file__).parent / "php"
# Off on a fresh site of some releases.
_ENABLE = (
    "foreach ($args as $type) { $DB->set_field('modules', 'visible', 1, ['name' => $type]); }"
    "core_plugin_manager::reset_caches(); rebuild_course_cache(0, true);"
)
_SILENT = frozenset(("unchanged", "noted", "kept", "leftalone", "conflict", "failed"))


@dataclass
class Drill:
    """One course on one site, published over and over by the account with the least rights."""

    site: Site
    folder: Path
    key: str
    jobs: list[Job] = field(default_factory=list)
    people: tuple[Account, ...] = ()

    def __post_init__(self) -> None:
        account = self.site.publisher()
        self.category = Category.named(account.category_idnumber)
        self.client = MoodleClient(self.site.url, Token(account.token))
        self.journal = Journal(self.site.url, self.key, self.folder)
        self.transfer = Transfer(Coursedeploy(self.client))
        self.database = Database(self.site)
        self.site.php(_ENABLE, "bigbluebuttonbn", "subsection")
        self.first = drill_course(self.key, self.site.release, self.site.url)

    def publish(self, backup: Backup, choices: Choices | None = None, label: str = "1.0") -> Plan:
        """What the command does with a folder that composes to `backup`; the plan that was carried out."""
        return self.publish_prepared(self.prepared(backup, label), choices)

    def prepared(self, backup: Backup, label: str = "1.0") -> Prepared:
        """A course ready to publish, as a folder would give it."""
        target = target_of(self.site.release)

        def write(path: Path) -> None:
            write_backup(self.named(backup), path, version=target)

        return Prepared(sources_of(self.named(backup), label), write)

    def publish_prepared(self, course: Prepared, choices: Choices | None = None) -> Plan:
        """What the command does with a folder that was read; the plan that was carried out."""
        plan = self.plan(course.sources, choices)
        if plan.writes:
            package = course.write(self.folder / f"{secrets.token_hex(4)}.mbz")
            if plan.is_new:
                deploy(self.client, NewCourse(package, self.category, visible=True, sources=course.sources))
            else:
                info = self.transfer.plugin.info(self.category, self.key)
                self.jobs.append(update(self.transfer, package, course.sources, plan, info, self.journal).job)
        return plan

    def plan(self, sources: Sources, choices: Choices | None = None) -> Plan:
        """What publishing would do."""
        seen = look(self.transfer, self.category, self.key, self.journal, sources)
        return plan_for(sources, seen.inventory, choices)

    def named(self, backup: Backup) -> Backup:
        """A backup under the code of this drill's course."""
        return replace(backup, idnumber=self.key, shortname=self.key.upper(), fullname=f"Cours {self.key}")

    @property
    def inventory(self) -> Inventory:
        info = self.transfer.plugin.info(self.category, self.key)
        return self.transfer.plugin.inventory(info.idnumber_course)

    def roll_back(self) -> RolledBack:
        """Take the last publication back."""
        inventory = self.inventory
        done = roll_back(self.transfer, inventory, chosen_snapshot(inventory, 0), self.journal)
        self.jobs.append(done.job)
        return done

    def use(self, mode: str = "all", learners: int = len(LEARNERS)) -> dict[str, int]:
        """Four learners do everything, a teacher marks it; how often each thing was done.

        `mode` "allowed": as much as the course lets them do now, else whatever is refused is an error.
        """
        course = self.inventory.course_id
        self.people = tuple(self.site.create_user(f"{name}-{self.key[-4:].lower()}") for name in LEARNERS[:learners])
        for person in self.people:
            self.site.enrol(person.username, course)
        numbers = (str(person.user_id) for person in self.people)
        said = self.site.php(_PHP / "drill_learners.php", str(course), mode, *numbers)
        counts: dict[str, int] = json.loads(said.splitlines()[-1])
        return counts

    def written(self) -> list[str]:
        """The keys of activities that the last job wrote."""
        return [one.key for one in self.jobs[-1].actions if one.sort == "activity" and one.action not in _SILENT]

    def codes(self) -> set[tuple[str, str]]:
        """Keys and codes of all that the last job remarked."""
        return {(one.key, one.code) for one in self.jobs[-1].actions if one.code}

    def cm(self, name: str) -> int:
        """The course module of an activity, by the end of its key."""
        return next(one.cmid for one in self.inventory.activities if one.key.rpartition("/")[2] == name)

    def attempts(self, name: str, person: Account) -> list[int]:
        """The attempts of one learner at a quiz, the first one first."""
        sql = (
            "SELECT a.id FROM {quiz_attempts} a JOIN {course_modules} cm ON cm.instance = a.quiz "
            f"WHERE cm.id = {self.cm(name)} AND a.userid = {person.user_id} ORDER BY a.attempt"
        )
        return [int(row["id"]) for row in self.site.query(sql)]


def timed(action: Callable[[], object]) -> float:
    """Seconds by the clock."""
    begun = time.perf_counter()
    action()
    return time.perf_counter() - begun
