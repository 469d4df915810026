"""A file to download."""

from __future__ import annotations

from dataclasses import dataclass

from coursegen.activities.base import Frame, compose_from
from coursegen.courseware import Activity
from methodology.activities.resource import Resource


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceActivity(Activity):
    """A file to download: `media` is its name among the courseware's files."""

    media: str


@compose_from.register
def _(source: Resource, frame: Frame) -> ResourceActivity:
    return ResourceActivity(media=frame.renderer.media_name(source.file), intro=frame.body(source), **frame.common())
