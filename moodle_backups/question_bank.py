"""Question banks as questions.xml has them: categories with their entries, entries with their versions.

Moodle wants exactly one category named ``top`` in a context and every question in a child of it. What learners did
with a question is not part of it: attempts lie in the quiz and are user data, and so are teachers' comments.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import is_dataclass
from typing import Any, Final

from moodle_backups.bank_places import BankPlace, CategoryPlace
from moodle_backups.columns import AUTHOR, Column, Columns, contents, fixed, text, written
from moodle_backups.files import File
from moodle_backups.kept import NOTHING_KEPT
from moodle_backups.questions.base import HINT, QUESTION, QUESTION_END, Question
from moodle_backups.scope import Draft, Scope
from moodle_backups.xml import Scalar, Xml, element, listing, record

_STAMP_PREFIX: Final = "moodle-backups+"
TOP: Final = "top"


class QuestionScope(Scope):
    """The scope of one question: the ids of the questions it consists of, and of its category."""

    def __init__(self, draft: Draft, where: str, place: BankPlace, category: int, files: tuple[File, ...]) -> None:
        super().__init__(draft, where, place.context, "question", files)
        self.category = category
        self.inner_ids: tuple[int, ...] = ()

    def id_of(self, value: object) -> int:
        """The id that a value had in the package it was read from, or a new one, as for a copy of that value."""
        kind = "question" if isinstance(value, Question) else type(value).__name__
        return self.once(getattr(value, "kept", NOTHING_KEPT), kind)


def write_bank(draft: Draft, place: BankPlace) -> list[tuple[int, Xml]]:
    """The categories of a bank for questions.xml, each with its id."""
    if not place.top:
        return []
    top = record(
        "question_category",
        place.bank.kept.part(TOP).over(_place_fields(place, TOP, "", 0) | {"infoformat": 0, "sortorder": 0}),
        element("question_bank_entries"),
        id=place.top,
    )
    return [(place.top, top), *((one.id, _category(draft, place, one)) for one in place.categories)]


def _category(draft: Draft, place: BankPlace, one: CategoryPlace) -> Xml:
    category = one.category
    members = [question for question in place.bank.questions if question.category == category.key]
    stamps = {question.key: question_stamp(place.owner, question) for question in members}
    stamp = _stamp(place.owner, category.key, *stamps.values())
    scope = Scope(draft, f'{place.owner} > question category "{category.key}"', place.context, "question", ())
    values = _place_fields(place, category.title, scope.bare_html(category.info, "a category of questions"), one.parent)
    values |= {"stamp": stamp, "idnumber": category.idnumber or None}
    entries = [entry for question in members for entry in _entries(draft, place, one, question, stamps[question.key])]
    kept = category.kept
    return record(
        "question_category", kept.over(values), listing("question_bank_entries", entries), *kept.elements, id=one.id
    )


def _place_fields(place: BankPlace, name: str, info: str, parent: int) -> dict[str, Scalar]:
    return {
        "name": name,
        "contextid": place.context,
        "contextlevel": place.bank.level.value,
        "contextinstanceid": place.instance,
        "info": info,
        "infoformat": 1,
        "stamp": _stamp(place.owner, name),
        "parent": parent,
        "sortorder": 999,
        "idnumber": None,
    }


def _entries(draft: Draft, place: BankPlace, category: CategoryPlace, question: Question, stamp: str) -> Iterator[Xml]:
    """The entry of a question, then those of the questions that it consists of."""
    entry = place.entries[question.key]
    versions: dict[int, list[Xml]] = {entry: []}
    kept = {entry: question.kept.part("entry")}
    number = 0
    for version in (*question.versions, question):
        number = version.version or number + 1
        where = f'{place.owner} > question "{question.key}"'
        scope = QuestionScope(draft, where, place, category.id, version.files)
        question_id = scope.id_of(version)
        inner = version.inner_questions()
        scope.inner_ids = tuple(scope.id_of(part) for part in inner)
        own_stamp = stamp if version is question else question_stamp(place.owner, version)
        versions[entry].append(_version(scope, own_stamp, version, number, question_id, 0))
        for part, part_id in zip(inner, scope.inner_ids, strict=True):
            part_scope = QuestionScope(draft, where, place, category.id, part.files)
            own = part.kept.id_of("entry")
            if own not in versions:  # another version of the part lies in the same entry
                own = part_scope.once(part.kept, "entry", "entry")
            part_stamp = question_stamp(f"{place.owner} {stamp}", part)
            xml = _version(part_scope, part_stamp, part, part.version or 1, part_id, question_id)
            versions.setdefault(own, []).append(xml)
            kept.setdefault(own, part.kept.part("entry"))
    for entry_id, records in versions.items():
        values: dict[str, Scalar] = {
            "questioncategoryid": category.id,
            "idnumber": question.key if entry_id == entry else None,
            "ownerid": AUTHOR,
        }
        yield record(
            "question_bank_entry", kept[entry_id].over(values), listing("question_version", records), id=entry_id
        )


def _version(scope: QuestionScope, stamp: str, question: Question, number: int, question_id: int, parent: int) -> Xml:
    body = _question(scope, stamp, question, question_id, parent)
    scope.attach_kept(question.kept)
    scope.close()
    return record(
        "question_versions",
        {"version": number, "status": question.status.value},
        listing("questions", [body]),
        id=scope.once(question.kept, "version", "version"),
    )


def _question(scope: QuestionScope, stamp: str, question: Question, question_id: int, parent: int) -> Xml:
    kept = question.kept
    values: dict[str, Scalar] = {
        "parent": parent,
        **contents(QUESTION, question, scope, question_id),
        "stamp": stamp,
        **contents(QUESTION_END, question, scope, question_id),
    }
    return record(
        "question",
        kept.over(values),
        question.plugin_xml(scope, question_id),
        *kept.elements,
        listing("question_hints", [_hint(scope, hint) for hint in question.hints]),
        listing("tags", [_tag(scope, tag) for tag in question.tags]),
        id=question_id,
    )


def _hint(scope: Scope, hint: Any) -> Xml:
    hint_id = scope.id_of(hint)
    return record("question_hint", written(HINT, hint, scope, hint_id), *hint.kept.elements, id=hint_id)


def _tag(scope: Scope, tag: str) -> Xml:
    values: dict[str, Scalar] = {"name": tag.lower(), "rawname": tag}
    return record("tag", values, id=scope.draft.places.banks.tags[tag.lower()], contextid=scope.context)


def question_stamp(owner: str, question: Question) -> str:
    """Moodle takes equal stamps for the same thing, so a stamp is drawn from what the question says, and where."""
    return _stamp(owner, question.qtype, *_words(question))


def _stamp(*content: str) -> str:
    text_ = "\0".join(content).encode("utf-8", "replace")
    return _STAMP_PREFIX + hashlib.sha1(text_, usedforsecurity=False).hexdigest()


def _words(value: Any) -> Iterator[str]:
    """What a value says, file contents and ids aside."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from _words(one)
        yield ")"
    elif isinstance(value, File):
        yield value.name
    elif is_dataclass(value):
        for name in value.__dataclass_fields__:
            if name != "kept":
                yield from _words(getattr(value, name))
    else:
        yield str(value)


CATEGORY: Final[Columns] = (
    text("name"),
    text("info"),
    fixed("infoformat", 1),
    fixed("sortorder", 999),
    Column("idnumber", "idnumber", write=lambda value: value or None, null=""),
)
"""What a category says of itself, for reading; the rest says where it lies."""
