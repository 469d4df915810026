"""QCM: questions whose answer shows in their wording, in one another, or on a page of the course."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from methodology.course import Course
from methodology.findings import Severity
from methodology.i18n import N_
from methodology.i18n import gettext as _
from methodology.questions import Bank, Question, QuestionType
from methodology.readability import words
from methodology.rules.material import (
    as_written,
    folded,
    found_in,
    indexed,
    lower_words,
    plain,
    plain_words,
    spoken_on_pages,
)
from methodology.rules.parameters import Limits
from methodology.rules.registry import Remark, Source, rule

_ABSOLUTE = re.compile(
    r"\b(?:toujours|jamais|uniquement|exclusivement|obligatoirement|systematiquement|absolument|forcement|en aucun cas"
    r"|dans tous les cas|sans exception)\b"
)
_ARTICLE_AT_END = re.compile(
    r"\b(?:un|une|le|la|les|des|du|cette|cet)\s*(?:…|\.{3}|:|_+|\?)?\s*$|\b[ld]['’]\s*(?:…|\.{3})?\s*$", re.IGNORECASE
)
_LETTERS_OF_STEM = 6  # what words of one family share


def _remark(question: Question, message: str, remedy: str, field: str = "text") -> Remark:
    said = _("Question {id} : {message}").format(id=question.id, message=message)
    return Remark(question.where.at(field), said, remedy, question.id)


def _single(course: Course) -> Iterator[Question]:
    return (q for q in course.questions() if q.type is QuestionType.SINGLE and len(q.choices) > 1)


@rule("QCM-07", Severity.WARNING, Source.RESEARCH, N_("Mot absolu qui dénonce les mauvais choix"))
def absolute_words(course: Course, _limits: Limits) -> Iterator[Remark]:
    """« Toujours », « jamais » … in wrong choices only: who knows tests crosses them out. Or in a false statement."""
    for question in course.questions():
        if question.type is QuestionType.TRUE_FALSE and question.correct is False:
            word = _absolute_word(question.text)
        else:
            word = _absolute_in_wrong_choices(question)
        if word:
            message = _("« {word} » ne se trouve que dans ce qui est faux : cela se devine.").format(word=word)
            yield _remark(question, message, _("Retirez ce mot, ou employez-le aussi dans ce qui est juste."))


def _absolute_word(markdown: str) -> str:
    """The first absolute word, as the author wrote it; empty for none."""
    spoken = plain(markdown)
    found = _ABSOLUTE.search(folded(spoken))
    return as_written(spoken, found) if found else ""


def _absolute_in_wrong_choices(question: Question) -> str:
    """The word, when every wrong choice has such a word and the right one has none."""
    if question.type is not QuestionType.SINGLE:
        return ""
    right = [_absolute_word(choice.text) for choice in question.choices if choice.correct]
    wrong = [_absolute_word(choice.text) for choice in question.choices if not choice.correct]
    return wrong[0] if wrong and all(wrong) and not any(right) else ""


@rule("QCM-08", Severity.INFO, Source.RESEARCH, N_("Mots de l'énoncé repris dans la seule bonne réponse"))
def echoed_words(course: Course, limits: Limits) -> Iterator[Remark]:
    """Several long words of the stem that only the right answer takes up."""
    for question in _single(course):
        right = {word for c in question.choices if c.correct for word in _families(plain(c.text), limits)}
        wrong = {word for c in question.choices if not c.correct for word in _families(plain(c.text), limits)}
        echoed = (right - wrong) & _families(plain(question.text), limits)
        if len(echoed) >= limits.clue_words:
            listed = ", ".join(f"{word}…" for word in sorted(echoed))
            message = _("la bonne réponse est seule à reprendre les mots de l'énoncé ({words}).").format(words=listed)
            yield _remark(question, message, _("Reprenez-les dans un autre choix, ou changez-les."), "choices")


def _families(text: str, limits: Limits) -> set[str]:
    """The beginnings of its long words, names apart."""
    long = (word for word in words(text) if len(word) >= limits.clue_letters and word.islower())
    return {folded(word)[:_LETTERS_OF_STEM] for word in long}


@rule("QCM-09", Severity.WARNING, Source.RESEARCH, N_("Énoncé dont la fin s'accorde avec la réponse"))
def telling_grammar(course: Course, _limits: Limits) -> Iterator[Remark]:
    """A stem that ends on an article: its gender or number leaves fewer choices."""
    for question in course.questions():
        if question.choices and _ARTICLE_AT_END.search(plain(question.text)):
            message = _("l'énoncé finit par un article : son accord trahit la réponse.")
            yield _remark(question, message, _("Mettez l'article dans chaque choix."))


@rule("QCM-12", Severity.WARNING, Source.RESEARCH, N_("Bonne réponse souvent à la même place"))
def same_position(course: Course, limits: Limits) -> Iterator[Remark]:
    """Where the right answer stands, in the questions of a bank whose choices aren't shuffled."""
    for bank in course.banks:
        positions = Counter(_positions(bank))
        total = sum(positions.values())
        place, times = positions.most_common(1)[0] if positions else (0, 0)
        if total >= limits.bias_questions and 100 * times / total > limits.position_percent:
            message = _("Banque {name} : la bonne réponse est {times} fois sur {total} à la place {place}.").format(
                name=bank.name, times=times, total=total, place=place + 1
            )
            yield Remark(bank.where, message, _("Retirez « melanger: non », ou changez les places."), bank.name)


