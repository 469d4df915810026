"""A short text on the course page itself."""

from __future__ import annotations

from dataclasses import dataclass

from coursegen.activities.base import Frame, compose_from
from coursegen.courseware import Activity, CompletionRule, Html
from methodology.activities.label import Label


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelActivity(Activity):
    """A short text on the course page itself."""

    body: Html
    completion: CompletionRule = CompletionRule.NONE


@compose_from.register
def _(source: Label, frame: Frame) -> LabelActivity:
    return LabelActivity(body=frame.body(source), **frame.common())
