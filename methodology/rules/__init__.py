"""The checks of a course: one module a family, one small function a rule, found by themselves.

A rule is a generator of remarks; its decorator gives its id, its severity and where it comes from:

    @rule("OBJ-02", Severity.ERROR, Source.RESEARCH, N_("Verbe vague dans un objectif"))
    def vague_verb(course: Course, limits: Limits) -> Iterator[Remark]: ...

Numbers come from `Limits`, never from the rule.
"""

from methodology.rules.check import check
from methodology.rules.registry import Remark, Rule, Source, all_rules, rule

__all__ = ["Remark", "Rule", "Source", "all_rules", "check", "rule"]