def _positions(bank: Bank) -> Iterator[int]:
    for question in bank.questions:
        if question.type is QuestionType.SINGLE and not question.shuffle:
            yield from (n for n, choice in enumerate(question.choices) if choice.correct)


@rule("QCM-15", Severity.WARNING, Source.RESEARCH, N_("Mêmes mots au début de chaque choix"))
def repeated_beginning(course: Course, limits: Limits) -> Iterator[Remark]:
    """What every choice begins with belongs to the stem."""
    for question in course.questions():
        if question.type not in (QuestionType.SINGLE, QuestionType.MULTIPLE) or len(question.choices) < 2:
            continue
        shared = _shared_beginning([plain(choice.text).split() for choice in question.choices])
        if len(shared) >= limits.repeated_words:
            message = _("chaque choix commence par « {words} ».").format(words=" ".join(shared))
            yield _remark(question, message, _("Remontez ces mots dans l'énoncé."), "choices")


def _shared_beginning(choices: Sequence[Sequence[str]]) -> list[str]:
    shared = []
    for together in zip(*choices, strict=False):
        if len(set(together)) > 1:
            break
        shared.append(together[0])
    return shared


@rule("QCM-18", Severity.WARNING, Source.RESEARCH, N_("Une question donne la réponse d'une autre"))
def answer_elsewhere(course: Course, limits: Limits) -> Iterator[Remark]:
    """The right answer of a question stands in the stem of another of its bank."""
    for bank in course.banks:
        keys = indexed(_right_answers(bank, limits))
        told: set[str] = set()
        for question in bank.questions if keys else ():
            for other in found_in(plain_words(plain(question.text)), keys):
                if other is not question and other.id not in told:
                    told.add(other.id)
                    message = _("elle dit la réponse de la question {other}.").format(other=other.id)
                    yield _remark(question, message, _("Reformulez l'une des deux, ou séparez-les."))


def _right_answers(bank: Bank, limits: Limits) -> Iterator[tuple[Question, tuple[str, ...]]]:
    for question in bank.questions:
        own = plain_words(plain(question.text))
        for choice in question.choices:
            spoken = plain_words(plain(choice.text)) if choice.correct else ()
            if len(spoken) >= limits.told_words and not set(spoken) <= set(own):
                yield question, spoken


@rule("QCM-27", Severity.INFO, Source.RESEARCH, N_("Énoncé recopié mot à mot du cours"))
def copied_stem(course: Course, limits: Limits) -> Iterator[Remark]:
    """A stem that a page of the course says word for word measures memory of the page."""
    index = indexed(_affirmations(course, limits))
    told: set[str] = set()
    for _read, _line, spoken in spoken_on_pages(course) if index else ():
        for question in found_in(spoken, index):
            if question.id not in told:
                told.add(question.id)
                message = _("son énoncé est recopié d'une page du cours : on s'en souvient sans comprendre.")
                yield _remark(question, message, _("Posez-la sur un autre exemple."))


def _affirmations(course: Course, limits: Limits) -> Iterator[tuple[Question, tuple[str, ...]]]:
    for question in course.questions():
        spoken = lower_words(plain(question.text))
        if len(spoken) >= limits.copied_words and question.type is QuestionType.TRUE_FALSE:
            yield question, spoken
