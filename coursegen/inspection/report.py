"""What is in a package: its tree, its weight, who made it, what a restore would say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

from coursegen.inspection.opening import opened, refusal
from coursegen.inspection.restoring import restore_warnings
from moodle_backups.activities.base import Activity
from moodle_backups.archive_source import open_archive
from moodle_backups.backup import Backup, Section
from moodle_backups.compare import digest, files_of, questions
from moodle_backups.compare_matching import activities_of
from moodle_backups.compare_values import authored
from moodle_backups.errors import BackupError
from moodle_backups.files import File, StoredContent
from moodle_backups.gradebook import Grade
from moodle_backups.questions.bank import BankOwner
from moodle_backups.read import ReadBackup
from moodle_backups.tree import parse
from moodle_backups.unknown import Unknown

LINE_BITS: Final = 256_000
"""A weak line, bits a second."""
HEAVIEST: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityReport:
    """An activity. `key` is its idnumber, when it has one; `bytes` its texts and files; `maximum` 0: not graded."""

    type: str
    name: str
    key: str
    visible: bool
    bytes: int
    files: int
    questions: int
    maximum: float
    to_pass: float
    understood: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionReport:
    """A section of the course page, by its number in Moodle."""

    number: int
    name: str
    visible: bool
    bytes: int
    activities: tuple[ActivityReport, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Weight:
    """A file of the course: `bytes`, and where it is shown."""

    name: str
    place: str
    bytes: int
    seconds: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageReport:
    """A package. Sizes in bytes, `seconds` at 256 kbit/s; `content_bytes` are the files of the course, each once.

    `with_users`: it holds people's data; `dropped` counts what of theirs was not looked at. `kept` is what the program
    carries along without understanding it.
    """

    path: str
    container: str
    bytes: int
    seconds: int
    documents: int
    title: str
    short_name: str
    release: str
    made: date | None
    with_users: bool
    sections: tuple[SectionReport, ...]
    questions: Mapping[str, int]
    banks: int
    files: int
    content_bytes: int
    heaviest: tuple[Weight, ...]
    dropped: Mapping[str, int]
    kept: tuple[str, ...]
    missing: tuple[str, ...]
    warnings: tuple[str, ...]


def package_report(path: Path) -> PackageReport:
    """What is in the backup at that path. Raises PackageRefused, StorageError. Contents are not unpacked."""
    with opened(path) as reading:
        backup = reading.backup
        container, names, with_users = _outside(path)
        size = path.stat().st_size
        weights = sorted(_weights(backup), key=lambda weight: (-weight.bytes, weight.name))
        return PackageReport(
            path=str(path),
            container=container,
            bytes=size,
            seconds=seconds(size),
            documents=names,
            title=backup.fullname,
            short_name=backup.shortname,
            release=reading.release,
            made=datetime.fromtimestamp(backup.timestamp, UTC).date() if backup.timestamp else None,
            with_users=with_users,
            sections=tuple(_section(number, section) for number, section in enumerate(backup.sections)),
            questions=dict(Counter(question.qtype for question in questions(backup)).most_common()),
            banks=len(backup.banks) + sum(_has_bank(a) for section in backup.sections for a in activities_of(section)),
            files=len(weights),
            content_bytes=sum(weight.bytes for weight in weights),
            heaviest=tuple(weights[:HEAVIEST]),
            dropped=dict(reading.dropped),
            kept=_kept(reading),
            missing=tuple(str(problem.where) for problem in reading.missing),
            warnings=restore_warnings(reading, with_users),
        )


def seconds(size: int) -> int:
    """How long that many bytes take on a weak line, whole seconds, at least 1."""
    return max(1, round(size * 8 / LINE_BITS))


def _outside(path: Path) -> tuple[str, int, bool]:
    """The container, how many members it has, whether it was made with users."""
    try:
        with open_archive(path) as archive:
            manifest = parse(archive.read("moodle_backup.xml"), "moodle_backup.xml")
            settings = manifest.path("information/settings/setting")
            users = any(s.text_of("name") == "users" and s.text_of("value") == "1" for s in settings)
            return archive.container.value, len(archive.names()), users
    except BackupError as error:  # it was sound a moment ago
        raise refusal(path, error) from error


def _section(number: int, section: Section) -> SectionReport:
    activities = tuple(map(_activity, activities_of(section)))
    own = sum(map(size_of, section.files)) + len(section.summary.encode())
    return SectionReport(
        number=number,
        name=section.name,
        visible=section.visible,
        bytes=own + sum(activity.bytes for activity in activities),
        activities=activities,
    )


def _activity(activity: Activity) -> ActivityReport:
    files = _distinct(files_of(activity))
    grade = activity.grade or Grade(maximum=0)
    asked = activity.bank().questions if isinstance(activity, BankOwner) else ()
    shown = sum(map(size_of, _distinct(file for question in asked for file in question.files).values()))
    return ActivityReport(
        type=activity.modname,
        name=activity.title(),
        key=activity.key if authored(activity.key) else "",
        visible=activity.visible,
        bytes=sum(map(size_of, files.values())) + _text_bytes(activity) + shown,
        files=len(files),
        questions=len(asked),
        maximum=grade.maximum,
        to_pass=grade.to_pass,
        understood=not isinstance(activity, Unknown),
    )


def _text_bytes(value: object) -> int:
    """The texts of an activity and of what it consists of."""
    if isinstance(value, str):
        return len(value.encode())
    if isinstance(value, tuple):
        return sum(map(_text_bytes, value))
    if is_dataclass(value) and not isinstance(value, (type, File)):
        names = (spec.name for spec in fields(value) if spec.name not in ("kept", "files", "key"))
        return sum(_text_bytes(getattr(value, name)) for name in names)
    return 0


def _weights(backup: Backup) -> Iterator[Weight]:
    """Every file of the course, once, with the first place that shows it."""
    seen: set[str] = set()
    for place, files in _places(backup):
        for name, file in _distinct(files).items():
            if name not in seen:
                seen.add(name)
                size = size_of(file)
                yield Weight(name=file.name, place=place, bytes=size, seconds=seconds(size))


def _places(backup: Backup) -> Iterator[tuple[str, Iterable[File]]]:
    yield backup.fullname, (*backup.files, *((backup.image,) if backup.image else ()))
    for number, section in enumerate(backup.sections):
        yield section.name or str(number), section.files
        for activity in activities_of(section):
            asked = activity.bank().questions if isinstance(activity, BankOwner) else ()
            yield activity.title(), (*files_of(activity), *(file for question in asked for file in question.files))
    for bank in backup.banks:
        yield bank.default_name, (file for question in bank.questions for file in question.files)


def _distinct(files: Iterable[File]) -> dict[str, File]:
    return {digest(file): file for file in files}


def size_of(file: File) -> int:
    """The size of a file of a package in bytes."""
    if isinstance(file.content, StoredContent):
        return file.content.size
    return len(file.content) if isinstance(file.content, bytes) else file.content.stat().st_size


def _has_bank(activity: Activity) -> bool:
    return isinstance(activity, BankOwner) and bool(activity.bank().questions)


def _kept(reading: ReadBackup) -> tuple[str, ...]:
    return tuple(str(problem) for problem in reading.kept)
