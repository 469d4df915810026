"""PLA: titles, questionnaires and questions within what the columns and forms of the platform take."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from methodology.activities.book import Book
from methodology.activities.wiki import Wiki
from methodology.course import Course
from methodology.evaluation import ItemType, Survey, SurveyItem
from methodology.findings import Severity, Where
from methodology.i18n import N_
from methodology.i18n import gettext as _
from methodology.prose import read_prose
from methodology.question_formats.fractions import nearest_percent, percents_of, same_percent
from methodology.questions import Question, QuestionType
from methodology.rules.parameters import Limits
from methodology.rules.registry import Remark, Source, rule

_COURSE_TITLE, _TITLE, _UNIT = 254, 255, 50
_NUMBERED = 6  # « 12. » before a module's title
_SEPARATORS = ("|", ">>>>>", "<<<<<", "####")
_CHOSEN = frozenset({ItemType.CHOICE, ItemType.CHOICES})
_MARKED = frozenset({QuestionType.SINGLE, QuestionType.MULTIPLE})
_MOST_RIGHT = 10
_COMMENT = re.compile(r"<!--.*?(?:-->|$)", re.DOTALL)


@rule("PLA-11", Severity.ERROR, Source.COHERENCE, N_("Titre vide, ou trop long pour la plateforme"))
def titles_that_fit(course: Course, _limits: Limits) -> Iterator[Remark]:
    """The columns of Moodle's database: a longer title stops the restoration of the course."""
    for text, most, where, subject in _titles(course):
        if not text.strip():
            message = _("{subject} : le titre est vide.").format(subject=subject)
            yield Remark(where, message, _("Donnez-lui un titre court, qui dit ce qu'on y fait."), subject)
        elif len(text) > most:
            message = _("{subject} : ce titre compte {count} caractères ; la plateforme en admet {most}.").format(
                subject=subject, count=len(text), most=most
            )
            yield Remark(where, message, _("Raccourcissez-le ; le détail va dans le texte."), subject)


def _titles(course: Course) -> Iterator[tuple[str, int, Where, str]]:
    identity = course.identity
    yield identity.title, _COURSE_TITLE, identity.where.at("title"), identity.code
    for module in course.sequencing.modules:
        yield module.title, _TITLE - _NUMBERED, module.where.at("title"), module.id
    for sequence in course.sequencing.sequences():
        yield sequence.title, _TITLE, sequence.where.at("title"), sequence.id
        for step in sequence.steps:
            yield step.title, _TITLE, step.where.at("title"), f"{sequence.id}/{step.id}"
    yield from _titles_of_activities(course)
    for assessment in course.evaluation.assessments:
        yield assessment.title, _TITLE - len(assessment.id) - 2, assessment.where.at("title"), assessment.id
    for survey in course.evaluation.surveys:
        yield survey.title, _TITLE, survey.where.at("title"), survey.id
    for rubric in course.evaluation.rubrics:
        yield rubric.title, _TITLE, rubric.where.at("title"), rubric.id
    for question in course.questions():
        if question.title:
            yield question.title, _TITLE, question.where.at("title"), question.id


def _titles_of_activities(course: Course) -> Iterator[tuple[str, int, Where, str]]:
    """The titles that are within an activity: chapters, the first page of a wiki."""
    steps = ((f"{sequence.id}/{step.id}", step.activity) for sequence, step in course.sequencing.steps())
    own = ((assessment.id, assessment.activity) for assessment in course.evaluation.assessments)
    for subject, activity in (*steps, *own):
        if isinstance(activity, Wiki):
            yield activity.first_page, _TITLE, activity.where.at("first_page"), subject
        elif isinstance(activity, Book) and activity.body:
            for heading in read_prose(activity.body.markdown).headings():
                if heading.level == 1 and len(heading.text) > _TITLE:
                    yield heading.text, _TITLE, activity.where.at("body"), subject


@rule("PLA-12", Severity.ERROR, Source.COHERENCE, N_("Questionnaire que la plateforme ne peut pas poser"))
def sound_surveys(course: Course, _limits: Limits) -> Iterator[Remark]:
    """Options without the signs Moodle separates them with; items with a text and a name of their own."""
    for survey in course.evaluation.surveys:
        if all(item.type is ItemType.INFORMATION for item in survey.items):
            message = _("Questionnaire {id} : il ne pose aucune question.").format(id=survey.id)
            yield Remark(survey.where, message, _("Ajoutez au moins une question sous « items: »."), survey.id)
        for item in survey.items:
            for message, remedy, field in _item_faults(course, item):
                said = _("Questionnaire {survey}, {item} : {message}").format(
                    survey=survey.id, item=item.id, message=message
                )
                yield Remark(item.where.at(field), said, remedy, item.id)
        yield from _same_keys(course, survey)


