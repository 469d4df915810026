"""Phase 3: modules, sequences, steps (the "déroulé pédagogique"). Fields: reference domain 2.8. Times in minutes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from methodology.activities import AnyActivity
from methodology.values import Extent, Grouping, Modality, Principle, Record, Text


@dataclass(frozen=True, kw_only=True)
class Step(Record):
    """One line of the running order. `activity` is what it becomes on the platform, when it happens there.

    `objectives` empty means those of the sequence; `gagne` the events of instruction it serves (1-9), `merrill` the
    principles. `start` is the time of day (`09:15`). What only the trainer reads: `intentions`, `expected_answers`,
    `likely_questions` of the participants, `prompts` when nobody answers, `debriefing`.
    """

    id: str
    title: str
    minutes: int
    method: str
    start: str = ""
    technique: str = ""
    active: bool = False
    compulsory: bool = True
    grouping: Grouping | None = None
    objectives: tuple[str, ...] = ()
    content: str = ""
    trainer_activity: str = ""
    participant_activity: str = ""
    intentions: str = ""
    instruction: str = ""
    expected_answers: tuple[str, ...] = ()
    likely_questions: tuple[str, ...] = ()
    prompts: tuple[str, ...] = ()
    output: str = ""
    supports: tuple[str, ...] = ()
    materials: tuple[str, ...] = ()
    feedback: str = ""
    debriefing: str = ""
    plan_b: str = ""
    gagne: tuple[int, ...] = ()
    merrill: tuple[Principle, ...] = ()
    activity: AnyActivity | None = None


@dataclass(frozen=True, kw_only=True)
class HotReview(Record):
    """What the trainer says of a sequence right after it. `on_plan`: whether the running order was kept."""

    session: str = ""
    date: date | None = None
    on_plan: Extent | None = None
    actual_minutes: int | None = None
    group_level: str = ""
    incidents: str = ""
    to_change: str = ""


@dataclass(frozen=True, kw_only=True)
class Sequence(Record):
    """A lesson plan: what one sequence teaches, in how long, step by step. `slides` is its deck's text.

    `revisits` are the sequences whose notions it takes up again, deeper (Bruner); `prototype`: tried, not settled yet.
    """

    id: str
    title: str
    minutes: int
    modality: Modality
    objectives: tuple[str, ...] = ()
    prerequisites: tuple[str, ...] = ()
    revisits: tuple[str, ...] = ()
    prototype: bool = False
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
    reviews: tuple[HotReview, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Module(Record):
    """Sequences that belong together. `title` begins with a verb; `assessment` says how the module is verified."""

    id: str
    title: str
    summary: str = ""
    own_objectives: tuple[str, ...] = ()
    competencies: tuple[str, ...] = ()
    assessment: str = ""
    sequences: tuple[Sequence, ...] = ()

    @property
    def minutes(self) -> int:
        """The time of all its sequences."""
        return sum(sequence.minutes for sequence in self.sequences)

    @property
    def objectives(self) -> tuple[str, ...]:
        """Ids of its own objectives; without any, of those its sequences work on, in order, each once."""
        return self.own_objectives or tuple(dict.fromkeys(o for s in self.sequences for o in s.objectives))


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
