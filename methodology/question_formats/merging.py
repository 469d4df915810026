"""Questions that come into a course which holds some of them already: what is new, what changed, what didn't.

A question is the same when it bears the id of one of the course (with the course's code before it, or in the bank of
that name), or when it asks the same thing. Its values are merged three ways: a format carries less than the folder
holds, so what the file says is compared with what a file of that format would say of the question as it stands.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from types import MappingProxyType

from methodology.course import Course
from methodology.question_formats.markup.plain import plain_text
from methodology.question_formats.naming import free_id
from methodology.questions import Bank, Question

_OF_THE_FOLDER = frozenset({"id", "where", "category"})
_NEVER_EMPTIED = frozenset({"objective", "bloom", "title"})  # a Moodle import may leave tags aside
_DEFAULTS = {spec.name: spec.default for spec in fields(Question)}
As = Mapping[str, Question]


@dataclass(frozen=True, slots=True)
class Merged:
    """The banks of the course with what came in. The ids by what became of them.

    `absent`: questions of the bank of that name that the file hasn't: they stay. `renamed`: the id given, by the id
    wanted, where another question had it.
    """

    banks: tuple[Bank, ...]
    new: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    renamed: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def changed(self) -> tuple[Question, ...]:
        """The questions that are new or updated."""
        ids = {*self.new, *self.updated}
        return tuple(question for bank in self.banks for question in bank.questions if question.id in ids)


def merge(course: Course, incoming: Bank, idnumbers: Mapping[str, str], as_carried: Callable[[], As]) -> Merged:
    """The course's banks with the questions of `incoming`.

    `idnumbers`: what the file calls each question, by id. `as_carried`: the course's questions as a file of that
    format carries them, by id; asked only when a question is the course's already.
    """
    twins = _twins(course, incoming, idnumbers)
    carried = as_carried() if twins else {}
    merged = {
        twins[item.id].id: _three_ways(item, twins[item.id], carried.get(twins[item.id].id))
        for item in incoming.questions
        if item.id in twins
    }
    fresh, renamed = _fresh(course, incoming, twins)
    updated = [_updated(bank, merged) for bank in course.banks]
    banks = _with_fresh(updated, incoming, fresh, _homes(course, twins, incoming, idnumbers))
    old = {question.id: question for question in course.questions()}
    same = next((bank.questions for bank in course.banks if bank.name == incoming.name), ())
    return Merged(
        banks=tuple(banks),
        new=tuple(question.id for question in fresh.values()),
        updated=tuple(id_ for id_, question in merged.items() if question != old[id_]),
        unchanged=tuple(id_ for id_, question in merged.items() if question == old[id_]),
        absent=tuple(question.id for question in same if question.id not in merged),
        renamed=MappingProxyType(renamed),
    )


def _twins(course: Course, incoming: Bank, idnumbers: Mapping[str, str]) -> dict[str, Question]:
    """The question of the course that each question of the file is, by the file's id; each serves once."""
    by_id = {question.id.casefold(): (bank.name, question) for bank in course.banks for question in bank.questions}
    found: dict[str, Question] = {}
    for item in incoming.questions:
        bank, question = by_id.get(item.id.casefold(), ("", None))
        sure = bank == incoming.name or _is_ours(course, idnumbers.get(item.id, ""))
        if question is not None and (sure or _asks(item) == _asks(question)):
            found[item.id] = question
    left: dict[tuple[str, str], Question] = {}
    served = {question.id for question in found.values()}
    for question in course.questions() if len(found) < len(incoming.questions) else ():
        if question.id not in served and question.text.strip():
            left.setdefault(_asks(question), question)
    for item in incoming.questions:
        if item.id not in found and (twin := left.pop(_asks(item), None)):
            found[item.id] = twin
    return found


def _is_ours(course: Course, idnumber: str) -> bool:
    """Whether that is the name of a question of this course, as its exports write it."""
    return idnumber.casefold().startswith(f"{course.identity.code}/".casefold())


def _asks(question: Question) -> tuple[str, str]:
    """Its type and its words, capitals, blanks and layout apart."""
    return question.type.value, " ".join(plain_text(question.text).casefold().split())


def _three_ways(item: Question, twin: Question, carried: Question | None) -> Question:
    """The course's question with what the file changes in it."""
    names = [name for name in _DEFAULTS if name not in _OF_THE_FOLDER]
    said = {name: getattr(item, name) for name in names}
    if carried is not None:
        said = {name: value for name, value in said.items() if value != getattr(carried, name)}
    kept = _NEVER_EMPTIED if carried is not None else frozenset(names)
    return replace(twin, **{n: v for n, v in said.items() if not (n in kept and v == _DEFAULTS[n])})


def _fresh(course: Course, incoming: Bank, twins: Mapping[str, Question]) -> tuple[dict[str, Question], dict[str, str]]:
    """The questions the course has not, by the file's id; and the ids they could not keep."""
    taken = {question.id.casefold() for question in course.questions()}
    fresh: dict[str, Question] = {}
    renamed: dict[str, str] = {}
    for item in incoming.questions:
        if item.id in twins:
            continue
        id_ = free_id(item.id, item.title or item.text, incoming.name, taken)
        taken.add(id_.casefold())
        fresh[item.id] = replace(item, id=id_)
        if id_ != item.id:
            renamed[item.id] = id_
    return fresh, renamed


def _homes(
    course: Course, twins: Mapping[str, Question], incoming: Bank, idnumbers: Mapping[str, str]
) -> dict[str, tuple[str, str]]:
    """The bank and category of the course where most questions of each category of an export of ours are."""
    bank_of = {question.id: bank.name for bank in course.banks for question in bank.questions}
    places: dict[str, Counter[tuple[str, str]]] = {}
    for item in incoming.questions:
        twin = twins.get(item.id)
        if twin and _is_ours(course, idnumbers.get(item.id, "")):
            places.setdefault(item.category, Counter())[bank_of[twin.id], twin.category] += 1
    return {category: counts.most_common(1)[0][0] for category, counts in places.items()}


def _updated(bank: Bank, merged: As) -> Bank:
    questions = tuple(merged.get(question.id, question) for question in bank.questions)
    return bank if questions == bank.questions else replace(bank, questions=questions)


def _with_fresh(
    banks: Sequence[Bank], incoming: Bank, fresh: As, homes: Mapping[str, tuple[str, str]]
) -> Iterable[Bank]:
    """The banks, each new question beside those of its category; the rest in the bank of the file's name."""
    added: dict[str, list[Question]] = {}
    for question in fresh.values():
        name, category = homes.get(question.category, (incoming.name, question.category))
        added.setdefault(name, []).append(replace(question, category=category))
    for bank in banks:
        more = added.pop(bank.name, [])
        yield replace(bank, questions=(*bank.questions, *more)) if more else bank
    for questions in added.values():
        yield replace(incoming, questions=tuple(questions))
