"""One course to one site through the plugin: made when it is new there, brought up to date when it is there."""

from __future__ import annotations

import tempfile
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import click

from coursegen.cli.context import NotAgreed, quoted
from coursegen.cli.publish.desk import Desk
from coursegen.cli.publish.options import demand_known
from coursegen.cli.publish.screen import Screen
from coursegen.errors import UsageError
from coursegen.i18n import gettext as _
from coursegen.i18n import ngettext
from coursegen.publish.changes import Act, Choices, Plan
from coursegen.publish.consequences import TO_DO
from coursegen.publish.deploy import NewCourse, Publication, deploy
from coursegen.publish.inventory import Inventory
from coursegen.publish.looking import Look
from coursegen.publish.notices import NEWER
from coursegen.publish.package import Package
from coursegen.publish.plan import plan_for
from coursegen.publish.plan_text import announcement_words, plan_lines
from coursegen.publish.report import actions_document, count_words, report_lines, silent_lines, titles_of
from coursegen.publish.saved_plan import SavedPlan, demand_same, plan_document, read_plan
from coursegen.publish.site import Site
from coursegen.publish.update import Updated, update


@dataclass(frozen=True)
class Wanted:
    """What the command line asks for, the same for every course and site. `channel` empty: the best one.

    `done`: keys of what a person has done on the site. `address` and `out`: where SCORM packages are fetched from,
    and where a person finds what to upload. `anew`: a second course where the first one lost its code.
    """

    choices: Choices
    visible: bool = False
    plan_file: Path | None = None
    yes: bool = False
    people: bool = False
    channel: str = ""
    address: str = ""
    out: Path | None = None
    done: frozenset[str] = frozenset()
    anew: bool = False


@dataclass(frozen=True)
class Told:
    """What came of one course on one site: the exit code, the document for scripts, the course as it is there now."""

    document: dict[str, Any]
    code: int = 0
    course_id: int = 0
    inventory: Inventory | None = field(default=None, compare=False)


def publish_one(desk: Desk, wanted: Wanted) -> Told:
    """Publish a course through the plugin. Raises CoursegenError, click.Abort."""
    saved = _saved(wanted.plan_file, wanted.choices)
    desk.console.say(_("Canal : greffon local_coursedeploy"))
    with Screen(desk.console, _("Mise à jour du cours")) as screen:
        seen = desk.look(screen, anew=wanted.anew)
    choices = saved.choices if saved else wanted.choices
    plan = plan_for(desk.sources, seen.inventory, choices, seen.info.category_id)
    if saved:
        demand_same(saved, plan, desk.site.name, desk.site.url)
    demand_known(plan)
    if plan.is_new:
        return _create(desk, seen, wanted.visible, wanted.yes)
    if wanted.visible:
        desk.console.warn(
            _("  Remarque : --visible vaut pour un cours nouveau ; celui-ci reste montré ou caché comme il l’est.")
        )
    return _bring_up_to_date(desk, plan, seen, wanted.yes)


def _saved(plan_file: Path | None, choices: Choices) -> SavedPlan | None:
    if plan_file is None:
        return None
    if choices != Choices():
        raise UsageError(
            _("Un plan enregistré contient déjà les choix : --plan ne va pas avec --overwrite, --missing, …"),
            _("Donnez ces choix au moment du plan : coursegen plan DOSSIER --site NOM --overwrite … -o PLAN.json"),
        )
    return read_plan(plan_file)


def _create(desk: Desk, seen: Look, visible: bool, yes: bool) -> Told:
    """Make the course. With a plugin of the first make, also say what it cannot do where the course is there."""
    with tempfile.TemporaryDirectory(prefix="coursegen-") as out:
        package = desk.package(Path(out))
        if not yes and desk.console.interactive:
            ask(_creation_question(desk.site, package, visible))
        new = NewCourse(package, desk.site.where(), visible, desk.sources, seen.info)
        with Screen(desk.console) as screen:
            publication = deploy(desk.client, new, screen.watch)
    desk.journal.remember(publication.course_id)
    return _tell_created(desk, package, publication)


def _bring_up_to_date(desk: Desk, plan: Plan, seen: Look, yes: bool) -> Told:
    console = desk.console
    desk.journal.remember(plan.course_id)
    if seen.resumed and seen.inventory:
        console.say(_("✓ La publication interrompue est terminée."))
        for line in report_lines(seen.resumed.actions, titles_of(desk.sources, seen.inventory)):
            console.say(f"  {line}")
    if plan.writes or not plan.is_quiet:
        for line in plan_lines(plan, f"{desk.site.name} ({desk.site.url})"):
            console.say(line)
    if not plan.writes:
        return _tell_unchanged(desk, plan, seen)
    if not yes and not console.interactive:
        _demand_not_older(plan)
    if not yes and console.interactive:
        ask(_("Publier ces changements sur {url} ? [oui/non]").format(url=plan.url or desk.site.url))
    with tempfile.TemporaryDirectory(prefix="coursegen-") as out, Screen(console, _("Mise à jour du cours")) as screen:
        transfer = desk.transfer(screen)
        done = update(transfer, desk.package(Path(out)), desk.sources, plan, seen.info, desk.journal)
    return _tell_updated(desk, plan, done)


