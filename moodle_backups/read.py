"""Reads a course backup made by Moodle, or by this library, back into typed values."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from typing import BinaryIO, Final

from moodle_backups.activities.base import Activity
from moodle_backups.archive_safety import WrongContentError
from moodle_backups.archive_source import ArchiveSource, open_archive
from moodle_backups.backup import Backup, Section
from moodle_backups.check import odd
from moodle_backups.errors import BackupError, Problem
from moodle_backups.kept import Origin
from moodle_backups.reading.activity import ActivityFolder, read_activity
from moodle_backups.reading.banks import ReadBanks
from moodle_backups.reading.course import read_course, read_section
from moodle_backups.reading.grades import add_gradebook_keys
from moodle_backups.reading.keys import Keys, add_course_keys, unique_keys
from moodle_backups.reading.owner import Shared
from moodle_backups.reading.questions import read_banks
from moodle_backups.reading.skipped import skipped
from moodle_backups.reading.stored import StoredFiles, blob_path, stored_files
from moodle_backups.subsections import PLUGIN, gathered
from moodle_backups.tree import Node, iter_records, parse_stream
from moodle_backups.versions import Target, target_of

_ACTIVITY_BLOCK: Final = re.compile(r"activities/[^/]+/blocks/[^/]+/block\.xml")
_LONGEST_DATE: Final = 11  # Unix seconds up to the year 5138
_BLOCK: Final = re.compile(r"course/blocks/[^/]+/block\.xml")


@dataclass(frozen=True, slots=True)
class ReadBackup:
    """A package as values. File contents can be opened while the package is.

    ``release`` is the Moodle that made it, ``target`` what to write it for if it is to go back there. ``kept`` names
    what the values can't say and is carried along as it is, ``dropped`` counts what was left out: what belongs to
    people (``attempts``: 12), and what the library has no place for. ``missing`` names files whose content the package
    lacks, or has otherwise than it announces (another size; with ``contents``, other bytes).
    """

    backup: Backup
    release: str
    kept: tuple[Problem, ...]
    dropped: Mapping[str, int]
    missing: tuple[Problem, ...] = ()

    @property
    def odd(self) -> tuple[Problem, ...]:
        """What would be refused in a course made by hand, and is carried along. Opens file contents."""
        return odd(self.backup)

    @property
    def target(self) -> Target:
        """The target of that release, 4.1 for older releases than the library writes for."""
        return target_of(self.release)


@contextmanager
def read_backup(
    path: str | os.PathLike[str], *, contents: bool = True, seeds: bool = False, passwords: bool = False
) -> Iterator[ReadBackup]:
    """Opens the package at ``path`` (tgz or zip). BackupError when it is none, unsound or hostile.

    ``contents`` False: file contents can't be opened, and a large package is read without unpacking them.
    ``seeds``: opening posts, glossary entries, records and wiki pages of a package with users are read, without
    their authors (`moodle_backups.seeds`); otherwise they are dropped with all that belongs to people.
    ``passwords``: keys of enrolment methods and groups are read; otherwise they are dropped and counted.
    """
    with open_archive(path, blobs=contents) as archive:
        yield _sound(_Reading(archive, contents, seeds, passwords))


def _sound(reading: _Reading) -> ReadBackup:
    """The package of ``reading``; values that no Moodle writes (a word where a number stands) are a BackupError."""
    try:
        return reading.backup()
    except (ValueError, TypeError, KeyError, ArithmeticError, AttributeError, IndexError, RecursionError) as error:
        raise BackupError([Problem(reading.step or reading.at, f"holds what no Moodle writes ({error})")]) from error


def _date(text: str) -> int:
    """When the package was made, Unix seconds."""
    if not text.isdecimal() or len(text) > _LONGEST_DATE:
        raise BackupError([Problem("moodle_backup.xml", f"backup_date {text[:20]!r} is no date")])
    return int(text)


class _Reading:
    """One package being read; ``at`` is the document read last, ``step`` what it is read for (an activity's folder)."""

    def __init__(self, archive: ArchiveSource, contents: bool, seeds: bool, passwords: bool) -> None:
        self.at = "moodle_backup.xml"
        self.step = ""
        self._archive = archive
        self._contents = contents
        self._passwords = passwords
        self._seeds = seeds
        self._information = self._needed("moodle_backup.xml").child("information")
        if self._information is None:
            raise BackupError([Problem("moodle_backup.xml", "isn't the manifest of a Moodle backup")])

    def backup(self) -> ReadBackup:
        """All of it."""
        info = self._info()
        if info.text_of("details/detail/type") not in (None, "course"):
            raise BackupError([Problem("moodle_backup.xml", f"a backup of one {info.text_of('details/detail/type')}")])
        folders = tuple(self._folders())
        keys = self._keys(folders)
        shared = Shared(
            files=self._files(),
            timestamp=_date(info.text_of("backup_date") or "0"),
            course=int(info.text_of("original_course_id") or 0),
            course_context=int(info.text_of("original_course_contextid") or 0),
            sections={own: f"section-{own}" for own in self._own_sections()},
            keys=keys.activities,
            lessons=self._lessons(folders, keys),
            groupings=keys.groupings,
            scales=keys.scales,
            seeds=self._seeds,
            groups=keys.groups,
            passwords=self._passwords,
            with_users=self._with_users(),
        )
        shared.banks = self._banks(shared, folders)
        by_section: dict[int, list[Activity]] = {}
        for folder, section in folders:
            self.step = f"activities/{folder.where}"
            by_section.setdefault(section, []).append(read_activity(folder, shared, keys))
        self.step = "sections"
        sections = self._sections(shared, keys, by_section)
        self.step = "course"
        banks = shared.banks.left()
        self._count_left_out(shared)
        blocks = [name for name in self._archive.names() if _BLOCK.fullmatch(name)]
        values = read_course(self._needed("course/course.xml"), shared, keys, self._document, blocks)
        values["banks"] = banks
        backup = Backup(timestamp=shared.timestamp, sections=sections, **values)
        backup = replace(backup, kept=replace(backup.kept, ids={**(backup.kept.ids or {}), "last": self._last_id()}))
        release = info.text_of("moodle_release") or ""
        backup = replace(backup, kept=replace(backup.kept, origin=Origin(backup, target_of(release))))
        return ReadBackup(
            backup=backup,
            release=release,
            kept=tuple(shared.kept),
            dropped=shared.dropped,
            missing=tuple(self._wrong_files(shared.files)),
        )

    def _info(self) -> Node:
        assert self._information is not None
        return self._information

    def _with_users(self) -> bool:
        """Whether the package was made with the people of the course."""
        settings = self._info().path("settings/setting")
        asked = any(one.text_of("name") == "users" and one.text_of("value") not in (None, "", "0") for one in settings)
        return asked or "users.xml" in self._archive

    def _count_left_out(self, shared: Shared) -> None:
        """What the library doesn't carry: blocks on pages of activities, the content bank."""
        contents = self._document("course/contentbank.xml")
        counts = {
            "blocks of activities": sum(1 for name in self._archive.names() if _ACTIVITY_BLOCK.fullmatch(name)),
            "contents of the content bank": len(contents.children) if contents is not None else 0,
        }
        shared.dropped.update({what: count for what, count in counts.items() if count})

    def _own_sections(self) -> Iterator[int]:
        """Ids of the sections that belong to no activity."""
        for entry in self._info().path("contents/sections/section"):
            if not entry.text_of("parentcmid"):
                yield int(entry.text_of("sectionid") or 0)

    def _sections(self, shared: Shared, keys: Keys, activities: Mapping[int, list[Activity]]) -> tuple[Section, ...]:
        found = []
        for entry in self._info().path("contents/sections/section"):
            section_id = int(entry.text_of("sectionid") or 0)
            node = self._needed(f"{entry.text_of('directory')}/section.xml")
            number, section = read_section(node, shared, keys, tuple(activities.get(section_id, ())))
            owner = int(node.text_of("itemid") or 0) if node.text_of("component") == PLUGIN else None
            found.append((number, section, owner))
        return gathered(found)

    def _folders(self) -> Iterator[tuple[ActivityFolder, int]]:
        """Every activity in the order of the course page, with the id of its section."""
        for entry in self._info().path("contents/activities/activity"):
            directory = entry.text_of("directory") or ""
            folder = ActivityFolder(
                modname=entry.text_of("modulename") or "",
                module=int(entry.text_of("moduleid") or 0),
                document=partial(self._document_in, directory),
            )
            yield folder, int(entry.text_of("sectionid") or 0)

    def _document_in(self, directory: str, name: str) -> Node | None:
        return self._document(f"{directory}/{name}")

    def _keys(self, folders: tuple[tuple[ActivityFolder, int], ...]) -> Keys:
        """Keys of everything: idnumbers where these are set and differ, else type and number."""
        modules = [(folder, folder.document("module.xml")) for folder, _ in folders]
        keys = Keys(
            activities=unique_keys(
                (folder.module, (node.text_of("idnumber") if node else None) or "", folder.where.replace("_", "-"))
                for folder, node in modules
            )
        )
        graded: dict[int, tuple[str, int]] = {}
        for folder, _ in folders:
            grades = folder.document("grades.xml")
            for item in grades.path("grade_items/grade_item") if grades is not None else ():
                number = int(item.text_of("itemnumber") or 0)
                graded[int(item.attributes.get("id") or 0)] = (keys.activities[folder.module], number)
        add_course_keys(keys, self._document)
        add_gradebook_keys(keys, self._document("gradebook.xml"), graded)
        return keys

    def _banks(self, shared: Shared, folders: tuple[tuple[ActivityFolder, int], ...]) -> ReadBanks:
        """The question banks of the package, one category of questions.xml at a time."""
        owners = {folder.module: f'{folder.modname} "{shared.keys[folder.module]}"' for folder, _ in folders}
        with self._archive.open("questions.xml") as stream:
            return read_banks(iter_records(stream, "question_category", "questions.xml"), shared, owners)

    def _lessons(self, folders: tuple[tuple[ActivityFolder, int], ...], keys: Keys) -> dict[int, str]:
        """Keys of lessons by their own ids: a lesson names the one it waits for so."""
        found = {}
        for folder, _ in folders:
            root = folder.document("lesson.xml") if folder.modname == "lesson" else None
            if root is not None:
                found[int(root.attributes.get("id") or 0)] = keys.activities[folder.module]
        return found

    def _files(self) -> StoredFiles:
        self.at = "files.xml"
        if self.at not in self._archive:
            raise BackupError([Problem(self.at, "isn't in the package")])
        with self._archive.open(self.at) as stream:
            return stored_files(iter_records(stream, "file", self.at), self._open_content)

    def _open_content(self, path: str, size: int) -> BinaryIO:
        """A content of the archive; its end raises when it isn't the one that its name promises."""
        if self._archive.size(path) != size:
            raise WrongContentError(path, f"has {self._archive.size(path):,} bytes, not {size:,} as files.xml says")
        return self._archive.open(path, verify=True)

    def _wrong_files(self, files: StoredFiles) -> Iterator[Problem]:
        """Files whose content isn't there, or isn't the one announced: sizes cost nothing, bytes are read once."""
        found = self._archive.wrong_contents() if self._contents else ()
        wrong = {problem.where: problem.what for problem in found}
        for name, content in files.stored():
            path = blob_path(content.sha1)
            if path not in self._archive:
                yield Problem(name, f"its content ({path}) isn't in the package")
            elif self._archive.size(path) != content.size:
                yield Problem(name, f"has {self._archive.size(path):,} bytes, not {content.size:,} as files.xml says")
            elif path in wrong:
                yield Problem(name, f"its content ({path}) {wrong[path]}")

    def _last_id(self) -> int:
        """No smaller than any id of the package: new ones start above it."""
        return 1_000_000_000

    def _needed(self, name: str) -> Node:
        document = self._document(name)
        if document is None:
            raise BackupError([Problem(name, "isn't in the package")])
        return document

    def _document(self, name: str) -> Node | None:
        if name not in self._archive:
            return None
        self.at = name
        with self._archive.open(name) as stream:
            return parse_stream(stream, name, skip=skipped(name, self._seeds))
