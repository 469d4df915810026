"""Questions whose parts do not go together, whatever the file they come from; and those no activity shows yet."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from methodology.course import Course
from methodology.findings import Finding
from methodology.i18n import N_, ngettext
from methodology.i18n import gettext as _
from methodology.question_formats.cloze import cloze_problem
from methodology.questions import Question, QuestionType
from methodology.reading.faults import fault, notice
from methodology.workings import questions_of_quiz, quizzes

PARTS_RULE, KEPT_RULE, REFUSED_RULE = "LIR-29", "LIR-30", "LIR-34"
SHOWN = frozenset(
    {
        QuestionType.SINGLE,
        QuestionType.MULTIPLE,
        QuestionType.TRUE_FALSE,
        QuestionType.MATCH,
        QuestionType.NUMERICAL,
        QuestionType.SHORT_ANSWER,
        QuestionType.ESSAY,
    }
)
"""The types that a course's activities show. The others go to and from Moodle's question bank."""
_GAP = re.compile(r"\[\[(\d+)\]\]")
_VARIABLE = re.compile(r"\{([A-Za-z][^{}<>\s*/]*)\}")
_UNSHOWN_FIELDS: Mapping[str, str] = MappingProxyType(
    {
        "graded": N_("les réponses notées à part"),
        "units": N_("les autres unités"),
        "unit_rule": N_("la règle des unités"),
        "essay": N_("les réglages de la copie"),
        "combined": N_("les retours globaux"),
        "hints": N_("les indices"),
        "penalty_percent": N_("la pénalité"),
        "numbering": N_("la numérotation des choix"),
        "standard_instruction": N_("la consigne de Moodle"),
        "category": N_("les catégories de la banque"),
        "tags": N_("les autres étiquettes"),
    }
)
_PLAIN = Question(id="", type=QuestionType.SINGLE, text="")
Problem = tuple[str, str, str]


def soundness_faults(course: Course) -> Iterator[Finding]:
    """Every question whose parts don't fit, then what the course's tests can't show."""
    media = {f"medias/{file.name}" for file in course.media}
    for question in course.questions():
        for field, message, remedy in _problems(question, media):
            said = _("{question} : {problem}").format(question=question.id, problem=message)
            yield fault(PARTS_RULE, question.where.at(field), said, remedy, question.id)
    yield from _unshown(course)


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


def _order(question: Question) -> Iterator[Problem]:
    if len(question.items) < 2:
        yield "items", _("il faut au moins deux éléments à ordonner."), _("Ajoutez-en à « a_ordonner: ».")


def _formulas(question: Question) -> Iterator[Problem]:
    known = {variable.name for variable in question.variables}
    written = " ".join((question.text, *(formula.text for formula in question.formulas)))
    for name in sorted(set(_VARIABLE.findall(written)) - known):
        message = _("la variable {{{name}}} n'est pas définie.").format(name=name)
        yield "formulas", message, _("Ajoutez-la à « variables: », ou corrigez son nom.")
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


def _unshown(course: Course) -> Iterator[Finding]:
    """A test that asks what no activity shows is an error; what only Moodle's own bank keeps is told, once a bank."""
    asked = {q.id: subject for subject, _minutes, quiz in quizzes(course) for q in questions_of_quiz(course, quiz)}
    for bank in course.banks:
        kept: dict[str, list[Question]] = {}
        for question in bank.questions:
            if question.type not in SHOWN and question.id in asked:
                yield _refused(question, asked[question.id])
            for name in _left_out(question, question.id in asked):
                kept.setdefault(name, []).append(question)
        yield from (_told(name, questions) for name, questions in kept.items())


def _left_out(question: Question, asked: bool) -> Iterator[str]:
    """What the course does not show of a question: the whole of it (its type), or fields of one that a test asks."""
    if question.type not in SHOWN:
        yield from () if asked else ("type",)
    elif asked:
        yield from (name for name in _UNSHOWN_FIELDS if getattr(question, name) != getattr(_PLAIN, name))


def _refused(question: Question, subject: str) -> Finding:
    message = _("{id} : le test de {subject} ne sait pas encore montrer une question « {type} ».").format(
        id=question.id, subject=subject, type=question.type.value
    )
    remedy = _("Retirez-la du test ; « coursegen build --only moodlexml » l'emporte vers la banque de Moodle.")
    return fault(REFUSED_RULE, question.where.at("type"), message, remedy, question.id)


def _told(name: str, questions: list[Question]) -> Finding:
    first = questions[0]
    if name == "type":
        message = _("{id} : le cours ne montre pas encore les questions « {type} ».")
        said = message.format(id=first.id, type=first.type.value)
    else:
        said = _("{id} : le cours ne montre pas encore {what}.").format(id=first.id, what=_(_UNSHOWN_FIELDS[name]))
    others = len(questions) - 1
    if others:
        more = ngettext("{n} autre question est dans ce cas.", "{n} autres questions sont dans ce cas.", others)
        said += " " + more.format(n=others)
    remedy = _("« coursegen build --only moodlexml » emporte tout vers la banque de Moodle.")
    return notice(KEPT_RULE, first.where.at(name), said, remedy)
