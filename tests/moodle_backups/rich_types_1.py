"""Files, questionnaires, packages, tools and what learners fill, with every setting: a section of the rich backup."""

from __future__ import annotations

import io
import zipfile

from moodle_backups import File, Section
from moodle_backups.activities.bigbluebuttonbn import BigBlueButton, Participants
from moodle_backups.activities.choice import Choice, ChoiceLayout, ChoiceOption, Privacy, ShowResults
from moodle_backups.activities.data import Data, DataField, DataTemplates, FieldKind, field_of
from moodle_backups.activities.display import Display
from moodle_backups.activities.folder import Folder, FolderDisplay
from moodle_backups.activities.forum import Forum, ForumFeed, ForumType, Tracking
from moodle_backups.activities.glossary import Glossary, GlossaryCategory, GlossaryFormat
from moodle_backups.activities.h5pactivity import H5PActivity, H5PGrading
from moodle_backups.activities.imscp import Imscp
from moodle_backups.activities.lti import LaunchContainer, Lti, LtiTool
from moodle_backups.activities.ratings import Rating
from moodle_backups.activities.resource import Resource
from moodle_backups.activities.scorm import Scorm, ScormSource, ScormUpdate, SkipView
from moodle_backups.activities.wiki import Wiki
from moodle_backups.completion import Completion
from moodle_backups.gradebook import Grade
from moodle_backups.seeds import DataRecordSeed, GlossaryEntrySeed, OpeningPost, WikiPageSeed

OPENS, CLOSES = 1_780_000_000, 1_999_999_999


def archive(members: dict[str, str]) -> bytes:
    """A zip of these members."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as made:
        for name, text in members.items():
            made.writestr(zipfile.ZipInfo(name), text)
    return target.getvalue()


def ims_zip() -> bytes:
    """Two pages, one below the other; the second organization counts."""
    manifest = """<manifest identifier="M" xmlns="http://www.imsglobal.org/xsd/imscp_v1p1">
 <organizations default="O2"><organization identifier="O1"><item identifierref="R9"><title>Non</title></item>
 </organization><organization identifier="O2"><title>Cours</title>
  <item identifier="A" identifierref="R1"><title>Été</title>
   <item identifier="B" identifierref="R2"><title>Détail</title></item></item></organization></organizations>
 <resources><resource identifier="R1" type="webcontent" href="un.html"/>
  <resource identifier="R2" type="webcontent" xml:base="sub/"><file href="deux.html"/></resource></resources>
