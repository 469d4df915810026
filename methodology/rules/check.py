"""All the rules on one course, and what the author has decided to keep."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from methodology.course import Course
from methodology.findings import Finding
from methodology.rules.parameters import Limits
from methodology.rules.profiles import combined
from methodology.rules.registry import all_rules
from methodology.rules.waivers import WAIVER_FAULTS, sets_aside, waiver_findings, waivers_of

__all__ = ["WAIVER_FAULTS", "check"]


def check(
    course: Course,
    limits: Limits | None = None,
    profiles: Sequence[str] | None = None,
    families: Collection[str] = (),
) -> tuple[Finding, ...]:
    """Every finding on the course, by file and line. What `ignorer` sets aside with a reason and a date is left out.

    `profiles` are names of rule sets, instead of those that the course asks for; unknown ones change nothing.
    `families`: the letters of those whose rules are run, all of them when empty.
    """
    chosen = combined(course.identity.profiles if profiles is None else profiles)
    numbers = chosen.limits(limits or Limits())
    running = [rule for rule in all_rules() if chosen.runs(rule) and (not families or rule.family in families)]
    found = [f for rule in running for f in rule.findings(course, numbers, chosen.severities.get(rule.id))]
    waivers, version = waivers_of(course), course.identity.date
    kept = [finding for finding in found if not any(sets_aside(waiver, finding, version) for waiver in waivers)]
    known = {rule.id for rule in all_rules()}
    kept.extend(waiver_findings(course, found, known, {rule.id for rule in running}))
    return tuple(sorted(kept, key=_by_place))


def _by_place(finding: Finding) -> tuple[str, int, int, str]:
    return finding.where.file, finding.where.line, finding.where.column, finding.rule
