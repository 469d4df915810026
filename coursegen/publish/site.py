"""The Moodle sites a person publishes to: addresses in a settings file, tokens in the system's keyring.

The settings file (`sites.json` in the user's settings folder, or in `COURSEGEN_CONFIG_DIR`) never holds a
token. A token comes from the environment variable `COURSEGEN_TOKEN_<NAME>` when it is set (scripts), else
from the keyring.
"""

from __future__ import annotations

import json
import os
import re
import tempfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

import platformdirs

from coursegen.errors import SiteError, StorageError, UsageError, reason_of
from coursegen.i18n import gettext as _

from .kept_secrets import KeptSecrets
from .plugin import Category
from .rest import checked_address
from .secret import Token

BUILT_IN = "bac-a-sable"
"""The sandbox on this machine: a site that nobody has to add."""

_TOKENS = KeptSecrets("coursegen")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,39}")
_TOKEN = re.compile(r"[A-Za-z0-9]{16,128}")


@dataclass(frozen=True)
class Site:
    """A site to publish to: its name here, its address, and the category of its courses.

    `account`: the name with which a person logs in there, for sites whose web services are closed; mostly empty.
    """

    name: str
    url: str
    category: str
    account: str = ""

    def where(self) -> Category:
        """The category as the site is asked for it."""
        return Category.named(self.category)


def checked_site(name: str, url: str, category: str, account: str = "") -> Site:
    """A site from what a person typed. Raises UsageError."""
    if not _NAME.fullmatch(name):
        raise UsageError(
            _("« {name} » ne peut pas nommer un site.").format(name=name),
            _("Utilisez des lettres sans accent, des chiffres, - et _, par exemple : essai"),
        )
    if name == BUILT_IN:
        raise UsageError(
            _("« {name} » est le site intégré à coursegen, pour essayer.").format(name=name),
            _("Donnez un autre nom à ce site, par exemple : essai"),
        )
    if not category.strip():
        raise UsageError(_("Donnez la catégorie où les cours seront créés : son numéro ou son identifiant."))
    return Site(name, checked_address(url), category.strip(), account.strip())


class Registry:
    """The sites known on this machine, in the order of their names."""

    def __init__(self, folder: Path | None = None) -> None:
        self._file = (folder or _settings_folder()) / "sites.json"

    def all(self) -> list[Site]:
        """Every site. Raises StorageError when the settings file cannot be read."""
        return [site for _name, site in sorted(self._read().items())]

    def get(self, name: str) -> Site:
        """One site; the sandbox is served from now on. Raises UsageError when there is none of that name."""
        sites = self._read()
        if name == BUILT_IN and name not in sites:
            return _sandbox()
        if name not in sites:
            known = ", ".join(sorted({*sites, BUILT_IN}))
            raise UsageError(
                _("Aucun site ne s’appelle « {name} » (sites connus : {known}).").format(name=name, known=known),
                _("Ajoutez-le : coursegen site add {name} --url … --category …").format(name=name),
            )
        return sites[name]

    def put(self, site: Site) -> None:
        """Keep a site, in place of one of the same name. Raises UsageError when another one shares its variables."""
        self.demand_own_variable(site.name)
        self._write({**self._read(), site.name: site})

    def demand_own_variable(self, name: str) -> None:
        """Raises UsageError when the variable of a site's token would be that of another site too."""
        for other in sorted(self._read()):
            if other != name and token_variable(other) == token_variable(name):
                raise UsageError(
                    _("Les sites « {other} » et « {name} » auraient la même variable : {variable}.").format(
                        other=other, name=name, variable=token_variable(other)
                    ),
                    _("Donnez un nom qui diffère par ses lettres ou ses chiffres, par exemple : {name}2").format(
                        name=name
                    ),
                )

    def drop(self, name: str) -> None:
        """Forget a site. Raises UsageError when there is none of that name."""
        if name == BUILT_IN and name not in self._read():
            raise UsageError(_("Le site « {name} » est intégré à coursegen : il ne se retire pas.").format(name=name))
        self.get(name)
        self._write({known: site for known, site in self._read().items() if known != name})

    def _read(self) -> dict[str, Site]:
        try:
            entries = json.loads(self._file.read_text(encoding="utf-8"))
            return {
                name: Site(name, entry["url"], str(entry["category"]), str(entry.get("account", "")))
                for name, entry in entries.items()
            }
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise StorageError(
                _("La liste des sites « {file} » est illisible ({reason}).").format(
                    file=self._file, reason=_unreadable(error)
                ),
                _("Corrigez ou supprimez ce fichier, puis ajoutez à nouveau vos sites."),
            ) from error

    def _write(self, sites: Mapping[str, Site]) -> None:
        entries = {
            name: {k: v for k, v in asdict(site).items() if k != "name" and (v or k != "account")}
            for name, site in sorted(sites.items())
        }
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            _replace(self._file, json.dumps(entries, ensure_ascii=False, indent=2) + "\n")
        except OSError as error:
            raise StorageError(
                _("Impossible d’écrire « {file} » ({reason}).").format(file=self._file, reason=reason_of(error))
            ) from error


