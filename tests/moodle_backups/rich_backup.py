"""A backup that sets every field the library supports; tests and the live gate restore the same one."""

from __future__ import annotations

import io
import zipfile

from rich_around import surrounded
from rich_quiz import BLUE, DATE, DAY, HOSTILE, LATER, RED, SHOW_BLUE, png, rich_quiz
from rich_types_1 import section_1
from rich_types_2 import fourth_section

from moodle_backups import Backup, File, Section
from moodle_backups.activities.assign import Assign, FileUpload, OnlineText
from moodle_backups.activities.book import Book, Chapter, Numbering
from moodle_backups.activities.display import Display
from moodle_backups.activities.feedback import (
    Choices,
    DependsOn,
    Feedback,
    Info,
    InfoKind,
    LongText,
    MultipleChoice,
    Number,
    PageBreak,
    RatedChoice,
    ShortText,
    Text,
)
from moodle_backups.activities.forum import Forum, ForumType, Subscription
from moodle_backups.activities.label import Label
from moodle_backups.activities.page import Page
from moodle_backups.activities.quiz import (
    Quiz,
    Review,
)
from moodle_backups.activities.resource import Resource
from moodle_backups.activities.scorm import Scorm, ScormAttemptGrade, ScormGrading, ScormStatus, SkipView, Toc
from moodle_backups.activities.url import Url
from moodle_backups.activities.wiki import Wiki, WikiMode
from moodle_backups.availability import All, Any, Completed, CompletionState, DateFrom, DateUntil, MinGrade
from moodle_backups.completion import Completion, CourseCompletion
from moodle_backups.gradebook import Aggregation, Grade, Gradebook, GradeCategory, ManualGrade
from moodle_backups.grading import Criterion, Level, Rubric
from moodle_backups.questions.truefalse import TrueFalse


def scorm_zip(version: str = "1.2") -> bytes:
    """A package of two SCOs that report themselves completed, the first with a score."""
    manifest = f"""<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="M1" version="1" xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2"
  xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">
 <metadata><schema>ADL SCORM</schema><schemaversion>{version}</schemaversion></metadata>
 <organizations default="O1"><organization identifier="O1"><title>Parcours</title>
  <item identifier="I1" identifierref="R1" isvisible="true"><title>Leçon 1</title>
   <adlcp:masteryscore>80</adlcp:masteryscore></item>
  <item identifier="I2" identifierref="R2" isvisible="true"><title>Leçon 2</title></item>
 </organization></organizations>
 <resources>
  <resource identifier="R1" type="webcontent" adlcp:scormtype="sco" href="un.html"><file href="un.html"/></resource>
  <resource identifier="R2" type="webcontent" adlcp:scormtype="sco" href="sub/deux.html"/>
 </resources></manifest>"""
    page = """<!DOCTYPE html><meta charset="utf-8"><title>SCO</title><h1>SCO</h1><script>
var w=window;while(!w.API&&w.parent!==w)w=w.parent;var a=w.API;
a.LMSInitialize("");a.LMSSetValue("cmi.core.score.raw","90");a.LMSSetValue("cmi.core.lesson_status","passed");
a.LMSCommit("");a.LMSFinish("");</script>"""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, text in (("imsmanifest.xml", manifest), ("un.html", page), ("sub/deux.html", page)):
            archive.writestr(zipfile.ZipInfo(name), text)
    return target.getvalue()


def rich_rubric() -> Rubric:
    """Two criteria."""
    levels = (Level(0, "Absent"), Level(2.5, "Partiel & <moyen>"), Level(5, "Complet"))
    return Rubric(
        name="Grille",
        description="<p>Grille d'évaluation</p>",
        criteria=(Criterion("Clarté", levels), Criterion("Rigueur", levels)),
        remarks=True,
    )


