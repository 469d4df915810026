"""The password of the account that publishes through a site's pages: in the keyring, or `COURSEGEN_PASSWORD_<NAME>`."""

from __future__ import annotations

import os

from coursegen.errors import SiteError, StorageError, UsageError
from coursegen.i18n import gettext as _
from coursegen.publish.kept_secrets import KeptSecrets
from coursegen.publish.secret import Token
from coursegen.publish.site import Site, token_variable

_PASSWORDS = KeptSecrets("coursegen-password")


def password_variable(name: str) -> str:
    """The environment variable that holds the password of a site."""
    return token_variable(name).replace("COURSEGEN_TOKEN_", "COURSEGEN_PASSWORD_", 1)


def password_place(site: Site) -> str:
    """Where the password is: `environment`, `keyring`, or empty: there is none, or no account to use it with."""
    if not site.account:
        return ""
    if os.environ.get(password_variable(site.name), ""):
        return "environment"
    return "keyring" if _PASSWORDS.of(site.name) else ""


def password_of(site: Site) -> Token:
    """The password of a site's account. Raises SiteError when there is none."""
    text = os.environ.get(password_variable(site.name), "") or _PASSWORDS.of(site.name)
    if not site.account or not text:
        raise SiteError(
            _("Aucun compte avec mot de passe n’est enregistré pour le site « {name} ».").format(name=site.name),
            _(
                "Ajoutez-le : coursegen site add {name} --url … --category … --account COMPTE --password-stdin, "
                "ou mettez le mot de passe dans la variable {variable}."
            ).format(name=site.name, variable=password_variable(site.name)),
        )
    return Token(text)


def keep_password(site: Site, text: str) -> None:
    """Put a password into the keyring. Raises UsageError for an empty one, StorageError without a keyring."""
    if not text:
        raise UsageError(_("Le mot de passe est vide."))
    if not _PASSWORDS.keep(site.name, text):
        raise StorageError(
            _("Cette machine n’a pas de trousseau où garder le mot de passe (ou il est verrouillé)."),
            _("Mettez-le dans la variable d’environnement {variable} : coursegen l’y trouvera.").format(
                variable=password_variable(site.name)
            ),
        )


def forget_password(site: Site) -> None:
    """Take a password out of the keyring, if it is there."""
    _PASSWORDS.forget(site.name)
