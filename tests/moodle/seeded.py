"""Courses whose forums, glossaries, databases and wikis have something in them from the start."""

from __future__ import annotations

from moodle_backups import Backup, File, Section
from moodle_backups.activities.data import Data, DataField, FieldKind, field_of
from moodle_backups.activities.forum import Forum
from moodle_backups.activities.glossary import Glossary, GlossaryCategory
from moodle_backups.activities.page import Page
from moodle_backups.activities.wiki import Wiki
from moodle_backups.seeds import DataRecordSeed, GlossaryEntrySeed, OpeningPost, WikiPageSeed

TIMESTAMP = 1767225600
PICTURE = bytes.fromhex("89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000a49444154789c6360000002000154a24f5d0000000049454e44ae426082")  # fmt: skip  # noqa: E501


def seeded_course(key: str, words: str = "première version", subject: str = "Présentons-nous") -> Backup:
    """A course with one activity of each kind that takes seeds; `words` stand in all of them."""
    forum = Forum(
        key=f"{key}/forum",
        name="Forum",
        discussions=(
            OpeningPost(
                subject=subject,
                message=f'<p>Bonjour, {words} : <a href="activity:{key}/page">lire</a> '
                '<img src="file:point.png" alt="."></p>',
                pinned=True,
                files=(File("point.png", PICTURE),),
            ),
            OpeningPost(subject="Questions", message="<p>Vos questions ici.</p>"),
        ),
    )
    glossary = Glossary(
        key=f"{key}/glossaire",
        name="Glossaire",
        categories=(GlossaryCategory(name="Bases"),),
        entries=(
            GlossaryEntrySeed(
                concept="Objectif",
                definition=f"<p>Ce que l’on sait faire, {words}.</p>",
                aliases=("But",),
                categories=("Bases",),
            ),
            GlossaryEntrySeed(concept="Critère", definition="<p>Ce qui se voit.</p>", link=False),
        ),
    )
    base = Data(
        key=f"{key}/base",
        name="Base",
        fields_of_records=(
            field_of(FieldKind.TEXT, "Titre"),
            field_of(FieldKind.MENU, "Niveau", "A", "B"),
            field_of(FieldKind.CHECKBOX, "Thèmes", "un", "deux", "trois"),
            DataField(kind=FieldKind.TEXTAREA, name="Récit", parameters=("", "60", "10", None, "1048576")),
            DataField(kind=FieldKind.URL, name="Site", parameters=("1", "Voir", "1")),
        ),
        records=(
            DataRecordSeed(
                values={
                    "Titre": ("Un cas",),
                    "Niveau": ("B",),
                    "Thèmes": ("un##trois",),
                    "Récit": (f"<p>Une agence raconte, {words}.</p>",),
                    "Site": ("https://example.org/cas", "Voir"),
                }
            ),
        ),
    )
    bare = Data(
        key=f"{key}/adresses",
        name="Adresses",
        fields_of_records=(field_of(FieldKind.TEXT, "Nom"), field_of(FieldKind.TEXT, "Rôle")),
        records=(DataRecordSeed(values={"Nom": ("Guichet",), "Rôle": (words,)}),),
    )
    wiki = Wiki(
        key=f"{key}/wiki",
        name="Wiki",
        first_page="Accueil",
        pages=(
            WikiPageSeed(title="Accueil", content=f"<h3>Début</h3><p>{words}, voir [[Règles]]</p>"),
            WikiPageSeed(title="Règles", content="<p>Chacun écrit.</p>"),
        ),
    )
    page = Page(key=f"{key}/page", name="Lire", content="<p>Texte</p>")
    section = Section(key="s1", name="Début", activities=(page, forum, glossary, base, bare, wiki))
    return Backup(
        idnumber=key, fullname=f"Cours {key}", shortname=key.upper(), timestamp=TIMESTAMP, sections=(section,)
    )
