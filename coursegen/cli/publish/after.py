"""What `publish` does once the course is on the site: the contents that no package carries."""

from __future__ import annotations

from typing import Any

from coursegen.cli.publish.desk import Desk
from coursegen.i18n import gettext as _
from coursegen.publish.inventory import Inventory
from coursegen.publish.plugin import Coursedeploy
from coursegen.publish.seeds import plant
from coursegen.publish.seeds.ground import ground_of
from coursegen.publish.seeds.words import UNDONE, seed_lines, seeds_document

INCOMPLETE = 3


def put_seeds(desk: Desk, course_id: int, inventory: Inventory | None = None) -> tuple[int, dict[str, Any]]:
    """Put opening posts, entries, records and pages in place; the exit code and what the document tells of them.

    A course without any asks the site nothing. Raises SiteError.
    """
    seeds = desk.prepared.seeds
    if not seeds:
        return 0, {}
    desk.console.say(_("… Messages, définitions, fiches et pages de départ"))
    known = inventory or Coursedeploy(desk.client).inventory(course_id)
    ground, functions = ground_of(desk.client, known, seeds)
    sown = list(plant(ground, seeds, functions))
    for line in seed_lines(sown):
        desk.console.say(line)
    undone = any(one.action in UNDONE for one in sown)
    return INCOMPLETE if undone else 0, {"seeds": seeds_document(sown)}
