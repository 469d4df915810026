"""Assignments with a guide, lessons, workshops and subsections that set everything their types have."""

from __future__ import annotations

from moodle_backups import File, Section
from moodle_backups.activities.assign import Assign, FileUpload, OnlineText, Reopen
from moodle_backups.activities.base import Activity
from moodle_backups.activities.lesson import AfterCorrect, Dependency, Lesson, RetakeGrade, Slideshow
from moodle_backups.activities.lesson_pages import (
    OTHER_ANSWERS,
    Button,
    Cluster,
    ContentPage,
    EndOfBranch,
    EndOfCluster,
    EssayPage,
    Jump,
    LessonAnswer,
    LessonPage,
    LessonPair,
    MatchingPage,
    MultiChoicePage,
    NumericalPage,
    Outcome,
    ShortAnswerPage,
    TrueFalsePage,
)
from moodle_backups.activities.page import Page
from moodle_backups.activities.subsection import Subsection
from moodle_backups.activities.workshop import (
    Comparison,
    Examples,
    ExampleSubmission,
    OverallFeedback,
    Phase,
    Submission,
    Workshop,
)
from moodle_backups.activities.workshop_forms import (
    Accumulative,
    Aspect,
    Assertion,
    CommentAspect,
    Comments,
    ErrorGrade,
    Layout,
    NumberOfErrors,
    WorkshopCriterion,
    WorkshopForm,
    WorkshopLevel,
    WorkshopRubric,
)
from moodle_backups.completion import Completion
from moodle_backups.gradebook import Grade
from moodle_backups.grading import GuideComment, GuideCriterion, MarkingGuide

OPENS, CLOSES = 1_780_000_000 - 86400, 1_999_999_999
PLAN = File(
    "plan.svg",
    b'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><circle r="40" fill="teal"/></svg>',
)
SHOW = '<img src="file:plan.svg" alt="plan">'


def guided_assign() -> Assign:
    """Handed in by a team, marked by a guide in several steps."""
    return Assign(
        key="assign-guide",
        name="Devoir noté par un barème",
        intro=f"<p>Rédigez {SHOW}</p>",
        files=(PLAN,),
        online_text=OnlineText(300),
        upload=FileUpload(2, 1048576, ".pdf"),
        submission_comments=True,
        attachments=(File("consigne.txt", b"Consigne"),),
        attachments_when_handing_in=True,
        grade=Grade(maximum=20, to_pass=10),
        guide=MarkingGuide(
            name="Barème",
            description="<p>À lire avant de rendre</p>",
            criteria=(GuideCriterion("Fond", 12.5, "Ce qui est dit", "Voir le corrigé"), GuideCriterion("Forme", 7.5)),
            comments=(GuideComment("Bien vu."), GuideComment("À sourcer.")),
        ),
        max_attempts=3,
        reopen=Reopen.MANUAL,
        workflow=True,
        allocation=True,
        hide_graders=True,
        time_limit=5400,
        feedback_pdf=True,
        feedback_files=True,
        grading_sheet=True,
        notify_students=False,
    )


def lesson_pages() -> tuple[LessonPage, ...]:
    """A page of each type; the right answers lead from the first to the last."""
    return (
        ContentPage(
            key="start",
            title="Départ",
            content=f'<p>Lisez {SHOW} puis répondez, ou voyez <a href="activity:lesson-1#bye">la fin</a>.</p>',
            buttons=(Button("Commencer"), Button("À la fin", "bye")),
        ),
        TrueFalsePage(
            key="true",
            title="Vrai ou faux",
            content="<p>La terre est ronde.</p>",
            answers=(LessonAnswer("Vrai", score=1, response=f"<p>Oui {SHOW}</p>"), LessonAnswer("Faux", "start")),
        ),
        MultiChoicePage(
            key="one",
            title="Un choix",
            content="<p>Deux plus deux ?</p>",
            answers=(LessonAnswer(f"Quatre {SHOW}", score=1), LessonAnswer("Trois", Jump.THIS_PAGE)),
        ),
        MultiChoicePage(
            key="many",
            title="Plusieurs choix",
            content="<p>Les nombres pairs ?</p>",
            several=True,
            answers=(LessonAnswer("Six", score=1), LessonAnswer("Huit", score=1), LessonAnswer("Cinq", Jump.THIS_PAGE)),
        ),
        ShortAnswerPage(
            key="short",
            title="Réponse courte",
            content="<p>Capitale du Togo ?</p>",
            patterns=True,
            answers=(LessonAnswer("Lom(é|e)", score=2), LessonAnswer(OTHER_ANSWERS, Jump.PREVIOUS)),
        ),
        NumericalPage(
            key="number",
            title="Nombre",
            content="<p>Combien de jours dans une semaine ?</p>",
            answers=(LessonAnswer("6.5:7.5", score=1), LessonAnswer("8", Jump.THIS_PAGE, 0, "<p>Un de trop</p>")),
        ),
        MatchingPage(
            key="match",
            title="Paires",
            content="<p>Reliez</p>",
            pairs=(LessonPair("<b>Togo</b>", "Lomé"), LessonPair("Bénin", "Porto-Novo")),
            correct=Outcome(Jump.NEXT, 3, "<p>Bravo</p>"),
            wrong=Outcome(Jump.THIS_PAGE, 0, "<p>Encore</p>"),
        ),
        EssayPage(key="essay", title="Récit", content="<p>Racontez</p>", outcome=Outcome("pool", 5)),
        Cluster(key="pool"),
        TrueFalsePage(
            key="drawn-1",
            title="Tirée 1",
            content="<p>Vrai.</p>",
            answers=(LessonAnswer("Vrai", "branch", 1), LessonAnswer("Faux", "branch")),
        ),
        TrueFalsePage(
            key="drawn-2",
            title="Tirée 2",
            content="<p>Vrai aussi.</p>",
            answers=(LessonAnswer("Vrai", "branch", 1), LessonAnswer("Faux", "branch")),
        ),
        EndOfCluster(key="pool-end"),
        ContentPage(
            key="branch",
            title="Carrefour",
            content="<p>Par où ?</p>",
            buttons=(Button("Un détour", "detour"), Button("Terminer", "bye")),
            horizontal=False,
            in_menu=False,
        ),
        ContentPage(key="detour", title="Détour", content="<p>Un détour</p>", buttons=(Button("Suite"),)),
        EndOfBranch(key="branch-end", outcome=Outcome("branch")),
        ContentPage(key="bye", title="Fin", content="<p>Merci</p>", buttons=(Button("Quitter", Jump.END),)),
    )


