"""Titles that show nothing: an LMS would list a line that nobody can see or click."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

from coursegen.courseware import Activity, Courseware, Section

# Unicode's general categories of what has no ink: controls, formats, halves of pairs, unassigned, spaces.
_NO_INK = frozenset({"Cc", "Cf", "Cs", "Cn", "Zs", "Zl", "Zp"})


def with_visible_titles(course: Courseware) -> Courseware:
    """The course, its code or that of a part in place of each title that was written and shows nothing."""
    sections = tuple(_section(section) for section in course.sections)
    title = _shown(course.title, course.key)
    short = _shown(course.short_title, "")
    if (title, short, sections) == (course.title, course.short_title, course.sections):
        return course
    return replace(course, title=title, short_title=short, sections=sections)


def _section(section: Section) -> Section:
    title = _shown(section.title, section.key)
    activities = tuple(_activity(activity) for activity in section.activities)
    return replace(section, title=title, activities=activities)


def _activity(activity: Activity) -> Activity:
    title = _shown(activity.title, activity.key)
    return activity if title == activity.title else replace(activity, title=title)


def _shown(title: str, key: str) -> str:
    """The title, or the last part of the key when the title is there without anything to see."""
    if not title or any(unicodedata.category(sign) not in _NO_INK for sign in title):
        return title
    return key.rpartition("/")[2]
