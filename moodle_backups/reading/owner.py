"""Reading one owner of texts and files: the course, a section, an activity, a question."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from operator import attrgetter
from typing import Any, ClassVar, Final, Protocol, TypeVar
from urllib.parse import quote, unquote

from moodle_backups.columns import Column, Columns
from moodle_backups.errors import Problem
from moodle_backups.files import Area, File
from moodle_backups.gradebook import Grade
from moodle_backups.kept import NOTHING_KEPT, Kept, KeptFile, KeptValue
from moodle_backups.links import course_page
from moodle_backups.reading.banks import ReadBanks
from moodle_backups.reading.markup import markup
from moodle_backups.reading.people import is_plugin, names_somebody, without_people
from moodle_backups.reading.stored import StoredFiles
from moodle_backups.tree import Node
from moodle_backups.xml import Encoded, Scalar, Xml, scalar


class _Keeping(Protocol):
    """What a package is read into: a dataclass that keeps what none of its attributes can say."""

    __dataclass_fields__: ClassVar[dict[str, Any]]

    @property
    def kept(self) -> Kept:
        """What is kept."""


T = TypeVar("T", bound=_Keeping)

_TAG: Final = re.compile(r"""<[a-zA-Z](?:[^"'<>]++|"[^"]*"|'[^']*')*+>""")
_LINK: Final = re.compile(r"""(=\s*)(["'])\$@([A-Z0-9]+)\*(\d+)(?:\*(\d+))?@\$\2""")
_SHOWN: Final = re.compile(r"""(=\s*)(["'])@@PLUGINFILE@@/([^"'?#]*)(#[^"'?]*)?\2""")
# What our own writer would take for a link of its kind: the first letter is written as an entity.
_LOOKALIKE: Final = re.compile(r"""(=\s*["'])([acf])((?:ctivity|ourse|ile):)""")
# An activity, a chapter of a book, a page of a lesson.
_PAGE_TOKEN: Final = re.compile(r"VIEWBYID(CH)?$|^LESSONVIEWPAGE$")


@dataclass(slots=True)
class Shared:
    """What every owner of a package shares.

    ``keys``: of activities by module id; ``lessons``: of lessons by their own id, by which others wait for them;
    ``groupings`` and ``scales``: theirs by id.
    ``passwords``: keys of enrolment are read. ``seeds``: what `moodle_backups.seeds` names is read, without authors.
    ``with_users``: the package has people in it.
    ``kept`` names what was kept as it is, ``dropped`` counts what belongs to people, by what it is.
    """

    files: StoredFiles
    timestamp: int
    course: int
    course_context: int = 0
    sections: Mapping[int, str] = field(default_factory=dict)
    keys: Mapping[int, str] = field(default_factory=dict)
    lessons: Mapping[int, str] = field(default_factory=dict)
    groupings: Mapping[int, str] = field(default_factory=dict)
    scales: Mapping[int, str] = field(default_factory=dict)
    with_users: bool = False
    seeds: bool = False
    groups: Mapping[int, str] = field(default_factory=dict)
    banks: ReadBanks = field(default_factory=ReadBanks)
    passwords: bool = False
    kept: list[Problem] = field(default_factory=list)
    dropped: dict[str, int] = field(default_factory=dict)


class Owner:
    """Gives texts and values of one owner as the typed values have them, and collects the files its texts show."""

    def __init__(self, shared: Shared, where: str, context: int, component: str) -> None:
        self.shared = shared
        self.where = where
        self.context = context
        self.component = component
        self.document: Callable[[str], Node | None] = lambda name: None
        """Other documents of the activity's folder by name, for types that have some (``grading.xml``)."""
        self.grades: Mapping[int, Grade] = {}
        """The grades of an activity by the number of their item, for types with a second one."""
        self._shown: dict[str, File] = {}

    def inner(self, what: str, component: str) -> Owner:
        """Something with files of its own in the same context (a question)."""
        return Owner(self.shared, f"{self.where} > {what}", self.context, component)

    @property
    def shown(self) -> tuple[File, ...]:
        """The files that the texts read so far show."""
        return tuple(self._shown.values())

    def note(self, what: str) -> None:
        """Names something that is kept as it is."""
        self.shared.kept.append(Problem(self.where, what))

    def files_in(self, area: str, item: int = 0, component: str | None = None) -> tuple[File, ...]:
        """Takes all files of an area."""
        return self.shared.files.in_area(Area(self.context, component or self.component, area, item))

    def image(self, area: str, item: int) -> File | None:
        """Takes the largest size of a picture, and the others where they are the same file."""
        place = Area(self.context, self.component, area, item)
        found = sorted(self.shared.files.by_area.get(place, ()), key=lambda file: file.name, reverse=True)
        chosen = next((file for file in found if file.name.startswith("f")), None)
        for file in found:
            if chosen is not None and file.content == chosen.content:
                self.shared.files.named(place, file.name)
        return chosen

    def group(self, number: str | None) -> str:
        """The key of a group; empty when it is all of them, or (named) one that the package lacks."""
        known = int(number) if number and number.lstrip("-").isdigit() else 0
        if known > 0 and known not in self.shared.groups:
            self.note(f"something for group {known}, which isn't in the package, is now for all")
        return self.shared.groups.get(known, "")

    def drop_files(self, *areas: str) -> None:
        """Leaves out the files of areas that belong to people, and counts them."""
        count = self.shared.files.dropped(self.context, self.component, areas)
        if count:
            self.shared.dropped["files"] = self.shared.dropped.get("files", 0) + count

    def left(self) -> tuple[KeptFile, ...]:
        """The files of the context that nothing took; to be called once all of it is read."""
        found = tuple(KeptFile(a.component, a.area, a.item, file) for a, file in self.shared.files.left(self.context))
        for kept in found:
            self.note(f"file {kept.file.name} of {kept.component}/{kept.area}/{kept.item}")
        return found

    def html(self, text: str | None, area: str, item: int = 0, component: str | None = None) -> str:
        """HTML with ``activity:KEY`` links and ``file:NAME`` files. What can't be said so stays as Moodle wrote it."""
        if not text:
            return ""
        if "$@" not in text and "@@PLUGINFILE@@" not in text and not _LOOKALIKE.search(text):
            return text
        place = Area(self.context, component or self.component, area, item)
        result = _TAG.sub(lambda tag: self._tag(tag[0], place), text)
        return Encoded(result) if "$@" in result or "@@PLUGINFILE@@" in result else result

    def _tag(self, tag: str, place: Area) -> str:
        tag = _LOOKALIKE.sub(lambda m: f"{m[1]}&#{ord(m[2])};{m[3]}", tag)
        tag = _LINK.sub(self._link, tag)
        return _SHOWN.sub(lambda match: self._file(match, place), tag)

    def _link(self, match: re.Match[str]) -> str:
        equals, mark, token, number, anchor = match.groups()
        target = None
        page = course_page(token, int(number), self.shared.course, self.shared.sections)
        if page is not None and anchor is None:
            target = f"course:{page}"
        elif (key := self.shared.keys.get(int(number))) is not None and _PAGE_TOKEN.search(token):
            target = f"activity:{key}#{anchor}" if anchor else f"activity:{key}"
        return match[0] if target is None else f"{equals}{mark}{target}{mark}"

    def _file(self, match: re.Match[str], place: Area) -> str:
        equals, mark, path, fragment = match.groups()
        name = unquote(path)
        file = self.shared.files.named(place, name) if quote(name) == path else None
        if file is None or self._shown.get(name, file) != file:
            return match[0]
        self._shown[name] = file
        return f"{equals}{mark}file:{path}{fragment or ''}{mark}"

    def values(
        self,
        columns: Columns,
        node: Node,
        item: int = 0,
        *,
        nested: Iterable[str] = (),
        people: Iterable[str] = (),
        ids: Mapping[str, int] | None = None,
    ) -> dict[str, Any]:
        """The attributes that ``columns`` read from a record, with ``kept`` when something of it has no other place.

        ``nested``: elements that the caller reads; ``people``: elements that hold what belongs to people, dropped.
        """
        values: dict[str, Any] = {}
        kept: list[KeptValue] = []
        for column in columns:
            child = node.child(column.name)
            if child is not None:
                self._column(column, child.text, item, values, kept)
        for name in people:
            self._drop(name, node)
        known = {*(column.name for column in columns), *nested, *people}
        elements: list[Xml] = []
        for child in node.children:
            if child.tag in known:
                continue
            if child.children:
                elements += self.unknown(child, node.tag)
            elif self.shared.with_users and names_somebody(child):
                self.drop(child.tag)
            else:
                self.note(f"<{child.tag}> of <{node.tag}>")
                kept.append(KeptValue(child.tag, child.text))
        if kept or elements or ids:
            values["kept"] = Kept(ids=ids, values=tuple(kept), elements=tuple(elements))
        return values

    def unknown(self, node: Node, of: str) -> tuple[Xml, ...]:
        """The markup of an element that the library doesn't know, named; what may belong to people is dropped.

        In a package with users nothing of a plugin is kept: only the plugin knows whose it is.
        """
        if self.shared.with_users:
            if is_plugin(node.tag):
                self.drop(node.tag)
                return ()
            node = without_people(node, self.drop)
        self.note(f"<{node.tag}> of <{of}>")
        return (markup(node),)

    def drop(self, what: str, count: int = 1) -> None:
        """Counts what is left out because it belongs, or may belong, to people."""
        self.shared.dropped[what] = self.shared.dropped.get(what, 0) + count

    def checked(self, value: T, columns: Iterable[Column], node: Node) -> T:
        """``value`` with what the record says otherwise than the value's computed columns do.

        What no attribute could say is put back for as long as the attribute stays what it is now.
        """
        columns = tuple(columns)
        value = _settled(value, columns)
        expected = {column.name: getattr(value, column.attribute) for column in columns if column.computed}
        found = self.kept_over(expected, node).values
        if not found:
            return value
        return replace(value, kept=replace(value.kept, values=(*value.kept.values, *found)))

    def kept_over(self, expected: Mapping[str, Scalar], node: Node, quiet: Iterable[str] = ()) -> Kept:
        """What a record says otherwise than the writer would (``expected``); elements that it lacks say nothing.

        ``quiet`` are kept without being named.
        """
        kept = []
        for name, value in expected.items():
            child = node.child(name)
            if child is not None and scalar(_raw(child.text)) != scalar(value):
                if name not in quiet:
                    self.note(f"<{name}> of <{node.tag}>: {child.text}")
                kept.append(KeptValue(name, child.text, scalar(value)))
        return Kept(values=tuple(kept)) if kept else NOTHING_KEPT

    def _column(
        self, column: Column, text: str | None, item: int, values: dict[str, Any], kept: list[KeptValue]
    ) -> None:
        if column.private or column.computed:
            return
        if column.area:
            values[column.attribute] = self.html(text, column.area, item, column.component)
            return
        written: Scalar = self.shared.timestamp if column.clock else column.fixed
        if column.attribute:
            try:
                read = column.null if text is None else column.read(text)
                written = column.write(read)
                if isinstance(written, int) and column.misfit(written):
                    raise ValueError(text)
            except ValueError:  # what no attribute can say: the default stays, the column is kept
                kept.append(KeptValue(column.name, text, None))
                self.note(f"<{column.name}>: {text}")
                return
            values[column.attribute] = _raw(read) if isinstance(read, str) else read
        if scalar(_raw(written) if isinstance(written, str) else written) != scalar(_raw(text)):
            kept.append(KeptValue(column.name, text, scalar(written)))
            if not column.clock and (text or written):
                self.note(f"<{column.name}>: {text}")

    def _drop(self, name: str, node: Node) -> None:
        container = node.child(name)
        if container is not None and container.children:
            self.shared.dropped[name] = self.shared.dropped.get(name, 0) + len(container.children)


def _settled(value: T, columns: Columns) -> T:
    """``value`` with what its kept columns are put back instead of."""
    kept = value.kept
    by_name = {column.name: column for column in columns if column.attribute and not (column.area or column.computed)}
    if not any(one.instead is None and one.name in by_name for one in kept.values):
        return value
    known = tuple(
        replace(one, instead=scalar(by_name[one.name].write(attrgetter(by_name[one.name].attribute)(value))))
        if one.instead is None and one.name in by_name
        else one
        for one in kept.values
    )
    return replace(value, kept=replace(kept, values=known))


def _raw(text: str | None) -> str | None:
    """Text of a package as it is: tokens in it are meant."""
    return Encoded(text) if text is not None and "$@" in text else text
