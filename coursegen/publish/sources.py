"""The source digests of a course: what is generated, before Moodle gives it numbers.

The site keeps them at a publication and gives them back with its inventory. The next plan compares them with those of
the folder as it is now: it says what changed without sending the package. Nothing in them depends on the clock, on
numbers, or on how many other activities there are.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from coursegen.publish.canonical import digest
from coursegen.publish.source_parts import own_digest, parts_of, question_digest, questions_of
from moodle_backups.activities.base import Activity
from moodle_backups.activities.subsection import Subsection
from moodle_backups.backup import Backup, Section
from moodle_backups.gradebook import Gradebook

KINDS = ("course", "gradebook", "completion", "badges", "competencies", "groups")
"""What belongs to the course as a whole, by the names of the contract with the plugin."""

COURSE, GRADEBOOK, COMPLETION, BADGES, COMPETENCIES, GROUPS = KINDS

CRITERION = "criterion"
"""The fact that the course is complete only with this activity."""


@dataclass(frozen=True, slots=True)
class ActivitySource:
    """An activity as generated. `section`: its key; `parts`: see `source_parts`; `grade_maximum` 0: no mark."""

    key: str
    kind: str
    title: str
    section: str
    digest: str
    parts: Mapping[str, str]
    weight: float | None = None
    pass_mark: float = 0.0
    grade_maximum: float = 0.0
    visible: bool = True


@dataclass(frozen=True, slots=True)
class SectionSource:
    """A section as generated; `number` in the package, from 0."""

    key: str
    number: int
    title: str
    digest: str


@dataclass(frozen=True, slots=True)
class QuestionSource:
    """A question of a quiz (its key; empty for a bank of the course itself)."""

    key: str
    quiz: str
    title: str
    digest: str


@dataclass(frozen=True, slots=True)
class Sources:
    """Everything a course is made of, by stable keys. `label`: what people call this state of it."""

    key: str
    title: str
    label: str
    course: str
    others: Mapping[str, str]
    sections: tuple[SectionSource, ...]
    activities: tuple[ActivitySource, ...]
    questions: tuple[QuestionSource, ...]

    @property
    def digest(self) -> str:
        """One figure for all of it: a saved plan is bound to it."""
        return digest(json.loads(self.document()))

    def document(self) -> str:
        """What the site is given to keep, as JSON."""
        content = {
            "label": self.label,
            "course": self.course,
            "others": dict(self.others),
            "sections": [{"key": s.key, "number": s.number, "digest": s.digest} for s in self.sections],
            "activities": {a.key: {"digest": a.digest, "parts": dict(a.parts)} for a in self.activities},
            "questions": {q.key: q.digest for q in self.questions},
        }
        return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def sources_of(backup: Backup, label: str = "") -> Sources:
    """The source digests of a course. OSError when a file of it can't be read."""
    categories = {category.key: category.name for category in backup.gradebook.categories}
    weights = {category.key: category.weight for category in backup.gradebook.categories}
    activities = tuple(
        _activity(activity, section, before, categories, weights)
        for section, placed in _placed(backup)
        for before, activity in _with_the_one_before(placed)
    )
    others = dict(_others(backup))
    return Sources(
        key=backup.idnumber,
        title=backup.fullname,
        label=label,
        course=others[COURSE],
        others=others,
        sections=tuple(_section(number, section) for number, section in enumerate(backup.sections)),
        activities=tuple(_as_criterion(one, backup) for one in activities),
        questions=tuple(_questions(backup)),
    )


def _placed(backup: Backup) -> Iterator[tuple[str, tuple[Activity, ...]]]:
    """Every section's key with its activities; what a subsection holds lies in a section of the subsection's key."""
    for section in backup.sections:
        yield section.key, section.activities
        for activity in section.activities:
            if isinstance(activity, Subsection):
                yield activity.key, activity.activities


def _with_the_one_before(activities: tuple[Activity, ...]) -> Iterator[tuple[str, Activity]]:
    before = ""
    for activity in activities:
        yield before, activity
        before = activity.key


def _activity(
    activity: Activity,
    section: str,
    before: str,
    categories: Mapping[str, str],
    weights: Mapping[str, float | None],
) -> ActivitySource:
    parts = parts_of(activity)
    grade = activity.grade
    parts |= {"placement": section, "after": before}
    if grade is not None:
        parts["weight"] = _figure(grade.weight)
        parts["category"] = categories.get(grade.category or "", "")
        parts["categoryweight"] = _figure(weights.get(grade.category or ""))
    return ActivitySource(
        key=activity.key,
        kind=activity.modname,
        title=activity.title(),
        section=section,
        digest=own_digest(parts),
        parts=parts,
        weight=grade.weight if grade else None,
        pass_mark=grade.to_pass if grade else 0.0,
        grade_maximum=grade.maximum if grade else 0.0,
        visible=activity.visible,
    )


def _as_criterion(activity: ActivitySource, backup: Backup) -> ActivitySource:
    if backup.completion is None or activity.key not in backup.completion.activities:
        return activity
    return replace(activity, parts={**activity.parts, CRITERION: "1"})


def _figure(weight: float | None) -> str:
    return "" if weight is None else f"{weight:g}"


def _section(number: int, section: Section) -> SectionSource:
    alone = replace(section, activities=())
    return SectionSource(section.key, number, section.name, digest(alone))


def _questions(backup: Backup) -> Iterator[QuestionSource]:
    for section in backup.sections:
        for activity in section.activities:
            inner = activity.activities if isinstance(activity, Subsection) else ()
            for owner in (activity, *inner):
                own = questions_of(owner)
                yield from (QuestionSource(q.key, owner.key, q.name, question_digest(q)) for q in own)
    for bank in backup.banks:
        yield from (QuestionSource(q.key, "", q.name, question_digest(q)) for q in bank.questions)


def _others(backup: Backup) -> Iterator[tuple[str, str]]:
    """What belongs to the course as a whole. The package's time says nothing, the course's dates are the site's."""
    bare = replace(
        backup,
        timestamp=0,
        start_date=None,
        end_date=None,
        sections=(),
        gradebook=Gradebook(),
        completion=None,
        badges=(),
        competencies=(),
        groups=(),
        groupings=(),
    )
    activities = [one for _key, placed in _placed(backup) for one in placed]
    weighed = [(one.key, one.grade.category, one.grade.weight) for one in activities if one.grade is not None]
    linked = [(one.key, one.competencies) for one in activities if one.competencies]
    # In no order: which activity stands first is no matter of the gradebook, nor of completion.
    weighed.sort(key=lambda row: row[0])
    categories = tuple(sorted(backup.gradebook.categories, key=lambda category: category.key))
    gradebook = replace(backup.gradebook, categories=categories)
    done = backup.completion and replace(backup.completion, activities=tuple(sorted(backup.completion.activities)))
    yield COURSE, digest([bare, [section.key for section in backup.sections]])
    yield GRADEBOOK, digest([gradebook, weighed])
    yield COMPLETION, digest(done)
    yield BADGES, digest(backup.badges)
    yield COMPETENCIES, digest([backup.competencies, linked])
    yield GROUPS, digest([backup.groups, backup.groupings])
