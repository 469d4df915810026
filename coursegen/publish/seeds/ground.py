"""The course on the site, as planting needs it: where its activities and groups are, and what the token opens."""

from __future__ import annotations

from collections.abc import Iterable

from coursegen.publish import fields
from coursegen.publish.errors import SiteRefused
from coursegen.publish.inventory import Inventory
from coursegen.publish.rest import MoodleClient
from coursegen.publish.seeds.model import Ground, Place
from moodle_backups.seeds import Seed


def ground_of(
    client: MoodleClient, inventory: Inventory, seeds: Iterable[Seed]
) -> tuple[Ground, frozenset[str] | None]:
    """A course, and the functions that the token opens (None: the site can't say). Raises SiteError."""
    me, functions = _account(client)
    places = {a.key: Place(a.kind, a.cmid, a.instance) for a in inventory.activities if a.key}
    grouped = any(getattr(seed.content, "group", "") for seed in seeds)
    groups = _groups(client, inventory.course_id) if grouped else {}
    return Ground(client, inventory.course_id, places, groups, me), functions


def _account(client: MoodleClient) -> tuple[int, frozenset[str] | None]:
    """Moodle 4.2 refuses its own answer where its address is an IP number."""
    try:
        answer = fields.record(client.ask("core_webservice_get_site_info"))
    except SiteRefused as refused:
        if refused.code != "invalidresponse":
            raise
        return 0, None
    names = frozenset(fields.text(f, "name") for f in fields.records_if_any(answer, "functions"))
    return fields.number_if_any(answer, "userid"), names


def _groups(client: MoodleClient, course_id: int) -> dict[str, int]:
    groups = fields.records(client.ask("core_group_get_course_groups", {"courseid": course_id}))
    return {key: fields.number(group, "id") for group in groups if (key := fields.text_if_any(group, "idnumber"))}
