"""Every field of the five phases is read from its French key, written back the same, and held to what it refers to."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from methodology.activities.base import OnlineActivity
from methodology.course import Course
from methodology.evaluation import Audience
from methodology.folder import PHASES, read_folder
from methodology.needs import Enrolment, Need
from methodology.questions import Bank, Question
from methodology.shape import Form, record_types, written_shapes
from methodology.values import Decision, Extent, Principle, Priority, Record, Theme
from methodology.writing import record_text
from tests.methodology.folders import edit, write
from tests.methodology.whole import whole_folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return whole_folder(tmp_path / "cours")


def course_of(folder: Path) -> Course:
    reading = read_folder(folder)
    assert reading.findings == ()
    assert reading.course is not None
    return reading.course


def test_the_public_is_counted_and_described(folder: Path) -> None:
    people = course_of(folder).needs.participants
    assert (people.women, people.men) == (5, 7)
    assert people.women_percent == pytest.approx(41.67, abs=0.01)
    assert [(band.band, band.headcount) for band in people.age_bands] == [("25-34", 8), ("35-44", 4)]
    assert (people.french_ease, people.seniority) == (3, "De deux à dix ans")
    assert (people.hierarchy_support, people.enrolment) == (Extent.PARTLY, Enrolment.VOLUNTARY)
    (persona,) = course_of(folder).needs.personas
    assert persona.habits[1] == "Messagerie de groupe"
    assert persona.promise == "Répondre seule à un assuré"


def test_the_training_function_is_looked_at_before(folder: Path) -> None:
    swot = course_of(folder).needs.swot
    assert swot.strengths + swot.threats == ("Deux formatrices certifiées", "Les départs à la retraite")


def test_needs_have_a_rank_and_a_score(folder: Path) -> None:
    (need,) = course_of(folder).needs.needs
    assert need.priority is Priority.MUST
    assert (need.dif, need.advised) == (40, Decision.OVERTRAIN)


@pytest.mark.parametrize(
    ("marks", "decision"),
    [
        ((5, 2, 5), Decision.JOB_AID),
        ((2, 3, 4), Decision.ON_THE_JOB),
        ((4, 4, 2), Decision.OVERTRAIN),
        ((4, 4, 3), Decision.TRAIN),
        ((3, 3, 3), Decision.TRAIN),
        ((None, 3, 3), None),
    ],
)
def test_the_tree_of_the_three_marks(marks: tuple[int | None, int, int], decision: Decision | None) -> None:
    difficulty, importance, frequency = marks
    need = Need(id="B1", difficulty=difficulty, importance=importance, frequency=frequency)
    assert need.advised is decision
    assert (need.dif is None) is (difficulty is None)


def test_a_step_holds_what_the_trainer_says_and_expects(folder: Path) -> None:
    _first, sequence = course_of(folder).sequencing.sequences()
    step = sequence.steps[0]
    assert (step.start, step.technique, step.compulsory) == ("9:15", "Phillips 6-6", False)
    assert sequence.steps[1].compulsory
    assert step.likely_questions + step.prompts == ("Et avant 2020 ?", "Relisez la date du dossier.")
    assert step.merrill == (Principle.PROBLEM, Principle.APPLICATION)
    assert (sequence.revisits, sequence.prototype) == (("S0",), True)
    (review,) = sequence.reviews
    assert (review.date, review.on_plan, review.actual_minutes) == (date(2026, 3, 9), Extent.PARTLY, 60)


def test_a_module_has_its_own_objectives_or_those_of_its_sequences(folder: Path) -> None:
    edit(folder, "2-objectifs.yaml", "objectifs:\n", "objectifs:\n  - {id: OM, enonce: Traiter un dossier, bloom: 3}\n")
    assert course_of(folder).sequencing.modules[0].objectives == ("O1",)
    edit(folder, "3-sequences.yaml", "objectifs: [O1]\n    competences", "objectifs: [OM]\n    competences")
    assert course_of(folder).sequencing.modules[0].objectives == ("OM",)


def test_themes_delivery_and_improvement_are_measured(folder: Path) -> None:
    course = course_of(folder)
    marker = course.identity.markers[0]
    assert (marker.theme, marker.aimed, marker.achieved, marker.unit) == (Theme.GENDER, 50, 40, "%")
    connection = course.delivery.connection
    assert connection is not None
    assert (connection.megabytes, connection.cost, connection.currency) == (12.5, 600, "FCFA")
    assert course.delivery.printed_pages == 4
    assert course.evaluation.surveys[0].audience is Audience.MANAGER
    assert course.evaluation.improvements[0].effect == "Dix minutes gagnées"


def test_what_is_written_back_reads_the_same(folder: Path) -> None:
    course = course_of(folder)
    for name, (field, _kind) in PHASES.items():
        write(folder, name, record_text(getattr(course, field)))
    assert course_of(folder) == course


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("3-sequences.yaml", "revient_sur: [S0]", "revient_sur: [S9]", "S9"),
        ("3-sequences.yaml", "session: J1", "session: J9", "J9"),
        ("3-sequences.yaml", "competences: [C1]", "competences: [C9]", "C9"),
        ("3-sequences.yaml", "    objectifs: [O1]\n    comp", "    objectifs: [O9]\n    comp", "O9"),
        ("2-objectifs.yaml", "glossaire: [barème]", "glossaire: [bareme]", "« bareme » n'est pas dans le glossaire"),
    ],
)
def test_a_reference_to_nothing_is_said_where_it_is(file: str, old: str, new: str, said: str, folder: Path) -> None:
    edit(folder, file, old, new)
    text = (folder / file).read_text("utf-8")
    line = text[: text.index(new)].count("\n") + 1
    (found,) = read_folder(folder).findings
    assert (found.rule, found.where.file, found.where.line) == ("LIR-14", file, line)
    assert said in found.message


@pytest.mark.parametrize(
    ("file", "old", "new", "rule"),
    [
        ("1-besoins.yaml", "aisance_francais: 3", "aisance_francais: 5", "LIR-11"),
        ("1-besoins.yaml", "priorite: indispensable", "priorite: urgente", "LIR-13"),
        ("1-besoins.yaml", "hierarchie_favorable: en_partie", "hierarchie_favorable: parfois", "LIR-13"),
        ("3-sequences.yaml", "merrill: [probleme", "merrill: [conflit", "LIR-13"),
        ("cours.yaml", "theme: genre", "theme: climat", "LIR-13"),
    ],
)
def test_a_value_out_of_its_list_is_refused(file: str, old: str, new: str, rule: str, folder: Path) -> None:
    edit(folder, file, old, new)
    assert [found.rule for found in read_folder(folder).findings] == [rule]


def said(record: Record) -> Iterator[tuple[str, str]]:
    """The fields of the record, and of those in it, that say something else than their default."""
    for shape in written_shapes(type(record)):
        value = getattr(record, shape.name)
        inner = value if isinstance(value, tuple) else (value,)
        if shape.required or value != shape.default:
            yield shape.declared_in.__name__, shape.name
        yield from (pair for one in inner if isinstance(one, Record) for pair in said(one))


def test_the_folder_of_these_tests_says_something_in_every_field(folder: Path) -> None:
    course = course_of(folder)
    found = {pair for field, _kind in PHASES.values() for pair in said(getattr(course, field))}
    kinds = set(record_types()) - set(_of_banks())
    kinds = {kind for kind in kinds if not issubclass(kind, OnlineActivity)}
    assert {
        (shape.declared_in.__name__, shape.name) for kind in kinds for shape in written_shapes(kind)
    } - found == set()


def _of_banks() -> Iterator[type[Record]]:
    left, seen = [Bank, Question], set[type[Record]]()
    while left:
        kind: type[Record] = left.pop()
        yield kind
        seen.add(kind)
        inner = [shape.kind for shape in written_shapes(kind) if shape.form in (Form.RECORD, Form.RECORDS)]
        left += [one for one in inner if one not in seen]
