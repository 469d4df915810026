"""The values that stand for the wild cards ``{a}`` of calculated questions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from moodle_backups.columns import Column, Columns, fixed, text, written
from moodle_backups.kept import NOTHING_KEPT, Kept, KeptValue
from moodle_backups.questions.units import plain_number
from moodle_backups.xml import Scalar, Xml, listing, record

if TYPE_CHECKING:
    from moodle_backups.question_bank import QuestionScope
    from moodle_backups.reading.question_source import QuestionSource

WILD_CARD: Final = re.compile(r"\{([a-zA-Z_][a-zA-Z0-9_]*)\}")
LONGEST_DATASET: Final = 100


class Distribution(StrEnum):
    """How Moodle draws further values."""

    UNIFORM = "uniform"
    LOGUNIFORM = "loguniform"


@dataclass(frozen=True, slots=True)
class Dataset:
    """The wild card ``name`` and its ``values`` (1 to 100): the first of every card make the first set, and so on.

    Moodle draws further values between ``minimum`` and ``maximum`` with so many ``decimals``. ``shared``: by
    all questions of the category.
    """

    name: str
    values: tuple[float, ...]
    minimum: float = 1.0
    maximum: float = 10.0
    decimals: int = 1
    distribution: Distribution = Distribution.UNIFORM
    shared: bool = False
    kept: Kept = NOTHING_KEPT

    @property
    def options(self) -> str:
        """The drawing of further values, as Moodle has it."""
        low, high = plain_number(self.minimum), plain_number(self.maximum)
        return f"{self.distribution}:{low}:{high}:{self.decimals}"

    @property
    def count(self) -> int:
        """The number of values."""
        return len(self.values)


def datasets_xml(scope: QuestionScope, datasets: Sequence[Dataset]) -> Xml:
    """The wild cards of a question."""
    return listing("dataset_definitions", [_dataset(scope, dataset) for dataset in datasets])


def _dataset(scope: QuestionScope, dataset: Dataset) -> Xml:
    shared: dict[str, Scalar] = {"category": scope.category if dataset.shared else 0}
    items = [_item(scope, dataset, number, value) for number, value in enumerate(dataset.values, 1)]
    values = shared | written(DATASET, dataset, scope)
    kept = dataset.kept.elements
    # What is shared stands in every question that uses it, under the same id.
    dataset_id = (dataset.kept.id_of("id") if dataset.shared else None) or scope.id_of(dataset)
    return record("dataset_definition", values, listing("dataset_items", items), *kept, id=dataset_id)


def _item(scope: QuestionScope, dataset: Dataset, number: int, value: float) -> Xml:
    kept = dataset.kept.part(str(number))
    values = kept.over({"number": number, "value": plain_number(value)})
    item_id = (kept.id_of("id") if dataset.shared else None) or scope.once(kept, "dataset_item")
    return record("dataset_item", values, *kept.elements, id=item_id)


def read_datasets(source: QuestionSource) -> tuple[Dataset, ...]:
    """The wild cards of a question. ValueError when they are shared with another category."""
    return tuple(
        _read(source, values) for values in source.items(_PLACE, DATASET, nested=("category", "dataset_items"))
    )


def _read(source: QuestionSource, values: dict[str, Any]) -> Dataset:
    dataset_id = values["kept"].id_of("id")
    node = source.node_of(_PLACE, dataset_id)
    category = int(node.text_of("category") or 0)
    if category not in (0, source.category):
        raise ValueError("values shared with another category")
    parts, numbers = {}, []
    for number, record_ in enumerate(source.values_of(node, "dataset_items/dataset_item", ITEM), 1):
        if record_["number"] != number:
            raise ValueError("values with gaps in their numbers")
        parts[str(number)] = record_["kept"]
        numbers.append(record_["value"])
    distribution, low, high, decimals = values.pop("options").split(":")
    dataset = Dataset(
        values=tuple(numbers),
        minimum=float(low),
        maximum=float(high),
        decimals=int(decimals),
        distribution=Distribution(distribution),
        shared=bool(category),
        **values,
    )
    kept = replace(dataset.kept, parts=parts)
    if (written_ := dataset.options) != node.text_of("options"):
        kept = replace(kept, values=(*kept.values, KeptValue("options", node.text_of("options"), written_)))
    return replace(dataset, kept=kept)


def dataset_problems(datasets: Sequence[Dataset], texts: Sequence[str]) -> Iterator[str]:
    """What is wrong with the wild cards of ``texts`` and their values."""
    names = [dataset.name for dataset in datasets]
    used = sorted({name for text_ in texts for name in WILD_CARD.findall(text_)})
    for name in used:
        if name not in names:
            yield f"has no values for its wild card {{{name}}}"
    if len(set(names)) < len(names):
        yield "has values for one wild card twice"
    if len({dataset.count for dataset in datasets}) > 1:
        yield "has more values for one wild card than for another"
    if any(not 1 <= dataset.count <= LONGEST_DATASET for dataset in datasets):
        yield f"needs 1 to {LONGEST_DATASET} values for each wild card"


_PLACE: Final = "dataset_definitions/dataset_definition"
DATASET: Final[Columns] = (
    text("name"),
    fixed("type", 1),
    text("options", longest=255),
    Column("itemcount", "count", computed=True),
)
ITEM: Final[Columns] = (
    Column("number", "number", read=int, null=0),
    Column("value", "value", write=plain_number, read=float, null=0.0),
)
