"""EVA: assessments that measure fairly: with a grid, enough questions, enough time, a second chance."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from methodology.activities.assignment import Assignment
from methodology.activities.quiz import Quiz
from methodology.course import Course
from methodology.evaluation import Rubric
from methodology.findings import Severity
from methodology.i18n import N_, ngettext
from methodology.i18n import gettext as _
from methodology.questions import Question, QuestionType
from methodology.rules.material import folded, found_in, indexed, learner_reading, lower_words, plain, spoken_on_pages
from methodology.rules.parameters import Limits
from methodology.rules.registry import Remark, Source, rule
from methodology.values import Purpose
from methodology.workings import activities_of, questions_of_quiz, quizzes

_SECOND_CHANCE = re.compile(
    r"repri[st]|reprendre|seconde|deuxieme|rattrap|remedi|nouvelle (?:tentative|chance)|recommenc|refaire"
    r"|again|retake|second (?:try|attempt)|segunda|repet|repit|recuperac|nova tentativa|nuevo intento"
)
_LONG_ANSWERS = frozenset((QuestionType.ESSAY,))
_CALCULATED = frozenset((QuestionType.NUMERICAL, QuestionType.MATCH))
_ANSWERS_TITLE = re.compile(r"^(?:le |les )?(?:corriges?|elements? de correction|reponses? attendues?|solutions?)\b")


@rule("EVA-04", Severity.WARNING, Source.RESEARCH, N_("Test de départ et test final ne mesurent pas la même chose"))
def same_before_and_after(course: Course, _limits: Limits) -> Iterator[Remark]:
    """A gain is only measured on the objectives asked about at both ends (Hake)."""
    before, after = _asked(course, Purpose.DIAGNOSTIC), _asked(course, Purpose.SUMMATIVE)
    only_before = sorted(before - after)
    if before and after and only_before:
        message = _("Le test de départ porte sur {keys}, le test final non : aucun gain ne s'y calcule.").format(
            keys=", ".join(only_before)
        )
        remedy = _("Posez des questions sur les mêmes objectifs aux deux bouts.")
        yield Remark(course.evaluation.where.at("assessments"), message, remedy)


def _asked(course: Course, purpose: Purpose) -> set[str]:
    tests = (quiz for _subject, _minutes, quiz in quizzes(course) if quiz.purpose is purpose)
    return {q.objective for quiz in tests for q in questions_of_quiz(course, quiz) if q.objective}


@rule("EVA-05", Severity.WARNING, Source.RESEARCH, N_("Production notée sans grille, ou avec une grille trop courte"))
def graded_with_grid(course: Course, limits: Limits) -> Iterator[Remark]:
    """Work that counts is marked with criteria and levels one has written."""
    rubrics = {rubric.id: rubric for rubric in course.evaluation.rubrics}
    for assessment in course.evaluation.assessments:
        works = (a for a in activities_of(course, assessment) if isinstance(a, Assignment))
        for work in works if assessment.weight_percent > 0 else ():
            fault = _grid_fault(rubrics.get(work.rubric), limits)
            if fault:
                message = _("Évaluation {id} : {fault}").format(id=assessment.id, fault=fault)
                remedy = _("Écrivez une grille : {criteria} critères, {levels} niveaux décrits chacun.").format(
                    criteria=limits.rubric_criteria, levels=limits.rubric_levels
                )
                yield Remark(assessment.where, message, remedy, assessment.id)


def _grid_fault(rubric: Rubric | None, limits: Limits) -> str:
    if rubric is None:
        return _("elle est notée sans grille.")
    if len(rubric.criteria) < limits.rubric_criteria:
        count = len(rubric.criteria)
        words = ngettext(
            "sa grille {grid} n'a que {count} critère.", "sa grille {grid} n'a que {count} critères.", count
        )
        return words.format(grid=rubric.id, count=count)
    short = [criterion.id for criterion in rubric.criteria if len(criterion.levels) < limits.rubric_levels]
    if not short:
        return ""
    return _("dans sa grille {grid}, {ids} a trop peu de niveaux.").format(grid=rubric.id, ids=", ".join(short))


@rule("EVA-06", Severity.WARNING, Source.CONVENTION, N_("Trop peu de questions sur un objectif, dans un test final"))
def enough_questions(course: Course, limits: Limits) -> Iterator[Remark]:
    """One question answered well may be luck."""
    for subject, _minutes, quiz in quizzes(course):
        if quiz.purpose is not Purpose.SUMMATIVE:
            continue
        asked = Counter(q.objective for q in questions_of_quiz(course, quiz) if q.objective)
        for key, count in asked.items():
            if count < limits.questions_per_objective:
                message = _("Test de {subject} : {count} question sur {key} ; il en faut {least} pour juger.").format(
                    subject=subject, count=count, key=key, least=limits.questions_per_objective
                )
                yield Remark(quiz.where, message, _("Ajoutez-en, ou retirez cet objectif du test."), subject)


@rule("EVA-07", Severity.WARNING, Source.CONVENTION, N_("Temps du test sans rapport avec ses questions"))
def fair_time(course: Course, limits: Limits) -> Iterator[Remark]:
    """Minutes for the questions asked, in a test that counts or situates: one or two for a closed question.

    In any test, no more questions than one sitting bears.
    """
    for subject, step_minutes, quiz in quizzes(course):
        minutes = quiz.minutes_limit or step_minutes
        asked = list(questions_of_quiz(course, quiz))
        if len(asked) > limits.sitting_questions:
            yield _too_long(quiz, subject, len(asked), limits)
        if not asked or not minutes or quiz.purpose is Purpose.FORMATIVE:
            continue
        least = limits.question_minutes_least * len(asked)
        most = sum(_most_minutes(q, limits) for q in asked) * max(1, quiz.attempts) + limits.test_setup_minutes
        if not least <= minutes <= most:
            message = ngettext(
                "Test de {subject} : {minutes} min pour {count} question ; prévoyez de {least} à {most} min.",
                "Test de {subject} : {minutes} min pour {count} questions ; prévoyez de {least} à {most} min.",
                len(asked),
            )
            said = message.format(
                subject=subject, minutes=minutes, count=len(asked), least=round(least), most=round(most)
            )
            yield Remark(quiz.where, said, _("Changez la durée, ou le nombre de questions."), subject)


def _too_long(quiz: Quiz, subject: str, count: int, limits: Limits) -> Remark:
    message = _("Test de {subject} : {count} questions ; {most} au plus en une séance.")
    said = message.format(subject=subject, count=count, most=limits.sitting_questions)
    return Remark(quiz.where, said, _("Faites-en plusieurs tests, ou tirez moins de questions de la banque."), subject)


def _most_minutes(question: Question, limits: Limits) -> float:
    if question.type in _LONG_ANSWERS:
        return limits.written_minutes_most
    long = question.case_study or question.type in _CALCULATED
    return limits.question_minutes_most * (2 if long else 1)


@rule("EVA-08", Severity.WARNING, Source.NORM, N_("Ni seconde chance ni remédiation"))
def second_chance(course: Course, _limits: Limits) -> Iterator[Remark]:
    """Who fails learns what to do next: try again, or be helped."""
    told = folded(f"{course.evaluation.success_rule} {course.delivery.how_it_works}")
    again = any(q.purpose is Purpose.SUMMATIVE and q.attempts > 1 for _s, _m, q in quizzes(course))
    if not course.evaluation.second_chance.strip() and not again and not _SECOND_CHANCE.search(told):
        message = _("Rien n'est prévu pour qui échoue.")
        remedy = _("Ajoutez « seconde_chance: » : quoi reprendre, dans quel délai, avec quelle aide.")
        yield Remark(course.evaluation.where.at("success_rule"), message, remedy)


@rule("EVA-12", Severity.ERROR, Source.CONVENTION, N_("Corrigé visible des participants"))
def hidden_keys(course: Course, limits: Limits) -> Iterator[Remark]:
    """The brief of work that counts gives the answer away, or a page quotes a model answer."""
    yield from _answers_in_briefs(course)
    index = indexed(_model_answers(course, limits))
    for read, line, spoken in spoken_on_pages(course) if index else ():
        for question in found_in(spoken, index):
            message = _("Le corrigé de la question {id} est recopié ici.").format(id=question.id)
            remedy = _("Gardez-le dans « corrige: », que seule l'équipe voit.")
            yield Remark(read.at(line), message, remedy, question.id)


def _model_answers(course: Course, limits: Limits) -> Iterator[tuple[Question, tuple[str, ...]]]:
    """How each model answer begins, when it is long enough to be known again."""
    for question in course.questions():
        told = lower_words(plain(question.model_answer))
        if len(told) >= limits.copied_key_words:
            yield question, told[: limits.copied_key_words]


def _answers_in_briefs(course: Course) -> Iterator[Remark]:
    """Headings like « Corrigé » in the text of graded work."""
    graded = _graded_subjects(course)
    for read in learner_reading(course):
        for heading in read.prose.headings() if read.text.subject in graded else ():
            if _ANSWERS_TITLE.match(folded(heading.text)):
                message = _("« {title} » : la consigne d'un travail noté donne sa réponse.").format(title=heading.text)
                remedy = _("Passez-le dans le guide de correction.")
                yield Remark(read.at(heading.line), message, remedy, read.text.subject)


def _graded_subjects(course: Course) -> set[str]:
    """What the texts of work that counts are about: the path of a file, or an id when written in place."""
    found = set()
    for assessment in course.evaluation.assessments:
        for activity in activities_of(course, assessment) if assessment.weight_percent > 0 else ():
            if isinstance(activity, Assignment | Quiz) and activity.body:
                found |= {activity.body.path} if activity.body.path else {assessment.id, *assessment.steps}
    return found
