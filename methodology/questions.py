"""The question bank: what is asked, at which level, for which objective, with feedback for every answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from methodology.question_parts import (
    AnswerUnit,
    BankCategory,
    CombinedFeedback,
    DragItem,
    DropZone,
    EssayForm,
    Formula,
    GapWord,
    GradedAnswer,
    Hint,
    MarkerZone,
    Numbering,
    OrderingRule,
    TextFormat,
    UnitRule,
    Variable,
)
from methodology.values import Bloom, Record


class QuestionType(StrEnum):
    """How a question is answered: every type of Moodle's core, and what comes from its plugins."""

    SINGLE = "choix_unique"
    MULTIPLE = "choix_multiple"
    TRUE_FALSE = "vrai_faux"
    MATCH = "appariement"
    NUMERICAL = "numerique"
    SHORT_ANSWER = "reponse_courte"
    ESSAY = "composition"
    DESCRIPTION = "description"
    GAP_SELECT = "mots_manquants"
    DRAG_INTO_TEXT = "glisser_texte"
    DRAG_ONTO_IMAGE = "glisser_image"
    MARKERS = "glisser_reperes"
    CLOZE = "texte_a_trous"
    ORDERING = "mise_en_ordre"
    CALCULATED = "calculee"
    CALCULATED_SIMPLE = "calculee_simple"
    CALCULATED_CHOICE = "calculee_choix"
    RANDOM_MATCH = "appariement_aleatoire"
    OTHER = "autre"


@dataclass(frozen=True, kw_only=True)
class Choice(Record):
    """One proposed answer. `percent` of the mark (-100 to 100) where it isn't what `correct` alone gives."""

    text: str
    correct: bool = False
    percent: float | None = None
    feedback: str = ""


@dataclass(frozen=True, kw_only=True)
class Pair(Record):
    """One line of a matching question."""

    left: str
    right: str


@dataclass(frozen=True, kw_only=True)
class Question(Record):
    """A question. Only the fields of its type are set; texts are Markdown.

    `vrai_faux`: `correct` says which, `feedback_true`/`feedback_false` answer each choice. `appariement`: `pairs` and
    `distractors`. `numerique`: `number`, `tolerance` (absolute), `unit`; then `graded`, `units`, `unit_rule`.
    `reponse_courte`: `accepted` word for word, then `graded`. `composition`: `model_answer` for the trainer, `essay`.
    `mots_manquants` and `glisser_texte`: gaps `[[1]]` in the text, `words`. `glisser_image`: `image`, `drags`, `drops`;
    `glisser_reperes`: `image`, `drags`, `zones`. `texte_a_trous`: Moodle's codes in the text, `{1:SHORTANSWER:=Lomé}`.
    `mise_en_ordre`: `items` in their right order, `ordering`. `calculee...`: `formulas`, `variables`, units;
    `calculee_choix` may take `multiple` answers. `appariement_aleatoire`: `choose` short answers of the category,
    of `subcategories` too. `autre`: the type `plugin` of a Moodle plugin, `raw` as Moodle wrote it.

    `penalty_percent` is what each wrong try costs, Moodle's third when absent. `format` is how Moodle stores the texts.
    """

    id: str
    type: QuestionType
    text: str
    title: str = ""
    category: str = ""
    objective: str = ""
    bloom: Bloom | None = None
    tags: tuple[str, ...] = ()
    image: str = ""
    choices: tuple[Choice, ...] = ()
    correct: bool | None = None
    feedback_true: str = ""
    feedback_false: str = ""
    pairs: tuple[Pair, ...] = ()
    distractors: tuple[str, ...] = ()
    number: float | None = None
    tolerance: float | None = None
    unit: str = ""
    accepted: tuple[str, ...] = ()
    case_sensitive: bool = False
    graded: tuple[GradedAnswer, ...] = ()
    units: tuple[AnswerUnit, ...] = ()
    unit_rule: UnitRule | None = None
    words: tuple[GapWord, ...] = ()
    drags: tuple[DragItem, ...] = ()
    drops: tuple[DropZone, ...] = ()
    zones: tuple[MarkerZone, ...] = ()
    show_misplaced: bool = False
    items: tuple[str, ...] = ()
    ordering: OrderingRule | None = None
    formulas: tuple[Formula, ...] = ()
    variables: tuple[Variable, ...] = ()
    synchronised: bool = False
    multiple: bool = False
    choose: int = 2
    subcategories: bool = True
    essay: EssayForm | None = None
    numbering: Numbering = Numbering.LOWER
    standard_instruction: bool = False
    shuffle: bool = True
    feedback: str = ""
    combined: CombinedFeedback | None = None
    hints: tuple[Hint, ...] = ()
    penalty_percent: float | None = None
    model_answer: str = ""
    mark: float = 1.0
    case_study: bool = False
    format: TextFormat = TextFormat.HTML
    plugin: str = ""
    raw: str = ""

    def other_texts(self) -> Iterator[tuple[str, str]]:
        """The Markdown of its rarer parts, with the field each is in: feedback, hints, items, calculated choices."""
        yield from (("graded", answer.feedback) for answer in self.graded)
        yield from (("items", item) for item in self.items)
        for formula in self.formulas:
            yield "formulas", formula.feedback
            if self.type is QuestionType.CALCULATED_CHOICE:
                yield "formulas", formula.text
        yield from (("hints", hint.text) for hint in self.hints)
        if self.combined:
            said = (self.combined.correct, self.combined.partial, self.combined.incorrect)
            yield from (("combined", text) for text in said)
        if self.essay:
            yield "essay", self.essay.template


@dataclass(frozen=True, kw_only=True)
class Bank(Record):
    """One file of `questions/`: `name` is its stem. `categories`: those that say something of themselves."""

    name: str
    title: str = ""
    categories: tuple[BankCategory, ...] = ()
    questions: tuple[Question, ...] = ()
