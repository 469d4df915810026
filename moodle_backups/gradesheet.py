"""The gradebook's XML: gradebook.xml, and the grade items of each activity."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from moodle_backups.columns import Columns, computed, fixed, flag, grade_points, moment, number, one_of
from moodle_backups.gradebook import (
    Aggregation,
    Display,
    Grade,
    Gradebook,
    GradeCategory,
    Letter,
    ManualGrade,
    aggregation_in,
)
from moodle_backups.kept import Kept
from moodle_backups.places import ActivityPlace, Places
from moodle_backups.xml import Scalar, Xml, element, listing, points, record

ITEM: Final = (
    "categoryid", "itemname", "itemtype", "itemmodule", "iteminstance", "itemnumber", "iteminfo", "idnumber",
    "calculation", "gradetype", "grademax", "grademin", "scaleid", "outcomeid", "gradepass", "multfactor", "plusfactor",
    "aggregationcoef", "aggregationcoef2", "weightoverride", "sortorder", "display", "decimals", "hidden", "locked",
    "locktime", "needsupdate", "timecreated", "timemodified",
)  # fmt: skip
"""The columns of a grade item in Moodle's order."""

GRADE: Final[Columns] = (
    computed("gradetype", "type"),
    grade_points("grademax", "maximum"),
    grade_points("grademin", "minimum"),
    grade_points("gradepass", "to_pass"),
    grade_points("multfactor", "multiplier"),
    grade_points("plusfactor", "offset"),
    one_of("display", "display", Display),
    number("decimals", null=None),
    computed("hidden", "hidden_column"),
    computed("locked", "locked_column"),
    moment("locktime", "lock_after"),
)
"""What a grade says by itself; where it lies and what it weighs depends on the gradebook around it."""

CATEGORY: Final[Columns] = (
    one_of("aggregation", "aggregation", Aggregation),
    number("keephigh", "keep_highest"),
    number("droplow", "drop_lowest"),
    flag("aggregateonlygraded", "only_graded"),
    fixed("aggregateoutcomes", 0),
)
"""How a category counts; the course is one too."""

_REFERENCE: Final = re.compile(r"\[\[(.*?)(?:#(\d+))?\]\]")


def formula_keys(formula: str) -> Iterator[tuple[str, int]]:
    """The grades that a formula counts with: their keys and numbers."""
    return ((match[1], int(match[2] or 0)) for match in _REFERENCE.finditer(formula))


def weights(around: Aggregation, weight: float | None, extra_credit: bool) -> dict[str, Scalar]:
    """Where the weight goes depends on the aggregation around the item (``grade_item`` of Moodle)."""
    plain: dict[str, Scalar] = {
        "aggregationcoef": points(float(extra_credit)),
        "aggregationcoef2": points(0),
        "weightoverride": 0,
    }
    if around is Aggregation.WEIGHTED_MEAN:
        return plain | {"aggregationcoef": points(1.0 if weight is None else weight)}
    if around is Aggregation.MEAN_WITH_EXTRA_CREDITS and extra_credit:
        return plain | {"aggregationcoef": points(weight or 1.0)}
    if around is Aggregation.NATURAL and weight is not None:
        return plain | {"aggregationcoef2": points(weight / 100), "weightoverride": 1}
    return plain


