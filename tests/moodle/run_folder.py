"""The temporary folder of one test run: everything the live tests write lies in it, and goes with it.

The owner holds a lock on `owner.lock` as long as it lives. A folder whose lock is free belongs to a run that was
killed; the next run stops the servers left in it and removes it.
"""

from __future__ import annotations

import atexit
import contextlib
import fcntl
import os
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

PREFIX = "coursegen-live-"
_GONE = "coursegen-gone-"
_SERVERS = ("php", "postgres")


class RunFolder:
    """A locked temporary folder, removed with the processes that run in it by `close()` or at exit.

    `/tmp` is used whatever TMPDIR says when TMPDIR is long: a Unix socket path may not exceed 107 bytes.
    """

    def __init__(self, parent: Path | None = None) -> None:
        place = parent or _short_temporary_folder()
        sweep_orphans(place)
        # The name that sweepers look for comes only after the lock is held, so no one takes us for an orphan.
        fresh = Path(tempfile.mkdtemp(prefix="coursegen-new-", dir=place))
        self._lock = _locked(fresh / "owner.lock")
        assert self._lock is not None
        self.path = fresh.rename(place / fresh.name.replace("coursegen-new-", PREFIX))
        self.path.chmod(0o711)  # the database runs as another user and must be able to pass through
        atexit.register(self.close)

    def folder(self, name: str) -> Path:
        """A new empty folder in the run folder."""
        made = self.path / name
        made.mkdir(parents=True)
        return made

    def close(self) -> None:
        """Stop what still runs in the folder and remove it; harmless when called again."""
        atexit.unregister(self.close)
        if self._lock is not None:
            _destroy(self.path)
            self._lock.close()
            self._lock = None


def sweep_orphans(place: Path) -> None:
    """Remove the folders of runs that died without cleaning, and end the servers left running in them."""
    for folder in place.glob(PREFIX + "*"):
        with contextlib.suppress(OSError):
            lock = _locked(folder / "owner.lock")
            if lock is not None:
                with lock:
                    _destroy(folder)
    for folder in place.glob(_GONE + "*"):
        _remove(folder)


def _short_temporary_folder() -> Path:
    usual = Path(tempfile.gettempdir())
    return usual if len(str(usual)) < 50 else Path("/tmp")


def _locked(path: Path) -> IO[str] | None:
    """The open file with our lock on it, or None when another process holds the lock."""
    file = path.open("a")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.close()
        return None
    return file


def _destroy(folder: Path) -> None:
    for process in servers_in(folder):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.kill(process, signal.SIGQUIT)  # PostgreSQL's order to stop at once, shared memory cleared
            os.kill(process, signal.SIGTERM)  # for PHP: what a shell starts behind itself never sees SIGQUIT
    _remove(folder.rename(folder.with_name(folder.name.replace(PREFIX, _GONE))))


def _remove(folder: Path) -> None:
    # 100,000 files take their time: nobody waits for it, and when it is broken off, the next run goes on.
    subprocess.run(["sh", "-c", 'rm -rf "$1" >/dev/null 2>&1 &', "sh", str(folder)], check=False)


def servers_in(folder: Path) -> Iterator[int]:
    """The process numbers of PHP and PostgreSQL servers whose working folder lies in `folder`."""
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        with contextlib.suppress(OSError):
            inside = (entry / "cwd").readlink().is_relative_to(folder)
            if inside and (entry / "comm").read_text().startswith(_SERVERS):
                yield int(entry.name)
