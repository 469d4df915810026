"""PLA: what the platform would refuse, or lose, so that a course without errors is always built.

The numbers are those of Moodle's database and forms, the same from 4.2 to 5.0; none is a matter of taste, so they are
no thresholds, and `ignorer` can't set these rules aside.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from methodology.activities.assignment import Assignment
from methodology.activities.base import OnlineActivity
from methodology.activities.book import Book
from methodology.activities.forum import Forum, ForumMode
from methodology.activities.label import Label
from methodology.activities.quiz import Quiz
from methodology.activities.url import Url
from methodology.course import Course
from methodology.evaluation import Criterion, Rubric
from methodology.findings import Severity, Where
from methodology.i18n import N_
from methodology.i18n import gettext as _
from methodology.platform_names import PlatformName, clashes
from methodology.reading.records import place_of_item
from methodology.reading.wholeness import is_broken
from methodology.rules.parameters import Limits
from methodology.rules.registry import Remark, Source, rule
from methodology.values import Purpose
from methodology.workings import activities_of, quizzes, steps_by_key

_ADDRESSES = ("http://", "https://", "mailto:")
_MOST_POINTS = 100
_FIRST_DAY, _LAST_DAY = date(1980, 1, 1), date(2099, 12, 31)  # what a ZIP package can be dated


def _placed(course: Course) -> Iterator[tuple[str, OnlineActivity, str]]:
    """Every activity: what it belongs to, itself, the instruction that stands in for its text."""
    for sequence, step in course.sequencing.steps():
        if step.activity is not None:
            yield f"{sequence.id}/{step.id}", step.activity, step.instruction
    for assessment in course.evaluation.assessments:
        if assessment.activity is not None:
            yield assessment.id, assessment.activity, ""


@rule("PLA-01", Severity.ERROR, Source.COHERENCE, N_("Deux éléments porteraient le même nom sur la plateforme"))
def distinct_names(course: Course, _limits: Limits) -> Iterator[Remark]:
    """A sequence, an assessment and a questionnaire share one space of names, with what the program adds."""
    for earlier, later in clashes(course):
        blamed, other = (later, earlier) if later.where.file else (earlier, later)
        message = _("{kind} « {id} » porterait sur la plateforme le même nom que {other}.").format(
            kind=_(blamed.kind).capitalize(), id=blamed.id, other=_named(other)
        )
        yield Remark(blamed.where, message, _("Donnez-lui un autre « id »."), blamed.id)


def _named(name: PlatformName) -> str:
    if name.where.file:
        return f"{_(name.kind)} « {name.id} »"
    return _("« {name} », que le programme ajoute lui-même").format(name=name.name)


@rule("PLA-02", Severity.ERROR, Source.COHERENCE, N_("Lien sans adresse, ou que la plateforme refuse"))
def sound_addresses(course: Course, _limits: Limits) -> Iterator[Remark]:
    """A link goes to a site or a mailbox."""
    for subject, activity, _instruction in _placed(course):
        if isinstance(activity, Url) and not _is_address(activity.url):
            message = _("Lien de {subject} : l'adresse manque.").format(subject=subject)
            if activity.url.strip():
                message = _("Lien de {subject} : « {url} » n'est pas une adresse que la plateforme accepte.").format(
                    subject=subject, url=activity.url
                )
            remedy = _("Écrivez l'adresse entière dans « url: » ; elle commence par https://, http:// ou mailto:.")
            yield Remark(activity.where.at("url"), message, remedy, subject)


def _is_address(url: str) -> bool:
    if not url.startswith(_ADDRESSES) or any(sign.isspace() for sign in url):
        return False
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return bool(parts.path if parts.scheme == "mailto" else parts.netloc)


@rule(
    "PLA-03",
    Severity.ERROR,
    Source.COHERENCE,
    N_("Question posée deux fois dans un test, par sa banque et par son nom"),
)
def each_question_once(course: Course, _limits: Limits) -> Iterator[Remark]:
    """A test that takes a whole bank takes its questions already."""
    banks = {bank.name: {question.id for question in bank.questions} for bank in course.banks}
    for subject, _minutes, quiz in quizzes(course):
        twice = [(at, key) for at, key in enumerate(quiz.questions) if key in banks.get(quiz.bank, ())]
        for at, key in twice:
            message = _("Test de {subject} : la question {id} est déjà dans sa banque « {bank} ».").format(
                subject=subject, id=key, bank=quiz.bank
            )
            remedy = _("Retirez-la de « questions: », ou retirez « banque: ».")
            yield Remark(place_of_item(quiz.where, "questions", at), message, remedy, subject)


@rule("PLA-04", Severity.ERROR, Source.COHERENCE, N_("Note maximale d'un devoir que la plateforme refuse"))
def whole_points(course: Course, _limits: Limits) -> Iterator[Remark]:
    """Moodle keeps the maximum of an assignment as a whole number. A grid is scaled to it."""
    for subject, activity, _instruction in _placed(course):
        if not isinstance(activity, Assignment):
            continue
        if not float(activity.maximum).is_integer() or not 1 <= activity.maximum <= _MOST_POINTS:
            message = _("Devoir de {subject} : « note_max » vaut {points}.").format(
                subject=subject, points=f"{activity.maximum:g}"
            )
            remedy = _("Donnez un nombre entier de 1 à {most} ; la grille s'y ramène d'elle-même.")
            yield Remark(activity.where.at("maximum"), message, remedy.format(most=_MOST_POINTS), subject)


@rule("PLA-05", Severity.ERROR, Source.COHERENCE, N_("Grille que la plateforme ne peut pas afficher"))
def sound_grids(course: Course, _limits: Limits) -> Iterator[Remark]:
    """A grid in use has criteria, each with two levels or more of different points."""
    used = {a.rubric for _subject, a, _instruction in _placed(course) if isinstance(a, Assignment)}
    for rubric in course.evaluation.rubrics:
        for message, where in _grid_faults(rubric) if rubric.id in used else ():
            said = _("Grille {id} : {message}").format(id=rubric.id, message=message)
            yield Remark(where, said, _("Complétez-la, ou retirez « grille: » du devoir."), rubric.id)


def _grid_faults(rubric: Rubric) -> Iterator[tuple[str, Where]]:
    if not rubric.criteria:
        yield _("elle n'a aucun critère."), rubric.where
    for criterion in rubric.criteria:
        message = _criterion_fault(criterion)
        if message:
            yield message.format(id=criterion.id), criterion.where


def _criterion_fault(criterion: Criterion) -> str:
    points = [level.points for level in criterion.levels]
    if not criterion.title.strip():
        return _("le critère {id} n'a pas de titre.")
    if len(points) < 2 or len(set(points)) < len(points):
        return _("le critère {id} veut au moins deux niveaux, chacun à d'autres points.")
    return _("le critère {id} a un niveau à moins de 0 point.") if min(points) < 0 else ""


@rule("PLA-06", Severity.ERROR, Source.COHERENCE, N_("Étape comptée par deux évaluations"))
def counted_once(course: Course, _limits: Limits) -> Iterator[Remark]:
    """A mark lies in one category of the gradebook."""
    first: dict[str, str] = {}
    known = steps_by_key(course)
    for assessment in course.evaluation.assessments:
        for at, key in enumerate(assessment.steps):
            earlier = first.setdefault(key, assessment.id)
            activity = known[key].activity if key in known else None
            if earlier != assessment.id and activity is not None and activity.graded:
                message = _(
                    "L'étape {step} compte déjà pour l'évaluation {id} ; une note ne compte qu'une fois."
                ).format(step=key, id=earlier)
                remedy = _("Laissez-la à une seule évaluation, ou dédoublez l'activité.")
                yield Remark(place_of_item(assessment.where, "steps", at), message, remedy, assessment.id)


@rule(
    "PLA-07",
    Severity.ERROR,
    Source.COHERENCE,
    N_("Évaluation qui compte, portée par des tests diagnostiques seulement"),
)
def something_counts(course: Course, _limits: Limits) -> Iterator[Remark]:
    """A diagnostic test situates people and never counts: nothing is left to weigh."""
    for assessment in course.evaluation.assessments:
        graded = [activity for activity in activities_of(course, assessment) if activity.graded]
        if assessment.weight_percent <= 0 or not graded or (assessment.activity and assessment.activity.graded):
            continue
        if all(isinstance(a, Quiz) and a.purpose is Purpose.DIAGNOSTIC for a in graded):
            message = _("Évaluation {id} : elle compte pour {weight} %, mais un test diagnostique ne compte jamais.")
            said = message.format(id=assessment.id, weight=f"{assessment.weight_percent:g}")
            remedy = _("Mettez son poids à 0, ou donnez-lui un test sommatif ou un devoir.")
            yield Remark(assessment.where.at("weight_percent"), said, remedy, assessment.id)


@rule("PLA-08", Severity.ERROR, Source.COHERENCE, N_("Activité qui ne peut pas être créée sans texte"))
def texts_that_are_needed(course: Course, _limits: Limits) -> Iterator[Remark]:
    """The first post of a single discussion, a label's text, a book's chapters."""
    for subject, activity, instruction in _placed(course):
        written = activity.body.markdown.strip() if activity.body else ""
        single = isinstance(activity, Forum) and activity.mode is ForumMode.SINGLE
        needs_any = single or isinstance(activity, Label)
        if (needs_any and not (written or instruction.strip())) or (isinstance(activity, Book) and not written):
            message = _("{subject} : une activité « {type} » ne se crée pas sans texte.").format(
                subject=subject, type=activity.name_on_disk()
            )
            yield Remark(activity.where, message, _("Donnez-lui un « contenu »."), subject)


@rule("PLA-09", Severity.ERROR, Source.COHERENCE, N_("Date que les fichiers produits ne peuvent pas porter"))
def dates_that_fit(course: Course, _limits: Limits) -> Iterator[Remark]:
    """Packages are dated by the version; the platform wants a course that ends after it starts."""
    version = course.identity.date
    if not _FIRST_DAY <= version <= _LAST_DAY:
        message = _("« date_version » est en {year} ; les fichiers produits se datent de {first} à {last}.").format(
            year=version.year, first=_FIRST_DAY.year, last=_LAST_DAY.year
        )
        yield Remark(course.identity.where.at("date"), message, _("Corrigez l'année."), "date_version")
    start = min((s.start for s in course.delivery.sessions if s.start), default=version)
    ends = [(day, s) for s in course.delivery.sessions if (day := s.end or s.start)]
    if ends and max(day for day, _session in ends) < start:
        end, session = max(ends, key=lambda pair: pair[0])
        message = _("La dernière session finit le {end}, avant le début du cours, le {start}.").format(
            end=end.isoformat(), start=start.isoformat()
        )
        remedy = _("Donnez un « debut » aux sessions, ou corrigez leurs dates.")
        yield Remark(session.where.at("end"), message, remedy, session.id)


@rule("PLA-10", Severity.ERROR, Source.COHERENCE, N_("Image coupée ou abîmée"))
def whole_pictures(course: Course, _limits: Limits) -> Iterator[Remark]:
    """A download that broke off leaves a picture that no browser and no office suite shows."""
    for medium in course.media:
        if is_broken(Path(medium.path), medium.name):
            message = _("L'image « {name} » est coupée ou abîmée : elle ne s'affichera pas.").format(name=medium.name)
            remedy = _("Ouvrez-la dans un logiciel d'image, ou enregistrez-la de nouveau depuis l'original.")
            yield Remark(medium.where, message, remedy, medium.name)
