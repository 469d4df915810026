"""Courses that break a rule about time, methods, lesson plans, evaluation, quality, and courses that don't."""

from __future__ import annotations

from collections.abc import Sequence as Listed
from dataclasses import replace
from datetime import date

from methodology.activities.forum import Forum
from methodology.activities.page import Page
from methodology.activities.quiz import Quiz
from methodology.activities.url import Url
from methodology.course import Course
from methodology.delivery import Person, Platform, Trainer
from methodology.evaluation import (
    Criterion,
    EvaluationLevel,
    Improvement,
    Indicator,
    ItemType,
    Rubric,
    RubricLevel,
    SurveyItem,
)
from methodology.needs import Competency, Connection, Headcount
from methodology.objectives import ContentUnit
from methodology.questions import Bank
from methodology.sequencing import Module, Sequence, Step
from methodology.values import Grouping, Modality, Moment, Purpose
from tests.methodology.factory import (
    QUESTION,
    good_course,
    medium,
    text,
    with_assessment,
    with_assignment,
    with_delivery,
    with_evaluation,
    with_identity,
    with_media,
    with_modules,
    with_needs,
    with_objectives,
    with_participants,
    with_quiz,
    with_sequence,
    with_session,
    with_step,
    with_survey,
)

(SEQUENCE,) = good_course().sequencing.sequences()
OPENING, CASE, TEST = SEQUENCE.steps
PAUSE = Step(id="pause", title="Pause", minutes=15, method="pause")
PLAY = Step(
    id="jeu", title="Jouer l'entretien", minutes=40, method="jeu_de_role", active=True, output="Un entretien",
    instruction="Jouez l'entretien.", feedback="Retour des observateurs",
    participant_activity="Trois rôles : agente, usager, observation avec la grille",
)  # fmt: skip
LEVELS = tuple(RubricLevel(points=n, descriptor="décrit") for n in range(3))
GRID = Rubric(id="G1", title="Grille", criteria=tuple(Criterion(id=c, title=c, levels=LEVELS) for c in "abc"))
SUNDAY, HOLIDAY = date(2026, 3, 8), date(2026, 4, 27)
INDICATOR = Indicator(id="items", title="Indice de discrimination des items", formula="corrélation", source="Moodle",
    target="20", frequency="session", responsible="Équipe")  # fmt: skip
ACTION = Improvement(finding="Trop long", action="Couper", responsible="Équipe", due=date(2026, 5, 1), evidence="v1.1")
SENSITIVE = SurveyItem(id="sante", type=ItemType.LONG_TEXT, text="Avez-vous un handicap ?")


def scale(asked: str) -> Course:
    return with_survey(SurveyItem(id="x", type=ItemType.SCALE, text=asked), *with_survey().evaluation.surveys[0].items)


def items(count: int) -> Course:
    made = (SurveyItem(id=f"i{n}", type=ItemType.SCALE, text="Le rythme convenait.") for n in range(count))
    return with_survey(*made, SurveyItem(id="libre", type=ItemType.LONG_TEXT, text="Que changer ?"))


def steps(*made: Step, **changes: object) -> Course:
    return with_sequence(steps=made, minutes=sum(step.minutes for step in made), **changes)


def in_afternoon(first: Step) -> Course:
    """A day whose afternoon begins with that step."""
    morning = replace(CASE, minutes=180)
    course = steps(morning, first, TEST)
    session = with_session(hours="9 h – 12 h et 13 h 30 – 16 h 30")
    return replace(course, delivery=session.delivery)


def two_sequences(first: Sequence, second: Sequence) -> Course:
    return with_modules(Module(id="M1", title="Calculer", sequences=(first, second)))


def at_speed(course: Course, speed: int) -> Course:
    return replace(course, needs=with_participants(connection=Connection(speed_kbps=speed)).needs)


def live(minutes: int) -> Course:
    """So many minutes of virtual class for sixty at one's own pace."""
    alone = replace(SEQUENCE, modality=Modality.ASYNCHRONOUS)
    together = replace(SEQUENCE, id="S2", modality=Modality.SYNCHRONOUS, minutes=minutes)
    return at_speed(two_sequences(alone, together), 256)


def with_link(**changes: object) -> Course:
    """A step that sends to another site."""
    linked = tuple(replace(s, activity=Url(url="https://exemple.org")) if s.id == "cas" else s for s in SEQUENCE.steps)
    return with_sequence(steps=linked, **changes)


def unrested(course: Course) -> Course:
    """A session whose hours speak of no pause."""
    return replace(course, delivery=with_session(hours="9 h – 12 h").delivery)


def graded(rubric: Rubric) -> Course:
    """Work to hand in, marked with that grid."""
    course = with_assignment(rubric=rubric.id)
    return replace(course, evaluation=replace(course.evaluation, rubrics=(rubric,)))


