"""A small course, the site right after its publication, and the plan of publishing it again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from coursegen.publish.changes import Act, Change, Choices, Plan
from coursegen.publish.inventory import Inventory, LiveActivity, LiveOther, LiveQuestion, LiveSection
from coursegen.publish.plan import plan_for
from coursegen.publish.plan_text import plan_lines
from coursegen.publish.sources import sources_of
from moodle_backups import Backup, Section
from moodle_backups.activities.assign import Assign
from moodle_backups.activities.base import Activity
from moodle_backups.activities.choice import Choice, ChoiceOption
from moodle_backups.activities.page import Page
from moodle_backups.activities.quiz import Quiz
from moodle_backups.gradebook import Grade
from moodle_backups.questions.truefalse import TrueFalse

A, B, C = (Page(key=f"C/{name}", name=f"Page {name}", content=f"<p>{name}</p>") for name in "abc")
TASK = Assign(key="C/t", name="Rendre", intro="<p>Consigne</p>", due=1767225600, grade=Grade(maximum=20.0))
TRUE = TrueFalse(key="Q1", name="La capitale", text="<p>?</p>", correct=True)
QUIZ = Quiz(key="C/q", name="Test final", questions=(TRUE,))
POLL = Choice(key="C/s", name="Choisir", options=(ChoiceOption(text="Oui"), ChoiceOption(text="Non")))


def backup(*activities: Activity, elsewhere: Iterable[Activity] = (), **changes: Any) -> Backup:
    first = Section(key="C/M1", name="Un", activities=activities)
    sections = (first, Section(key="C/M2", name="Deux", activities=tuple(elsewhere)))
    return replace(Backup(idnumber="C", fullname="Cours", shortname="C", timestamp=1, sections=sections), **changes)


def published(course: Backup, **touched: dict[str, Any]) -> Inventory:
    """The site right after a publication; `touched`: what is otherwise since, by the last letter of a key."""
    sources = sources_of(course, "1.0")
    places = {section.key: number for number, section in enumerate(sources.sections)}
    activities = tuple(
        LiveActivity(
            cmid=number,
            kind=source.kind,
            key=source.key,
            title=source.title,
            section=places[source.section],
            position=number,
            visible=source.visible,
            fingerprint="f",
            base="f",
            source=source.digest,
            source_parts=source.parts,
            weight=source.weight,
            pass_mark=source.pass_mark if source.grade_maximum else None,
            grade_maximum=source.grade_maximum or None,
        )
        for number, source in enumerate(sources.activities)
    )
    live = tuple(replace(one, **touched.get(one.key.rpartition("/")[2], {})) for one in activities)
    return Inventory(
        course_id=7,
        key="C",
        title="Cours",
        url="https://moodle.exemple.org/course/view.php?id=7",
        visible=True,
        state="s",
        published="1.0",
        sections=tuple(
            LiveSection(n, s.key, n, s.title, True, fingerprint="f", base="f", source=s.digest)
            for n, s in enumerate(sources.sections)
        ),
        activities=live,
        questions=tuple(LiveQuestion(q.key, q.quiz, 1, q.digest, 0, False) for q in sources.questions),
        others=tuple(LiveOther(kind, figure, False) for kind, figure in sources.others.items()),
    )


def plan(after: Backup, inventory: Inventory, **choices: Any) -> Plan:
    return plan_for(sources_of(after, "1.1"), inventory, Choices(**choices))


def written(plan: Plan) -> dict[str, Act]:
    return {change.key: change.act for change in plan.changes if change.is_written}


def change_of(plan: Plan, key: str) -> Change:
    [found] = [change for change in plan.changes if change.key == key]
    return found


def text(plan: Plan) -> str:
    return "\n".join(plan_lines(plan, "essai (https://moodle.exemple.org)"))


EDITED = {"fingerprint": "g"}
NEW_A = replace(A, content="<p>autre</p>")