</manifest>"""
    return archive({"imsmanifest.xml": manifest, "un.html": "<p>1</p>", "sub/deux.html": "<p>2</p>"})


def h5p_zip() -> bytes:
    """What makes a zip an H5P package, without a library."""
    return archive({"h5p.json": "{}", "content/content.json": "{}"})


def collected() -> tuple[Choice, Glossary, Data, Wiki]:
    """What learners choose and fill."""
    return (
        Choice(
            key="choice-1",
            name="Choix d'une date",
            intro="<p>Quel jour ?</p>",
            options=(ChoiceOption(text="Lundi & mardi", limit=5), ChoiceOption(text="Jeudi", limit=20)),
            results=ShowResults.ALWAYS,
            privacy=Privacy.NAMES,
            layout=ChoiceLayout.VERTICAL,
            update=True,
            limited=True,
            show_space=True,
            count_unanswered=True,
            preview=True,
            opens=OPENS,
            closes=CLOSES,
            complete_on_submit=True,
        ),
        Glossary(
            key="glossary-1",
            name="Glossaire",
            format=GlossaryFormat.ENCYCLOPEDIA,
            main=True,
            approved=False,
            comments=True,
            rating=Rating.AVERAGE,
            rate_from=OPENS,
            rate_until=CLOSES,
            grade=Grade(maximum=5),
            complete_after_entries=1,
            categories=(GlossaryCategory(name="Pédagogie", link=True), GlossaryCategory(name="Outils")),
            entries=(
                GlossaryEntrySeed(
                    concept="Objectif", definition="<p>Savoir faire</p>", aliases=("But",), categories=("Pédagogie",)
                ),
            ),
        ),
        Data(
            key="data-1",
            name="Fiches",
            fields_of_records=(
                DataField(kind=FieldKind.TEXT, name="Titre", required=True, parameters=("1",)),
                field_of(FieldKind.MENU, "Niveau", "A", "B"),
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
            templates=DataTemplates(single='<p>[[Titre]] ##edit## <a href="activity:page-1">page</a></p>', css="p{}"),
            sort_by="Titre",
            descending=True,
            approval=True,
            required_entries=1,
            opens=OPENS,
            closes=CLOSES,
            rating=Rating.COUNT,
            grade=Grade(maximum=10),
            complete_after_entries=1,
            records=(DataRecordSeed(values={"Titre": ("Un exemple",), "Niveau": ("B",)}),),
        ),
        Wiki(
            key="wiki-3",
            name="Wiki commencé",
            first_page="Accueil",
            pages=(WikiPageSeed(title="Accueil", content='<p><a href="activity:data-1">fiches</a></p>'),),
        ),
    )


def played(scorm: bytes) -> tuple[Imscp, H5PActivity, Scorm, Lti, Lti]:
    """Packages and tools."""
    return (
        Imscp(key="ims-1", name="Pages", package=File("cours.zip", ims_zip()), completion=Completion(view=True)),
        H5PActivity(
            key="h5p-1",
            name="H5P",
            package=File("quiz.h5p", h5p_zip()),
            grade=Grade(maximum=10, to_pass=5),
            grading=H5PGrading.LAST,
            copyright_button=True,
            completion=Completion(grade=True, pass_grade=True),
        ),
        Scorm(
            key="scorm-3",
            name="Leçon distante",
            package=File("l3.zip", scorm),
            source=ScormSource.LOCAL_SYNC,
            url="https://example.com/l3.zip",
            update=ScormUpdate.EVERY_DAY,
            popup=True,
            popup_options="scrollbars=1,status=0",
            skip_view=SkipView.FIRST_ACCESS,
            starts_with="I2",
        ),
        Lti(
            key="lti-1",
            name="Outil par adresse",
            url="https://tool.example.com/launch",
            container=LaunchContainer.NEW_WINDOW,
            parameters=("niveau=2", "langue=fr"),
            accept_grades=True,
            grade=Grade(maximum=50),
        ),
        Lti(
            key="lti-2",
            name="Outil du cours",
            tool=LtiTool(
                name="Outil", url="https://www.example.com/lti", version="1.3.0", settings={"launchcontainer": "4"}
            ),
        ),
    )


def room() -> BigBlueButton:
    """Not in the section: Moodle restores rooms only where an administrator has allowed the type."""
    return BigBlueButton(
        key="room-1",
        name="Salle",
        welcome="Bonjour",
        participants=(Participants(), Participants("editingteacher", moderators=True)),
        wait=True,
        user_limit=30,
        opens=OPENS,
        closes=CLOSES,
        complete_after_minutes=20,
    )


def rated_forum() -> Forum:
    """Posts are rated, an opening post waits."""
    return Forum(
        key="forum-4",
        name="Blog noté",
        type=ForumType.BLOG,
        tracking=Tracking.FORCED,
        rating=Rating.MAXIMUM,
        rate_from=OPENS,
        rate_until=CLOSES,
        grade=Grade(maximum=20, to_pass=10),
        whole_grade=Grade(maximum=50, to_pass=25),
        feed=ForumFeed.POSTS,
        feed_articles=10,
        lock_after=604800,
        block_period=86400,
        block_after=5,
        warn_after=4,
        discussions=(OpeningPost(subject="Bienvenue", message='<p><a href="activity:page-1">page</a></p>'),),
    )


def section_1(scorm: bytes) -> Section:
    """All of them."""
    files = (File("plan.txt", b"plan"), File("annexes/été/fiche.txt", b"fiche"))
    return Section(
        key="types-1",
        name="Autres activités",
        activities=(
            Folder(key="folder-1", name="Dossier", content=files, display=FolderDisplay.INLINE, expanded=False),
            Resource(key="file-2", name="Fenêtre", main=files[0], display=Display.POPUP, popup=(700, 500)),
            rated_forum(),
            *collected(),
            *played(scorm),
        ),
    )
