"""What the sandbox keeps on disk: one SQLite file for what moves, and the packages beside it under their sha1.

Everything that moves together is written in one transaction (`Store.writing`), so that a killed process leaves a state
that was whole once. Two processes may share a folder (`preview` and `publish`): SQLite locks, nothing is kept in
memory between calls but packages, which never change.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS number (id INTEGER PRIMARY KEY AUTOINCREMENT);
CREATE TABLE IF NOT EXISTS course (id INTEGER PRIMARY KEY, idnumber TEXT, shortname TEXT, content TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS job (request TEXT PRIMARY KEY, content TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS draft (area INTEGER, name TEXT, content BLOB, PRIMARY KEY (area, name));
CREATE TABLE IF NOT EXISTS snapshot (id INTEGER PRIMARY KEY, course INTEGER, request TEXT, time INTEGER, content TEXT);
CREATE TABLE IF NOT EXISTS record (
    id INTEGER PRIMARY KEY, course INTEGER, activity INTEGER, learner INTEGER, sort TEXT, time INTEGER, content TEXT);
CREATE INDEX IF NOT EXISTS record_place ON record (course, activity, sort);
CREATE TABLE IF NOT EXISTS setting (name TEXT PRIMARY KEY, value TEXT);
"""
_OWN: Final = 0o600
_PATIENCE: Final = 30.0  # seconds to wait for another process's transaction


class Store:
    """The sandbox's folder. Safe to use from several threads."""

    def __init__(self, folder: Path) -> None:
        """Open the folder, made if it isn't there. Raises OSError, sqlite3.Error."""
        self.folder = folder
        self.packages = folder / "paquets"
        self.packages.mkdir(parents=True, exist_ok=True)
        self._lock = threading.RLock()
        self._depth = 0
        path = folder / "bac-a-sable.sqlite"
        path.touch(mode=_OWN)  # learners' names and answers: for this account alone, as the files SQLite puts beside
        for one in folder.glob(f"{path.name}*"):
            one.chmod(_OWN)
        self._db = sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None, check_same_thread=False)
        self._db.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;" + _SCHEMA)

    def close(self) -> None:
        """Let go of the files."""
        with self._lock:
            self._db.close()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """A transaction: all of it is kept, or nothing. One inside another joins it."""
        with self._lock:
            if self._depth == 0:
                self._db.execute("BEGIN IMMEDIATE")
            self._depth += 1
            try:
                yield
            except BaseException:
                self._depth -= 1
                if self._depth == 0:
                    self._db.execute("ROLLBACK")
                raise
            self._depth -= 1
            if self._depth == 0:
                self._db.execute("COMMIT")

    def rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """All rows of a query."""
        with self._lock:
            return self._db.execute(query, values).fetchall()

    def row(self, query: str, *values: object) -> tuple[Any, ...] | None:
        """The first row of a query."""
        found = self.rows(query, *values)
        return found[0] if found else None

    def do(self, query: str, *values: object) -> None:
        """Write something."""
        with self.writing():
            self._db.execute(query, values)

    def next_id(self) -> int:
        """A number that nothing on this site has had."""
        with self.writing():
            number = self._db.execute("INSERT INTO number DEFAULT VALUES").lastrowid
        assert number is not None
        return number

    def setting(self, name: str, default: str = "") -> str:
        """A remembered value."""
        found = self.row("SELECT value FROM setting WHERE name = ?", name)
        return str(found[0]) if found else default

    def remember(self, name: str, value: str) -> None:
        """Remember a value."""
        self.do("INSERT OR REPLACE INTO setting VALUES (?, ?)", name, value)

    def keep_package(self, content: bytes) -> str:
        """Keep a package; its sha1. Written beside and renamed: there is never half a one."""
        sha1 = hashlib.sha1(content, usedforsecurity=False).hexdigest()
        path = self.package_path(sha1)
        if not path.exists():
            handle, beside = tempfile.mkstemp(dir=self.packages)
            with os.fdopen(handle, "wb") as stream:
                stream.write(content)
            Path(beside).replace(path)
        return sha1

    def package_path(self, sha1: str) -> Path:
        """Where the package of that sha1 lies."""
        return self.packages / f"{sha1}.mbz"


def as_json(value: object) -> str:
    """A value as it is kept."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
