"""The course as its author thinks it: its identity and its five phases."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from methodology.delivery import Delivery, Person
from methodology.evaluation import Evaluation
from methodology.needs import NeedsAnalysis
from methodology.objectives import Objective, Objectives
from methodology.questions import Bank, Question
from methodology.sequencing import Sequencing
from methodology.values import Modality, Order, Packaging, Record, ScormInMoodle, Text, Theme, Units

if TYPE_CHECKING:
    from methodology.mission.model import Mission


@dataclass(frozen=True, kw_only=True)
class Contact(Record):
    """Whom a participant asks."""

    name: str
    email: str = ""
    role: str = ""


@dataclass(frozen=True, kw_only=True)
class Waiver(Record):
    """A finding the author has looked at and keeps, and why. `subject` narrows it to one id of the folder."""

    rule: str
    reason: str = ""
    subject: str = ""
    date: date | None = None


@dataclass(frozen=True, kw_only=True)
class Themes(Record):
    """The five cross-cutting themes of the SOCIEUX+ terms of reference: one concrete measure each, or why not."""

    gender: str = ""
    governance: str = ""
    environment: str = ""
    human_rights: str = ""
    vulnerable_groups: str = ""


@dataclass(frozen=True, kw_only=True)
class Marker(Record):
    """A figure that shows what is done for a cross-cutting theme: what was aimed at, what was reached, in `unit`."""

    theme: Theme
    indicator: str
    aimed: float | None = None
    achieved: float | None = None
    unit: str = ""
    source: str = ""


@dataclass(frozen=True, kw_only=True)
class Term(Record):
    """A word of a glossary; `synonyms` say the same, `translations` in the other languages of the group."""

    term: str
    definition: str = ""
    synonyms: tuple[str, ...] = ()
    translations: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class WeightBudget(Record):
    """How heavy the course may be: kilobytes a page with its pictures, megabytes in all.

    `lesson_mb`: megabytes of a lesson with all that it plays or gives to download.
    """

    page_kb: int = 300
    lesson_mb: int = 20
    course_mb: int = 30


@dataclass(frozen=True, kw_only=True)
class Scorm(Record):
    """How the SCORM packages are cut. `order` is for several units only; `edition` of SCORM 2004, 3 or 4.

    `in_moodle`: which of them stand as activities in the Moodle package.
    """

    packaging: Packaging = Packaging.WHOLE
    units: Units = Units.ONE
    order: Order = Order.FREE
    edition: int = 4
    in_moodle: ScormInMoodle = ScormInMoodle.NOTHING


@dataclass(frozen=True, kw_only=True)
class MediaFile(Record):
    """A file of `medias/`. `name` is relative to it; `bytes` its size; `path` absolute on this machine.

    `width` and `height` in pixels of a PNG, JPEG or GIF picture; 0 for anything else. `shipped`: bytes once it is made
    ready for learners, where the program that checks the course knows it; 0 where it doesn't.
    """

    name: str
    path: str = field(compare=False)
    bytes: int = 0
    width: int = 0
    height: int = 0
    shipped: int = field(default=0, compare=False)

    @property
    def weight(self) -> int:
        """Bytes that a learner loads."""
        return self.shipped or self.bytes


@dataclass(frozen=True, kw_only=True)
class Identity(Record):
    """The whole of `cours.yaml`. `minutes` is the declared total; the markers are those of the OECD DAC (0, 1, 2)."""

    code: str
    title: str
    version: str
    date: date
    short_title: str = ""
    language: str = "fr"
    charter: str = "socieux"
    sponsor: str = ""
    authors: tuple[str, ...] = ()
    contact: Contact | None = None
    licence: str = ""
    summary: str = ""
    minutes: int | None = None
    modality: Modality = Modality.HYBRID
    funding: str = "cofinance"
    profiles: tuple[str, ...] = ()
    category: str = ""
    weight_budget: WeightBudget = field(default_factory=WeightBudget)
    scorm: Scorm = field(default_factory=Scorm)
    themes: Themes = field(default_factory=Themes)
    markers: tuple[Marker, ...] = ()
    gender_marker: int | None = None
    disability_marker: int | None = None
    glossary: tuple[Term, ...] = ()
    waivers: tuple[Waiver, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Course:
    """A course folder, read. `texts` are the Markdown files of `contenus/` by path, `media` the files of `medias/`.

    `access` are the people of `acces.csv`, beside the course rather than in it: two courses compare without them, and
    only what is made for a site's administrator may read them. `mission` is `action.yaml`, beside it too; None without.
    """

    identity: Identity
    needs: NeedsAnalysis
    objectives: Objectives
    sequencing: Sequencing
    delivery: Delivery
    evaluation: Evaluation
    banks: tuple[Bank, ...] = ()
    texts: tuple[Text, ...] = ()
    media: tuple[MediaFile, ...] = ()
    access: tuple[Person, ...] = field(default=(), compare=False, repr=False)
    mission: Mission | None = field(default=None, compare=False, repr=False)

    def questions(self) -> Iterator[Question]:
        """Every question of every bank."""
        for bank in self.banks:
            yield from bank.questions

    def objective(self, key: str) -> Objective | None:
        """The objective of that id."""
        return next((o for o in self.objectives.objectives if o.id == key), None)
