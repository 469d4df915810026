"""The files of a backup that go into `medias/`: one path each, the same content once."""

from __future__ import annotations

from collections.abc import Mapping

from coursegen.i18n import gettext as _
from coursegen.inspection.report import size_of
from methodology.question_formats.naming import media_name, numbered_media_name
from moodle_backups.compare import digest
from moodle_backups.files import File

MOST_BYTES = 400_000_000
"""What an import takes in, all files together."""

TOP = "medias"
"""The folder of media itself."""


class Media:
    """Gives files their paths, and keeps their contents until the folder is written."""

    def __init__(self) -> None:
        self.contents: dict[str, bytes] = {}
        self.left: list[str] = []
        self._paths: dict[tuple[str, str], str] = {}
        self._digests: dict[str, str] = {}
        self._bytes = 0

    def take(self, file: File, folder: str) -> str:
        """The path of that file in the folder (`medias/m1/plan.svg`); empty when its content can't be had."""
        sha1 = digest(file)
        if (folder, sha1) not in self._paths:
            self._paths[folder, sha1] = self._placed(file, folder, sha1)
        return self._paths[folder, sha1]

    def add(self, contents: Mapping[str, bytes]) -> None:
        """Files that have their paths already."""
        self.contents.update(contents)

    def _placed(self, file: File, folder: str, sha1: str) -> str:
        if self._bytes + size_of(file) > MOST_BYTES:
            self.left.append(_("{name} : trop lourd pour être repris").format(name=file.name))
            return ""
        path = media_name(folder, file.name)
        if folder == TOP:
            path = path.replace(f"medias/{TOP}/", "medias/", 1)
        if self._digests.get(path, sha1) != sha1:
            path = numbered_media_name(path, sha1)
        try:
            with file.open() as stream:
                self.contents[path] = stream.read()
        except (OSError, ValueError):
            self.left.append(_("{name} : absent de la sauvegarde").format(name=file.name))
            return ""
        self._digests[path] = sha1
        self._bytes += len(self.contents[path])
        return path
