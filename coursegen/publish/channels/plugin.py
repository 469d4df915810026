"""plugin: through local_coursedeploy: whole courses, updates without harm to learners, the way back."""

from __future__ import annotations

from coursegen.i18n import gettext as _
from coursegen.publish.channels.model import Facts, Offer
from coursegen.publish.seeds import functions_wanted

RANK = 1
_SEEDED = ("forum", "glossary", "data", "wiki")
_PEOPLE = ("core_user_create_users", "enrol_manual_enrol_users", "core_calendar_create_calendar_events")


def offer(facts: Facts) -> Offer:
    """What it can do on a site."""
    title = _("greffon : cours nouveaux, mises à jour sans rien perdre, retour en arrière")
    checkup = facts.checkup
    if checkup is None or checkup.info is None:
        return Offer("plugin", title, usable=False, better=(_install(),))
    limits, better = [], []
    if not checkup.info.updates:
        limits.append(_("le greffon du site ne sait que créer des cours"))
        better.append(_("L’administrateur met à jour le greffon (docs/plugin.md)."))
    if not all(facts.opens(*functions_wanted(kind)) for kind in _SEEDED):
        limits.append(_("messages, définitions, fiches et pages de départ : à mettre à la main"))
        better.append(_("L’administrateur met à jour le greffon : son service ouvre alors ces fonctions."))
    if not facts.opens(*_PEOPLE):
        limits.append(_("comptes, inscriptions et agenda (--people) : à faire sur le site"))
    return Offer("plugin", title, checkup.ready, tuple(limits), tuple(better))


def _install() -> str:
    return _("L’administrateur installe le greffon local_coursedeploy et crée un jeton : une page, docs/plugin.md.")
