"""The player's parts run in node, in the window and with the LMS of `world.js`."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

from coursegen.outputs import scorm

PLAYER = Path(scorm.__file__).parent / "player"
PARTS = ("codec", "marking", "driver_browser", "driver_lms", "witness", "late")

WORLD = Path(__file__).with_suffix(".js").read_text("utf-8")


def play(node: str, edition: int, script: str, more: str = "") -> Any:
    """What a script returns that plays with the tracker and the driver of that edition (12 or 2004), `more` at hand."""
    driver = {12: "driver_scorm12", 2004: "driver_scorm2004"}[edition]
    sources = "\n".join((PLAYER / f"{name}.js").read_text("utf-8") for name in (*PARTS, driver, "tracker"))
    program = f"{WORLD}\n{sources}\n{more}\nconsole.log(JSON.stringify((() => {{ {script} }})()));"
    done = subprocess.run([node, "-"], input=program, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
