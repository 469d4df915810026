"""What must be ready for each session: from its modality, its steps' methods and groupings, and the headcount.

What the author listed under `materiel`, `supports` and `documents` stands beside it, as written. Things that are used
up add up from step to step; the others serve again, and the largest number wanted at one time counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from math import ceil

from methodology.activities.quiz import Quiz
from methodology.activities.survey import SurveyActivity
from methodology.course import Course
from methodology.delivery import Session
from methodology.materials import Basis, Supply, copies_in, material_named, materials, supplies_of_modality
from methodology.methods import method_named
from methodology.needs import Participants
from methodology.sequencing import Sequence, Step
from methodology.values import Grouping, Modality

GROUP_SIZE = 4
"""Persons in a small group, when the list is made. A convention of ours."""

_ON_THE_PLATFORM = (Quiz, SurveyActivity)
_A_DEVICE = Supply("poste_connecte", Basis.PERSON)


@dataclass(frozen=True, slots=True)
class Item:
    """A thing and how many. `material` is its id in the catalogue, empty for the author's own words.

    `quantity` is None when only the author can say; `steps` are those that use it (`S1/cas`), none when it is for the
    whole session or sequence.
    """

    name: str
    quantity: int | None
    material: str = ""
    consumable: bool = False
    steps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SequenceLogistics:
    """What a sequence needs beyond what every session of its modality needs."""

    sequence: Sequence
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class SessionLogistics:
    """What a session needs for that many persons: `items` in all, and `sequences` one by one.

    `session` is None for the sequences that no session holds.
    """

    session: Session | None
    persons: int
    items: tuple[Item, ...]
    sequences: tuple[SequenceLogistics, ...]


@dataclass(frozen=True, slots=True)
class _Numbers:
    """What quantities are counted from."""

    persons: int
    trainers: int
    days: int = 1


def logistics(course: Course, persons: int | None = None) -> tuple[SessionLogistics, ...]:
    """The list of each session, in order; last, that of the sequences without one. Names in the current language.

    `persons` is the headcount: those counted, or the largest group the course is designed for, when it isn't given.
    """
    heads = headcount(course.needs.participants) if persons is None else persons
    numbers = _Numbers(heads, max(1, len(course.delivery.trainers)))
    known = {sequence.id: sequence for sequence in course.sequencing.sequences()}
    planned = {id_ for session in course.delivery.sessions for id_ in session.sequences}
    lists = [
        _session(session, [known[id_] for id_ in dict.fromkeys(session.sequences) if id_ in known], numbers)
        for session in course.delivery.sessions
    ]
    others = [sequence for sequence in known.values() if sequence.id not in planned]
    return (*lists, *([_session(None, others, numbers)] if others else ()))


def headcount(participants: Participants) -> int:
    """How many persons to prepare for: women and men when both are counted, else the largest group."""
    if participants.women is None or participants.men is None:
        return participants.headcount.max
    return participants.women + participants.men


def _session(session: Session | None, sequences: Iterable[Sequence], numbers: _Numbers) -> SessionLogistics:
    lists = tuple(_sequence(sequence, session, numbers) for sequence in sequences)
    whole = supplies_of_modality(session.modality) if session else ()
    in_all = replace(numbers, days=_days(session))
    base = [_item(supply, _quantity(supply, None, in_all)) for supply in whole]
    items = _gathered([*base, *(item for part in lists for item in part.items)])
    return SessionLogistics(session, numbers.persons, items, lists)


def _days(session: Session | None) -> int:
    """How many days it lasts, 1 when it doesn't say."""
    if session is None or session.start is None or session.end is None:
        return 1
    return max(1, (session.end - session.start).days + 1)


def _sequence(sequence: Sequence, session: Session | None, numbers: _Numbers) -> SequenceLogistics:
    modality = session.modality if session and sequence.modality is Modality.HYBRID else sequence.modality
    items = [item for step in sequence.steps for item in _step(sequence, step, modality, numbers)]
    own = [_own(name, None, numbers) for name in (*sequence.materials, *sequence.documents)]
    return SequenceLogistics(sequence, _gathered([*items, *own]))


