"""The gradebook back: categories, totals, grades of activities and manual ones."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from moodle_backups.gradebook import Aggregation, Grade, Gradebook, GradeCategory, GradeType, Letter, ManualGrade
from moodle_backups.gradesheet import CATEGORY, GRADE, ITEM, own_values, weights
from moodle_backups.kept import NOTHING_KEPT, Kept, KeptValue
from moodle_backups.reading.keys import Keys, unique_keys
from moodle_backups.reading.markup import markup
from moodle_backups.reading.numbers import whole
from moodle_backups.reading.owner import Owner
from moodle_backups.tree import Node
from moodle_backups.xml import Scalar

_REFERENCE: Final = re.compile(r"##gi(\d+)##")
_CATEGORY_NESTED: Final = ("parent", "depth", "path", "fullname", "hidden", "timecreated", "timemodified")
_QUIET: Final = ("aggregationcoef2", "needsupdate", "timecreated", "timemodified", "idnumber")


def add_gradebook_keys(keys: Keys, gradebook: Node | None, activities: Mapping[int, tuple[str, int]]) -> None:
    """Names the categories and items of gradebook.xml in ``keys``; ``activities`` are the items of these."""
    keys.items = dict(activities)
    if gradebook is None:
        return
    items = gradebook.path("grade_items/grade_item")
    taken = set(keys.activities.values())
    manual = unique_keys(
        ((_id(item), item.text_of("idnumber") or "", f"grade-{_id(item)}") for item in _kind(items, "manual")), taken
    )
    totals = {whole(item.text_of("iteminstance")): item for item in _kind(items, "category")}
    categories = gradebook.path("grade_categories/grade_category")
    inner = [category for category in categories if category.text_of("parent") is not None]
    keys.categories = unique_keys(
        ((_id(one), _idnumber(totals.get(_id(one))), f"category-{_id(one)}") for one in inner),
        (*taken, *manual.values()),
    )
    keys.course_category = next((_id(one) for one in categories if one.text_of("parent") is None), 0)
    keys.aggregations = {_id(one): _aggregation(one) for one in categories}
    keys.items |= {own: (key, 0) for own, key in manual.items()}
    keys.items |= {_id(totals[own]): (key, 0) for own, key in keys.categories.items() if own in totals}
    keys.items |= {_id(item): ("", 0) for item in _kind(items, "course")}


def read_grade(item: Node, keys: Keys, owner: Owner) -> Grade:
    """A grade item as a grade; what it says otherwise than we would is kept."""
    category = whole(item.text_of("categoryid"))
    around = keys.aggregations.get(category or keys.course_category, Aggregation.NATURAL)
    return replace(_grade(item, around, keys, owner), category=keys.categories.get(category))


def _grade(item: Node, around: Aggregation, keys: Keys, owner: Owner) -> Grade:
    known = [name for name in ITEM if name not in {column.name for column in GRADE}]
    values = owner.values(GRADE, item, nested=known, people=("grade_grades",), ids={"grade_item": _id(item)})
    kept: Kept = values.pop("kept")
    hidden, locked = whole(item.text_of("hidden")), whole(item.text_of("locked"))
    weight, extra = _weight(item, around)
    kind = whole(item.text_of("gradetype"))
    grade = Grade(
        **values,
        weight=weight,
        extra_credit=extra,
        scale=keys.scales.get(whole(item.text_of("scaleid"))) if kind == GradeType.SCALE else None,
        text=kind == GradeType.TEXT,
        hidden=hidden == 1,
        hidden_until=hidden if hidden > 1 else None,
        locked=locked > 0,
        formula=_formula(item.text_of("calculation"), keys),
    )
    expected: dict[str, Scalar] = own_values(GRADE, grade) | weights(around, weight, extra)
    expected |= {"needsupdate": int(item.text_of("itemtype") != "mod"), "outcomeid": None}
    expected |= dict.fromkeys(("timecreated", "timemodified"), owner.shared.timestamp)
    if not grade.formula:
        expected["calculation"] = None
    if grade.scale is None:
        expected["scaleid"] = None
    done = {value.name for value in kept.values}
    found = owner.kept_over({n: v for n, v in expected.items() if n not in done}, item, quiet=_QUIET)
    order = Kept(values=(KeptValue("sortorder", item.text_of("sortorder")),))
    return replace(grade, kept=kept.merged(found).merged(order))


def _weight(item: Node, around: Aggregation) -> tuple[float | None, bool]:
    """Weight and extra credit: the reverse of `weights`."""
    coefficient = float(item.text_of("aggregationcoef") or 0)
    if around is Aggregation.WEIGHTED_MEAN:
        return coefficient, False
    if around is Aggregation.MEAN_WITH_EXTRA_CREDITS:
        return (coefficient, True) if coefficient > 0 else (None, False)
    own = around is Aggregation.NATURAL and item.text_of("weightoverride") not in (None, "", "0")
    share = round(float(item.text_of("aggregationcoef2") or 0) * 100, 3) if own else None
    return share, coefficient > 0


def _formula(calculation: str | None, keys: Keys) -> str:
    """The formula with keys for ids; empty when it counts with something that has none."""
    if not calculation or any(int(number) not in keys.items for number in _REFERENCE.findall(calculation)):
        return ""
    return _REFERENCE.sub(lambda match: _reference(*keys.items[int(match[1])]), calculation)


def _reference(key: str, number: int) -> str:
    return f"[[{key}#{number}]]" if number else f"[[{key}]]"


def activity_grades(document: Node | None, keys: Keys, owner: Owner) -> tuple[dict[int, Grade], dict[int, Node]]:
    """The grades of a grades.xml by number, and all its items (those without a grade too)."""
    items = (
        {whole(item.text_of("itemnumber")): item for item in document.path("grade_items/grade_item")}
        if document
        else {}
    )
    grades = {
        number: _called(read_grade(item, keys, owner), number, item)
        for number, item in items.items()
        if item.text_of("gradetype") != "0" and item.text_of("outcomeid") is None
    }
    return grades, items


def _called(grade: Grade, number: int, item: Node) -> Grade:
    """Second grades keep their name: Moodle words it in the language of the site."""
    name = Kept(values=(KeptValue("itemname", item.text_of("itemname")),))
    return replace(grade, kept=grade.kept.merged(name)) if number else grade


def named_grade(grade: Grade, item: Node, title: str, key: str, owner: Owner) -> Grade:
    """``grade`` with the name and idnumber of its item, where these aren't the activity's own."""
    expected: dict[str, Scalar] = {"itemname": title, "idnumber": key, "iteminfo": None}
    found = owner.kept_over(expected, item, quiet=("itemname", "idnumber"))
    return replace(grade, kept=grade.kept.merged(found)) if found is not NOTHING_KEPT else grade


def left_items(items: Mapping[int, Node], given: Iterable[Grade | None], owner: Owner) -> Kept:
    """The items of numbers for which the activity has no grade, as they are."""
    present = {number for number, grade in enumerate(given) if grade is not None}
    left = [item for number, item in items.items() if number not in present]
    for item in left:
        if item.text_of("gradetype") != "0":
            owner.note(f"grade item {item.text_of('itemnumber')}")
    return Kept(elements=tuple(markup(_without_grades(item)) for item in left)) if left else NOTHING_KEPT


def _without_grades(item: Node) -> Node:
    return replace(
        item,
        children=tuple(replace(c, children=(), text="") if c.tag == "grade_grades" else c for c in item.children),
    )


def read_gradebook(node: Node | None, keys: Keys, owner: Owner) -> Gradebook:
    """The gradebook of a gradebook.xml."""
    if node is None or not keys.course_category:
        return Gradebook()
    items = node.path("grade_items/grade_item")
    order = {whole(i.text_of("iteminstance")): whole(i.text_of("sortorder")) for i in _kind(items, "category")}
    records = sorted(node.path("grade_categories/grade_category"), key=lambda one: order.get(_id(one), 0))
    by_id = {_id(one): one for one in records}
    totals = {whole(item.text_of("iteminstance")): item for item in items if item.text_of("itemtype") != "manual"}
    course = keys.course_category
    values = _category(by_id[course], keys, owner)
    total = read_grade(totals[course], keys, owner) if course in totals else Grade()
    values["kept"] = replace(values["kept"], parts={"total": total.kept}, elements=_attributes(node))
    return Gradebook(
        **values,
        maximum=total.maximum,
        to_pass=total.to_pass,
        total=_beside(total),
        categories=tuple(_inner(one, totals, keys, owner) for one in records if _id(one) in keys.categories),
        manual_grades=tuple(_manual(item, keys, owner) for item in _sorted(_kind(items, "manual"))),
        letters=tuple(_letters(node)),
        settings=tuple(
            (one.text_of("name") or "", one.text_of("value") or "") for one in node.path("grade_settings/grade_setting")
        ),
    )


def _inner(record: Node, totals: Mapping[int, Node], keys: Keys, owner: Owner) -> GradeCategory:
    own, parent = _id(record), whole(record.text_of("parent"))
    values = _category(record, keys, owner)
    total = Grade()
    if own in totals:
        item = totals[own]
        around = keys.aggregations.get(parent, Aggregation.NATURAL)
        total = _grade(item, around, keys, owner)
        expected: dict[str, Scalar] = {"idnumber": keys.categories[own], "itemname": None, "iteminfo": None}
        total = replace(total, kept=total.kept.merged(owner.kept_over(expected, item, quiet=_QUIET)))
    values["kept"] = replace(values["kept"], parts={"total": total.kept})
    return GradeCategory(
        key=keys.categories[own],
        name=record.text_of("fullname") or "",
        parent=keys.categories.get(parent),
        weight=total.weight,
        extra_credit=total.extra_credit,
        maximum=total.maximum,
        to_pass=total.to_pass,
        hidden=record.text_of("hidden") not in (None, "", "0"),
        total=_beside(total),
        **values,
    )


def _beside(total: Grade) -> Grade | None:
    """What a total has beside what its category says; None: nothing."""
    bare = replace(total, maximum=100.0, to_pass=0.0, category=None, weight=None, extra_credit=False, kept=NOTHING_KEPT)
    return None if bare == Grade() else bare


def _category(record: Node, keys: Keys, owner: Owner) -> dict[str, Any]:
    own = _id(record)
    values = owner.values(CATEGORY, record, nested=_CATEGORY_NESTED, ids={"category": own})
    hidden = record.text_of("hidden")
    expected: dict[str, Scalar] = dict.fromkeys(("timecreated", "timemodified"), owner.shared.timestamp)
    expected |= {"hidden": own in keys.categories and hidden not in (None, "", "0")}
    if own == keys.course_category:
        expected["fullname"] = "?"
    found = owner.kept_over(expected, record, quiet=("timecreated", "timemodified"))
    return values | {"kept": values["kept"].merged(found)}


def _manual(item: Node, keys: Keys, owner: Owner) -> ManualGrade:
    key, _ = keys.items[_id(item)]
    grade = read_grade(item, keys, owner)
    expected: dict[str, Scalar] = {"idnumber": key, "itemnumber": 0}
    grade = replace(grade, kept=grade.kept.merged(owner.kept_over(expected, item, quiet=_QUIET)))
    return ManualGrade(key=key, name=item.text_of("itemname") or "", grade=grade, info=item.text_of("iteminfo") or "")


def _letters(node: Node) -> Iterator[Letter]:
    for one in node.path("grade_letters/grade_letter"):
        kept = Kept(ids={"id": _id(one)})
        yield Letter(float(one.text_of("lowerboundary") or 0), one.text_of("letter") or "", kept)


def _attributes(node: Node) -> tuple[Any, ...]:
    found = node.child("attributes")
    return (markup(found),) if found is not None and found.children else ()


def _kind(items: Iterable[Node], kind: str) -> tuple[Node, ...]:
    return tuple(item for item in items if item.text_of("itemtype") == kind)


def _sorted(items: Iterable[Node]) -> list[Node]:
    return sorted(items, key=lambda item: whole(item.text_of("sortorder")))


def _aggregation(category: Node) -> Aggregation:
    try:
        return Aggregation(whole(category.text_of("aggregation")))
    except ValueError:
        return Aggregation.NATURAL


def _idnumber(item: Node | None) -> str:
    return (item.text_of("idnumber") or "") if item is not None else ""


def _id(node: Node) -> int:
    return whole(node.attributes.get("id"))
