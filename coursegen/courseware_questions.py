"""Questions as every output reads them. Texts are `Html`; the method's records pass as they are when they hold no text.

Where a text waits for an answer it holds a mark, on which no output may stumble:

- `[[2]]` the place of word number 2 of `words` (`gap_select`, `drag_text`);
- `{#1}` the place of the first of `gaps` (`cloze`);
- `{a}`, `{={a} * 2}` a variable, a value worked out from variables (`calculated...`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NewType

from methodology.question_parts import (  # fmt: skip
    DropZone,
    EssayForm,
    MarkerZone,
    Numbering,
    OrderingRule,
    Rounding,
    ToleranceKind,
    UnitRule,
    Variable,
)

Html = NewType("Html", str)
NO_TEXT = Html("")


class QuestionKind(StrEnum):
    """How a question is answered."""

    SINGLE = "single"  # one choice
    MULTIPLE = "multiple"  # several choices
    TRUE_FALSE = "true_false"
    MATCH = "match"
    NUMERICAL = "numerical"
    SHORT_ANSWER = "short_answer"
    ESSAY = "essay"  # never marked by a machine
    DESCRIPTION = "description"  # a text between questions
    GAP_SELECT = "gap_select"  # missing words picked in lists
    DRAG_TEXT = "drag_text"  # missing words put in their place
    DRAG_IMAGE = "drag_image"  # texts or pictures put on places of a picture
    MARKERS = "markers"  # markers put on areas of a picture
    CLOZE = "cloze"  # questions inside a text
    ORDERING = "ordering"
    CALCULATED = "calculated"
    CALCULATED_SIMPLE = "calculated_simple"
    CALCULATED_CHOICE = "calculated_choice"
    RANDOM_MATCH = "random_match"  # short answers of its category, to match
    OTHER = "other"  # of a plugin of one platform: nothing else can ask it

    @property
    def counted(self) -> bool:
        """Whether there is something to answer."""
        return self is not QuestionKind.DESCRIPTION

    @property
    def by_hand(self) -> bool:
        """Whether somebody must read the answer to mark it."""
        return self is QuestionKind.ESSAY


@dataclass(frozen=True, slots=True)
class Choice:
    """One proposed answer. `fraction` is the part of the mark it earns, -1.0 to 1.0."""

    text: Html
    fraction: float = 0.0
    feedback: Html = NO_TEXT


@dataclass(frozen=True, slots=True)
class Pair:
    """One line of a matching question: `left` is shown, `right` is picked (plain text)."""

    left: Html
    right: str


@dataclass(frozen=True, slots=True)
class TypedAnswer:
    r"""An answer somebody may type; the first that fits counts, and earns `fraction` of the mark.

    Words: `*` in `text` stands for any letters, `\*` for a star. Numbers: `text` is the number with a point, or `*` for
    any other; `tolerance` is absolute.
    """

    text: str
    fraction: float = 1.0
    tolerance: float = 0.0
    feedback: Html = NO_TEXT


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit a number may be given in: `factor` times the value in the first one."""

    name: str
    factor: float = 1.0


@dataclass(frozen=True, slots=True)
class Hint:
    """What is said between two tries. `options` is what some types of question keep with it."""

    text: Html = NO_TEXT
    clear_wrong: bool = False
    show_count: bool = False
    options: str = ""


@dataclass(frozen=True, slots=True)
class Combined:
    """What is said to any right, partly right or wrong answer."""

    right: Html = NO_TEXT
    partial: Html = NO_TEXT
    wrong: Html = NO_TEXT
    show_count: bool = False


@dataclass(frozen=True, slots=True)
class Word:
    """A word for a gap of the text (one line). Gaps of a `group` share their words."""

    text: Html
    group: int = 1
    unlimited: bool = False


class GapKind(StrEnum):
    """How a gap of a text is filled."""

    WORDS = "short_answer"
    NUMBER = "numerical"
    SINGLE = "single"
    MULTIPLE = "multiple"


