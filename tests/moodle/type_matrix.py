"""One course with an activity of every type, small and usable by a learner; live tests use each of them."""

from __future__ import annotations

import base64
import io
import json
import zipfile
from collections.abc import Mapping

from moodle_backups import Backup, File, Section
from moodle_backups.activities.assign import Assign, OnlineText
from moodle_backups.activities.base import Activity
from moodle_backups.activities.bigbluebuttonbn import BigBlueButton
from moodle_backups.activities.book import Book, Chapter
from moodle_backups.activities.choice import Choice, ChoiceOption
from moodle_backups.activities.data import Data
from moodle_backups.activities.data_fields import DataField, FieldKind
from moodle_backups.activities.feedback import Feedback, MultipleChoice, ShortText
from moodle_backups.activities.folder import Folder
from moodle_backups.activities.forum import Forum
from moodle_backups.activities.glossary import Glossary
from moodle_backups.activities.h5pactivity import H5PActivity
from moodle_backups.activities.imscp import Imscp
from moodle_backups.activities.label import Label
from moodle_backups.activities.lesson import Lesson
from moodle_backups.activities.lesson_pages import Button, ContentPage, Jump, LessonAnswer, TrueFalsePage
from moodle_backups.activities.lti import LaunchContainer, Lti
from moodle_backups.activities.page import Page
from moodle_backups.activities.qbank import QBank
from moodle_backups.activities.quiz import Quiz
from moodle_backups.activities.resource import Resource
from moodle_backups.activities.scorm import Scorm
from moodle_backups.activities.subsection import Subsection
from moodle_backups.activities.url import Url
from moodle_backups.activities.wiki import Wiki
from moodle_backups.activities.workshop import Phase, Workshop
from moodle_backups.activities.workshop_forms import Accumulative, Aspect
from moodle_backups.completion import Completion
from moodle_backups.questions.truefalse import TrueFalse
from moodle_backups.versions import ACTIVITY_TYPES, Span, Target

DATE = 1_780_000_000
_BLUE = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M/wHwAEBgIApD5fRAAAAABJRU5ErkJggg=="
BLUE = File("bleu.png", base64.b64decode(_BLUE))
SHOW_BLUE = '<img src="file:bleu.png" alt="bleu">'
INTRO = f'<p>Consigne {SHOW_BLUE} <a href="activity:page">la page</a></p>'
TRUE = TrueFalse(key="q-true", name="Vrai", text=f"<p>La terre est ronde {SHOW_BLUE}</p>", correct=True, files=(BLUE,))
_SCORM = """<manifest identifier="M" version="1" xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2"
 xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2"><metadata><schema>ADL SCORM</schema>
<schemaversion>1.2</schemaversion></metadata><organizations default="O"><organization identifier="O">
<title>Parcours</title><item identifier="I" identifierref="R"><title>Leçon</title></item></organization></organizations>
<resources><resource identifier="R" type="webcontent" adlcp:scormtype="sco" href="un.html"/></resources></manifest>"""
_SCO = """<!DOCTYPE html><meta charset="utf-8"><title>SCO</title><h1>SCO</h1><script>
var w=window;while(!w.API&&w.parent!==w)w=w.parent;var a=w.API;
a.LMSInitialize("");a.LMSSetValue("cmi.core.lesson_status","passed");a.LMSCommit("");a.LMSFinish("");</script>"""
_MANIFEST = """<manifest identifier="M" xmlns="http://www.imsglobal.org/xsd/imscp_v1p1"><organizations default="O">
<organization identifier="O"><item identifier="A" identifierref="R"><title>Page du paquet</title></item></organization>
</organizations><resources><resource identifier="R" type="webcontent" href="un.html"/></resources></manifest>"""