def listing(email: str) -> Course:
    """A list of accesses with one line."""
    return replace(good_course(), access=(Person(first_name="Afi", last_name="Mensah", email=email),))


def timed(minutes: int, count: int) -> Course:
    """A final test of so many questions in so many minutes."""
    made = tuple(replace(QUESTION, id=f"Q{n}") for n in range(count))
    return with_quiz(*made, purpose=Purpose.SUMMATIVE, attempts=1, minutes_limit=minutes)


def before_and_after(*objectives: str) -> Course:
    """A test of departure on those objectives, a final test on O1."""
    start = Quiz(bank="depart", purpose=Purpose.DIAGNOSTIC)
    final = Quiz(bank="banque", purpose=Purpose.SUMMATIVE)
    course = steps(replace(OPENING, activity=start), CASE, replace(TEST, activity=final))
    asked = tuple(replace(QUESTION, id=f"D{n}", objective=key) for n, key in enumerate(objectives))
    return replace(course, banks=(*course.banks, Bank(name="depart", questions=asked)))


def told(rule: str, how: str = "") -> Course:
    course = with_evaluation(success_rule=rule)
    return replace(course, delivery=with_delivery(how_it_works=how).delivery)


def with_kept(retention: str) -> Course:
    return with_delivery(platform=Platform(url="https://exemple.org", retention=retention))


def profiled(course: Course, *names: str) -> Course:
    return replace(course, identity=replace(course.identity, profiles=names))


def complaining(words: str) -> Course:
    return profiled(with_delivery(complaints=words), "iso29993")


def helped_by(role: str) -> Course:
    return profiled(with_delivery(trainers=(Trainer(name="Afi", role=role),)), "qualiopi")


def told_publicly(summary: str) -> Course:
    course = profiled(with_identity(summary=summary, contact=None), "qualiopi")
    return replace(course, delivery=with_delivery(how_it_works="En salle, une matinée.").delivery)


def thrice(method: str) -> Course:
    return steps(*(replace(CASE, id=f"c{n}", method=method, minutes=20) for n in range(3)))


def long_day(method: str) -> Course:
    """A day of two hundred minutes; its middle uses that method."""
    course = steps(replace(OPENING, minutes=20), replace(CASE, minutes=165, method=method), TEST)
    return replace(course, delivery=with_session(end=date(2026, 3, 9)).delivery)


ORDERED = two_sequences(SEQUENCE, replace(SEQUENCE, id="S2", prerequisites=("S1",)))
REVERSED = two_sequences(replace(SEQUENCE, prerequisites=("S2",)), replace(SEQUENCE, id="S2"))
UNPROVING = with_objectives(replace(good_course().objectives.objectives[0], competency=""))
ELEVEN = tuple(replace(OPENING, id=f"p{n}", title=f"Page {n} du barème", activity=Page()) for n in range(11))
LATE_FOLLOW_UP = EvaluationLevel(level=3, tool="questionnaire", months_after=9, responsible="Équipe")

