"""DOC, MAR: nothing left of a template, and names spelt as their owners spell them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from methodology.catalogue_data import catalogue_data
from methodology.course import Course, Identity
from methodology.findings import Severity, Where
from methodology.i18n import N_
from methodology.i18n import gettext as _
from methodology.rules.material import everything_as_written, everything_written, read_texts, written
from methodology.rules.parameters import Limits
from methodology.rules.registry import Remark, Source, rule
from methodology.texts import Audience

_LEFTOVER = re.compile(
    r"Erreur\s?! (?:Source du renvoi|Signet non défini)[^.]*|(?-i:\bTODO\b)|\bFIXME\b|\bTBD\b|\bX{2,}\b(?![-/.]\w)"
    r"|\[(?:à|a) (?:compléter|completer|préciser|rédiger|remplir|vérifier)[^\]]*\]|\blorem ipsum\b|\?{3,}",
    re.IGNORECASE,
)
_LEFTOVER_HINTS = ("todo", "fixme", "tbd", "xx", "source du", "signet", "[à", "[a", "lorem", "???")
_MISSPELT = re.compile(r"\b(?:CIRPES|CIPRÈS|CIPRÉS|Cipres|Socieux|SocieuX)\b\+?|\bSOCIEUX\s\+|\bSOCIEUX PLUS\b")
_MISSPELLINGS = (
    "CIRPES",
    "CIPRÈS",
    "CIPRÉS",
    "Cipres",
    "Socieux",
    "SocieuX",
    "SOCIEUX +",
    "SOCIEUX\u00a0+",
    "SOCIEUX\u202f+",
    "SOCIEUX PLUS",
)
_MISSPELT_HINTS = ("cirpes", "ciprès", "ciprés", "cipres", "socieux")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+")
_BEFORE_ROMAN = re.compile(r"\b(?:siècle|chapitre|titre|tome)\s+$", re.IGNORECASE)
_PUBLISHED = re.compile(r"\D*0*[1-9]")
_CODE = re.compile(r"^ {0,3}(```|~~~).*?(?:^ {0,3}\1|\Z)", re.MULTILINE | re.DOTALL)


@rule(
    "DOC-01",
    Severity.ERROR,
    Source.TERMS,
    N_("Reste de gabarit : TODO, [à compléter], lorem ipsum, renvoi perdu"),
)
def leftovers(course: Course, _limits: Limits) -> Iterator[Remark]:
    """Something an author meant to come back to."""
    for where, found in _found(course, _LEFTOVER, _LEFTOVER_HINTS):
        if not _is_roman_or_mask(found):
            message = _("« {text} » est resté d'un brouillon ou d'un modèle.").format(text=found[0].strip())
            yield Remark(where, message, _("Écrivez ce qui manque, ou retirez-le."))
    yield from _of_the_starter(course.identity)


def _of_the_starter(identity: Identity) -> Iterator[Remark]:
    """What « coursegen new » wrote and nobody replaced. Version 0 is a draft: its author knows."""
    if not _PUBLISHED.match(identity.version):
        return
    contact = identity.contact
    values = [
        (identity.where.at("title"), identity.title),
        (identity.where.at("sponsor"), identity.sponsor),
        *((identity.where.at("authors"), author) for author in identity.authors),
        *([(contact.where.at("name"), contact.name), (contact.where.at("email"), contact.email)] if contact else []),
    ]
    for where, value in values:
        if value.strip() in catalogue_data("placeholders"):
            message = _("« {text} » vient du modèle, et le cours n'est plus un brouillon (version {version}).").format(
                text=value.strip(), version=identity.version
            )
            yield Remark(where, message, _("Écrivez ce qui manque, ou retirez-le."), "", Severity.WARNING)


def _is_roman_or_mask(found: re.Match[str]) -> bool:
    """Whether « XX » is a Roman figure (« tome XX »), or lower-case letters that stand for nothing."""
    is_mask = set(found[0].upper()) == {"X"}
    return is_mask and (found[0] != found[0].upper() or bool(_BEFORE_ROMAN.search(found.string[: found.start()])))


@rule("MAR-07", Severity.WARNING, Source.TERMS, N_("SOCIEUX+ ou CIPRES mal écrit"))
def spelling_of_names(course: Course, _limits: Limits) -> Iterator[Remark]:
    """The programme and the organisation have one spelling each; web and mail addresses are left alone."""
    if not any(spelling in everything_as_written(course) for spelling in _MISSPELLINGS):
        return
    for where, found in _found(course, _MISSPELT, _MISSPELT_HINTS):
        if not _in_address(found):
            right = "CIPRES" if found[0].upper().startswith("CI") else "SOCIEUX+"
            message = _("« {found} » s'écrit « {right} ».").format(found=found[0], right=right)
            yield Remark(where, message, _("Corrigez-le partout."))


def _in_address(found: re.Match[str]) -> bool:
    return any(a.start() <= found.start() < a.end() for a in _ADDRESS.finditer(found.string))


def _found(course: Course, pattern: re.Pattern[str], hints: Iterable[str]) -> Iterator[tuple[Where, re.Match[str]]]:
    """Where the pattern is found in what an author wrote: values of the YAML files, texts apart from their code.

    `hints` are what any match holds, in lower case: most courses hold none.
    """
    present = [hint for hint in hints if hint in everything_written(course)]
    for where, value in written(course) if present else ():
        if any(hint in value.lower() for hint in present):
            yield from ((where, found) for found in pattern.finditer(value))
    for read in read_texts(course) if present else ():
        text = read.text
        if text.audience is Audience.QUESTION or not read.hints_at(present):
            continue  # questions are already among the values
        code = [block.span() for block in _CODE.finditer(text.markdown)]
        for found in pattern.finditer(text.markdown):
            if not any(start <= found.start() < end for start, end in code):
                yield text.at(text.markdown.count("\n", 0, found.start()) + 1), found
