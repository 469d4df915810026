"""coursegen plan: what publishing would change on a site."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from coursegen.cli.context import Console, json_option
from coursegen.cli.publish.after import seeds_foreseen
from coursegen.cli.publish.desk import Desk
from coursegen.cli.publish.options import choice_options, choices_of, demand_known
from coursegen.cli.publish.screen import Screen
from coursegen.i18n import gettext as _
from coursegen.publish.errors import SiteRefused
from coursegen.publish.faults import only_creates_text
from coursegen.publish.plan import plan_for
from coursegen.publish.plan_text import plan_lines
from coursegen.publish.saved_plan import plan_document, save_plan
from coursegen.publish.seeds.words import seed_plan_lines, seeds_document


@click.command("plan")
@click.argument("folder", metavar="DOSSIER", type=click.Path(path_type=Path))
@click.option("--site", "name", metavar="NOM", required=True, help="Le site, nommé par « coursegen site add ».")
@choice_options
@click.option(
    "-o",
    "--output",
    metavar="PLAN",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Enregistre le plan : « coursegen publish --plan » le fera si rien n’a bougé.",
)
@json_option
@click.pass_obj
def command(
    console: Console,
    folder: Path,
    name: str,
    overwrite: Sequence[str],
    regrade: Sequence[str],
    keep_marks: Sequence[str],
    missing: str,
    track_loss: Sequence[str],
    no_snapshot: bool,
    output: Path | None,
) -> None:
    """Montre ce que publier DOSSIER changerait sur un site, et ce qui resterait. Rien n’y est écrit."""
    desk = Desk.open(console, folder, name)
    with Screen(console) as screen:
        seen = desk.look(screen)
    if seen.is_known and seen.inventory is None:
        raise SiteRefused("pluginversion", *only_creates_text(seen.info.plugin_version))
    choices = choices_of(overwrite, regrade, missing, track_loss, no_snapshot, keep_marks)
    plan = plan_for(desk.sources, seen.inventory, choices, seen.info.category_id)
    demand_known(plan)
    sown = seeds_foreseen(desk, seen.inventory)
    for line in plan_lines(plan, f"{desk.site.name} ({desk.site.url})", [*seed_plan_lines(sown)]):
        console.say(line)
    if output:
        save_plan(plan, desk.site.name, desk.site.url, output)
        console.say(_("✓ Plan enregistré : {path}").format(path=output))
        console.say(
            _("  Pour le faire : coursegen publish {folder} --site {name} --plan {path}").format(
                folder=folder, name=name, path=output
            )
        )
    told = seeds_document(one for one in sown if one.action != "unchanged")
    console.result({**plan_document(plan, desk.site.name, desk.site.url), "seeds": told})
