"""Whether an attempt at a quiz can start: every place must find its question, whatever the random ones draw."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from moodle_backups.activities.quiz_parts import RandomSlot, Slot
from moodle_backups.bank_places import BankPlaces
from moodle_backups.questions.base import Question, QuestionStatus

Pool = frozenset[tuple[int, str]]
"""Context of the bank and key of every question that may be drawn."""


@dataclass(frozen=True, slots=True)
class Pools:
    """The banks as the slots of activity ``owner`` see them."""

    banks: BankPlaces
    owner: str

    def problems(self, slots: Sequence[Slot | RandomSlot]) -> Iterator[str]:
        """What an attempt would break at. Slots of unknown questions and categories are named elsewhere."""
        for slot in slots:
            if isinstance(slot, Slot):
                yield from self._shown_problems(slot)
        yield from self._drawn_problems(slots)

    def _shown_problems(self, slot: Slot) -> Iterator[str]:
        question = self.banks.question(slot.question, self.owner)
        if question is None:
            return
        states = numbered_states(question)
        if slot.version is not None and slot.version not in states:
            known = ", ".join(map(str, states))
            yield f'shows version {slot.version} of question "{slot.question}", which has {known}'
        elif slot.version is None and set(states.values()) == {QuestionStatus.DRAFT}:
            yield f'shows question "{slot.question}", which is a draft'

    def _drawn_problems(self, slots: Sequence[Slot | RandomSlot]) -> Iterator[str]:
        """Places whose pool may be empty once the places before them have drawn, as chance will have it."""
        shown = {slot.question for slot in slots if isinstance(slot, Slot)}
        random = [(slot.category, self._pool(slot, shown)) for slot in slots if isinstance(slot, RandomSlot)]
        wanted = Counter(pool for _, pool in random)
        drawn: Counter[Pool | None] = Counter()
        named = set()
        for category, pool in random:
            if pool is None or pool in named:
                continue
            drawn[pool] += 1
            gone = _gone(pool, drawn)
            if drawn[pool] + gone > len(pool):
                named.add(pool)
                text = (
                    f'draws {wanted[pool]} random questions from category "{category}", which has {len(pool)} to draw'
                )
                yield f"{text}; other random places may have drawn {gone} of them before" if gone else text

    def _pool(self, slot: RandomSlot, shown: set[str]) -> Pool | None:
        """What a place may draw; None: no bank has the category."""
        found = self.banks.category(slot.category, self.owner)
        if found is None:
            return None
        place = found[0]
        places = place.bank.below(slot.category) if slot.subcategories else {slot.category}
        names = {tag.lower() for tag in slot.tags}
        return frozenset(
            (place.context, question.key)
            for question in place.bank.questions
            if question.category in places
            and question.length
            and question.key not in shown
            and QuestionStatus.READY in numbered_states(question).values()
            and names <= {tag.lower() for tag in question.tags}
        )


def _gone(pool: Pool, drawn: Counter[Pool | None]) -> int:
    """How many of a pool other pools may have taken, at worst."""
    others = [(other, times) for other, times in drawn.items() if other and other != pool]
    reached: Pool = frozenset().union(*(other for other, _ in others))
    return min(sum(min(times, len(other & pool)) for other, times in others), len(pool & reached))


def numbered_states(question: Question) -> dict[int, QuestionStatus]:
    """The versions of a question by their numbers, as a bank writes them, and how each stands."""
    states: dict[int, QuestionStatus] = {}
    number = 0
    for version in (*question.versions, question):
        number = version.version or number + 1
        states[number] = version.status
    return states
