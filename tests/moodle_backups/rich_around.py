"""What lies around activities, each kind of it once: put around the rich backup and restored with it."""

from __future__ import annotations

from dataclasses import replace

from moodle_backups import Backup, File, Section
from moodle_backups.activities.assign import Assign
from moodle_backups.activities.base import Activity
from moodle_backups.activities.page import Page
from moodle_backups.availability import (
    All,
    Any,
    Comparison,
    CompletionState,
    DateUntil,
    InGroup,
    InGrouping,
    MinGrade,
    NoneOf,
    NotAll,
    PreviousCompleted,
    Profile,
)
from moodle_backups.badges import (
    ActivitiesDone,
    Alignment,
    Badge,
    ByDate,
    CompetenciesReached,
    CourseDone,
    GivenBy,
    Notification,
)
from moodle_backups.blocks import Block, HtmlBlock
from moodle_backups.calendar import CalendarEvent
from moodle_backups.competencies import CompetencyLink, Outcome
from moodle_backups.completion import Completion, CompletionDefault, CourseCompletion
from moodle_backups.custom_fields import CustomField
from moodle_backups.enrolment import MANUAL, Enrolment
from moodle_backups.filters import Filters, FilterSetting
from moodle_backups.gradebook import Aggregation, Display, Grade, Gradebook, GradeCategory, Letter, ManualGrade
from moodle_backups.group_mode import GroupMode
from moodle_backups.groups import Group, Grouping, GroupVisibility
from moodle_backups.scales import Scale

DAY = 86400
LATER = 1_999_999_999

SEEN = CompetencyLink("CADRE", "C1", Outcome.COMPLETE)
DONE = CompetencyLink("CADRE", "C2", Outcome.RECOMMEND)

SCALES = (
    Scale(key="echelle", name="Acquisition", items=("Non acquis", "En cours", "Acquis"), description="<p>Trois</p>"),
    Scale(key="oui-non", name="Oui ou non (site)", items=("Pas encore", "Oui"), standard=True),
)


def groups(image: File) -> tuple[Group, ...]:
    """Two groups, one with everything."""
    return (
        Group(
            key="g-lome",
            name="Lomé",
            description='<p>Le groupe <img src="file:bleu.png" alt="bleu"></p>',
            files=(image,),
            image=replace(image, name="groupe.png"),
            visibility=GroupVisibility.MEMBERS,
            participation=False,
        ),
        Group(key="g-kara", name="Kara", enrolment_key="sésame"),
    )


GROUPINGS = (
    Grouping(key="tous", name="Tous les groupes", groups=("g-lome", "g-kara"), description="<p>Nord et sud</p>"),
    Grouping(key="nord", name="Nord", groups=("g-kara",)),
)


def conditioned() -> Section:
    """Every kind of access condition, and grades of every kind."""
    every_operator = NoneOf(
        (
            Profile("email", Comparison.CONTAINS, "@exemple.org"),
            Profile("city", Comparison.CONTAINS_NOT, "Paris", show=False),
            Profile("department", Comparison.IS, "Formation"),
            Profile("lastname", Comparison.STARTS_WITH, "A"),
            Profile("firstname", Comparison.ENDS_WITH, "e"),
            Profile("institution", Comparison.EMPTY),
            Profile("filiere", Comparison.NOT_EMPTY, custom=True),
        )
    )
    return Section(
        key="s-conditions",
        name="Conditions",
        availability=Any((InGroup("g-lome"), InGrouping("nord")), show=False),
        activities=(
            Page(
                key="c-page",
                name="Page à conditions",
                content='<p><a href="course:list/quiz">tests</a> <a href="course:participants">gens</a> '
                '<a href="course:badges">badges</a> <a href="course:grade-reports">notes</a></p>',
                availability=every_operator,
                completion=Completion(view=True),
                tags=("Été", "deux mots"),
                competencies=(replace(SEEN, override_grade=True),),
                text_filters=Filters(off=("activitynames",), settings=(FilterSetting("urltolink", "formats", "1"),)),
            ),
            Assign(
                key="c-scale",
                name="Devoir à échelle",
                grade=Grade(maximum=3, minimum=1, to_pass=2, scale="echelle", hidden_until=LATER),
                availability=All(
                    (
                        PreviousCompleted(CompletionState.COMPLETE, show=False),
                        InGroup(),
                        InGrouping(),
                        NotAll((MinGrade("oral", 20), MinGrade("exams", None, 80), MinGrade("", None))),
                        DateUntil(LATER),
                    )
                ),
                group_mode=GroupMode.SEPARATE,
                grouping="tous",
                competencies=(DONE,),
                completion=Completion(grade=True),
                downloadable=False,
                language="en",
            ),
        ),
    )


