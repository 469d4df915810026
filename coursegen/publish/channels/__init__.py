"""The ways by which a course gets onto a site. Each is a module of this folder with ``RANK`` and ``offer(facts)``."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

from coursegen.publish.channels.model import Facts, Offer

__all__ = ["NAMES", "Facts", "Offer", "best", "offers"]


def offers(facts: Facts) -> list[Offer]:
    """What every channel offers on a site, the best first."""
    return [channel.offer(facts) for channel in _channels()]


def best(found: Sequence[Offer]) -> Offer:
    """The channel that is used when nobody asks for another: there is always the manual one."""
    return next(offer for offer in found if offer.usable)


def _channels() -> list[ModuleType]:
    modules = (import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__))
    return sorted((module for module in modules if hasattr(module, "RANK")), key=lambda module: int(module.RANK))


NAMES = tuple(channel.__name__.rsplit(".", 1)[-1] for channel in _channels())
"""Their names, the best first."""
