"""DOC: acronyms that are explained, figures that agree from one document to the other."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from methodology.catalogue_data import catalogue_data
from methodology.course import Course
from methodology.findings import Severity, Where
from methodology.i18n import N_
from methodology.i18n import gettext as _
from methodology.rules.material import learner_reading, slide_reading, written
from methodology.rules.parameters import Limits
from methodology.rules.registry import Remark, Source, rule

_ACRONYM = re.compile(r"(?<![\w./@-])[A-ZÉÈ]{2,7}(?:\+|(?=s?\b))(?![\w/@-])")
_CAPITALS = re.compile(r"[A-ZÉÈ]{2}")
_NEAR = 12  # characters around an acronym where its words may begin or end
_EXPLAINS = re.compile(r"\W{0,3}(?:\(|:|signifie|veut dire|désigne|, c['’]est)")
_ROMAN = re.compile(r"[IVXLC]+")
_HOURS = re.compile(
    r"\b(?:parcours|cours|formation|dispositif)\s+(?:dure|compte|comporte|de|en)\s+(\d+)\s*(?:h\b|heures?)",
    re.IGNORECASE,
)
_THRESHOLD = re.compile(r"\b(?:réussi|validé|acquis)e?s? (?:avec|à partir de|dès)\s+(\d+)\s*%", re.IGNORECASE)


@rule("DOC-05", Severity.WARNING, Source.CONVENTION, N_("Sigle jamais développé"))
def explained_acronyms(course: Course, limits: Limits) -> Iterator[Remark]:
    """An acronym used several times in the pages and slides, and whose words are nowhere beside it."""
    first: dict[str, Where] = {}
    uses: Counter[str] = Counter()
    explained = set(catalogue_data("acronyms"))
    explained |= {word for term in course.identity.glossary for word in term.term.split()}
    for where, text, is_read in _passages(course):
        for found in _ACRONYM.finditer(text) if _CAPITALS.search(text) and not text.isupper() else ():
            if _is_explained(found):
                explained.add(found[0])
            if is_read:
                uses[found[0]] += 1
                first.setdefault(found[0], where)
    for acronym, count in uses.items():
        unknown = count >= limits.acronym_uses and acronym not in explained and not _ROMAN.fullmatch(acronym)
        if unknown and not _is_shouted(course, acronym):
            message = _("« {acronym} » n'est développé nulle part.").format(acronym=acronym)
            remedy = _("Écrivez-le en toutes lettres la première fois : « Nom entier ({acronym}) ».")
            yield Remark(first[acronym], message, remedy.format(acronym=acronym), acronym)


def _is_shouted(course: Course, acronym: str) -> bool:
    """Whether it is an ordinary word in capitals: the course also writes it small."""
    small = re.compile(rf"(?<!\w){re.escape(acronym.lower())}(?!\w)")
    return any(small.search(text) for _where, text, _is_read in _passages(course))


def _passages(course: Course) -> Iterator[tuple[Where, str, bool]]:
    """What is written, and whether people read it on a page or a slide."""
    for read in (*learner_reading(course), *slide_reading(course)):
        yield from ((read.at(block.line), block.text, True) for block in read.prose.blocks)
    yield from ((where, value, False) for where, value in written(course))


def _is_explained(found: re.Match[str]) -> bool:
    """Whether it stands in brackets after its words, or before them."""
    before, after = found.string[: found.start()], found.string[found.end() : found.end() + _NEAR]
    in_brackets = before.rstrip().endswith("(") or before[-_NEAR:].endswith(("(l'", "(l’", "(la ", "(le "))
    return (in_brackets and len(before) > _NEAR) or _EXPLAINS.match(after) is not None


@rule("DOC-06", Severity.WARNING, Source.CONVENTION, N_("Durée ou seuil différents d'un endroit à l'autre"))
def figures_agree(course: Course, limits: Limits) -> Iterator[Remark]:
    """What is told of the whole course, in hours and in percent, is what the course holds."""
    total = course.identity.minutes or sum(module.minutes for module in course.sequencing.modules)
    for where, told in _told(course):
        hours = _HOURS.search(told)
        if hours and total and int(hours[1]) * 60 != total:
            message = _("« {told} » : le cours dure {hours} h.").format(told=hours[0], hours=f"{total / 60:g}")
            yield Remark(where, message, _("Accordez les deux."), hours[0])
        threshold = _THRESHOLD.search(told)
        wanted = course.evaluation.pass_percent
        if threshold and wanted is not None and abs(float(threshold[1]) - wanted) > limits.mark_tolerance:
            message = _("« {told} » : le seuil du cours est de {wanted} %.")
            said = message.format(told=threshold[0], wanted=f"{wanted:g}")
            yield Remark(where, said, _("Accordez les deux."), threshold[0])


def _told(course: Course) -> Iterator[tuple[Where, str]]:
    yield course.identity.where.at("summary"), course.identity.summary
    yield course.delivery.where.at("how_it_works"), course.delivery.how_it_works
    yield course.evaluation.where.at("success_rule"), course.evaluation.success_rule
