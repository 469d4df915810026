"""The question bank of one quiz: its categories for questions.xml, in the quiz's own context.

Moodle wants exactly one category named ``top`` in a context and every question in a child of it. Banks at course
level would restore with a warning from Moodle 5.0 on, so each quiz carries its own.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from moodle_backups.places import AUTHOR
from moodle_backups.questions.base import Hint, Question
from moodle_backups.scope import ActivityScope, Scope
from moodle_backups.xml import Scalar, Xml, element, listing, record, share

_MODULE_CONTEXT: Final = 70
_STAMP_PREFIX: Final = "moodle-backups+"


@dataclass(frozen=True, slots=True)
class Bank:
    """What quiz slots refer to: the ids of bank entries by question key, of categories by name."""

    entries: Mapping[str, int]
    categories: Mapping[str, int]


def write_bank(scope: ActivityScope, questions: Sequence[Question], default: str) -> Bank:
    """Puts the categories of ``questions`` into ``scope``; ``default`` names the one for questions without."""
    top = scope.next_id()
    categories = {name: scope.next_id() for name in dict.fromkeys(["", *(q.category for q in questions)])}
    entries = {question.key: scope.next_id() for question in questions}
    scope.question_categories.append((top, _category(scope, top, 0, "top", ())))
    for name, category_id in categories.items():
        members = [_entry(scope, q, entries[q.key], category_id) for q in questions if q.category == name]
        scope.question_categories.append((category_id, _category(scope, category_id, top, name or default, members)))
    return Bank(entries, categories)


def _category(scope: ActivityScope, category_id: int, parent: int, name: str, members: Sequence[Xml]) -> Xml:
    values: dict[str, Scalar] = {
        "name": name,
        "contextid": scope.context,
        "contextlevel": _MODULE_CONTEXT,
        "contextinstanceid": scope.place.module,
        "info": "",
        "infoformat": 1 if parent else 0,
        "stamp": _stamp(name, scope.place.activity.key, *members),
        "parent": parent,
        "sortorder": 999 if parent else 0,
        "idnumber": None,
    }
    return record("question_category", values, listing("question_bank_entries", members), id=category_id)


def _stamp(*content: str) -> str:
    """Moodle takes equal stamps for the same thing, so a stamp is drawn from the content."""
    text = "\0".join(content).encode("utf-8", "replace")
    return _STAMP_PREFIX + hashlib.sha1(text, usedforsecurity=False).hexdigest()


def _entry(scope: ActivityScope, question: Question, entry_id: int, category_id: int) -> Xml:
    values: dict[str, Scalar] = {
        "questioncategoryid": category_id,
        "idnumber": question.key,
        "ownerid": AUTHOR,
    }
    inner = scope.inner(f'question "{question.key}"', "question", question.files)
    version = record(
        "question_versions",
        {"version": 1, "status": "ready"},
        listing("questions", [_question(inner, question)]),
        id=scope.next_id(),
    )
    inner.close()
    return record("question_bank_entry", values, element("question_version", version), id=entry_id)


def _question(scope: Scope, question: Question) -> Xml:
    question_id = scope.next_id()
    head: dict[str, Scalar] = {
        "parent": 0,
        "name": question.name,
        "questiontext": scope.html(question.text, "questiontext", question_id),
        "questiontextformat": 1,
        "generalfeedback": scope.html(question.general_feedback, "generalfeedback", question_id),
        "generalfeedbackformat": 1,
        "defaultmark": share(question.mark),
        "penalty": share(question.penalty),
        "qtype": question.qtype,
        "length": question.length,
    }
    body = listing(f"plugin_qtype_{question.qtype}_question", question.body(scope, question_id))
    rest: dict[str, Scalar] = {
        "stamp": _stamp(question.key, question.text, body),
        "timecreated": scope.timestamp,
        "timemodified": scope.timestamp,
        "createdby": AUTHOR,
        "modifiedby": AUTHOR,
    }
    return record(
        "question",
        head | rest,
        body,
        listing("question_hints", [_hint(scope, hint) for hint in question.hints]),
        listing("tags", [_tag(scope, tag) for tag in question.tags]),
        id=question_id,
    )


def _hint(scope: Scope, hint: Hint) -> Xml:
    hint_id = scope.next_id()
    values: dict[str, Scalar] = {
        "hint": scope.html(hint.text, "hint", hint_id),
        "hintformat": 1,
        "shownumcorrect": hint.show_number_correct,
        "clearwrong": hint.clear_wrong,
        "options": None,
    }
    return record("question_hint", values, id=hint_id)


def _tag(scope: Scope, tag: str) -> Xml:
    values: dict[str, Scalar] = {"name": tag.lower(), "rawname": tag}
    return record("tag", values, id=scope.next_id(), contextid=scope.context)
