"""What a part of the backup is given while it turns itself into XML: ids, links, a home for its files."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape
from typing import Final
from urllib.parse import quote, unquote

from moodle_backups.errors import Problem
from moodle_backups.files import Area, File, FilePool, stored_path
from moodle_backups.kept import NOTHING_KEPT, Kept
from moodle_backups.links import COURSE_PAGES, SECTION, course_token
from moodle_backups.places import ActivityPlace, Places
from moodle_backups.versions import SECTION_PAGES, Target
from moodle_backups.xml import Encoded, Xml

_TAG: Final = re.compile(r"""<[a-zA-Z](?:[^"'<>]++|"[^"]*"|'[^']*')*+>""")
_REFERENCE: Final = re.compile(r"""(=\s*)(["'])(activity|course|file):(.*?)\2""", re.DOTALL)
_SECTION_LINK: Final = "section/"
_NEEDS_WORK: Final = re.compile(r"activity:|course:|file:|\$@|@@PLUGINFILE@@")


@dataclass(slots=True)
class Draft:
    """A package in the making: what every part of it shares."""

    places: Places
    pool: FilePool
    timestamp: int
    problems: list[Problem] = field(default_factory=list)
    target: Target | None = None

    def scope(self, where: str, context: int, component: str, files: tuple[File, ...] = ()) -> Scope:
        """The scope of something with texts and files of its own."""
        return Scope(self, where, context, component, files)


class Scope:
    """The owner of some texts and files: the course, a section, an activity or a question."""

    def __init__(self, draft: Draft, where: str, context: int, component: str, files: tuple[File, ...]) -> None:
        self.draft = draft
        self.where = where
        self.context = context
        self.component = component
        self.file_ids: list[int] = []
        self._files = {file.name: file for file in files}
        self._unused = set(self._files)

    @property
    def timestamp(self) -> int:
        """The one clock of the package."""
        return self.draft.timestamp

    def next_id(self) -> int:
        """An id that nothing else in the package has."""
        return self.draft.places.next_id()

    def id_of(self, value: object) -> int:
        """The id that a value had in the package it was read from, or a new one, as for a copy of that value."""
        return self.once(getattr(value, "kept", NOTHING_KEPT), f"{self.component} {type(value).__name__}")

    def once(self, kept: Kept, kind: str, name: str = "id") -> int:
        """The id that was kept under ``name``, unless something else of its kind has it already; else a new one."""
        known, given = kept.id_of(name), self.draft.places.given
        if known is None or (kind, known) in given:
            return self.next_id()
        given.add((kind, known))
        return known

    def report(self, what: str) -> None:
        """Something is wrong here."""
        self.draft.problems.append(Problem(self.where, what))

    def attach(
        self, file: File, area: str, item: int = 0, *, sort_order: int = 0, component: str | None = None
    ) -> None:
        """Puts a file into an area of the owner (or of another component in its context)."""
        place = Area(self.context, component or self.component, area, item)
        try:
            file_id = self.draft.pool.add(file, place, sort_order)
        except OSError as error:
            self.report(f'file "{file.name}" can\'t be read: {error.strerror}')
            return
        if file_id not in self.file_ids:
            self.file_ids.append(file_id)

    def html(self, text: str, area: str, item: int = 0, *, component: str | None = None) -> Encoded:
        """HTML as Moodle wants it in a backup: links and files resolved, the files put into ``area``."""
        if _NEEDS_WORK.search(text) is None:
            return Encoded(text)
        if not isinstance(text, Encoded):  # a text that was read from a package means its tokens
            text = text.replace("$@", "&#36;@").replace("@@PLUGINFILE@@", "&#64;@PLUGINFILE@@")
        return Encoded(_TAG.sub(lambda tag: self._rewrite_tag(tag[0], area, item, component), text))

    def bare_html(self, text: str, what: str) -> str:
        """HTML of a column in which a restore resolves nothing: links and files are reported."""
        if any(_REFERENCE.search(tag) for tag in _TAG.findall(text)):
            self.report(f"Moodle takes neither links nor files in {what}")
        return text

    def attach_kept(self, kept: Kept) -> None:
        """Puts the files of ``kept`` back where they lay."""
        for place in kept.files:
            self.attach(place.file, place.area, place.item, component=place.component)

    def close(self) -> None:
        """Every text has been seen: a file that none of them shows was meant for one."""
        for name in sorted(self._unused):
            self.report(f'no text shows file "{name}" (write src="file:{name}")')

    def _rewrite_tag(self, tag: str, area: str, item: int, component: str | None) -> str:
        def rewrite(match: re.Match[str]) -> str:
            equals, mark, kind, reference = match.groups()
            target = unescape(reference)
            if kind == "file":
                return f"{equals}{mark}{self._file_link(target, area, item, component)}{mark}"
            link = self._activity_link(target) if kind == "activity" else self._course_link(target)
            return f"{equals}{mark}{link}{mark}"

        return _REFERENCE.sub(rewrite, tag)

    def _file_link(self, name: str, area: str, item: int, component: str | None) -> str:
        name, place_in_it = self._split(name)
        file = self._files.get(name) or self._files.get(unquote(name))
        if file is None:
            self.report(f'a text shows file "{name}", which isn\'t among the files given')
            return ""
        self._unused.discard(file.name)
        self.attach(file, area, item, component=component)
        return "@@PLUGINFILE@@" + quote("".join(stored_path(file.name))) + quote(place_in_it, safe="#=&,")

    def _split(self, name: str) -> tuple[str, str]:
        """A file name and the fragment after it (``guide.pdf#page=2``), unless the name itself has the sign."""
        bare, mark, fragment = name.partition("#")
        return (name, "") if name in self._files else (bare, mark + fragment)

    def _activity_link(self, target: str) -> str:
        place, anchor = self._find(target)
        if place is None:
            self.report(f'a text links to activity "{target}", which doesn\'t exist')
            return ""
        token = place.activity.link_token(bool(anchor))
        if token is None:
            self.report(f'a text links to activity "{target}", a {place.activity.modname}, which has no page')
            return ""
        if not anchor:
            return f"$@{token}*{place.module}@$"
        if anchor not in place.anchors:
            self.report(f'a text links to "{target}": activity "{place.activity.key}" has no "{anchor}"')
            return ""
        return f"$@{token}*{place.module}*{place.anchors[anchor]}@$"

    def _find(self, target: str) -> tuple[ActivityPlace | None, str]:
        known = self.draft.places.by_key
        if target in known:
            return known[target], ""
        key, _, anchor = target.rpartition("#")
        return known.get(key), anchor

    def _course_link(self, page: str) -> str:
        if page.startswith(_SECTION_LINK):
            return self._section_link(page.removeprefix(_SECTION_LINK))
        token = course_token(page)
        if token is None:
            known = ", ".join(sorted((*COURSE_PAGES, "list/MODNAME", "section/KEY")))
            self.report(f'a text links to "course:{page}"; known are {known}')
            return ""
        return f"$@{token}*{self.draft.places.course}@$"

    def _section_link(self, key: str) -> str:
        found = next((place for place in self.draft.places.sections if place.section.key == key), None)
        if found is None:
            self.report(f'a text links to section "{key}", which doesn\'t exist')
            return ""
        if self.draft.target is not None and not self.draft.target.takes(SECTION_PAGES):
            self.report(f'a text links to section "{key}": only {SECTION_PAGES} has pages of sections')
        return f"$@{SECTION}*{found.id}@$"


class ActivityScope(Scope):
    """The scope of one activity, with what it leaves beside its own XML."""

    def __init__(self, draft: Draft, place: ActivityPlace) -> None:
        activity = place.activity
        where = f'{activity.modname} "{activity.key}"'
        super().__init__(draft, where, place.context, f"mod_{activity.modname}", activity.files)
        self.place = place
        self.documents: dict[str, Xml] = {}
        self.question_categories: list[tuple[int, Xml]] = []

    def inner(self, what: str, component: str, files: tuple[File, ...]) -> Scope:
        """The scope of something with files of its own inside the activity (a question)."""
        return Scope(self.draft, f"{self.where} > {what}", self.context, component, files)
