"""Short ways to ask what a file is blamed for."""

from __future__ import annotations

from pathlib import Path

from coursegen.charter import load_charter
from coursegen.conform import Finding, Standard, judged
from methodology.findings import Severity

SOCIEUX = Standard(charter=load_charter("socieux"))


def faults(path: Path, standard: Standard = SOCIEUX) -> dict[str, Finding]:
    """The first finding of each rule, but for pieces of information."""
    found = (one for one in judged(path, standard).findings if one.severity is not Severity.INFO)
    return {one.rule: one for one in reversed([*found])}


def all_of(path: Path, rule: str, standard: Standard = SOCIEUX) -> list[Finding]:
    """Everything that one rule says."""
    return [one for one in judged(path, standard).findings if one.rule == rule]
