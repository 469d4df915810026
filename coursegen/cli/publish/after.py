"""What `publish` does once the course is on the site: what no package carries, then people and dates when asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from coursegen.cli.publish.desk import Desk
from coursegen.cli.publish.one import Told, Wanted, ask
from coursegen.i18n import gettext as _
from coursegen.publish.errors import SiteRefused
from coursegen.publish.inventory import Inventory
from coursegen.publish.people import Course, Roster, bring, late_words, roster_of
from coursegen.publish.people.words import people_document, people_lines, remedies
from coursegen.publish.plugin import Coursedeploy
from coursegen.publish.seeds import placed_keys, plant
from coursegen.publish.seeds.ground import ground_of
from coursegen.publish.seeds.model import Sown
from coursegen.publish.seeds.texts import name_of
from coursegen.publish.seeds.words import UNDONE, seed_lines, seeds_document

INCOMPLETE = 3
_INVENTORY = "local_coursedeploy_get_inventory"


def finished(desk: Desk, folder: Path, told: Told, wanted: Wanted) -> Told:
    """What was told of a publication, with the steps after it taken. Raises CoursegenError, click.Abort."""
    told = _with(told, *_put_seeds(desk, told))
    if wanted.people:
        told = _with(told, *_bring_people(desk, roster_of(folder), told, wanted))
    return told


def _with(told: Told, whole: bool, more: dict[str, Any]) -> Told:
    code = told.code or (0 if whole else INCOMPLETE)
    return replace(told, code=code, document={**told.document, **more}) if more else told


def _put_seeds(desk: Desk, told: Told) -> tuple[bool, dict[str, Any]]:
    """Put opening posts, entries, records and pages in place. A course without any asks the site nothing."""
    seeds = desk.prepared.seeds
    if not seeds:
        return True, {}
    desk.console.say(_("… Messages, définitions, fiches et pages de départ"))
    try:
        inventory = told.inventory or Coursedeploy(desk.client).inventory(told.course_id)
    except SiteRefused:  # a plugin of the first make can't say where the activities are
        sown = [Sown(seed.activity, seed.kind, name_of(seed.content), "lacking", _INVENTORY) for seed in seeds]
    else:
        ground, functions = ground_of(desk.client, inventory, seeds)
        sown = list(plant(ground, seeds, functions, placed=desk.journal.placed()))
        desk.journal.remember_placed(placed_keys(ground, sown))
    for line in seed_lines(sown):
        desk.console.say(line)
    return all(one.action not in UNDONE for one in sown), {"seeds": seeds_document(sown)}


def seeds_foreseen(desk: Desk, inventory: Inventory | None) -> list[Sown]:
    """What publishing would do with the course's opening posts, entries, records and pages; nothing is written.

    In a new course all are put in place, and so are those of an activity that the site hasn't got yet.
    """
    seeds = desk.prepared.seeds
    known = {one.key for one in inventory.activities} if inventory else set()
    fresh = [Sown(s.activity, s.kind, name_of(s.content), "added") for s in seeds if s.activity not in known]
    there = [seed for seed in seeds if seed.activity in known]
    if inventory is None or not there:
        return fresh
    ground, functions = ground_of(desk.client, inventory, there)
    return [*plant(ground, there, functions, placed=desk.journal.placed(), dry=True), *fresh]


def _bring_people(desk: Desk, roster: Roster, told: Told, wanted: Wanted) -> tuple[bool, dict[str, Any]]:
    """Bring people and dates into the course, with the agreement of whoever publishes."""
    console = desk.console
    if words := late_words(roster, date.today()):
        console.warn(_("  Remarque : {text}").format(text=words))
    if not roster.members and not roster.events:
        console.say(_("  Personne à inscrire et pas de session datée : le dossier n’a ni acces.csv ni dates."))
        return True, {"people": []}
    if roster.members and not wanted.yes and console.interactive:
        ask(_question(desk, roster))
    console.say(_("… Accès et agenda"))
    plugin = Coursedeploy(desk.client)
    info = plugin.info(desk.site.where())
    course = Course(
        desk.client, told.course_id, info.category_id, roster, plugin.functions(), info.roles, info.timezone
    )
    steps = list(bring(course))
    for line in (*people_lines(steps), *remedies(steps)):
        console.say(line)
    return all(step.is_whole for step in steps), {"people": people_document(steps)}


def _question(desk: Desk, roster: Roster) -> str:
    return _(
        "Envoyer à {url} le nom, le prénom, l’adresse, la langue et le pays de {n} personnes, prévenues de cet usage "
        "et de la conservation annoncée ({retention}) ? [oui/non]"
    ).format(url=desk.site.url, n=len(roster.members), retention=roster.retention.rstrip("."))
