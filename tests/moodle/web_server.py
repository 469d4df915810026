"""PHP's own web server for one site, on a free loopback port."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from .errors import LiveSetupError

PHP = (
    "php",
    "-d",
    "max_input_vars=5000",
    "-d",
    "memory_limit=512M",
    "-d",
    "display_errors=1",
    "-d",
    "log_errors=0",
)
_SERVER_OPTIONS = (
    "-d", "upload_max_filesize=200M", "-d", "post_max_size=210M",
    "-d", "opcache.enable=1", "-d", "opcache.memory_consumption=192", "-d", "opcache.max_accelerated_files=20000",
)  # fmt: skip
_WORKERS = "4"
_PATIENCE = 20.0  # seconds


@dataclass(frozen=True)
class Page:
    """An answer of the site: its text and the addresses of its style sheets and scripts."""

    text: str
    assets: tuple[str, ...]


class WebServer:
    """Serves `folder` at `url`; what PHP logs goes to `log`."""

    def __init__(self, folder: Path, log: Path) -> None:
        self._folder = folder
        self._log = log
        self._process: subprocess.Popen[bytes] | None = None
        self.port = 0

    @property
    def url(self) -> str:
        """The address of the site, without a slash at the end."""
        return f"http://127.0.0.1:{self.port}"

    def choose_port(self) -> None:
        """Take a port that is free now; `start()` says so when another program took it meanwhile."""
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])

    def start(self) -> None:
        """Start serving and return when the server takes connections."""
        command = [*PHP, *_SERVER_OPTIONS, "-S", f"127.0.0.1:{self.port}", "-t", str(self._folder)]
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                command, cwd=self._folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                env=os.environ | {"PHP_CLI_SERVER_WORKERS": _WORKERS}, start_new_session=True,
            )  # fmt: skip
        self._wait()

    def stop(self) -> None:
        """End the server and its workers."""
        if self._process is None:
            return
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self._process = None
        # A worker may outlive its parent by a moment, and would be taken for the next server.
        with contextlib.suppress(OSError):
            while True:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()

    def _wait(self) -> None:
        assert self._process is not None
        limit = time.monotonic() + _PATIENCE
        while time.monotonic() < limit and self._process.poll() is None:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), timeout=1):
                return
            time.sleep(0.02)
        said = self._log.read_text(errors="replace")[-1000:]
        raise LiveSetupError(f"PHP's web server did not start on port {self.port}: {said}")


def page(url: str) -> Page:
    """Fetch one page of a site without any account; raises LiveSetupError for an error answer."""
    try:
        with urllib.request.urlopen(url, timeout=120) as answer:
            text = answer.read().decode("utf-8", errors="replace")
    except urllib.error.HTTPError as error:
        raise LiveSetupError(f"{url}: {error} {error.read().decode(errors='replace')[:2000]}") from error
    found = re.findall(r'(?:<link[^>]*href|<script[^>]*src)="([^"]+)"', text)
    return Page(text, tuple(address.replace("&amp;", "&") for address in found if address.startswith("http")))
