"""Moodle's XML dialect, written straight to text.

Three rules of Moodle's parser shape this module: scalars come before nested elements in a record, NULL is a
literal mark, and empty isn't NULL. `record` keeps the first, `None` is the second.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final, NewType

NULL: Final = "$@NULL@$"
DECLARATION: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'

Xml = NewType("Xml", str)
"""Finished markup; a plain ``str`` is text still to be escaped."""

NOTHING: Final = Xml("")


class Encoded(str):
    """Text whose ``$@...@$`` tokens are meant (links between activities); any other text has them defused."""

    __slots__ = ()


Scalar = str | int | bool | None

# What XML 1.0 forbids, what needs escaping, and DEL, which Moodle's own writer drops too.
_SPECIAL: Final = re.compile("[&<>\r\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_DROPPED: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def escape(text: str) -> str:
    """Text for an element: markup escaped, line ends LF, characters that XML can't carry dropped."""
    if _SPECIAL.search(text) is None:
        return text
    text = _DROPPED.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def scalar(value: Scalar) -> str:
    """One value as element content: None is NULL, booleans are 0 and 1."""
    if value is None:
        return NULL
    if isinstance(value, str):
        if "$@" in value and not isinstance(value, Encoded):
            # An invisible word joiner keeps the words and takes the meaning.
            value = value.replace("$@", "$\u2060@")
        return escape(value)
    return str(int(value))


def points(value: float) -> str:
    """A number of Moodle's grade columns (5 decimals)."""
    return f"{value:.5f}"


def share(value: float) -> str:
    """A mark, fraction or penalty of Moodle's question columns (7 decimals)."""
    return f"{value:.7f}"


def fields(values: Mapping[str, Scalar]) -> Xml:
    """One element a field, in the order of the mapping."""
    return Xml("".join([f"<{name}>{scalar(value)}</{name}>\n" for name, value in values.items()]))


def element(tag: str, *children: Xml, **attributes: int | str) -> Xml:
    """An element around finished markup; attribute values are ids, names and numbers."""
    marks = "".join(f' {name}="{escape(str(value)).replace(chr(34), "&quot;")}"' for name, value in attributes.items())
    return Xml(f"<{tag}{marks}>\n{''.join(children)}</{tag}>\n")


def record(tag: str, values: Mapping[str, Scalar], *nested: Xml, **attributes: int | str) -> Xml:
    """A record: its fields in the mapping's order, then what is nested in it."""
    return element(tag, fields(values), *nested, **attributes)


def listing(tag: str, items: Iterable[Xml]) -> Xml:
    """A container of records."""
    return Xml(f"<{tag}>\n{''.join(items)}</{tag}>\n")


def document(root: Xml) -> bytes:
    """A file of the package. Moodle recognises the format by exactly this declaration."""
    return (DECLARATION + root).encode()
