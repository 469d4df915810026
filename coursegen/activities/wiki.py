"""Pages written together; the intro is the brief."""

from __future__ import annotations

from dataclasses import dataclass

from coursegen.activities.base import Frame, compose_from
from coursegen.courseware import Activity
from methodology.activities.wiki import Wiki


@dataclass(frozen=True, slots=True, kw_only=True)
class WikiActivity(Activity):
    """Pages written together; the intro is the brief."""

    first_page: str
    individual: bool = False


@compose_from.register
def _(source: Wiki, frame: Frame) -> WikiActivity:
    return WikiActivity(
        first_page=frame.renderer.plain(source.first_page),
        individual=source.individual,
        intro=frame.body(source),
        **frame.common(),
    )
