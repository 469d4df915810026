"""PHP's serialize() and its reverse, as far as Moodle's display options need them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final


def serialize(options: Mapping[str, int | str]) -> str:
    """A PHP array of strings and integers; string lengths count UTF-8 bytes."""
    return f"a:{len(options)}:{{{''.join(_value(k) + _value(v) for k, v in options.items())}}}"


def _value(value: int | str) -> str:
    if isinstance(value, int):
        return f"i:{value:d};"
    return f's:{len(value.encode())}:"{value}";'


_SCALAR: Final = re.compile(rb'i:(-?\d+);|s:(\d+):"|N;|b:([01]);')


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
