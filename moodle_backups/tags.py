"""Tags of a course, an activity, a badge: words that readers see as they were typed, compared in small letters."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from moodle_backups.tree import Node
from moodle_backups.xml import Xml, listing, record

LONGEST: int = 255


def tags_xml(tags: Iterable[str], next_id: Callable[[], int]) -> Xml:
    """The ``tags`` of a record."""
    return listing("tags", [record("tag", {"name": tag.lower(), "rawname": tag}, id=next_id()) for tag in tags])


def read_tags(node: Node) -> tuple[str, ...]:
    """The tags of a record."""
    return tuple(tag.text_of("rawname") or tag.text_of("name") or "" for tag in node.path("tags/tag"))


def tag_problems(tags: Iterable[str]) -> Iterator[str]:
    """What Moodle would refuse or change."""
    seen: set[str] = set()
    for tag in tags:
        if not tag.strip() or len(tag) > LONGEST:
            yield f'tag "{tag[:40]}" needs 1 to {LONGEST} characters'
        elif tag.lower() in seen:
            yield f'tag "{tag}" is given twice'
        seen.add(tag.lower())
