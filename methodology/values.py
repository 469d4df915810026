"""What every record of the model shares: its place in the folder, and the closed lists of values.

Values of a closed list are written in French on disk; the enumeration's value is what stands in the file.
Vocabulary and levels: Anderson & Krathwohl (2001) for Bloom, Kirkpatrick for evaluation.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from typing import Protocol

from methodology.findings import NOWHERE, Where


@dataclass(frozen=True, kw_only=True)
class Record:
    """A record read from the folder. `where` is its place; two records compare without it."""

    where: Where = field(default=NOWHERE, compare=False, repr=False)


class Identified(Protocol):
    """A record that others name by its id."""

    @property
    def id(self) -> str:
        """Its id as the author wrote it."""

    @property
    def where(self) -> Where:
        """Its place."""


@dataclass(frozen=True, kw_only=True)
class Text(Record):
    """A Markdown text: written in place, or in a file of the folder. `markdown` is the source."""

    path: str = ""
    markdown: str = ""


class Modality(StrEnum):
    """Where and when people learn."""

    ONSITE = "presentiel"
    SYNCHRONOUS = "distanciel_synchrone"
    ASYNCHRONOUS = "distanciel_asynchrone"
    HYBRID = "hybride"

    @property
    def in_room(self) -> bool:
        """Whether a trainer stands before the group in a room."""
        return self is Modality.ONSITE


class Bloom(IntEnum):
    """Levels of the revised taxonomy."""

    REMEMBER = 1
    UNDERSTAND = 2
    APPLY = 3
    ANALYSE = 4
    EVALUATE = 5
    CREATE = 6


class Domain(StrEnum):
    """What kind of capability an objective builds."""

    KNOWLEDGE = "savoir"
    SKILL = "savoir-faire"
    ATTITUDE = "savoir-etre"


class Cause(StrEnum):
    """Why a gap exists; only the first three are answered by training (Mager & Pipe)."""

    KNOWLEDGE = "savoir"
    SKILL = "savoir-faire"
    ATTITUDE = "savoir-etre"
    ORGANISATION = "organisation"
    TOOL = "outil"
    MOTIVATION = "motivation"
    RESOURCES = "ressources"

    @property
    def answered_by_training(self) -> bool:
        """Whether training alone can close the gap."""
        return self in (Cause.KNOWLEDGE, Cause.SKILL, Cause.ATTITUDE)


class Decision(StrEnum):
    """What is done about a need."""

    TRAIN = "former"
    OVERTRAIN = "former_et_entrainer"
    ON_THE_JOB = "poste_de_travail"
    JOB_AID = "aide_memoire"
    EXCLUDED = "exclu"


class Priority(StrEnum):
    """What comes first when not everything can be done (MoSCoW: must, should, could, won't this time)."""

    MUST = "indispensable"
    SHOULD = "importante"
    COULD = "souhaitable"
    LATER = "plus_tard"


class Extent(StrEnum):
    """A yes, a no, or something between."""

    YES = "oui"
    PARTLY = "en_partie"
    NO = "non"


class Packaging(StrEnum):
    """What one SCORM package holds."""

    WHOLE = "cours"
    MODULE = "module"


class Units(StrEnum):
    """Whether a SCORM package of the whole course shows the LMS one entry, or one for each module."""

    ONE = "un"
    SEVERAL = "plusieurs"


class Order(StrEnum):
    """Whether the modules of a SCORM package open in any order."""

    FREE = "libre"
    IMPOSED = "impose"


class ScormInMoodle(StrEnum):
    """What stands as a SCORM activity in the Moodle package: nothing, the whole course, or each online module."""

    NOTHING = "non"
    WHOLE = "cours"
    MODULE = "module"


class Theme(StrEnum):
    """The cross-cutting themes of the SOCIEUX+ terms of reference."""

    GENDER = "genre"
    GOVERNANCE = "bonne_gouvernance"
    ENVIRONMENT = "environnement"
    HUMAN_RIGHTS = "droits_humains"
    VULNERABLE_GROUPS = "groupes_vulnerables"


class Principle(StrEnum):
    """Merrill's first principles of instruction, in the order a sequence goes through them."""

    PROBLEM = "probleme"
    ACTIVATION = "activation"
    DEMONSTRATION = "demonstration"
    APPLICATION = "application"
    INTEGRATION = "integration"


class Knowledge(StrEnum):
    """What kind of knowledge an objective bears on (Anderson & Krathwohl)."""

    FACTUAL = "factuelle"
    CONCEPTUAL = "conceptuelle"
    PROCEDURAL = "procedurale"
    METACOGNITIVE = "metacognitive"


class ContentKind(StrEnum):
    """What a unit of content is: something to know, to do, or a way to behave."""

    NOTION = "notion"
    GESTURE = "geste"
    ATTITUDE = "attitude"


class Importance(StrEnum):
    """Whether a unit of content may be left out."""

    ESSENTIAL = "indispensable"
    USEFUL = "utile"
    ACCESSORY = "accessoire"


class Grouping(StrEnum):
    """How participants work during a step."""

    ALONE = "individuel"
    PAIR = "binome"
    SMALL_GROUP = "sous_groupe"
    PLENARY = "pleniere"


class Purpose(StrEnum):
    """What an assessment is for."""

    DIAGNOSTIC = "diagnostique"
    FORMATIVE = "formative"
    SUMMATIVE = "sommative"


class Moment(StrEnum):
    """When something is evaluated, seen from the course."""

    BEFORE = "avant"
    DURING = "pendant"
    END = "apres"
    LATER = "a_froid"
