"""Blocks beside the course page: texts of one's own, and blocks of any plugin with their settings as they are.

Where single pages show a block elsewhere (its positions) is kept when read.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from moodle_backups.columns import Columns, clock, fixed, flag, number, text, written
from moodle_backups.files import File
from moodle_backups.kept import NOTHING_KEPT, Kept, KeptValue
from moodle_backups.php import serialize_object, unserialize_object
from moodle_backups.reading.markup import markup
from moodle_backups.reading.owner import Owner, Shared
from moodle_backups.xml import Scalar, Xml, element, listing, record

if TYPE_CHECKING:
    from moodle_backups.scope import Draft, Scope
    from moodle_backups.tree import Node
    from moodle_backups.versions import Target

COURSE_PAGES: Final = "course-view-*"


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A block of the plugin ``name``. ``config`` is what Moodle stores of its settings (base64 of a PHP object).

    ``pages``: the pattern of pages that show it; ``weight`` orders the blocks of a ``region``.
    """

    name: str
    config: str = ""
    region: str = "side-post"
    weight: int = 0
    pages: str = COURSE_PAGES
    everywhere_below: bool = False
    kept: Kept = NOTHING_KEPT

    def settings(self, scope: Scope) -> str:
        """The settings as stored."""
        return self.config


@dataclass(frozen=True, slots=True, kw_only=True)
class HtmlBlock(Block):
    """A block that shows ``content`` (HTML with links and files) under ``title``; ``classes`` are CSS classes."""

    name: str = "html"
    title: str = ""
    content: str = ""
    classes: str = ""
    files: tuple[File, ...] = ()

    def settings(self, scope: Scope) -> str:
        """The settings as stored, made of title, content and classes."""
        content = scope.html(self.content, "content")
        fields = {"title": self.title, "text": str(content), "format": "1", "classes": self.classes}
        return _packed(fields)


def _packed(fields: Mapping[str, Any]) -> str:
    return base64.b64encode(serialize_object(fields).encode()).decode()


BLOCK: Final[Columns] = (
    text("blockname", "name", longest=40),
    flag("showinsubcontexts", "everywhere_below"),
    text("pagetypepattern", "pages", longest=64),
    fixed("subpagepattern", None),
    text("defaultregion", "region", longest=16),
    number("defaultweight", "weight", least=None),
)
_TIMES: Final[Columns] = (clock("timecreated"), clock("timemodified"))


def block_documents(blocks: Iterable[Block], draft: Draft, version: Target, roles: Xml) -> dict[str, Xml]:
    """The folders of course/blocks by path."""
    documents: dict[str, Xml] = {}
    for number_, block in enumerate(blocks, 1):
        documents |= _documents(block, number_, draft, version, roles)
    return documents


def _documents(block: Block, number_: int, draft: Draft, version: Target, roles: Xml) -> dict[str, Xml]:
    next_id = draft.places.next_id
    own_id, context = (block.kept.id_of(what) or next_id() for what in ("block", "context"))
    where = f"block {number_} ({block.name})"
    scope = draft.scope(where, context, f"block_{block.name}", getattr(block, "files", ()))
    first = written(BLOCK, block, scope)
    values: dict[str, Scalar] = {"blockname": first.pop("blockname"), "parentcontextid": draft.places.course_context}
    values |= first | block.kept.over({"configdata": block.settings(scope)}) | written(_TIMES, block, scope)
    scope.attach_kept(block.kept)
    scope.close()
    nested = block.kept.elements or (element("block_positions"),)
    folder = f"course/blocks/{block.name}_{own_id}"
    files = [record("file", {"id": file}) for file in scope.file_ids]
    return {
        f"{folder}/block.xml": record(
            "block", values, *nested, id=own_id, contextid=context, version=version.plugin_version
        ),
        f"{folder}/inforef.xml": element("inforef", *([listing("fileref", files)] if files else [])),
        f"{folder}/roles.xml": roles,
    }


def read_block(node: Node, shared: Shared) -> Block:
    """The block of a block.xml."""
    context = int(node.attributes.get("contextid") or 0)
    own_id = int(node.attributes.get("id") or 0)
    name = node.text_of("blockname") or ""
    owner = Owner(shared, f"block {name}_{own_id}", context, f"block_{name}")
    ids = {"block": own_id, "context": context}
    nested = ("parentcontextid", "configdata", "block_positions")
    values = owner.values((*BLOCK, *_TIMES), node, nested=nested, ids=ids)
    kept: Kept = values.pop("kept")
    positions = node.child("block_positions")
    if positions is not None and positions.children:
        kept = kept.merged(Kept(elements=(markup(positions),)))
    stored = node.text_of("configdata") or ""
    fields = _fields(stored) if name == "html" else None
    if fields is None:
        return Block(**values, config=stored, kept=kept.merged(Kept(files=owner.left())))
    return _html_block(values, fields, stored, kept, owner)


def _html_block(
    values: Mapping[str, Any], fields: Mapping[str, str], stored: str, kept: Kept, owner: Owner
) -> HtmlBlock:
    content = owner.html(fields.get("text"), "content")
    given = {"title": fields.get("title", ""), "text": fields.get("text", ""), "format": "1"}
    expected = _packed(given | {"classes": fields.get("classes", "")})
    if expected != stored:  # kept until something of it is changed
        kept = kept.merged(Kept(values=(KeptValue("configdata", stored, expected),)))
    return HtmlBlock(
        **values,
        title=given["title"],
        content=content,
        classes=fields.get("classes", ""),
        files=owner.shown,
        kept=kept.merged(Kept(files=owner.left())),
    )


def _fields(config: str) -> dict[str, str] | None:
    """The settings of a text block; None when they aren't a plain object of strings."""
    try:
        found = unserialize_object(base64.b64decode(config, validate=True))
    except binascii.Error:
        return None
    return None if found is None else {name: "" if value is None else str(value) for name, value in found.items()}


def block_problems(blocks: Iterable[Block]) -> Iterator[str]:
    """What is wrong with blocks."""
    for place, block in enumerate(blocks, 1):
        if not block.name.strip() or not block.name.replace("_", "").isalnum():
            yield f"block {place} needs the name of a plugin"
        if isinstance(block, HtmlBlock) and not block.content.strip():
            yield f"block {place} has no content"