BROKEN: Listed[tuple[str, Course]] = (
    ("SEQ-04", unrested(steps(OPENING, replace(CASE, minutes=60), TEST, modality=Modality.SYNCHRONOUS))),
    ("SEQ-04", unrested(steps(OPENING, replace(CASE, minutes=120), TEST))),
    ("SEQ-05", with_session(hours="8 h – 12 h et 13 h – 18 h")),
    ("SEQ-05", with_session(hours="8 h – 12 h et 14 h – 15 h")),
    ("SEQ-06", steps(*(replace(CASE, id=x, title="Calculer") for x in "ab"), TEST)),
    ("SEQ-06", steps(OPENING, *(replace(CASE, id=x, title="Calculer", feedback="", output="Un calcul") for x in "ab"))),
    ("SEQ-07", thrice("etude_de_cas")),
    ("SEQ-08", in_afternoon(OPENING)),
    ("SEQ-09", with_session(hours="9 h – 10 h")),
    ("SEQ-10", steps(OPENING, replace(CASE, output="Un calcul"), TEST)),
    ("SEQ-11", REVERSED),
    ("SEQ-12", live(40)),
    ("SEQ-13", with_sequence(key_messages=())),
    ("SEQ-13", with_sequence(key_messages=("a", "b", "c", "d"))),
    ("SEQ-13", with_sequence(materials=())),
    ("MET-01", with_step("cas", method="hypnose")),
    ("MET-01", with_step("cas", method="world_cafe")),
    ("MET-02", steps(*(replace(step, method="expositive") for step in SEQUENCE.steps))),
    ("MET-03", long_day("expositive")),
    ("MET-04", steps(OPENING, replace(PLAY, participant_activity="On parle.", feedback="Échange"), TEST)),
    ("MET-04", steps(OPENING, replace(PLAY, feedback=""), TEST)),
    ("MET-05", with_step("cas", instruction="")),
    ("MET-05", with_step("cas", output="")),
    ("MET-05", steps(OPENING, replace(CASE, minutes=0), TEST)),
    ("MET-06", with_step("cas", materials=("chronomètre",))),
    ("MET-07", with_step("cas", feedback="")),
    ("EVA-04", before_and_after("O1", "O2")),
    ("EVA-05", with_assignment()),
    ("EVA-05", graded(replace(GRID, criteria=GRID.criteria[:2]))),
    ("EVA-05", graded(replace(GRID, criteria=(*GRID.criteria, Criterion(id="d", title="d", levels=LEVELS[:2]))))),
    ("EVA-06", with_quiz(purpose=Purpose.SUMMATIVE)),
    ("EVA-07", timed(minutes=5, count=10)),
    ("EVA-07", timed(minutes=60, count=10)),
    ("EVA-07", timed(minutes=90, count=61)),
    ("EVA-08", told("60 % au test")),
    ("EVA-10", with_evaluation(plan=(*good_course().evaluation.plan[:2], LATE_FOLLOW_UP))),
    ("EVA-11", items(20)),
    ("EVA-11", with_survey(SurveyItem(id="a", type=ItemType.SCALE, text="Le rythme convenait."))),
    ("EVA-13", scale("Le contenu était clair et utile.")),
    ("EVA-13", scale("Le cours était évidemment utile.")),
    ("SUI-01", with_evaluation(indicators=(replace(INDICATOR, formula=""),))),
    ("SUI-02", with_evaluation(indicators=(INDICATOR,))),
    ("QUA-01", with_evaluation(improvements=(replace(ACTION, due=None),))),
    ("QUA-02", with_identity(date=date(2024, 1, 1))),
    ("QUA-02", with_objectives(contents=(ContentUnit(id="U1", title="Loi", stable_until=date(2026, 1, 1)),))),
    ("QUA-03", complaining("")),
    ("QUA-04", helped_by("Animation")),
    ("QUA-05", told_publicly("")),
    ("DON-02", with_kept("")),
    ("DON-04", replace(good_course(), needs=with_participants(headcount=Headcount(min=2, max=4)).needs)),
    ("MOO-03", UNPROVING),
    ("MOO-04", with_sequence(prerequisites=("S1",))),
    ("MOO-04", replace(steps(replace(OPENING, activity=None), CASE), evaluation=with_assessment(steps=()).evaluation)),
    ("MOO-05", with_needs(competencies=(Competency(id="C1", name="Calculer", levels=("Seul",)),))),
    ("MOO-07", with_step("cas", instruction="", activity=Forum())),
    ("MOO-07", steps(*ELEVEN)),
    ("MOO-07", steps(OPENING, replace(OPENING, id="b"))),
    ("MOO-08", with_quiz(purpose=Purpose.SUMMATIVE, attempts=0)),
    ("MOO-10", with_survey(SENSITIVE, anonymous=False)),
    ("MOO-12", listing("afi.mensah")),
    ("MOO-13", with_media(medium("schéma.png"))),
    ("MOO-13", with_media(medium("plan de salle.png"))),
    ("POI-06", with_link()),
    ("POI-08", profiled(with_sequence(modality=Modality.ASYNCHRONOUS), "bas_debit")),
    ("MAR-02", profiled(with_identity(funding="rien"), "socieux_2022")),
    ("MAR-05", profiled(with_identity(charter="neutre"), "socieux_2022")),
    ("CAL-03", with_delivery(platform=Platform(access_list_days=3))),
    ("CAL-06", with_session(start=SUNDAY)),
    ("CAL-06", replace(with_session(start=HOLIDAY), needs=with_participants(countries=("Togo",)).needs)),
    ("PRO-01", with_identity(profiles=("socieux_1999",))),
    ("ACC-09", replace(timed(15, 10), delivery=with_delivery(accessibility=("Demandés à l'inscription",)).delivery)),
)  # fmt: skip

