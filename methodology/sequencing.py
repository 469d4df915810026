"""Phase 3: modules, sequences, steps (the "déroulé pédagogique"). Fields: reference domain 2.8. Times in minutes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from methodology.activities import AnyActivity
from methodology.values import Grouping, Modality, Record, Text


@dataclass(frozen=True, kw_only=True)
class Step(Record):
    """One line of the running order. `activity` is what it becomes on the platform, when it happens there.

    `objectives` empty means those of the sequence; `gagne` the events of instruction it serves (1-9).
    """

    id: str
    title: str
    minutes: int
    method: str
    active: bool = False
    grouping: Grouping | None = None
    objectives: tuple[str, ...] = ()
    content: str = ""
    trainer_activity: str = ""
    participant_activity: str = ""
    instruction: str = ""
    output: str = ""
    materials: tuple[str, ...] = ()
    feedback: str = ""
    plan_b: str = ""
    gagne: tuple[int, ...] = ()
    activity: AnyActivity | None = None


@dataclass(frozen=True, kw_only=True)
class Sequence(Record):
    """A lesson plan: what one sequence teaches, in how long, step by step. `slides` is its deck's text."""

    id: str
    title: str
    minutes: int
    modality: Modality
    objectives: tuple[str, ...] = ()
    prerequisites: tuple[str, ...] = ()
    place: str = ""
    key_messages: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    materials: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    assessment: str = ""
    differentiation: str = ""
    watch_points: tuple[str, ...] = ()
    offline_variant: str = ""
    slides: Text | None = None


@dataclass(frozen=True, kw_only=True)
class Module(Record):
    """Sequences that belong together. `title` begins with a verb."""

    id: str
    title: str
    summary: str = ""
    sequences: tuple[Sequence, ...] = ()

    @property
    def minutes(self) -> int:
        """The time of all its sequences."""
        return sum(sequence.minutes for sequence in self.sequences)

    @property
    def objectives(self) -> tuple[str, ...]:
        """Ids of the objectives its sequences work on, in order, each once."""
        return tuple(dict.fromkeys(o for s in self.sequences for o in s.objectives))


@dataclass(frozen=True, kw_only=True)
class Sequencing(Record):
    """The whole of `3-sequences.yaml`."""

    modules: tuple[Module, ...] = ()

    def sequences(self) -> Iterator[Sequence]:
        """Every sequence, in order."""
        for module in self.modules:
            yield from module.sequences

    def steps(self) -> Iterator[tuple[Sequence, Step]]:
        """Every step with its sequence, in order."""
        for sequence in self.sequences():
            for step in sequence.steps:
                yield sequence, step
