"""What the site has otherwise than the folder says because learners hold on to it, known from plan to plan.

The plugin writes it down where it keeps something: facts `kept:CODE` beside the parts of a source, and a digest that
says "made from this, but for these". The program does the same with the right answers of a test whose attempts nobody
has decided on: their old `key:` facts stay. Both come back with the inventory.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from coursegen.publish.canonical import digest_of_text
from coursegen.publish.changes import Act, Change, Choices
from coursegen.publish.inventory import Inventory, LiveActivity, LiveQuestion
from coursegen.publish.learner_rules import changed_keys
from coursegen.publish.sources import ActivitySource, Sources

REGRADED: Final = "regraded"
"""The fact that the marks of a test were worked out again; its value is the newest snapshot from before."""

RIGHT_ANSWER: Final = "rightanswerchanged"
TRACKS: Final = "tracksatrisk"
_FACT: Final = "kept:"
_BY_MARKS: Final = frozenset({"formused", "grademax"})
_AFRESH: Final = frozenset({Act.UPDATE, Act.RENAME, Act.CREATE})


def held_digest(digest: str) -> str:
    """The digest of a thing that was made from `digest`, but for what learners hold on to."""
    return digest_of_text(f"held:{digest}")


def is_made_from(live: LiveActivity, source: ActivitySource) -> bool:
    """Whether the last publication of an activity was of this source, all of it or but for what is held."""
    return is_digest_of(live.source, source)


def is_digest_of(stored: str, source: ActivitySource) -> bool:
    """The same for what the site stores as the digest of an activity."""
    once = held_digest(source.digest)  # by the program for its right answers, by the plugin, or by both
    return stored in (source.digest, once, held_digest(once))


def held_by_learners(live: LiveActivity) -> dict[str, tuple[str, ...]]:
    """What the last publication left for learners who still hold on to it: names by code."""
    return {code: names for code, names in _held(live).items() if _has_holder(code, live)}


def held_back(
    source: ActivitySource, live: LiveActivity, questions: Mapping[str, LiveQuestion], sources: Sources
) -> dict[str, tuple[str, ...]]:
    """What earlier publications left: what learners hold on to, and marks that nobody has decided on."""
    keys = undecided_keys(source, live, questions) if is_made_from(live, source) else ()
    titles = {question.key: question.title for question in sources.questions}
    asked = {RIGHT_ANSWER: tuple(titles.get(key, key) for key in keys)} if keys else {}
    return {**held_by_learners(live), **asked}


def is_released(live: LiveActivity) -> bool:
    """Whether something was left for learners who are no longer there: it can be written now."""
    return len(held_by_learners(live)) < len(_held(live))


def undecided_keys(
    source: ActivitySource, live: LiveActivity, questions: Mapping[str, LiveQuestion]
) -> tuple[str, ...]:
    """Keys of the questions whose right answer changed and that learners have answered."""
    changed = changed_keys(live.source_parts, source.parts)
    return tuple(key for key in changed if key in questions and questions[key].attempts)


def is_to_be_tried(
    source: ActivitySource, live: LiveActivity, questions: Mapping[str, LiveQuestion], choices: Choices
) -> bool:
    """Whether what the site keeps otherwise than the folder can be settled now: nobody holds it, or it is decided."""
    keys = live.source != source.digest and changed_keys(live.source_parts, source.parts)
    decided = source.key in choices.keep_marks or not undecided_keys(source, live, questions)
    tracks = TRACKS in _held(live) and source.key in choices.track_loss
    return is_released(live) or bool(keys and decided) or tracks


def as_remembered(sources: Sources, inventory: Inventory, changes: Iterable[Change], choices: Choices) -> Sources:
    """The sources as the site is to keep them: what isn't settled by this publication is known afterwards too."""
    live = {one.key: one for one in inventory.activities if one.owned and one.key}
    acts = {change.key: change.act for change in changes if change.sort == "activity"}
    activities = tuple(
        _remembered(one, live[one.key], acts.get(one.key, Act.UNCHANGED), inventory, choices)
        if one.key in live
        else one
        for one in sources.activities
    )
    return replace(sources, activities=activities)


def _remembered(
    source: ActivitySource, live: LiveActivity, act: Act, inventory: Inventory, choices: Choices
) -> ActivitySource:
    old = live.source_parts
    parts = {**source.parts, **_regraded(source, live, inventory, choices)}
    undecided = undecided_keys(source, live, {one.key: one for one in inventory.questions})
    if source.key not in choices.regrade | choices.keep_marks:
        parts |= {f"key:{key}": old[f"key:{key}"] for key in undecided}
    digest = source.digest
    if act not in _AFRESH and is_made_from(live, source):
        digest = live.source
        parts |= {name: said for name, said in old.items() if name.startswith(_FACT)}
    elif undecided and source.key not in choices.regrade | choices.keep_marks:
        digest = held_digest(digest)
    return replace(source, digest=digest, parts=parts)


def _regraded(source: ActivitySource, live: LiveActivity, inventory: Inventory, choices: Choices) -> dict[str, str]:
    if source.key in choices.regrade and live.userdata:
        return {REGRADED: str(max((one.id for one in inventory.snapshots), default=0))}
    return {REGRADED: live.source_parts[REGRADED]} if REGRADED in live.source_parts else {}


def regraded_since(inventory: Inventory, snapshot: int) -> tuple[LiveActivity, ...]:
    """The tests whose marks were worked out again after a snapshot (its number) was made: going back leaves them."""
    return tuple(one for one in inventory.activities if _was_regraded_since(one, inventory, snapshot))


def _was_regraded_since(live: LiveActivity, inventory: Inventory, snapshot: int) -> bool:
    newest_before = live.source_parts.get(REGRADED, "")
    if not newest_before.isdecimal():
        return False
    own = min((one.id for one in inventory.snapshots if one.id > int(newest_before)), default=0)
    return bool(own) and snapshot <= own


def _held(live: LiveActivity) -> dict[str, tuple[str, ...]]:
    facts = ((name, said) for name, said in live.source_parts.items() if name.startswith(_FACT))
    return {name.removeprefix(_FACT): (said,) if said else () for name, said in facts}


def _has_holder(code: str, live: LiveActivity) -> bool:
    if code == "completionused":
        return live.completions > 0
    return live.userdata > 0 or (code in _BY_MARKS and live.grades > 0)
