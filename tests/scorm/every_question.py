"""A test with every kind of question, in French, made from a folder's bank as compose makes it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from coursegen.activities.quiz import QuizActivity, Slot
from coursegen.compose.questions import compose_questions
from coursegen.content.media import MediaPool
from coursegen.content.render import Renderer
from coursegen.courseware import Courseware, Grade, Html, Question, Section
from methodology.course import Course, Identity, MediaFile
from methodology.delivery import Delivery
from methodology.evaluation import Evaluation
from methodology.needs import NeedsAnalysis
from methodology.objectives import Objectives
from methodology.question_parts import (
    AnswerUnit,
    CombinedFeedback,
    DragItem,
    DropZone,
    EssayForm,
    Formula,
    GapWord,
    GradedAnswer,
    Hint,
    MarkerZone,
    OrderingRule,
    OrderingSelection,
    ToleranceKind,
    UnitDisplay,
    UnitGrading,
    UnitRule,
    Variable,
    ZoneShape,
)
from methodology.questions import Bank, Choice, Pair, QuestionType
from methodology.questions import Question as Source
from methodology.sequencing import Sequencing
from methodology.values import Bloom, Purpose
from tests.scorm import sample

CODE = sample.CODE
PLAN = """<svg xmlns="http://www.w3.org/2000/svg" width="600" height="320" viewBox="0 0 600 320">
<rect width="600" height="320" fill="#F3F5FA"/>
<g fill="#fff" stroke="#33415C" stroke-width="3"><rect x="20" y="20" width="170" height="130"/>
<rect x="215" y="20" width="170" height="130"/><rect x="410" y="20" width="170" height="130"/>
<rect x="20" y="190" width="560" height="110"/></g>
<g fill="#33415C" font-family="Arial" font-size="20" text-anchor="middle"><text x="105" y="48">Salle A</text>
<text x="300" y="48">Salle B</text><text x="495" y="48">Salle C</text><text x="300" y="220">Entrée</text></g></svg>"""
STAMP = """<svg xmlns="http://www.w3.org/2000/svg" width="80" height="40" viewBox="0 0 80 40">
<rect x="2" y="2" width="76" height="36" rx="6" fill="none" stroke="#B00020" stroke-width="4"/>
<text x="40" y="27" font-family="Arial" font-size="18" text-anchor="middle" fill="#B00020">REÇU</text></svg>"""
SAID = CombinedFeedback(correct="C'est bien cela.", partial="Une partie est juste.", incorrect="Relisez le module 1.")
HINTS = (
    Hint(text="Pensez à l'ordre des *cinq étapes*.", show_count=True),
    Hint(text="Relisez le tableau.", clear_wrong=True),
)


def _question(id_: str, kind: QuestionType, text: str, **fields: Any) -> Source:
    usual: dict[str, Any] = {"objective": "O1", "bloom": Bloom(3), "feedback": "Voyez le **module 1**."}
    return Source(id=id_, type=kind, text=text, **{**usual, **fields})


BANK = (
    _question("E-00", QuestionType.DESCRIPTION, "Les questions suivantes portent sur **un dossier de pension**."),
    _question(
        "E-01",
        QuestionType.SINGLE,
        "Par quelle étape commence-t-on ?",
        choices=(
            Choice(text="Choisir les méthodes", feedback="Elles viennent après."),
            Choice(text="**Analyser** la demande", correct=True, feedback="Oui."),
            Choice(text="Analyser le public seulement", percent=50.0, feedback="Presque."),
        ),
        hints=HINTS,
        combined=SAID,
        standard_instruction=True,
    ),
    _question(
        "E-02",
        QuestionType.MULTIPLE,
        "Quelles causes une formation ne traite-t-elle pas ?",
        choices=(
            Choice(text="Un logiciel en panne", correct=True),
            Choice(text="Un effectif trop faible", correct=True),
            Choice(text="Un geste mal maîtrisé", feedback="Si : elle y répond."),
        ),
        hints=HINTS,
        penalty_percent=20.0,
    ),
    _question("E-03", QuestionType.TRUE_FALSE, "« Connaître » est observable.", correct=False, feedback_true="Non."),
    _question(
        "E-04",
        QuestionType.MATCH,
        "Associez chaque question à son étape.",
        pairs=(Pair(left="Quel écart ?", right="Analyser"), Pair(left="Par quel chemin ?", right="Concevoir")),
        distractors=("Évaluer",),
        hints=HINTS,
        combined=SAID,
    ),
    _question(
        "E-05",
        QuestionType.NUMERICAL,
        "Sur 250 dossiers de 2 kg, quel poids en tout ?",
        number=500.0,
        tolerance=5.0,
        unit="kg",
        units=(AnswerUnit(name="t", multiplier=0.001),),
        unit_rule=UnitRule(display=UnitDisplay.SELECT, grading=UnitGrading.OF_ANSWER, penalty_percent=20.0),
        graded=(
            GradedAnswer(text="250", percent=50.0, tolerance=1.0, feedback="Un dossier pèse 2 kg."),
            GradedAnswer(text="*", percent=0.0, feedback="Refaites le calcul."),
        ),
    ),
    _question(
        "E-06",
        QuestionType.SHORT_ANSWER,
        "Quel mot désigne le seuil d'un objectif ?",
        accepted=("critère", "le critère"),
        graded=(GradedAnswer(text="crit*re", percent=50.0, feedback="Voyez l'accent."),),
        hints=HINTS[:1],
    ),
    _question(
        "E-07",
        QuestionType.ESSAY,
        "Réécrivez cet objectif.",
        essay=EssayForm(min_words=5, max_words=120, lines=8, template="À l'issue du module…"),
        model_answer="REPONSE-DU-FORMATEUR",
    ),
    _question(
        "E-08",
        QuestionType.GAP_SELECT,
        "On [[1]] la demande, puis on [[3]] les objectifs ; le tout dans un [[5]].",
        words=(
            GapWord(text="analyse"),
            GapWord(text="oublie"),
            GapWord(text="définit"),
            GapWord(text="rêve", group=2),
            GapWord(text="cahier des charges", group=2),
        ),
        combined=SAID,
        hints=HINTS,
    ),
    _question(
        "E-09",
        QuestionType.DRAG_INTO_TEXT,
        "L'eau est H[[1]]O ; on la boit [[2]], on la boit encore [[3]].",
        words=(
            GapWord(text="<sub>2</sub>", group=1),
            GapWord(text="froide", group=2),
            GapWord(text="chaude", group=2, unlimited=True),
            GapWord(text="tiède", group=2),
        ),
        hints=HINTS,
    ),
    _question(
        "E-10",
        QuestionType.DRAG_ONTO_IMAGE,
        "Qui travaille où ? Où tamponne-t-on ?",
        image="medias/plan.svg",
        drags=(
            DragItem(text="Accueil"),
            DragItem(text="Caisse"),
            DragItem(text="Tampon « reçu »", image="medias/tampon.svg", group=2),
            DragItem(text="Archives"),
        ),
        drops=(
            DropZone(item=1, x=40, y=80, text="Salle A"),
            DropZone(item=2, x=235, y=80, text="Salle B"),
            DropZone(item=3, x=450, y=80, text="Salle C"),
        ),
        combined=SAID,
    ),
    _question(
        "E-11",
        QuestionType.MARKERS,
        "Placez l'accueil et les agents.",
        image="medias/plan.svg",
        drags=(DragItem(text="Accueil"), DragItem(text="Agent", count=2), DragItem(text="Parking", unlimited=True)),
        zones=(
            MarkerZone(item=1, shape=ZoneShape.RECTANGLE, coordinates="20,190;560,110"),
            MarkerZone(item=2, shape=ZoneShape.CIRCLE, coordinates="105,85;60"),
            MarkerZone(item=2, shape=ZoneShape.POLYGON, coordinates="215,20;385,20;385,150;215,150"),
        ),
        show_misplaced=True,
        hints=HINTS,
    ),
    _question(
        "E-12",
        QuestionType.CLOZE,
        "La capitale du Togo est {1:SHORTANSWER:=Lomé#Oui~%50%Lom*#Presque}. Le pays compte "
        "{2:NUMERICAL:=5:0.1#Oui} régions, et sa monnaie est {1:MULTICHOICE:=le franc CFA#Oui~le cedi#Non~le naira}."
        "\n\nSes voisins : {1:MULTIRESPONSE:=le Bénin~=le Ghana~%-50%le Mali}. Il est {1:MCV:=côtier~enclavé}.",
        hints=HINTS[:1],
    ),
    _question(
        "E-13",
        QuestionType.ORDERING,
        "Mettez les étapes dans l'ordre.",
        items=("Analyser", "Définir", "Concevoir", "Mettre en œuvre", "Évaluer"),
        hints=HINTS,
    ),
    _question(
        "E-14",
        QuestionType.ORDERING,
        "Remettez trois de ces étapes dans l'ordre.",
        items=("Recevoir", "*Vérifier*", "Instruire", "Notifier"),
        ordering=OrderingRule(selection=OrderingSelection.CONTIGUOUS, shown=3),
    ),
    _question(
        "E-15",
        QuestionType.CALCULATED,
        "Une pension de {p} F augmente de {t} %. Combien vaut-elle ? (Le double ferait {={p} * 2} F.)",
        formulas=(
            Formula(text="{p} * (1 + {t} / 100)", tolerance=0.01, feedback="Oui : {={p} * {t} / 100} F de plus."),
            Formula(text="{p} * {t} / 100", percent=25.0, tolerance=1.0, tolerance_kind=ToleranceKind.NOMINAL),
        ),
        variables=(
            Variable(name="p", smallest=10000, largest=50000, decimals=0, values=(12000.0, 25000.0, 40000.0)),
            Variable(name="t", smallest=1, largest=9, decimals=0, values=(2.0, 3.0, 5.0)),
        ),
        unit="F",
        hints=(Hint(text="Dix pour cent feraient {={p} / 10} F."),),
    ),
    _question(
        "E-16",
        QuestionType.CALCULATED_SIMPLE,
        "Quelle est la racine de {a} ?",
        formulas=(Formula(text="sqrt({a})", tolerance=0.1, tolerance_kind=ToleranceKind.GEOMETRIC),),
        variables=(Variable(name="a", smallest=4, largest=99, decimals=1),),
    ),
    _question(
        "E-17",
        QuestionType.CALCULATED_CHOICE,
        "Un carré de {c} m de côté a une aire de…",
        formulas=(
            Formula(text="{={c} * {c}} m²", feedback="Oui."),
            Formula(text="{={c} * 4} m²", percent=0.0, feedback="C'est le périmètre."),
            Formula(text="{={c} * 2} m²", percent=0.0),
        ),
        variables=(Variable(name="c", smallest=2, largest=9, decimals=1, values=(2.5, 3.0, 4.5, 8.0)),),
        shuffle=True,
    ),
    _question("E-18", QuestionType.RANDOM_MATCH, "Associez chaque sigle à son sens.", choose=2, category="Sigles"),
    _question("E-19", QuestionType.SHORT_ANSWER, "CIPRES", accepted=("Conférence",), category="Sigles"),
    _question("E-20", QuestionType.SHORT_ANSWER, "CNSS", accepted=("Caisse",), category="Sigles"),
    _question("E-21", QuestionType.SHORT_ANSWER, "IPRES", accepted=("Institution",), category="Sigles"),
)
PLUGIN = _question("E-99", QuestionType.OTHER, "Une question d'un greffon.", plugin="stack", raw="<question/>")
ASKED = tuple(source.id for source in BANK[:-3])


def questions(folder: Path, *sources: Source) -> tuple[tuple[Question, ...], MediaPool]:
    """Those questions (the whole bank without any) as compose makes them, and the pictures it took from `folder`."""
    files = []
    for name, text in (("plan.svg", PLAN), ("tampon.svg", STAMP)):
        (folder / name).write_text(text, encoding="utf-8")
        files.append(MediaFile(name=name, path=str(folder / name), bytes=len(text)))
    course = Course(
        identity=Identity(code=CODE, title="Essai", version="1.0", date=date(2026, 3, 2)),
        needs=NeedsAnalysis(),
        objectives=Objectives(),
        sequencing=Sequencing(),
        delivery=Delivery(),
        evaluation=Evaluation(),
        banks=(Bank(name="tous", title="Toutes les questions", questions=sources or BANK),),
        media=tuple(files),
    )
    pool = MediaPool(course)
    return compose_questions(course, Renderer(course, pool)), pool


def courseware(folder: Path, *sources: Source, purpose: Purpose = Purpose.FORMATIVE, asked: Any = ()) -> Courseware:
    """A course of one test that asks them all (those of `asked`), its files read in `folder`."""
    made, pool = questions(folder, *sources)
    keys = tuple(asked) or (tuple(s.id for s in sources) if sources else ASKED)
    slots = tuple(Slot(q.key, q.mark) for q in made if q.key.rpartition("/")[2] in keys)
    test = QuizActivity(
        key=f"{CODE}/S1/test",
        title="Tester toutes les questions",
        intro=Html("<p>Un exemplaire de chaque sorte.</p>"),
        slots=slots,
        purpose=purpose,
        minutes=30,
        grade=Grade(),
    )
    section = Section(key=f"{CODE}/M1", number=1, title="Tout essayer", summary=Html(""), activities=(test,))
    return sample.courseware(questions=made, media=pool.files, sections=(section,))
