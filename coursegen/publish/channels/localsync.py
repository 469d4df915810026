"""localsync: SCORM lessons that the site fetches again every day from an address; a person restores the course once.

Only when asked for: it needs a web server of one's own and a setting of the site.
"""

from __future__ import annotations

from coursegen.i18n import gettext as _
from coursegen.publish.channels.model import Facts, Offer

RANK = 3


def offer(_facts: Facts) -> Offer:
    """What it can do on any site whose administrator allows it; never chosen by itself."""
    return Offer(
        "localsync",
        _("leçons SCORM qui se mettent à jour seules chaque jour depuis une adresse (--address)"),
        usable=False,
        limits=(_("seules les leçons SCORM se mettent à jour ; le cours est restauré à la main une fois"),),
        better=(
            _(
                "L’administrateur coche « Type de paquetage téléchargé » (Administration du site > Plugins > "
                "Modules d’activité > Paquetage SCORM)."
            ),
        ),
    )