class GapLayout(StrEnum):
    """How the choices of a gap are laid out."""

    LIST = "list"  # a list that drops down
    COLUMN = "column"
    ROW = "row"


@dataclass(frozen=True, slots=True)
class Gap:
    """A question inside a text: `answers` for what is typed, `choices` for what is picked. `weight`: its marks."""

    kind: GapKind
    weight: int = 1
    answers: tuple[TypedAnswer, ...] = ()
    choices: tuple[Choice, ...] = ()
    case_sensitive: bool = False
    layout: GapLayout = GapLayout.LIST
    shuffle: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """The background of a question: a name in `Courseware.media`, and the size that coordinates are counted in."""

    name: str
    width: int
    height: int
    alt: str = ""


@dataclass(frozen=True, slots=True)
class DragItem:
    """Something to put on a picture: a `text`, or the file `image` that `text` describes. `times`: how many of it."""

    text: str = ""
    image: str = ""
    group: int = 1
    unlimited: bool = False
    times: int = 1


@dataclass(frozen=True, slots=True)
class Formula:
    """A right answer worked out from the variables; of a choice, a text with `{={a} + {b}}` in it."""

    text: str
    fraction: float = 1.0
    tolerance: float = 0.01
    tolerance_kind: ToleranceKind = ToleranceKind.RELATIVE
    digits: int = 2
    rounding: Rounding = Rounding.DECIMALS
    feedback: Html = NO_TEXT


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the bank. Only the fields of its kind are set.

    `true_false`: two choices, "Vrai" then "Faux". `match`: `pairs`, plus `distractors` (right sides that fit nothing).
    `numerical`: `answers`, `units` (the main one first), `unit_rule`. `short_answer`: `answers`, `case_sensitive`.
    `essay`: `model_answer`, for the trainer only - an output for learners never shows it before submission -,
    `essay_form` and the `template` that one starts from. `gap_select`, `drag_text`: `words`. `drag_image`: `picture`,
    `drags`, `drops`. `markers`: `picture`, `drags`, `zones`. `cloze`: `gaps`. `ordering`: `items`, `ordering`.
    `calculated`, `calculated_simple`: `formulas`, `variables`, units; `calculated_choice`: the formulas are choices.
    `random_match`: `choose` of the short answers whose keys are in `pool`.

    `penalty`: part of the mark that a wrong try costs, the platform's own when None. `category`: the names of the
    categories it lies in, the bank's first.
    """

    key: str
    kind: QuestionKind
    name: str
    text: Html
    objective: str
    bloom: int
    feedback: Html
    choices: tuple[Choice, ...] = ()
    pairs: tuple[Pair, ...] = ()
    distractors: tuple[str, ...] = ()
    answers: tuple[TypedAnswer, ...] = ()
    units: tuple[Unit, ...] = ()
    unit_rule: UnitRule | None = None
    case_sensitive: bool = False
    words: tuple[Word, ...] = ()
    gaps: tuple[Gap, ...] = ()
    picture: Picture | None = None
    drags: tuple[DragItem, ...] = ()
    drops: tuple[DropZone, ...] = ()
    zones: tuple[MarkerZone, ...] = ()
    show_misplaced: bool = False
    items: tuple[Html, ...] = ()
    ordering: OrderingRule = field(default_factory=OrderingRule)
    formulas: tuple[Formula, ...] = ()
    variables: tuple[Variable, ...] = ()
    synchronised: bool = False
    several: bool = False
    choose: int = 2
    pool: tuple[str, ...] = ()
    subcategories: bool = True
    essay_form: EssayForm = field(default_factory=EssayForm)
    template: Html = NO_TEXT
    numbering: Numbering = Numbering.LOWER
    standard_instruction: bool = False
    shuffle: bool = True
    model_answer: Html = NO_TEXT
    mark: float = 1.0
    hints: tuple[Hint, ...] = ()
    combined: Combined | None = None
    penalty: float | None = None
    tags: tuple[str, ...] = ()
    category: tuple[str, ...] = ()
