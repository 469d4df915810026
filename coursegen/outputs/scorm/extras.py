"""What the player loads once the first screen is there: more words, facts about the course, its glossary."""

from __future__ import annotations

from coursegen.courseware import Courseware
from coursegen.outputs.scorm.content import Content, Data, compact
from coursegen.outputs.scorm.interface import duration
from coursegen.outputs.scorm.outline import online_minutes
from coursegen.outputs.scorm.words_of_extras import extra_words

TERMS = "glossary.js"


def extra_data(course: Courseware, *, by_module: bool) -> str:
    """The call that gives the player its later words and what a hand-out or an attestation says of the course.

    `by_module`: a SCO holds one module, so that its attestation speaks of that module only.
    """
    facts: Data = {
        "course": course.title,
        "version": course.version,
        "date": course.date.isoformat(),
        "time": duration(online_minutes(course)),
        "institution": course.sponsor,
    }
    return f"courseExtras({compact(extra_words(by_module=by_module))},{compact(facts)});\n"


def term_data(content: Content, script: str) -> dict[str, str]:
    """The glossary as a file of its own, each entry as [term, definition, translations]; none for a course without.

    `script`: the part of the player that shows it, which nobody else needs.
    """
    terms = [
        [entry.term, content.placement.html(entry.definition), list(entry.translations)]
        for entry in content.courseware.glossary
    ]
    return {TERMS: f"{script}courseTerms({compact(terms)});\n"} if terms else {}
