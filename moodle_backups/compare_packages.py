"""Two packages document by document, for tests that hold this library against what Moodle wrote itself.

Ids are renumbered by kind in the order in which they appear, clocks and facts of the site are blanked; whatever still
differs is a difference, unless the list of what may differ names it, with its reason.
"""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Final

from moodle_backups.archive_source import ArchiveSource, open_archive
from moodle_backups.tree import Node, parse
from moodle_backups.xml import escape

MANIFEST: Final = "moodle_backup.xml"
BLANK: Final = "*"
_CLOCK: Final = re.compile(r"time\w+|added|backup_date|executiontime|modified\w*|nextcron\w*|expirydate")
_SITE: Final = frozenset(
    "name moodle_version moodle_release backup_version backup_release original_wwwroot original_site_identifier_hash"
    " original_system_contextid original_course_shortname stamp filename sha1hash".split()
)
"""Elements of the manifest's own head, and unique names that a site makes."""
_SITE_EVERYWHERE: Final = frozenset({"stamp", "sha1hash"})
_SITE_ATTRIBUTES: Final = frozenset({"version", "backup_id"})
_REFERENCES: Final[Mapping[str, str]] = {
    "moduleid": "module",
    "parentcmid": "module",
    "cm": "module",
    "sectionid": "section",
    "insubsection": "",
    "usingcontextid": "context",
    "questionscontextid": "context",
    "original_course_contextid": "context",
    "original_course_id": "course",
    "courseid": "course",
    "questioncategoryid": "question_category",
    "questionbankentryid": "question_bank_entry",
    "categoryid": "grade_category",
    "quizgradeitemid": "quiz_grade_item",
    "trueanswer": "answer",
    "falseanswer": "answer",
    "answer": "answer",
    "iteminstance": "instance",
    "itemid": "item",
    "moduleinstance": "module",
    "dependitem": "item",
    "parent": "parent",
    "sequence": "module",
}
"""The kind of what an element names by id; one called ``...id`` that isn't here is a kind of its own."""
_DIGITS: Final = re.compile(r"\d+")
_NO_PATH: Final = re.compile(r"[^\w.]+")
_TOKEN: Final = re.compile(r"\$@([A-Z0-9]+)\*(\d+)")
_NAMED: Final = re.compile(r"\b(section|[a-z][a-z0-9]*)_(\d+)")
_CONDITION: Final = re.compile(r'"(cm|id|questioncategoryid)":"?(\d+)"?')
_LISTS: Final = re.compile(r"(?:.*/)?(?:files|inforef|roles)\.xml")
"""Documents whose records stand in no order that means anything."""

_UNORDERED: Final[Mapping[str, tuple[str, ...]]] = {
    "question_categories": ("contextlevel", "name", "info"),
    "grade_categories": ("depth", "fullname"),
    "grade_items": ("itemtype", "itemname"),
    "course_completion": ("criteriatype", "module"),
    "question_instances": ("slot",),
    "activities": ("sectionid",),
    "sections": ("sectionid",),
}
"""Lists whose records stand in no order that means anything, and what they are put in order by."""
_DIGITS_OF_IDS: Final = 12
_AROUND: Final = frozenset({"gradebook", "activity", "quiz", "moodle_backup", "information", "contents"})


@dataclass(frozen=True, slots=True)
class Justified:
    """What may differ: documents and element paths as shell patterns, and why it may."""

    document: str
    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class PackageDifference:
    """A line of a document that isn't the same; None: the other package has none there."""

    document: str
    before: str | None
    after: str | None


JUSTIFIED: Final = (
    Justified("moodle_backup.log", "*", "the log of a run, without meaning for a restore"),
    Justified(".ARCHIVE_INDEX", "*", "lists the archive for a progress bar"),
    Justified("moodle_backup.xml", "*/information/settings*", "what was asked of the run; restores take what is there"),
    Justified("*/roles.xml", "*", "roles belong to users: a package without users has none"),
    Justified("course/enrolments.xml", "*", "a site's own enrolment plugins; a restore adds the default ones"),
    Justified("files.xml", "files/file/id", "files are found by context, area, item and name"),
    Justified("files.xml", "files/file/userid", "the person who uploaded the file"),
    Justified("files.xml", "files/file/source", "the name of the file on that person's computer"),
    Justified("files.xml", "files/file/author", "the name of that person"),
    Justified("*/module.xml", "module/added", "a clock of the site"),
    Justified("*/inforef.xml", "inforef/group*", "restores take groups and groupings from groups.xml"),
    Justified("*/inforef.xml", "inforef/grade_itemref*", "restores take grade items from grades.xml"),
    Justified("activities/*/grading.xml", "areas", "an activity without a grading form"),
    Justified("*", "*/subplugin_*", "an empty place that a plugin of the activity left"),
    Justified("questions.xml", "*/plugin_qbank_*", "an empty place that a plugin of the bank left"),
    Justified("*/quiz.xml", "*/filtercondition", "random questions in the form that every release reads"),
    Justified("roles.xml", "*", "roles belong to users: a package without users has none"),
    Justified("course/course.xml", "course/category*", "where the course stood on the site that it comes from"),
    Justified("course/calendar.xml", "events/event/time*", "clocks of the site"),
    Justified("moodle_backup.xml", "*/details/detail/interactive", "whether a person or a script made it"),
    Justified("sections/*/section.xml", "section/sequence", "ignored by restores: the manifest has the order"),
)


