"""What gives way to the package of a module: activities, headings, links, conditions and weights in the gradebook.

A condition that involves a package only looks back, to a section before: inside a module the package leads, and what
stands beside it is open, so that nothing waits for itself; but a test beside it comes after it. A package that counts
for nothing waits for nothing: what is read stays open, so that it can be downloaded while the line is good.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cached_property
from typing import Any

from coursegen.activities.label import LabelActivity
from coursegen.activities.quiz import QuizActivity
from coursegen.activities.scorm import ScormActivity
from coursegen.courseware import Access, AccessKind, Activity, Courseware, GradeCategory, Section


def moved(courseware: Courseware, packages: Mapping[str, ScormActivity], held: Collection[str]) -> Courseware:
    """`courseware` with those packages, by the key of their section, in the place of the activities they hold."""
    plan = _Plan(courseware, packages, frozenset(held))
    sections = tuple(plan.section(section) for section in courseware.sections)
    after = replace(courseware, sections=sections, grade_categories=())
    used = {a.grade.category for a in after.activities() if a.grade}
    emptied = {c.key for c in courseware.grade_categories if c.weight and c.key not in used}
    return replace(after, grade_categories=tuple(c for c in plan.categories() if c.key not in emptied))


@dataclass(frozen=True)
class _Plan:
    courseware: Courseware
    packages: Mapping[str, ScormActivity]
    held: frozenset[str]

    def section(self, section: Section) -> Section:
        """The section with its package first, then what stays."""
        package = self.packages.get(section.key)
        stays = tuple(self._linked(a) for a in self._staying(section))
        if package:
            counts = package.grade and package.grade.weight
            stays = (replace(package, access=self._package_access(section) if counts else ()), *stays)
        linked: Section = _relinked(replace(section, activities=()), self._links)
        place = self.courseware.sections.index(section)
        return replace(linked, access=self._access(section.access, place), activities=stays)

    def categories(self) -> Iterator[GradeCategory]:
        """The categories, lighter by what packages that stand at the top of the gradebook took from them."""
        taken: dict[str, float] = defaultdict(float)
        for activity in self._replaced():
            package = self._package_of[activity.key]
            if activity.grade and package.grade and package.grade.weight and not package.grade.category:
                taken[activity.grade.category] += activity.grade.weight
        for category in self.courseware.grade_categories:
            yield replace(category, weight=category.weight - taken[category.key])

    def _replaced(self) -> Iterator[Activity]:
        for section in self.courseware.sections:
            yield from (a for a in section.activities if a.key in self._package_of)

    @cached_property
    def _package_of(self) -> dict[str, ScormActivity]:
        """The package that holds an activity, by the key of the activity."""
        return {
            a.key: self.packages[s.key]
            for s in self.courseware.sections
            if s.key in self.packages
            for a in s.activities
            if a.key in self.held
        }

    @cached_property
    def _links(self) -> dict[str, str]:
        return {key: package.key for key, package in self._package_of.items()}

    def _staying(self, section: Section) -> Iterator[Activity]:
        """What the package doesn't hold; a heading only when something stays below it."""
        if section.key not in self.packages:
            yield from (self._waiting(section, a) for a in section.activities)
            return
        headings: list[Activity] = []
        for activity in section.activities:
            if isinstance(activity, LabelActivity):
                headings = [activity]
            elif activity.key not in self._links:
                yield from headings
                headings = []
                yield self._waiting(section, activity)

    def _waiting(self, section: Section, activity: Activity) -> Activity:
        after_package = isinstance(activity, QuizActivity)
        place = self.courseware.sections.index(section) + after_package
        return replace(activity, access=self._access(activity.access, place))

    def _linked(self, activity: Activity) -> Activity:
        linked: Activity = _relinked(activity, self._links)
        return linked

    def _package_access(self, section: Section) -> tuple[Access, ...]:
        """What the activities in the package waited for, as far as it lies in the sections before."""
        waits = tuple(one for a in section.activities if a.key in self._links for one in a.access)
        before = self.courseware.sections.index(section)
        return self._access(tuple(one for one in waits if self._order.get(one.key, before) < before), before)

    def _access(self, waits: tuple[Access, ...], before: int) -> tuple[Access, ...]:
        """Those conditions, on packages where they were on what these hold; packages of earlier sections only."""
        return tuple(dict.fromkeys(one for wait in waits for one in self._condition(wait, before)))

    def _condition(self, access: Access, before: int) -> Iterator[Access]:
        holder = self._package_of.get(access.key)
        if holder is None:
            yield access
        elif self._order[access.key] < before:
            yield replace(access, key=holder.key, kind=access.kind if holder.scored else AccessKind.COMPLETED)

    @cached_property
    def _order(self) -> dict[str, int]:
        """The position of the section of each activity."""
        return {a.key: place for place, s in enumerate(self.courseware.sections) for a in s.activities}


def _relinked(value: Any, links: Mapping[str, str]) -> Any:
    """A value whose texts link to the package instead of what is in it."""
    if isinstance(value, str):
        return _relinked_text(value, links) if "activity:" in value else value
    if isinstance(value, tuple):
        return tuple(_relinked(one, links) for one in value)
    if not is_dataclass(value) or isinstance(value, type):
        return value
    changed = {f.name: _relinked(getattr(value, f.name), links) for f in fields(value)}
    return replace(value, **{name: new for name, new in changed.items() if new is not getattr(value, name)})


def _relinked_text(text: str, links: Mapping[str, str]) -> str:
    for key, package in links.items():
        text = text.replace(f'"activity:{key}"', f'"activity:{package}"')
    return text
