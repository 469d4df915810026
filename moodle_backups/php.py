"""PHP's serialize() and its reverse, as far as Moodle's display options and blocks need them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

Flat = int | str | bool | float | None


def serialize(options: Mapping[str, int | str]) -> str:
    """A PHP array of strings and integers; string lengths count UTF-8 bytes."""
    return f"a:{len(options)}:{{{''.join(_value(k) + _value(v) for k, v in options.items())}}}"


def serialize_object(fields: Mapping[str, Flat]) -> str:
    """A plain PHP object (``stdClass``)."""
    inner = "".join(_value(name) + _value(value) for name, value in fields.items())
    return f'O:8:"stdClass":{len(fields)}:{{{inner}}}'


def _value(value: Flat) -> str:
    match value:
        case None:
            return "N;"
        case bool():
            return f"b:{value:d};"
        case int():
            return f"i:{value:d};"
        case float():
            return f"d:{value!r};"
    return f's:{len(value.encode())}:"{value}";'


_SCALAR: Final = re.compile(rb'i:(-?\d+);|s:(\d+):"|N;|b:([01]);')
_TYPED: Final = re.compile(
    rb'(?:i:(?P<int>-?\d+)|b:(?P<bool>[01])|d:(?P<float>[-+.\dEeINFA]+)|(?P<null>N));|s:(?P<string>\d+):"'
)


def unserialize(text: str | None) -> dict[str, str]:
    """The strings and numbers of a flat PHP array by their keys; what isn't one gives nothing."""
    data = (text or "").encode()
    head = re.match(rb"a:\d+:\{", data)
    values: list[str] = []
    place = head.end() if head else len(data)
    while (match := _SCALAR.match(data, place)) is not None:
        place = match.end()
        if match[2] is None:
            values.append((match[1] or match[3] or b"").decode())
            continue
        end = place + int(match[2])
        values.append(data[place:end].decode("utf-8", "replace"))
        place = end + 2
    return dict(zip(values[::2], values[1::2], strict=False))


def unserialize_object(data: bytes) -> dict[str, Flat] | None:
    """The fields of a plain object whose values are scalars; None for anything else."""
    head = re.match(rb'O:8:"stdClass":\d+:\{', data)
    place = head.end() if head else len(data)
    values: list[Flat] = []
    while (match := _TYPED.match(data, place)) is not None:
        place = match.end()
        kind = match.lastgroup
        if kind == "string":
            end = place + int(match["string"])
            values.append(data[place:end].decode("utf-8", "replace"))
            place = end + 2
        else:
            values.append(_read(kind or "", match))
    if data[place:] != b"}" or len(values) % 2:
        return None
    return dict(zip(map(str, values[::2]), values[1::2], strict=True))


def _read(kind: str, match: re.Match[bytes]) -> Flat:
    match kind:
        case "int":
            return int(match["int"])
        case "bool":
            return match["bool"] == b"1"
        case "float":
            return float(match["float"])
    return None
