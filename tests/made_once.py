"""What several tests look at and none changes: made once a run, whichever of its processes asks first."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from coursegen.build import BuildResult, build_course
from coursegen.build.kinds import usual_kinds
from coursegen.build.ledger import read_ledger
from coursegen.build.office import VARIABLE

EXAMPLES = Path(__file__).parents[1] / "examples"
_DONE = ".fait"


class RunFolder:
    """The folder of one run of the suite, which every worker of pytest-xdist sees."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def folder(self, name: str) -> Path:
        """A folder that every process of the run may write in."""
        (self._path / name).mkdir(parents=True, exist_ok=True)
        return self._path / name

    def made(self, name: str, make: Callable[[Path], object]) -> Path:
        """The folder of that name, filled by `make` for the first who asks; the others wait for it."""
        folder = self.folder(name)
        with self._alone(name):
            if not (folder / _DONE).exists():
                make(folder)
                (folder / _DONE).touch()
        return folder

    def answer(self, name: str, files: list[Path], ask: Callable[[], list[object]]) -> list[object]:
        """What `ask` says of those files: asked once for the same bytes under the same names."""
        figure = hashlib.sha256(b"".join(file.name.encode() + file.read_bytes() for file in files)).hexdigest()
        said = self.made(f"{name}-{figure[:24]}", lambda folder: (folder / "a.json").write_text(json.dumps(ask())))
        return list(json.loads((said / "a.json").read_text()))

    def built(self, example: str, *kinds: str) -> BuildResult:
        """The outputs of an example (the usual kinds when none is named), without LibreOffice, each built once."""
        out = self.folder(f"sorties-{example}")
        with self._alone(out.name), pytest.MonkeyPatch.context() as patch:
            patch.setenv(VARIABLE, "")
            lacking = [kind for kind in kinds or usual_kinds() if kind not in read_ledger(out).kinds]
            if lacking:
                build_course(EXAMPLES / example, out, lacking)
            return build_course(EXAMPLES / example, out, kinds)

    @contextmanager
    def _alone(self, name: str) -> Iterator[None]:
        """No other process of the run does this at the same time."""
        with (self._path / f"{name}.verrou").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


def run_folder(base: Path) -> RunFolder:
    """The folder of the run, told by pytest's temporary folder of this process."""
    shared = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base
    return RunFolder(shared / "une-fois")
