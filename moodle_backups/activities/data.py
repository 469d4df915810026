"""A database whose records learners and trainers fill.

Moodle counts records, with their contents, tags, comments and ratings, as user data: they don't travel; fields and
templates do. The records that an author wants are `Data.records`, seeds for a publisher (`moodle_backups.seeds`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import TYPE_CHECKING, Any, ClassVar, Final, Self

from moodle_backups.activities.base import Activity
from moodle_backups.activities.data_fields import DataField, FieldKind, field_of
from moodle_backups.activities.ratings import ASSESSED, SCALE, Rating, rating_problems, rating_scale
from moodle_backups.columns import HEAD, LARGEST_SHORT, Columns, clock, fixed, flag, moment, number
from moodle_backups.seeds import DataRecordSeed, check_seeds, seed_problems
from moodle_backups.xml import Scalar, Xml, element, listing, record

if TYPE_CHECKING:
    from moodle_backups.reading.owner import Owner
    from moodle_backups.scope import ActivityScope
    from moodle_backups.tree import Node

__all__ = ["Data", "DataField", "DataTemplates", "FieldKind", "SortBy", "field_of"]

_PARTS: Final = ("content", "content1", "content2", "content3", "content4")


class SortBy(IntEnum):
    """What records are sorted by, unless by a field (``DATA_*`` of mod_data)."""

    ADDED = 0
    LAST_NAME = -1
    FIRST_NAME = -2
    APPROVED = -3
    MODIFIED = -4


@dataclass(frozen=True, slots=True, kw_only=True)
class DataTemplates:
    """How records look; None: Moodle makes the template from the fields.

    HTML with ``[[field]]`` and ``##edit##`` and the like, except ``css`` and ``js``. Moodle keeps no files for them.
    """

    single: str | None = None
    list: str | None = None
    list_header: str | None = None
    list_footer: str | None = None
    add: str | None = None
    feed: str | None = None
    feed_title: str | None = None
    css: str | None = None
    js: str | None = None
    search: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Data(Activity):
    """``sort_by`` names a field, or is a `SortBy`. ``approval``: learners' records wait for a trainer.

    ``required_entries`` (``..._to_view`` others' records) and ``most_entries`` count a learner's own records, 0: no
    rule. ``opens``, ``closes``: when records are added; ``read_from``, ``read_until``: when they are only read.
    ``complete_after_entries``: 0 for no rule. ``notify``: trainers hear of new records.
    """

    modname: ClassVar[str] = "data"
    gradable: ClassVar[bool] = True
    grade_column: ClassVar[str] = "scale"

    fields_of_records: tuple[DataField, ...] = ()
    templates: DataTemplates = DataTemplates()
    sort_by: SortBy | str = SortBy.ADDED
    descending: bool = False
    approval: bool = False
    edit_approved: bool = True
    edit_any: bool = False
    comments: bool = False
    required_entries: int = 0
    required_entries_to_view: int = 0
    most_entries: int = 0
    opens: int | None = None
    closes: int | None = None
    read_from: int | None = None
    read_until: int | None = None
    feed_articles: int = 0
    notify: bool = False
    rating: Rating = Rating.NONE
    rate_from: int | None = None
    rate_until: int | None = None
    complete_after_entries: int = 0
    records: tuple[DataRecordSeed, ...] = ()

    def to_xml(self, scope: ActivityScope) -> Xml:
        check_seeds(self, scope)
        ids = [scope.id_of(field) for field in self.fields_of_records]
        by_name = {field.name: i for i, field in zip(ids, self.fields_of_records, strict=True)}
        sort = by_name.get(self.sort_by, 0) if isinstance(self.sort_by, str) else self.sort_by.value
        values = dict.fromkeys(_ORDER) | self.fields(COLUMNS, scope) | self._templates(scope) | {"defaultsort": sort}
        fields = (field.to_xml(scope, i) for i, field in zip(ids, self.fields_of_records, strict=True))
        return record(
            "data",
            values,
            listing("fields", fields),
            element("records"),
            element("recordstags"),
            *self.kept.elements,
            id=scope.place.instance,
        )

    @classmethod
    def from_xml(cls, node: Node, owner: Owner, common: Mapping[str, Any]) -> Self:
        fields = tuple(DataField.from_xml(field, owner) for field in node.path("fields/field"))
        names = {str(field.kept.id_of("id")): field.name for field in fields}
        sort = node.text_of("defaultsort") or "0"
        records = tuple(_records(node, owner, names)) if owner.shared.seeds else ()
        owner.drop_files("content")
        people = [] if records else ["records", "recordstags"]
        found = {
            "fields_of_records": fields,
            "templates": _read_templates(node, owner),
            "sort_by": names[sort] if sort in names else SortBy(min(int(sort), 0)),
            "records": records,
        }
        nested = ("fields", "defaultsort", "records", "recordstags", *_TEMPLATES)
        nested = tuple(name for name in nested if name not in people)
        return cls.read(COLUMNS, node, owner, common, nested=nested, people=people, **found)

    @property
    def rating_scale(self) -> int:
        """The highest rating of a record."""
        return rating_scale(self.rating, self.grade)

    def seeds(self) -> tuple[DataRecordSeed, ...]:
        """The records to make once the course is restored."""
        return self.records

    def own_completion_rule(self) -> bool:
        return bool(self.complete_after_entries)

    def problems(self) -> Iterator[str]:
        yield from rating_problems(self.rating, self.grade)
        yield from seed_problems(self.records)
        names = [field.name for field in self.fields_of_records]
        for field in self.fields_of_records:
            yield from (f'field "{field.name}" {problem}' for problem in field.problems())
        if len(set(names)) < len(names):
            yield "has two fields of the same name"
        if isinstance(self.sort_by, str) and self.sort_by not in names:
            yield f'is sorted by field "{self.sort_by}", which doesn\'t exist'
        for position, seed in enumerate(self.records, 1):
            for name in sorted(seed.values.keys() - set(names)):
                yield f'seed {position} fills field "{name}", which doesn\'t exist'
        if any("file:" in (getattr(self.templates, name) or "") for name in _TEMPLATES.values()):
            yield "has a template that shows a file of the package: Moodle keeps no files for templates"

    def _templates(self, scope: ActivityScope) -> dict[str, Scalar]:
        shown: dict[str, Scalar] = {}
        for name, attribute in _TEMPLATES.items():
            template: str | None = getattr(self.templates, attribute)
            linked = template is not None and attribute not in ("css", "js") and "file:" not in template
            shown[name] = scope.html(template or "", "template") if linked else template
        return shown


def _read_templates(node: Node, owner: Owner) -> DataTemplates:
    said = {}
    for name, attribute in _TEMPLATES.items():
        template = node.text_of(name)
        said[attribute] = owner.html(template, "template") if template and attribute not in ("css", "js") else template
    return DataTemplates(**said)


def _records(node: Node, owner: Owner, names: Mapping[str, str]) -> Iterator[DataRecordSeed]:
    """The approved records; nothing in a package says who is a trainer."""
    tags: dict[str, list[str]] = {}
    for tag in node.path("recordstags/tag"):
        tags.setdefault(tag.text_of("itemid") or "", []).append(tag.text_of("rawname") or "")
    for found in node.path("records/record"):
        if found.text_of("approved") == "0":
            owner.shared.dropped["records"] = owner.shared.dropped.get("records", 0) + 1
            continue
        seed = _record(found, owner, names)
        own = tuple(tags.get(found.attributes.get("id") or "", ()))
        yield replace(seed, tags=own, group=owner.group(found.text_of("groupid")))


def _record(node: Node, owner: Owner, names: Mapping[str, str]) -> DataRecordSeed:
    apart = owner.inner("a record", owner.component)
    values: dict[str, tuple[str, ...]] = {}
    files = []
    for content in node.path("contents/content"):
        name = names.get(content.text_of("fieldid") or "")
        if name is None:
            continue
        item = int(content.attributes.get("id") or 0)
        parts = [content.text_of(part) for part in _PARTS]
        while parts and parts[-1] is None:
            parts.pop()
        if parts:
            parts[0] = apart.html(parts[0], "content", item)
        values[name] = tuple(part or "" for part in parts)
        files += [file for file in apart.files_in("content", item) if file not in files]
    return DataRecordSeed(values=values, files=tuple(files))


_TEMPLATES: Final[Mapping[str, str]] = {
    "singletemplate": "single",
    "listtemplate": "list",
    "listtemplateheader": "list_header",
    "listtemplatefooter": "list_footer",
    "addtemplate": "add",
    "rsstemplate": "feed",
    "rsstitletemplate": "feed_title",
    "csstemplate": "css",
    "jstemplate": "js",
    "asearchtemplate": "search",
}
_BEFORE_TEMPLATES: Final[Columns] = (
    flag("comments"),
    moment("timeavailablefrom", "opens"),
    moment("timeavailableto", "closes"),
    moment("timeviewfrom", "read_from"),
    moment("timeviewto", "read_until"),
    number("requiredentries", "required_entries"),
    number("requiredentriestoview", "required_entries_to_view"),
    number("maxentries", "most_entries"),
    number("rssarticles", "feed_articles", most=LARGEST_SHORT),
)
_BEFORE_SORT: Final[Columns] = (
    flag("approval"),
    flag("manageapproved", "edit_approved"),
    *SCALE,
    *ASSESSED,
)
_ORDER: Final = (
    *(column.name for column in (*HEAD, *_BEFORE_TEMPLATES)),
    *_TEMPLATES,
    *(column.name for column in _BEFORE_SORT),
    "defaultsort",
)
COLUMNS: Final[Columns] = (
    *_BEFORE_TEMPLATES,
    *_BEFORE_SORT,
    flag("defaultsortdir", "descending"),
    flag("editany", "edit_any"),
    flag("notification", "notify"),
    clock("timemodified"),
    fixed("config", None),
    number("completionentries", "complete_after_entries"),
)
