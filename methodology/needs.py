"""Phase 1: the request, the participants, the competencies, the needs. Fields: reference domain 2.5, 2.6, 2.13."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from methodology.values import Cause, Decision, Extent, Priority, Record


@dataclass(frozen=True, kw_only=True)
class Request(Record):
    """What was asked for, by whom, and what it became once clarified."""

    origin: str = ""
    wording: str = ""
    reformulation: str = ""
    date: date | None = None


@dataclass(frozen=True, kw_only=True)
class Headcount(Record):
    """Smallest and largest group the course is designed for, in persons."""

    min: int = 1
    max: int = 1


@dataclass(frozen=True, kw_only=True)
class Prerequisite(Record):
    """What a participant must bring, and how it is verified."""

    statement: str
    verification: str = ""


@dataclass(frozen=True, kw_only=True)
class Connection(Record):
    """The participants' line: speed in kbit/s, price per megabyte in local currency, where, cuts."""

    speed_kbps: int | None = None
    cost: str = ""
    place: str = ""
    cuts: str = ""


@dataclass(frozen=True, kw_only=True)
class AgeBand(Record):
    """How many of the participants are of that age: `band` as people write it (`25-34`)."""

    band: str
    headcount: int | None = None


class Enrolment(StrEnum):
    """Whether participants come because they want to."""

    COMPULSORY = "obligatoire"
    VOLUNTARY = "volontaire"
    MIXED = "mixte"


@dataclass(frozen=True, kw_only=True)
class Participants(Record):
    """The people the course is for.

    `women` and `men` are counted, once people are known; `women_target_percent` is what is aimed at before.
    `french_ease` and `digital_ease` go from 0 to 4; `hierarchy_support`: whether their superiors want them to come and
    to apply what they learn.
    """

    title: str = ""
    organisations: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    functions: tuple[str, ...] = ()
    headcount: Headcount = field(default_factory=Headcount)
    women_target_percent: int | None = None
    women: int | None = None
    men: int | None = None
    age_bands: tuple[AgeBand, ...] = ()
    seniority: str = ""
    education: str = ""
    languages: tuple[str, ...] = ()
    french_ease: int | None = None
    prior_knowledge: str = ""
    prerequisites: tuple[Prerequisite, ...] = ()
    digital_ease: int | None = None
    distance_experience: str = ""
    equipment: str = ""
    connection: Connection | None = None
    time_slots: str = ""
    constraints: tuple[str, ...] = ()
    motivations: tuple[str, ...] = ()
    obstacles: tuple[str, ...] = ()
    expectations: tuple[str, ...] = ()
    hierarchy_support: Extent | None = None
    enrolment: Enrolment | None = None
    certification: str = ""
    arrangements: tuple[str, ...] = ()

    @property
    def women_percent(self) -> float | None:
        """The share of women among those counted; None while one count is missing, or nobody is counted."""
        if self.women is None or self.men is None or not self.women + self.men:
            return None
        return 100 * self.women / (self.women + self.men)


@dataclass(frozen=True, kw_only=True)
class Persona(Record):
    """A portrait of one plausible participant: `habits` what they use and how, `promise` what the course is to them."""

    name: str
    age: int | None = None
    function: str = ""
    prior_knowledge: str = ""
    obstacle: str = ""
    motivation: str = ""
    sex: str = ""
    habits: tuple[str, ...] = ()
    promise: str = ""


class Taxonomy(StrEnum):
    """What the competencies of one depth of the framework are called: the closed list of Moodle."""

    BEHAVIOUR = "comportement"
    COMPETENCY = "competence"
    CONCEPT = "concept"
    DOMAIN = "domaine"
    INDICATOR = "indicateur"
    LEVEL = "niveau"
    OUTCOME = "resultat"
    PRACTICE = "pratique"
    PROFICIENCY = "maitrise"
    SKILL = "savoir-faire"
    VALUE = "valeur"


class CompetencyRule(StrEnum):
    """What having the competencies under one says of it."""

    NONE = "aucune"
    ALL = "toutes"
    POINTS = "points"