SOUND: Listed[tuple[str, Course]] = (
    ("SEQ-04", unrested(steps(OPENING, replace(CASE, minutes=80), PAUSE, TEST))),
    ("SEQ-04", steps(OPENING, replace(CASE, minutes=120, grouping=Grouping.PAIR), TEST, modality=Modality.SYNCHRONOUS)),
    ("SEQ-04", steps(OPENING, replace(CASE, minutes=120), TEST, modality=Modality.ASYNCHRONOUS)),
    ("SEQ-05", with_session(hours="8 h 30 – 12 h 15 et 13 h 45 – 17 h 00, pauses comprises")),
    ("SEQ-06", steps(replace(CASE, title="Calculer", gagne=(1,)), replace(CASE, id="b", title="Finir", gagne=(9,)))),
    ("SEQ-07", thrice("jeu_de_role")),
    ("SEQ-08", in_afternoon(CASE)),
    ("SEQ-09", with_session(hours="9 h – 10 h 15")),
    ("SEQ-10", steps(OPENING, replace(CASE, output="Un calcul", gagne=(9,)), TEST)),
    ("SEQ-11", ORDERED),
    ("SEQ-12", live(20)),
    ("SEQ-12", at_speed(live(60), 2000)),
    ("SEQ-13", with_sequence(materials=(), modality=Modality.ASYNCHRONOUS)),
    ("MET-01", with_step("cas", method="Étude de cas")),
    ("MET-02", with_step("cas", method="atelier")),
    ("MET-03", long_day("etude_de_cas")),
    ("MET-04", steps(OPENING, PLAY, TEST)),
    ("MET-05", with_step("cas", instruction="", activity=Page(body=text("## Cas\n\nCalculez.\n")))),
    ("MET-05", with_step("ouverture", instruction="", output="")),
    ("MET-06", with_step("cas", materials=("barèmes", "stylo"))),
    ("MET-07", with_step("test", feedback="")),
    ("EVA-04", before_and_after("O1")),
    ("EVA-05", graded(GRID)),
    ("EVA-06", with_quiz(*(replace(QUESTION, id=f"Q{n}") for n in range(3)), purpose=Purpose.SUMMATIVE)),
    ("EVA-07", timed(minutes=15, count=10)),
    ("EVA-07", timed(minutes=90, count=60)),
    ("EVA-07", with_quiz(purpose=Purpose.FORMATIVE)),
    ("EVA-08", told("60 % au test", "Un travail insuffisant est repris une fois.")),
    ("EVA-08", with_evaluation(success_rule="60 %", second_chance="Un échange, puis un second test")),
    ("EVA-10", with_evaluation(plan=(*good_course().evaluation.plan[:2], replace(LATE_FOLLOW_UP, months_after=3)))),
    ("EVA-11", items(19)),
    ("EVA-11", with_survey(*items(30).evaluation.surveys[0].items, moment=Moment.BEFORE)),
    ("EVA-13", scale("J'ai été accueillie ou accueilli avec respect.")),
    ("EVA-13", scale("Les textes et les images m'ont aidée ou aidé.")),
    ("SUI-02", with_evaluation(indicators=(replace(INDICATOR, target="20, à titre indicatif"),))),
    ("QUA-01", with_evaluation(improvements=(ACTION,))),
    ("QUA-02", with_objectives(contents=(ContentUnit(id="U1", title="Loi", stable_until=date(2027, 1, 1)),))),
    ("QUA-03", complaining("À la coordination, réponse sous cinq jours")),
    ("QUA-03", good_course()),
    ("QUA-04", helped_by("Accessibilité et aménagements")),
    ("DON-02", with_kept("Un an")),
    ("DON-04", replace(with_survey(anonymous=False), needs=with_participants(headcount=Headcount(min=2, max=4)).needs)),
    ("MOO-04", ORDERED),
    ("MOO-05", with_needs(competencies=(Competency(id="C1", name="Calculer", levels=("Aidé", "Seul")),))),
    ("MOO-07", with_step("cas", activity=Forum())),
    ("MOO-07", steps(*ELEVEN[:10])),
    ("MOO-08", with_quiz(purpose=Purpose.SUMMATIVE, attempts=2)),
    ("MOO-10", with_survey(SENSITIVE, anonymous=True)),
    ("MOO-10", with_survey(SENSITIVE, anonymous=False, introduction="Facultatif et confidentiel.")),
    ("MOO-12", listing("afi.mensah@exemple.org")),
    ("MOO-13", with_media(medium("m1-schema.png"))),
    ("POI-06", with_link(offline_variant="Une fiche imprimée")),
    ("POI-06", at_speed(with_link(), 4000)),
    ("POI-08", profiled(with_sequence(modality=Modality.ASYNCHRONOUS, offline_variant="Papier"), "bas_debit")),
    ("POI-08", with_sequence(modality=Modality.ASYNCHRONOUS)),
    ("MAR-05", profiled(with_identity(charter="neutre"), "cipres")),
    ("CAL-06", replace(with_session(start=HOLIDAY), needs=with_participants(countries=("Gabon",)).needs)),
    ("CAL-06", with_session(start=SUNDAY, modality=Modality.ASYNCHRONOUS)),
    ("ACC-09", timed(15, 10)),
)  # fmt: skip
