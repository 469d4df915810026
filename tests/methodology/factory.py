"""A small course that no rule finds fault with, and one change to it at a time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from methodology.activities.assignment import Assignment
from methodology.activities.page import Page
from methodology.activities.quiz import Quiz
from methodology.course import Course, Identity, MediaFile, Themes
from methodology.delivery import Delivery
from methodology.evaluation import Assessment, Evaluation, EvaluationLevel
from methodology.findings import Where
from methodology.needs import NeedsAnalysis
from methodology.objectives import Objective, Objectives
from methodology.questions import Bank, Choice, Question, QuestionType
from methodology.sequencing import Module, Sequence, Sequencing, Step
from methodology.values import Bloom, Modality, Moment, Purpose, Text

PAGE = "contenus/page.md"
DECK = "contenus/s1-diapositives.md"

OBJECTIVE = Objective(
    id="O1",
    statement="Calculer le montant d'une pension",
    verb="calculer",
    bloom=Bloom.APPLY,
    condition="avec le barème",
    criterion="sans erreur, sur cinq dossiers",
    where=Where("2-objectifs.yaml", 3),
)
QUESTION = Question(
    id="Q1",
    type=QuestionType.SINGLE,
    text="Quel document faut-il d'abord ?",
    objective="O1",
    bloom=Bloom.APPLY,
    choices=(
        Choice(text="Le barème de l'année", correct=True),
        Choice(text="Le règlement intérieur"),
        Choice(text="La liste des agences"),
    ),
    feedback="Le barème donne le taux.",
    where=Where("questions/banque.yaml", 3),
)
QUIZ = Quiz(bank="banque", pass_percent=60.0, where=Where("3-sequences.yaml", 20))
THEMES = Themes(
    gender="Exemples équilibrés",
    governance="Critères publiés avant",
    environment="Peu d'impressions",
    human_rights="Accès pour tous",
    vulnerable_groups="Un cas sur le travail informel",
)


def text(markdown: str, path: str = PAGE) -> Text:
    """A text of a file."""
    return Text(path=path, markdown=markdown, where=Where(path))


def good_course() -> Course:
    """The course: one module, one sequence in the room, one quiz, one assessment, one page, one deck."""
    page = text("## Lire le barème\n\nLe barème donne le taux de chaque année.\n")
    deck = text("## Le barème donne le taux\n\n- Un taux par année\n", DECK)
    steps = (
        Step(id="apport", title="Apport", minutes=15, method="expositive", activity=Page(body=page)),
        Step(id="cas", title="Cas", minutes=30, method="etude_de_cas", active=True),
        Step(id="test", title="Test", minutes=15, method="interrogative", active=True, activity=QUIZ),
    )
    sequence = Sequence(
        id="S1",
        title="Calculer",
        minutes=60,
        modality=Modality.ONSITE,
        objectives=("O1",),
        steps=steps,
        slides=deck,
        where=Where("3-sequences.yaml", 5),
    )
    return Course(
        identity=_identity(),
        needs=NeedsAnalysis(),
        objectives=Objectives(general="Traiter un dossier", objectives=(OBJECTIVE,)),
        sequencing=Sequencing(modules=(Module(id="M1", title="Calculer", sequences=(sequence,)),)),
        delivery=Delivery(),
        evaluation=_evaluation(),
        banks=(Bank(name="banque", questions=(QUESTION,)),),
        texts=(page, deck),
    )


def _identity() -> Identity:
    where = Where("cours.yaml")
    return Identity(
        code="C1",
        title="Pensions",
        version="1.0",
        date=date(2026, 1, 5),
        minutes=60,
        themes=THEMES,
        where=where,
    )


def _evaluation() -> Evaluation:
    plan = tuple(
        EvaluationLevel(level=level, tool="questionnaire", when="fin", responsible="Cellule formation")
        for level in (1, 2, 3)
    )
    assessment = Assessment(
        id="E1",
        title="Dossier",
        purposes=tuple(Purpose),
        moments=(Moment.END,),
        bloom=Bloom.APPLY,
        objectives=("O1",),
        weight_percent=100.0,
        pass_percent=60.0,
        steps=("S1/test",),
        where=Where("5-evaluation.yaml", 4),
    )
    return Evaluation(success_rule="60 % au test", pass_percent=60.0, assessments=(assessment,), plan=plan)


def with_identity(**changes: Any) -> Course:
    """The course, its identity changed."""
    course = good_course()
    return replace(course, identity=replace(course.identity, **changes))


def with_themes(**changes: Any) -> Course:
    """The course, its cross-cutting themes changed."""
    return with_identity(themes=replace(THEMES, **changes))


def with_objective(**changes: Any) -> Course:
    """The course, its objective changed."""
    course = good_course()
    return replace(course, objectives=replace(course.objectives, objectives=(replace(OBJECTIVE, **changes),)))


def with_second_objective() -> Course:
    """The course, plus an objective that nothing takes up."""
    course = good_course()
    second = replace(OBJECTIVE, id="O2")
    return replace(course, objectives=replace(course.objectives, objectives=(OBJECTIVE, second)))


def with_sequence(**changes: Any) -> Course:
    """The course, its sequence changed."""
    course = good_course()
    (module,) = course.sequencing.modules
    (sequence,) = module.sequences
    changed = replace(module, sequences=(replace(sequence, **changes),))
    return replace(course, sequencing=replace(course.sequencing, modules=(changed,)))


def with_step(key: str, **changes: Any) -> Course:
    """The course, one step changed."""
    (sequence,) = good_course().sequencing.sequences()
    steps = tuple(replace(step, **changes) if step.id == key else step for step in sequence.steps)
    return with_sequence(steps=steps)


def with_question(**changes: Any) -> Course:
    """The course, its question changed."""
    course = good_course()
    return replace(course, banks=(Bank(name="banque", questions=(replace(QUESTION, **changes),)),))


def with_choices(*choices: str, right: int = 0) -> Course:
    """The course, its question with these choices."""
    return with_question(choices=tuple(Choice(text=c, correct=i == right) for i, c in enumerate(choices)))


def with_assessment(**changes: Any) -> Course:
    """The course, its assessment changed."""
    course = good_course()
    (assessment,) = course.evaluation.assessments
    return with_evaluation(assessments=(replace(assessment, **changes),))


def with_evaluation(**changes: Any) -> Course:
    """The course, its evaluation phase changed."""
    course = good_course()
    return replace(course, evaluation=replace(course.evaluation, **changes))


def with_page(markdown: str) -> Course:
    """The course, its page rewritten."""
    course = good_course()
    return replace(course, texts=(text(markdown), course.texts[1]))


def with_deck(markdown: str) -> Course:
    """The course, its slides rewritten."""
    course = with_sequence(slides=text(markdown, DECK))
    return replace(course, texts=(course.texts[0], text(markdown, DECK)))


def with_media(*media: MediaFile) -> Course:
    """The course, with these files."""
    return replace(good_course(), media=media)


def medium(name: str, kilobytes: int = 10, width: int = 0, height: int = 0) -> MediaFile:
    """A file of `medias/`."""
    where = Where(f"medias/{name}")
    return MediaFile(name=name, path=f"/{name}", bytes=kilobytes * 1000, width=width, height=height, where=where)


def with_assignment(**changes: Any) -> Course:
    """The course, its assessment carried by work to hand in."""
    return with_assessment(steps=(), activity=Assignment(**changes))
