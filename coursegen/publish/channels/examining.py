"""Looks at a site: what its plugin tells, or whether its pages let the account in; then which channels it offers."""

from __future__ import annotations

from coursegen.i18n import gettext as _
from coursegen.publish.channels.model import Facts
from coursegen.publish.checkup import Checkup, Point, check_site
from coursegen.publish.errors import SiteRefused
from coursegen.publish.password import password_of, password_place
from coursegen.publish.plugin import Coursedeploy
from coursegen.publish.rest import MoodleClient
from coursegen.publish.session.pages import Pages
from coursegen.publish.site import Site, token_of, token_place


def examine(site: Site) -> tuple[list[Point], Checkup, Facts]:
    """What was found, point by point. Raises SiteError when the site can't be reached, or nothing is known to enter."""
    password = _enters(site)
    numbered = site.category.isdecimal()
    if password is not None and not token_place(site):
        points = (password, *(() if numbered else (_unnumbered(),)))
        return list(points), Checkup(points), Facts(False, None, None, password.level == "ok", numbered)
    plugin = Coursedeploy(MoodleClient(site.url, token_of(site)))
    found = check_site(plugin, site.where())
    points = (*found.points, *((password,) if password else ()), *_noises(plugin))
    functions = plugin.functions() if found.info else frozenset()
    return list(points), found, Facts(True, functions, found, bool(password and password.level == "ok"), numbered)


def _enters(site: Site) -> Point | None:
    """Whether the account gets in by the login page; None when no password is known."""
    if not password_place(site):
        return None
    try:
        Pages(site.url).log_in(site.account, password_of(site))
    except SiteRefused as refused:
        return Point("missing", refused.message, refused.remedy)
    return Point("ok", _("Le compte « {account} » entre par la page de connexion").format(account=site.account))


def _unnumbered() -> Point:
    return Point(
        "missing",
        _("La catégorie est donnée par son identifiant ; sans jeton, il faut son numéro"),
        _("Il est dans l’adresse de sa page (categoryid=…) : coursegen site add NOM --url … --category NUMÉRO"),
    )


def _noises(plugin: Coursedeploy) -> tuple[Point, ...]:
    return tuple(
        Point("remark", _("Le site ajoute du texte à ses réponses : {text}").format(text=noise))
        for noise in dict.fromkeys(plugin.client.noises)
    )