def rich_feedback() -> Feedback:
    """Every kind of item."""
    return Feedback(
        key="survey",
        name="Questionnaire à chaud",
        intro="<p>Merci.</p>",
        files=(BLUE,),
        items=(
            Text(key="t", text=f"<p>Bienvenue {SHOW_BLUE}</p>"),
            MultipleChoice(key="one", name="Utile ?", options=("oui", "non"), required=True, horizontal=True),
            MultipleChoice(
                key="many",
                name="Lesquels ?",
                options=("a", "b", "c"),
                choices=Choices.SEVERAL,
                ignore_empty=True,
                hide_not_selected=False,
            ),
            MultipleChoice(key="drop", name="Pays", options=("Togo", "Bénin"), choices=Choices.DROPDOWN),
            RatedChoice(key="rate", name="Note", options=((1, "mauvais"), (4, "très bon")), horizontal=True),
            RatedChoice(key="rate2", name="Note 2", options=((0, "nul"), (2, "bon")), dropdown=True),
            Number(key="n", name="Heures", minimum=0, maximum=40),
            Number(key="n2", name="Autre nombre"),
            ShortText(key="s", name="Fonction", size=30, max_length=100),
            Info(key="i", name="Heure", kind=InfoKind.RESPONSE_TIME),
            PageBreak(),
            LongText(key="why", name="Pourquoi ?", depends_on=DependsOn("one", "non"), columns=50, rows=4),
        ),
        anonymous=False,
        multiple_submit=True,
        show_analysis=True,
        notify=True,
        thanks=f'<p>Merci {SHOW_BLUE} <a href="activity:book-1#ch-2">relire</a></p>',
        opens=DATE - DAY,
        closes=LATER,
        complete_on_submit=True,
    )


def first_section() -> Section:
    """Texts."""
    return Section(
        key="s0",
        summary=f'<p>Bienvenue <img src="file:img/l\'image rouge.png" alt="rouge"> {HOSTILE}</p>',
        files=(RED,),
        activities=(
            Label(key="label-1", intro=f"<h4>Bonjour {SHOW_BLUE}</h4>", files=(BLUE,), indent=1),
            Page(
                key="page-1",
                name=f"Page {HOSTILE}",
                intro="<p>Introduction</p>",
                show_intro=True,
                content='<p><img src="file:img/l&#39;image%20rouge.png" alt="rouge"> '
                '<a href="activity:book-1#ch-2">chapitre</a> <a href="activity:quiz-1">test</a> '
                '<a href="course:home">cours</a> <a href="course:grades">notes</a> '
                f'<code>src="file:rien"</code> {HOSTILE}</p>',
                files=(RED,),
                print_intro=True,
                print_last_modified=True,
                completion=Completion(view=True),
            ),
            Book(
                key="book-1",
                name="Livre",
                chapters=(
                    Chapter(title="Un", content=f"<p>1 {SHOW_BLUE}</p>"),
                    Chapter(title="Deux", content="<p>1.1</p>", key="ch-2", subchapter=True),
                    Chapter(title="Caché", content="<p>2</p>", hidden=True),
                ),
                files=(BLUE,),
                numbering=Numbering.INDENTED,
                availability=Completed("page-1"),
                completion=Completion(view=True),
            ),
            Url(
                key="url-1",
                name="Site",
                url="https://example.com/?a=1&b=é",
                display=Display.NEW_WINDOW,
                print_intro=False,
                completion=Completion(manual=True),
            ),
            Resource(
                key="file-1",
                name="Fiche",
                main=File("fiche l'été.html", b'<p>Fiche <img src="bleu.png"></p>'),
                companions=(BLUE,),
                display=Display.OPEN,
                stealth=True,
            ),
        ),
    )


def second_section() -> Section:
    """Activities."""
    return Section(
        key="s1",
        name="Module 1 & suite",
        summary='<p>Voir <a href="activity:quiz-1">le test</a></p>',
        availability=DateFrom(DATE - DAY, show=False),
        activities=(
            rich_quiz(),
            Assign(
                key="assign-1",
                name="Devoir",
                intro=f"<p>Faites {SHOW_BLUE}</p>",
                instructions=f"<p>Remettez ici {SHOW_BLUE}</p>",
                files=(BLUE,),
                attachments=(File("modèle.txt", "modèle".encode()),),
                online_text=OnlineText(word_limit=500),
                upload=FileUpload(max_files=2, max_bytes=1048576, types=".pdf,.txt"),
                grade=Grade(maximum=20, to_pass=12, category="exams", weight=1.0),
                rubric=rich_rubric(),
                opens=DATE - DAY,
                due=LATER - DAY,
                cutoff=LATER,
                grading_due=LATER,
                needs_submit_button=True,
                needs_statement=True,
                blind=False,
                max_attempts=2,
                notify_graders=True,
                inline_comments=True,
                complete_on_submit=True,
                completion=Completion(grade=True),
                availability=Any((MinGrade("quiz-1", 50), Completed("quiz-1", CompletionState.PASSED)), show=True),
            ),
            Assign(
                key="assign-2",
                name="Devoir sans remise",
                upload=None,
                grade=None,
                team=True,
                max_attempts=-1,
                always_show_intro=False,
            ),
            Forum(
                key="forum-1",
                name="Forum",
                intro="<p>Échanges</p>",
                subscription=Subscription.AUTOMATIC,
                due=LATER - DAY,
                cutoff=LATER,
                max_attachments=2,
                max_bytes=1048576,
                word_count=True,
                complete_after_discussions=1,
                complete_after_replies=1,
                complete_after_posts=2,
            ),
            Forum(key="forum-2", name="Une question", type=ForumType.SINGLE, intro="<p>Votre avis ?</p>"),
            Forum(key="forum-3", name="Q/R", type=ForumType.QUESTION_AND_ANSWER, visible=False),
            rich_feedback(),
            Wiki(key="wiki-1", name="Carnet commun", first_page="Accueil l'été"),
            Wiki(
                key="wiki-2",
                name="Mon carnet",
                first_page="Mon journal",
                mode=WikiMode.INDIVIDUAL,
                format="creole",
                force_format=False,
            ),
        ),
    )


