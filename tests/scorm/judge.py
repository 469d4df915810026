"""The static judge of packages, kept in this process: to start it anew for each package takes longer than its work."""

from __future__ import annotations

import importlib.util
import io
import json
import sys
from contextlib import redirect_stdout, suppress
from functools import cache
from pathlib import Path
from types import ModuleType
from unittest.mock import patch


def judged(package: Path, tools: Path) -> list[str]:
    """What the static judge holds against a package."""
    said = io.StringIO()
    judge = _judge(tools / "scorm_runner" / "check_package.py")
    with (
        patch.object(sys, "argv", ["check_package", str(package), "--json"]),
        redirect_stdout(said),
        suppress(SystemExit),
    ):
        judge.main()
    return [f"{name} {detail}" for level, name, detail in json.loads(said.getvalue())["bars"] if level != "pass"]


@cache
def _judge(script: Path) -> ModuleType:
    """The judge as a module. It begins its work when it is loaded; told that nothing is there to judge, it stops."""
    spec = importlib.util.spec_from_file_location("scorm_judge", script)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    with patch.object(sys, "argv", ["check_package", "--help"]), redirect_stdout(io.StringIO()), suppress(SystemExit):
        spec.loader.exec_module(module)
    return module
