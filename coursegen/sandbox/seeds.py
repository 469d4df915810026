"""The web services of forums, glossaries, databases and wikis: what a publisher puts in place beside the package.

Such things are rows of the publishing account in the table `record`; learners' own rows stand beside them. Files of a
text are not kept: the sandbox shows its words.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any, Final

from coursegen.sandbox.course import Piece
from coursegen.sandbox.jobs import Bench
from coursegen.sandbox.learner import PUBLISHER, Learner, Record, activity_of
from coursegen.sandbox.refusal import Refusal
from moodle_backups.activities.data import Data

Told = Mapping[str, Any]


class Plot:
    """One activity of one type, by its number. Raises Refusal where there is none."""

    def __init__(self, bench: Bench, kind: str, number: object) -> None:
        self.bench = bench
        course = bench.courses.of_module(int(str(number)))
        piece = course.module(int(str(number))) if course else None
        if course is None or piece is None or piece.kind != kind:
            raise Refusal("invalidrecord", exception="dml_missing_record_exception")
        self.piece: Piece = piece
        self.learner = Learner(bench, course)

    def posts(self, page: int = 0, each: int = 0) -> list[Record]:
        """What stands there, a page of it."""
        found = self.learner.records(self.piece, "post")
        return found[page * each : (page + 1) * each] if each else found

    def add(self, **content: Any) -> int:
        """A thing of the publisher's."""
        return self.learner.add(self.piece, "post", content, PUBLISHER)


def _changed(bench: Bench, number: object, **content: Any) -> dict[str, Any]:
    found = bench.store.row("SELECT content FROM record WHERE id = ? AND sort = 'post'", int(str(number)))
    if found is None:
        raise Refusal("invalidrecord", exception="dml_missing_record_exception")
    bench.store.do(
        "UPDATE record SET content = ? WHERE id = ?",
        json.dumps({**json.loads(found[0]), **content}, ensure_ascii=False),
        int(str(number)),
    )
    return {"status": True, "result": True, "pageid": int(str(number)), "updated": True, "warnings": []}


def _discussions(bench: Bench, told: Told) -> dict[str, Any]:
    plot = Plot(bench, "forum", told["forumid"])
    rows = [row for row in plot.posts() if not row.content.get("parent")]
    page, each = int(told.get("page", 0)), int(told.get("perpage", 0)) or len(rows) or 1
    shown = rows[page * each : (page + 1) * each]
    return {
        "discussions": [
            {"id": row.id, "subject": row.content["subject"], "message": _html(row), "userid": row.learner}
            for row in shown
        ],
        "warnings": [],
    }


def _discuss(bench: Bench, told: Told) -> dict[str, Any]:
    number = Plot(bench, "forum", told["forumid"]).add(subject=told["subject"], html=told["message"], parent=0)
    return {"discussionid": number, "warnings": []}


def _entries(bench: Bench, told: Told) -> dict[str, Any]:
    rows = Plot(bench, "glossary", told["id"]).posts()
    start, most = int(told.get("from", 0)), int(told.get("limit", 20))
    entries = [
        {"id": row.id, "concept": row.content["concept"], "definition": _html(row), "userid": row.learner}
        for row in rows[start : start + most]
    ]
    return {"count": len(rows), "entries": entries, "warnings": []}


def _define(bench: Bench, told: Told) -> dict[str, Any]:
    plot = Plot(bench, "glossary", told["glossaryid"])
    if any(row.content["concept"].casefold() == told["concept"].casefold() for row in plot.posts()):
        raise Refusal("errconceptalreadyexists", "This concept already exists. No duplicates allowed.")
    number = plot.add(concept=told["concept"], html=told["definition"], aliases=_aliases(told))
    return {"entryid": number, "warnings": []}


def _aliases(told: Told) -> list[str]:
    options = {row["name"]: row["value"] for row in told.get("options", {}).values()}
    return [word.strip() for word in str(options.get("aliases", "")).split(",") if word.strip()]


def _categories(bench: Bench, told: Told) -> dict[str, Any]:
    activity = activity_of(bench, Plot(bench, "glossary", told["id"]).piece)
    names = [category.name for category in getattr(activity, "categories", ())]
    return {"count": len(names), "categories": [{"id": n, "name": name} for n, name in enumerate(names, 1)]}


def _fields(bench: Bench, told: Told) -> dict[str, Any]:
    activity = activity_of(bench, Plot(bench, "data", told["databaseid"]).piece)
    assert isinstance(activity, Data)
    rows = [
        {"id": number, "name": field.name, "type": field.kind.value}
        for number, field in enumerate(activity.fields_of_records, 1)
    ]
    return {"fields": rows, "warnings": []}


