"""Opening posts and entries are put in place once, known again by their markers, and never written over a person."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import responses

from coursegen.publish.journal import Journal
from coursegen.publish.seeds import placed_keys, plant
from coursegen.publish.seeds.marker import boxed, marker_of
from coursegen.publish.seeds.model import Sown
from coursegen.publish.seeds.words import seed_lines, seed_plan_lines
from moodle_backups.seeds import GlossaryEntrySeed, OpeningPost, Seed

from .garden import Garden


@pytest.fixture
def garden() -> Iterator[Garden]:
    with responses.RequestsMock(assert_all_requests_are_fired=False) as mock:
        yield Garden(mock)


def post(subject: str = "Bonjour", message: str = '<p>Lisez <a href="activity:c/mots">les mots</a></p>') -> Seed:
    return Seed("c/forum", OpeningPost(subject=subject, message=message))


def entry(concept: str = "Objectif", definition: str = "<p>Ce qui se voit</p>") -> Seed:
    return Seed("c/mots", GlossaryEntrySeed(concept=concept, definition=definition))


def planted(garden: Garden, *seeds: Seed, functions: frozenset[str] | None = None) -> list[str]:
    return [one.action for one in plant(garden.ground(), seeds, functions)]


def test_a_second_time_writes_nothing(garden: Garden) -> None:
    assert planted(garden, post(), entry()) == ["added", "added"]
    assert "/mod/glossary/view.php?id=12" in garden.posts[1][1]
    garden.writes.clear()
    assert planted(garden, post(), entry()) == ["unchanged", "unchanged"]
    assert garden.writes == []


def test_new_words_replace_old_ones_in_place_and_a_new_name_is_the_same_thing(garden: Garden) -> None:
    planted(garden, post(), entry())
    assert planted(garden, post(message="<p>Autre</p>"), entry("But")) == ["updated", "updated"]
    assert garden.posts[1][1].count("Autre") == 1 and garden.entries[1][0] == "But"
    assert (len(garden.posts), len(garden.entries)) == (1, 1)


@pytest.mark.parametrize(("message", "action"), [(None, "leftalone"), ("<p>Autre</p>", "conflict")])
def test_words_that_a_person_changed_on_the_site_stay(garden: Garden, message: str | None, action: str) -> None:
    planted(garden, post())
    garden.posts[1][1] = garden.posts[1][1].replace("Lisez", "Lisez bien")
    assert planted(garden, post(message=message) if message else post()) == [action]
    assert "Lisez bien" in garden.posts[1][1]


@pytest.mark.parametrize("place", ["before", "after", "in a box of its own"])
def test_what_somebody_adds_beside_our_words_is_never_written_over(garden: Garden, place: str) -> None:
    planted(garden, post(), entry())
    own = "<p>Une apprenante écrit ici</p>"
    if place == "in a box of its own":
        own = f"<div>{own}</div>"
    for stored in (garden.posts[1], garden.entries[1]):
        stored[1] = own + stored[1] if place == "before" else stored[1] + own
    assert planted(garden, post(message="<p>Autre</p>"), entry(definition="<p>Autre</p>")) == ["conflict", "conflict"]
    assert "Une apprenante" in garden.posts[1][1] and "Lisez" in garden.posts[1][1]
    assert "Une apprenante" in garden.entries[1][1]
    assert (len(garden.posts), len(garden.entries)) == (1, 1)


def test_what_somebody_deleted_on_the_site_is_not_put_back_but_a_new_title_is(garden: Garden, tmp_path: Path) -> None:
    journal = Journal("https://moodle.exemple.org", "C", tmp_path)
    sown = list(plant(garden.ground(), (post(), entry()), None))
    journal.remember_placed(placed_keys(garden.ground(), sown))
    garden.posts.clear()
    sown = list(plant(garden.ground(), (post(), entry()), None, placed=journal.placed()))
    assert [one.action for one in sown] == ["gone", "unchanged"] and not garden.posts
    assert "« Bonjour » a été supprimé sur le site : il n’est pas remis" in "\n".join(seed_lines(sown))
    again = list(plant(garden.ground(), (post("Bonjour à tous"), entry()), None, placed=journal.placed()))
    assert [one.action for one in again] == ["added", "unchanged"]


def test_a_plan_tells_what_would_be_put_in_place_and_writes_nothing(garden: Garden) -> None:
    planted(garden, post())
    garden.writes.clear()
    sown = list(plant(garden.ground(), (post(message="<p>Autre</p>"), entry()), None, dry=True))
    assert [one.action for one in sown] == ["updated", "added"] and garden.writes == []
    assert [*seed_plan_lines(sown)][2:] == ["  ~ « Bonjour » · c/forum", "  + « Objectif » · c/mots"]


def test_layout_that_an_editor_changes_by_itself_is_no_change(garden: Garden) -> None:
    planted(garden, post())
    garden.posts[1][1] = garden.posts[1][1].replace("<p>", "<p>\n  ").replace("</a>", " </a>")
    assert planted(garden, post(message="<p>Autre</p>")) == ["updated"]


def test_a_learner_who_copies_our_text_keeps_their_post(garden: Garden) -> None:
    planted(garden, post())
    garden.posts[2] = ["Re", garden.posts[1][1]]
    copied = garden.posts[2][1]
    assert planted(garden, post(message="<p>Autre</p>")) == ["updated"]
    assert garden.posts[2][1] == copied


def test_a_learners_entry_of_the_same_concept_is_left_to_them(garden: Garden) -> None:
    garden.entries[1] = ["Objectif", "<p>mot d’apprenant</p>"]
    assert planted(garden, entry()) == ["leftalone"]
    assert garden.entries == {1: ["Objectif", "<p>mot d’apprenant</p>"]}


def test_what_left_the_folder_is_told_and_stays(garden: Garden) -> None:
    planted(garden, post(), post("Questions", "<p>?</p>"))
    sown = list(plant(garden.ground(), [post()], None))
    assert [(one.name, one.action) for one in sown] == [("Bonjour", "unchanged"), ("Questions", "orphan")]
    assert len(garden.posts) == 2


def test_a_token_without_the_functions_is_told_to_the_administrator_and_asks_nothing(garden: Garden) -> None:
    sown = list(plant(garden.ground(), [post()], frozenset({"core_webservice_get_site_info"})))
    said = "\n".join(seed_lines(sown))
    assert "mod_forum_add_discussion" in said and "Services externes" in said
    assert garden.posts == {}


def test_an_activity_that_is_not_on_the_site_is_named() -> None:
    said = "\n".join(seed_lines([Sown("c/x", "wiki_page", "Accueil", "failed", "noactivity")]))
    assert "Accueil" in said and "pas sur le site" in said


def test_one_refusal_for_many_words_is_one_line_and_says_which_rights() -> None:
    refused = "Le site a refusé (requireloginerror) : caché"
    sown = [Sown("c/mots", "glossary_entry", name, "failed", refused) for name in ("Un", "Deux", "Trois", "Quatre")]
    first, remedy = seed_lines(sown)
    assert "4 contenus" in first and "« Un », « Deux », « Trois »…" in first and refused in first
    assert "coursedeploy-contenus.xml" in remedy
    [alone] = seed_lines([Sown("c/mots", "glossary_entry", "Un", "failed", "autre cause")])
    assert "« Un » n’est pas en place" in alone


def test_a_marker_survives_what_stands_in_the_text() -> None:
    text = '<div class="note"><p>a</p></div><div>b</div>'
    marker = marker_of(boxed(text, "0" * 16, "1" * 16))
    assert marker and not marker.edited and (marker.key, marker.source) == ("0" * 16, "1" * 16)
    assert marker_of("<p>Autre chose</p>") is None
