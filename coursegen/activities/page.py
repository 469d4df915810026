"""A page to read."""

from __future__ import annotations

from dataclasses import dataclass

from coursegen.activities.base import Frame, compose_from
from coursegen.courseware import Activity, Html
from methodology.activities.page import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class PageActivity(Activity):
    """A page to read."""

    body: Html


@compose_from.register
def _(source: Page, frame: Frame) -> PageActivity:
    return PageActivity(body=frame.body(source), **frame.common())
