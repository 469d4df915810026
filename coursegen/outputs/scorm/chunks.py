"""The texts of the screens, in files small enough for a slow line: a screen waits for its own file only."""

from __future__ import annotations

from dataclasses import dataclass

from coursegen.outputs.scorm.content import Content, Data, compact, page_content
from coursegen.outputs.scorm.pages import PageKind

_ENOUGH = 16_000  # characters: three seconds on a 2G line, while the screen before is read; smaller ones compress worse
_MADE_BY_PLAYER = (PageKind.COVER, PageKind.GLOSSARY, PageKind.RESULTS)


@dataclass(frozen=True)
class Chunks:
    """`files`: the scripts by path. `of_page`: the number of the file of each page, by the page's identifier."""

    files: dict[str, str]
    of_page: dict[str, int]


def chunked(content: Content, first: int = 1) -> Chunks:
    """Pages of one part that follow each other share a file until it is big enough; the first has number `first`."""
    groups: list[Data] = []
    of_page: dict[str, int] = {}
    for part in content.parts:
        size = _ENOUGH
        for page in part.pages:
            if page.kind in _MADE_BY_PLAYER:
                continue
            data = page_content(content, page)
            if size >= _ENOUGH:
                groups.append({})
                size = 0
            groups[-1][content.pages[page.key]] = data
            of_page[content.pages[page.key]] = first + len(groups) - 1
            size += len(compact(data))
    return Chunks({f"content/{number}.js": _script(group) for number, group in enumerate(groups, first)}, of_page)


def _script(pages: Data) -> str:
    """A call that a script tag makes, since a package opened from a folder allows no fetch."""
    return f"courseContent({compact(pages)});\n"
