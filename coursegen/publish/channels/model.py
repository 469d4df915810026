"""What is known of a site when a channel is chosen, and what a channel offers there."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from coursegen.publish.checkup import Checkup


@dataclass(frozen=True, slots=True)
class Facts:
    """What a site lets us do.

    `token`: there is one; `functions`: what it opens (None: the site can't say, or there is no token); `checkup`: what
    the plugin told; `password`: an account with a password is known; `numbered`: the category is given by its number.
    """

    token: bool
    functions: Collection[str] | None = None
    checkup: Checkup | None = None
    password: bool = False
    numbered: bool = False

    def opens(self, *names: str) -> bool:
        """Whether the token opens all these functions, as far as the site tells."""
        return self.token and (self.functions is None or all(name in self.functions for name in names))


@dataclass(frozen=True, slots=True)
class Offer:
    """A channel on one site. `limits`: what it can't do there; `better`: what an administrator or you could change."""

    name: str
    title: str
    usable: bool
    limits: tuple[str, ...] = ()
    better: tuple[str, ...] = ()