def zipped(members: Mapping[str, str]) -> bytes:
    """A zip of texts."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, text in members.items():
            archive.writestr(zipfile.ZipInfo(name), text)
    return target.getvalue()


def h5p_zip() -> bytes:
    """An H5P package with a content type of its own that writes one sentence on the page."""
    library = {"machineName": "H5P.EssaiPhrase", "majorVersion": 1, "minorVersion": 0}
    script = (
        "var H5P = H5P || {}; H5P.EssaiPhrase = function (o) { this.attach = function (c) { c.text(o.phrase); }; };"
    )
    about = {"title": "Phrase", "language": "fr", "mainLibrary": "H5P.EssaiPhrase", "embedTypes": ["iframe"]}
    folder = "H5P.EssaiPhrase-1.0"
    return zipped(
        {
            "h5p.json": json.dumps({**about, "license": "U", "preloadedDependencies": [library]}),
            "content/content.json": json.dumps({"phrase": "Contenu interactif"}),
            f"{folder}/library.json": json.dumps(
                {"title": "Phrase", **library, "patchVersion": 1, "runnable": 1, "preloadedJs": [{"path": "phrase.js"}]}
            ),
            f"{folder}/semantics.json": json.dumps([{"name": "phrase", "type": "text", "label": "Phrase"}]),
            f"{folder}/phrase.js": script,
        }
    )


def resources() -> tuple[Activity, ...]:
    """What learners read."""
    seen = Completion(view=True)
    ims = zipped({"imsmanifest.xml": _MANIFEST, "un.html": "<p>Page un</p>"})
    inner = Page(key="inner", name="Dedans", content="<p>!</p>")
    return (
        Label(key="label", intro=f"<p>Une étiquette {SHOW_BLUE}</p>", files=(BLUE,)),
        Page(key="page", name="Page", content=f"<p>Lisez {SHOW_BLUE}</p>", files=(BLUE,), completion=seen),
        Book(key="book", name="Livre", chapters=(Chapter(title="Un", content="<p>Chapitre un</p>"),), completion=seen),
        Url(key="url", name="Adresse", url="https://example.org/", intro=INTRO, files=(BLUE,)),
        Resource(key="resource", name="Fichier", main=File("fiche.txt", b"Fiche"), intro=INTRO, files=(BLUE,)),
        Folder(key="folder", name="Dossier", content=(File("a/b.txt", b"B"), BLUE), intro="<p>Dossier</p>"),
        Imscp(key="imscp", name="Paquet IMS", package=File("ims.zip", ims)),
        Subsection(key="subsection", name="Sous-section", activities=(inner,)),
        QBank(key="qbank", name="Banque", questions=(TRUE,)),
    )


def tasks(site: str) -> tuple[Activity, ...]:
    """What learners do. ``site``: an address that answers, for the external tool."""
    sco = zipped({"imsmanifest.xml": _SCORM, "un.html": _SCO})
    return (
        Assign(key="assign", name="Devoir", intro=INTRO, files=(BLUE,), online_text=OnlineText(), upload=None),
        Quiz(key="quiz", name="Quiz", intro=INTRO, files=(BLUE,), questions=(TRUE,)),
        Forum(key="forum", name="Forum", intro=INTRO, files=(BLUE,)),
        Feedback(
            key="feedback",
            name="Avis",
            items=(
                MultipleChoice(key="one", name="Utile ?", options=("oui", "non"), required=True),
                ShortText(key="s", name="Fonction"),
            ),
        ),
        Choice(key="choice", name="Sondage", options=(ChoiceOption(text="Lundi"), ChoiceOption(text="Mardi"))),
        Glossary(key="glossary", name="Glossaire", approved=True),
        Data(key="data", name="Base", fields_of_records=(DataField(kind=FieldKind.TEXT, name="Titre"),)),
        Wiki(key="wiki", name="Wiki", first_page="Accueil"),
        Lesson(
            key="lesson",
            name="Leçon",
            pages=(
                ContentPage(
                    key="l1", title="Départ", content=f"<p>Lisez {SHOW_BLUE}</p>", buttons=(Button("Continuer"),)
                ),
                TrueFalsePage(
                    key="l2",
                    title="Question",
                    content="<p>Vrai ?</p>",
                    answers=(LessonAnswer("Vrai", Jump.END, 1), LessonAnswer("Faux", "l1", 0)),
                ),
            ),
            files=(BLUE,),
        ),
        Workshop(
            key="workshop",
            name="Atelier",
            form=Accumulative((Aspect("<p>Clarté</p>"),)),
            phase=Phase.SUBMISSION,
        ),
        Scorm(key="scorm", name="SCORM", package=File("paquet.zip", sco)),
        H5PActivity(key="h5pactivity", name="H5P", package=File("phrase.h5p", h5p_zip())),
        Lti(key="lti", name="Outil", url=f"{site}/COPYING.txt", container=LaunchContainer.EMBED),
        BigBlueButton(key="bigbluebuttonbn", name="Salle"),
    )


def matrix_backup(target: Target, site: str = "https://example.org") -> Backup:
    """The course, with the types that the target has."""
    sections = (
        Section(key="s0", name="Lire", activities=_known(resources(), target)),
        Section(key="s1", name="Faire", activities=_known(tasks(site), target)),
    )
    return Backup(idnumber="MATRIX", fullname="Tous les types", shortname="MATRIX", timestamp=DATE, sections=sections)


def _known(activities: tuple[Activity, ...], target: Target) -> tuple[Activity, ...]:
    return tuple(one for one in activities if target.takes(ACTIVITY_TYPES.get(one.modname, Span())))