def _demand_not_older(plan: Plan) -> None:
    """Raises UsageError when the site has a newer version and nobody is there to be asked."""
    for told in plan.announcements:
        if told.code == NEWER:
            raise UsageError(
                announcement_words(told),
                _("Prenez la version en ligne du dossier. Pour publier malgré tout l’ancienne : --yes"),
            )


def ask(question: str) -> None:
    """Ask a person to go on. Raises NotAgreed when they won't."""
    answer: str = click.prompt(question, default=_("oui"), show_default=False, err=True)
    if answer.strip().lower()[:1] not in ("o", "y", _("oui")[0]):
        raise NotAgreed


def _creation_question(site: Site, package: Package, visible: bool) -> str:
    sight = _("visible des apprenants") if visible else _("caché aux apprenants")
    return _("Créer « {title} » ({key}, {sight}) sur {url} ? [oui/non]").format(
        title=package.fullname, key=package.idnumber, sight=sight, url=site.url
    )


def _tell_created(desk: Desk, package: Package, done: Publication) -> Told:
    console = desk.console
    if done.created:
        console.say(_("✓ Cours créé : {url}").format(url=done.url))
    else:
        console.say(_("✓ Déjà publié, rien à changer : {url}").format(url=done.url))
    sections = ngettext("{n} section", "{n} sections", done.sections).format(n=done.sections)
    activities = ngettext("{n} activité", "{n} activités", done.activities).format(n=done.activities)
    console.say(_("  Vérifié sur le site : {sections}, {activities}.").format(sections=sections, activities=activities))
    if not done.visible:
        console.say(_("  Le cours est caché : rendez-le visible dans ses paramètres quand il est prêt."))
    for remark in done.remarks:
        console.warn(_("  Remarque : {text}").format(text=remark))
    document = {
        "site": desk.site.name,
        "channel": "plugin",
        "idnumber": package.idnumber,
        "sha1": package.sha1,
        "writes": done.sections + done.activities if done.created else 0,
        **asdict(done),
    }
    return Told(document, course_id=done.course_id)


def _tell_unchanged(desk: Desk, plan: Plan, seen: Look) -> Told:
    words = _("✓ Déjà publié, rien à changer : {url}")
    if plan.of(Act.HELD):
        words = _("✓ Déjà publié, rien d’autre à changer : {url}")
    if desk.prepared.seeds:  # these are compared next
        words = _("✓ Déjà publié, aucune activité à changer : {url}")
    desk.console.say(words.format(url=plan.url))
    document = _document(desk, plan, writes=0, actions=[], resumed=bool(seen.resumed))
    return Told(document, course_id=plan.course_id, inventory=seen.inventory)


def _tell_updated(desk: Desk, plan: Plan, done: Updated) -> Told:
    console, job = desk.console, done.job
    console.say("")
    for line in report_lines(job.actions, titles_of(desk.sources, done.inventory)):
        console.say(line)
    announced = [change.key for change in plan.changes if change.sort == "other" and change.is_written]
    for line in silent_lines(announced, job.actions):
        console.say(line)
    for told in plan.announcements:
        if told.code in TO_DO:
            console.say(_("À faire sur le site : {text}").format(text=announcement_words(told)))
    for warning in job.warnings:
        console.warn(_("  Remarque : {text}").format(text=warning.text))
    console.say(_("✓ Cours mis à jour, vérifié sur le site : {url}").format(url=done.inventory.url))
    console.say("  " + count_words(job))
    if job.snapshot:
        console.say(
            _("  Pour revenir à l’état d’avant : coursegen rollback {folder} --site {name}").format(
                folder=quoted(desk.folder), name=desk.site.name
            )
        )
    actions = actions_document(job.actions)
    document = _document(desk, plan, writes=job.writes, actions=actions, snapshot=job.snapshot, state=job.state)
    return Told(document, course_id=plan.course_id, inventory=done.inventory)


def _document(desk: Desk, plan: Plan, **more: object) -> dict[str, object]:
    return {
        "site": desk.site.name,
        "channel": "plugin",
        "idnumber": plan.course_key,
        "course_id": plan.course_id,
        "url": plan.url,
        "created": False,
        "plan": plan_document(plan, desk.site.name, desk.site.url),
        **more,
    }
