"""What would a publication do? A pure function of the folder's sources, the site's inventory and a person's choices.

Per activity: L, a person has changed it on the site since; S, the folder says something else than at the last
publication. Neither: never touched. S: updated. L: left alone and told. Both: left alone and told as a conflict,
until the person says that ours wins.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from coursegen.publish.changes import (
    DELETED,
    EVERYTHING,
    WRITTEN,
    Act,
    Announcement,
    Change,
    Choices,
    Decision,
    Fact,
    Missing,
    Plan,
)
from coursegen.publish.consequences import consequences
from coursegen.publish.held import (
    TRACKS,
    as_remembered,
    held_back,
    held_by_learners,
    is_digest_of,
    is_made_from,
    is_to_be_tried,
    undecided_keys,
)
from coursegen.publish.inventory import Inventory, LiveActivity, LiveSection
from coursegen.publish.learner_rules import gone_items, kept_for_learners
from coursegen.publish.notices import notices, rekeyed
from coursegen.publish.order import moved_within, section_order
from coursegen.publish.source_parts import OWN_PARTS
from coursegen.publish.sources import COURSE, CRITERION, GRADEBOOK, ActivitySource, Sources

_IN_THE_GRADEBOOK = ("weight", "category")
# What the site is to remember of an activity that is not itself written for it.
_REMEMBERED = ("placement", "after", "categoryweight", CRITERION)


def plan_for(sources: Sources, inventory: Inventory | None, choices: Choices | None = None, category: int = 0) -> Plan:
    """The plan of publishing `sources` on a site that has `inventory` of the course (None: it has no such course).

    `category`: the number of the category that the site is known with (0: unknown).
    """
    choices = choices or Choices()
    if inventory is None:
        return _new(sources, choices)
    choices = _named(choices, inventory)
    site = _Site(sources, inventory, choices)
    changes = (*site.sections(), *site.activities(), *site.removed(), *site.others())
    return Plan(
        course_key=sources.key,
        course_title=sources.title,
        course_id=inventory.course_id,
        url=inventory.url,
        source=sources.digest,
        state=inventory.state,
        label=sources.label,
        published=inventory.published,
        choices=choices,
        changes=changes,
        announcements=(*notices(sources, inventory, category), *site.announcements(changes)),
        decisions=tuple(site.decisions(changes)),
        foreign=sum(not live.owned for live in inventory.activities),
        memory=as_remembered(sources, inventory, changes, choices),
    )


def _new(sources: Sources, choices: Choices) -> Plan:
    sections = (Change("section", s.key, Act.CREATE, title=s.title) for s in sources.sections)
    activities = (Change("activity", a.key, Act.CREATE, a.kind, a.title) for a in sources.activities)
    changes = (*sections, *activities)
    return Plan(
        sources.key, sources.title, 0, "", sources.digest, "", sources.label, "", choices=choices, changes=changes
    )


def _named(choices: Choices, inventory: Inventory) -> Choices:
    """The choices with "everything" as the keys that it means: the site is told keys."""
    if EVERYTHING not in choices.overwrite:
        return choices
    keys = {section.key for section in inventory.sections if section.key and section.edited}
    keys |= {live.key for live in inventory.activities if live.key and (live.edited or live.elsewhere)}
    keys |= {other.kind for other in inventory.others if other.edited} | {*inventory.deleted}
    keys |= {COURSE} if inventory.sections_moved else set()
    return replace(choices, overwrite=frozenset(keys))


class _Site:
    """A course on a site against the folder: one method a chapter of the plan."""

    def __init__(self, sources: Sources, inventory: Inventory, choices: Choices) -> None:
        self._sources = sources
        self._inventory = inventory
        self._choices = choices
        self._live = {live.key: live for live in inventory.activities if live.owned and live.key}
        self._sections = _live_sections(sources, inventory)
        self._titles = {section.key: section.title for section in sources.sections}
        self._titles |= {a.key: a.title for a in sources.activities if a.kind == "subsection"}
        self._moved = moved_within(sources, self._live)
        known = next((other.source for other in inventory.others if other.kind == COURSE), "")
        self._order = section_order(sources, self._sections, known != sources.course)
        self._moved_sections = self._order.written(COURSE in choices.overwrite)
        self._questions = {question.key: question for question in inventory.questions}
        self._rekeyed = {stray.cmid for _source, stray in rekeyed(sources, inventory)}
        self._gone = sorted(self._live.keys() - {source.key for source in sources.activities})

    def sections(self) -> Iterator[Change]:
        for section in self._sources.sections:
            live = self._sections.get(section.key)
            old = live.title if live else ""
            act, overwrites = Act.CREATE, False
            if live is not None:
                act, overwrites = self._verdict(section.key, live.source != section.digest, live.edited)
                if act is Act.UPDATE and live.source and _named_otherwise(live, section.title):
                    act = Act.RENAME
                elif act in (Act.UNCHANGED, Act.EDITED) and section.key in self._moved_sections:
                    act = Act.MOVE
            yield Change(
                "section",
                section.key,
                act,
                title=section.title,
                old_title=old,
                parts=_section_parts(act, section.key in self._moved_sections),
                overwrites=overwrites,
                first=live is not None and not live.source,
            )
        ours = {section.key for section in self._sources.sections}
        for key, live in sorted(self._sections.items()):
            if key not in ours:
                yield Change("section", key, Act.ORPHAN, title=live.title)

    def activities(self) -> Iterator[Change]:
        for source in self._sources.activities:
            live = self._live.get(source.key)
            if live is None:
                yield self._absent(source)
            else:
                yield self._activity(source, live)

    def _absent(self, source: ActivitySource) -> Change:
        """New; or deleted on the site, which is a person's decision until it is named."""
        if source.key not in self._inventory.deleted or source.key in self._choices.overwrite:
            where = self._titles.get(source.section, "")
            return Change("activity", source.key, Act.CREATE, source.kind, source.title, goes_to=where)
        changed = not is_digest_of(self._inventory.deleted[source.key], source)
        act, parts = (Act.CONFLICT, (DELETED,)) if changed else (Act.GONE, ())
        return Change("activity", source.key, act, source.kind, source.title, parts=parts, edited=changed)

    def _activity(self, source: ActivitySource, live: LiveActivity) -> Change:
        if live.kind != source.kind:
            kept: dict[str, tuple[str, ...]] = {"othertype": ()}
            return Change("activity", source.key, Act.LEFT, live.kind, live.title, kept=kept, records=live.userdata)
        old, new = live.source_parts, source.parts
        named = source.key in self._choices.overwrite
        tried = is_to_be_tried(source, live, self._questions, self._choices)
        differs = not is_made_from(live, source) or bool(live.pending) or tried
        parts = tuple(part for part in OWN_PARTS if old and old.get(part) != new.get(part))
        keeps = live.only_visibility and not named
        verdict, overwrites = self._verdict(source.key, differs, live.edited and not keeps)
        stays = self._is_elsewhere(source, live) and not named
        moves = bool(old) and not stays and (old.get("placement") != source.section or self._is_elsewhere(source, live))
        graded = tuple(part for part in _IN_THE_GRADEBOOK if old and old.get(part) != new.get(part))
        again = ("regrade",) if source.kind == "quiz" and source.key in self._choices.regrade else ()
        again = again or (("settled",) if tried else ())
        act = _act(verdict, parts, (*graded, *again), moves or (source.key in self._moved and not stays))
        if act is Act.UNCHANGED and (keeps or stays):
            act = verdict = Act.EDITED
        held = held_back(source, live, self._questions, self._sources)
        if act is Act.UNCHANGED and held:
            act = Act.HELD
        written = act in WRITTEN
        kept = {**held, **kept_for_learners(source, live)} if act is Act.UPDATE else held if act is Act.HELD else {}
        kept |= dict.fromkeys(_left_by_people(live, keeps, stays), ())
        return Change(
            "activity",
            source.key,
            act,
            source.kind,
            source.title,
            old_title=live.title,
            parts=(*parts, *graded, *again) if written and verdict is not Act.EDITED else live.edited_parts,
            facts=tuple(_facts(source, live, overwrites)) if written else (),
            goes_to=self._titles.get(source.section, "") if moves else "",
            comes_from=self._titles.get(self._place(live) or old.get("placement", ""), "") if moves else "",
            questions=self._changed_questions(source) if written else (),
            kept=kept,
            records=live.userdata,
            overwrites=overwrites,
            edited=verdict in (Act.EDITED, Act.CONFLICT),
            unfinished=bool(live.pending),
            first=not live.base and not live.pending,
            stale=act in (Act.UNCHANGED, Act.HELD) and any(old.get(p) != new.get(p) for p in _REMEMBERED),
        )

    def _place(self, live: LiveActivity) -> str:
        """The key of the section that an activity lies in."""
        return next((one.key for one in self._inventory.sections if one.id == live.section), "")

    def _is_elsewhere(self, source: ActivitySource, live: LiveActivity) -> bool:
        """A person has moved it into another section than the folder's."""
        return live.elsewhere and self._place(live) != source.section

    def _verdict(self, key: str, differs: bool, edited: bool) -> tuple[Act, bool]:
        """The three-way rule: what happens, and whether a person's change on the site is written over."""
        if edited and key in self._choices.overwrite:
            return Act.UPDATE, True
        if edited:
            return (Act.CONFLICT if differs else Act.EDITED), False
        return (Act.UPDATE if differs else Act.UNCHANGED), False

    def _changed_questions(self, source: ActivitySource) -> tuple[str, ...]:
        """Titles of the quiz's questions that the site has in another version."""
        mine = (question for question in self._sources.questions if question.quiz == source.key)
        known = ((question, self._questions.get(question.key)) for question in mine)
        return tuple(q.title for q, live in known if live is not None and live.source and live.source != q.digest)

    def removed(self) -> Iterator[Change]:
        yield from (self._removed(self._live[key]) for key in self._gone)

    def _removed(self, live: LiveActivity) -> Change:
        act = Act.HIDE if live.visible else Act.ORPHAN
        kept: dict[str, tuple[str, ...]] = {}
        overwrites = live.edited and live.key in self._choices.overwrite
        if live.edited and not overwrites:
            return Change("activity", live.key, Act.ORPHAN, live.kind, live.title, parts=live.edited_parts, edited=True)
        if self._choices.missing is Missing.KEEP or live.cmid in self._rekeyed:
            act = Act.ORPHAN
        elif self._choices.missing is Missing.DELETE and live.keeps_people:
            kept = {"hasanswers": ()}  # never deleted: hidden at the most
        elif self._choices.missing is Missing.DELETE:
            act = Act.DELETE
        return Change(
            "activity", live.key, act, live.kind, live.title, kept=kept, records=live.userdata, overwrites=overwrites
        )

    def others(self) -> Iterator[Change]:
        known = {other.kind: other for other in self._inventory.others}
        for kind, figure in self._sources.others.items():
            live = known.get(kind)
            if live is None:
                continue
            act, overwrites = self._verdict(kind, live.source != figure, live.edited)
            if act is not Act.UNCHANGED:
                facts = tuple(self._category_weights()) if kind == GRADEBOOK and act is Act.UPDATE else ()
                edited = act in (Act.EDITED, Act.CONFLICT)
                yield Change(
                    "other", kind, act, facts=facts, overwrites=overwrites, edited=edited, first=not live.source
                )

    def _category_weights(self) -> Iterator[Fact]:
        """The categories whose weight changes, as the activities in them tell."""
        told: dict[str, Fact] = {}
        for source in self._sources.activities:
            old, new = (self._live[source.key].source_parts if source.key in self._live else {}), source.parts
            name, weight = new.get("category", ""), new.get("categoryweight", "")
            if name and old.get("category") == name and old.get("categoryweight", "") != weight:
                told[name] = Fact(f"category:{name}", old.get("categoryweight", ""), weight)
        yield from (told[name] for name in sorted(told))

    def announcements(self, changes: Sequence[Change]) -> Iterator[Announcement]:
        unfinished = tuple(change.title for change in changes if change.unfinished)
        if unfinished:
            yield Announcement("unfinished", len(unfinished), unfinished)
        first = tuple(_title_of(change) for change in changes if change.first and change.is_written)
        if first and not any(live.base for live in self._live.values()):
            yield Announcement("first")
        elif first:
            yield Announcement("firstofthese", len(first), first)
        if self._order.edited and self._order.differs and COURSE not in self._choices.overwrite:
            yield Announcement("sectionconflict" if self._order.changed else "sectionorder")
        if self._inventory.learners and _totals_move(changes):
            yield Announcement("totals", self._inventory.learners)
        yield from consequences(changes, self._live)
        attempted = tuple(change.title for change in changes if change.questions and change.records)
        if attempted:
            yield Announcement("oldattempts", len(attempted), attempted)
        if not self._choices.snapshot and any(change.is_written for change in changes):
            yield Announcement("nosnapshot")

    def decisions(self, changes: Sequence[Change]) -> Iterator[Decision]:
        written = {change.key: change for change in changes if change.is_written or change.act is Act.HELD}
        for source in self._sources.activities:
            live = self._live.get(source.key)
            if live is not None and source.key in written:
                yield from self._learner_decisions(source, live)
        for change in changes:
            gone = change.key in self._gone
            if gone and change.edited and self._live[change.key].visible and self._choices.missing is not Missing.KEEP:
                yield Decision("editedgone", change.key, _title_of(change), change.parts)
            elif change.act is Act.CONFLICT or (change.overwrites and change.sort == "activity" and not gone):
                yield Decision("conflict", change.key, _title_of(change), change.parts, decided=change.overwrites)
        leaving = tuple(change.title for change in changes if change.act in (Act.HIDE, Act.DELETE))
        if leaving:
            decided = self._choices.missing is not Missing.HIDE
            yield Decision("missing", "", "", leaving, len(leaving), decided)

    def _learner_decisions(self, source: ActivitySource, live: LiveActivity) -> Iterator[Decision]:
        held = held_by_learners(live).get(TRACKS, ())
        if tracks := live.userdata and (gone_items(live.source_parts, source.parts, "sco:") or held):
            decided = source.key in self._choices.track_loss
            yield Decision("tracks", source.key, source.title, tracks, live.userdata, decided)
        titles = {question.key: question.title for question in self._sources.questions}
        keys = undecided_keys(source, live, self._questions)
        if keys and source.key not in self._choices.keep_marks:
            count = sum(self._attempts(key) for key in keys)
            names = tuple(titles.get(key, key) for key in keys)
            yield Decision("rightanswer", source.key, source.title, names, count, source.key in self._choices.regrade)

    def _attempts(self, key: str) -> int:
        known = self._questions.get(key)
        return known.attempts if known else 0


