"""Moodle's player on this machine: its own unmodified scripts around the package, and a server that can be cut off.

The scripts are read from a Moodle tree; nothing of them is kept here.
"""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

_TYPES = {"html": "text/html; charset=utf-8", "js": "text/javascript", "css": "text/css", "svg": "image/svg+xml"}
_READ = ("lesson_location", "lesson_status", "score.raw", "score.min", "score.max", "exit")
# What the scripts expect around them on Moodle's page (mod/scorm/player.php).
_AROUND = """
window.Y = {later: () => ({cancel() {}}), on() {}, io() {}, log() {}};
window.YUI = () => ({use: (name, act) => act(window.Y)});
window.M = {mod_scorm: {connectPrereqCallback: {success() {}}}};
window.scorm_current_node = {scoid: 1};
window.mod_scorm_launch_next_sco = window.mod_scorm_launch_prev_sco = () => {};
window.underscore = text => String(text).replace(/.N/g, '.').replace(/\\./g, '__');
"""


class MoodlePlayer:
    """What a learner's record holds (`stored`, by element of the data model), and whether the server is there."""

    def __init__(self, tree: Path, folder: Path) -> None:
        self.stored: dict[str, str] = {}
        self.there = True
        self.address = ""
        self._scripts, self._folder = tree / "mod" / "scorm", folder

    def answer(self, path: str) -> tuple[str, bytes] | None:
        """The type and the bytes at a path; None for nothing there."""
        if path == "/player":
            return _TYPES["html"], self._page().encode()
        root, place = (self._scripts, path[8:]) if path.startswith("/moodle/") else (self._folder, path[1:])
        file = root / unquote(place)
        return (_TYPES.get(file.suffix[1:], "application/octet-stream"), file.read_bytes()) if file.is_file() else None

    def take(self, body: str, kind: str) -> None:
        """A save: of the form of a request, or of a beacon (parts between boundaries)."""
        bounds = re.search("boundary=(.*)$", kind)
        parts = body.split("--" + bounds[1]) if bounds else []
        pairs = [found.groups() for part in parts if (found := re.search(r'name="(.+?)"\r\n\r\n(.*)\r\n$', part, re.S))]
        for name, value in pairs or parse_qsl(body, keep_blank_values=True):
            if name.startswith("cmi__"):
                self.stored[re.sub(r"_(\d+)(?=\.)", r".\1", name.replace("__", "."))] = value

    def _page(self) -> str:
        given = {f"cmi.core.{name}": self.stored.get(f"cmi.core.{name}", "") for name in _READ}
        given |= {"cmi.core.student_id": "7", "cmi.core.student_name": "Ngo, Aïcha", "cmi.core.credit": "credit"}
        given |= {"cmi.core.lesson_mode": "normal", "cmi.core.total_time": "00:00:00", "cmi.core.entry": ""}
        given |= {"cmi.suspend_data": self.stored.get("cmi.suspend_data", ""), "cmi.student_data.mastery_score": "60"}
        text = [json.dumps(rf"^[\u0000-\uFFFF]{{0,{most}}}$") for most in (255, 4096)]
        order = ["Y", json.dumps({1: given}), "{1: ''}, {1: ''}", *text, "false, 0, 1", json.dumps(self.address)]
        call = ", ".join([*order, "'key', 1, 1, 'normal', 1, '', false, true, '3'"])
        scripts = "".join(
            f'<script src="/moodle/{name}"></script>' for name in ("request.js", "datamodels/scorm_12.js")
        )
        frame = '<iframe name="sco" src="/index.html" width="1000" height="700"></iframe>'
        return f"<!doctype html><script>{_AROUND}</script>{scripts}<script>M.scorm_api.init({call})</script>{frame}"


@contextmanager
def running_moodle(tree: Path, folder: Path) -> Iterator[MoodlePlayer]:
    """The player at an address of this machine, around the package in that folder."""
    player = MoodlePlayer(tree, folder)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found = player.answer(urlsplit(self.path).path) if player.there else None
            self._send(*(found or ("text/plain", b"")), status=200 if found else 404)

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            if not player.there:
                self.close_connection = True
                self.connection.close()
                return
            player.take(body, self.headers["Content-Type"])
            self._send("text/plain", b"true\n0")

        def _send(self, kind: str, content: bytes, status: int = 200) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Cache-Control", "no-store")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:
            """Nothing to tell."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    player.address = f"http://127.0.0.1:{server.server_address[1]}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield player
    finally:
        server.shutdown()
        server.server_close()