def _records(bench: Bench, told: Told) -> dict[str, Any]:
    plot = Plot(bench, "data", told["databaseid"])
    numbers = {field["name"]: field["id"] for field in _fields(bench, told)["fields"]}
    entries = [
        {
            "id": row.id,
            "userid": row.learner,
            "contents": [
                {"fieldid": numbers[name], **_parts(value)}
                for name, value in row.content["values"].items()
                if name in numbers
            ],
        }
        for row in plot.posts(int(told.get("page", 0)), int(told.get("perpage", 0)))
    ]
    return {"entries": entries, "totalcount": len(plot.posts()), "warnings": []}


def _parts(value: str | list[str]) -> dict[str, str]:
    """A value under the names of the columns it is stored in."""
    parts = [value] if isinstance(value, str) else value
    return {f"content{number or ''}": part for number, part in enumerate(parts)}


def _values(bench: Bench, place: Told, told: Told) -> dict[str, list[str]]:
    """Values by the name of their field, in their parts; formats and files are left out."""
    names = {field["id"]: field["name"] for field in _fields(bench, place)["fields"]}
    written: dict[str, dict[str, Any]] = {}
    for row in told.get("data", {}).values():
        parts = written.setdefault(names[int(row["fieldid"])], {})
        parts[str(row.get("subfield") or "0")] = json.loads(row["value"])
    return {name: _stored(parts) for name, parts in written.items()}


def _stored(parts: Mapping[str, Any]) -> list[str]:
    """As Moodle stores a form: a day as Unix seconds, what is chosen joined; beside it a link's words, a format."""
    if "day" in parts:
        day = datetime(int(parts["year"]), int(parts["month"]), int(parts["day"]), tzinfo=UTC)
        return [str(int(day.timestamp()))]
    first = parts.get("0", "")
    stored = "##".join(map(str, first)) if isinstance(first, list) else str(first)
    beside = parts.get("1", parts.get("content1"))
    return [stored] if beside is None else [stored, str(beside)]


def _record(bench: Bench, told: Told) -> dict[str, Any]:
    plot = Plot(bench, "data", told["databaseid"])
    number = plot.add(values=_values(bench, told, told))
    return {"newentryid": number, "generalnotifications": [], "fieldnotifications": []}


def _rerecord(bench: Bench, told: Told) -> dict[str, Any]:
    found = bench.store.row("SELECT activity FROM record WHERE id = ?", int(told["entryid"]))
    if found is None:
        raise Refusal("invalidrecord", exception="dml_missing_record_exception")
    return _changed(bench, told["entryid"], values=_values(bench, {"databaseid": found[0]}, told))


def _pages(bench: Bench, told: Told) -> dict[str, Any]:
    plot = Plot(bench, "wiki", told["wikiid"])
    first = getattr(activity_of(bench, plot.piece), "first_page", "")
    rows = [
        {"id": row.id, "title": row.content.get("title", first), "cachedcontent": _html(row), "userid": row.learner}
        for row in plot.posts()
    ]
    return {"pages": rows, "warnings": []}


def _page(bench: Bench, told: Told) -> dict[str, Any]:
    found = bench.store.row("SELECT content FROM record WHERE id = ? AND sort = 'post'", int(told["pageid"]))
    content = json.loads(found[0]) if found else {}
    return {"pagesection": {"content": content.get("html") or content.get("text", ""), "version": "1"}}


def _write(bench: Bench, told: Told) -> dict[str, Any]:
    number = Plot(bench, "wiki", told["wikiid"]).add(title=told["title"], html=told["content"])
    return {"pageid": number, "warnings": []}


def _html(row: Record) -> str:
    return str(row.content.get("html") or row.content.get("text", ""))


SERVICES: Final[Mapping[str, Callable[[Bench, Told], dict[str, Any]]]] = {
    "mod_forum_get_forum_discussions": _discussions,
    "mod_forum_add_discussion": _discuss,
    "mod_forum_update_discussion_post": lambda bench, told: _changed(
        bench, told["postid"], subject=told["subject"], html=told["message"]
    ),
    "mod_glossary_get_entries_by_letter": _entries,
    "mod_glossary_get_categories": _categories,
    "mod_glossary_add_entry": _define,
    "mod_glossary_update_entry": lambda bench, told: _changed(
        bench, told["entryid"], concept=told["concept"], html=told["definition"], aliases=_aliases(told)
    ),
    "mod_data_get_fields": _fields,
    "mod_data_get_entries": _records,
    "mod_data_add_entry": _record,
    "mod_data_update_entry": _rerecord,
    "mod_wiki_get_subwiki_pages": _pages,
    "mod_wiki_get_page_for_editing": _page,
    "mod_wiki_new_page": _write,
    "mod_wiki_edit_page": lambda bench, told: _changed(bench, told["pageid"], html=told["content"]),
}
"""By name; what a call leaves out is refused as Moodle does."""
