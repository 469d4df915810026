"""A private PostgreSQL server for one site: own data folder, Unix socket only, durability off."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

from .errors import LiveSetupError

_SETTINGS = """
listen_addresses = ''
fsync = off
synchronous_commit = off
full_page_writes = off
wal_level = minimal
max_wal_senders = 0
max_connections = 40
shared_buffers = 48MB
max_wal_size = 256MB
autovacuum = off
jit = off
log_min_messages = error
"""


def postgres_programs() -> Path | None:
    """The folder of initdb and pg_ctl (Debian keeps them off the PATH), newest server first; None when absent."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[-3]))
    if debian:
        return debian[-1].parent
    found = shutil.which("initdb")
    return Path(found).resolve().parent if found else None


def _server_account() -> dict[str, Any]:
    # PostgreSQL refuses to run as root; the Debian package brings the account `postgres`.
    return {"user": "postgres", "group": "postgres", "extra_groups": []} if os.geteuid() == 0 else {}


class Cluster:
    """The PostgreSQL server whose data folder is `folder`/data and whose socket lies in `folder`."""

    database = "moodle"
    user = "moodle"
    port = 5432  # only a part of the socket's file name

    def __init__(self, folder: Path) -> None:
        programs = postgres_programs()
        if programs is None:
            raise LiveSetupError("PostgreSQL server programs not found (Debian package postgresql)")
        self.folder = folder
        self._programs = programs

    def create(self) -> None:
        """Make a new cluster with an empty database `moodle` owned by the account `moodle`; leaves it running."""
        self.folder.mkdir(mode=0o700)
        if os.geteuid() == 0:
            shutil.chown(self.folder, "postgres", "postgres")
        self._run("initdb", "-D", self._data, "-A", "trust", "-U", self.user, "-E", "UTF8", "--locale=C.UTF-8",
                  "--no-sync", "--wal-segsize=1")  # fmt: skip
        with (self.folder / "data" / "postgresql.conf").open("a") as settings:
            settings.write(_SETTINGS)
        self.start()
        self._psql("postgres", f"CREATE DATABASE {self.database}")

    def start(self) -> None:
        """Start the server and wait until it answers."""
        options = f"-k {self.folder} -p {self.port}"
        self._run("pg_ctl", "-D", self._data, "-w", "-s", "-o", options, "-l", str(self.folder / "log"), "start")

    def stop(self, *, keep: bool) -> None:
        """Stop the server: cleanly when its files are to be kept, at once otherwise."""
        self._run("pg_ctl", "-D", self._data, "-w", "-s", "-m", "fast" if keep else "immediate", "stop")

    def rows(self, sql: str) -> list[dict[str, Any]]:
        """The rows of one SELECT as dictionaries with JSON types (numeric columns stay numbers)."""
        answer = self._psql(self.database, f"SELECT coalesce(json_agg(t), '[]') FROM ({sql.rstrip('; ')}) t")
        rows: list[dict[str, Any]] = json.loads(answer)
        return rows

    @property
    def _data(self) -> str:
        return str(self.folder / "data")

    def _psql(self, database: str, sql: str) -> str:
        where = ["-h", str(self.folder), "-p", str(self.port), "-U", self.user, "-d", database]
        return self._run("psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", *where, "-c", sql)

    def _run(self, program: str, *arguments: str) -> str:
        # pg_ctl leaves a server behind that would hold a pipe open for ever: its words are in the log instead.
        to = subprocess.DEVNULL if program == "pg_ctl" else subprocess.PIPE
        command = [str(self._programs / program), *arguments]
        done = subprocess.run(
            command,
            check=False,
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            stdout=to,
            stderr=to,
            text=True,
            **_server_account(),
        )
        if done.returncode:
            raise LiveSetupError(f"{program} failed: {done.stderr or self._log()}")
        return done.stdout or ""

    def _log(self) -> str:
        log = self.folder / "log"
        return log.read_text(errors="replace")[-2000:] if log.is_file() else "no server log"
