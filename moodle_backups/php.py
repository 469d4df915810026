"""PHP's serialize(), as far as Moodle's display options need it."""

from __future__ import annotations

from collections.abc import Mapping


def serialize(options: Mapping[str, int | str]) -> str:
    """A PHP array of strings and integers; string lengths count UTF-8 bytes."""
    return f"a:{len(options)}:{{{''.join(_value(k) + _value(v) for k, v in options.items())}}}"


def _value(value: int | str) -> str:
    if isinstance(value, int):
        return f"i:{value:d};"
    return f's:{len(value.encode())}:"{value}";'