def _item_faults(course: Course, item: SurveyItem) -> Iterator[tuple[str, str, str]]:
    """What is wrong with an item, how to mend it, in which field."""
    asked = [item.text]
    if item.per_objective:
        asked = [item.text.replace("{objectif}", objective.statement) for objective in course.objectives.objectives]
    if item.type is not ItemType.INFORMATION and not item.text.strip():
        yield _("la question est vide."), _("Écrivez-la, ou retirez cette ligne."), "text"
    elif item.type is not ItemType.INFORMATION and max(map(len, asked), default=0) > _TITLE:
        message = _("la question compte {count} caractères ; la plateforme en admet {most}.")
        remedy = _("Raccourcissez-la ; mettez l'explication dans un item « information ».")
        yield message.format(count=max(map(len, asked)), most=_TITLE), remedy, "text"
    few = len(item.options) < 2
    if few and (item.type in _CHOSEN or (item.type is ItemType.SCALE and item.options)):
        yield _("il faut au moins deux réponses à choisir."), _("Complétez « choix: »."), "options"
    for option in item.options:
        signs = [sign for sign in _SEPARATORS if sign in option]
        if signs or not option.strip():
            message = _("l'option « {option} » est vide, ou contient un signe que la plateforme se réserve ({signs}).")
            said = message.format(option=option, signs=" ".join(signs) or "|")
            yield said, _("Réécrivez-la sans ce signe : « ou » plutôt que « | »."), "options"


def _same_keys(course: Course, survey: Survey) -> Iterator[Remark]:
    """Items that would bear one name once those asked for each objective are unfolded."""
    objectives = [objective.id for objective in course.objectives.objectives]
    names = [f"{i.id}-{key}" for i in survey.items if i.per_objective for key in objectives]
    taken = Counter([*names, *(item.id for item in survey.items if not item.per_objective)])
    for item in survey.items:
        if not item.per_objective and taken[item.id] > 1 and item.id in names:
            message = _("Questionnaire {survey} : « {id} » est aussi le nom d'une question posée par objectif.").format(
                survey=survey.id, id=item.id
            )
            yield Remark(item.where.at("id"), message, _("Donnez-lui un autre « id »."), item.id)


@rule("PLA-13", Severity.ERROR, Source.COHERENCE, N_("Question que la plateforme refuserait"))
def questions_that_import(course: Course, _limits: Limits) -> Iterator[Remark]:
    """Shares of the mark from Moodle's own list, no empty text, answers within its columns."""
    for question in course.questions():
        for message, remedy, field in _question_faults(question):
            said = _("Question {id} : {message}").format(id=question.id, message=message)
            yield Remark(question.where.at(field), said, remedy, question.id)


def _is_blank(markdown: str) -> bool:
    """Whether nothing of it would show: comments don't."""
    return not _COMMENT.sub("", markdown).strip()


def _question_faults(question: Question) -> Iterator[tuple[str, str, str]]:
    if _is_blank(question.text):
        yield _("l'énoncé est vide."), _("Écrivez-le."), "text"
    if question.type in _MARKED:
        yield from _choice_faults(question)
    if question.type is QuestionType.MATCH:
        yield from _pair_faults(question)
    if question.type is QuestionType.SHORT_ANSWER and not all(word.strip() for word in question.accepted):
        yield _("une réponse acceptée est vide."), _("Écrivez-la, ou retirez-la."), "accepted"
    if len(question.unit) > _UNIT:
        message = _("l'unité compte {count} caractères ; la plateforme en admet {most}.")
        yield message.format(count=len(question.unit), most=_UNIT), _("Abrégez-la."), "unit"


def _choice_faults(question: Question) -> Iterator[tuple[str, str, str]]:
    if len(question.choices) < 2:
        yield _("il faut au moins deux choix."), _("Ajoutez des choix plausibles."), "choices"
        return
    if any(_is_blank(choice.text) for choice in question.choices):
        yield _("un choix est vide."), _("Écrivez-le, ou retirez-le."), "choices"
    rights = sum(choice.correct for choice in question.choices)
    if question.type is QuestionType.MULTIPLE and rights > _MOST_RIGHT:
        message = _("{count} réponses justes ; la plateforme sait en noter {most} au plus.")
        said = message.format(count=rights, most=_MOST_RIGHT)
        yield said, _("Faites-en deux questions."), "choices"
    elif rights:
        yield from _share_faults(question, percents_of(question.type, question.choices))


def _share_faults(question: Question, percents: Sequence[float]) -> Iterator[tuple[str, str, str]]:
    """Shares that Moodle has no name for, or that don't make a whole mark."""
    odd = [percent for percent in percents if not same_percent(percent, nearest_percent(percent))]
    for percent in dict.fromkeys(odd):
        message = _("une réponse y vaut {percent} % des points, une part que la plateforme ne connaît pas.")
        remedy = _("Écrivez « part_pct: {near} », ou changez le nombre de choix.")
        yield message.format(percent=f"{percent:.3g}"), remedy.format(near=f"{nearest_percent(percent):g}"), "choices"
    several = question.type is QuestionType.MULTIPLE
    whole = sum(p for p in percents if p > 0) if several else max(percents)
    if not odd and abs(whole - 100) > 1:
        message = _("ses bonnes réponses valent {percent} % des points, au lieu de 100 %.")
        yield message.format(percent=f"{whole:g}"), _("Corrigez les parts des réponses justes."), "choices"


def _pair_faults(question: Question) -> Iterator[tuple[str, str, str]]:
    answers = [*(pair.right for pair in question.pairs), *question.distractors]
    if any(_is_blank(pair.left) or _is_blank(pair.right) for pair in question.pairs):
        yield _("une paire a un côté vide."), _("Complétez-la, ou retirez-la."), "pairs"
    if len(question.pairs) >= 2 and len(set(answers)) < 3:
        message = _("un appariement veut au moins trois réponses différentes, leurres compris.")
        yield message, _("Ajoutez une paire, ou un « leurres: »."), "pairs"
    if max(map(len, answers), default=0) > _TITLE:
        message = _("une réponse à associer compte plus de {most} caractères.").format(most=_TITLE)
        yield message, _("Raccourcissez-la."), "pairs"
