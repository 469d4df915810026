"""Advanced grading back from grading.xml."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from moodle_backups.grading import (
    CRITERION,
    DEFINITION,
    GUIDE_COMMENT,
    GUIDE_CRITERION,
    GUIDE_OPTIONS,
    LEVEL,
    RUBRIC_OPTIONS,
    Criterion,
    GradingForm,
    GuideComment,
    GuideCriterion,
    Level,
    MarkingGuide,
    Rubric,
)
from moodle_backups.kept import Kept, KeptValue
from moodle_backups.reading.markup import markup
from moodle_backups.reading.owner import Owner
from moodle_backups.tree import Node


def read_grading(owner: Owner, area: str) -> tuple[GradingForm | None, Kept]:
    """The form that grades ``area`` of an activity, and what grading.xml holds besides it: other areas and methods."""
    document = owner.document("grading.xml")
    areas = document.named("area") if document is not None else ()
    own = next((one for one in areas if one.text_of("areaname") == area), None)
    others = tuple(markup(_unused(one, owner)) for one in areas if one is not own)
    if others:
        owner.note(f"grading of {len(others)} other areas")
    parts = {"others": Kept(elements=others)} if others else None
    if own is None:
        return None, Kept(ids={}, parts=parts)
    active = own.text_of("activemethod")
    definitions = own.path("definitions/definition")
    chosen = next((one for one in definitions if one.text_of("method") == active), None)
    form = _form(chosen, owner) if chosen is not None else None
    rest = [one for one in definitions if form is None or one is not chosen]
    for one in rest:
        owner.note(f"a grading form of method {one.text_of('method')} that isn't in use or not known")
    elements = [markup(_unused(one, owner)) for one in rest]
    values = () if form is not None or active is None else (KeptValue("activemethod", active, None),)
    return form, Kept(ids=_ids(own), values=values, elements=tuple(elements), parts=parts)


def _form(node: Node, owner: Owner) -> GradingForm | None:
    method = node.text_of("method")
    if method not in ("rubric", "guide"):
        return None
    body = node.child(f"plugin_gradingform_{method}_definition")
    nested = (f"plugin_gradingform_{method}_definition",)
    own = owner.values(DEFINITION, node, nested=nested, people=("instances",), ids=_ids(node))
    form = _rubric(node, body, own, owner) if method == "rubric" else _guide(node, body, own, owner)
    return owner.checked(form, DEFINITION, node)


def _rubric(node: Node, body: Node | None, own: Mapping[str, Any], owner: Owner) -> Rubric:
    criteria = tuple(_criterion(one, owner) for one in _in_order(body, "criteria/criterion"))
    options = _options(node, RUBRIC_OPTIONS)
    rubric = Rubric(**own, **options, criteria=criteria)
    return replace(rubric, show_remarks_to_learners=options.get("show_remarks_to_learners", True) or not rubric.remarks)


def _criterion(node: Node, owner: Owner) -> Criterion:
    levels = tuple(Level(**owner.values(LEVEL, one, ids=_ids(one))) for one in node.path("levels/level"))
    own = owner.values(CRITERION, node, nested=("sortorder", "levels"), ids=_ids(node))
    return Criterion(**own, levels=levels)


def _guide(node: Node, body: Node | None, own: Mapping[str, Any], owner: Owner) -> MarkingGuide:
    criteria = (
        GuideCriterion(**owner.values(GUIDE_CRITERION, one, nested=("sortorder",), ids=_ids(one)))
        for one in _in_order(body, "guidecriteria/guidecriterion")
    )
    comments = (
        GuideComment(**owner.values(GUIDE_COMMENT, one, nested=("sortorder",), ids=_ids(one)))
        for one in _in_order(body, "guidecomments/guidecomment")
    )
    return MarkingGuide(**own, **_options(node, GUIDE_OPTIONS), criteria=tuple(criteria), comments=tuple(comments))


def _in_order(body: Node | None, path: str) -> list[Node]:
    return sorted(body.path(path) if body is not None else (), key=lambda one: int(one.text_of("sortorder") or 0))


def _options(node: Node, names: Mapping[str, str]) -> dict[str, Any]:
    """The options that are set; those of the form's defaults otherwise."""
    try:
        found = json.loads(node.text_of("options") or "{}")
    except ValueError:
        return {}
    if not isinstance(found, dict):
        return {}
    return {attribute: str(found[name]) not in ("", "0") for name, attribute in names.items() if name in found}


def _ids(node: Node) -> dict[str, int]:
    return {"id": int(node.attributes.get("id") or 0)}


def _unused(node: Node, owner: Owner) -> Node:
    """A definition or area without what graders filled in."""
    return replace(node, children=tuple(_unused_child(child, owner) for child in node.children))


def _unused_child(node: Node, owner: Owner) -> Node:
    if node.tag == "instances" and node.children:
        owner.shared.dropped["instances"] = owner.shared.dropped.get("instances", 0) + len(node.children)
        return replace(node, children=())
    return _unused(node, owner) if node.children else node