def _live_sections(sources: Sources, inventory: Inventory) -> dict[str, LiveSection]:
    """The sections on the site by key; by number in a course from before the site kept keys."""
    ordinary = [live for live in inventory.sections if not live.delegated]
    keyed = {live.key: live for live in ordinary if live.key}
    if keyed:
        return keyed
    by_number = {live.number: live for live in ordinary}
    return {s.key: by_number[s.number] for s in sources.sections if s.number in by_number}


def _act(verdict: Act, parts: tuple[str, ...], beside: tuple[str, ...], moves: bool) -> Act:
    """What the verdict on an activity comes to, with what changes beside its content and its place."""
    if verdict is Act.UNCHANGED and beside:
        return Act.UPDATE
    if verdict in (Act.UNCHANGED, Act.EDITED) and moves:
        return Act.MOVE  # moving is no edit: what a person changed in it goes along
    return Act.RENAME if verdict is Act.UPDATE and parts == ("name",) and not beside else verdict


def _section_parts(act: Act, moves: bool) -> tuple[str, ...]:
    """What of a section changes beside its name, as the plan says it."""
    if act is Act.CONFLICT or act is Act.EDITED:
        return ()
    return (*(("summary",) if act is Act.UPDATE else ()), *(("placement",) if moves and act is not Act.MOVE else ()))


