"""A small course that no rule finds fault with, and one change to it at a time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from methodology.activities.assignment import Assignment
from methodology.activities.page import Page
from methodology.activities.quiz import Quiz
from methodology.course import Course, Identity, MediaFile, Themes
from methodology.delivery import Delivery, Platform, Risk, Session
from methodology.evaluation import Assessment, Evaluation, EvaluationLevel, Indicator, ItemType, Survey, SurveyItem
from methodology.findings import Where
from methodology.needs import Competency, Connection, Headcount, Need, NeedsAnalysis, Participants, Prerequisite
from methodology.objectives import Objective, Objectives
from methodology.questions import Bank, Choice, Question, QuestionType
from methodology.sequencing import Module, Sequence, Sequencing, Step
from methodology.values import Bloom, Cause, Modality, Moment, Purpose, Text

PAGE = "contenus/page.md"
DECK = "contenus/s1-diapositives.md"

OBJECTIVE = Objective(
    id="O1",
    statement="Calculer le montant d'une pension",
    verb="calculer",
    bloom=Bloom.APPLY,
    condition="avec le barème",
    criterion="sans erreur, sur cinq dossiers",
    competency="C1",
    need="B1",
    where=Where("2-objectifs.yaml", 3),
)
QUESTION = Question(
    id="Q1",
    type=QuestionType.SINGLE,
    text="Quel document faut-il consulter en premier ?",
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
NEED = Need(
    id="B1",
    task="Calculer une pension",
    competency="C1",
    current=1,
    target=3,
    difficulty=3,
    importance=5,
    frequency=3,
    cause=Cause.SKILL,
    sources=("Registre des dossiers", "Observation au guichet"),
    where=Where("1-besoins.yaml", 20),
)
PARTICIPANTS = Participants(
    functions=("Agente ou agent de liquidation",),
    headcount=Headcount(min=8, max=16),
    women_target_percent=50,
    languages=("Français",),
    prerequisites=(Prerequisite(statement="Traiter des dossiers", verification="Attestation"),),
    equipment="Un poste partagé",
    connection=Connection(speed_kbps=256),
    constraints=("Deux heures par semaine",),
    where=Where("1-besoins.yaml", 3),
)
QUIZ = Quiz(bank="banque", pass_percent=60.0, where=Where("3-sequences.yaml", 20))
THEMES = Themes(
    gender="Exemples équilibrés",
    governance="Critères publiés avant",
    environment="Deux pages imprimées par personne",
    human_rights="Accès pour tous",
    vulnerable_groups="Un cas sur le travail informel",
)

RISK = Risk(
    risk="Coupure de courant",
    probability=3,
    impact=2,
    measure="Barème imprimé",
    responsible="Cellule formation",
    where=Where("4-mise-en-oeuvre.yaml", 30),
)
SLIDES = "## Le barème donne le taux\n\n- Un taux par année\n\n:::{notes}\nDemander : où le trouve-t-on ?\n:::\n"
SURVEY = Survey(
    id="a-chaud",
    title="Votre avis",
    moment=Moment.END,
    items=(
        SurveyItem(id="clair", type=ItemType.SCALE, text="Les objectifs étaient clairs."),
        SurveyItem(id="changer", type=ItemType.LONG_TEXT, text="Que faut-il changer en premier ?"),
    ),
    where=Where("5-evaluation.yaml", 20),
)


def text(markdown: str, path: str = PAGE) -> Text:
    """A text of a file."""
    return Text(path=path, markdown=markdown, where=Where(path))


def good_course() -> Course:
    """The course: one module, one sequence in the room, one quiz, one assessment, one page, one deck."""
    page = text("## Lire le barème\n\nLe barème donne le taux de chaque année.\n")
    deck = text(SLIDES, DECK)
    sequence = Sequence(
        id="S1",
        title="Calculer",
        minutes=60,
        modality=Modality.ONSITE,
        objectives=("O1",),
        key_messages=("Le taux change chaque année.",),
        materials=("barème imprimé",),
        steps=_steps(page),
        slides=deck,
        where=Where("3-sequences.yaml", 5),
    )
    return Course(
        identity=_identity(),
        needs=_needs(),
        objectives=Objectives(general="Traiter un dossier", objectives=(OBJECTIVE,)),
        sequencing=Sequencing(modules=(Module(id="M1", title="Calculer", sequences=(sequence,)),)),
        delivery=_delivery(),
        evaluation=_evaluation(),
        banks=(Bank(name="banque", questions=(QUESTION,)),),
        texts=(page, deck),
    )


def _steps(page: Text) -> tuple[Step, ...]:
    case = Step(
        id="cas",
        title="Calculer la pension d'une aide à domicile de l'économie informelle",
        minutes=40,
        method="etude_de_cas",
        active=True,
        instruction="Calculez la pension avec le barème.",
        output="Un calcul par binôme, et ce qu'on en fera au poste",
        feedback="Mise en commun",
    )
    return (
        Step(id="ouverture", title="Rappel du barème", minutes=5, method="expositive", activity=Page(body=page)),
        case,
        Step(id="test", title="Se tester et retenir", minutes=15, method="interrogative", active=True, activity=QUIZ),
    )


def _needs() -> NeedsAnalysis:
    competency = Competency(id="C1", name="Calculer les pensions", criteria=("Le calcul est juste",))
    return NeedsAnalysis(
        date=date(2025, 10, 1),
        participants=PARTICIPANTS,
        competencies=(competency,),
        needs=(NEED,),
        where=Where("1-besoins.yaml"),
    )


def _delivery() -> Delivery:
    session = Session(
        id="J1",
        title="Matinée",
        start=date(2026, 3, 9),
        hours="8 h 30 – 10 h 00, pause comprise",
        sequences=("S1",),
        where=Where("4-mise-en-oeuvre.yaml", 3),
    )
    return Delivery(
        sessions=(session,),
        logistics=("Barème imprimé, un par personne",),
        risks=(RISK,),
        platform=Platform(url="https://exemple.org", retention="Un an"),
        accessibility=("Aménagements demandés à l'inscription, temps majoré aux tests",),
        where=Where("4-mise-en-oeuvre.yaml"),
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
    indicator = Indicator(
        id="reussite",
        title="Réussite par sexe",
        formula="réussites / inscriptions",
        source="carnet de notes",
        target="80 %",
        frequency="chaque session",
        responsible="Cellule formation",
        where=Where("5-evaluation.yaml", 40),
    )
    return Evaluation(
        success_rule="60 % au test ; on peut le reprendre une fois",
        pass_percent=60.0,
        assessments=(assessment,),
        surveys=(SURVEY,),
        plan=plan,
        indicators=(indicator,),
    )


def with_need(**changes: Any) -> Course:
    """The course, its need changed."""
    course = good_course()
    return replace(course, needs=replace(course.needs, needs=(replace(NEED, **changes),)))


def with_needs(**changes: Any) -> Course:
    """The course, its needs phase changed."""
    course = good_course()
    return replace(course, needs=replace(course.needs, **changes))


def with_participants(**changes: Any) -> Course:
    """The course, its participants changed."""
    return with_needs(participants=replace(PARTICIPANTS, **changes))


def with_objectives(*objectives: Objective, **changes: Any) -> Course:
    """The course, with these objectives, all of them worked on."""
    course = good_course()
    phase = replace(course.objectives, objectives=objectives or (OBJECTIVE,), **changes)
    taught = with_sequence(objectives=tuple(objective.id for objective in phase.objectives))
    return replace(course, objectives=phase, sequencing=taught.sequencing)


def with_delivery(**changes: Any) -> Course:
    """The course, its delivery changed."""
    course = good_course()
    return replace(course, delivery=replace(course.delivery, **changes))


def with_session(**changes: Any) -> Course:
    """The course, its session changed."""
    (session,) = good_course().delivery.sessions
    return with_delivery(sessions=(replace(session, **changes),))


def with_survey(*items: SurveyItem, **changes: Any) -> Course:
    """The course, its reaction survey with these items."""
    return with_evaluation(surveys=(replace(SURVEY, items=items or SURVEY.items, **changes),))


def with_quiz(*questions: Question, **changes: Any) -> Course:
    """The course, its test with these questions."""
    course = with_step("test", activity=replace(QUIZ, **changes))
    return replace(course, banks=(Bank(name="banque", questions=questions or (QUESTION,)),))


def with_modules(*modules: Module) -> Course:
    """The course, with these modules."""
    course = good_course()
    return replace(course, sequencing=replace(course.sequencing, modules=modules))


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
