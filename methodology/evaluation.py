"""Phase 5: assessments, rubrics, surveys, the Kirkpatrick plan, indicators, the improvement log."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from methodology.activities import AnyActivity
from methodology.values import Bloom, Moment, Purpose, Record


@dataclass(frozen=True, kw_only=True)
class RubricLevel(Record):
    """One level of a criterion: its points, and what it looks like."""

    points: float
    descriptor: str


@dataclass(frozen=True, kw_only=True)
class Criterion(Record):
    """One criterion of a grid."""

    id: str
    title: str
    levels: tuple[RubricLevel, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Rubric(Record):
    """A grading grid."""

    id: str
    title: str
    criteria: tuple[Criterion, ...] = ()

    @property
    def maximum(self) -> float:
        """Points of the best level of every criterion."""
        return sum(max((level.points for level in c.levels), default=0.0) for c in self.criteria)


@dataclass(frozen=True, kw_only=True)
class Assessment(Record):
    """How learning is verified. Weight and threshold in percent.

    `steps` are the steps whose activity carries it (`S0.2/positionnement`). When the work is done in the room,
    `activity` is where it is handed in or graded on the platform, shown at the end of `module`.
    """

    id: str
    title: str
    purposes: tuple[Purpose, ...] = ()
    moments: tuple[Moment, ...] = ()
    bloom: Bloom | None = None
    objectives: tuple[str, ...] = ()
    weight_percent: float = 0.0
    pass_percent: float | None = None
    steps: tuple[str, ...] = ()
    module: str = ""
    activity: AnyActivity | None = None


class ItemType(StrEnum):
    """How a survey item is answered."""

    SCALE = "echelle"  # 1-5 and "no opinion"
    CHOICE = "choix_unique"
    CHOICES = "choix_multiple"
    NUMBER = "nombre"
    SHORT_TEXT = "texte_court"
    LONG_TEXT = "texte_long"
    INFORMATION = "information"


@dataclass(frozen=True, kw_only=True)
class SurveyItem(Record):
    """One item. `per_objective`: asked once for each objective, `{objectif}` in the text stands for it."""

    id: str
    type: ItemType
    text: str
    options: tuple[str, ...] = ()
    required: bool = False
    level: int | None = None
    per_objective: bool = False
    min: float | None = None
    max: float | None = None


class Audience(StrEnum):
    """Who answers a survey."""

    PARTICIPANT = "participant"
    MANAGER = "responsable"
    TRAINER = "formateur"


@dataclass(frozen=True, kw_only=True)
class Survey(Record):
    """A questionnaire: expectations, reaction ("à chaud"), follow-up ("à froid"), of participants or their managers."""

    id: str
    title: str
    moment: Moment = Moment.END
    audience: Audience = Audience.PARTICIPANT
    anonymous: bool = True
    introduction: str = ""
    items: tuple[SurveyItem, ...] = ()


@dataclass(frozen=True, kw_only=True)
class EvaluationLevel(Record):
    """One line of the evaluation plan: a Kirkpatrick level (1-4), its tool, date and person."""

    level: int
    question: str = ""
    indicator: str = ""
    tool: str = ""
    when: str = ""
    months_after: float | None = None
    responsible: str = ""


class Sense(StrEnum):
    """Which way a figure is better, seen from its target."""

    MORE = "plus"
    LESS = "moins"


@dataclass(frozen=True, kw_only=True)
class Indicator(Record):
    """A figure that is followed: formula, source, target, frequency, person.

    `sense`: whether the target is the least or the most; without it, the target's words say (see `targets`).
    """

    id: str
    title: str = ""
    formula: str = ""
    source: str = ""
    target: str = ""
    sense: Sense | None = None
    frequency: str = ""
    responsible: str = ""


@dataclass(frozen=True, kw_only=True)
class Improvement(Record):
    """One action of the quality loop (PDCA). `effect` is what it changed, seen once it is done."""

    finding: str
    cause: str = ""
    action: str = ""
    responsible: str = ""
    due: date | None = None
    evidence: str = ""
    status: str = ""
    effect: str = ""


@dataclass(frozen=True, kw_only=True)
class Evaluation(Record):
    """The whole of `5-evaluation.yaml`."""

    success_rule: str = ""
    second_chance: str = ""
    pass_percent: float | None = None
    assessments: tuple[Assessment, ...] = ()
    rubrics: tuple[Rubric, ...] = ()
    surveys: tuple[Survey, ...] = ()
    plan: tuple[EvaluationLevel, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    improvements: tuple[Improvement, ...] = ()
