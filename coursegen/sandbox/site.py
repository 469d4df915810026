"""The sandbox as one thing: its folder, its web services, its pages, and the HTTP server in front of them."""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from coursegen.sandbox.faults import Faults
from coursegen.sandbox.http import Answer, Asked, read_request
from coursegen.sandbox.jobs import Bench
from coursegen.sandbox.rest import WebServices
from coursegen.sandbox.shelf import Shelf
from coursegen.sandbox.store import Store
from moodle_backups.errors import BackupError

LOOPBACK: Final = "127.0.0.1"
_OWN_HOSTS: Final = frozenset({LOOPBACK, "localhost"})
_MOST_BODY: Final = 64 * 1024 * 1024


class Sandbox:
    """A running sandbox; a context that ends it. `port` 0: any free one."""

    def __init__(
        self, folder: Path, *, port: int = 0, faults: Faults | None = None, now: Callable[[], float] = time.time
    ) -> None:
        """Open the folder and bind the port. Raises OSError."""
        self.store = Store(folder)
        self.shelf = Shelf(self.store.packages)
        self.faults = faults or Faults()
        self.token = _token(self.store)
        self.ended = threading.Event()
        self._server = _Server((LOOPBACK, port), _Handler)
        self._server.sandbox = self
        self.address = f"http://{LOOPBACK}:{self._server.server_port}"
        self.bench = Bench(self.store, self.shelf, self.address, now)
        self.services = WebServices(self.bench, self.token, self.faults)
        self._thread: threading.Thread | None = None

    def serve(self) -> None:
        """Answer until stopped."""
        self._server.serve_forever(poll_interval=0.01)

    def start(self) -> Sandbox:
        """Answer in a thread of its own, which ends with the process."""
        if self._thread is None:
            self._thread = threading.Thread(target=self.serve, daemon=True)
            self._thread.start()
        return self

    def stop(self) -> None:
        """End it, and let go of the files."""
        self.ended.set()
        if self._thread:
            self._server.shutdown()
            self._thread.join()
        self._server.server_close()
        self.shelf.close()
        self.store.close()

    def __enter__(self) -> Sandbox:
        return self.start()

    def __exit__(self, *_failure: object) -> None:
        self.stop()

    def answer(self, asked: Asked) -> Answer:
        """Answer one request, whatever it is."""
        if urlsplit(f"//{asked.headers.get('host', '')}").hostname not in _OWN_HOSTS:
            return Answer(b"", 421)  # a page of elsewhere whose name was turned to this machine
        if asked.path == "/webservice/rest/server.php":
            return self.services.call(asked)
        if asked.path == "/webservice/upload.php":
            return self.services.upload(asked)
        return self._page(asked)

    def _page(self, asked: Asked) -> Answer:
        """A page; a package that was taken away from the disk is told in words."""
        from coursegen.sandbox.pages import page, unreadable

        try:
            return page(self.bench, asked)
        except (BackupError, OSError, KeyError) as failure:
            return unreadable(str(failure))


def _token(store: Store) -> str:
    with store.writing():
        token = store.setting("token") or secrets.token_hex(16)
        store.remember("token", token)
    return token


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    sandbox: Sandbox

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that went away in the middle of an answer is no news for the terminal."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # head and body go out at once: else each answer waits 40 ms for a receipt
    wbufsize = -1
    server: _Server

    def do_GET(self) -> None:
        self._serve()

    def do_POST(self) -> None:
        self._serve()

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: requests hold tokens, and a person wants a quiet terminal."""

    def _serve(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        if length > _MOST_BODY:
            self._send(Answer(b"", 413))
            self.close_connection = True
            return
        body = self.rfile.read(length) if length else b""
        headers = {name.lower(): value for name, value in self.headers.items()}
        self._send(self.server.sandbox.answer(read_request(self.command, self.path, headers, body)))

    def _send(self, answer: Answer) -> None:
        if answer.status < 0:
            self.server.sandbox.ended.wait()
        if answer.status <= 0:
            self.close_connection = True
            return
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.kind)
        self.send_header("Content-Length", str(len(answer.body)))
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(answer.body)
        self.wfile.flush()
