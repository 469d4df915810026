"""What planting works with: the course on the site, what stands in one of its activities, and what came of it."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import ClassVar, Final

from coursegen.publish.encoding import Parameter
from coursegen.publish.rest import MoodleClient
from coursegen.publish.seeds.marker import Marker, marker_of
from moodle_backups.files import File
from moodle_backups.seeds import SeedContent

RAW: Final[Mapping[str, Parameter]] = {"moodlewssettingraw": 1, "moodlewssettingfileurl": 0}
"""Settings of a call: texts as they are stored, links to files included."""

_ACTIVITY: Final = re.compile(r'(["\'])activity:([^"\'#]+)(#[^"\']*)?\1')
_FILE: Final = re.compile(r'(["\'])file:([^"\']+)\1')


@dataclass(frozen=True, slots=True)
class Place:
    """An activity on the site: its kind and numbers (`instance`: in its own table)."""

    kind: str
    cmid: int
    instance: int


@dataclass(frozen=True, slots=True)
class Ground:
    """A course on a site. `places`, `groups`: by their keys; `me`: our account's number, 0 if it isn't known."""

    client: MoodleClient
    course_id: int
    places: Mapping[str, Place]
    groups: Mapping[str, int] = field(default_factory=dict)
    me: int = 0

    def address(self, key: str) -> str:
        """The page of an activity; empty when the site hasn't got it."""
        place = self.places.get(key)
        return f"{self.client.url}/mod/{place.kind}/view.php?id={place.cmid}" if place else ""

    def draft(self, files: Iterable[File]) -> int:
        """The draft area with these files in it; 0 for none."""
        area = 0
        for file in files:
            with file.open() as stream:
                area = self.client.upload(file.name.rsplit("/", 1)[-1], stream.read(), area)
        return area


@dataclass(frozen=True, slots=True)
class Planted:
    """Something that stands in an activity: its number there, its name and its text as stored.

    `prepared`: the text is what readers see, not what is stored. `bare`: it's of our account and has no place for a
    marker; `values` are then what it holds.
    """

    id: int
    name: str
    text: str
    prepared: bool = False
    bare: bool = False
    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def marker(self) -> Marker | None:
        """The marker of a thing of ours."""
        return marker_of(self.text)


def resolved_text(html: str, ground: Ground) -> str:
    """A text with its links to activities; a file is named as in the draft area that goes with the text."""

    def activity(found: re.Match[str]) -> str:
        return f'"{ground.address(found[2]) or "#"}{found[3] or ""}"'

    return _FILE.sub(lambda found: f'"@@PLUGINFILE@@/{found[2].rsplit("/", 1)[-1]}"', _ACTIVITY.sub(activity, html))


class Bed(ABC):
    """One activity that takes seeds. `functions`: what the token must open for it."""

    functions: ClassVar[tuple[str, ...]]

    def __init__(self, ground: Ground, place: Place) -> None:
        self.ground = ground
        self.place = place

    @abstractmethod
    def standing(self) -> list[Planted]:
        """What stands in it, the oldest first, learners' things too. Raises SiteError."""

    @abstractmethod
    def add(self, seed: SeedContent, text: str) -> None:
        """Put a seed in place with its marked text. Raises SiteError."""

    @abstractmethod
    def change(self, old: Planted, seed: SeedContent, text: str) -> None:
        """Put a seed in the place of an older one of ours. Raises SiteError."""

    def text_of(self, seed: SeedContent) -> str:
        """The text of a seed that carries the marker; empty where there is none."""
        return resolved_text(next(iter(seed.texts())), self.ground)

    def differs(self, old: Planted, seed: SeedContent) -> bool:
        """Whether a bare thing isn't what the folder says."""
        return True

    def current(self, old: Planted) -> Planted:
        """A thing as it is stored, where `standing` gave it prepared for reading. Raises SiteError."""
        return old


@dataclass(frozen=True, slots=True)
class Sown:
    """What came of one seed.

    `action`: added, updated, unchanged, leftalone (a person changed it on the site, or made one of that name),
    conflict (changed there and in the folder: kept as it is there), busy (somebody is writing in it: left as it is),
    gone (deleted there: not put back), orphan (no longer in the folder: left there), lacking (functions that the token
    doesn't open, in `detail`), failed (`detail` says why).
    """

    activity: str
    kind: str
    name: str
    action: str
    detail: str = ""
