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
            words = _("Impossible d’écrire le journal « {path} » ({reason}).").format(
                path=self.path, reason=reason_of(error)
            )
            raise StorageError(
                words, _("Libérez de la place, ou donnez un dossier par COURSEGEN_STATE_DIR.")
            ) from error

    def forget(self) -> None:
        """The work is done and seen."""
        try:
            self.path.unlink(missing_ok=True)
        except OSError as error:
            words = _("Impossible d’effacer le journal « {path} » ({reason}).").format(
                path=self.path, reason=reason_of(error)
            )
            raise StorageError(words) from error


def state_folder() -> Path:
    """Where this account's journals are: `COURSEGEN_STATE_DIR`, or the system's place for it."""
    named = os.environ.get("COURSEGEN_STATE_DIR")
    return Path(named) if named else platformdirs.user_state_path("coursegen", appauthor=False)
