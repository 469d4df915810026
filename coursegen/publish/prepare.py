"""A course folder ready to publish: read, checked and composed in memory; its package is written when it is needed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from coursegen.publish.package import Package
from coursegen.publish.sources import Sources, sources_of
from moodle_backups.backup import Backup
from moodle_backups.seeds import Seed
from moodle_backups.seeds import seeds as seeds_of


@dataclass(frozen=True)
class Prepared:
    """A course to publish: the digests of its sources, what writes its package, and what no package carries.

    `backup`: the course as Moodle's own, for channels that write it in another way.
    """

    sources: Sources
    writer: Callable[[Path], None]
    seeds: tuple[Seed, ...] = ()
    backup: Backup | None = field(default=None, repr=False)

    def write(self, path: Path) -> Package:
        """Write the package at `path`. Raises InputError when Moodle would refuse it, OSError when the disk does."""
        self.writer(path)
        return Package.read(path)


def course_code(folder: Path) -> str:
    """The code of a folder's course, as long as it can be read. Raises InputError, StorageError."""
    from coursegen.build.loading import Keeps, load_course

    course, _findings = load_course(folder, Keeps.READABLE)
    return course.identity.code


def prepare(folder: Path) -> Prepared:
    """The course of a folder. Raises InputError on errors in it, StorageError when it cannot be read."""
    from coursegen.build.kinds import Request
    from coursegen.build.loading import load_course
    from coursegen.build.scorm import courseware_for_moodle
    from coursegen.charter import load_charter
    from coursegen.compose import compose
    from coursegen.outputs.moodle import to_backup, write_mbz
    from methodology.i18n import speaking

    found, _findings = load_course(folder)
    course = replace(found, access=())  # nothing of people goes into a package
    language = course.identity.language
    charter = load_charter(course.identity.charter, language, folder)
    with speaking(language):
        composed = compose(course, charter)
        request = Request(composed=lambda: composed, charter=charter, folder=folder, course=course)
        courseware = courseware_for_moodle(request)
        backup = to_backup(courseware, charter)
        sources = sources_of(backup, course.identity.version)

    def write(path: Path) -> None:
        with speaking(language):
            write_mbz(courseware, charter, path)

    return Prepared(sources, write, seeds_of(backup), backup)
