"""The example of the README runs as it stands."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from package_reader import read_package

README = Path(__file__).parents[2] / "moodle_backups" / "README.md"


def test_the_example_of_the_readme_writes_the_course_it_shows(tmp_path: Path) -> None:
    example = re.search(r"```python\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    assert example
    environment = {"PYTHONPATH": str(README.parents[1])}
    done = subprocess.run(
        [sys.executable, "-c", example[1]], cwd=tmp_path, env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.startswith("demo.mbz ")
    package = read_package(tmp_path / "demo.mbz")
    assert package.question("sum").findtext("name") == "A sum"
    assert [path for path, _, _ in package.files("mod_page", "content")] == ["/plan.svg"]