def _step(sequence: Sequence, step: Step, modality: Modality, numbers: _Numbers) -> Iterator[Item]:
    key = (f"{sequence.id}/{step.id}",)
    for supply in _wanted(step, modality):
        yield replace(_item(supply, _quantity(supply, step.grouping, numbers)), steps=key)
    for name in (*step.materials, *step.supports):
        yield replace(_own(name, step.grouping, numbers), steps=key)


def _wanted(step: Step, modality: Modality) -> Iterator[Supply]:
    """What the method asks for in a room, what stands for it in a virtual class, nothing when people work alone."""
    method = method_named(step.method)
    if modality is Modality.ASYNCHRONOUS:
        return
    on_screen = isinstance(step.activity, _ON_THE_PLATFORM)
    if on_screen and modality is not Modality.SYNCHRONOUS:
        yield _A_DEVICE
    for supply in method.supplies if method else ():
        stand_in = materials()[supply.material].online
        if modality is Modality.SYNCHRONOUS:
            yield from [Supply(stand_in, Basis.ROOM)] if stand_in else ()
        elif not (on_screen and stand_in):
            yield supply


def _quantity(supply: Supply, grouping: Grouping | None, numbers: _Numbers) -> int:
    shared = materials()[supply.material].collective and grouping is not Grouping.SMALL_GROUP
    basis = Basis.ROOM if shared and supply.basis is Basis.GROUP else supply.basis
    return supply.count * _count(basis, grouping, numbers)


def _count(basis: Basis, grouping: Grouping | None, numbers: _Numbers) -> int:
    """How many rooms, days, groups, persons there are."""
    return {
        Basis.ROOM: 1,
        Basis.DAY: numbers.days,
        Basis.GROUP: _groups(grouping, numbers.persons),
        Basis.TRIO: ceil(numbers.persons / 3),
        Basis.PAIR: ceil(numbers.persons / 2),
        Basis.PERSON: numbers.persons,
        Basis.TRAINER: numbers.trainers,
    }[basis]


def _groups(grouping: Grouping | None, persons: int) -> int:
    """How many groups there are; of the usual size when a document is for each table and no step says more."""
    if grouping is Grouping.PLENARY:
        return 1
    size = {Grouping.ALONE: 1, Grouping.PAIR: 2}.get(grouping, GROUP_SIZE) if grouping else GROUP_SIZE
    return ceil(persons / size)


def _own(written: str, grouping: Grouping | None, numbers: _Numbers) -> Item:
    """What an author listed, as many as its words say, or as is usual for what the catalogue knows."""
    said, material = copies_in(written), material_named(written)
    if material is None:
        return Item(written, None if said is None else _count(said, grouping, numbers))
    basis, count = (said, 1) if said else material.usual
    supply = Supply(material.id, basis, count)
    return replace(_item(supply, _quantity(supply, grouping, numbers)), consumable=False)


def _item(supply: Supply, quantity: int) -> Item:
    material = materials()[supply.material]
    return Item(material.name, quantity, material.id, material.consumable)


def _gathered(items: Iterable[Item]) -> tuple[Item, ...]:
    """Each thing once, in order of first use."""
    found: dict[str, Item] = {}
    for item in items:
        key = item.material or item.name.casefold()
        found[key] = _together(found[key], item) if key in found else item
    return tuple(found.values())


def _together(one: Item, other: Item) -> Item:
    """What is used up twice adds up; what an author lists beside a method is the same thing."""
    steps = tuple(dict.fromkeys((*one.steps, *other.steps)))
    consumable = one.consumable or other.consumable
    if one.quantity is None or other.quantity is None:
        quantity = one.quantity if other.quantity is None else other.quantity
    elif one.consumable and other.consumable:
        quantity = one.quantity + other.quantity
    else:
        quantity = max(one.quantity, other.quantity)
    return replace(one, quantity=quantity, consumable=consumable, steps=steps)
