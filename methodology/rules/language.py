"""LIS: texts that are easy to read, in the language of the course."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from methodology.catalogue_data import catalogue_data
from methodology.course import Course
from methodology.findings import Severity
from methodology.i18n import N_
from methodology.i18n import gettext as _
from methodology.readability import reading_ease, sentences, words
from methodology.rules.material import learner_reading, read_texts, spoken_blocks
from methodology.rules.parameters import Limits
from methodology.rules.registry import Remark, Source, rule
from methodology.texts import Audience

_READ_AS_PROSE = ("paragraph", "item")
_LANGUAGE_NAMES = {"fr": N_("français"), "en": N_("anglais"), "pt": N_("portugais"), "es": N_("espagnol")}


@rule("LIS-01", Severity.WARNING, Source.CONVENTION, N_("Texte difficile à lire (score de Kandel et Moles)"))
def readable(course: Course, limits: Limits) -> Iterator[Remark]:
    """The score of a whole text for learners, in French, long enough to have one; the doubt goes to the author."""
    if course.identity.language != "fr":
        return
    for read in learner_reading(course):
        text = read.text
        runs = [block.text for block in read.prose.blocks if block.kind in _READ_AS_PROSE]
        score = reading_ease(runs) if sum(len(words(run)) for run in runs) >= limits.ease_words else None
        if score is not None and score + limits.ease_margin < limits.ease:
            severity = Severity.ERROR if score + limits.ease_margin < limits.ease_least else None
            message = _("Texte difficile : {score} sur 100, à {margin} points près ; visez plus de {limit}.").format(
                score=max(0, round(score)), margin=round(limits.ease_margin), limit=round(limits.ease)
            )
            remedy = _("Coupez les phrases longues, préférez les verbes aux noms abstraits.")
            yield Remark(text.where, message, remedy, text.subject, severity)


@rule("LIS-02", Severity.WARNING, Source.CONVENTION, N_("Phrase trop longue"))
def long_sentences(course: Course, limits: Limits) -> Iterator[Remark]:
    """A sentence nobody reads in one breath, in what learners read and answer."""
    for read in read_texts(course):
        text = read.text
        if text.audience is Audience.SLIDES:
            continue
        for block in read.prose.blocks:
            if block.kind not in _READ_AS_PROSE or len(words(block.text)) <= limits.sentence_words:
                continue  # no sentence of it is longer than the whole
            count = max((len(words(sentence)) for sentence in sentences(block.text)), default=0)
            if count > limits.sentence_words:
                severity = Severity.ERROR if count > limits.sentence_words_most else None
                message = _("Une phrase de {count} mots ; au-delà de {limit}, on perd le fil.").format(
                    count=count, limit=limits.sentence_words
                )
                yield Remark(text.at(block.line), message, _("Coupez-la en deux."), text.subject, severity)


@rule("LIS-06", Severity.ERROR, Source.TERMS, N_("Passage dans une autre langue que celle du cours"))
def one_language(course: Course, limits: Limits) -> Iterator[Remark]:
    """A passage whose small words belong to another language. Quotations are passages too: waive them with a reason."""
    expected = course.identity.language
    if expected not in _languages():
        return
    for read, block, spoken in spoken_blocks(course):
        other = _other_language(spoken, expected, limits)
        if other:
            message = _("Ce passage semble être en {language}.").format(language=_(_LANGUAGE_NAMES[other]))
            remedy = _("Traduisez-le dans la langue du cours.")
            yield Remark(read.at(block.line), message, remedy, read.text.subject)


def _other_language(spoken: Sequence[str], expected: str, limits: Limits) -> str:
    """The language of those words when it clearly isn't the one expected, or nothing."""
    if len(spoken) < limits.foreign_words:
        return ""
    home = sum(map(_words_of(expected).__contains__, spoken))
    if home * (limits.foreign_ratio + 1) >= len(spoken):
        return ""  # too few words are left for another language to stand out
    counts = dict.fromkeys(_languages(), 0)
    for word in spoken:
        for code in _small_words().get(word, ()):
            counts[code] += 1
    shares = {code: count / len(spoken) for code, count in counts.items()}
    best = max(shares, key=lambda code: shares[code])
    clear = shares[best] >= limits.foreign_share and shares[best] > limits.foreign_ratio * shares[expected]
    return best if best != expected and clear else ""


@cache
def _languages() -> frozenset[str]:
    """The languages whose small words are known."""
    return frozenset(catalogue_data("function_words"))


@cache
def _words_of(language: str) -> frozenset[str]:
    return frozenset(catalogue_data("function_words")[language])


@cache
def _small_words() -> Mapping[str, tuple[str, ...]]:
    """The languages of each small word: one look tells them all."""
    found: dict[str, tuple[str, ...]] = {}
    for code, small in catalogue_data("function_words").items():
        for word in small:
            found[word] = (*found.get(word, ()), code)
    return found
