"""What a field is for and what people call it, in French: `catalogue/descriptions.yaml` and `catalogue/labels.yaml`."""

from __future__ import annotations

from functools import cache

from methodology.catalogue_data import catalogue_data
from methodology.shape import FieldShape
from methodology.values import Record


def description(shape: FieldShape) -> str:
    """One French sentence for whoever fills the field in; empty when nobody wrote it yet."""
    for record in (shape.owner, shape.declared_in):
        if said := _descriptions().get(record.__name__, {}).get(shape.name):
            return said
    return ""


def record_description(record: type[Record]) -> str:
    """One French sentence on the record itself; empty when nobody wrote it yet."""
    return _descriptions().get(record.__name__, {}).get("_", "")


def label(shape: FieldShape) -> str:
    """What people read for the field: a header, a title. The key itself, its first letter a capital, when unlisted."""
    labels: dict[str, str] = catalogue_data("labels")
    return labels.get(shape.path) or labels.get(shape.key) or shape.key.replace("_", " ").capitalize()


@cache
def _descriptions() -> dict[str, dict[str, str]]:
    return {**catalogue_data("descriptions"), **catalogue_data("descriptions_mission")}
