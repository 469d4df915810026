"""Questions whose parts do not go together, whatever the file they come from; and those that no test can ask."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from methodology.course import Course
from methodology.findings import Finding
from methodology.i18n import gettext as _
from methodology.i18n import ngettext
from methodology.question_formats.cloze import cloze_problem
from methodology.question_formats.formulas import expressions_in, formula_problem
from methodology.question_parts import ZoneShape
from methodology.questions import Bank, Question, QuestionType
from methodology.reading.faults import fault, notice
from methodology.workings import questions_of_quiz, quizzes

PARTS_RULE, KEPT_RULE, REFUSED_RULE = "LIR-29", "LIR-30", "LIR-34"
ASKED = frozenset(QuestionType) - {QuestionType.OTHER}
"""The types that a test asks. What comes from a plugin of a site goes to and from Moodle's question bank alone."""
_GAP = re.compile(r"\[\[(\d+)\]\]")
_VARIABLE = re.compile(r"\{([A-Za-z][^{}<>\s*/]*)\}")
_COORDINATES: Mapping[ZoneShape, re.Pattern[str]] = MappingProxyType(
    {
        ZoneShape.CIRCLE: re.compile(r"\d+,\d+;\d+"),
        ZoneShape.RECTANGLE: re.compile(r"\d+,\d+;\d+,\d+"),
        ZoneShape.POLYGON: re.compile(r"\d+,\d+(?:;\d+,\d+){2,}"),
    }
)
Problem = tuple[str, str, str]


def soundness_faults(course: Course) -> Iterator[Finding]:
    """Every question whose parts don't fit, then what the course's tests can't ask."""
    media = {f"medias/{file.name}" for file in course.media}
    for question in course.questions():
        for field, message, remedy in _problems(question, media):
            said = _("{question} : {problem}").format(question=question.id, problem=message)
            yield fault(PARTS_RULE, question.where.at(field), said, remedy, question.id)
    yield from _short_of_answers(course)
    yield from _unasked(course)


def _problems(question: Question, media: set[str]) -> Iterator[Problem]:
    judge = _JUDGES.get(question.type)
    if judge is not None:
        yield from judge(question)
    pictures = [question.image, *(item.image for item in question.drags)]
    for path in filter(None, pictures):
        if path not in media:
            message = _("l'image « {path} » n'est pas dans le dossier.").format(path=path)
            yield "image", message, _("Ajoutez-la dans medias/, ou corrigez le chemin.")


def _gaps(question: Question) -> Iterator[Problem]:
    numbers = [int(number) for number in _GAP.findall(question.text)]
    if not numbers:
        yield "text", _("l'énoncé n'a aucun trou."), _("Écrivez [[1]] à la place du premier mot manquant.")
    for number in numbers:
        if not 1 <= number <= len(question.words):
            message = _("le trou [[{n}]] n'a pas de mot : la liste en a {count}.")
            yield "text", message.format(n=number, count=len(question.words)), _("Ajoutez le mot, ou corrigez le trou.")


def _places(question: Question) -> Iterator[Problem]:
    if not question.image:
        yield "image", _("l'image du fond manque."), _("Ajoutez « image: medias/… ».")
    for item in (*(drop.item for drop in question.drops), *(zone.item for zone in question.zones)):
        if not 0 <= item <= len(question.drags):
            message = _("l'élément {n} n'existe pas : la liste en a {count}.").format(n=item, count=len(question.drags))
            yield "drags", message, _("Corrigez son numéro, à partir de 1.")

    for zone in question.zones:
        if not _COORDINATES[zone.shape].fullmatch(zone.coordinates.replace(" ", "")):
            message = _("« {text} » ne donne pas les coordonnées d'une zone « {shape} ».")
            said = message.format(text=zone.coordinates[:40], shape=zone.shape.value)
            yield "zones", said, _("Écrivez « 120,80;15 » (cercle) ou « 10,10;60,40 » (rectangle).")
    if not question.drags or not (question.drops or question.zones):
        yield (
            "drags",
            _("il faut un élément à placer, et sa place."),
            _("Complétez « elements » et « cibles » ou « zones »."),
        )


def _order(question: Question) -> Iterator[Problem]:
    if len(question.items) < 2:
        yield "items", _("il faut au moins deux éléments à ordonner."), _("Ajoutez-en à « a_ordonner: ».")


