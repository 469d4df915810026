"""The places of a quiz as records: which question each shows, on which page."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from moodle_backups.activities.quiz_parts import QuizSection, RandomSlot, Slot
from moodle_backups.activities.quiz_pools import Pools
from moodle_backups.columns import Column, Columns, contents, flag, optional
from moodle_backups.kept import Kept, KeptValue
from moodle_backups.reading.markup import markup
from moodle_backups.xml import Scalar, Xml, record, share

if TYPE_CHECKING:
    from moodle_backups.reading.owner import Owner
    from moodle_backups.scope import ActivityScope
    from moodle_backups.tree import Node

AnySlot = Slot | RandomSlot


def numbered(slots: Sequence[AnySlot], sections: Sequence[QuizSection], per_page: int) -> Iterator[tuple[int, int]]:
    """Number and page of each slot; a section starts a page, and so do those that are full."""
    starts = {section.first_slot for section in sections}
    page, on_page = 1, 0
    for number, slot in enumerate(slots, 1):
        full = per_page and on_page == per_page
        if slot.page is not None:
            on_page = on_page if slot.page == page else 0
            page = slot.page
        elif number > 1 and (full or number in starts):
            page, on_page = page + 1, 0
        on_page += 1
        yield number, page


@dataclass(frozen=True, slots=True)
class SlotWriter:
    """Writes the slots of one quiz. ``grade_items``: ids by key."""

    scope: ActivityScope
    grade_items: Mapping[str, int]

    def mark_of(self, slot: AnySlot) -> float:
        """The marks that a slot gives."""
        if slot.mark is not None or isinstance(slot, RandomSlot):
            return slot.mark or 0.0
        question = self.scope.draft.places.banks.question(slot.question, self._owner)
        return question.mark if question is not None else 0.0

    @property
    def _owner(self) -> str:
        return self.scope.place.activity.key

    def slot(self, slot: AnySlot, number: int, page: int) -> Xml:
        """One slot."""
        values: dict[str, Scalar] = {
            "quizid": self.scope.place.instance,
            "slot": number,
            "page": page,
            **contents(_AS_GIVEN, slot, self.scope),
            "maxmark": share(self.mark_of(slot)),
            "quizgradeitemid": self._grade_item(slot.grade_item),
        }
        kept = slot.kept
        nested = kept.elements or (self._shown(slot) if isinstance(slot, Slot) else self._drawn(slot),)
        return record("question_instance", kept.over(values), *nested, id=self.scope.id_of(slot))

    def _grade_item(self, key: str) -> int | None:
        if key and key not in self.grade_items:
            self.scope.report(f'counts a question for grade "{key}", which the quiz doesn\'t have')
        return self.grade_items.get(key)

    def _reference(self) -> dict[str, Scalar]:
        return {"usingcontextid": self.scope.context, "component": "mod_quiz", "questionarea": "slot"}

    def _shown(self, slot: Slot) -> Xml:
        entry = self.scope.draft.places.banks.entry(slot.question, self._owner)
        if entry is None:
            self.scope.report(f'shows question "{slot.question}", which no bank of the backup has')
        owners = self.scope.draft.places.banks.owners_of(slot.question, self._owner)
        if len(owners) > 1:
            self.scope.report(f'shows question "{slot.question}", which {len(owners)} banks have and its own has not')
        values = self._reference() | {"questionbankentryid": entry, "version": slot.version}
        return self._record("question_reference", slot, values)

    def _drawn(self, slot: RandomSlot) -> Xml:
        found = self.scope.draft.places.banks.category(slot.category, self._owner)
        if found is None:
            self._unknown_category(slot.category)
        context, category = (found[0].context, found[1].id) if found else (self.scope.context, 0)
        # The form of the filter before 4.3, which every release from 4.0 on takes. Up to 4.5 a restore finds tags by
        # the names in it (and by nothing in the newer form), from 5.0 on by the ids that questions give them.
        condition: dict[str, Any] = {"questioncategoryid": str(category), "includingsubcategories": slot.subcategories}
        if slot.tags:
            ids = self.scope.draft.places.banks.tags
            condition["tags"] = [f"{ids.get(tag.lower(), 0)},{tag}" for tag in slot.tags]
        values = self._reference() | {
            "questionscontextid": context,
            "filtercondition": json.dumps(condition, separators=(",", ":"), ensure_ascii=False),
        }
        return self._record("question_set_reference", slot, values)

    def _unknown_category(self, category: str) -> None:
        key = self.scope.draft.places.banks.named(category, self._owner)
        meant = f'; the key of the one with this name is "{key}"' if key is not None else ""
        self.scope.report(f'draws from question category "{category}", which no bank of the backup has{meant}')

    def _record(self, tag: str, slot: AnySlot, values: dict[str, Scalar]) -> Xml:
        kept = slot.kept.part("reference")
        return record(tag, kept.over(values), *kept.elements, id=self.scope.once(kept, tag))

    def check(self, slots: Sequence[AnySlot]) -> None:
        """Reports what a learner's attempt would break at."""
        for what in Pools(self.scope.draft.places.banks, self._owner).problems(slots):
            self.scope.report(what)


def read_slots(quiz: Node, owner: Owner, grade_items: Mapping[int, str]) -> tuple[AnySlot, ...]:
    """The slots of a quiz in order, each with its page. ``grade_items``: keys by id."""
    nodes = sorted(quiz.path("question_instances/question_instance"), key=lambda node: int(node.text_of("slot") or 0))
    return tuple(_read_slot(node, owner, grade_items) for node in nodes)


