"""manual: the package, and one page of instructions with the site's own links, for a person."""

from __future__ import annotations

from coursegen.i18n import gettext as _
from coursegen.publish.channels.model import Facts, Offer

RANK = 4
PRIVATE = "core_user_add_user_private_files"


def offer(facts: Facts) -> Offer:
    """What it can do on a site: always the package and the page."""
    limits = (_("une personne fait tout sur le site ; d’un cours en ligne, elle corrige chaque activité à la main"),)
    better = () if facts.opens(PRIVATE) else (_("Avec un jeton, le paquet va tout seul dans vos fichiers personnels."),)
    return Offer("manual", _("à la main : le paquet et une page d’instructions"), True, limits, better)