def lessons() -> tuple[Lesson, ...]:
    """One of every page, and one with every setting that waits for it."""
    return (
        Lesson(
            key="lesson-1",
            name="Leçon",
            intro="<p>Suivez les pages.</p>",
            pages=lesson_pages(),
            files=(PLAN,),
            grade=Grade(maximum=20, to_pass=2),
            show_score=True,
            retake=True,
            progress_bar=True,
            menu=True,
            complete_at_end=True,
            completion=Completion(view=True),
        ),
        Lesson(
            key="lesson-2",
            name="Leçon suivante",
            pages=(
                ContentPage(key="only", title="Seule", content="<p>Une page</p>", buttons=(Button("Fin", Jump.END),)),
            ),
            grade=Grade(maximum=10),
            practice=True,
            own_scores=False,
            retake=True,
            retake_grade=RetakeGrade.MAXIMUM,
            revise=True,
            try_again=True,
            max_answers=6,
            max_attempts=3,
            after_correct=AfterCorrect.UNSEEN,
            default_feedback=True,
            min_questions=2,
            pages_shown=0,
            time_limit=1800,
            password="sésame",
            depends_on=Dependency("lesson-1", 1, True, 10),
            next_activity="page-1",
            media=File("annexe.txt", b"Annexe"),
            media_size=(800, 600),
            slideshow=Slideshow(900, 500, "#ABCDEF"),
            menu=True,
            menu_from=40,
            opens=OPENS,
            closes=CLOSES,
            offline=True,
            complete_after=120,
        ),
    )


def workshop_forms() -> tuple[WorkshopForm, ...]:
    """One of each strategy."""
    return (
        Accumulative((Aspect(f"<p>Clarté {SHOW}</p>", 20, 3), Aspect("<p>Rigueur</p>"))),
        Comments((CommentAspect(f"<p>Ce qui va {SHOW}</p>"), CommentAspect("<p>Ce qui manque</p>"))),
        NumberOfErrors(
            (Assertion(f"<p>Il y a un plan {SHOW}</p>", "Non", "Oui", 2), Assertion("<p>Il y a une fin</p>")),
            (ErrorGrade(1, 60.0), ErrorGrade(3, 0.0)),
        ),
        WorkshopRubric(
            (
                WorkshopCriterion(f"<p>Style {SHOW}</p>", (WorkshopLevel(0, "Lourd"), WorkshopLevel(2.5, "Vif"))),
                WorkshopCriterion("<p>Fond</p>", (WorkshopLevel(0, "Vide"), WorkshopLevel(4, "Riche"))),
            ),
            Layout.GRID,
        ),
    )


def workshops() -> tuple[Workshop, ...]:
    """One with each strategy, all taking submissions."""
    return tuple(
        Workshop(
            key=f"workshop-{form.strategy}",
            name=f"Atelier {form.strategy}",
            intro="<p>Entre pairs</p>",
            form=form,
            files=(PLAN,),
            instructions='<p>Remettez <a href="activity:lesson-1#bye">ici</a></p>',
            review_instructions="<p>Lisez</p>",
            conclusion="<p>Merci</p>",
            phase=Phase.SUBMISSION,
            grade=Grade(60),
            assessment_grade=Grade(40),
            decimals=1,
            comparison=Comparison.LAX,
            self_assessment=True,
            text_submission=Submission.REQUIRED,
            max_files=3,
            file_types=".pdf",
            late_submissions=True,
            overall_feedback=OverallFeedback.REQUIRED,
            feedback_files=2,
            examples=Examples.VOLUNTARY,
            example_submissions=(
                ExampleSubmission(
                    title="Exemple", content=f"<p>Voici {SHOW}</p>", attachments=(File("copie.txt", b"Copie"),)
                ),
            ),
            opens=OPENS,
            closes=CLOSES,
        )
        for form in workshop_forms()
    )


def subsection() -> Subsection:
    """Two pages under a name of their own."""
    return Subsection(
        key="sub-1",
        name="Pour aller plus loin",
        summary=f"<p>Au choix {SHOW}</p>",
        summary_files=(PLAN,),
        activities=(
            Page(key="sub-page-1", name="Lecture", content="<p>Lisez.</p>"),
            Page(key="sub-page-2", name="Écoute", content='<p><a href="activity:sub-page-1">La lecture</a></p>'),
        ),
    )


def fourth_section() -> Section:
    """All of them."""
    activities: tuple[Activity, ...] = (guided_assign(), *lessons(), subsection(), *workshops())
    return Section(key="s3", name="Module 3", activities=activities)