def canonical(archive: ArchiveSource) -> dict[str, str]:
    """Every document of a package by its canonical path (``activities/page_3/page.xml``), as normalised XML."""
    return {path: "\n".join(_xml_lines(node)) for path, node in _documents(archive)}


def compare_packages(
    first: str | os.PathLike[str], second: str | os.PathLike[str], ignoring: Sequence[Justified] = JUSTIFIED
) -> tuple[PackageDifference, ...]:
    """Every line in which the documents of two packages differ, those named in ``ignoring`` apart.

    BackupError when a package can't be read, OSError when the disk refuses.
    """
    with open_archive(first) as one, open_archive(second) as two:
        before, after = (dict(_documents(archive)) for archive in (one, two))
    found: list[PackageDifference] = []
    for document in sorted({*before, *after}):
        rules = tuple(rule for rule in ignoring if fnmatchcase(document, rule.document))
        lines = [list(_lines(nodes[document], rules)) if document in nodes else [] for nodes in (before, after)]
        found.extend(_line_differences(document, *lines))
    return tuple(found)


def _line_differences(document: str, before: list[str], after: list[str]) -> Iterator[PackageDifference]:
    if before == after:
        return
    for kind, i1, i2, j1, j2 in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        for step in range(max(i2 - i1, j2 - j1)):
            one = before[i1 + step] if i1 + step < i2 else None
            two = after[j1 + step] if j1 + step < j2 else None
            yield PackageDifference(document, one, two)


def _documents(archive: ArchiveSource) -> Iterator[tuple[str, Node]]:
    """The documents, the manifest first, then in the order in which it names them."""
    numbers = _Numbers()
    _name_files(archive, numbers)
    _name_modules(archive, numbers)
    manifest = numbers.document(_arranged(parse(archive.read(MANIFEST), MANIFEST)), MANIFEST)
    yield MANIFEST, manifest
    for name in _in_order(archive, numbers):
        path = numbers.names(name)
        yield path, numbers.document(_arranged(parse(archive.read(name), name)), path)


def _arranged(node: Node) -> Node:
    """The records of lists without an order of their own by what they say, so that ids count up in the same order."""
    signs = _UNORDERED.get(node.tag)
    children = tuple(map(_arranged, node.children)) if signs or node.tag in _AROUND else node.children
    if signs:
        children = tuple(
            sorted(children, key=lambda child: (child.tag, *(child.text_of(sign) or "" for sign in signs)))
        )
    return Node(node.tag, node.attributes, node.text, children)


def _name_modules(archive: ArchiveSource, numbers: _Numbers) -> None:
    """Sections, activities and their contexts go by type and title: one more of them renumbers no other."""
    contents = parse(archive.read(MANIFEST), MANIFEST).find("information/contents")
    for section in contents.path("sections/section") if contents is not None else ():
        numbers.name("section", section.text_of("sectionid"), _plain(section.text_of("title")))
    for activity in contents.path("activities/activity") if contents is not None else ():
        called = f"{activity.text_of('modulename')}_{_plain(activity.text_of('title'))}"
        called = numbers.name("module", activity.text_of("moduleid"), called)
        document = f"{activity.text_of('directory')}/{activity.text_of('modulename')}.xml"
        if document in archive:
            root = parse(archive.read(document), document)
            numbers.name("context", root.attributes.get("contextid"), called)


def _name_files(archive: ArchiveSource, numbers: _Numbers) -> None:
    """Files go by area, path, name and content."""
    if "files.xml" in archive:
        for file in parse(archive.read("files.xml"), "files.xml").named("file"):
            parts = (file.text_of(name) or "" for name in ("component", "filearea", "filepath", "filename"))
            numbers.name("file", file.attributes.get("id"), "/".join((*parts, (file.text_of("contenthash") or "")[:8])))


def _plain(title: str | None) -> str:
    """A title as a part of a path."""
    return _NO_PATH.sub("-", title or "")[:40].strip("-") or "x"


def _in_order(archive: ArchiveSource, numbers: _Numbers) -> list[str]:
    names = (name for name in archive.names() if name.endswith(".xml") and name != MANIFEST)
    folders = {name: place for place, name in enumerate(numbers.met)}

    def place(name: str) -> tuple[int, str]:
        found = _NAMED.search(name)
        return (folders.get(f"{found[1]}_{found[2]}", len(folders)) if found else -1, name.rpartition("/")[2])

    # What lies at the top (gradebook, questions, files) names what activities have: one that is missing there would
    # renumber them all, were it read first.
    return sorted(names, key=lambda name: (place(name)[0] < 0, *place(name), name))


