"""Is an activity open to the learner, and in which words is it said? Rules of Moodle's restrictions."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from coursegen.i18n import gettext as _
from coursegen.sandbox.course import Piece
from coursegen.sandbox.learner import Learner
from moodle_backups import availability as rules


@dataclass(frozen=True)
class Verdict:
    """`words`: what must be fulfilled first; `shown`: the activity is listed meanwhile."""

    open: bool
    words: tuple[str, ...] = ()
    shown: bool = True


_OPEN = Verdict(True)


def verdict(learner: Learner, condition: rules.Condition | None, before: Piece | None) -> Verdict:
    """What a condition says to the learner. `before`: the activity above it on the course page."""
    if condition is None:
        return _OPEN
    match condition:
        case rules.All(inner, show):
            return _joined([verdict(learner, one, before) for one in inner], show, every=True)
        case rules.Any(inner, show):
            return _joined([verdict(learner, one, before) for one in inner], show, every=False)
        case rules.NotAll(inner, show):
            return _held(not all(verdict(learner, one, before).open for one in inner), (_("Condition exclue"),), show)
        case rules.NoneOf(inner, show):
            return _held(not any(verdict(learner, one, before).open for one in inner), (_("Condition exclue"),), show)
        case rules.Completed(key, state, show):
            return _completed(learner, learner.course.activity(key), state, show)
        case rules.PreviousCompleted(state, show):
            return _completed(learner, before, state, show)
        case rules.MinGrade(key, percent, below, show):
            return _mark(learner, learner.course.activity(key), percent, below, show)
        case rules.DateFrom(timestamp, show):
            return _held(learner.bench.now() >= timestamp, (_("À partir du {day}").format(day=_day(timestamp)),), show)
        case rules.DateUntil(timestamp, show):
            return _held(learner.bench.now() < timestamp, (_("Jusqu’au {day}").format(day=_day(timestamp)),), show)
    # Groups, profiles and the like: nothing here tells them apart, so the sandbox lets everybody in.
    return Verdict(True, (_("Réservé à certains groupes ou profils (ouvert dans le bac à sable)"),))


def _held(opened: bool, words: tuple[str, ...], show: bool) -> Verdict:
    """A verdict whose words are said only as long as something is missing."""
    return Verdict(opened, () if opened else words, show)


def _joined(verdicts: list[Verdict], show: bool, every: bool) -> Verdict:
    opened = all(one.open for one in verdicts) if every else any(one.open for one in verdicts)
    words = tuple(word for one in verdicts if not one.open for word in one.words)
    notes = tuple(word for one in verdicts if one.open for word in one.words)
    return Verdict(opened, notes if opened else words, show and all(one.shown for one in verdicts))


def _completed(learner: Learner, piece: Piece | None, state: rules.CompletionState, show: bool) -> Verdict:
    if piece is None:
        return _OPEN
    done = learner.is_complete(piece)
    if state is rules.CompletionState.INCOMPLETE:
        return _held(not done, (_("« {title} » ne doit pas être terminé").format(title=piece.title),), show)
    return _held(done, (_("Terminez d’abord « {title} »").format(title=piece.title),), show)


def _mark(learner: Learner, piece: Piece | None, least: float | None, below: float | None, show: bool) -> Verdict:
    if piece is None:
        return _OPEN
    percent = learner.percent(piece)
    held = percent is not None and (least is None or percent >= least) and (below is None or percent < below)
    words = _("Obtenez {percent} % à « {title} »").format(percent=f"{least or 0:g}", title=piece.title)
    return _held(held, (words,), show)


def _day(timestamp: int) -> str:
    return datetime.datetime.fromtimestamp(timestamp).strftime("%d/%m/%Y")
