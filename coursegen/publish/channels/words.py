"""The channels of a site, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from coursegen.i18n import gettext as _
from coursegen.publish.channels.model import Offer


def channel_lines(offers: Sequence[Offer], chosen: Offer) -> Iterator[str]:
    """Which channel is used, what it can't do, what would make it better; the others in a line each."""
    yield _("Canal : {title}").format(title=chosen.title)
    yield from (_("  • ne fait pas : {text}").format(text=text) for text in chosen.limits)
    yield from (_("  → {text}").format(text=text) for text in chosen.better)
    better = [offer for offer in offers[: offers.index(chosen)] if offer.better]
    for offer in better:
        yield _("Pour avoir « {name} » ({title}) :").format(name=offer.name, title=offer.title)
        yield from (_("  → {text}").format(text=text) for text in offer.better)
    others = ", ".join(offer.name for offer in offers[offers.index(chosen) + 1 :])
    if others:
        yield _("Autres canaux, sur demande (--channel) : {names}").format(names=others)
