"""session: through the site's pages with an account and its password: new courses, SCORM packages swapped in place."""

from __future__ import annotations

from coursegen.i18n import gettext as _
from coursegen.publish.channels.model import Facts, Offer

RANK = 2


def offer(facts: Facts) -> Offer:
    """What it can do on a site."""
    limits = (
        _("d’un cours en ligne, il ne change que les paquetages SCORM ; le reste devient une liste à faire"),
        _("pas de plan, pas de retour en arrière, pas de contenus de départ ni d’inscriptions"),
    )
    better = []
    if not facts.password:
        better.append(
            _("Donnez un compte avec mot de passe : coursegen site add NOM … --account COMPTE --password-stdin.")
        )
    if not facts.numbered:
        better.append(_("Donnez la catégorie par son numéro : coursegen site add NOM … --category NUMÉRO."))
    usable = facts.password and facts.numbered
    return Offer(
        "session", _("pages du site : cours nouveaux, paquetages SCORM remplacés"), usable, limits, tuple(better)
    )
