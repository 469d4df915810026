"""Courses whose framework or access list Moodle would take badly, and courses whose it takes whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from methodology.course import Course
from methodology.delivery import Person, Platform
from methodology.findings import Where
from methodology.needs import Competency, CompetencyRule, Framework
from tests.methodology.factory import good_course, with_delivery, with_identity

C1 = good_course().needs.competencies[0]
AWA = Person(
    last_name="Exemple",
    first_name="Awa",
    email="awa@example.org",
    country="Togo",
    group="Groupe A",
    cohort="LOME-2026",
    where=Where("acces.csv", 2),
)


def framed(**changes: Any) -> Course:
    """The good course with a framework."""
    course = good_course()
    return replace(course, needs=replace(course.needs, framework=Framework(**changes)))


def held(*competencies: Competency) -> Course:
    """The good course with those competencies beside its own."""
    course = good_course()
    return replace(course, needs=replace(course.needs, competencies=(C1, *competencies)))


def named(**changes: Any) -> Course:
    """The good course whose competency is changed."""
    course = good_course()
    return replace(course, needs=replace(course.needs, competencies=(replace(C1, **changes),)))


def listed(*people: Person) -> Course:
    """The good course with an access list."""
    return replace(good_course(), access=people)


def awa(**changes: Any) -> Course:
    """The good course with one person, changed, on its list."""
    return listed(replace(AWA, **changes))


def ruled(points: int | None, wanted: int | None, rule: CompetencyRule = CompetencyRule.POINTS) -> Course:
    """The good course whose competency is under another that has a rule."""
    above = Competency(id="D1", name="Liquider", rule=rule, points_required=wanted)
    course = good_course()
    return replace(course, needs=replace(course.needs, competencies=(above, replace(C1, parent="D1", points=points))))


OTHER = replace(AWA, first_name="Koffi", email="koffi@example.org", where=Where("acces.csv", 3))
NO_LINK = replace(with_delivery(platform=Platform(url="", retention="")), access=(AWA,))

BROKEN: Sequence[tuple[str, Course]] = (
    ("MOO-05", framed(scale=("Oui",))),
    ("MOO-05", framed(scale=("Non", "Oui", "Non"))),
    ("MOO-05", framed(scale=("Non acquis, ou peu", "Acquis"))),
    ("MOO-05", framed(scale=("Non", "Oui"), proficient="Sans faute")),
    ("MOO-05", framed(scale=("Non", "Oui"), start="Inconnu")),
    ("MOO-05", framed(scale=("Non", "Oui"), proficient="Non")),
    ("MOO-05", framed(proficient="Acquis")),
    ("MOO-05", framed(name="n" * 101)),
    ("MOO-05", named(id="")),
    ("MOO-05", named(id="12")),
    ("MOO-05", named(id="1e0")),
    ("MOO-05", named(id="C" * 101)),
    ("MOO-05", named(name="  ")),
    ("MOO-05", with_identity(title="Traiter moins de <5 dossiers>")),
    ("MOO-05", named(name="n" * 101)),
    ("MOO-05", named(name="Traiter moins de <5 dossiers>")),
    ("MOO-05", named(parent="D9")),
    ("MOO-05", named(parent="C1")),
    ("MOO-05", named(related=("C1",))),
    ("MOO-05", named(levels=("Fait",))),
    ("MOO-05", named(rule=CompetencyRule.ALL)),
    ("MOO-05", held(replace(C1, name="Une autre"))),
    ("MOO-05", held(Competency(id="A", name="a", parent="B"), Competency(id="B", name="b", parent="A"))),
    ("MOO-05", ruled(points=None, wanted=1)),
    ("MOO-05", ruled(points=2, wanted=None)),
    ("MOO-05", ruled(points=2, wanted=3)),
    ("MOO-12", awa(email="awa(at)example.org")),
    ("MOO-12", awa(email="awa@example")),
    ("MOO-12", awa(email="awa..b@example.org")),
    ("MOO-12", awa(email="awa@exämple.org")),
    ("MOO-12", awa(email="a" * 100 + "@example.org")),
    ("MOO-12", awa(username="Awa Exemple")),
    ("MOO-12", awa(username="awà")),
    ("MOO-12", awa(first_name="=1+1")),
    ("MOO-12", awa(last_name="<b>Exemple</b>")),
    ("MOO-12", awa(last_name="n" * 101)),
    ("MOO-12", awa(first_name="عائشة", last_name="مثال", email="@example.org")),
    ("MOO-12", awa(country="Togolie")),
    ("MOO-12", awa(language="français")),
    ("MOO-12", awa(group="12")),
    ("MOO-12", awa(cohort="2026")),
    ("MOO-12", awa(group="g" * 101)),
    ("MOO-12", listed(AWA, replace(OTHER, email="AWA@example.org"))),
    ("MOO-12", listed(AWA, replace(OTHER, first_name="Awa"))),
    ("MOO-12", listed(replace(AWA, username="awa"), replace(OTHER, username="awa"))),
    ("DON-02", NO_LINK),
)

SOUND: Sequence[tuple[str, Course]] = (
    ("MOO-05", good_course()),
    ("MOO-05", framed(scale=("Non", "Oui"), start="Non", proficient="Oui")),
    ("MOO-05", named(id="2026-C")),
    ("MOO-05", named(levels=("Non", "Oui"))),
    ("MOO-05", ruled(points=2, wanted=2)),
    ("MOO-05", ruled(points=None, wanted=None, rule=CompetencyRule.ALL)),
    ("MOO-05", replace(framed(scale=("Oui",)), needs=replace(good_course().needs, competencies=()))),
    ("MOO-12", listed(AWA, OTHER)),
    ("MOO-12", awa(country="ci", language="pt-BR")),
    ("MOO-12", awa(country="", group="", cohort="")),
    ("MOO-12", awa(first_name="عائشة", last_name="مثال")),
    ("MOO-12", listed(AWA, replace(OTHER, first_name="Awa", username="awa.exemple.koara"))),
    ("DON-02", listed(AWA)),
)
