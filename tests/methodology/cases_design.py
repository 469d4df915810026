"""Courses that break a rule about needs, participants, objectives, alignment, and courses that don't."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from methodology.activities.assignment import Assignment
from methodology.course import Course, Term
from methodology.evaluation import ItemType as Item
from methodology.evaluation import SurveyItem
from methodology.needs import Competency, Headcount, Prerequisite
from methodology.objectives import ContentUnit
from methodology.questions import Bank, QuestionType
from methodology.sequencing import Module
from methodology.values import Bloom, Cause, Decision, Domain, Grouping, Modality, Purpose
from tests.methodology.factory import (
    NEED,
    OBJECTIVE,
    QUESTION,
    good_course,
    with_assessment,
    with_delivery,
    with_evaluation,
    with_modules,
    with_need,
    with_needs,
    with_objective,
    with_objectives,
    with_participants,
    with_sequence,
    with_step,
    with_survey,
)

COMPETENCIES = good_course().needs.competencies
LONG = "Calculer le montant exact de la pension mensuelle d'une personne assurée selon le barème annuel officiel"


def two_needs(first_minutes: int, second_minutes: int) -> Course:
    """Two needs, the first the more pressing, each with its objective and its step."""
    course = with_objectives(OBJECTIVE, replace(OBJECTIVE, id="O2", statement="Trier des dossiers", need="B2"))
    (sequence,) = course.sequencing.sequences()
    opening, case, test = sequence.steps
    steps = (
        replace(opening, objectives=("O1",)),
        replace(case, objectives=("O1",), minutes=first_minutes),
        replace(test, objectives=("O2",), minutes=second_minutes),
    )
    changed = replace(sequence, steps=steps, minutes=5 + first_minutes + second_minutes)
    needs = (NEED, replace(NEED, id="B2", difficulty=3, importance=3, frequency=3))
    return replace(
        course,
        needs=replace(course.needs, needs=needs),
        sequencing=with_modules(Module(id="M1", title="Calculer", sequences=(changed,))).sequencing,
    )


def in_two_modules(*levels: Bloom) -> Course:
    """A module of sequences that each aim at one of those levels."""
    objectives = tuple(replace(OBJECTIVE, id=f"O{n}", bloom=level) for n, level in enumerate(levels))
    (sequence,) = good_course().sequencing.sequences()
    sequences = tuple(replace(sequence, id=f"S{n}", objectives=(o.id,)) for n, o in enumerate(objectives))
    course = with_objectives(*objectives)
    return replace(course, sequencing=with_modules(Module(id="M1", title="Calculer", sequences=sequences)).sequencing)


def weighing(o1: float, o2: float) -> Course:
    """Two objectives that get the same time, and these weights."""
    course = with_objectives(OBJECTIVE, replace(OBJECTIVE, id="O2", statement="Trier des dossiers"))
    (assessment,) = course.evaluation.assessments
    second = replace(assessment, id="E2", objectives=("O2",), weight_percent=o2)
    parts = (replace(assessment, weight_percent=o1), second)
    return replace(course, evaluation=replace(course.evaluation, assessments=parts))


def judged_first() -> Course:
    """An assessment in a sequence that comes before the one that teaches its objective."""
    (sequence,) = good_course().sequencing.sequences()
    later = replace(sequence, id="S2", objectives=("O2",))
    course = with_objectives(OBJECTIVE, replace(OBJECTIVE, id="O2", statement="Trier des dossiers"))
    modules = (Module(id="M1", title="Calculer", sequences=(sequence, later)),)
    course = replace(course, sequencing=replace(course.sequencing, modules=modules))
    (assessment,) = course.evaluation.assessments
    early = replace(assessment, objectives=("O2",))
    return replace(course, evaluation=replace(course.evaluation, assessments=(early,)))


def tested_by(kind: QuestionType) -> Course:
    """An objective of level 5, verified by one question of that type."""
    course = with_objective(bloom=Bloom.EVALUATE)
    bank = Bank(name="banque", questions=(replace(QUESTION, type=kind, model_answer="Le barème."),))
    return replace(course, banks=(bank,))


def second_language(*, glossary: bool) -> Course:
    course = with_participants(languages=("Portugais, français langue seconde",))
    terms = (Term(term="barème", definition="Tableau des taux"),) if glossary else ()
    return replace(course, identity=replace(course.identity, glossary=terms))


def with_terms(*terms: Term) -> Course:
    """The course, with that glossary."""
    course = good_course()
    return replace(course, identity=replace(course.identity, glossary=terms))


def promised_glossary() -> Course:
    """Second language, a glossary spoken of and empty."""
    course = second_language(glossary=False)
    return replace(course, delivery=with_delivery(how_it_works="Un glossaire et un lexique vous aident.").delivery)


def twin(statement: str, other: str) -> Course:
    return with_objectives(replace(OBJECTIVE, statement=statement), replace(OBJECTIVE, id="O2", statement=other))


ARRANGEMENT = SurveyItem(id="a", type=Item.SHORT_TEXT, text="De quel aménagement avez-vous besoin ?")
FORTY = with_participants(headcount=Headcount(min=8, max=40)).needs
PARENT = Competency(id="C0", name="Tout")
UNSERVED = Competency(id="C2", name="Trier", criteria=("Trié",))
UNPROVED = Competency(id="C1", name="Calculer les pensions")
WELCOMING = Competency(id="C1", name="Accueillir une personne assurée", criteria=("La personne est écoutée",))

BROKEN: Sequence[tuple[str, Course]] = (
    ("BES-01", with_need(task=" ")),
    ("BES-01", with_need(cause=None)),
    ("BES-01", with_need(current=None)),
    ("BES-02", with_objective(need="")),
    ("BES-02", with_need(decision=Decision.EXCLUDED)),
    ("BES-03", with_need(cause=Cause.TOOL)),
    ("BES-04", with_need(current=3, target=3)),
    ("BES-05", with_need(difficulty=7)),
    ("BES-05", with_need(importance=2)),
    ("BES-05", with_need(difficulty=5, importance=5, frequency=1)),
    ("BES-06", with_need(sources=("Un entretien",))),
    ("BES-07", two_needs(10, 45)),
    ("BES-08", with_needs(date=date(2023, 1, 1))),
    ("PUB-01", with_participants(equipment="")),
    ("PUB-01", with_participants(headcount=Headcount())),
    ("PUB-02", with_participants(prerequisites=())),
    ("PUB-02", with_participants(prerequisites=(Prerequisite(statement="Savoir lire"),))),
    ("PUB-03", with_participants(headcount=Headcount(min=8, max=80))),
    ("PUB-04", with_participants(women_target_percent=None)),
    ("PUB-04", with_evaluation(indicators=())),
    ("PUB-05", with_delivery(accessibility=("Textes lisibles",))),
    ("PUB-06", second_language(glossary=False)),
    ("PUB-06", promised_glossary()),
    ("PUB-06", replace(promised_glossary(), identity=with_terms(Term(term="barème")).identity)),
    ("OBJ-10", with_objectives(*(replace(OBJECTIVE, id=f"O{n}", statement=f"Calculer {n}") for n in range(4)))),
    ("OBJ-11", with_objectives(general="")),
    ("OBJ-11", with_objectives(general="Traiter un dossier. Animer un groupe.")),
    ("OBJ-12", with_objective(bloom=Bloom.UNDERSTAND)),
    ("OBJ-13", with_objectives(OBJECTIVE, *(replace(OBJECTIVE, id=f"O{n}", bloom=Bloom.REMEMBER) for n in (2, 3)))),
    ("OBJ-14", twin("Calculer une pension", "Une pension : calculer")),
    ("OBJ-14", twin(LONG, LONG.replace("mensuelle", "annuelle"))),
    ("OBJ-15", with_objective(criterion="environ cinq dossiers")),
    ("OBJ-15", with_objective(criterion="quatre dossiers, correctement")),
    ("OBJ-16", in_two_modules(Bloom.CREATE, Bloom.APPLY)),
    ("OBJ-17", with_needs(competencies=(WELCOMING,))),
    ("OBJ-18", with_objective(parent="O9")),
    ("OBJ-18", with_objectives(contents=(ContentUnit(id="U1", title="Le barème", objectives=("O9",)),))),
    ("ALI-07", with_sequence(objectives=())),
    ("ALI-08", weighing(90, 10)),
    ("ALI-09", tested_by(QuestionType.SINGLE)),
    ("ALI-10", with_needs(competencies=(*COMPETENCIES, UNSERVED))),
    ("ALI-10", with_needs(competencies=(UNPROVED,))),
    ("ALI-11", judged_first()),
    ("ALI-12", with_assessment(objectives=("O1", "O2"))),
    ("ALI-13", with_objective(need="")),
    ("ALI-13", with_need(decision=Decision.EXCLUDED, reason="une note suffit")),
)  # fmt: skip

SOUND: Sequence[tuple[str, Course]] = (
    ("BES-01", with_need(current=0)),
    ("BES-02", with_need(decision=Decision.EXCLUDED, reason="une note suffit")),
    ("BES-03", with_need(cause=Cause.TOOL, decision=Decision.EXCLUDED, reason="logiciel à changer")),
    ("BES-04", with_need(current=2, target=3)),
    ("BES-05", with_need(importance=2, decision=Decision.JOB_AID)),
    ("BES-05", with_need(difficulty=5, importance=5, frequency=1, decision=Decision.OVERTRAIN)),
    ("BES-05", with_need(difficulty=None)),
    ("BES-06", with_need(sources=("Un entretien", "Un registre"))),
    ("BES-07", two_needs(45, 10)),
    ("BES-08", with_needs(date=date(2025, 1, 1))),
    ("PUB-03", replace(with_step("cas", grouping=Grouping.SMALL_GROUP), needs=FORTY)),
    ("PUB-05", replace(with_survey(ARRANGEMENT), delivery=with_delivery(accessibility=()).delivery)),
    ("PUB-06", second_language(glossary=True)),
    ("PUB-06", with_participants(languages=("Français",))),
    ("OBJ-10", with_objectives(*(replace(OBJECTIVE, id=f"O{n}", statement=f"Calculer {n}") for n in range(3)))),
    ("OBJ-11", with_objectives(general="Traiter un dossier de pension, de la demande au paiement.")),
    ("OBJ-13", with_objectives(OBJECTIVE, replace(OBJECTIVE, id="O2", bloom=Bloom.REMEMBER))),
    ("OBJ-14", twin("Calculer une pension", "Calculer une cotisation")),
    ("OBJ-14", twin(LONG, LONG.replace("mensuelle", "annuelle").replace("officiel", "provisoire"))),
    ("OBJ-15", with_objective(criterion="quatre dossiers sur cinq bien classés")),
    ("OBJ-16", in_two_modules(Bloom.APPLY, Bloom.CREATE)),
    ("OBJ-16", in_two_modules(Bloom.ANALYSE, Bloom.APPLY)),
    ("OBJ-17", replace(with_objective(domain=Domain.ATTITUDE), needs=with_needs(competencies=(WELCOMING,)).needs)),
    ("OBJ-18", with_objectives(OBJECTIVE, replace(OBJECTIVE, id="O2", parent="O1"))),
    ("ALI-07", with_step("cas", objectives=("O1",))),
    ("ALI-08", weighing(55, 45)),
    ("ALI-09", tested_by(QuestionType.ESSAY)),
    ("ALI-09", replace(tested_by(QuestionType.SINGLE), evaluation=with_assessment(activity=Assignment()).evaluation)),
    ("ALI-10", with_needs(competencies=(PARENT, *(replace(c, parent="C0") for c in COMPETENCIES)))),
    ("ALI-11", with_assessment(purposes=(Purpose.FORMATIVE,))),
    ("ALI-12", with_assessment(activity=Assignment())),
    ("SEQ-03", with_sequence(modality=Modality.ASYNCHRONOUS)),
)  # fmt: skip
