"""A course at a desk: published over and over to one site, edited there, taken back."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

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
from coursegen.publish.transfer import Transfer
from coursegen.publish.update import update
from moodle_backups import Backup, Section
from moodle_backups.activities.assign import Assign
from moodle_backups.activities.base import Activity
from moodle_backups.activities.book import Book, Chapter
from moodle_backups.activities.choice import Choice, ChoiceOption
from moodle_backups.activities.feedback import Feedback
from moodle_backups.activities.feedback_items import ShortText
from moodle_backups.activities.forum import Forum
from moodle_backups.activities.label import Label
from moodle_backups.activities.page import Page
from moodle_backups.activities.quiz import Quiz
from moodle_backups.activities.url import Url
from moodle_backups.files import File
from moodle_backups.gradebook import Aggregation, Grade, Gradebook, GradeCategory
from moodle_backups.questions.truefalse import TrueFalse
from tests.publish.packages import prepared

from .site import Site


@dataclass
class Desk:
    """A course on one site, published over and over by the account with the least rights."""

    site: Site
    folder: Path
    key: str
    jobs: list[Job] = field(default_factory=list)

    def __post_init__(self) -> None:
        account = self.site.publisher()
        self.category = Category.named(account.category_idnumber)
        self.client = MoodleClient(self.site.url, Token(account.token))
        self.journal = Journal(self.site.url, self.key, self.folder)
        self.transfer = Transfer(Coursedeploy(self.client))

    def publish(self, course: Prepared, choices: Choices | None = None) -> Plan:
        """What the command does; the plan that was carried out."""
        seen = look(self.transfer, self.category, self.key, self.journal, course.sources)
        plan = plan_for(course.sources, seen.inventory, choices)
        if plan.writes:
            package = course.write(self.folder / f"{secrets.token_hex(4)}.mbz")
            if plan.is_new:
                deploy(self.client, NewCourse(package, self.category, sources=course.sources))
            else:
                done = update(self.transfer, package, course.sources, plan, seen.info, self.journal)
                self.jobs.append(done.job)
        return plan

    def inventory(self) -> Inventory:
        info = self.transfer.plugin.info(self.category, self.key)
        return self.transfer.plugin.inventory(info.idnumber_course)

    def roll_back(self) -> RolledBack:
        inventory = self.inventory()
        return roll_back(self.transfer, inventory, chosen_snapshot(inventory, 0), self.journal)

    def done(self) -> dict[str, str]:
        """What the last job did to activities and sections, by the end of their keys."""
        actions = [action for action in self.jobs[-1].actions if action.action != "unchanged"]
        return {action.key.removeprefix(f"{self.key}/"): action.action for action in actions}

    def cmid(self, ending: str) -> int:
        """The number of an activity on the site."""
        return next(one.cmid for one in self.inventory().activities if one.key == f"{self.key}/{ending}")

    def page(self, ending: str) -> str:
        """The text of a page on the site."""
        cm = self.cmid(ending)
        rows = self.site.query(
            f"SELECT p.content FROM {{page}} p JOIN {{course_modules}} cm ON cm.instance = p.id WHERE cm.id = {cm}"
        )
        return str(rows[0]["content"])

    def edit(self, ending: str, text: str) -> None:
        """A teacher changes the text of a page on the site."""
        self.site.php(
            "$cm = get_coursemodule_from_id('page', (int)$args[0]);"
            "$DB->set_field('page', 'content', $args[1], ['id' => $cm->instance]);"
            "rebuild_course_cache($cm->course, true); echo 'ok';",
            str(self.cmid(ending)),
            text,
        )


def course(key: str, change: Callable[[Backup], Backup] = lambda backup: backup, label: str = "1.0") -> Prepared:
    """A course with something of most of what is generated."""
    first: tuple[Activity, ...] = (
        Label(key=f"{key}/mot", name="Mot", intro="<p>Bonjour</p>"),
        Page(key=f"{key}/lire", name="Lire", content='<p>Un</p><img src="file:a.png" alt="">', files=(PICTURE,)),
        Page(key=f"{key}/relire", name="Relire", content="<p>Deux</p>"),
        Book(key=f"{key}/livre", name="Livre", chapters=(Chapter(title="I", content="<p>I</p>", key="i"),)),
        Url(key=f"{key}/lien", name="Lien", url="https://example.org/"),
    )
    second: tuple[Activity, ...] = (
        Forum(key=f"{key}/forum", name="Parler", intro="<p>Ici</p>"),
        Quiz(
            key=f"{key}/test",
            name="Test",
            questions=(TrueFalse(key=f"{key}/Q1", name="Q1", text="<p>Vrai ?</p>", correct=True),),
            grade=Grade(maximum=10.0, category=f"{key}/n", weight=1.0),
        ),
        Assign(key=f"{key}/devoir", name="Devoir", intro="<p>Rendre</p>", grade=Grade(category=f"{key}/n", weight=1.0)),
        Feedback(key=f"{key}/avis", name="Avis", items=(ShortText(key="mot", name="Un mot ?"),)),
        Choice(key=f"{key}/choix", name="Choisir", options=(ChoiceOption(text="Oui"), ChoiceOption(text="Non"))),
    )
    backup = Backup(
        idnumber=key,
        fullname=f"Cours {key}",
        shortname=key.upper(),
        timestamp=1767225600,
        sections=(
            Section(key=f"{key}/accueil", name="Accueil"),
            Section(key=f"{key}/M1", name="Un", activities=first),
            Section(key=f"{key}/M2", name="Deux", activities=second),
        ),
        gradebook=weighed(key, 40.0),
    )
    return prepared(change(backup), label)


def weighed(key: str, weight: float) -> Gradebook:
    """A gradebook as ours: the course is the weighted mean of its categories."""
    categories = (GradeCategory(key=f"{key}/n", name="Notes", aggregation=Aggregation.WEIGHTED_MEAN, weight=weight),)
    return Gradebook(categories=categories, aggregation=Aggregation.WEIGHTED_MEAN)


PICTURE = File("a.png", b"\x89PNG\r\n\x1a\n" + b"0" * 40)


def changed(ending: str, **values: Any) -> Callable[[Backup], Backup]:
    """One activity otherwise."""

    def change(backup: Backup) -> Backup:
        def touched(one: Activity) -> Activity:
            return replace(one, **values) if one.key.endswith(f"/{ending}") else one

        sections = (replace(s, activities=tuple(map(touched, s.activities))) for s in backup.sections)
        return replace(backup, sections=tuple(sections))

    return change


def with_activities(
    section: int, change: Callable[[tuple[Activity, ...]], tuple[Activity, ...]]
) -> Callable[[Backup], Backup]:
    """One section with other activities."""

    def changed_sections(backup: Backup) -> Backup:
        sections = [*backup.sections]
        sections[section] = replace(sections[section], activities=change(sections[section].activities))
        return replace(backup, sections=tuple(sections))

    return changed_sections