def without_pages(slots: Sequence[AnySlot], sections: Sequence[QuizSection], per_page: int) -> tuple[AnySlot, ...]:
    """The slots without the pages that `numbered` would give them anyway."""
    starts = {section.first_slot for section in sections}
    page, on_page, result = 1, 0, []
    for number, slot in enumerate(slots, 1):
        starts_page = number > 1 and (number in starts or bool(per_page and on_page == per_page))
        expected = page + starts_page
        on_page = 1 if starts_page or slot.page not in (page, expected) else on_page + 1
        result.append(replace(slot, page=None) if slot.page == expected else slot)
        page = expected if slot.page is None else slot.page
    return tuple(result)


def _read_slot(node: Node, owner: Owner, grade_items: Mapping[int, str]) -> AnySlot:
    slot_id = int(node.attributes["id"])
    values = owner.values(SLOT, node, nested=_NESTED, ids={"id": slot_id})
    values["grade_item"] = grade_items.get(int(node.text_of("quizgradeitemid") or 0), "")
    shown, drawn = node.child("question_reference"), node.child("question_set_reference")
    if shown is not None:
        return _read_shown(shown, owner, values)
    if drawn is not None:
        return _read_drawn(drawn, owner, values)
    return _read_before_4(node, owner, values)


def _read_before_4(node: Node, owner: Owner, values: dict[str, Any]) -> AnySlot:
    """A slot of Moodle 3, which names its question, be it a random one."""
    question = int(node.text_of("questionid") or 0)
    banks = owner.shared.banks
    category, below = banks.random.get(question, (0, False))
    if category in banks.categories:
        tags = tuple(tag.text_of("tagname") or "" for tag in node.path("tags/tag"))
        return RandomSlot(category=banks.categories[category], subcategories=below, tags=tags, **values)
    if question not in banks.entries:
        raise ValueError(f"slot {node.text_of('slot')} shows a question that isn't in the package")
    return Slot(question=banks.entries[question], **values)


def _read_shown(node: Node, owner: Owner, values: dict[str, Any]) -> Slot:
    entry = int(node.text_of("questionbankentryid") or 0)
    key = owner.shared.banks.entries.get(entry)
    version = node.text_of("version")
    if key is None:
        owner.note(f"a slot with a question that isn't in the package (entry {entry})")
        values["kept"] = replace(values["kept"], elements=(markup(node),))
    else:
        values["kept"] = _with_reference(values["kept"], node)
    return Slot(question=key or f"question-{entry}", version=int(version) if version else None, **values)


def _read_drawn(node: Node, owner: Owner, values: dict[str, Any]) -> RandomSlot:
    condition = node.text_of("filtercondition") or ""
    category, below, tags = _filter(condition, owner)
    key = owner.shared.banks.categories.get(category)
    values["kept"] = _with_reference(values["kept"], node)
    if key is None:
        owner.note(f"a slot with questions of a category that isn't in the package ({category})")
        values["kept"] = replace(values["kept"], elements=(markup(node),))
    elif tags is None:
        owner.note(f"a filter of random questions: {condition}")
        reference = values["kept"].part("reference")
        kept = replace(reference, values=(*reference.values, KeptValue("filtercondition", condition)))
        values["kept"] = replace(values["kept"], parts={"reference": kept})
    return RandomSlot(category=key or f"category-{category}", subcategories=below, tags=tags or (), **values)


def _with_reference(kept: Kept, node: Node) -> Kept:
    return replace(kept, parts={"reference": Kept(ids={"id": int(node.attributes["id"])})})


def _filter(text_: str, owner: Owner) -> tuple[int, bool, tuple[str, ...] | None]:
    """Category, whether those in it count, tags; tags None: the filter says more than that.

    Raises ValueError when it names no category.
    """
    try:
        condition = json.loads(text_)
        if "filter" not in condition:
            tags = tuple(str(tag).partition(",")[2] for tag in condition.get("tags", ()))
            return int(condition["questioncategoryid"]), bool(condition.get("includingsubcategories")), tags
        filters = condition["filter"]
        (category,) = filters["category"]["values"]
        options = filters["category"].get("filteroptions", filters["category"])
        return int(category), bool(options.get("includesubcategories")), _tags(condition, owner)
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"a filter of random questions that names no category: {text_}") from error


def _tags(condition: dict[str, Any], owner: Owner) -> tuple[str, ...] | None:
    filters = condition["filter"]
    known = owner.shared.banks.tags
    tag_ids = [int(tag) for tag in filters.get("qtagids", {}).get("values", ())]
    plain = (
        filters.keys() <= {"category", "qtagids"}
        and all(one.get("jointype", default) == default for one, default in _join_types(filters))
        and (len(filters) == 1 or condition.get("jointype", _ALL) == _ALL)
    )
    return tuple(known[tag] for tag in tag_ids) if plain and known.keys() >= set(tag_ids) else None


def _join_types(filters: Mapping[str, Any]) -> Iterator[tuple[Mapping[str, Any], int]]:
    """Each filter with its way of joining values that is Moodle's default."""
    yield filters["category"], _ANY
    if "qtagids" in filters:
        yield filters["qtagids"], _ALL


_OF_MOODLE_3: Final = ("questionid", "questioncategoryid", "includingsubcategories", "tags")
_ANY: Final = 1
_ALL: Final = 2
_NESTED: Final = ("quizid", "slot", "quizgradeitemid", "question_reference", "question_set_reference", *_OF_MOODLE_3)
_AS_GIVEN: Final[Columns] = (
    optional("displaynumber", "display_number", longest=16),
    flag("requireprevious", "require_previous"),
)
SLOT: Final[Columns] = (
    Column("page", "page", read=int),
    *_AS_GIVEN,
    Column("maxmark", "mark", write=share, read=float, null=0.0),
)
