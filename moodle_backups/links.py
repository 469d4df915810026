"""Links to pages of the course: how authors write them after ``course:``, and Moodle's tokens for them.

``home``, ``grades``, ``grade-reports``, ``badges``, ``participants``; ``list/quiz``: all quizzes of the course;
``section/KEY``: a section on a page of its own, which Moodle has from 4.4 on. Tokens of other pages (a post, a
report of an activity) are kept as they are when read. A restore turns tokens into addresses in the texts that it
decodes: descriptions, contents, feedback; in others they stay, as in Moodle's own packages.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

COURSE_PAGES: Final = {
    "home": "COURSEVIEWBYID",
    "grades": "GRADEINDEXBYID",
    "grade-reports": "GRADEREPORTINDEXBYID",
    "badges": "BADGESVIEWBYID",
    "participants": "USERINDEXVIEWBYID",
}
SECTION: Final = "COURSESECTIONBYID"
_BY_TOKEN: Final = {token: page for page, token in COURSE_PAGES.items()}
_LIST: Final = re.compile(r"list/([a-z][a-z0-9]*)")
_LIST_TOKEN: Final = re.compile(r"([A-Z0-9]+)INDEX")


def course_token(page: str) -> str | None:
    """The token of a page of the course; None: there is none."""
    listed = _LIST.fullmatch(page)
    return f"{listed[1].upper()}INDEX" if listed else COURSE_PAGES.get(page)


def course_page(token: str, number: int, course: int, sections: Mapping[int, str]) -> str | None:
    """The page of a token with its id; ``course`` is the id of the course, ``sections`` are keys by id."""
    if token == SECTION and number in sections:
        return f"section/{sections[number]}"
    if number != course:
        return None
    listed = _LIST_TOKEN.fullmatch(token)
    return f"list/{listed[1].lower()}" if listed else _BY_TOKEN.get(token)