def gradebook(book: Gradebook) -> Gradebook:
    """``book`` with the rest of what a gradebook has."""
    return replace(
        book,
        categories=(
            *book.categories,
            GradeCategory(
                key="bonus",
                name="Bonus",
                aggregation=Aggregation.SIMPLE_WEIGHTED_MEAN,
                extra_credit=True,
                keep_highest=2,
                maximum=5,
                total=Grade(display=Display.PERCENT_LETTER, decimals=1),
            ),
        ),
        manual_grades=(
            *book.manual_grades,
            ManualGrade(key="hors", name="Bonus oral", grade=Grade(maximum=5, category="bonus", extra_credit=True)),
            ManualGrade(
                key="calcul",
                name="Calcul",
                grade=Grade(maximum=20, formula="=average([[oral]]; [[quiz-1]]) + [[hors]]", locked=True),
            ),
            ManualGrade(key="avis", name="Avis", grade=Grade(maximum=2, minimum=1, scale="oui-non")),
            ManualGrade(key="mot", name="Appréciation", grade=Grade(text=True, lock_after=LATER)),
        ),
        letters=(Letter(90, "A"), Letter(50, "B é"), Letter(0, "C")),
        settings=(("minmaxtouse", "1"), ("report_user_showrange", "1")),
    )


def badges(image: File) -> tuple[Badge, ...]:
    """Two badges with every kind of criterion."""
    return (
        Badge(
            key="b-course",
            name="Formateur & cie",
            description="Pour qui termine",
            image=image,
            criteria=(
                ActivitiesDone(activities=(ByDate("page-1"), ByDate("quiz-1", LATER)), description="<p>Tout</p>"),
                CourseDone(percent=60, until=LATER),
                CompetenciesReached(competencies=(SEEN.named, DONE.named), every=False),
            ),
            every_criterion=False,
            description_of_criteria="<p>Au choix</p>",
            subject="Bravo",
            message="<p>Voici %badgelink%</p>",
            attach=False,
            notification=Notification.WEEKLY,
            expires_after=365 * DAY,
            version="2",
            language="fr",
            issuer="Centre",
            issuer_url="https://exemple.org",
            issuer_contact="a@exemple.org",
            image_author="Anne",
            image_caption="Un badge",
            alignments=(Alignment("Niveau 2", "https://exemple.org/n2", "Décrit", "Cadre", "N2"),),
            tags=("réussite",),
        ),
        Badge(
            key="b-given",
            name="Donné à la main",
            description="Par le formateur",
            image=image,
            criteria=(GivenBy(roles=("editingteacher", "teacher")),),
            issuer="Centre",
            expires=LATER,
            related=("b-course",),
        ),
    )


def course_completion(completion: CourseCompletion | None) -> CourseCompletion:
    """``completion`` with roles and other courses."""
    given = completion or CourseCompletion()
    return replace(given, roles=("teacher", "manager"), every_role=False, unenrolled=True)


def with_event(activity: Activity) -> Activity:
    """``activity`` with an event of its own in the calendar."""
    if activity.key != "page-1":
        return activity
    return replace(activity, events=(CalendarEvent(name="Lecture", start=LATER - DAY, kind="reading"),))


def surrounded(backup: Backup, image: File) -> Backup:
    """``backup`` with everything around its activities."""
    sections = tuple(replace(s, activities=tuple(map(with_event, s.activities))) for s in backup.sections)
    return replace(
        backup,
        sections=(*sections, conditioned()),
        gradebook=gradebook(backup.gradebook),
        completion=course_completion(backup.completion),
        completion_defaults=(
            CompletionDefault(modname="page", completion=Completion(view=True)),
            CompletionDefault(modname="label", completion=Completion(manual=True)),
        ),
        scales=SCALES,
        groups=groups(image),
        groupings=GROUPINGS,
        group_mode=GroupMode.VISIBLE,
        force_group_mode=True,
        default_grouping="tous",
        tags=("Formation", "été"),
        custom_fields=(CustomField("public", "Formateurs"), CustomField("note_longue", "<p>x</p>", "textarea", 1)),
        text_filters=Filters(on=("urltolink",), off=("mediaplugin",)),
        blocks=(
            HtmlBlock(
                title="Repères é",
                content='<p><img src="file:bleu.png" alt="bleu"> <a href="activity:page-1">page</a></p>',
                classes="repere",
                files=(image,),
                weight=-2,
            ),
            Block(name="activity_modules", region="side-pre"),
        ),
        events=(
            CalendarEvent(
                name="Regroupement",
                start=LATER - 2 * DAY,
                duration=7200,
                description='<p><img src="file:bleu.png" alt="bleu"> <a href="activity:page-1">avant</a></p>',
                files=(image,),
                location="Salle 3",
            ),
            CalendarEvent(name="Atelier de Lomé", start=LATER, group="g-lome", visible=False),
        ),
        enrolments=(
            MANUAL,
            Enrolment(method="self", name="Libre", password="clé", period=30 * DAY, welcome="Bienvenue", most=25),
            Enrolment(method="guest", enabled=False),
        ),
        competencies=(SEEN, DONE),
        competency_ratings_to_plans=False,
        badges=badges(image),
        highlighted=1,
        max_upload=1048576,
        hidden_sections_named=True,
        show_reports=True,
    )
