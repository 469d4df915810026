"""Pages written together; the intro is the brief."""

from __future__ import annotations

from dataclasses import dataclass

from coursegen.activities.base import FirstWords, Frame, compose_from
from coursegen.courseware import Activity
from methodology.activities.wiki import Wiki


@dataclass(frozen=True, slots=True, kw_only=True)
class WikiActivity(Activity):
    """Pages written together; the intro is the brief. `pages` are there from the start, unless each has their own."""

    first_page: str
    individual: bool = False
    pages: tuple[FirstWords, ...] = ()


@compose_from.register
def _(source: Wiki, frame: Frame) -> WikiActivity:
    return WikiActivity(
        first_page=frame.renderer.plain(source.first_page),
        individual=source.individual,
        pages=() if source.individual else frame.first_words(source),
        intro=frame.body(source) if source.individual else frame.brief(source),
        **frame.common(),
    )
