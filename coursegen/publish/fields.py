"""Takes values out of JSON answers with their types.

Moodle gives some numbers as strings and some flags as 0 and 1.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from coursegen.i18n import gettext as _

from .errors import UnreadableAnswer


def record(value: Any) -> Mapping[str, Any]:
    """The value as an object with named members."""
    if not isinstance(value, Mapping):
        raise _unexpected()
    return value


def records(value: Any) -> list[Mapping[str, Any]]:
    """The value as a list of objects."""
    if not isinstance(value, list):
        raise _unexpected()
    return [record(member) for member in value]


def text(source: Mapping[str, Any], name: str) -> str:
    """A member as text; null is empty."""
    value = _member(source, name)
    return "" if value is None else str(value)


def number(source: Mapping[str, Any], name: str) -> int:
    """A member as a whole number."""
    try:
        return int(_member(source, name) or 0)
    except (TypeError, ValueError):
        raise _unexpected() from None


def records_if_any(source: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    """A member as a list of objects; empty where it is null, or not told by a plugin of an older make."""
    value = source.get(name)
    return [] if value is None else records(value)


def text_if_any(source: Mapping[str, Any], name: str) -> str:
    """A member as text; empty where it is null, or not told."""
    return text(source, name) if name in source else ""


def number_if_any(source: Mapping[str, Any], name: str) -> int:
    """A member as a whole number; 0 where it is null, or not told."""
    return number(source, name) if name in source else 0


def flag(source: Mapping[str, Any], name: str) -> bool:
    """A member as yes or no."""
    return _member(source, name) in (True, 1, "1")


def _member(source: Mapping[str, Any], name: str) -> Any:
    if name not in source:
        raise _unexpected()
    return source[name]


def _unexpected() -> UnreadableAnswer:
    return UnreadableAnswer(
        _("Le site a répondu dans une forme inattendue."),
        _("Le greffon local_coursedeploy du site est peut-être d’une autre version que coursegen : mettez-le à jour."),
    )
