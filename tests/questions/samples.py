"""One question of every type, with every field its type has in Moodle, as a bank."""

from __future__ import annotations

import base64
from dataclasses import replace
from pathlib import Path
from typing import Any

from methodology.question_parts import (
    AnswerUnit,
    CombinedFeedback,
    DragItem,
    DropZone,
    EssayForm,
    EssayInput,
    Formula,
    GapWord,
    GradedAnswer,
    Hint,
    MarkerZone,
    Numbering,
    OrderingGrading,
    OrderingLayout,
    OrderingRule,
    OrderingSelection,
    Rounding,
    TextFormat,
    ToleranceKind,
    UnitDisplay,
    UnitGrading,
    UnitRule,
    Variable,
    ZoneShape,
)
from methodology.questions import Bank, Choice, Pair, Question, QuestionType
from methodology.values import Bloom

NAME = "banque"
PICTURE = "medias/banque/carte.png"
ARROW = "medias/banque/fleche.png"
_PNG = "iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAEElEQVR4nGNsYGBgYGBgAAAFhgGC"
MEDIA = {PICTURE: base64.b64decode(_PNG) + b"\x01" * 9, ARROW: base64.b64decode(_PNG) + b"\x02" * 7}

COMBINED = CombinedFeedback(correct="Exact.", partial="En *partie* exact.", incorrect="Pas encore.", show_count=True)
HINTS = (Hint(text="Relisez la **fiche**.", show_count=True, clear_wrong=True), Hint(text="Pensez au délai."))
PLAIN_HINTS = tuple(Hint(text=hint.text) for hint in HINTS)


def _question(id_: str, kind: QuestionType, text: str, **fields: Any) -> Question:
    base = Question(
        id=id_, type=kind, text=text, objective="O1", bloom=Bloom(3), tags=("accueil", "délai"), mark=2.0,
        feedback="À *retenir* : **un mois**.\n\n- la pièce\n- le récépissé",
    )  # fmt: skip
    return replace(base, **fields)


