"""QCM: stems that say yes when they mean no, and choices that say the same thing twice."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from methodology.course import Course
from methodology.findings import Severity, Where
from methodology.i18n import N_
from methodology.i18n import gettext as _
from methodology.prose import read_prose
from methodology.questions import Question, QuestionType
from methodology.readability import sentences
from methodology.rules.parameters import Limits
from methodology.rules.registry import Remark, Source, rule

_QUOTED = re.compile(r"«[^»]*»|“[^”]*”|\"[^\"]*\"")
_NEGATION = re.compile(r"\b(?:ne\s|n['’])(?:\w+['’ ]){1,4}?(?:pas|plus|jamais|aucune?|rien)\b", re.IGNORECASE)
_EXCEPTION = re.compile(
    r"\b(?:sauf|excepté|hormis|à l['’]exception)\b|\best (?:fausse?|incorrecte?|inexacte?)\b", re.IGNORECASE
)
_DOUBLE = re.compile(r"\bpas (?:faux|fausse|incorrecte?|inexacte?|impossible|inutile|sans|exclue?s?)\b", re.IGNORECASE)
_SUBORDINATE = re.compile(
    r"\b(?:si|s['’]il|quand|lorsque?|lorsqu['’]|parce|puisque?|dont|où|car|pour que|afin|bien que)\b"
    r"|(?<=\w )(?:qui|que|qu['’])",
    re.IGNORECASE,
)
_HIGHLIGHTED = re.compile(
    r"(?:\*\*|__)[^*_]*\b(?:pas|plus|jamais|aucune?|rien|sauf|excepté|hormis|exception|faux|fausse|incorrecte?|inexacte?)\b"
    r"|\b(?:PAS|PLUS|JAMAIS|AUCUNE?|SAUF|EXCEPTÉ|HORMIS|FAUSSE|FAUX|INCORRECTE?|INEXACTE?)\b"
)
_NUMBER = r"(-?\d+(?:[.,]\d+)?)"
_RANGE = re.compile(rf"(?:de |entre )?{_NUMBER}\s*(?:%|\w+)?\s*(?:à|et|-|–)\s*{_NUMBER}\s*(?P<unit>.*)", re.IGNORECASE)
_BELOW = re.compile(rf"(?:moins de|jusqu['’]à|sous|inférieur à|au plus) {_NUMBER}\s*(?P<unit>.*)", re.IGNORECASE)
_ABOVE = re.compile(rf"(?:plus de|au-delà de|supérieur à|au moins) {_NUMBER}\s*(?P<unit>.*)", re.IGNORECASE)


@rule(
    "QCM-05",
    Severity.WARNING,
    Source.RESEARCH,
    N_("Énoncé négatif qui ne se remarque pas, ou double négation"),
)
def negative_stem(course: Course, _limits: Limits) -> Iterator[Remark]:
    """A stem that asks for the exception is misread when nothing shows it. Only the sentence that asks is looked at."""
    for question in course.questions():
        if question.type not in (QuestionType.SINGLE, QuestionType.MULTIPLE):
            continue
        asking = _asking_sentence(question.text)
        double = _NEGATION.search(asking) and (_DOUBLE.search(asking) or _EXCEPTION.search(asking))
        if double:
            message = _("Question {id} : deux négations dans la même question.")
            yield _about(question, message, _("Posez-la à l'affirmative."))
        elif _asks_for_exception(asking) and not _HIGHLIGHTED.search(question.text):
            message = _("Question {id} : elle demande l'exception sans que cela se remarque.")
            yield _about(
                question,
                message,
                _("Posez-la à l'affirmative, ou mettez la négation en gras : **ne … pas**."),
            )


def _about(question: Question, message: str, remedy: str) -> Remark:
    return Remark(question.where.at("text"), message.format(id=question.id), remedy, question.id)


def _asking_sentence(markdown: str) -> str:
    """The last sentence of the stem that asks, quotations left out."""
    blocks = read_prose(markdown).blocks
    found = [sentence for block in blocks for sentence in sentences(_QUOTED.sub("…", block.text))]
    asking = [sentence for sentence in found if sentence.endswith("?")]
    return (asking or found or [""])[-1]


def _asks_for_exception(sentence: str) -> bool:
    """Whether the main clause is negative: a negation behind « si », « quand », « qui » … belongs to the case told."""
    if _EXCEPTION.search(sentence):
        return True
    negation = _NEGATION.search(sentence)
    return negation is not None and not _SUBORDINATE.search(sentence[: negation.start()])


@rule("QCM-10", Severity.ERROR, Source.RESEARCH, N_("Choix identiques, ou plages de nombres qui se recouvrent"))
def same_choices(course: Course, _limits: Limits) -> Iterator[Remark]:
    """Two choices say the same thing, or a number fits two of them."""
    for question in course.questions():
        yield from _doubles(question)
        if question.type is QuestionType.SINGLE:
            yield from _overlaps(question)


def _doubles(question: Question) -> Iterator[Remark]:
    proposed = [(c.where.at("text"), c.text) for c in question.choices]
    shown = [(p.where.at("left"), p.left) for p in question.pairs]
    lures = [(question.where.at("distractors"), text) for text in question.distractors]
    picked = [(p.where.at("right"), p.right) for p in question.pairs]
    yield from _repeated(question, proposed)
    yield from _repeated(question, shown)
    yield from _repeated(question, lures, known={_normal(text) for _where, text in picked})


def _repeated(
    question: Question, written: Sequence[tuple[Where, str]], known: set[str] | None = None
) -> Iterator[Remark]:
    seen = known or set()
    for where, text in written:
        if _normal(text) in seen:
            message = _("Question {id} : « {text} » est proposé deux fois.").format(id=question.id, text=text.strip())
            yield Remark(where, message, _("Changez l'un des deux."), question.id)
        seen.add(_normal(text))


def _normal(text: str) -> str:
    """The text without what nobody hears: case, spaces, end punctuation, emphasis. `+5` and `-5` differ."""
    return re.sub(r"[\s*_.;!?«»\"]+|,(?!\d)", "", text).casefold().replace("’", "'")


def _overlaps(question: Question) -> Iterator[Remark]:
    spans = [(choice, _span(choice.text)) for choice in question.choices]
    for (_first, one), (second, other) in combinations(spans, 2):
        if one and other and one[2] == other[2] and max(one[0], other[0]) < min(one[1], other[1]):
            message = _("Question {id} : « {text} » recouvre un autre choix.").format(
                id=question.id, text=second.text.strip()
            )
            yield Remark(second.where.at("text"), message, _("Faites des plages qui se suivent."), question.id)


def _span(text: str) -> tuple[float, float, str] | None:
    """Low end, high end and unit of a choice that is a range of numbers and nothing else."""
    plain = text.strip().rstrip(".")
    if match := _RANGE.fullmatch(plain):
        low, high = _value(match[1]), _value(match[2])
        return (low, high, _normal(match["unit"])) if low <= high else None
    if match := _BELOW.fullmatch(plain):
        return (float("-inf"), _value(match[1]), _normal(match["unit"]))
    if match := _ABOVE.fullmatch(plain):
        return (_value(match[1]), float("inf"), _normal(match["unit"]))
    return None


def _value(number: str) -> float:
    return float(number.replace(",", "."))