def _sandbox() -> Site:
    from coursegen.sandbox import embedded

    return Site(BUILT_IN, embedded.address(), embedded.CATEGORY)


def _is_sandbox(site: Site) -> bool:
    from coursegen.sandbox import embedded

    return site == Site(BUILT_IN, embedded.address(), embedded.CATEGORY) if site.name == BUILT_IN else False


def token_variable(name: str) -> str:
    """The environment variable that holds the token of a site."""
    return "COURSEGEN_TOKEN_" + re.sub(r"[^A-Z0-9]", "_", name.upper())


def token_place(site: Site) -> str:
    """Where the token of a site is: `environment`, `keyring`, or empty when there is none."""
    if os.environ.get(token_variable(site.name), "").strip():
        return "environment"
    return "keyring" if _TOKENS.of(site.name) else ""


def token_of(site: Site) -> Token:
    """The token of a site. Raises SiteError when there is none."""
    variable = token_variable(site.name)
    if _is_sandbox(site):
        from coursegen.sandbox import embedded

        return checked_token(embedded.token())
    if text := os.environ.get(variable, "").strip() or _TOKENS.of(site.name):
        return checked_token(text)
    raise SiteError(
        _("Aucun jeton n’est enregistré pour le site « {name} ».").format(name=site.name),
        _("Ajoutez-le avec « coursegen site add {name} … », ou mettez-le dans la variable {variable}.").format(
            name=site.name, variable=variable
        ),
    )


def checked_token(text: str) -> Token:
    """A token as a person pasted it. Raises UsageError, without repeating it."""
    if not _TOKEN.fullmatch(text.strip()):
        raise UsageError(
            _("Ce n’est pas un jeton de Moodle : il n’a que des lettres et des chiffres, 32 d’ordinaire."),
            _("Copiez-le de nouveau depuis la page « Gérer les jetons » du site."),
        )
    return Token(text.strip())


def keep_token(site: Site, token: Token) -> None:
    """Put a token into the keyring. Raises StorageError when this machine has none."""
    if not _TOKENS.keep(site.name, token.reveal()):
        raise StorageError(
            _("Cette machine n’a pas de trousseau où garder le jeton (ou il est verrouillé)."),
            _("Mettez le jeton dans la variable d’environnement {variable} : coursegen l’y trouvera.").format(
                variable=token_variable(site.name)
            ),
        )


def forget_token(site: Site) -> None:
    """Take a token out of the keyring, if it is there."""
    _TOKENS.forget(site.name)


def _unreadable(error: Exception) -> str:
    if isinstance(error, OSError):
        return reason_of(error)
    if isinstance(error, json.JSONDecodeError):
        return _("ce n’est pas du JSON, ligne {line}").format(line=error.lineno)
    return _("elle n’a pas la forme attendue")


def _settings_folder() -> Path:
    named = os.environ.get("COURSEGEN_CONFIG_DIR")
    return Path(named) if named else platformdirs.user_config_path("coursegen", appauthor=False)


def _replace(file: Path, text: str) -> None:
    """Write a file beside and rename it: it is never half written."""
    handle, beside = tempfile.mkstemp(dir=file.parent, prefix=file.name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            stream.write(text)
        Path(beside).replace(file)
    except OSError:
        Path(beside).unlink(missing_ok=True)
        raise
