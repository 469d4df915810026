"""coursegen publish: builds the course and puts it on a site."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path

import click

from coursegen.build import build_course
from coursegen.cli.context import Console, json_option
from coursegen.errors import InputError
from coursegen.i18n import gettext as _
from coursegen.i18n import ngettext
from coursegen.publish.deploy import Plan, Publication, Stage, deploy
from coursegen.publish.package import Package
from coursegen.publish.rest import MoodleClient
from coursegen.publish.site import Registry, Site, token_of


@click.command("publish")
@click.argument("folder", metavar="DOSSIER", type=click.Path(path_type=Path))
@click.option("--site", "name", metavar="NOM", required=True, help="Le site, nommé par « coursegen site add ».")
@click.option("--visible", is_flag=True, help="Montre le cours aux apprenants tout de suite.")
@click.option("--yes", is_flag=True, help="Ne demande pas de confirmation.")
@json_option
@click.pass_obj
def command(console: Console, folder: Path, name: str, visible: bool, yes: bool) -> None:
    """Construit le cours de DOSSIER et le crée sur un site Moodle, caché sauf avec --visible."""
    site = Registry().get(name)
    client = MoodleClient(site.url, token_of(site))
    with tempfile.TemporaryDirectory(prefix="coursegen-") as out:
        package = _built(console, folder, Path(out))
        if not yes and console.interactive:
            _confirm(site, package, visible)
        with _Screen(console) as screen:
            publication = deploy(client, Plan(package, site.where(), visible), screen.watch)
    _tell(console, site, package, publication)


def _built(console: Console, folder: Path, out: Path) -> Package:
    console.say(_("… Construction du paquet Moodle"))
    result = build_course(folder, out, ("mbz",))
    for output in result.outputs:
        if output.kind == "mbz":
            return Package.read(out / output.path)
    raise InputError(_("Ce cours ne donne pas de paquet Moodle."), _("Voyez « coursegen check »."))


def _confirm(site: Site, package: Package, visible: bool) -> None:
    sight = _("visible des apprenants") if visible else _("caché aux apprenants")
    question = _("Créer « {title} » ({key}, {sight}) sur {url} ? [oui/non]").format(
        title=package.fullname, key=package.idnumber, sight=sight, url=site.url
    )
    answer: str = click.prompt(question, default=_("oui"), show_default=False, err=True)
    if answer.strip().lower()[:1] not in ("o", "y", _("oui")[0]):
        raise click.Abort


def _tell(console: Console, site: Site, package: Package, done: Publication) -> None:
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
    console.result({"site": site.name, "idnumber": package.idnumber, "sha1": package.sha1, **asdict(done)})


class _Screen:
    """Shows where a publication is: a line a stage, a bar where there is something to count."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._stage: Stage | None = None
        self._bar = ExitStack()
        self._advance: Callable[[int], None] | None = None
        self._shown = 0

    def __enter__(self) -> _Screen:
        return self

    def __exit__(self, *_failure: object) -> None:
        self._bar.close()

    def watch(self, stage: Stage, done: int, total: int) -> None:
        """What `deploy` tells."""
        if stage is not self._stage:
            self._bar.close()
            self._stage, self._advance, self._shown = stage, None, 0
            self._console.say("… " + _stage_words(stage, total))
        begins = self._advance is None and (done or stage is Stage.SENDING)
        if total and (begins or done < self._shown):
            # Begun, or begun again: an upload starts over in smaller parts when a server finds them too big.
            self._bar.close()
            self._advance = self._bar.enter_context(self._console.progress(total, _stage_words(stage, total)))
            self._shown = 0
        if self._advance:
            self._advance(done - self._shown)
            self._shown = done


def _stage_words(stage: Stage, total: int) -> str:
    words = {
        Stage.LOOKING: _("Consultation du site"),
        Stage.SENDING: _("Envoi du paquet ({size} Ko)").format(size=max(1, round(total / 1024))),
        Stage.CHECKING: _("Vérification du paquet par Moodle"),
        Stage.MAKING: _("Création du cours"),
        Stage.VERIFYING: _("Relecture du cours"),
    }
    return words[stage]