def third_section() -> Section:
    """SCORM, and a second quiz that takes all defaults."""
    return Section(
        key="s2",
        name="Module 2",
        visible=True,
        availability=All(
            (
                Completed("page-1", show=True),
                Any((DateFrom(DATE - DAY), DateUntil(LATER)), show=False),
            )
        ),
        activities=(
            Scorm(
                key="scorm-1",
                name="Leçon SCORM",
                intro="<p>Suivez la leçon.</p>",
                package=File("leçon.zip", scorm_zip()),
                grade=Grade(maximum=100, category="online", weight=40),
                grading=ScormGrading.HIGHEST,
                attempt_grade=ScormAttemptGrade.LAST,
                max_attempts=2,
                popup=False,
                skip_view=SkipView.NEVER,
                toc=Toc.SIDE,
                opens=DATE - DAY,
                closes=LATER,
                complete_on=ScormStatus.PASSED_OR_COMPLETED,
                complete_score=50,
                completion=Completion(view=True),
            ),
            Scorm(key="scorm-2", name="Leçon 2004", package=File("l2.zip", scorm_zip("2004 4th Edition"))),
            Quiz(
                key="quiz-2",
                name="Test d'entraînement",
                questions=(
                    TrueFalse(key="a", name="A", text="<p>Vrai</p>", correct=True),
                    TrueFalse(key="b", name="B", text="<p>Faux</p>", correct=False),
                ),
                grade=Grade(maximum=10, category="online", weight=60),
                availability=All((MinGrade("quiz-1", 10, below=100.5, show=False), DateUntil(LATER))),
                shuffle_questions=True,
                sequential=True,
                password="",
                review=Review.exam(),
                questions_per_page=0,
                completion=Completion(grade=True),
            ),
        ),
    )


def rich_backup() -> Backup:
    """Everything at once."""
    return surrounded(rich_activities(), BLUE)


def rich_activities() -> Backup:
    """The activities, with little around them."""
    return Backup(
        idnumber="FDF-2026",
        fullname="Formation de formateurs é 😀",
        shortname="FDF & co",
        timestamp=DATE,
        summary=f'<p>Résumé {SHOW_BLUE} <a href="activity:page-1">commencer</a></p>',
        files=(BLUE,),
        start_date=DATE - DAY,
        end_date=LATER,
        language="",
        image=File("image du cours.png", png(10, 90, 60)),
        sections=(first_section(), second_section(), third_section(), section_1(scorm_zip()), fourth_section()),
        gradebook=Gradebook(
            categories=(
                GradeCategory(
                    key="exams",
                    name="Examens",
                    aggregation=Aggregation.WEIGHTED_MEAN,
                    weight=60,
                    to_pass=50,
                    only_graded=False,
                ),
                GradeCategory(key="online", name="En ligne", weight=30, drop_lowest=0),
                GradeCategory(
                    key="inner", name="Participation", parent="online", aggregation=Aggregation.MEAN, hidden=True
                ),
            ),
            manual_grades=(
                ManualGrade(key="oral", name="Oral", grade=Grade(maximum=20, to_pass=10, weight=10), info="jury"),
            ),
            aggregation=Aggregation.NATURAL,
            to_pass=50,
        ),
        completion=CourseCompletion(
            activities=("page-1", "quiz-1", "assign-1"),
            grade=50.0,
            date=LATER,
            duration=30 * DAY,
            self_declared=True,
            every_activity=True,
            every_criterion=False,
        ),
    )
