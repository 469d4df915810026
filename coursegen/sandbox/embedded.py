"""The sandbox that every installation has: the site `bac-a-sable`, without anything to add or to start.

Its state lies in the account's data folder (`COURSEGEN_SANDBOX_DIR` names another). A command that needs it uses the
one that runs already (`coursegen preview`), else it serves itself for as long as it lives.
"""

from __future__ import annotations

import errno
import http.client
import os
import sqlite3
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import Final

import platformdirs

from coursegen.errors import StorageError, reason_of
from coursegen.i18n import gettext as _
from coursegen.sandbox.site import LOOPBACK, Sandbox
from coursegen.sandbox.site_info import CATEGORY_NAME
from coursegen.sandbox.store import Store

NAME: Final = "bac-a-sable"
CATEGORY: Final = CATEGORY_NAME
PORT: Final = 8641
_PORTS: Final = range(PORT, PORT + 10)
_PATIENCE: Final = 2.0  # seconds for the answer of a sandbox that runs


def data_folder() -> Path:
    """Where the sandbox of this account is kept."""
    named = os.environ.get("COURSEGEN_SANDBOX_DIR")
    return Path(named) if named else platformdirs.user_data_path("coursegen", appauthor=False) / NAME


def running(folder: Path, port: int = 0) -> str:
    """The address of the sandbox that serves this folder now; empty when none does."""
    ports = (port,) if port else _PORTS
    return next((f"http://{LOOPBACK}:{port}" for port in ports if _served_at(port) == str(folder)), "")


def _served_at(port: int) -> str:
    with closing(http.client.HTTPConnection(LOOPBACK, port, timeout=_PATIENCE)) as line:
        try:
            line.request("GET", "/bac-a-sable")
            answer = line.getresponse()
            return answer.read(4096).decode("utf-8", "replace") if answer.status == 200 else ""
        except (OSError, http.client.HTTPException):
            return ""


def opened(folder: Path, port: int = 0) -> Sandbox:
    """A sandbox on that folder, its port bound; 0: the usual one, or the next that is free. Raises StorageError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for wanted in (port,) if port else (*_PORTS, 0):
            try:
                return Sandbox(folder, port=wanted)
            except OSError:
                if wanted == port:
                    raise
        raise OSError("no port")
    except sqlite3.Error as error:
        full = "full" in str(error)
        reason = _("le disque est plein") if full else _("son fichier n’est pas lisible")
        remedy = _("Libérez de la place, ou donnez un autre dossier par COURSEGEN_SANDBOX_DIR.")
        raise StorageError(_closed_text(folder, reason), remedy) from error
    except OSError as error:
        taken = error.errno == errno.EADDRINUSE
        reason = _("le port est déjà pris") if taken else reason_of(error)
        remedy = _("Donnez un autre port (--port), ou un autre dossier par COURSEGEN_SANDBOX_DIR.")
        raise StorageError(_closed_text(folder, reason), remedy) from error


def _closed_text(folder: Path, reason: str) -> str:
    return _("Le bac à sable ne s’ouvre pas dans « {folder} » ({reason}).").format(folder=folder, reason=reason)


def address() -> str:
    """The address of the sandbox, served by this process when nobody does. Raises StorageError."""
    folder = data_folder()
    return running(folder) or served(folder).address


@cache
def served(folder: Path) -> Sandbox:
    """The sandbox of a folder, served by this process to its end. Raises StorageError."""
    return opened(folder).start()


def token() -> str:
    """What opens the web services of this account's sandbox."""
    with closing(Store(data_folder())) as store:
        return store.setting("token")
