"""Opening posts, entries, records and wiki pages put in place by a publication: once, and beside learners' own."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

import pytest

from coursegen.publish.seeds import placed_keys, plant
from coursegen.publish.seeds.ground import ground_of
from coursegen.publish.seeds.words import UNDONE, seed_lines
from coursegen.sandbox.jobs import Bench
from coursegen.sandbox.refusal import Refusal
from coursegen.sandbox.seeds import SERVICES
from moodle_backups import Backup
from moodle_backups.activities.base import Activity
from moodle_backups.activities.data import Data
from moodle_backups.activities.data_fields import DataField, FieldKind
from moodle_backups.activities.forum import Forum
from moodle_backups.activities.glossary import Glossary
from moodle_backups.activities.wiki import Wiki
from moodle_backups.seeds import DataRecordSeed, GlossaryEntrySeed, OpeningPost, Seed, WikiPageSeed, seeds

from ..publish.packages import course_backup, prepared
from .conftest import Trainer
from .test_pages import Learning

KEY = "essai-1"
FIELDS = (DataField(kind=FieldKind.TEXT, name="Titre"), DataField(kind=FieldKind.TEXTAREA, name="Texte"))
POST = OpeningPost(subject="Bienvenue", message="<p>Présentez-vous</p>")
ENTRY = GlossaryEntrySeed(concept="Cotisation", definition="<p>Une part du salaire</p>")
RECORD = DataRecordSeed(values={"Titre": ("Fiche une",), "Texte": ("<p>Le contenu</p>",)})
PAGE = WikiPageSeed(title="Plan", content="<p>Notre plan</p>")


def backup(entry: GlossaryEntrySeed = ENTRY) -> Backup:
    activities: tuple[Activity, ...] = (
        Forum(key="forum", name="Forum", discussions=(POST,)),
        Glossary(key="glossary", name="Mots", entries=(entry,)),
        Data(key="data", name="Fiches", fields_of_records=FIELDS, records=(RECORD,)),
        Wiki(key="wiki", name="Wiki", first_page="Accueil", pages=(PAGE,)),
    )
    whole = course_backup(KEY)
    section = replace(whole.sections[1], activities=activities)
    return replace(whole, sections=(whole.sections[0], section))


def planted(trainer: Trainer, course: Backup) -> list[str]:
    client = trainer.client()
    ground, functions = ground_of(client, trainer.inventory(KEY), seeds(course))
    return [sown.action for sown in plant(ground, seeds(course), functions)]


@pytest.fixture
def learning(trainer: Trainer) -> Learning:
    return Learning(trainer.sandbox)


def test_they_are_put_in_place_once_and_changed_there(trainer: Trainer, learning: Learning) -> None:
    trainer.publish(prepared(backup()))
    assert planted(trainer, backup()) == ["added"] * 4
    assert planted(trainer, backup()) == ["unchanged"] * 4
    for key, words in (("forum", "Présentez-vous"), ("glossary", "salaire"), ("data", "contenu"), ("wiki", "Notre")):
        assert words in learning.open(key)
    other = backup(replace(ENTRY, definition="<p>Une part du revenu</p>"))
    assert planted(trainer, other) == ["unchanged", "updated", "unchanged", "unchanged"]
    assert "revenu" in learning.open("glossary") and "salaire" not in learning.open("glossary")


def test_they_are_no_work_of_learners_and_learners_stay_beside_them(trainer: Trainer, learning: Learning) -> None:
    trainer.publish(prepared(backup()))
    planted(trainer, backup())
    assert not any(a.userdata for a in trainer.inventory(KEY).activities)
    learning.send(learning.place("wiki"), text="Ma page")
    learning.send(learning.place("forum"), subject="Moi", text="Bonjour")
    assert planted(trainer, backup()) == ["unchanged"] * 4
    assert "Notre plan" in learning.open("wiki") and "Ma page" in learning.open("wiki")
    learning.send(f"/course/forget.php?id={learning.course.id}")
    assert "Présentez-vous" in learning.open("forum") and "Bonjour" not in learning.open("forum")


def test_a_card_whose_long_text_is_empty_is_known_again_and_changed_in_place(trainer: Trainer) -> None:
    def course(title: str) -> Backup:
        cards = (DataRecordSeed(values={"Titre": ("Fiche",), "Niveau": (title,), "Texte": ("",)}),)
        fields = (*FIELDS, DataField(kind=FieldKind.TEXT, name="Niveau"))
        data = Data(key="data", name="Fiches", fields_of_records=fields, records=cards)
        whole = course_backup(KEY)
        return replace(whole, sections=(whole.sections[0], replace(whole.sections[1], activities=(data,))))

    trainer.publish(prepared(course("A")))
    told = [planted(trainer, course(level)) for level in ("A", "A", "B", "B")]
    assert told == [["added"], ["unchanged"], ["updated"], ["unchanged"]]


def test_a_card_of_a_field_that_the_site_lacks_is_told_and_the_others_are_in_place(trainer: Trainer) -> None:
    """Somebody changed the database on the site, so that publishing left it as it is there."""
    trainer.publish(prepared(backup()))
    more = DataRecordSeed(values={"Titre": ("Fiche deux",), "Lieu": ("Lomé",)})
    blank = DataRecordSeed(values={"Titre": ("Fiche trois",), "Lieu": ("",)})
    ground, functions = ground_of(trainer.client(), trainer.inventory(KEY), ())
    sown = {one.name: one for one in plant(ground, [Seed("data", one) for one in (RECORD, more, blank)], functions)}
    assert {name: one.action for name, one in sown.items()} == {
        "Fiche une": "added",
        "Fiche deux": "failed",
        "Fiche trois": "added",
    }
    assert "« Lieu »" in sown["Fiche deux"].detail


def test_a_card_is_read_as_people_write_it_and_its_form_helps(trainer: Trainer, learning: Learning) -> None:
    fields = (
        DataField(kind=FieldKind.TEXT, name="Cas", description="En trois mots", required=True),
        DataField(kind=FieldKind.DATE, name="Jour"),
        DataField(kind=FieldKind.CHECKBOX, name="Lieux", parameters=("agence\nsiège",)),
        DataField(kind=FieldKind.URL, name="Lien"),
        DataField(kind=FieldKind.TEXTAREA, name="Texte"),
    )
    values = {
        "Cas": ("Coupure",),
        "Jour": ("1773014400",),
        "Lieux": ("agence##siège",),
        "Lien": ("https://a.example", "Guide"),
    }
    data = Data(
        key="data", name="Fiches", fields_of_records=fields, approval=True, records=(DataRecordSeed(values=values),)
    )
    whole = course_backup(KEY)
    course = replace(whole, sections=(whole.sections[0], replace(whole.sections[1], activities=(data,))))
    trainer.publish(prepared(course))
    assert planted(trainer, course) == ["added"]
    assert planted(trainer, course) == ["unchanged"]
    page = learning.open("data")
    assert "9 mars 2026" in page and "agence, siège" in page and '<a href="https://a.example"' in page
    assert "En trois mots" in page and 'type="date"' in page
    page = learning.send(learning.place("data"), f0="La mienne", f2=["agence", "siège"])
    assert "En attente" in page and "La mienne" in page
    assert planted(trainer, course) == ["unchanged"], "a learner's card is nobody else's"


def test_a_word_shows_what_else_says_it_and_a_learners_own_waits(trainer: Trainer, learning: Learning) -> None:
    entry = replace(ENTRY, aliases=("Contribution", "Part"))
    glossary = Glossary(key="glossary", name="Mots", entries=(entry,), approved=False)
    whole = course_backup(KEY)
    course = replace(whole, sections=(whole.sections[0], replace(whole.sections[1], activities=(glossary,))))
    trainer.publish(prepared(course))
    planted(trainer, course)
    assert "Synonymes : Contribution, Part" in learning.open("glossary")
    assert "En attente" in learning.send(learning.place("glossary"), concept="Taux", text="Une part")
    assert planted(trainer, course) == ["unchanged"]


def test_a_page_in_which_somebody_writes_at_that_moment_stays_and_is_no_failure(
    trainer: Trainer, learning: Learning, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(_bench: Bench, _told: object) -> dict[str, object]:
        raise Refusal("pageislocked", "Someone is editing this page right now.")

    trainer.publish(prepared(backup()))
    planted(trainer, backup())
    other = [Seed("wiki", replace(PAGE, content="<p>Autre plan</p>"))]
    ground, functions = ground_of(trainer.client(), trainer.inventory(KEY), other)
    with monkeypatch.context() as patch:
        patch.setitem(cast(dict[str, object], SERVICES), "mod_wiki_get_page_for_editing", locked)
        [sown] = plant(ground, other, functions)
    assert sown.action == "busy" and sown.action not in UNDONE
    [line] = seed_lines([sown])
    assert "« Plan »" in line and "quelqu’un écrit dans cette page" in line and "relancez" in line
    assert placed_keys(ground, [sown]), "it is there, and is remembered so"
    assert [one.action for one in plant(ground, other, functions)] == ["updated"]
    assert "Autre plan" in learning.open("wiki")