def _formulas(question: Question) -> Iterator[Problem]:
    known = {variable.name for variable in question.variables}
    written = " ".join((question.text, *(formula.text for formula in question.formulas)))
    for name in sorted(set(_VARIABLE.findall(written)) - known):
        message = _("la variable {{{name}}} n'est pas définie.").format(name=name)
        yield "formulas", message, _("Ajoutez-la à « variables: », ou corrigez son nom.")
    choices = question.type is QuestionType.CALCULATED_CHOICE
    worked = [part for f in question.formulas for part in (expressions_in(f.text) if choices else [f.text])]
    for problem in filter(None, map(formula_problem, (text for text in worked if text.strip() != "*"))):
        message = _("« {what} » ne fait pas partie des formules de Moodle.").format(what=problem)
        yield "formulas", message, _("Employez + - * / % **, sqrt, round, min, max, log, sin…")
    if not question.formulas:
        yield "formulas", _("aucune formule n'est donnée."), _("Ajoutez « formules: ».")


def _cloze(question: Question) -> Iterator[Problem]:
    problem = cloze_problem(question.text)
    if problem:
        yield "text", problem, _("Écrivez par exemple {1:SHORTANSWER:=Lomé} ou {1:MULTICHOICE:=oui~non}.")


_JUDGES: Mapping[QuestionType, Callable[[Question], Iterator[Problem]]] = MappingProxyType(
    {
        QuestionType.GAP_SELECT: _gaps,
        QuestionType.DRAG_INTO_TEXT: _gaps,
        QuestionType.DRAG_ONTO_IMAGE: _places,
        QuestionType.MARKERS: _places,
        QuestionType.ORDERING: _order,
        QuestionType.CALCULATED: _formulas,
        QuestionType.CALCULATED_SIMPLE: _formulas,
        QuestionType.CALCULATED_CHOICE: _formulas,
        QuestionType.CLOZE: _cloze,
    }
)


def _short_of_answers(course: Course) -> Iterator[Finding]:
    """A matching at random draws from the short answers of its category."""
    for bank in course.banks:
        for question in bank.questions:
            if question.type is QuestionType.RANDOM_MATCH and len(drawn_from(question, bank)) < max(2, question.choose):
                message = _("{id} : tire {wanted} réponses courtes, et sa catégorie en a {count}.").format(
                    id=question.id, wanted=max(2, question.choose), count=len(drawn_from(question, bank))
                )
                remedy = _("Ajoutez-en dans la même « categorie », ou baissez « nombre ».")
                yield fault(PARTS_RULE, question.where.at("choose"), message, remedy, question.id)


def drawn_from(question: Question, bank: Bank) -> tuple[Question, ...]:
    """The short answers of its category - and of those below it when it says so - that a matching at random uses."""
    below = f"{question.category}/" if question.category else ""
    return tuple(
        one
        for one in bank.questions
        if one.type is QuestionType.SHORT_ANSWER
        and (one.category == question.category or (question.subcategories and one.category.startswith(below)))
    )


def _unasked(course: Course) -> Iterator[Finding]:
    """A test that asks what no test can is an error; what only Moodle's own bank keeps is told, once a bank."""
    asked = {q.id: subject for subject, _minutes, quiz in quizzes(course) for q in questions_of_quiz(course, quiz)}
    for bank in course.banks:
        foreign = [question for question in bank.questions if question.type not in ASKED]
        yield from (_refused(question, asked[question.id]) for question in foreign if question.id in asked)
        kept = [question for question in foreign if question.id not in asked]
        if kept:
            yield _told(kept)


def _refused(question: Question, subject: str) -> Finding:
    message = _("{id} : le test de {subject} ne sait pas poser une question d'un greffon de Moodle ({plugin}).").format(
        id=question.id, subject=subject, plugin=question.plugin or question.type.value
    )
    remedy = _("Retirez-la du test ; « coursegen build --only moodlexml » l'emporte vers la banque de Moodle.")
    return fault(REFUSED_RULE, question.where.at("type"), message, remedy, question.id)


def _told(questions: list[Question]) -> Finding:
    first = questions[0]
    said = _(
        "{id} : une question d'un greffon de Moodle ({plugin}) ne peut pas être posée par un test du cours."
    ).format(id=first.id, plugin=first.plugin or first.type.value)
    others = len(questions) - 1
    if others:
        more = ngettext("{n} autre question est dans ce cas.", "{n} autres questions sont dans ce cas.", others)
        said += " " + more.format(n=others)
    remedy = _("« coursegen build --only moodlexml » emporte tout vers la banque de Moodle.")
    return notice(KEPT_RULE, first.where.at("type"), said, remedy)
