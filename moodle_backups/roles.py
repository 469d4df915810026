"""The few roles that a package names: those that badges are given by. Nobody is given a role by a restore."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from moodle_backups.xml import Xml, listing, record

_ARCHETYPES: Final = ("manager", "coursecreator", "editingteacher", "teacher", "student", "guest", "user", "frontpage")


def roles_xml(roles: Iterable[str], ids: Mapping[str, int]) -> Xml:
    """The root of roles.xml: ``roles`` by their short names, by which a restore finds them."""
    return listing("roles_definition", [_role(role, order, ids[role]) for order, role in enumerate(roles, 1)])


def _role(shortname: str, order: int, own_id: int) -> Xml:
    values = {
        "name": "",
        "shortname": shortname,
        "nameincourse": None,
        "description": "",
        "sortorder": order,
        "archetype": shortname if shortname in _ARCHETYPES else "",
    }
    return record("role", values, id=own_id)
