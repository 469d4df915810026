"""The functions of the plugin `local_coursedeploy`, and core functions used beside it, with typed answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from . import fields
from .errors import SiteRefused
from .inventory import Inventory, inventory_of
from .jobs import Action, Job, MadeActivity, MadeSection, Message, Order, RollbackOrder, job_of
from .rest import MoodleClient

__all__ = [
    "Action",
    "Category",
    "Coursedeploy",
    "Job",
    "KnownCourse",
    "MadeActivity",
    "MadeSection",
    "Message",
    "Order",
    "Right",
    "RollbackOrder",
    "SiteInfo",
]

PREFIX = "local_coursedeploy_"
API_VERSION = 2
OLDEST_API = 1
"""The first plugin can only make courses; everything else needs the present one."""


@dataclass(frozen=True)
class Category:
    """A course category, named by its number or by its identification number (`idnumber`)."""

    id: int = 0
    idnumber: str = ""

    @classmethod
    def named(cls, text: str) -> Category:
        """A category as a person writes it: digits are its number, all else its identification number."""
        return cls(id=int(text)) if text.isdecimal() else cls(idnumber=text)

    def __str__(self) -> str:
        return self.idnumber or str(self.id)


@dataclass(frozen=True)
class Right:
    """One capability of the publishing account in the category. `needed`: nothing is published without it."""

    name: str
    title: str
    needed: bool
    allowed: bool


@dataclass(frozen=True)
class KnownCourse:
    """A course that was published with a code and doesn't have it any more; no names where the account sees none."""

    id: int
    title: str = ""
    short_name: str = ""


@dataclass(frozen=True)
class SiteInfo:
    """What a site is, takes and allows. Times are Unix seconds (`last_cron` 0: never), sizes are bytes.

    `roles`: those that the account may give in the category, by short name; `timezone`: the site's own (`Africa/Lome`).
    Both are empty where the plugin doesn't tell.
    `idnumber_course` and `shortname_course` are the courses that have the asked names already; 0 for none.
    `published_courses`: those that the plugin once made or updated under that idnumber, and that bear another now.
    """

    api_version: int
    plugin_version: int
    targets: tuple[str, ...]
    category_id: int
    category_idnumber: str
    category_name: str
    release: str
    branch: str
    time: int
    last_cron: int
    modules: frozenset[str]
    question_types: frozenset[str]
    upload_bytes: int
    input_vars: int
    rights: tuple[Right, ...]
    idnumber_course: int
    shortname_course: int
    features: frozenset[str] = frozenset()
    roles: Mapping[str, int] = field(default_factory=dict)
    timezone: str = ""
    published_courses: tuple[KnownCourse, ...] = ()

    @property
    def updates(self) -> bool:
        """The plugin can bring a course that is there up to date."""
        return self.api_version >= API_VERSION and "reconcile" in self.targets

    @property
    def missing_rights(self) -> tuple[Right, ...]:
        """What the account needs and has not."""
        return tuple(right for right in self.rights if right.needed and not right.allowed)

    @property
    def cron_age(self) -> int | None:
        """Seconds since the site's cron ran; None when it never did."""
        return self.time - self.last_cron if self.last_cron else None

    def allows(self, right: str) -> bool:
        """Whether the account has a right."""
        return any(known.name == right and known.allowed for known in self.rights)


class Coursedeploy:
    """The plugin on one site."""

    def __init__(self, client: MoodleClient) -> None:
        self.client = client

    def functions(self) -> frozenset[str] | None:
        """The functions that the token gives access to; None when the site cannot say. Raises SiteError.

        Moodle 4.2 cannot where its address is an IP number: it refuses its own answer.
        """
        try:
            answer = fields.record(self.client.ask("core_webservice_get_site_info"))
        except SiteRefused as refused:
            if refused.code != "invalidresponse":
                raise
            return None
        return frozenset(fields.text(f, "name") for f in fields.records_if_any(answer, "functions"))

    def info(self, category: Category, idnumber: str = "", shortname: str = "") -> SiteInfo:
        """What the site is and allows in a category, and whether it has a course of these names.

        Raises SiteError.
        """
        answer = self.client.ask(
            PREFIX + "get_info",
            {
                "categoryid": category.id or None,
                "categoryidnumber": category.idnumber or None,
                "idnumber": idnumber,
                "shortname": shortname,
            },
        )
        return _site_info(fields.record(answer))

    def inventory(self, course_id: int) -> Inventory:
        """What a course on the site holds. Raises SiteError."""
        answer = self.client.ask(PREFIX + "get_inventory", {"courseid": course_id})
        return inventory_of(fields.record(answer))

    def restore(self, order: Order) -> Job:
        """Order a check, a new course or an update.

        Safe to ask again: the same request gives the same job. Raises SiteError.
        """
        return job_of(fields.record(self.client.order(PREFIX + "restore", order.parameters())))

    def rollback(self, order: RollbackOrder) -> Job:
        """Order the way back to a snapshot. Safe to ask again. Raises SiteError."""
        return job_of(fields.record(self.client.order(PREFIX + "rollback", order.parameters())))

    def job(self, request_id: str) -> Job | None:
        """The job of a request; None when the site knows none. Raises SiteError."""
        try:
            answer = self.client.ask(PREFIX + "get_job", {"requestid": request_id})
        except SiteRefused as refused:
            if refused.code == "nojob":
                return None
            raise
        return job_of(fields.record(answer))

    def seen_activities(self, course_id: int) -> frozenset[int]:
        """The course modules that the account sees when it reads the course back. Raises SiteError."""
        sections = fields.records(self.client.ask("core_course_get_contents", {"courseid": course_id}))
        return frozenset(
            fields.number(module, "id") for section in sections for module in fields.records_if_any(section, "modules")
        )


def _site_info(answer: Mapping[str, Any]) -> SiteInfo:
    category, site, limits = (fields.record(answer.get(part)) for part in ("category", "site", "limits"))
    return SiteInfo(
        api_version=fields.number(answer, "apiversion"),
        plugin_version=fields.number(answer, "pluginversion"),
        targets=tuple(answer.get("targets", ())),
        category_id=fields.number(category, "id"),
        category_idnumber=fields.text(category, "idnumber"),
        category_name=fields.text(category, "name"),
        release=fields.text(site, "release"),
        branch=fields.text(site, "branch"),
        time=fields.number(site, "time"),
        last_cron=fields.number(site, "lastcron"),
        modules=frozenset(site.get("modules", ())),
        question_types=frozenset(site.get("questiontypes", ())),
        upload_bytes=fields.number(limits, "uploadbytes"),
        input_vars=fields.number(limits, "inputvars"),
        rights=tuple(_right(right) for right in fields.records(answer.get("rights"))),
        idnumber_course=fields.number(answer, "idnumbercourse"),
        shortname_course=fields.number(answer, "shortnamecourse"),
        features=frozenset(answer.get("features", ())),
        roles={fields.text(r, "shortname"): fields.number(r, "id") for r in fields.records_if_any(answer, "roles")},
        timezone=fields.text_if_any(site, "timezone"),
        published_courses=tuple(map(_known_course, fields.records_if_any(answer, "publishedcourses"))),
    )


def _known_course(answer: Mapping[str, Any]) -> KnownCourse:
    return KnownCourse(
        fields.number(answer, "id"), fields.text(answer, "fullname"), fields.text_if_any(answer, "shortname")
    )


def _right(answer: Mapping[str, Any]) -> Right:
    return Right(
        fields.text(answer, "name"),
        fields.text(answer, "title"),
        fields.flag(answer, "needed"),
        fields.flag(answer, "allowed"),
    )
