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
    return bool(waiver.reason.strip()) and _concerns(waiver, finding)


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
        elif waiver.rule not in ids:
            message = _("La règle {rule} ne peut pas être ignorée : elle n'est pas au catalogue.").format(
                rule=waiver.rule
            )
            remedy = _("« coursegen check --list-rules » donne la liste.")
            yield Finding(waiver.where.at("rule"), "IGN-01", Severity.ERROR, message, remedy, waiver.rule)
        elif waiver.rule in running and not any(_concerns(waiver, finding) for finding in found):
            message = _("La règle {rule} est ignorée, mais elle ne trouve plus rien.").format(rule=waiver.rule)
            yield Finding(waiver.where, "IGN-02", Severity.INFO, message, _("Retirez cette ligne."), waiver.rule)


def _by_place(finding: Finding) -> tuple[str, int, int, str]:
    return finding.where.file, finding.where.line, finding.where.column, finding.rule
