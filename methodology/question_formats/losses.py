"""What a format could not carry, one way or the other: said, never dropped silently."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from methodology.findings import NOWHERE, Finding, Where
from methodology.i18n import gettext as _
from methodology.i18n import ngettext
from methodology.questions import Bank
from methodology.reading.faults import notice

LOSS_RULE = "LIR-28"


@dataclass(frozen=True, slots=True)
class Loss:
    """Something of a question that stayed behind. `question` its id; `field` what; `reason` and `remedy` in words."""

    question: str
    field: str
    reason: str
    remedy: str = ""
    where: Where = dataclasses.field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class BankReading:
    """What a file gave: its bank (None when it can't be read at all), what is wrong in it, what it lost.

    `media`: the files enclosed in it, digest (SHA-256) by the path texts name them by, `medias/<bank>/<name>`.
    `idnumbers`: what the file calls each question, by id; empty where it calls it nothing.
    """

    bank: Bank | None
    faults: tuple[Finding, ...] = ()
    losses: tuple[Loss, ...] = ()
    media: Mapping[str, str] = dataclasses.field(default_factory=lambda: MappingProxyType({}))
    idnumbers: Mapping[str, str] = dataclasses.field(default_factory=lambda: MappingProxyType({}))


def loss_notices(losses: Iterable[Loss]) -> tuple[Finding, ...]:
    """One finding a kind of loss, at the first question concerned: five thousand alike make one line."""
    groups: dict[tuple[str, str], list[Loss]] = {}
    for loss in losses:
        groups.setdefault((loss.field, loss.reason), []).append(loss)
    return tuple(_notice(group) for group in groups.values())


def _notice(group: list[Loss]) -> Finding:
    first = group[0]
    message = _("{question} : « {field} » n'est pas repris, {reason}.").format(
        question=first.question, field=first.field, reason=first.reason
    )
    others = len(group) - 1
    if others:
        more = ngettext("{n} autre question est dans ce cas.", "{n} autres questions sont dans ce cas.", others)
        message += " " + more.format(n=others)
    return notice(LOSS_RULE, first.where, message, first.remedy)
