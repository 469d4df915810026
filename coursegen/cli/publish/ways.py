"""The channel of one course to one site: chosen or asked for, said, then taken."""

from __future__ import annotations

import tempfile
from dataclasses import asdict
from pathlib import Path

from coursegen.cli.context import Console
from coursegen.cli.publish import desk as desks
from coursegen.cli.publish.after import INCOMPLETE, finished
from coursegen.cli.publish.fitting import demand_fitting, tell_idle
from coursegen.cli.publish.one import Told, Wanted, ask, publish_one
from coursegen.errors import UsageError
from coursegen.i18n import gettext as _
from coursegen.i18n import ngettext
from coursegen.publish.channels.manual import PRIVATE
from coursegen.publish.errors import SiteRefused
from coursegen.publish.handover import checked_base, hand_over, has_lessons
from coursegen.publish.password import password_of, password_place
from coursegen.publish.plugin import Coursedeploy
from coursegen.publish.prepare import Prepared
from coursegen.publish.rest import MoodleClient
from coursegen.publish.session.pages import Pages
from coursegen.publish.session.publication import PagesDone, category_number, publish_by_pages
from coursegen.publish.site import Registry, Site, token_of, token_place

_NO_PLUGIN = ("accessexception", "invalidrecord", "servicenotavailable")
BY_HAND = ("manual", "localsync")


def publish_by(console: Console, folder: Path, name: str, wanted: Wanted) -> Told:
    """Publish by the channel that is asked for, else by the best. Raises CoursegenError, click.Abort."""
    site = Registry().get(name)
    if wanted.channel in BY_HAND:
        return _by_hand(console, folder, site, wanted)
    if wanted.channel == "session" or (not wanted.channel and not token_place(site) and password_place(site)):
        return _by_pages(console, folder, site, wanted)
    desk = desks.Desk.open(console, folder, name)
    try:
        told = publish_one(desk, wanted)
    except SiteRefused as refused:
        # Nothing was made: the plugin isn't there to be asked.
        if wanted.channel or refused.code not in _NO_PLUGIN or not password_place(site):
            raise
        console.warn(_("  Remarque : {text}").format(text=refused.message))
    else:
        tell_idle(console, "plugin", wanted)
        return finished(desk, folder, told, wanted)
    return _by_pages(console, folder, site, wanted)


def _by_pages(console: Console, folder: Path, site: Site, wanted: Wanted) -> Told:
    demand_fitting("session", wanted)
    prepared = _prepared(console, folder, _("Canal : pages du site (session)"))
    category = category_number(site.category)
    pages = Pages(site.url)
    pages.log_in(site.account, password_of(site))
    if not wanted.yes and console.interactive:
        ask(_("Publier « {title} » sur {url} ? [oui/non]").format(title=prepared.sources.title, url=site.url))
    with tempfile.TemporaryDirectory(prefix="coursegen-") as out:
        done = publish_by_pages(
            pages, prepared, category, Path(out),
            visible=wanted.visible, track_loss=wanted.choices.track_loss, done=wanted.done, say=console.say,
        )  # fmt: skip
    return _tell_pages(console, site, prepared, done)


def _tell_pages(console: Console, site: Site, prepared: Prepared, done: PagesDone) -> Told:
    words = _("✓ Cours créé : {url}") if done.created else _("✓ Cours en ligne : {url}")
    console.say(words.format(url=done.url))
    for title in done.swapped:
        console.say(_("  Paquetage remplacé : {title}").format(title=title))
    for title in done.added:
        console.say(_("  Leçon ajoutée : {title}").format(title=title))
    if not (done.created or done.swapped or done.by_hand):
        console.say(_("  Rien à changer."))
    for todo in done.by_hand:
        where = f" ({todo.key})" if todo.key else ""
        console.warn(_("  À faire sur le site : {title} — {what}").format(title=todo.title + where, what=todo.what))
    if done.by_hand:
        console.warn(_("  Une fois fait : relancez avec --done CLE, ou --done tout."))
    if prepared.seeds and done.created:
        count = len(prepared.seeds)
        words = ngettext(
            "  À faire sur le site : {n} message ou contenu de départ à écrire (le greffon les met en place).",
            "  À faire sur le site : {n} messages ou contenus de départ à écrire (le greffon les met en place).",
            count,
        )
        console.warn(words.format(n=count))
    document = {
        "site": site.name,
        "channel": "session",
        "idnumber": prepared.sources.key,
        "course_id": done.course_id,
        "url": done.url,
        "created": done.created,
        "swapped": list(done.swapped),
        "added": list(done.added),
        "by_hand": [asdict(todo) for todo in done.by_hand],
    }
    return Told(document, INCOMPLETE if done.by_hand else 0, done.course_id)


def _by_hand(console: Console, folder: Path, site: Site, wanted: Wanted) -> Told:
    if wanted.channel == "localsync" and not wanted.address:
        raise UsageError(
            _("Le canal « localsync » demande l’adresse du dossier des paquets SCORM."),
            _("Donnez-la : --address https://…"),
        )
    address = checked_base(wanted.address) if wanted.channel == "localsync" else ""
    fetched = _("Canal : localsync (leçons SCORM relues par le site)")
    prepared = _prepared(console, folder, fetched if address else _("Canal : à la main"))
    if address and not has_lessons(prepared):
        raise UsageError(
            _("Ce cours n’a pas de paquetage SCORM : le canal « localsync » n’a rien à mettre à jour."),
            _("Prenez --channel manual, ou demandez des leçons SCORM dans cours.yaml (scorm : dans_moodle)."),
        )
    out = wanted.out or Path(f"{prepared.sources.key}-a-deposer")
    done = hand_over(prepared, site, out, send=lambda path: _to_private_files(console, site, path), address=address)
    console.say(_("✓ Prêt à déposer : {folder}").format(folder=done.folder))
    for path in done.paths:
        console.say(f"  {path}")
    if done.private:
        console.say(_("  Le paquet est aussi dans les fichiers personnels du compte, sur le site."))
    console.say(_("  Commencez par ouvrir {page}.").format(page=done.paths[1]))
    document = {
        "site": site.name,
        "channel": wanted.channel,
        "idnumber": prepared.sources.key,
        "published": False,
        "paths": [str(path) for path in done.paths],
        "private_files": done.private,
    }
    return Told(document)


def _to_private_files(console: Console, site: Site, package: Path) -> bool:
    """Put the package into the account's private files where the token can; a site that won't is no failure."""
    if not token_place(site):
        return False
    client = MoodleClient(site.url, token_of(site))
    try:
        functions = Coursedeploy(client).functions()
        if functions is not None and PRIVATE not in functions:
            return False
        draft = client.upload(package.name, package.read_bytes())
        client.order(PRIVATE, {"draftid": draft})
    except SiteRefused as refused:
        console.warn(_("  Remarque : {text}").format(text=refused.message))
        return False
    return True


def _prepared(console: Console, folder: Path, channel: str) -> Prepared:
    console.say(channel)
    console.say(_("… Lecture du cours"))
    return desks.read_course(folder)
