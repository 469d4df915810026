"""QCM: questions that measure what they say (guidelines of Haladyna, Downing & Rodriguez, 2002)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from methodology.course import Course
from methodology.findings import Severity
from methodology.i18n import N_, ngettext
from methodology.i18n import gettext as _
from methodology.questions import Bank, Question, QuestionType
from methodology.readability import words
from methodology.rules.material import plain
from methodology.rules.parameters import Limits
from methodology.rules.registry import Remark, Source, rule
from methodology.workings import asks

_FULL_MARK = 100.0
_WITH_CHOICES = (QuestionType.SINGLE, QuestionType.MULTIPLE)
_ALL_OF_THEM = re.compile(
    r"^\W*toutes (?:les|ces) (?:réponses|propositions|affirmations)"
    r"(?: (?:ci-dessus|précédentes|sont|proposées|à la fois)\b.*)?\W*$",
    re.IGNORECASE,
)
_NONE_OF_THEM = re.compile(
    r"^\W*aucune? (?:(?:de |d[’'])?(?:ces|des|autres?) )?(?:réponses?|propositions?|affirmations?|choix)\b.{0,25}$",
    re.IGNORECASE,
)


def _remark(question: Question, message: str, remedy: str, field: str = "", severity: Severity | None = None) -> Remark:
    said = _("Question {id} : {message}").format(id=question.id, message=message)
    where = question.where.at(field) if field else question.where
    return Remark(where, said, remedy, question.id, severity)


def _with_choices(course: Course) -> Iterator[Question]:
    return (question for question in course.questions() if question.type in _WITH_CHOICES)


@rule(
    "QCM-01",
    Severity.ERROR,
    Source.RESEARCH,
    N_("Bonne réponse absente, ou en nombre incohérent avec le type"),
)
def right_answers(course: Course, _limits: Limits) -> Iterator[Remark]:
    """Each type has the right answers it needs to be marked."""
    for question in course.questions():
        wrong = _ANSWER_FAULTS.get(question.type, _no_fault)(question)
        if wrong:
            message, remedy = wrong
            yield _remark(question, message, remedy)


def _single_fault(question: Question) -> tuple[str, str] | None:
    right = sum(choice.correct for choice in question.choices)
    if right == 1:
        return None
    message = ngettext(
        "{count} réponse juste, quand « choix_unique » en veut une seule.",
        "{count} réponses justes, quand « choix_unique » en veut une seule.",
        right,
    )
    return message.format(count=right), _("Mettez « juste: oui » à une seule réponse, ou changez de type.")


def _multiple_fault(question: Question) -> tuple[str, str] | None:
    right = sum(choice.correct for choice in question.choices)
    if 0 < right < len(question.choices):
        return None
    message = _("aucune réponse n'est juste.") if right == 0 else _("toutes les réponses sont justes.")
    return message, _("Mettez « juste: oui » aux bonnes réponses, et à elles seules.")


def _true_false_fault(question: Question) -> tuple[str, str] | None:
    if question.correct is not None:
        return None
    return _("rien ne dit si l'affirmation est vraie ou fausse."), _("Ajoutez « juste: oui » ou « juste: non ».")


def _match_fault(question: Question) -> tuple[str, str] | None:
    if len(question.pairs) >= 2:
        return None
    return _("un appariement veut au moins deux paires."), _("Complétez « paires ».")


def _number_fault(question: Question) -> tuple[str, str] | None:
    given = question.number is not None or _has_full_marks(question)
    return None if given else (_("le nombre attendu manque."), _("Ajoutez « reponse: »."))


def _short_fault(question: Question) -> tuple[str, str] | None:
    given = question.accepted or _has_full_marks(question)
    return None if given else (_("aucune réponse n'est acceptée."), _("Ajoutez « reponses: »."))


def _formula_fault(question: Question) -> tuple[str, str] | None:
    if not question.formulas or any(formula.percent >= _FULL_MARK for formula in question.formulas):
        return None  # without any formula: LIR-29
    if question.multiple and sum(formula.percent > 0 for formula in question.formulas):
        return None
    return _("aucune formule ne vaut tous les points."), _("Retirez « part_pct » de la formule juste.")


def _has_full_marks(question: Question) -> bool:
    """A right answer may stand among the graded ones, with a tolerance or a feedback of its own."""
    return any(answer.percent >= _FULL_MARK for answer in question.graded)


def _no_fault(_question: Question) -> tuple[str, str] | None:
    return None


_ANSWER_FAULTS = {
    QuestionType.SINGLE: _single_fault,
    QuestionType.MULTIPLE: _multiple_fault,
    QuestionType.TRUE_FALSE: _true_false_fault,
    QuestionType.MATCH: _match_fault,
    QuestionType.NUMERICAL: _number_fault,
    QuestionType.SHORT_ANSWER: _short_fault,
    QuestionType.CALCULATED: _formula_fault,
    QuestionType.CALCULATED_SIMPLE: _formula_fault,
    QuestionType.CALCULATED_CHOICE: _formula_fault,
}


@rule("QCM-02", Severity.WARNING, Source.RESEARCH, N_("Trop ou trop peu de choix"))
def number_of_choices(course: Course, limits: Limits) -> Iterator[Remark]:
    """Three plausible choices are enough; more than five are read without being weighed."""
    for question in _with_choices(course):
        count = len(question.choices)
        if not limits.choices_least <= count <= limits.choices_most:
            message = ngettext(
                "{count} choix ; de {low} à {high} suffisent.",
                "{count} choix ; de {low} à {high} suffisent.",
                count,
            ).format(count=count, low=limits.choices_least, high=limits.choices_most)
            yield _remark(question, message, _("Gardez les choix plausibles, tirés d'erreurs réelles."), "choices")


@rule("QCM-03", Severity.WARNING, Source.RESEARCH, N_("Choix « toutes les réponses »"))
def all_of_them(course: Course, _limits: Limits) -> Iterator[Remark]:
    """Knowing that two answers are right gives the third away."""
    remedy = _("Remplacez-le par un vrai choix, ou passez à « choix_multiple ».")
    yield from _choices_like(course, _ALL_OF_THEM, remedy)


@rule("QCM-04", Severity.WARNING, Source.RESEARCH, N_("Choix « aucune de ces réponses »"))
def none_of_them(course: Course, _limits: Limits) -> Iterator[Remark]:
    """Choosing it shows that one knows what is wrong, not what is right."""
    yield from _choices_like(course, _NONE_OF_THEM, _("Remplacez-le par un vrai choix, plausible et faux."))


def _choices_like(course: Course, pattern: re.Pattern[str], remedy: str) -> Iterator[Remark]:
    for question in _with_choices(course):
        for choice in question.choices:
            if pattern.match(plain(choice.text)):
                message = _("Question {id} : le choix « {text} » ne mesure pas ce que la personne sait.").format(
                    id=question.id, text=plain(choice.text)
                )
                yield Remark(choice.where.at("text"), message, remedy, question.id)


@rule("QCM-06", Severity.WARNING, Source.RESEARCH, N_("La bonne réponse se devine à sa longueur"))
def longest_is_right(course: Course, limits: Limits) -> Iterator[Remark]:
    """The right choice is much longer than the others, in one question or as a habit of the bank."""
    for question in course.questions():
        if question.type is not QuestionType.SINGLE or len(question.choices) < 2:
            continue
        right, others = _right_and_others(question)
        if len(right) == 1 and others and _stands_out(right[0], others, limits):
            message = _("la bonne réponse est bien plus longue que les autres : elle se devine.")
            yield _remark(question, message, _("Raccourcissez-la, ou étoffez les autres choix."), "choices")
    for bank in course.banks:
        share = _longest_percent(bank, limits)
        if share > limits.bias_percent:
            message = _("Banque {name} : la bonne réponse est la plus longue {share} fois sur cent.").format(
                name=bank.name, share=round(share)
            )
            yield Remark(bank.where, message, _("Équilibrez la longueur des choix."), bank.name)


def _longest_percent(bank: Bank, limits: Limits) -> float:
    """How often the right answer is clearly the longest, in percent; 0 for a bank too small to have a habit."""
    asked = [_right_and_others(question) for question in bank.questions if question.type is QuestionType.SINGLE]
    lengths = [(len(right[0]), max(map(len, others))) for right, others in asked if len(right) == 1 and others]
    if len(lengths) < limits.bias_questions:
        return 0.0
    return 100 * sum(right > limits.bias_margin * longest for right, longest in lengths) / len(lengths)


def _right_and_others(question: Question) -> tuple[list[str], list[str]]:
    right = [plain(choice.text) for choice in question.choices if choice.correct]
    return right, [plain(choice.text) for choice in question.choices if not choice.correct]


def _stands_out(right: str, others: list[str], limits: Limits) -> bool:
    mean = sum(map(len, others)) / len(others)
    long_enough = len(words(right)) >= limits.key_length_words
    return long_enough and len(right) > max(map(len, others)) and len(right) > limits.key_length_ratio * mean


@rule("QCM-16", Severity.ERROR, Source.RESEARCH, N_("Question sans rétroaction"))
def feedback(course: Course, _limits: Limits) -> Iterator[Remark]:
    """An answer is followed by an explanation: one for the question, or one for each choice."""
    for question in course.questions():
        if asks(question) and not _explains(question):
            message = _("rien n'explique la réponse : on apprend surtout de ses erreurs.")
            yield _remark(question, message, _("Ajoutez « retour: » à la question, ou à chacun de ses choix."))


def _explains(question: Question) -> bool:
    if question.feedback.strip():
        return True
    if question.type in _WITH_CHOICES:
        return bool(question.choices) and all(choice.feedback.strip() for choice in question.choices)
    if question.type is QuestionType.TRUE_FALSE:
        return bool(question.feedback_true.strip() and question.feedback_false.strip())
    return question.type is QuestionType.ESSAY and bool(question.model_answer.strip())


@rule("QCM-20", Severity.ERROR, Source.NORM, N_("Question sans niveau de Bloom"))
def level(course: Course, _limits: Limits) -> Iterator[Remark]:
    """Without a level nobody can tell whether the test reaches what the objective aims at (objective: ALI-06)."""
    for question in course.questions():
        if asks(question) and question.bloom is None:
            message = _("son niveau n'est pas déclaré : on ne peut pas le comparer à celui de l'objectif.")
            yield _remark(question, message, _("Ajoutez « bloom: » et un nombre de 1 à 6."))