class RuleOutcome(StrEnum):
    """What happens when the rule is met: nothing, a piece of evidence, a recommendation, the competency itself."""

    NONE = "aucun"
    EVIDENCE = "preuve"
    RECOMMEND = "recommandation"
    COMPLETE = "acquisition"


@dataclass(frozen=True, kw_only=True)
class Framework(Record):
    """The competency framework as a whole, as a platform imports it.

    `scale` goes from the lowest level up; `start` is the level of whoever isn't assessed yet, `proficient` the first
    level at which the competency is held; `taxonomies` say what each depth of the tree is called.
    """

    id: str = ""
    name: str = ""
    description: str = ""
    scale: tuple[str, ...] = ()
    start: str = ""
    proficient: str = ""
    taxonomies: tuple[Taxonomy, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Competency(Record):
    """What the framework names: a verb, an object, a context; observable criteria apart.

    `levels` is its scale, from the lowest, when it isn't the framework's; `evidence` what proves it; `link` an address
    (ESCO, ROME). `rule` and `outcome` say what the competencies under it bring; with points, each of these gives its
    `points`, `points_required` are wanted, and those that are `required` can't be missing.
    """

    id: str
    name: str
    description: str = ""
    domain: str = ""
    parent: str = ""
    criteria: tuple[str, ...] = ()
    situations: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    resources: tuple[str, ...] = ()
    positions: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    link: str = ""
    related: tuple[str, ...] = ()
    rule: CompetencyRule = CompetencyRule.NONE
    outcome: RuleOutcome = RuleOutcome.EVIDENCE
    points_required: int | None = None
    points: int | None = None
    required: bool = False


@dataclass(frozen=True, kw_only=True)
class Need(Record):
    """A gap between present and target level (0-4) on a task; difficulty, importance, frequency 1-5."""

    id: str
    task: str = ""
    position: str = ""
    competency: str = ""
    current: int | None = None
    target: int | None = None
    difficulty: int | None = None
    importance: int | None = None
    frequency: int | None = None
    cause: Cause | None = None
    evidence: str = ""
    sources: tuple[str, ...] = ()
    decision: Decision = Decision.TRAIN
    reason: str = ""
    priority: Priority | None = None
    headcount: int | None = None
    due: date | None = None

    @property
    def dif(self) -> int | None:
        """Difficulty times importance times frequency, 1 to 125, only to rank; None while a mark is missing."""
        if self.difficulty is None or self.importance is None or self.frequency is None:
            return None
        return self.difficulty * self.importance * self.frequency

    @property
    def gap(self) -> int | None:
        """Target minus current level; None while one is missing."""
        return None if self.current is None or self.target is None else self.target - self.current

    @property
    def advised(self) -> Decision | None:
        """What the tree of the three marks advises (reference domain 2.5); None while a mark is missing."""
        if self.difficulty is None or self.importance is None or self.frequency is None:
            return None
        if self.importance <= 2:
            return Decision.JOB_AID
        if self.difficulty <= 2 and self.frequency >= 4:
            return Decision.ON_THE_JOB
        rare = self.difficulty >= 4 and self.importance >= 4 and self.frequency <= 2
        return Decision.OVERTRAIN if rare else Decision.TRAIN


@dataclass(frozen=True, kw_only=True)
class Swot(Record):
    """The training function of the organisation as it stands: what helps and what harms, inside and around it."""

    strengths: tuple[str, ...] = ()
    weaknesses: tuple[str, ...] = ()
    opportunities: tuple[str, ...] = ()
    threats: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class NeedsAnalysis(Record):
    """The whole of `1-besoins.yaml`."""

    date: date | None = None
    request: Request | None = None
    swot: Swot = field(default_factory=Swot)
    participants: Participants = field(default_factory=Participants)
    personas: tuple[Persona, ...] = ()
    framework: Framework = field(default_factory=Framework)
    competencies: tuple[Competency, ...] = ()
    needs: tuple[Need, ...] = ()
