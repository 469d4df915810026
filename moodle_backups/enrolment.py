"""Enrolment methods of a course. Who is enrolled never travels.

A restore with its default settings ignores them and adds the site's own default methods; a teacher who restores "with
enrolment methods" gets these. The key of self enrolment is a password: it is read only when asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from moodle_backups.columns import Columns, clock, fixed, inverse, moment, number, optional, text, written
from moodle_backups.kept import NOTHING_KEPT, Kept, KeptValue
from moodle_backups.xml import Scalar, Xml, element, listing, record

if TYPE_CHECKING:
    from moodle_backups.reading.owner import Owner
    from moodle_backups.scope import Draft
    from moodle_backups.tree import Node

DAY: Final = 86400
_CUSTOM: Final = (
    *(f"customint{n}" for n in range(1, 9)),
    *(f"customchar{n}" for n in range(1, 4)),
    "customdec1",
    "customdec2",
    *(f"customtext{n}" for n in range(1, 5)),
)
_LONGEST_KEY: Final = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrolment:
    """``method``: ``manual``, ``self``, ``guest`` or another plugin's name. ``period``: seconds, 0 without end.

    ``password``: the key learners type (self enrolment, guests); it lies in the package in clear.
    ``role``: short name of the role that the method gives (``student``, ``teacher``; empty: none); guests get none.
    ``welcome``: the text learners who enrol themselves are sent; ``most``: how many may (0: no limit).
    """

    method: str = "manual"
    enabled: bool = True
    name: str = ""
    period: int = 0
    starts: int | None = None
    ends: int | None = None
    password: str = ""
    welcome: str = ""
    most: int = 0
    role: str = "student"
    kept: Kept = NOTHING_KEPT

    @property
    def given_role(self) -> str:
        """The role that the method gives; empty for guests, who are never enrolled."""
        return "" if self.method == "guest" else self.role


MANUAL: Final = Enrolment()

ENROL: Final[Columns] = (
    text("enrol", "method", longest=20),
    inverse("status", "enabled"),
    optional("name", longest=255),
    number("enrolperiod", "period"),
    moment("enrolstartdate", "starts"),
    moment("enrolenddate", "ends"),
    fixed("expirynotify", 0),
    fixed("expirythreshold", DAY),
    fixed("notifyall", 0),
    optional("password"),
    fixed("cost", None),
    fixed("currency", None),
    fixed("roleid", 0),
)
_TIMES: Final[Columns] = (clock("timecreated"), clock("timemodified"))


def enrolments_xml(methods: Iterable[Enrolment], draft: Draft) -> Xml:
    """The root of course/enrolments.xml."""
    return element("enrolments", listing("enrols", [_method(method, draft) for method in methods]))


def _method(method: Enrolment, draft: Draft) -> Xml:
    scope = draft.scope(f"enrolment method {method.method}", draft.places.course_context, "course")
    values = written(ENROL, method, scope) | method.kept.over({"roleid": _role_id(method, draft), **_custom(method)})
    values |= written(_TIMES, method, scope)
    return record("enrol", values, element("user_enrolments"), *method.kept.elements, id=scope.id_of(method))


def _role_id(method: Enrolment, draft: Draft) -> int:
    return draft.places.roles[method.given_role] if method.given_role else 0


def _custom(method: Enrolment) -> dict[str, Scalar]:
    """What the plugin puts into the columns that are its own."""
    values: dict[str, Scalar] = dict.fromkeys(_CUSTOM)
    if method.method == "self":
        # Group keys, inactivity, most learners, send a welcome, cohort, new ones may come.
        given = (0, 0, method.most, int(bool(method.welcome)), 0, 1)
        values |= {f"customint{n}": value for n, value in enumerate(given, 1)}
        values["customtext1"] = method.welcome or None
    return values


def read_enrolments(node: Node | None, owner: Owner, roles: Mapping[int, str]) -> tuple[Enrolment, ...]:
    """The methods of an enrolments.xml. ``roles``: short names by the ids that the package has for them."""
    return tuple(_read(one, owner, roles) for one in node.path("enrols/enrol")) if node is not None else (MANUAL,)


def _read(node: Node, owner: Owner, roles: Mapping[int, str]) -> Enrolment:
    ids = {"id": int(node.attributes.get("id") or 0)}
    # Reminders are the site's affair: kept without being named, as is a role that the package doesn't describe.
    silent = ("roleid", "expirynotify", "expirythreshold", "notifyall")
    columns = tuple(column for column in (*ENROL, *_TIMES) if column.name not in silent)
    values = owner.values(columns, node, nested=(*silent, *_CUSTOM), people=("user_enrolments",), ids=ids)
    kept: Kept = values.pop("kept")
    if not owner.shared.passwords and values["password"]:
        owner.shared.dropped["passwords"] = owner.shared.dropped.get("passwords", 0) + 1
        values["password"] = ""
    kept = replace_password(kept, values["password"])
    if values["method"] == "self":
        values |= {"welcome": node.text_of("customtext1") or "", "most": int(node.text_of("customint3") or 0)}
    role_id = int(node.text_of("roleid") or 0)
    values["role"] = roles.get(role_id, "") if values["method"] != "guest" else MANUAL.role
    method = Enrolment(**values)
    expected = {column.name: column.fixed for column in ENROL if column.name in silent} | _custom(method)
    expected["roleid"] = role_id if method.given_role else 0
    found = owner.kept_over(expected, node, quiet=(*silent, *_CUSTOM))
    return Enrolment(**values, kept=kept.merged(found))


def replace_password(kept: Kept, password: str, column: str = "password") -> Kept:
    """``kept`` without a password that wasn't asked for."""
    secret: tuple[KeptValue, ...] = () if password else tuple(v for v in kept.values if v.name == column and v.text)
    return Kept(
        ids=kept.ids, values=tuple(v for v in kept.values if v not in secret), elements=kept.elements, parts=kept.parts
    )


def enrolment_problems(methods: Iterable[Enrolment]) -> Iterator[str]:
    """What is wrong with methods."""
    for method in methods:
        if not method.method.strip():
            yield "has an enrolment method without a name"
        if len(method.password) > _LONGEST_KEY:
            yield f"has an enrolment key of more than {_LONGEST_KEY} characters"
        if method.starts and method.ends and method.starts >= method.ends:
            yield f"has an enrolment method ({method.method}) that ends before it starts"
