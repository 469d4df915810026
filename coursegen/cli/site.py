"""coursegen site: the Moodle sites to publish to."""

from __future__ import annotations

import sys
from dataclasses import asdict

import click

from coursegen.cli.context import Console, json_option
from coursegen.errors import UsageError
from coursegen.i18n import gettext as _
from coursegen.publish.channels import best, offers
from coursegen.publish.channels.examining import examine
from coursegen.publish.channels.words import channel_lines
from coursegen.publish.checkup import Checkup, Point
from coursegen.publish.password import forget_password, keep_password
from coursegen.publish.secret import Token
from coursegen.publish.site import (
    BUILT_IN,
    Registry,
    Site,
    checked_site,
    checked_token,
    forget_token,
    keep_token,
    token_place,
    token_variable,
)

_NOT_READY = 3
_BY_ITSELF = ("plugin", "session")
_MARKS = {"ok": "✓", "remark": "•", "missing": "✗"}


@click.group("site")
def command() -> None:
    """Les sites Moodle où publier : ajouter, lister, vérifier, retirer."""


@command.command("add")
@click.argument("name", metavar="NOM")
@click.option("--url", required=True, help="Adresse de la page d’accueil du site (https://…).")
@click.option("--category", required=True, help="Catégorie des cours : son identifiant, ou son numéro.")
@click.option("--token-stdin", is_flag=True, help="Lit le jeton sur l’entrée standard.")
@click.option("--account", default="", help="Sans greffon : le compte qui publie par les pages du site.")
@click.option("--password-stdin", is_flag=True, help="Lit le mot de passe de ce compte sur l’entrée standard.")
@json_option
@click.pass_obj
def add(
    console: Console, name: str, url: str, category: str, token_stdin: bool, account: str, password_stdin: bool
) -> None:
    """Ajoute le site NOM, ou change son adresse, sa catégorie, son jeton ou son compte."""
    site = checked_site(name, url, category, account)
    registry = Registry()
    registry.demand_own_variable(name)
    token = _given_token(console, site, token_stdin)
    if password_stdin:
        _keep_given_password(site)
    if token:
        keep_token(site, token)
    registry.put(site)
    console.say(_("✓ Site « {name} » enregistré.").format(name=name))
    if not token_place(site) and not site.account:
        console.warn(_("Il manque le jeton : mettez-le dans {variable}.").format(variable=token_variable(name)))
    console.say(_("Pour le vérifier : coursegen site test {name}").format(name=name))
    console.result(_document(site))


@command.command("list")
@json_option
@click.pass_obj
def list_sites(console: Console) -> None:
    """Liste les sites."""
    sites = Registry().all()
    for site in sites:
        place = _place_words(token_place(site))
        console.say(f"{site.name}  {site.url}  {_('catégorie')} {site.category}  ({place})")
    console.say(f"{BUILT_IN}  {_('sur cet ordinateur, toujours là : coursegen preview')}")
    if not sites:
        console.say(_("Aucun autre site. Pour en ajouter un : coursegen site add NOM --url … --category …"))
    console.result({"sites": [_document(site) for site in sites]})


@command.command("test")
@click.argument("name", metavar="NOM")
@json_option
@click.pass_obj
def test(console: Console, name: str) -> int:
    """Dit si le site NOM est prêt, et sinon ce que l’administrateur doit faire. Code 3 s’il ne l’est pas."""
    site = Registry().get(name)
    points, found, facts = examine(site)
    console.say(f"{site.name}  {site.url}")
    for point in points:
        _say_point(console, point)
    listed = offers(facts)
    chosen = best(listed)
    for line in channel_lines(listed, chosen):
        console.say(line)
    ready = chosen.name in _BY_ITSELF
    console.say(_("Prêt à publier.") if ready else _("Pas encore prêt : voyez les lignes ✗."))
    console.result(
        {
            **_checkup_document(site, found, points),
            "ready": ready,
            "channel": chosen.name,
            "channels": [asdict(offer) for offer in listed],
        }
    )
    return 0 if ready else _NOT_READY


@command.command("remove")
@click.argument("name", metavar="NOM")
@json_option
@click.pass_obj
def remove(console: Console, name: str) -> None:
    """Oublie le site NOM et son jeton. Rien ne change sur le site."""
    registry = Registry()
    site = registry.get(name)
    forget_token(site)
    forget_password(site)
    registry.drop(name)
    console.say(_("✓ Site « {name} » oublié, avec son jeton.").format(name=name))
    console.result(_document(site))


def _given_token(console: Console, site: Site, from_stdin: bool) -> Token | None:
    """The token that the person gives now; None when there is one already or nobody can be asked."""
    if from_stdin:
        return checked_token(sys.stdin.readline())
    if token_place(site) or not console.interactive:
        return None
    text: str = click.prompt(_("Jeton (il ne s’affiche pas)"), hide_input=True, err=True)
    return checked_token(text)


def _keep_given_password(site: Site) -> None:
    if not site.account:
        raise UsageError(_("Un mot de passe va avec un compte : ajoutez --account COMPTE."))
    keep_password(site, sys.stdin.readline().rstrip("\r\n"))


def _say_point(console: Console, point: Point) -> None:
    console.say(f"  {_MARKS[point.level]} {point.text}")
    if point.remedy:
        console.say(f"      → {point.remedy}")


def _place_words(place: str) -> str:
    words = {"environment": _("jeton dans l’environnement"), "keyring": _("jeton dans le trousseau")}
    return words.get(place, _("pas de jeton"))


def _document(site: Site) -> dict[str, object]:
    told = {key: value for key, value in asdict(site).items() if value or key != "account"}
    return {**told, "token": token_place(site) or None}


def _checkup_document(site: Site, found: Checkup, points: list[Point]) -> dict[str, object]:
    document: dict[str, object] = {
        **_document(site),
        "ready": found.ready,
        "points": [asdict(p) for p in points],
    }
    if found.info:
        document |= {
            "release": found.info.release,
            "plugin_version": found.info.plugin_version,
            "upload_bytes": found.info.upload_bytes,
            "cron_age": found.info.cron_age,
            "missing_rights": [right.name for right in found.info.missing_rights],
        }
    return document
