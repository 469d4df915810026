"""What must be ready for each session follows from the methods, the groupings, the modality and the headcount."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from methodology.activities.quiz import Quiz
from methodology.course import Course
from methodology.delivery import Session
from methodology.i18n import speaking
from methodology.logistics import Item, SessionLogistics, headcount, logistics
from methodology.materials import Basis, copies_in, material_named, materials, supplies_of_modality
from methodology.methods import methods
from methodology.needs import Headcount, Participants
from methodology.sequencing import Module, Sequence, Step
from methodology.values import Grouping, Modality
from tests.methodology.factory import good_course


def step(method: str, grouping: Grouping | None = None, id: str = "e1", **fields: Any) -> Step:
    return replace(Step(id=id, title="Faire", minutes=30, method=method, grouping=grouping), **fields)


def sequence(*steps: Step, modality: Modality = Modality.ONSITE, **fields: Any) -> Sequence:
    made = Sequence(id="S1", title="Faire", minutes=30 * len(steps), modality=modality, steps=steps)
    return replace(made, **fields)


def course(*sequences: Sequence, session: Session | None = None) -> Course:
    base = good_course()
    held = Session(id="J1", title="Jour 1", sequences=("S1",)) if session is None else session
    return replace(
        base,
        sequencing=replace(base.sequencing, modules=(Module(id="M1", title="Faire", sequences=sequences),)),
        delivery=replace(base.delivery, sessions=(held,)),
    )


def wanted(part: SessionLogistics) -> dict[str, int | None]:
    return {item.material or item.name: item.quantity for item in part.items}


def of(*steps: Step, persons: int = 18, **fields: Any) -> dict[str, int | None]:
    (part,) = logistics(course(sequence(*steps, **fields)), persons)
    return wanted(part)


@pytest.mark.parametrize(
    ("grouping", "boards"),
    [(Grouping.SMALL_GROUP, 5), (Grouping.PLENARY, 1), (Grouping.PAIR, 1), (Grouping.ALONE, 1)],
)
def test_a_case_wants_a_sheet_a_person_and_a_flip_chart_a_table(grouping: Grouping, boards: int) -> None:
    found = of(step("etude_de_cas", grouping))
    assert (found["fiche_cas"], found["paperboard"]) == (18, boards)


def test_games_are_one_a_pair_when_people_play_in_pairs() -> None:
    assert of(step("jeu", Grouping.PAIR), persons=17)["jeu_cartes"] == 9


def test_what_is_used_up_adds_up_and_the_rest_serves_again() -> None:
    found = of(step("metaplan", Grouping.SMALL_GROUP), step("metaplan", Grouping.PLENARY, "e2"), persons=8)
    assert (found["cartes"], found["feutres"], found["adhesif"]) == (80, 2, 1)


def test_every_day_has_its_attendance_sheet() -> None:
    days = Session(id="J1", title="Jours", start=date(2026, 3, 9), end=date(2026, 3, 11), sequences=("S1",))
    (part,) = logistics(course(sequence(step("expositive")), session=days), 10)
    assert wanted(part)["feuille_presence"] == 3
    assert wanted(part)["chevalet"] == 10


def test_a_virtual_class_wants_what_stands_for_paper() -> None:
    session = Session(id="J1", title="Classe", modality=Modality.SYNCHRONOUS, sequences=("S1",))
    live = sequence(step("metaplan", Grouping.SMALL_GROUP), modality=Modality.SYNCHRONOUS)
    (part,) = logistics(course(live, session=session), 10)
    found = wanted(part)
    assert (found["document_partage"], found["sondage"], found["casque"]) == (1, 1, 10)
    assert not {"cartes", "adhesif", "salle", "videoprojecteur"} & found.keys()


def test_alone_online_people_want_a_device_and_help_only() -> None:
    session = Session(id="J1", title="En ligne", modality=Modality.ASYNCHRONOUS, sequences=("S1",))
    (part,) = logistics(course(sequence(step("etude_de_cas"), modality=Modality.ASYNCHRONOUS), session=session), 10)
    assert set(wanted(part)) == {"poste_connecte", "assistance"}


def test_a_hybrid_sequence_is_where_its_session_is() -> None:
    hybrid = sequence(step("etude_de_cas"), modality=Modality.HYBRID)
    room, online = (
        logistics(course(hybrid, session=Session(id="J1", title="J", modality=where, sequences=("S1",))), 4)[0]
        for where in (Modality.ONSITE, Modality.ASYNCHRONOUS)
    )
    assert "fiche_cas" in wanted(room)
    assert "fiche_cas" not in wanted(online)


def test_a_test_on_the_platform_in_the_room_wants_devices_not_paper() -> None:
    on_screen, on_paper = of(step("test_formatif", activity=Quiz(bank="banque"))), of(step("test_formatif"))
    assert (on_screen.get("poste_connecte"), on_screen.get("copie_test")) == (18, None)
    assert (on_paper.get("poste_connecte"), on_paper.get("copie_test")) == (None, 18)


def test_what_the_author_lists_is_counted_by_its_words_and_never_twice() -> None:
    found = of(
        step("etude_de_cas", Grouping.SMALL_GROUP, materials=("Feutres", "paravent", "tableau de conférence")),
        documents=("Cas « Horizon » (une copie par table)", "Guide (par personne)", "Feuille de S1"),
    )
    assert (found["feutres"], found["paperboard"], found["paravent"]) == (5, 5, None)
    assert found["Cas « Horizon » (une copie par table)"] == 5
    assert (found["Guide (par personne)"], found["Feuille de S1"]) == (18, None)


def test_each_sequence_has_its_list_and_each_thing_its_steps() -> None:
    two = sequence(step("debat", id="a"), step("jeu", id="b")), replace(sequence(step("jeu", id="c")), id="S2")
    first, rest = logistics(course(*two), 4)
    assert [part.sequence.id for part in first.sequences] == ["S1"]
    timer = next(item for item in first.items if item.material == "minuteur")
    assert timer.steps == ("S1/a", "S1/b")
    assert (rest.session, [part.sequence.id for part in rest.sequences]) == (None, ["S2"])
    assert isinstance(rest.items[0], Item)


def test_the_headcount_is_those_counted_or_the_largest_group() -> None:
    people = Participants(headcount=Headcount(min=8, max=12))
    assert headcount(people) == 12
    assert headcount(replace(people, women=5, men=4)) == 9


@pytest.mark.parametrize(
    ("written", "basis"),
    [
        ("Fiche (deux pages par personne)", Basis.PERSON),
        ("Ficha (una por pareja)", Basis.PAIR),
        ("One copy per table, one per person to take home", Basis.GROUP),
        ("Cartes (deux pages par trinôme)", Basis.TRIO),
        ("Procédure apportée", None),
    ],
)
def test_a_document_says_how_many_copies(written: str, basis: Basis | None) -> None:
    assert copies_in(written) is basis


def test_things_have_a_name_in_each_language_and_methods_ask_for_things_that_exist() -> None:
    assert all(set(thing.names) == {"fr", "en", "pt", "es"} for thing in materials().values())
    asked = {supply.material for method in methods() for supply in method.supplies}
    asked |= {supply.material for modality in Modality for supply in supplies_of_modality(modality)}
    asked |= {thing.online for thing in materials().values() if thing.online}
    assert asked == set(materials()), "a thing that nothing asks for, or that is asked for and isn't there"
    board = material_named("Tableaux de conference")
    assert board is not None
    with speaking("es"):
        assert board.name == "rotafolio con papel"
