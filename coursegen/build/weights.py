"""What a learner loads, lesson by lesson: the page with its pictures, what it plays, what it gives to download."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass

from coursegen.courseware import Activity, Courseware, MediaFile

_NAME = re.compile(r"media:([A-Za-z0-9._-]+)")


@dataclass(frozen=True, slots=True)
class LessonWeight:
    """Bytes of one lesson. `page`: its text and pictures; `played`: sounds and films; `documents`: to download."""

    key: str
    title: str
    page: int
    played: int
    documents: int

    @property
    def whole(self) -> int:
        """What one loads who plays and downloads everything."""
        return self.page + self.played + self.documents


@dataclass(frozen=True, slots=True)
class FileWeight:
    """Bytes of one file, as shipped."""

    name: str
    bytes: int


@dataclass(frozen=True, slots=True)
class Weights:
    """The lessons that weigh something beyond their words, and the files, the heaviest first."""

    lessons: tuple[LessonWeight, ...] = ()
    files: tuple[FileWeight, ...] = ()


def weights_of(courseware: Courseware) -> Weights:
    """What the lessons of that course weigh."""
    media = {file.name: file for file in courseware.media}
    lessons = (_lesson(activity, courseware, media) for activity in courseware.activities())
    heavy = sorted((one for one in lessons if one), key=lambda one: (-one.whole, one.key))
    files = sorted(
        (FileWeight(file.name, len(file.data)) for file in courseware.media), key=lambda f: (-f.bytes, f.name)
    )
    return Weights(tuple(heavy), tuple(files))


def _lesson(activity: Activity, courseware: Courseware, media: dict[str, MediaFile]) -> LessonWeight | None:
    texts = [*_strings(activity)]
    for slot in getattr(activity, "slots", ()):
        texts += _strings(courseware.question(slot.question))
    names = {name for text in texts for name in (*_NAME.findall(text), text) if name in media}
    if not names:
        return None
    by_part = {"page": sum(len(text.encode()) for text in texts), "played": 0, "documents": 0}
    for name in names:
        by_part[_part(media[name])] += len(media[name].data)
    return LessonWeight(activity.key, activity.title, by_part["page"], by_part["played"], by_part["documents"])


def _part(file: MediaFile) -> str:
    family = file.mime.partition("/")[0]
    if family in ("audio", "video"):
        return "played"
    return "page" if family == "image" or file.name.endswith(".vtt") else "documents"


def _strings(value: object) -> Iterator[str]:
    """Every text of a record, and of the records in it."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from _strings(one)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _strings(getattr(value, field.name))
