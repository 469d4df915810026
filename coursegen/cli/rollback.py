"""coursegen rollback: a course as it was before a publication."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import click

from coursegen.cli.context import Console, json_option, quoted
from coursegen.cli.publish.one import ask
from coursegen.cli.publish.options import WholeNumber
from coursegen.cli.publish.screen import Screen
from coursegen.errors import UsageError
from coursegen.i18n import gettext as _
from coursegen.publish.errors import SiteRefused
from coursegen.publish.faults import course_text, only_creates_text
from coursegen.publish.inventory import Inventory, Snapshot
from coursegen.publish.journal import Journal
from coursegen.publish.looking import look
from coursegen.publish.plugin import Coursedeploy
from coursegen.publish.prepare import course_code
from coursegen.publish.report import actions_document, count_words, report_lines, titles_of
from coursegen.publish.rest import MoodleClient
from coursegen.publish.rollback import RolledBack, chosen_snapshot, foreseen, overwritten, roll_back
from coursegen.publish.rollback_text import going_back, marks_lines, rollback_lines
from coursegen.publish.site import Registry, Site, token_of
from coursegen.publish.transfer import Transfer


@click.command("rollback")
@click.argument("folder", metavar="DOSSIER", type=click.Path(path_type=Path))
@click.option("--site", "name", metavar="NOM", required=True, help="Le site, nommé par « coursegen site add ».")
@click.option(
    "--to", "number", type=WholeNumber(), default=0, metavar="ID", help="La copie de sûreté (défaut : la dernière)."
)
@click.option(
    "--overwrite",
    metavar="CLE",
    multiple=True,
    help="Reprend aussi cet élément, modifié à la main depuis la publication ; « tout » : partout. Peut se répéter.",
)
@click.option("--yes", is_flag=True, help="Ne demande pas de confirmation.")
@json_option
@click.pass_obj
def command(console: Console, folder: Path, name: str, number: int, overwrite: Sequence[str], yes: bool) -> None:
    """Remet le cours comme il était avant la dernière publication. Ce que les apprenants ont fait reste.

    Ce qu’une personne a modifié sur le site depuis la publication reste aussi, sauf si --overwrite le nomme.
    """
    site = Registry().get(name)
    key = course_code(folder)
    journal = Journal(site.url, key)
    with Screen(console, _("Retour en arrière")) as screen:
        transfer = Transfer(Coursedeploy(MoodleClient(site.url, token_of(site))), screen.watch)
        seen = look(transfer, site.where(), key, journal)
        if seen.inventory is None:
            raise _no_way(seen.is_known, seen.info.plugin_version)
        snapshot = chosen_snapshot(seen.inventory, number)
        given_up = overwritten(seen.inventory, frozenset(overwrite))
        actions = foreseen(transfer, seen.inventory, snapshot, given_up)
        for line in rollback_lines(seen.inventory, _when(snapshot), actions, given_up, snapshot.id):
            console.say(line)
        if not yes:
            _demand_agreement(console, seen.inventory, snapshot)
        done = roll_back(transfer, seen.inventory, snapshot, journal, given_up)
    marks = [*marks_lines(seen.inventory, snapshot.id)]
    _tell(console, site, folder, done, marks, placed=bool(journal.placed()))


def _no_way(is_known: bool, version: int) -> SiteRefused:
    if is_known:
        return SiteRefused("pluginversion", *only_creates_text(version))
    return SiteRefused("nocourse", *(course_text("nocourse") or ("", "")))


def _demand_agreement(console: Console, inventory: Inventory, snapshot: Snapshot) -> None:
    """Raises UsageError when nobody is there to be asked, NotAgreed when they won't."""
    if not console.interactive:
        raise UsageError(
            _("Un retour en arrière se confirme, et personne n’est là pour le faire : rien n’a été écrit."),
            _("Relisez ce qui est dit ci-dessus, puis ajoutez --yes."),
        )
    question = _("Remettre « {title} » comme il était le {when} ? [oui/non]").format(
        title=inventory.title, when=_when(snapshot)
    )
    ask(question)


def _when(snapshot: Snapshot) -> str:
    return datetime.fromtimestamp(snapshot.time).strftime("%d/%m/%Y %H:%M")


def _tell(console: Console, site: Site, folder: Path, done: RolledBack, marks: Sequence[str], *, placed: bool) -> None:
    for line in report_lines(going_back(done.job.actions), titles_of(None, done.inventory)):
        console.say(line)
    console.say(
        _("✓ Le cours est revenu à son état du {when} : {url}").format(
            when=_when(done.snapshot), url=done.inventory.url
        )
    )
    console.say("  " + count_words(done.job))
    if done.job.writes and done.job.snapshot:
        undo = _("  Pour annuler ce retour : coursegen rollback {folder} --site {name} --to {number}")
        console.say(undo.format(folder=quoted(folder), name=site.name, number=done.job.snapshot))
    for line in marks:
        console.say(f"  {line}")
    if placed:
        console.say(
            _(
                "  Les messages, définitions, fiches et pages de départ ne reviennent pas : corrigez le dossier, puis "
                "publiez."
            )
        )
    if done.stays:
        console.say(
            _("  Ce qui n’a pas pu être repris est dit ci-dessus : activités ajoutées (cachées), réponses gardées.")
        )
    console.result(
        {
            "site": site.name,
            "idnumber": done.inventory.key,
            "course_id": done.inventory.course_id,
            "url": done.inventory.url,
            "snapshot": done.snapshot.id,
            "writes": done.job.writes,
            "actions": actions_document(done.job.actions),
            "stays": actions_document(done.stays),
            "regraded": [*marks],
        }
    )
