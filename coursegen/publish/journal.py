"""What was begun on a site and not yet seen to its end: one small file per site and course, without any secret.

A step is written down before it is taken. The next run of the same command reads it and takes the work up again under
the same request id, which the site recognises: nothing is done twice.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

import platformdirs

from coursegen.errors import StorageError, reason_of
from coursegen.i18n import gettext as _
from coursegen.publish.files import write_whole

_FORMAT: Final = 1


@dataclass(frozen=True, slots=True)
class Begun:
    """An order that goes, or went, to a site. `work`: publish or rollback; `source`: digest of the folder then."""

    work: str
    request_id: str
    course_id: int
    source: str = ""
    label: str = ""


class Journal:
    """The journal of one course on one site."""

    def __init__(self, url: str, course: str, folder: Path | None = None) -> None:
        readable = re.sub(r"[^A-Za-z0-9.-]+", "_", course)[:40]
        figure = hashlib.sha256(f"{url}\n{course}".encode()).hexdigest()[:16]
        self.path = (folder or state_folder()) / "journal" / f"{readable}-{figure}.json"

    def read(self) -> Begun | None:
        """What was begun; None when nothing was, or the file says nothing that can be understood."""
        try:
            content = json.loads(self.path.read_text(encoding="utf-8"))
            if content.pop("format") != _FORMAT:
                return None
            begun = Begun(**content)
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            # A journal that is lost costs nothing but a look: ids are made from folder and site, the site knows them.
            return None
        return begun if begun.work in ("publish", "rollback") and begun.request_id else None

    def write(self, begun: Begun) -> None:
        """Write down what is about to be ordered. Raises StorageError."""
        try:
            write_whole(self.path, json.dumps({"format": _FORMAT, **asdict(begun)}, ensure_ascii=False) + "\n")
        except OSError as error:
            raise _unwritable(self.path, error) from error

    @property
    def course_path(self) -> Path:
        """Where the course's number on that site is remembered, after all work is done."""
        return self.path.with_suffix(".cours")

    def known_course(self) -> int:
        """The number of the course on that site as it was last published from here; 0 when never."""
        try:
            return int(self.course_path.read_text(encoding="ascii"))
        except (OSError, ValueError):
            return 0

    def remember(self, course_id: int) -> None:
        """Remember the number of the course: it is still that one if somebody takes its code away."""
        if self.known_course() == course_id:
            return
        try:
            write_whole(self.course_path, f"{course_id}\n")
        except OSError as error:
            raise _unwritable(self.course_path, error) from error

    @property
    def placed_path(self) -> Path:
        """Where the keys of what was put in place beside the package are remembered."""
        return self.path.with_suffix(".graines")

    def placed(self) -> frozenset[str]:
        """The keys of opening posts, entries, records and pages that were in place after the last publication."""
        try:
            return frozenset(self.placed_path.read_text(encoding="ascii").split())
        except (OSError, ValueError):
            return frozenset()

    def remember_placed(self, keys: frozenset[str]) -> None:
        """Remember what is in place: what somebody takes away on the site isn't put back. Raises StorageError."""
        if keys <= self.placed():
            return
        try:
            write_whole(self.placed_path, "\n".join(sorted(keys | self.placed())) + "\n")
        except OSError as error:
            raise _unwritable(self.placed_path, error) from error

    def forget(self) -> None:
        """The work is done and seen."""
        try:
            self.path.unlink(missing_ok=True)
        except OSError as error:
            words = _("Impossible d’effacer le journal « {path} » ({reason}).").format(
                path=self.path, reason=reason_of(error)
            )
            raise StorageError(words) from error


def _unwritable(path: Path, error: OSError) -> StorageError:
    words = _("Impossible d’écrire le journal « {path} » ({reason}).").format(path=path, reason=reason_of(error))
    return StorageError(words, _("Libérez de la place, ou donnez un dossier par COURSEGEN_STATE_DIR."))


def state_folder() -> Path:
    """Where this account's journals are: `COURSEGEN_STATE_DIR`, or the system's place for it."""
    named = os.environ.get("COURSEGEN_STATE_DIR")
    return Path(named) if named else platformdirs.user_state_path("coursegen", appauthor=False)