class _Numbers:
    """New ids for old: by kind, counted as they appear."""

    def __init__(self) -> None:
        self.met: list[str] = []
        self._new: dict[tuple[str, str], str] = {}
        self._count: dict[str, int] = {}

    def name(self, kind: str, value: str | None, called: str) -> str:
        """Gives an id a name, with a number where another one has it."""
        taken = [name for (known, _value), name in self._new.items() if known == kind]
        same = sum(name == f"{kind}#{called}" or name.startswith(f"{kind}#{called}~") for name in taken)
        called = f"{called}~{same + 1}" if same else called
        self._new[kind, value or ""] = f"{kind}#{called}"
        return called

    def of(self, kind: str, value: str) -> str:
        """The number of an id; what isn't an id of something (0, NULL, words) stays."""
        if not value.isdecimal() or value == "0" or not kind:
            return value
        key = (kind, value)
        if key not in self._new:
            self._count[kind] = self._count.get(kind, 0) + 1
            self._new[key] = f"{kind}#{self._count[kind]}"
        return self._new[key]

    def names(self, text: str) -> str:
        """A path or a setting whose name holds ids: ``activities/page_1081``."""

        def renamed(match: re.Match[str]) -> str:
            if match[0] not in self.met:
                self.met.append(match[0])
            called = self.of("section" if match[1] == "section" else "module", match[2]).rpartition("#")[2]
            return f"{match[1]}_{called.removeprefix(f'{match[1]}_')}"

        return _NAMED.sub(renamed, text)

    def document(self, root: Node, path: str) -> Node:
        """The document with new ids, without clocks and facts of the site."""
        node = self._node(root, "", path)
        return _sorted(node) if _LISTS.fullmatch(path) else node

    def _node(self, node: Node, parent: str, path: str) -> Node:
        attributes = {name: self._attribute(node.tag, name, value) for name, value in sorted(node.attributes.items())}
        kept = (child for child in node.children if not _is_folder(child))
        children = tuple(self._node(child, node.tag, path) for child in kept if not self._names_folder(child))
        text = None if node.text is None else self._text(node.tag, node.text, parent, path)
        return Node(node.tag, attributes, text, children)

    def _names_folder(self, node: Node) -> bool:
        """Whether it refers to a file record that stands for a folder."""
        return node.tag == "file" and "/./" in self._new.get(("file", node.text_of("id") or ""), "")

    def _attribute(self, tag: str, name: str, value: str) -> str:
        if name in _SITE_ATTRIBUTES:
            return BLANK
        if name == "id":
            return self.of(tag, value)
        return self.of(_REFERENCES.get(name, name.removesuffix("id")), value) if name.endswith("id") else value

    def _text(self, tag: str, text: str, parent: str, path: str) -> str:
        if _CLOCK.fullmatch(tag) or tag in _SITE_EVERYWHERE or (parent == "information" and tag in _SITE):
            return BLANK
        if tag == "id":
            return self.of(parent, text)
        if tag in _REFERENCES or (tag.endswith("id") and text.isdecimal()):
            kind = _REFERENCES.get(tag, tag.removesuffix("id"))
            return _DIGITS.sub(lambda match: self.of(kind, match[0]), text)
        return self._mentions(text, path)

    def _mentions(self, text: str, path: str) -> str:
        """The ids in links, conditions and names."""
        if path == MANIFEST:
            return self.names(text)
        if "$@" in text:
            text = _TOKEN.sub(lambda match: f"$@{match[1]}*{self.of('module', match[2])}", text)
        if text.startswith("{"):
            kinds = {"cm": "module", "id": "grade_item"}
            text = _CONDITION.sub(lambda m: f'"{m[1]}":"{self.of(kinds.get(m[1], "question_category"), m[2])}"', text)
        return text


def _is_folder(node: Node) -> bool:
    """Whether it is one of the records that Moodle writes for folders; only empty folders need theirs."""
    return node.tag == "file" and node.text_of("filename") == "."


def _sorted(node: Node) -> Node:
    children = tuple(sorted(map(_sorted, node.children), key=lambda child: "\n".join(_xml_lines(child))))
    return Node(node.tag, node.attributes, node.text, children) if node.tag != "file" else node


def _xml_lines(node: Node, depth: int = 0) -> Iterator[str]:
    marks = "".join(f' {name}="{escape(value)}"' for name, value in node.attributes.items())
    indent = "  " * depth
    if node.children:
        yield f"{indent}<{node.tag}{marks}>"
        for child in node.children:
            yield from _xml_lines(child, depth + 1)
        yield f"{indent}</{node.tag}>"
    else:
        said = "$@NULL@$" if node.text is None else escape(node.text.strip())
        yield f"{indent}<{node.tag}{marks}>{said}</{node.tag}>"


def _lines(node: Node, rules: Iterable[Justified], around: str = "") -> Iterator[str]:
    """Each element as ``path[attributes] = text``, those that may differ left out."""
    path = f"{around}/{node.tag}" if around else node.tag
    if any(fnmatchcase(path, rule.path) for rule in rules):
        return
    marks = "".join(f" {name}={value}" for name, value in node.attributes.items())
    said = "" if node.children else f" = {'NULL' if node.text is None else node.text.strip()}"
    if marks or said:
        yield f"{path}{marks}{said}"
    for child in node.children:
        yield from _lines(child, rules, path)
