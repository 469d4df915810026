"""Secrets of sites in the system's keyring. A machine without a keyring, or with a locked one, keeps none."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass

import keyring
from keyring.errors import KeyringError


@dataclass(frozen=True)
class KeptSecrets:
    """The secrets of one kind, each under the name of its site. `service`: what the keyring calls the kind."""

    service: str

    def of(self, site: str) -> str:
        """The secret of a site; empty when there is none, or no keyring."""
        try:
            return keyring.get_password(self.service, site) or ""
        except (KeyringError, RuntimeError):
            return ""

    def keep(self, site: str, secret: str) -> bool:
        """Put a secret into the keyring. Whether it is there: a fault of the keyring's might repeat the secret."""
        try:
            keyring.set_password(self.service, site, secret)
        except (KeyringError, RuntimeError):
            return False
        return True

    def forget(self, site: str) -> None:
        """Take a secret out of the keyring, if it is there."""
        if self.of(site):
            with suppress(KeyringError, RuntimeError):
                keyring.delete_password(self.service, site)