@dataclass(frozen=True, slots=True)
class GradeSheet:
    """A gradebook with the ids it needs. Members join a category through their own ``categoryid``."""

    gradebook: Gradebook
    places: Places
    timestamp: int

    def to_xml(self) -> Xml:
        """The root of gradebook.xml."""
        book = self.gradebook
        settings = [record("grade_setting", {"name": name, "value": value}, id="") for name, value in book.settings]
        return element(
            "gradebook",
            *(book.kept.elements or (element("attributes"),)),
            listing("grade_categories", [self._course_category(), *map(self._category, book.categories)]),
            listing("grade_items", self._items()),
            listing("grade_letters", map(self._letter, book.letters)),
            listing("grade_settings", settings),
        )

    def activity_items(self, place: ActivityPlace, position: int) -> list[Xml]:
        """The grade items of the activity at ``position`` (from 0) in the course, for its grades.xml."""
        return [
            self._activity_item(place, number, grade, position)
            for number, grade in enumerate(place.activity.grades())
            if grade is not None
        ]

    def _activity_item(self, place: ActivityPlace, number: int, grade: Grade, position: int) -> Xml:
        described: dict[str, Scalar] = {
            "itemname": place.activity.grade_title(number),
            "itemtype": "mod",
            "itemmodule": place.activity.modname,
            "iteminstance": place.instance,
            "itemnumber": number,
            "idnumber": None if number else place.activity.key,
            "needsupdate": 0,
        }
        # Second grades come after all first ones, so that orders stay different.
        count = len(self.places.activities)
        order = 2 + len(self.gradebook.categories) + position + number * (count + len(self.gradebook.manual_grades))
        return self._item(place.grade_items[number], order, grade, self._graded(grade) | described)

    def _items(self) -> Iterator[Xml]:
        book, places = self.gradebook, self.places
        after_activities = 2 + len(book.categories) + len(places.activities)
        total: dict[str, Scalar] = {"itemtype": "course", "iteminstance": places.course_grade_category}
        yield self._item(places.course_total, 1, book.total_grade(), total, book.kept.part("total"))
        for order, category in enumerate(book.categories, 2):
            yield self._category_total(order, category)
        for order, manual in enumerate(book.manual_grades, after_activities):
            yield self._manual(order, manual)

    def _manual(self, order: int, manual: ManualGrade) -> Xml:
        described: dict[str, Scalar] = {
            "itemname": manual.name,
            "itemtype": "manual",
            "itemnumber": 0,
            "iteminfo": manual.info or None,
            "idnumber": manual.key,
        }
        grade_item = self.places.manual_grades[manual.key]
        return self._item(grade_item, order, manual.grade, self._graded(manual.grade) | described)

    def _category_total(self, order: int, category: GradeCategory) -> Xml:
        grade = category.total_grade()
        described: dict[str, Scalar] = {
            "itemtype": "category",
            "iteminstance": self.places.grade_categories[category.key],
            "idnumber": category.key if self._is_free(category.key) else None,
        }
        around = aggregation_in(self.gradebook, category.parent)
        values = described | weights(around, grade.weight, grade.extra_credit)
        kept = category.kept.part("total")
        return self._item(self.places.category_totals[category.key], order, grade, values, kept)

    def _is_free(self, key: str) -> bool:
        """Idnumbers of the gradebook are one space; activities and manual grades come first."""
        return key not in self.places.by_key and key not in self.places.manual_grades

    def _graded(self, grade: Grade) -> dict[str, Scalar]:
        around = aggregation_in(self.gradebook, grade.category)
        return {"categoryid": self._category_id(grade.category)} | weights(around, grade.weight, grade.extra_credit)

    def _item(self, item_id: int, order: int, grade: Grade, given: dict[str, Scalar], kept: Kept | None = None) -> Xml:
        values: dict[str, Scalar] = dict.fromkeys(ITEM)
        values |= weights(Aggregation.MEAN, None, False) | {
            "calculation": self._formula(grade.formula),
            "scaleid": self.places.scales.get(grade.scale or "", 0) or None,
            "sortorder": order,
            "needsupdate": 1,
            "timecreated": self.timestamp,
            "timemodified": self.timestamp,
        }
        values |= own_values(GRADE, grade) | given
        return record("grade_item", (kept or grade.kept).over(values), element("grade_grades"), id=item_id)

    def _formula(self, formula: str) -> str | None:
        def reference(match: re.Match[str]) -> str:
            return f"##gi{self.places.grade_item(match[1], int(match[2] or 0)) or 0}##"

        return _REFERENCE.sub(reference, formula) or None

    def _category_id(self, key: str | None) -> int:
        own = self.places.grade_categories.get(key) if key is not None else None
        return own or self.places.course_grade_category

    def _letter(self, letter: Letter) -> Xml:
        values: dict[str, Scalar] = {"lowerboundary": points(letter.percent), "letter": letter.letter}
        return record("grade_letter", values, id=letter.kept.id_of("id") or self.places.next_id())

    def _path(self, category: GradeCategory) -> list[int]:
        """Ids from the course category down to ``category``; a cycle (the check reports it) ends the walk."""
        by_key = {c.key: c for c in self.gradebook.categories}
        path: list[int] = []
        current: GradeCategory | None = category
        while current is not None and self.places.grade_categories[current.key] not in path:
            path.insert(0, self.places.grade_categories[current.key])
            current = by_key.get(current.parent) if current.parent is not None else None
        return [self.places.course_grade_category, *path]

    def _course_category(self) -> Xml:
        return self._category_record([self.places.course_grade_category], "?", self.gradebook, hidden=False)

    def _category(self, category: GradeCategory) -> Xml:
        return self._category_record(self._path(category), category.name, category, hidden=category.hidden)

    def _category_record(self, path: list[int], name: str, value: Gradebook | GradeCategory, *, hidden: bool) -> Xml:
        values: dict[str, Scalar] = {
            "parent": path[-2] if len(path) > 1 else None,
            "depth": len(path),
            "path": f"/{'/'.join(map(str, path))}/",
            "fullname": name,
            **own_values(CATEGORY, value),
            "timecreated": self.timestamp,
            "timemodified": self.timestamp,
            "hidden": hidden,
        }
        return record("grade_category", value.kept.over(values), id=path[-1])


def own_values(columns: Columns, value: object) -> dict[str, Scalar]:
    """The columns of a table without texts or times."""
    return {
        column.name: column.write(getattr(value, column.attribute)) if column.attribute else column.fixed
        for column in columns
    }
