"""A link to another site."""

from __future__ import annotations

from dataclasses import dataclass

from coursegen.activities.base import Frame, compose_from
from coursegen.courseware import Activity
from methodology.activities.url import Url


@dataclass(frozen=True, slots=True, kw_only=True)
class UrlActivity(Activity):
    """A link to another site."""

    url: str


@compose_from.register
def _(source: Url, frame: Frame) -> UrlActivity:
    return UrlActivity(url=source.url, intro=frame.body(source), **frame.common())