SINGLE = _question(
    "ch-01",
    QuestionType.SINGLE,
    "Quelle pièce ouvre le droit ?\n\n![Une carte](medias/banque/carte.png)",
    title="Pièce & droit",
    choices=(
        Choice(text="La **carte**", correct=True, feedback="Oui : c'est `elle`."),
        Choice(text="Le reçu {n°1} = 5 % ~ #2", percent=50.0, feedback="En partie."),
        Choice(text="Aucune : c'est libre"),
    ),
    numbering=Numbering.DIGITS,
    standard_instruction=True,
    shuffle=False,
    combined=COMBINED,
    hints=HINTS,
    penalty_percent=25.0,
    category="Droits/Pièces // papiers",
)
MULTIPLE = _question(
    "ch-02",
    QuestionType.MULTIPLE,
    "Lesquelles ?",
    choices=tuple(Choice(text=f"Réponse {n}", correct=n < 3) for n in range(5)),
    category="Droits",
)
NEGATIVE = _question(
    "ch-03",
    QuestionType.MULTIPLE,
    "Lesquelles, avec pénalité ?",
    choices=(
        Choice(text="Une", correct=True, percent=60.0),
        Choice(text="Deux", correct=True, percent=40.0),
        Choice(text="Trois", percent=-50.0),
    ),
)
TRUE = _question(
    "vf-01", QuestionType.TRUE_FALSE, "Le délai est long.", correct=True, feedback_true="Oui.", feedback_false="Si."
)
FALSE = _question("vf-02", QuestionType.TRUE_FALSE, "Le délai est d'un jour.", correct=False, feedback_true="Non.")
MATCH = _question(
    "ap-01",
    QuestionType.MATCH,
    "Reliez.",
    pairs=(Pair(left="*Togo*", right="Lomé"), Pair(left="Gabon", right="Libreville : oui = oui")),
    distractors=("Dakar",),
    shuffle=False,
    combined=COMBINED,
    hints=HINTS,
)
NUMERICAL = _question(
    "nu-01",
    QuestionType.NUMERICAL,
    "Combien ?",
    number=12.5,
    tolerance=0.25,
    unit="m",
    units=(AnswerUnit(name="cm", multiplier=100.0),),
    unit_rule=UnitRule(display=UnitDisplay.TYPED, grading=UnitGrading.OF_ANSWER, penalty_percent=20.0),
    graded=(
        GradedAnswer(text="13", percent=50.0, tolerance=1.0, feedback="Presque."),
        GradedAnswer(text="*", percent=0.0, feedback="Recomptez."),
    ),
    hints=PLAIN_HINTS,
)
COUNT = _question("nu-02", QuestionType.NUMERICAL, "Combien de pièces ?", number=-45.0, tolerance=0.0)
SHORT = _question(
    "rc-01",
    QuestionType.SHORT_ANSWER,
    "Quelle capitale ?",
    accepted=("Lomé", "LOME*", "50% = {oui}"),
    graded=(
        GradedAnswer(text="lom*", percent=50.0, feedback="Presque."),
        GradedAnswer(text="*", percent=0.0, feedback="Non."),
    ),
    case_sensitive=True,
    hints=PLAIN_HINTS,
)
ESSAY = _question(
    "co-01",
    QuestionType.ESSAY,
    "Rédigez la notification.",
    model_answer="On attend **trois** éléments.",
    essay=EssayForm(
        input=EssayInput.EDITOR_FILES, required=False, lines=20, min_words=50, max_words=200, attachments=2,
        attachments_required=1, max_bytes=1048576, file_types=".pdf", template="Madame, Monsieur,",
    ),
)  # fmt: skip
PLAIN_ESSAY = _question("co-02", QuestionType.ESSAY, "Expliquez.")
DESCRIPTION = _question("de-01", QuestionType.DESCRIPTION, "## Le cas Horizon\n\nLisez le cas.", mark=1.0)
GAPS = _question(
    "tr-01",
    QuestionType.GAP_SELECT,
    "Le dossier est [[1]] puis *classé* par [[2]].",
    words=(GapWord(text="reçu"), GapWord(text="l'agent", group=2), GapWord(text="rendu")),
    combined=COMBINED,
    hints=HINTS,
)
DRAG_TEXT = _question(
    "tr-02",
    QuestionType.DRAG_INTO_TEXT,
    "D'abord [[1]], ensuite [[2]].",
    words=(GapWord(text="recevoir", unlimited=True), GapWord(text="classer", group=2), GapWord(text="jeter", group=2)),
    shuffle=False,
    combined=COMBINED,
)
DRAG_IMAGE = _question(
    "im-01",
    QuestionType.DRAG_ONTO_IMAGE,
    "Placez les éléments.",
    image=PICTURE,
    drags=(
        DragItem(text="Guichet"),
        DragItem(text="Flèche", image=ARROW, group=2, unlimited=True),
    ),
    drops=(DropZone(item=1, x=10, y=20, text="Entrée"), DropZone(item=2, x=30, y=40)),
    combined=COMBINED,
)
MARKERS = _question(
    "im-02",
    QuestionType.MARKERS,
    "Marquez les lieux.",
    image=PICTURE,
    drags=(DragItem(text="Accueil", count=2), DragItem(text="Caisse", unlimited=True)),
    zones=(
        MarkerZone(item=1, shape=ZoneShape.CIRCLE, coordinates="50,50;10"),
        MarkerZone(item=2, shape=ZoneShape.RECTANGLE, coordinates="10,10;30,20"),
        MarkerZone(item=2, shape=ZoneShape.POLYGON, coordinates="10,10;30,10;20,40"),
    ),
    show_misplaced=True,
    combined=COMBINED,
)
CLOZE = _question(
    "cl-01",
    QuestionType.CLOZE,
    "La capitale du *Togo* est {1:SHORTANSWER:=Lomé#Oui~%50%Lome#Sans accent ?~*#Non}.\n\n"
    "Son année : {2:NUMERICAL:=1960:1~%50%1961:2}. Choix : {1:MULTICHOICE_V:=Oui#Bien~Non}"
    " et {:MULTIRESPONSE:=un~=deux~trois}.",
    mark=5.0,
    hints=HINTS[1:],
)
ORDER = _question(
    "or-01",
    QuestionType.ORDERING,
    "Mettez en ordre.",
    items=("Recevoir", "**Vérifier** les pièces", "Notifier : {oui}"),
    ordering=OrderingRule(
        layout=OrderingLayout.HORIZONTAL, selection=OrderingSelection.CONTIGUOUS, shown=2,
        grading=OrderingGrading.RELATIVE_TO_CORRECT, show_grading=False, numbering=Numbering.ROMAN_LOWER,
    ),
    combined=COMBINED,
)  # fmt: skip
PLAIN_ORDER = _question("or-02", QuestionType.ORDERING, "Ordonnez.", items=("Un", "Deux", "Trois"))
VARIABLES = (
    Variable(name="a", smallest=1.0, largest=5.0, decimals=1, values=(1.5, 2.5, 3.5)),
    Variable(name="b", smallest=2.0, largest=9.0, decimals=0, values=(2.0, 5.0, 9.0)),
)
CALCULATED = _question(
    "ca-01",
    QuestionType.CALCULATED,
    "Combien font {a} fois {b} ? Soit {={a}*{b}} environ.",
    formulas=(
        Formula(text="{a}*{b}", tolerance=0.01, digits=2, feedback="Bien."),
        Formula(text="{a}+{b}", percent=50.0, tolerance=0.1, tolerance_kind=ToleranceKind.NOMINAL, digits=3,
                rounding=Rounding.SIGNIFICANT),
    ),
    variables=VARIABLES,
    unit="F",
    unit_rule=UnitRule(display=UnitDisplay.SELECT, grading=UnitGrading.OF_MARK),
    shuffle=False,
)  # fmt: skip
CALCULATED_SIMPLE = _question(
    "ca-02", QuestionType.CALCULATED_SIMPLE, "Combien font {a} plus {b} ?",
    formulas=(Formula(text="{a}+{b}"),), variables=VARIABLES, shuffle=False,
)  # fmt: skip
CALCULATED_CHOICE = _question(
    "ca-03",
    QuestionType.CALCULATED_CHOICE,
    "Quel total pour {a} et {b} ?",
    formulas=(
        Formula(text="Le total : {={a}+{b}}", feedback="Oui."),
        Formula(text="Le produit : {={a}*{b}}", percent=0.0),
    ),
    variables=VARIABLES,
    numbering=Numbering.UPPER,
    combined=CombinedFeedback(correct="Exact.", incorrect="Pas encore."),
)
RANDOM_MATCH = _question("al-01", QuestionType.RANDOM_MATCH, "Reliez au hasard.", choose=3, subcategories=False)

EVERY = (
    SINGLE, MULTIPLE, NEGATIVE, TRUE, FALSE, MATCH, NUMERICAL, COUNT, SHORT, ESSAY, PLAIN_ESSAY, DESCRIPTION, GAPS,
    DRAG_TEXT, DRAG_IMAGE, MARKERS, CLOZE, ORDER, PLAIN_ORDER, CALCULATED, CALCULATED_SIMPLE, CALCULATED_CHOICE,
    RANDOM_MATCH,
)  # fmt: skip


def in_format(question: Question, form: TextFormat) -> Question:
    """The question, its texts stored in that format; pictures and line breaks stay Markdown's."""
    return replace(question, format=form)


def bank(*questions: Question) -> Bank:
    return Bank(name=NAME, title="Accueil", questions=questions)


def media(path: str) -> bytes | None:
    return MEDIA.get(path)


def enclosed(folder: Path, digests: dict[str, str]) -> dict[str, bytes]:
    """The content of the files a reading kept, by path."""
    return {path: (folder / digest).read_bytes() for path, digest in digests.items()}
