"""The few roles that a package names: those of enrolment methods, and those that badges are given by.

Nobody is given a role by a restore. It finds them on its own site by short name, else by archetype.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final

from moodle_backups.badges import Badge, badge_roles
from moodle_backups.xml import Xml, listing, record

if TYPE_CHECKING:
    from moodle_backups.backup import Backup
    from moodle_backups.enrolment import Enrolment

# In the order that sites have them.
_ARCHETYPES: Final = ("manager", "coursecreator", "editingteacher", "teacher", "student", "guest", "user", "frontpage")


def named_roles(backup: Backup) -> tuple[str, ...]:
    """Short names of the roles that roles.xml defines and that the course refers to."""
    return roles_of(backup.enrolments, backup.badges)


def roles_of(methods: Iterable[Enrolment], badges: Iterable[Badge]) -> tuple[str, ...]:
    """Short names of the roles that ``methods`` give and that give ``badges``."""
    return tuple(sorted({*badge_roles(badges), *(method.given_role for method in methods)} - {""}))


def roles_xml(roles: Iterable[str], ids: Mapping[str, int]) -> Xml:
    """The root of roles.xml: ``roles`` by their short names, by which a restore finds them."""
    return listing("roles_definition", [_role(role, order, ids[role]) for order, role in enumerate(roles)])


def _role(shortname: str, order: int, own_id: int) -> Xml:
    standard = shortname in _ARCHETYPES
    values = {
        "name": "",
        "shortname": shortname,
        "nameincourse": None,
        "description": "",
        "sortorder": (_ARCHETYPES.index(shortname) if standard else len(_ARCHETYPES) + order) + 1,
        "archetype": shortname if standard else "",
    }
    return record("role", values, id=own_id)
