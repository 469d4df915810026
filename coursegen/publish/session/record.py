"""What was published through a site's pages: without the plugin the site remembers nothing for us.

One small file per site and course, without any secret; lost, it costs a look by a person.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from coursegen.errors import StorageError, reason_of
from coursegen.i18n import gettext as _
from coursegen.publish.changes import EVERYTHING
from coursegen.publish.files import write_whole
from coursegen.publish.journal import Journal, state_folder
from coursegen.publish.sources import Sources

_FORMAT = 1


@dataclass(frozen=True)
class Record:
    """The sources of the course as the site has them: digests and parts of activities by key, the rest as digests."""

    activities: Mapping[str, Mapping[str, Any]]
    rest: Mapping[str, str]

    @classmethod
    def of(cls, sources: Sources) -> Record:
        """What a folder says now."""
        activities = {a.key: {"digest": a.digest, "title": a.title, "parts": dict(a.parts)} for a in sources.activities}
        rest = {**sources.others, **{s.key: s.digest for s in sources.sections}}
        return cls(activities, rest)

    def with_done(self, now: Record, done: Collection[str]) -> Record:
        """The record once a person has done the changes of these keys on the site; « tout »: every change."""
        if EVERYTHING in done:
            return now
        activities = {key: value for key, value in self.activities.items() if key not in done}
        return Record({**activities, **{key: now.activities[key] for key in done if key in now.activities}}, self.rest)


class Records:
    """The records of this account."""

    def __init__(self, url: str, course: str) -> None:
        self.path = state_folder() / "pages" / Journal(url, course).path.name

    def read(self) -> Record | None:
        """What was published last; None when nothing was from this machine."""
        try:
            content = json.loads(self.path.read_text(encoding="utf-8"))
            return Record(content["activities"], content["rest"]) if content["format"] == _FORMAT else None
        except (OSError, ValueError, TypeError, KeyError):
            return None

    def write(self, record: Record) -> None:
        """Keep what the site has now. Raises StorageError."""
        content = {"format": _FORMAT, "activities": record.activities, "rest": record.rest}
        try:
            write_whole(self.path, json.dumps(content, ensure_ascii=False, sort_keys=True) + "\n")
        except OSError as error:
            words = _("Impossible d’écrire « {path} » ({reason}).").format(path=self.path, reason=reason_of(error))
            raise StorageError(words) from error
