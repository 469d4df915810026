"""moodle-mcp-bridge (PyPI 1.7.0, with mcp<2; its plugin local_mcpbridge 1.6.0), the peer that issue PUBLISH names.

It makes one activity a request, through tools for an assistant; `build_course` makes a whole course of one outline. It
has no plan and no notion of "unchanged": to bring a course up to date is to call `update_page` for each page again.

    MCP_BRIDGE_PYTHON=/venv/bin/python   a Python that has it
    MCP_BRIDGE_PLUGIN=/path/mcpbridge    its plugin, of the same project
"""

from __future__ import annotations

import json
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

NAME = "moodle-mcp-bridge"
PYTHON, PLUGIN = "MCP_BRIDGE_PYTHON", "MCP_BRIDGE_PLUGIN"
# Timed inside its process, its imports apart, as ours is.
_SCRIPT = """
import asyncio, json, sys, time
from moodle_mcp import server
tool = lambda name: server.mcp._tool_manager.get_tool(name).fn
told = json.loads(sys.stdin.read())
def timed(work):
    before = time.perf_counter()
    answer = asyncio.run(work)
    return time.perf_counter() - before, answer
async def again(pages):
    for cmid, content in pages:
        await tool("update_page")(cmid, content)
built, answer = timed(tool("build_course")(told["outline"]))
failed = [one for one in answer["built"] if "error" in one]
assert not failed, failed[:3]
pages = [(one["result"]["cmid"], told["content"]) for one in answer["built"] if one["created"] == "page"]
one, _ = timed(again(pages[:1]))
every, _ = timed(again(pages))
print(json.dumps({"built": built, "one": one, "pages": every}))
"""


@dataclass(frozen=True)
class PeerTimes:
    """Seconds: a course `built`, `one` page changed, all its `pages` written again."""

    built: float
    one: float
    pages: float


def available() -> bool:
    """Both halves of it are here."""
    return bool(os.environ.get(PYTHON)) and plugin().is_dir()


def plugin() -> Path:
    """The folder of its plugin."""
    return Path(os.environ.get(PLUGIN) or "/nowhere")


def measure(url: str, token: str, outline: dict[str, Any], content: str) -> PeerTimes:
    """Build a course of an outline, change its pages."""
    told = json.dumps({"outline": outline, "content": content})
    settings = {"MOODLE_URL": url, "MOODLE_TOKEN": token, "MOODLE_ALLOW_WRITE": "true"}
    command = [os.environ[PYTHON], "-c", _SCRIPT]
    done = subprocess.run(
        command, check=False, input=told, capture_output=True, text=True, env={**os.environ, **settings}
    )
    if done.returncode:
        raise RuntimeError(f"{NAME}: {done.stderr[-2000:]}")
    return PeerTimes(**json.loads(done.stdout.splitlines()[-1]))
