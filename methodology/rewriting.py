"""A YAML file an author wrote, with what changed in it and nothing else: comments, order and quotes stay."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import YAMLError

from methodology.questions import Bank
from methodology.shape import FieldShape, Form, written_shapes
from methodology.values import Record
from methodology.writing import dumped, field_tree, record_tree, round_trip


class NotRewritten(Exception):
    """The text is built in a way that cannot be changed piece by piece."""


def rewritten(text: str, old: Record, new: Record) -> str:
    """`text`, which reads as `old`, changed so that it reads as `new`. Raises NotRewritten."""
    try:
        tree = round_trip().load(text)
        changed = _root(tree, old, new)
        return dumped(changed)
    except (YAMLError, KeyError, IndexError, TypeError, AttributeError, ValueError) as error:
        raise NotRewritten from error


def _root(tree: Any, old: Record, new: Record) -> Any:
    if isinstance(tree, CommentedSeq) and isinstance(old, Bank) and isinstance(new, Bank):
        if new.title:
            raise NotRewritten
        return _merged_list(tree, old.questions, new.questions)
    if not isinstance(tree, CommentedMap):
        raise NotRewritten
    _merge(tree, old, new)
    return tree


def _merge(tree: CommentedMap, old: Record, new: Record) -> None:
    """Change in `tree`, which reads as `old`, the fields that `new` has otherwise."""
    before: list[str] = []
    for shape in written_shapes(type(new)):
        key = shape.name if shape.name in tree and shape.key not in tree else shape.key
        was, is_now = getattr(old, shape.name), getattr(new, shape.name)
        if was != is_now:
            _change(tree, shape, key, was, is_now, before)
        if key in tree:
            before.append(key)


def _change(tree: CommentedMap, shape: FieldShape, key: str, was: Any, is_now: Any, before: Sequence[str]) -> None:
    if not shape.required and is_now == shape.default:
        tree.pop(key, None)
    elif key not in tree:
        tree.insert(_position_after(tree, before), key, field_tree(shape, is_now))
    elif shape.form is Form.RECORDS and isinstance(tree[key], CommentedSeq):
        tree[key] = _merged_list(tree[key], was, is_now)
    elif isinstance(tree[key], CommentedMap) and type(was) is type(is_now) and isinstance(is_now, Record):
        _merge(tree[key], was, is_now)
    else:
        tree[key] = field_tree(shape, is_now)


def _position_after(tree: CommentedMap, before: Sequence[str]) -> int:
    keys = list(tree)
    return max((keys.index(key) + 1 for key in before), default=0)


def _merged_list(tree: CommentedSeq, olds: Sequence[Record], news: Sequence[Record]) -> CommentedSeq:
    """The items of `news`; each one that was there keeps what its author wrote, wherever it stood."""
    if len(tree) != len(olds):
        raise NotRewritten
    origin = _origins(olds, news)
    for place, item in enumerate(news):
        if place in origin and olds[origin[place]] != item:
            _merge(tree[origin[place]], olds[origin[place]], item)
    if len(olds) == len(news) and all(origin.get(place) == place for place in range(len(news))):
        return tree
    return _rearranged(tree, origin, news)


def _rearranged(tree: CommentedSeq, origin: Mapping[int, int], news: Sequence[Record]) -> CommentedSeq:
    items = CommentedSeq(tree[origin[i]] if i in origin else record_tree(item) for i, item in enumerate(news))
    if tree.fa.flow_style():
        items.fa.set_flow_style()
    for place in range(len(news)):
        if (comment := tree.ca.items.get(origin.get(place, -1))) is not None:
            items.ca.items[place] = comment
    items.ca.comment = tree.ca.comment
    return items


def _origins(olds: Sequence[Record], news: Sequence[Record]) -> dict[int, int]:
    """Where each new item stood before: the one of the same name, else an equal one, else the one at its place."""
    found: dict[int, int] = {}
    for same in (_same_name, _equal):
        free = [place for place in range(len(olds)) if place not in found.values()]
        for place, item in enumerate(news):
            match = next((o for o in free if place not in found and same(olds[o], item)), None)
            if match is not None:
                found[place] = match
                free.remove(match)
    for place, item in enumerate(news):
        if place not in found and place < len(olds) and place not in found.values() and not _name(item):
            found[place] = place
    return found


def _same_name(old: Record, new: Record) -> bool:
    return type(old) is type(new) and bool(_name(new)) and _name(old) == _name(new)


def _equal(old: Record, new: Record) -> bool:
    return not _name(new) and old == new


def _name(record: Record) -> str:
    return str(getattr(record, "id", ""))
