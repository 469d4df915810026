"""coursegen publish: puts a course on a site, or brings it up to date there without touching what learners did."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import click

from coursegen.cli.context import Console, json_option
from coursegen.cli.publish.desk import Desk
from coursegen.cli.publish.options import choice_options, choices_of, demand_known
from coursegen.cli.publish.screen import Screen
from coursegen.errors import UsageError
from coursegen.i18n import gettext as _
from coursegen.i18n import ngettext
from coursegen.publish.changes import Choices, Plan
from coursegen.publish.deploy import NewCourse, Publication, deploy
from coursegen.publish.looking import Look
from coursegen.publish.package import Package
from coursegen.publish.plan import plan_for
from coursegen.publish.plan_text import plan_lines
from coursegen.publish.report import actions_document, count_words, report_lines, titles_of
from coursegen.publish.saved_plan import SavedPlan, demand_same, plan_document, read_plan
from coursegen.publish.site import Site
from coursegen.publish.update import Updated, update


@click.command("publish")
@click.argument("folder", metavar="DOSSIER", type=click.Path(path_type=Path))
@click.option("--site", "name", metavar="NOM", required=True, help="Le site, nommé par « coursegen site add ».")
@click.option("--visible", is_flag=True, help="Montre le cours aux apprenants tout de suite, s’il est nouveau.")
@click.option(
    "--plan",
    "plan_file",
    metavar="FICHIER",
    type=click.Path(path_type=Path),
    help="Fait ce que dit ce plan enregistré, et refuse si le dossier ou le site a changé depuis.",
)
@choice_options
@click.option("--yes", is_flag=True, help="Ne demande pas de confirmation.")
@json_option
@click.pass_obj
def command(
    console: Console,
    folder: Path,
    name: str,
    visible: bool,
    plan_file: Path | None,
    overwrite: Sequence[str],
    regrade: Sequence[str],
    missing: str,
    track_loss: Sequence[str],
    no_snapshot: bool,
    yes: bool,
) -> None:
    """Construit le cours de DOSSIER et le publie : nouveau, il est créé caché ; en ligne, il est mis à jour.

    Ce que les apprenants ont fait reste : tentatives, notes, travaux remis, achèvement.
    """
    choices = choices_of(overwrite, regrade, missing, track_loss, no_snapshot)
    saved = _saved(plan_file, choices)
    desk = Desk.open(console, folder, name)
    with Screen(console, _("Mise à jour du cours")) as screen:
        seen = desk.look(screen)
    plan = plan_for(desk.sources, seen.inventory, saved.choices if saved else choices)
    if saved:
        demand_same(saved, plan, desk.site.name, desk.site.url)
    demand_known(plan)
    if plan.is_new:
        _create(desk, seen, visible, yes)
    else:
        if visible:
            console.warn(
                _("  Remarque : --visible vaut pour un cours nouveau ; celui-ci reste montré ou caché comme il l’est.")
            )
        _bring_up_to_date(desk, plan, seen, yes)


def _saved(plan_file: Path | None, choices: Choices) -> SavedPlan | None:
    if plan_file is None:
        return None
    if choices != Choices():
        raise UsageError(
            _("Un plan enregistré contient déjà les choix : --plan ne va pas avec --overwrite, --missing, …"),
            _("Donnez ces choix au moment du plan : coursegen plan DOSSIER --site NOM --overwrite … -o PLAN.json"),
        )
    return read_plan(plan_file)


def _create(desk: Desk, seen: Look, visible: bool, yes: bool) -> None:
    """Make the course. With a plugin of the first make, also say what it cannot do where the course is there."""
    with tempfile.TemporaryDirectory(prefix="coursegen-") as out:
        package = desk.package(Path(out))
        if not yes and desk.console.interactive:
            _ask(_creation_question(desk.site, package, visible))
        new = NewCourse(package, desk.site.where(), visible, desk.sources, seen.info)
        with Screen(desk.console) as screen:
            publication = deploy(desk.client, new, screen.watch)
    _tell_created(desk, package, publication)


def _bring_up_to_date(desk: Desk, plan: Plan, seen: Look, yes: bool) -> None:
    console = desk.console
    if seen.resumed and seen.inventory:
        console.say(_("✓ La publication interrompue est terminée."))
        for line in report_lines(seen.resumed.actions, titles_of(desk.sources, seen.inventory)):
            console.say(f"  {line}")
    if plan.writes or not plan.is_quiet:
        for line in plan_lines(plan, f"{desk.site.name} ({desk.site.url})"):
            console.say(line)
    if not plan.writes:
        _tell_unchanged(desk, plan, seen)
        return
    if not yes and console.interactive:
        _ask(_("Publier ces changements sur {url} ? [oui/non]").format(url=plan.url or desk.site.url))
    with tempfile.TemporaryDirectory(prefix="coursegen-") as out, Screen(console, _("Mise à jour du cours")) as screen:
        transfer = desk.transfer(screen)
        done = update(transfer, desk.package(Path(out)), desk.sources, plan, seen.info, desk.journal)
    _tell_updated(desk, plan, done)


def _ask(question: str) -> None:
    answer: str = click.prompt(question, default=_("oui"), show_default=False, err=True)
    if answer.strip().lower()[:1] not in ("o", "y", _("oui")[0]):
        raise click.Abort


def _creation_question(site: Site, package: Package, visible: bool) -> str:
    sight = _("visible des apprenants") if visible else _("caché aux apprenants")
    return _("Créer « {title} » ({key}, {sight}) sur {url} ? [oui/non]").format(
        title=package.fullname, key=package.idnumber, sight=sight, url=site.url
    )


def _tell_created(desk: Desk, package: Package, done: Publication) -> None:
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
    console.result({"site": desk.site.name, "idnumber": package.idnumber, "sha1": package.sha1, **asdict(done)})


def _tell_unchanged(desk: Desk, plan: Plan, seen: Look) -> None:
    desk.console.say(_("✓ Déjà publié, rien à changer : {url}").format(url=plan.url))
    desk.console.result(_document(desk, plan, writes=0, actions=[], resumed=bool(seen.resumed)))


def _tell_updated(desk: Desk, plan: Plan, done: Updated) -> None:
    console, job = desk.console, done.job
    console.say("")
    for line in report_lines(job.actions, titles_of(desk.sources, done.inventory)):
        console.say(line)
    for warning in job.warnings:
        console.warn(_("  Remarque : {text}").format(text=warning.text))
    console.say(_("✓ Cours mis à jour, vérifié sur le site : {url}").format(url=done.inventory.url))
    console.say("  " + count_words(job))
    if job.snapshot:
        console.say(
            _("  Pour revenir à l’état d’avant : coursegen rollback DOSSIER --site {name}").format(name=desk.site.name)
        )
    actions = actions_document(job.actions)
    console.result(_document(desk, plan, writes=job.writes, actions=actions, snapshot=job.snapshot, state=job.state))


def _document(desk: Desk, plan: Plan, **more: object) -> dict[str, object]:
    return {
        "site": desk.site.name,
        "idnumber": plan.course_key,
        "course_id": plan.course_id,
        "url": plan.url,
        "created": False,
        "plan": plan_document(plan, desk.site.name, desk.site.url),
        **more,
    }
