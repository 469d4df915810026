"""The gradebook's XML: gradebook.xml, and the grade item of each activity."""

from __future__ import annotations

from dataclasses import dataclass

from moodle_backups.gradebook import Aggregation, Grade, Gradebook, GradeCategory, ManualGrade, aggregation_in
from moodle_backups.places import ActivityPlace, Places
from moodle_backups.xml import Scalar, Xml, element, listing, points, record


@dataclass(frozen=True, slots=True)
class GradeSheet:
    """A gradebook with the ids it needs. Members join a category through their own ``categoryid``."""

    gradebook: Gradebook
    places: Places
    timestamp: int

    def to_xml(self) -> Xml:
        """The root of gradebook.xml."""
        book = self.gradebook
        after_activities = 2 + len(book.categories) + len(self.places.activities)
        return element(
            "gradebook",
            element("attributes"),
            listing("grade_categories", [self._course_category(), *map(self._category, book.categories)]),
            listing(
                "grade_items",
                [
                    self._course_total(),
                    *(self._category_total(order, c) for order, c in enumerate(book.categories, 2)),
                    *(self._manual(order, m) for order, m in enumerate(book.manual_grades, after_activities)),
                ],
            ),
            element("grade_letters"),
            listing("grade_settings", [record("grade_setting", {"name": "minmaxtouse", "value": 1}, id="")]),
        )

    def activity_item(self, place: ActivityPlace, grade: Grade, position: int) -> Xml:
        """The grade item of the activity at ``position`` (from 0) in the course, for its grades.xml."""
        return self._item(
            place.grade_item,
            2 + len(self.gradebook.categories) + position,
            self._graded(grade)
            | {
                "itemname": place.activity.title(),
                "itemtype": "mod",
                "itemmodule": place.activity.modname,
                "iteminstance": place.instance,
                "itemnumber": 0,
                "idnumber": place.activity.key,
                "needsupdate": 0,
            },
        )

    def _manual(self, order: int, manual: ManualGrade) -> Xml:
        described: dict[str, Scalar] = {
            "itemname": manual.name,
            "itemtype": "manual",
            "itemnumber": 0,
            "iteminfo": manual.info or None,
            "idnumber": manual.key,
        }
        return self._item(self.places.next_id(), order, self._graded(manual.grade) | described)

    def _graded(self, grade: Grade) -> dict[str, Scalar]:
        limits: dict[str, Scalar] = {
            "categoryid": self._category_id(grade.category),
            "grademax": points(grade.maximum),
            "gradepass": points(grade.to_pass),
            "hidden": grade.hidden,
        }
        return limits | self._weight(grade.category, grade.weight, grade.extra_credit)

    def _course_total(self) -> Xml:
        return self._total(
            self.places.course_grade_category, 1, "course", self.gradebook.maximum, self.gradebook.to_pass
        )

    def _category_total(self, order: int, category: GradeCategory) -> Xml:
        weight = self._weight(category.parent, category.weight, category.extra_credit)
        own_id = self.places.grade_categories[category.key]
        return self._total(own_id, order, "category", category.maximum, category.to_pass, weight)

    def _total(
        self,
        category_id: int,
        order: int,
        kind: str,
        maximum: float,
        to_pass: float,
        weight: dict[str, Scalar] | None = None,
    ) -> Xml:
        values: dict[str, Scalar] = {
            "itemtype": kind,
            "iteminstance": category_id,
            "grademax": points(maximum),
            "gradepass": points(to_pass),
        }
        return self._item(self.places.next_id(), order, values | (weight or {}))

    def _weight(self, parent: str | None, weight: float | None, extra_credit: bool) -> dict[str, Scalar]:
        """Where the weight goes depends on the aggregation around the item (``grade_item`` of Moodle)."""
        around = aggregation_in(self.gradebook, parent)
        if around is Aggregation.WEIGHTED_MEAN:
            return {"aggregationcoef": points(1.0 if weight is None else weight)}
        if around is Aggregation.NATURAL and weight is not None:
            return {
                "aggregationcoef": points(float(extra_credit)),
                "aggregationcoef2": points(weight / 100),
                "weightoverride": 1,
            }
        return {"aggregationcoef": points(float(extra_credit))}

    def _category_id(self, key: str | None) -> int:
        own = self.places.grade_categories.get(key) if key is not None else None
        return own or self.places.course_grade_category

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
        book = self.gradebook
        path = [self.places.course_grade_category]
        return self._category_record(path, "?", book.aggregation, book.only_graded)

    def _category(self, category: GradeCategory) -> Xml:
        return self._category_record(
            self._path(category),
            category.name,
            category.aggregation,
            category.only_graded,
            category.keep_highest,
            category.drop_lowest,
            category.hidden,
        )

    def _category_record(
        self,
        path: list[int],
        name: str,
        aggregation: Aggregation,
        only_graded: bool,
        keep_highest: int = 0,
        drop_lowest: int = 0,
        hidden: bool = False,
    ) -> Xml:
        return record(
            "grade_category",
            {
                "parent": path[-2] if len(path) > 1 else None,
                "depth": len(path),
                "path": f"/{'/'.join(map(str, path))}/",
                "fullname": name,
                "aggregation": aggregation,
                "keephigh": keep_highest,
                "droplow": drop_lowest,
                "aggregateonlygraded": only_graded,
                "aggregateoutcomes": 0,
                "timecreated": self.timestamp,
                "timemodified": self.timestamp,
                "hidden": hidden,
            },
            id=path[-1],
        )

    def _item(self, item_id: int, order: int, given: dict[str, Scalar]) -> Xml:
        values: dict[str, Scalar] = {
            "categoryid": None,
            "itemname": None,
            "itemtype": None,
            "itemmodule": None,
            "iteminstance": None,
            "itemnumber": None,
            "iteminfo": None,
            "idnumber": None,
            "calculation": None,
            "gradetype": 1,
            "grademax": points(100),
            "grademin": points(0),
            "scaleid": None,
            "outcomeid": None,
            "gradepass": points(0),
            "multfactor": points(1),
            "plusfactor": points(0),
            "aggregationcoef": points(0),
            "aggregationcoef2": points(0),
            "weightoverride": 0,
            "sortorder": order,
            "display": 0,
            "decimals": None,
            "hidden": 0,
            "locked": 0,
            "locktime": 0,
            "needsupdate": 1,
            "timecreated": self.timestamp,
            "timemodified": self.timestamp,
        }
        return record("grade_item", values | given, element("grade_grades"), id=item_id)
