"""Find Moodle source trees on this machine and say which release each one is.

A tree is only ever read: the site that a test uses runs from a private copy (see installation.py).
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

_RELEASE = re.compile(r"""^\$release\s*=\s*['"]([^'"]+)""", re.MULTILINE)


@dataclass(frozen=True)
class Tree:
    """One Moodle source tree.

    `root` is the folder of admin/cli; `release` is the short number ("4.5"), `build` the full text of version.php.
    """

    root: Path
    release: str
    build: str

    @property
    def web(self) -> Path:
        """The folder that the web server shows: the tree itself, or its `public` folder from 5.1 on."""
        return web_folder(self.root)


def web_folder(root: Path) -> Path:
    """The folder of version.php, local/ and mod/ in the tree at `root`."""
    return root / "public" if (root / "public" / "version.php").is_file() else root


def read_tree(root: Path) -> Tree | None:
    """The tree at `root`, or None when no Moodle is there."""
    version = web_folder(root) / "version.php"
    if not version.is_file() or not (root / "admin" / "cli" / "install_database.php").is_file():
        return None
    found = _RELEASE.search(version.read_text(encoding="utf-8", errors="replace"))
    if found is None:
        return None
    build = found.group(1)
    number = re.match(r"\d+\.\d+", build)
    return Tree(root.resolve(), number.group() if number else build.split()[0], build)


def find_trees(environment: str | None = None, home: Path | None = None) -> list[Tree]:
    """Every tree named by $MOODLE_TREES (`:` between trees or folders of trees) and in ~/moodle, oldest first."""
    named = os.environ.get("MOODLE_TREES", "") if environment is None else environment
    places = [Path(part).expanduser() for part in named.split(":") if part]
    places.append((home or Path.home()) / "moodle")
    found = {tree.root: tree for tree in _trees_in(places)}
    return sorted(found.values(), key=lambda tree: (_as_numbers(tree.release), str(tree.root)))


def _trees_in(places: Iterable[Path]) -> Iterator[Tree]:
    for place in places:
        inside = sorted(place.iterdir()) if place.is_dir() else []
        for candidate in (place, *inside):
            tree = read_tree(candidate) if candidate.is_dir() else None
            if tree is not None:
                yield tree


def _as_numbers(release: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", release))
