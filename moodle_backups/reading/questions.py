"""questions.xml back to question banks: categories, entries with their versions, questions of every type.

A question of a type that the library doesn't know, or that says more than its type here can, is kept whole with its
files. Comments of teachers are user data: counted and left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from moodle_backups.columns import LONGEST_KEY
from moodle_backups.files import Area
from moodle_backups.kept import Kept, KeptFile, KeptValue
from moodle_backups.question_bank import CATEGORY, TOP, question_stamp
from moodle_backups.questions import QUESTION_TYPES
from moodle_backups.questions.bank import BankLevel, QuestionBank, QuestionCategory
from moodle_backups.questions.base import HINT, QUESTION, QUESTION_END, Hint, Question, QuestionStatus
from moodle_backups.reading.banks import ReadBanks
from moodle_backups.reading.owner import Owner, Shared
from moodle_backups.reading.question_source import QuestionSource, empty, id_of
from moodle_backups.tree import Node
from moodle_backups.xml import Scalar, scalar

_COMMENTS: Final = "plugin_qbank_comment_question"
_OF_ANSWERS: Final = ("answer", "answerfeedback")
_BEFORE_4: Final = ("hidden", "version", "idnumber")
_ENTRY: Final = ("questioncategoryid", "idnumber", "ownerid", "question_version")


@dataclass(frozen=True, slots=True)
class _Version:
    """A version of an entry: its record id (0 before Moodle 4.0), its number, its question."""

    entry: int
    idnumber: str | None
    id: int
    number: int
    status: QuestionStatus
    node: Node
    entry_values: tuple[KeptValue, ...] = ()


@dataclass(slots=True)
class _Bank:
    """A bank being read."""

    level: int
    instance: int
    owner: str
    top: Kept = field(default_factory=Kept)
    categories: dict[int, QuestionCategory] = field(default_factory=dict)
    parents: dict[int, int] = field(default_factory=dict)
    questions: list[Question] = field(default_factory=list)


def read_banks(categories: Iterable[Node], shared: Shared, owners: Mapping[int, str]) -> ReadBanks:
    """The banks of a package. ``owners``: how messages name activities, by their module ids."""
    return _Reading(shared, owners).banks(categories)


class _Reading:
    """questions.xml being read, one category at a time."""

    def __init__(self, shared: Shared, owners: Mapping[int, str]) -> None:
        self._shared = shared
        self._owners = owners
        self._banks: dict[int, _Bank] = {}
        self._tags: dict[int, str] = {}
        self._random: dict[int, tuple[int, bool]] = {}
        self._areas: dict[tuple[int, int], list[Area]] = {}
        for area in shared.files.by_area:
            if area.component == "question" or area.component.startswith("qtype_"):
                self._areas.setdefault((area.context, area.item), []).append(area)

    def banks(self, categories: Iterable[Node]) -> ReadBanks:
        """All of them."""
        for node in categories:
            self._category(node)
        entries = self._entry_keys()
        keys = self._category_keys()
        banks = {context: self._bank(context, bank, entries, keys) for context, bank in self._banks.items()}
        return ReadBanks(banks, entries, keys, self._tags, self._random)

    def _category(self, node: Node) -> None:
        context = _number(node, "contextid")
        level = _number(node, "contextlevel")
        instance = _number(node, "contextinstanceid")
        owner = self._owners.get(instance, f"context {context}") if level == BankLevel.ACTIVITY else "course"
        bank = self._banks.setdefault(context, _Bank(level, instance, owner))
        category_id = id_of(node)
        if not _number(node, "parent") and node.text_of("name") == TOP:
            standard: dict[str, Scalar] = {"infoformat": 0, "sortorder": 0, "info": "", "idnumber": None}
            values = [
                KeptValue(name, node.text_of(name)) for name, value in standard.items() if _differs(node, name, value)
            ]
            stamp = KeptValue("stamp", node.text_of("stamp"))
            bank.top = Kept(ids={"top": category_id}, parts={TOP: Kept(values=(stamp, *values))})
        else:
            self._add_category(bank, node, category_id, context)
        for question in node.path("questions/question"):
            if question.text_of("qtype") == "random":
                self._random[id_of(question)] = (category_id, question.text_of("questiontext") == "1")
        bank.questions += self._questions(node, bank, context, category_id)

    def _add_category(self, bank: _Bank, node: Node, category_id: int, context: int) -> None:
        owner = Owner(self._shared, f"question category {category_id}", context, "question")
        nested = (
            "contextid",
            "contextlevel",
            "contextinstanceid",
            "stamp",
            "parent",
            "question_bank_entries",
            "questions",
        )
        values = owner.values(CATEGORY, node, category_id, nested=nested, ids={"question_category": category_id})
        kept: Kept = values["kept"]
        values["kept"] = replace(kept, values=(KeptValue("stamp", node.text_of("stamp")), *kept.values))
        key = values.get("idnumber", "")[:LONGEST_KEY] or f"category-{category_id}"
        bank.categories[category_id] = QuestionCategory(key=key, **values)
        bank.parents[category_id] = _number(node, "parent")

    def _questions(self, category: Node, bank: _Bank, context: int, category_id: int) -> Iterator[Question]:
        entries: dict[int, list[_Version]] = {}
        for version in _versions(category):
            entries.setdefault(version.entry, []).append(version)
        known = {id_of(version.node) for versions in entries.values() for version in versions}
        parts: dict[int, list[_Version]] = {}
        for entry, versions in list(entries.items()):
            inner = [version for version in versions if _number(version.node, "parent") in known]
            for version in inner:
                parts.setdefault(_number(version.node, "parent"), []).append(version)
            if inner:
                del entries[entry]
        reader = _CategoryReader(self, bank, context, category_id, parts)
        for versions in entries.values():
            yield reader.entry(sorted(versions, key=lambda version: version.number))

    def question(self, version: _Version, context: int, category: int, inner: Mapping[int, Question]) -> Question:
        """One question, as its type or whole. ``inner``: those it consists of, by id."""
        node = version.node
        qtype = node.text_of("qtype") or ""
        where = f"question {version.idnumber or id_of(node)}"
        kind = QUESTION_TYPES.get(qtype)
        areas = self._own_areas(node, context, qtype)
        noted = len(self._shared.kept)
        if kind is not None:
            owner = Owner(self._shared, where, context, "question")
            try:
                source = QuestionSource(node, owner, category, self._common(version, owner, inner))
                question = owner.checked(kind.from_xml(source), QUESTION, node)
                return self._with_files(question, areas, owner)
            except (ValueError, NotImplementedError) as error:
                del self._shared.kept[noted:]
                reason = f"a question of type {qtype}, kept whole: {error}"
        else:
            reason = f"a question of type {qtype}, kept whole"
        self._shared.files.taken -= {(area, file.name) for area in areas for file in self._shared.files.by_area[area]}
        owner = Owner(self._shared, where, context, "question")
        owner.note(reason)
        source = QuestionSource(node, owner, category, self._common(version, owner, inner))
        return self._with_files(source.whole(), areas, owner)

    def _common(self, version: _Version, owner: Owner, inner: Mapping[int, Question]) -> dict[str, Any]:
        """The attributes that every type has."""
        node = version.node
        plugin = f"plugin_qtype_{node.text_of('qtype')}_question"
        nothing = [one.tag for one in node.children if one.tag.startswith("plugin_") and empty(one)]
        nested = (plugin, "question_hints", "tags", "parent", "stamp", "category", _COMMENTS, *_BEFORE_4, *nothing)
        ids = {"id": id_of(node), "entry": version.entry, "version": version.id}
        tags = [(id_of(tag), tag.text_of("rawname") or tag.text_of("name") or "") for tag in node.path("tags/tag")]
        self._tags.update(tags)
        common = owner.values((*QUESTION, *QUESTION_END), node, id_of(node), nested=nested, ids=ids)
        comments = node.path(f"{_COMMENTS}/comments/comment")
        if comments:
            self._shared.dropped["comments"] = self._shared.dropped.get("comments", 0) + len(comments)
        kept: Kept = common["kept"]
        stamp = KeptValue("stamp", node.text_of("stamp"))
        common["kept"] = replace(kept, values=(stamp, *kept.values))
        hints = [(one, id_of(one)) for one in node.path("question_hints/question_hint")]
        return common | {
            "key": "",
            "inner": inner,
            "status": version.status,
            "tags": tuple(name for _, name in tags),
            "hints": tuple(Hint(**owner.values(HINT, one, i, ids={"id": i})) for one, i in hints),
        }

    def _own_areas(self, node: Node, context: int, qtype: str) -> list[Area]:
        """The file areas of a question."""
        question = id_of(node)
        plugin = node.child(f"plugin_qtype_{qtype}_question")
        answers = {id_of(one) for one in (plugin.path("answers/answer") if plugin else ())}
        hints = {id_of(one) for one in node.path("question_hints/question_hint")}
        own = {question, *(_ids(plugin) if plugin else ())}
        found = [area for item in sorted(own | hints) for area in self._areas.get((context, item), ())]
        return [area for area in found if _belongs(area, question, answers, hints, own, qtype)]

    def _with_files(self, question: Question, areas: Iterable[Area], owner: Owner) -> Question:
        """The question with the files of its areas that nothing of it shows."""
        files = self._shared.files
        left = [(a, f) for a in areas for f in files.by_area[a] if (a, f.name) not in files.taken]
        if not left:
            return question
        for area, file in left:
            owner.note(f"file {file.name} of {area.component}/{area.area}/{area.item}")
            files.taken.add((area, file.name))
        kept = tuple(KeptFile(area.component, area.area, area.item, file) for area, file in left)
        return replace(question, kept=replace(question.kept, files=kept))

    def _entry_keys(self) -> dict[int, str]:
        """Keys of entries: their idnumbers where these are set and differ in the whole package."""
        questions = [question for bank in self._banks.values() for question in bank.questions]
        times = Counter(question.key for question in questions)
        return {
            _id(question, "entry"): question.key
            if question.key and times[question.key] == 1
            else f"question-{_id(question, 'entry')}"
            for question in questions
        }

    def _category_keys(self) -> dict[int, str]:
        times = Counter(category.key for bank in self._banks.values() for category in bank.categories.values())
        return {
            category_id: category.key if times[category.key] == 1 else f"category-{category_id}"
            for bank in self._banks.values()
            for category_id, category in bank.categories.items()
        }

    def _bank(self, context: int, bank: _Bank, entries: Mapping[int, str], keys: Mapping[int, str]) -> QuestionBank:
        ids = {**(bank.top.ids or {}), "context": context, "instance": bank.instance}
        categories = [
            replace(category, key=keys[category_id], parent=keys.get(bank.parents[category_id], ""))
            for category_id, category in bank.categories.items()
        ]
        return QuestionBank(
            questions=tuple(_keyed(question, entries, keys, bank.owner) for question in bank.questions),
            categories=tuple(categories),
            level=BankLevel(bank.level),
            kept=replace(bank.top, ids=ids),
        )


class _CategoryReader:
    """The entries of one category. ``parts``: questions inside others, by the id of the one they lie in."""

    def __init__(
        self, reading: _Reading, bank: _Bank, context: int, category: int, parts: Mapping[int, list[_Version]]
    ) -> None:
        self._reading = reading
        self._bank = bank
        self._context = context
        self._category = category
        self._parts = parts

    def entry(self, versions: list[_Version]) -> Question:
        """The question of an entry: its last version, with the others in it. Its category is an id still."""
        idnumber = versions[0].idnumber
        questions, number = [], 0
        for version in versions:
            question = self._version(version)
            expected = number + 1
            number = version.number
            questions.append(question if number == expected else replace(question, version=number))
        place = str(self._category) if self._category in self._bank.categories else ""
        last = questions[-1]
        parts = {
            **(last.kept.parts or {}),
            "entry": Kept(values=(KeptValue("idnumber", idnumber), *versions[0].entry_values)),
        }
        key = (idnumber or "")[:LONGEST_KEY]
        return replace(
            last, key=key, category=place, versions=tuple(questions[:-1]), kept=replace(last.kept, parts=parts)
        )

    def _version(self, version: _Version) -> Question:
        inner: dict[int, Question] = {}
        for part in self._parts.get(id_of(version.node), ()):
            question = self._version(part)
            number = 0 if part.number == 1 else part.number
            if part.idnumber is not None or part.entry_values:
                kept = Kept(values=(KeptValue("idnumber", part.idnumber), *part.entry_values))
                question = replace(
                    question, kept=replace(question.kept, parts={**(question.kept.parts or {}), "entry": kept})
                )
            inner[id_of(part.node)] = replace(question, version=number)
        return self._reading.question(version, self._context, self._category, inner)


def _versions(category: Node) -> Iterator[_Version]:
    for entry in category.path("question_bank_entries/question_bank_entry"):
        more = tuple(KeptValue(one.tag, one.text) for one in entry.children if one.tag not in _ENTRY)
        for version in entry.path("question_version/question_versions"):
            status = QuestionStatus(version.text_of("status") or "ready")
            for node in version.path("questions/question"):
                number = _number(version, "version")
                yield _Version(id_of(entry), entry.text_of("idnumber"), id_of(version), number, status, node, more)
    for node in category.path("questions/question"):  # before Moodle 4.0
        status = QuestionStatus.HIDDEN if node.text_of("hidden") == "1" else QuestionStatus.READY
        if node.text_of("qtype") != "random":
            yield _Version(id_of(node), node.text_of("idnumber"), id_of(node), 1, status, node)


def _keyed(question: Question, entries: Mapping[int, str], keys: Mapping[int, str], owner: str) -> Question:
    """The question under its key and that of its category; its stamp counts as long as nobody changes it."""
    category = keys[int(question.category)] if question.category else ""
    question = replace(question, key=entries[_id(question, "entry")], category=category)
    kept, entry = question.kept, question.kept.part("entry")
    idnumber, *more = entry.values
    if idnumber.text != question.key:
        more.append(replace(idnumber, instead=scalar(question.key)))
    entry = Kept(values=tuple(more))
    stamp, *values = kept.values
    if isinstance(stamp, KeptValue) and stamp.name == "stamp":
        values.insert(0, replace(stamp, instead=question_stamp(owner, question)))
    return replace(question, kept=replace(kept, values=tuple(values), parts={**(kept.parts or {}), "entry": entry}))


def _belongs(area: Area, question: int, answers: set[int], hints: set[int], own: set[int], qtype: str) -> bool:
    if area.component != "question":
        return area.component == f"qtype_{qtype}" and area.item in own
    if area.area in _OF_ANSWERS:
        return area.item in answers
    return area.item in hints if area.area == "hint" else area.item == question


def _ids(node: Node) -> Iterator[int]:
    """The ids of all records in an element."""
    for child in node.children:
        if child.attributes.get("id", "").isdigit():
            yield int(child.attributes["id"])
        yield from _ids(child)


def _id(question: Question, what: str) -> int:
    return question.kept.id_of(what) or 0


def _number(node: Node, name: str) -> int:
    text = node.text_of(name)
    return int(text) if text and text.lstrip("-").isdigit() else 0


def _differs(node: Node, name: str, value: Scalar) -> bool:
    child = node.child(name)
    return child is not None and scalar(child.text) != scalar(value)
