"""IGN: what an author decides to keep (`ignorer`): a rule, a reason, a date; what is wrong with each entry."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date

from methodology.course import Course, Waiver
from methodology.findings import Finding, Severity
from methodology.i18n import N_
from methodology.i18n import gettext as _
from methodology.readability import words

_REASON_LETTERS = 10  # fewer say nothing: « vu », « x », « … »
_REASON_WORDS = 2  # different ones: « dérogation », « non non non non » say nothing
_REASON_ALPHABET = 5  # different letters: « aaaa bbbb cccc » is no sentence
_FINAL = frozenset({"MOO-06", "QCM-01"})  # with the family PLA: the platform would refuse the course

WAIVER_FAULTS = {
    "IGN-01": (Severity.ERROR, N_("« ignorer » sans motif, ou d'une règle inconnue")),
    "IGN-02": (Severity.INFO, N_("« ignorer » qui ne sert plus")),
    "IGN-03": (Severity.ERROR, N_("« ignorer » sans date, ou daté d'après la version du cours")),
}


def waivers_of(course: Course) -> tuple[Waiver, ...]:
    """The entries of `ignorer` of the course, then those of its mission."""
    return (*course.identity.waivers, *(course.mission.waivers if course.mission else ()))


def sets_aside(waiver: Waiver, finding: Finding, version: date) -> bool:
    """Whether the entry keeps that finding: it says why and when, and nothing forbids it. `version`: the course's."""
    dated = waiver.date is not None and waiver.date <= version
    return dated and _says_why(waiver.reason) and not is_final(waiver.rule) and _concerns(waiver, finding)


def waiver_findings(
    course: Course, found: Sequence[Finding], known: Collection[str], running: Collection[str]
) -> Iterator[Finding]:
    """What is wrong with the entries, every fault of each. One of a rule that only another profile runs may wait.

    `found` is what the rules said, `known` every id of the catalogue, `running` those that were run.
    """
    for waiver in waivers_of(course):
        faults = [*_rule_faults(waiver, known), *_reason_faults(waiver), *_date_faults(waiver, course.identity.date)]
        yield from faults
        serves = any(_concerns(waiver, finding) for finding in found)
        if not faults and waiver.rule in running and not serves:
            message = _("La règle {rule} est ignorée, mais elle ne trouve plus rien.").format(rule=waiver.rule)
            yield Finding(waiver.where, "IGN-02", Severity.INFO, message, _("Retirez cette ligne."), waiver.rule)


def _says_why(reason: str) -> bool:
    """Whether somebody reading it in two years learns something: several words, no keyboard run."""
    said = reason.lower()
    letters = [sign for sign in said if sign.isalpha()]
    spoken = {word for word in words(said) if len(word) > 1}
    enough = len(letters) >= _REASON_LETTERS and len(spoken) >= _REASON_WORDS
    return enough and len(set(letters)) >= _REASON_ALPHABET


def is_final(rule: str) -> bool:
    """Whether nobody can set that rule aside: nothing could be built."""
    return rule.startswith("PLA-") or rule in _FINAL


def _concerns(waiver: Waiver, finding: Finding) -> bool:
    """Whether the entry is about that finding: its rule, and its id, file or line when one is named."""
    places = (finding.subject, finding.where.file, f"{finding.where.file}:{finding.where.line}")
    return waiver.rule == finding.rule and (not waiver.subject or waiver.subject in places)


def _fault(waiver: Waiver, field: str, message: str, remedy: str, code: str = "IGN-01") -> Finding:
    return Finding(waiver.where.at(field), code, Severity.ERROR, message, remedy, waiver.rule)


def _rule_faults(waiver: Waiver, known: Collection[str]) -> Iterator[Finding]:
    if is_final(waiver.rule) and waiver.rule in known:
        message = _("La règle {rule} ne peut pas être ignorée : la plateforme refuserait le cours.")
        remedy = _("Corrigez ce qu'elle trouve, et retirez cette ligne.")
        yield _fault(waiver, "rule", message.format(rule=waiver.rule), remedy)
    elif waiver.rule.startswith(("LIR-", "IGN-")):
        message = _(
            "La règle {rule} ne peut pas être ignorée : elle parle de l'écriture du dossier, pas de la méthode."
        )
        remedy = _("Corrigez ce qu'elle trouve, et retirez cette ligne.")
        yield _fault(waiver, "rule", message.format(rule=waiver.rule), remedy)
    elif waiver.rule not in known:
        message = _("La règle {rule} ne peut pas être ignorée : elle n'est pas au catalogue.")
        remedy = _("« coursegen check --list-rules » donne la liste.")
        yield _fault(waiver, "rule", message.format(rule=waiver.rule), remedy)


def _reason_faults(waiver: Waiver) -> Iterator[Finding]:
    if not waiver.reason.strip():
        message = _("La règle {rule} est ignorée sans motif : elle reste donc vérifiée.").format(rule=waiver.rule)
        remedy = _("Écrivez dans « motif » pourquoi vous gardez ce point, ou retirez la ligne.")
        yield _fault(waiver, "reason", message, remedy)
    elif not _says_why(waiver.reason):
        message = _("La règle {rule} reste vérifiée : « {reason} » ne dit pas pourquoi l'ignorer.").format(
            rule=waiver.rule, reason=waiver.reason.strip()
        )
        remedy = _("Écrivez un « motif » d'au moins {count} lettres, en plusieurs mots : qui l'a décidé, et pourquoi.")
        yield _fault(waiver, "reason", message, remedy.format(count=_REASON_LETTERS))


def _date_faults(waiver: Waiver, version: date) -> Iterator[Finding]:
    if waiver.date is None:
        message = _("La règle {rule} est ignorée sans date : elle reste donc vérifiée.").format(rule=waiver.rule)
        remedy = _("Ajoutez « date: » et le jour de la décision, comme {date}.").format(date=version.isoformat())
        yield _fault(waiver, "date", message, remedy, "IGN-03")
    elif waiver.date > version:
        message = _("La règle {rule} est ignorée depuis le {date}, après cette version du cours ({version}).").format(
            rule=waiver.rule, date=waiver.date.isoformat(), version=version.isoformat()
        )
        remedy = _("Corrigez la date de la décision, ou datez la version du cours (« date_version: »).")
        yield _fault(waiver, "date", message, remedy, "IGN-03")
