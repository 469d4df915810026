"""The parts of the rarer questions: graded answers, hints, units, gaps, pictures to drag on, formulas.

Names and meanings follow Moodle's question types (4.2 to 5.0); percents are of the question's mark.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from methodology.values import Record


class TextFormat(StrEnum):
    """How Moodle stores a question's texts. In the folder they are Markdown, always."""

    HTML = "html"
    MARKDOWN = "markdown"
    PLAIN = "texte"
    AUTO = "auto"  # Moodle's own: HTML where line ends count


class Numbering(StrEnum):
    """What stands before each choice or item."""

    LOWER = "abc"
    UPPER = "ABCD"
    DIGITS = "123"
    ROMAN_LOWER = "iii"
    ROMAN_UPPER = "IIII"
    NONE = "aucune"


@dataclass(frozen=True, kw_only=True)
class GradedAnswer(Record):
    r"""An answer somebody may type, what it earns, what is said to it. The first that fits counts.

    Short answers: `*` stands for any letters, `\*` for a star. Numbers: the number, or `*` for any other;
    `tolerance` is absolute.
    """

    text: str
    percent: float = 100.0
    tolerance: float = 0.0
    feedback: str = ""


@dataclass(frozen=True, kw_only=True)
class Hint(Record):
    """What is said between two tries. `options` is what some question types keep with it."""

    text: str = ""
    show_count: bool = False
    clear_wrong: bool = False
    options: str = ""


@dataclass(frozen=True, kw_only=True)
class CombinedFeedback(Record):
    """What is said to any right, partly right or wrong answer."""

    correct: str = ""
    partial: str = ""
    incorrect: str = ""
    show_count: bool = False


@dataclass(frozen=True, kw_only=True)
class AnswerUnit(Record):
    """Another unit a number may be given in: `multiplier` times the value in the main unit."""

    name: str
    multiplier: float = 1.0


class UnitDisplay(StrEnum):
    """How the unit is given."""

    TYPED = "saisie"
    RADIO = "boutons"
    SELECT = "liste"
    NONE = "sans"


class UnitGrading(StrEnum):
    """What a wrong unit costs."""

    NONE = "rien"
    OF_ANSWER = "part_reponse"
    OF_MARK = "part_note"


@dataclass(frozen=True, kw_only=True)
class UnitRule(Record):
    """How units are asked for and graded."""

    display: UnitDisplay = UnitDisplay.TYPED
    grading: UnitGrading = UnitGrading.NONE
    penalty_percent: float = 10.0
    left: bool = False


class EssayInput(StrEnum):
    """What one writes in."""

    EDITOR = "editeur"
    EDITOR_FILES = "editeur_et_fichiers"
    PLAIN = "texte_simple"
    MONOSPACED = "chasse_fixe"
    NONE = "fichiers_seuls"


@dataclass(frozen=True, kw_only=True)
class EssayForm(Record):
    """What may be handed in: how many words and files. 0 words or bytes: no limit; -1 files: as many as wanted."""

    input: EssayInput = EssayInput.EDITOR
    required: bool = True
    lines: int = 15
    min_words: int = 0
    max_words: int = 0
    attachments: int = 0
    attachments_required: int = 0
    max_bytes: int = 0
    file_types: str = ""
    template: str = ""


@dataclass(frozen=True, kw_only=True)
class GapWord(Record):
    """A word for gap `[[n]]`, n being its place in the list. Gaps of a group share their words."""

    text: str
    group: int = 1
    unlimited: bool = False


@dataclass(frozen=True, kw_only=True)
class DragItem(Record):
    """Something to drag onto a picture: a text, or the file `image`. `count`: how many there are of it."""

    text: str = ""
    image: str = ""
    group: int = 1
    unlimited: bool = False
    count: int = 1


@dataclass(frozen=True, kw_only=True)
class DropZone(Record):
    """Where item number `item` (from 1; 0: none) belongs: its upper left corner, in pixels of the picture."""

    item: int
    x: int
    y: int
    text: str = ""


class ZoneShape(StrEnum):
    """The shape of an area of a picture, and how its coordinates are written."""

    CIRCLE = "cercle"  # x,y;radius
    RECTANGLE = "rectangle"  # x,y;width,height
    POLYGON = "polygone"  # x,y;x,y;x,y ...


@dataclass(frozen=True, kw_only=True)
class MarkerZone(Record):
    """An area of a picture where marker number `item` (from 1; 0: none) belongs."""

    item: int
    shape: ZoneShape
    coordinates: str


class OrderingLayout(StrEnum):
    """How items to put in order are laid out."""

    VERTICAL = "vertical"
    HORIZONTAL = "horizontal"


class OrderingSelection(StrEnum):
    """Which items are shown."""

    ALL = "tous"
    RANDOM = "au_hasard"
    CONTIGUOUS = "qui_se_suivent"


class OrderingGrading(StrEnum):
    """What a part of the right order earns (the names of Moodle's `ordering`, in French)."""

    ALL_OR_NOTHING = "tout_ou_rien"
    ABSOLUTE_POSITION = "position"
    RELATIVE_NEXT_EXCLUDE_LAST = "suivant"
    RELATIVE_NEXT_INCLUDE_LAST = "suivant_et_fin"
    RELATIVE_ONE_PREVIOUS_AND_NEXT = "voisins"
    RELATIVE_ALL_PREVIOUS_AND_NEXT = "tous_les_autres"
    LONGEST_ORDERED_SUBSET = "plus_longue_suite"
    LONGEST_CONTIGUOUS_SUBSET = "plus_long_bloc"
    RELATIVE_TO_CORRECT = "distance"


@dataclass(frozen=True, kw_only=True)
class OrderingRule(Record):
    """How an order is asked for and graded. `shown`: how many items, when not all."""

    layout: OrderingLayout = OrderingLayout.VERTICAL
    selection: OrderingSelection = OrderingSelection.ALL
    shown: int = 2
    grading: OrderingGrading = OrderingGrading.RELATIVE_NEXT_EXCLUDE_LAST
    show_grading: bool = True
    numbering: Numbering = Numbering.NONE


class ToleranceKind(StrEnum):
    """What the tolerance of a formula is measured in."""

    RELATIVE = "relative"
    NOMINAL = "nominale"
    GEOMETRIC = "geometrique"


class Rounding(StrEnum):
    """What `digits` counts."""

    DECIMALS = "decimales"
    SIGNIFICANT = "chiffres"


@dataclass(frozen=True, kw_only=True)
class Formula(Record):
    """A right answer worked out from the variables: `{a} + {b}`. A choice is a text with `{={a} + {b}}` in it."""

    text: str
    percent: float = 100.0
    tolerance: float = 0.01
    tolerance_kind: ToleranceKind = ToleranceKind.RELATIVE
    digits: int = 2
    rounding: Rounding = Rounding.DECIMALS
    feedback: str = ""


@dataclass(frozen=True, kw_only=True)
class Variable(Record):
    """A variable of formulas: where its values are drawn from, and those drawn. `shared`: with the whole category."""

    name: str
    smallest: float = 1.0
    largest: float = 10.0
    decimals: int = 1
    logarithmic: bool = False
    shared: bool = False
    values: tuple[float, ...] = ()


@dataclass(frozen=True, kw_only=True)
class BankCategory(Record):
    """What a category of a bank says of itself; `path` as in `Question.category`."""

    path: str = ""
    description: str = ""
    id: str = ""
