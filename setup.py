"""What setup.cfg can't say: the example courses travel inside the wheel, as `coursegen/examples_data`."""

from __future__ import annotations

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

ROOT = Path(__file__).parent


class BuildWithExamples(build_py):
    """Copies `examples/` beside the package when a wheel is built; an editable install reads them where they are."""

    def run(self) -> None:
        """Build the packages, then add the examples."""
        super().run()
        if not self.editable_mode:
            target = Path(self.build_lib) / "coursegen" / "examples_data"
            shutil.rmtree(target, ignore_errors=True)
            shutil.copytree(ROOT / "examples", target)


setup(cmdclass={"build_py": BuildWithExamples})