def _named_otherwise(live: LiveSection, title: str) -> bool:
    return bool(title) and " ".join(live.title.split()) != " ".join(title.split())


def _title_of(change: Change) -> str:
    return change.title or change.key


def _totals_move(changes: Sequence[Change]) -> bool:
    """Marks that learners have will add up to something else."""
    graded = {*_IN_THE_GRADEBOOK, "grade"}
    touched = (change for change in changes if change.is_written)
    return any(change.key == GRADEBOOK or graded & {*change.parts} for change in touched)


def _left_by_people(live: LiveActivity, keeps: bool, stays: bool) -> Iterator[str]:
    """Codes of what stays as a person wants it whatever else is written: its visibility (`keeps`), its place."""
    if keeps:
        yield "shownonsite" if live.visible else "hiddenonsite"
    if stays:
        yield "placedonsite"


def _facts(source: ActivitySource, live: LiveActivity, overwrites: bool = False) -> Iterator[Fact]:
    """The values that change and that people know by their figures. `overwrites`: the old ones may be a person's."""
    old: Mapping[str, str] = live.source_parts
    names = sorted({name for name in (*old, *source.parts) if name.startswith("date:")})
    for name in (*_IN_THE_GRADEBOOK, *names):
        before, after = old.get(name, ""), source.parts.get(name, "")
        if name == "weight" and overwrites and live.weight is not None:
            before = f"{live.weight:g}"
        if old and before != after:
            yield Fact(name, before, after)
    if source.grade_maximum and live.pass_mark is not None and source.pass_mark != live.pass_mark:
        yield Fact("pass_mark", f"{live.pass_mark:g}", f"{source.pass_mark:g}")
    if source.grade_maximum and live.grade_maximum is not None and source.grade_maximum != live.grade_maximum:
        yield Fact("grade_maximum", f"{live.grade_maximum:g}", f"{source.grade_maximum:g}")
