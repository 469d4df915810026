"""Choices, and what learners fill: glossaries, databases, wikis. Their settings travel, their contents are seeds."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from package_reader import ReadPackage
from round_trip import again, differing, messages, twice

from moodle_backups import Backup, File
from moodle_backups.activities.base import Activity
from moodle_backups.activities.choice import Choice, ChoiceLayout, ChoiceOption, Privacy, ShowResults
from moodle_backups.activities.data import Data, DataField, DataTemplates, FieldKind, SortBy, field_of
from moodle_backups.activities.glossary import Glossary, GlossaryCategory, GlossaryFeed, GlossaryFormat
from moodle_backups.activities.ratings import Rating
from moodle_backups.activities.wiki import Wiki, WikiMode
from moodle_backups.gradebook import Grade
from moodle_backups.read import read_backup
from moodle_backups.seeds import DataRecordSeed, GlossaryEntrySeed, WikiPageSeed, seeds, seeds_json

Course = Callable[..., Backup]
REFERENCE = Path(os.environ.get("MOODLE_BACKUPS_REFERENCE", Path(__file__).parents[3] / "shared/reference/mbz"))
OPENS, CLOSES = 1_780_000_000, 1_790_000_000

CHOICE = Choice(
    key="choice",
    name="Date",
    intro="<p>Quel jour ?</p>",
    options=(ChoiceOption(text="Lundi", limit=5), ChoiceOption(text="Mardi & suivants", limit=20)),
    results=ShowResults.AFTER_CLOSE,
    privacy=Privacy.NAMES,
    layout=ChoiceLayout.VERTICAL,
    update=True,
    several=True,
    limited=True,
    show_space=True,
    count_unanswered=True,
    count_inactive=False,
    preview=True,
    opens=OPENS,
    closes=CLOSES,
    complete_on_submit=True,
)
GLOSSARY = Glossary(
    key="glossary",
    name="Glossaire",
    format=GlossaryFormat.FAQ,
    main=True,
    duplicates=True,
    approved=False,
    edit_always=True,
    comments=True,
    print_view=False,
    link=False,
    special=False,
    alphabet=False,
    all_entries=False,
    per_page=25,
    feed=GlossaryFeed.WITHOUT_AUTHOR,
    feed_articles=5,
    rating=Rating.SUM,
    rate_from=OPENS,
    rate_until=CLOSES,
    grade=Grade(maximum=5),
    complete_after_entries=2,
    categories=(GlossaryCategory(name="Pédagogie", link=True), GlossaryCategory(name="Outils")),
    entries=(
        GlossaryEntrySeed(
            concept="Objectif",
            definition='<p>Ce que l\'on saura faire <img src="file:o.png" alt="o"></p>',
            aliases=("But", "Finalité"),
            categories=("Pédagogie",),
            tags=("base",),
            files=(File("o.png", b"png"),),
            attachments=(File("fiche.pdf", b"pdf"),),
        ),
        GlossaryEntrySeed(concept="Tableau", definition="<p>Un outil</p>"),
    ),
)
DATA = Data(
    key="data",
    name="Base",
    fields_of_records=(
        DataField(kind=FieldKind.TEXT, name="Titre", description="<p>Court</p>", required=True, parameters=("1",)),
        field_of(FieldKind.MENU, "Niveau", "A", "B", "C"),
        field_of(FieldKind.CHECKBOX, "Thèmes", "un", "deux"),
        field_of(FieldKind.RADIO, "Lieu", "ici", "là"),
        field_of(FieldKind.MULTIMENU, "Langues", "fr", "en"),
        field_of(FieldKind.DATE, "Jour"),
        DataField(kind=FieldKind.NUMBER, name="Heures", parameters=("2",)),
        DataField(kind=FieldKind.TEXTAREA, name="Récit", parameters=("", "60", "10", None, "1048576")),
        DataField(kind=FieldKind.PICTURE, name="Photo", parameters=("300", "200", "0", "100", "80")),
        DataField(kind=FieldKind.FILE, name="Pièce", parameters=("", "", "1048576")),
        DataField(kind=FieldKind.URL, name="Site", parameters=("1", "Voir", "1")),
        DataField(kind=FieldKind.LATLONG, name="Position", parameters=("OpenStreetMap", "-2")),
    ),
    templates=DataTemplates(
        single='<p>[[Titre]] <a href="activity:wiki">wiki</a></p>',
        list="<p>[[Titre]]</p>",
        list_header="<div>",
        list_footer="</div>",
        add="<p>[[Titre]]</p>",
        feed="[[Récit]]",
        feed_title="[[Titre]]",
        css="p { margin: 0 }",
        js="console.log('a');",
        search="[[Titre]]",
    ),
    sort_by="Titre",
    descending=True,
    approval=True,
    edit_approved=False,
    edit_any=True,
    comments=True,
    required_entries=1,
    required_entries_to_view=2,
    most_entries=3,
    opens=OPENS,
    closes=CLOSES,
    read_from=OPENS,
    read_until=CLOSES,
    feed_articles=4,
    notify=True,
    rating=Rating.COUNT,
    grade=Grade(maximum=10),
    complete_after_entries=1,
    records=(
        DataRecordSeed(values={"Titre": ("Un exemple",), "Niveau": ("B",), "Site": ("https://example.org", "Voir")}),
    ),
)
WIKI = Wiki(
    key="wiki",
    name="Wiki",
    first_page="Accueil",
    pages=(
        WikiPageSeed(title="Accueil", content="<p>[[Règles]]</p>"),
        WikiPageSeed(
            title="Règles",
            content='<p><a href="activity:data">base</a></p>',
        ),
    ),
)
MADE = (CHOICE, GLOSSARY, DATA, WIKI)


@pytest.mark.parametrize("made", MADE, ids=lambda made: made.modname)
def test_every_setting_comes_back(course: Course, tmp_path: Path, made: Activity) -> None:
    read = again(course(*MADE), tmp_path, made)
    if isinstance(read, Choice):
        read = replace(read, options=tuple(replace(o, kept=CHOICE.kept) for o in read.options))
    if isinstance(read, Glossary):
        read = replace(read, categories=tuple(replace(c, kept=GLOSSARY.kept) for c in read.categories))
    if isinstance(read, Data):
        read = replace(read, fields_of_records=tuple(replace(f, kept=DATA.kept) for f in read.fields_of_records))
    assert differing(made, read, "entries", "records", "pages", "grade") == []


def test_what_is_read_is_written_and_read_the_same(course: Course, tmp_path: Path) -> None:
    once, again_ = twice(course(*MADE), tmp_path)
    assert [s.activities for s in once.sections] == [s.activities for s in again_.sections]


def test_a_database_is_sorted_by_the_field_that_is_named(
    course: Course, written: Callable[[Backup], ReadPackage]
) -> None:
    data = written(course(*MADE)).activity("data")
    ids = {field.findtext("name"): field.get("id") for field in data.iterfind("fields/field")}
    assert data.findtext("defaultsort") == ids["Titre"]
    assert data.findtext("fields/field[name='Niveau']/param1") == "A\nB\nC"
    assert "$@WIKIVIEWBYID*" in (data.findtext("singletemplate") or "")
    plain = written(course(Data(key="d", name="D", sort_by=SortBy.MODIFIED))).activity("d")
    assert plain.findtext("defaultsort") == "-4"
    assert plain.findtext("singletemplate") == "$@NULL@$"


def test_nothing_of_the_seeds_enters_the_package(course: Course, written: Callable[[Backup], ReadPackage]) -> None:
    package = written(course(*MADE))
    everything = b"".join(package.members.values()).decode()
    assert "Pédagogie" in everything, "the names of categories travel"
    for text in ("Objectif", "Finalité", "fiche.pdf", "o.png", "Un exemple", "Règles"):
        assert text not in everything, text


def test_seeds_come_in_the_order_of_the_course(course: Course) -> None:
    found = seeds(course(*MADE))
    assert [(seed.activity, seed.kind) for seed in found] == [
        ("glossary", "glossary_entry"),
        ("glossary", "glossary_entry"),
        ("data", "data_record"),
        ("wiki", "wiki_page"),
        ("wiki", "wiki_page"),
    ]
    listed = json.loads(seeds_json(course(*MADE)))
    assert listed[0]["aliases"] == ["But", "Finalité"]
    assert listed[2]["values"]["Site"] == ["https://example.org", "Voir"]


def bad_entry(**change: Any) -> dict[str, Any]:
    return {"entries": (replace(GLOSSARY.entries[1], **change),)}


@pytest.mark.parametrize(
    ("made", "change", "message"),
    [
        (CHOICE, {"options": ()}, "has no option"),
        (CHOICE, {"options": (ChoiceOption(text=" "),)}, "option 1 has no text"),
        (CHOICE, {"limited": False}, "but isn't limited"),
        (CHOICE, {"options": (ChoiceOption(text="Lundi"),)}, "nobody can choose it"),
        (GLOSSARY, {"categories": (GlossaryCategory(name=""),), "entries": ()}, "a category that needs a name"),
        (GLOSSARY, {"categories": ()}, 'category "Pédagogie", which doesn\'t exist'),
        (GLOSSARY, {"entries": GLOSSARY.entries[1:] * 2, "duplicates": False}, "two entries of the same concept"),
        (GLOSSARY, bad_entry(concept=""), "seed 1 needs a concept"),
        (GLOSSARY, bad_entry(definition='<a href="activity:no">x</a>'), 'activity "no", which doesn\'t exist'),
        (GLOSSARY, {"rating": Rating.NONE}, "nothing in it is rated"),
        (DATA, {"sort_by": "Auteur"}, 'sorted by field "Auteur"'),
        (DATA, {"records": (DataRecordSeed(values={"Auteur": ("x",)}),)}, 'fills field "Auteur"'),
        (DATA, {"records": (DataRecordSeed(values={"Titre": ("",)}),)}, "seed 1 is empty"),
        (DATA, {"fields_of_records": DATA.fields_of_records[:1] * 2, "records": ()}, "two fields of the same name"),
        (DATA, {"templates": DataTemplates(list='<img src="file:a.png">')}, "keeps no files for templates"),
        (WIKI, {"mode": WikiMode.INDIVIDUAL}, "a wiki of their own"),
        (WIKI, {"pages": (WikiPageSeed(title="", content="x"),)}, "seed 1 needs a title"),
    ],
)
def test_what_would_be_lost_is_said(course: Course, made: Activity, change: dict[str, Any], message: str) -> None:
    assert messages(course(*MADE)) == ""
    others = [other for other in MADE if other is not made]
    assert message in messages(course(*others, replace(made, **change)))


@pytest.mark.parametrize(
    ("field", "message"),
    [
        (field_of(FieldKind.MENU, "M"), "nothing to choose from"),
        (field_of(FieldKind.TEXT, "a]]"), "which templates can't write"),
        (field_of(FieldKind.TEXT, "a", description='<img src="file:a.png">'), "keeps no files for it"),
        (DataField(kind=FieldKind.TEXT, name="a", parameters=("",) * 11), "more than 10 parameters"),
    ],
)
def test_a_field_that_moodle_would_not_take_is_said(course: Course, field: DataField, message: str) -> None:
    assert message in messages(course(Data(key="d", name="D", fields_of_records=(field,))))


@pytest.fixture
def with_users() -> Path:
    path = REFERENCE / "moodle45_with_users.mbz"
    if not path.is_file():
        pytest.skip(f"NOT COMPARED with real Moodle: {path} is absent (set MOODLE_BACKUPS_REFERENCE)")
    return path


def test_what_people_wrote_is_dropped_and_counted_unless_seeds_are_asked_for(with_users: Path) -> None:
    with read_backup(with_users) as read:
        assert seeds(read.backup) == ()
        assert {name: read.dropped.get(name) for name in ("discussions", "entries", "records", "subwikis")} == {
            "discussions": 1,
            "entries": 2,
            "records": 1,
            "subwikis": 1,
        }


def test_seeds_are_read_without_their_authors(with_users: Path) -> None:
    with read_backup(with_users, seeds=True) as read:
        found = seeds(read.backup)
        assert [seed.kind for seed in found] == [
            "opening_post",
            "glossary_entry",
            "glossary_entry",
            "wiki_page",
            "data_record",
        ]
        alpha = found[1].content
        assert isinstance(alpha, GlossaryEntrySeed)
        assert (alpha.aliases, alpha.categories, alpha.tags) == (("A alias", "B alias"), ("Gcat",), ("gtag",))
        record = found[4].content
        assert isinstance(record, DataRecordSeed) and record.values == {"Title": ("val",), "Menu": ("a",)}
        assert read.dropped["posts"] == 1, "the reply of a learner"
        assert "userid" not in seeds_json(read.backup)
