"""All the rules on one course, and what the author has decided to keep."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from methodology.course import Course, Waiver
from methodology.findings import Finding, Severity
from methodology.i18n import N_
from methodology.i18n import gettext as _
from methodology.rules.parameters import Limits
from methodology.rules.profiles import combined
from methodology.rules.registry import all_rules

_REASON_LETTERS = 10  # fewer say nothing: « vu », « x », « … »
_FINAL = frozenset({"MOO-06", "QCM-01"})  # with the family PLA: the platform would refuse the course

WAIVER_FAULTS = {
    "IGN-01": (Severity.ERROR, N_("« ignorer » sans motif, ou d'une règle inconnue")),
    "IGN-02": (Severity.INFO, N_("« ignorer » qui ne sert plus")),
}


def check(course: Course, limits: Limits | None = None, profiles: Sequence[str] | None = None) -> tuple[Finding, ...]:
    """Every finding on the course, by file and line. What `ignorer` sets aside with a reason is left out.

    `profiles` are names of rule sets, instead of those that the course asks for; unknown ones change nothing.
    """
    chosen = combined(course.identity.profiles if profiles is None else profiles)
    numbers = chosen.limits(limits or Limits())
    running = [rule for rule in all_rules() if chosen.runs(rule)]
    found = [f for rule in running for f in rule.findings(course, numbers, chosen.severities.get(rule.id))]
    kept = [finding for finding in found if not any(_sets_aside(w, finding) for w in course.identity.waivers)]
    kept.extend(_waiver_findings(course.identity.waivers, found, {rule.id for rule in running}))
    return tuple(sorted(kept, key=_by_place))


def _sets_aside(waiver: Waiver, finding: Finding) -> bool:
    return _says_why(waiver) and not _is_final(waiver.rule) and _concerns(waiver, finding)


def _says_why(waiver: Waiver) -> bool:
    return sum(letter.isalpha() for letter in waiver.reason) >= _REASON_LETTERS


def _is_final(rule: str) -> bool:
    """Whether nobody can set that rule aside: nothing could be built."""
    return rule.startswith("PLA-") or rule in _FINAL


def _concerns(waiver: Waiver, finding: Finding) -> bool:
    """Whether the waiver is about that finding: its rule, and its id, file or line when one is named."""
    places = (finding.subject, finding.where.file, f"{finding.where.file}:{finding.where.line}")
    return waiver.rule == finding.rule and (not waiver.subject or waiver.subject in places)


def _waiver_findings(
    waivers: Sequence[Waiver], found: Sequence[Finding], running: Collection[str]
) -> Iterator[Finding]:
    """What is wrong with the waivers. One of a rule that only another profile runs may wait for it."""
    ids = {rule.id for rule in all_rules()}
    for waiver in waivers:
        if not waiver.reason.strip():
            message = _("La règle {rule} est ignorée sans motif : elle reste donc vérifiée.").format(rule=waiver.rule)
            remedy = _("Écrivez dans « motif » pourquoi vous gardez ce point, ou retirez la ligne.")
            yield Finding(waiver.where, "IGN-01", Severity.ERROR, message, remedy, waiver.rule)
        elif not _says_why(waiver):
            message = _("La règle {rule} reste vérifiée : « {reason} » ne dit pas pourquoi l'ignorer.").format(
                rule=waiver.rule, reason=waiver.reason.strip()
            )
            remedy = _("Écrivez un « motif » d'au moins {count} lettres : qui l'a décidé, et pourquoi.")
            where = waiver.where.at("reason")
            said = remedy.format(count=_REASON_LETTERS)
            yield Finding(where, "IGN-01", Severity.ERROR, message, said, waiver.rule)
        elif waiver.rule not in ids:
            message = _("La règle {rule} ne peut pas être ignorée : elle n'est pas au catalogue.").format(
                rule=waiver.rule
            )
            remedy = _("« coursegen check --list-rules » donne la liste.")
            yield Finding(waiver.where.at("rule"), "IGN-01", Severity.ERROR, message, remedy, waiver.rule)
        elif _is_final(waiver.rule):
            message = _("La règle {rule} ne peut pas être ignorée : la plateforme refuserait le cours.")
            remedy = _("Corrigez ce qu'elle trouve, et retirez cette ligne.")
            where = waiver.where.at("rule")
            yield Finding(where, "IGN-01", Severity.ERROR, message.format(rule=waiver.rule), remedy, waiver.rule)
        elif waiver.rule in running and not any(_concerns(waiver, finding) for finding in found):
            message = _("La règle {rule} est ignorée, mais elle ne trouve plus rien.").format(rule=waiver.rule)
            yield Finding(waiver.where, "IGN-02", Severity.INFO, message, _("Retirez cette ligne."), waiver.rule)


def _by_place(finding: Finding) -> tuple[str, int, int, str]:
    return finding.where.file, finding.where.line, finding.where.column, finding.rule
