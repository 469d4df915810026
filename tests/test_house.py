"""The rules of the house that a person reading the tree relies on."""

from __future__ import annotations

import ast
import configparser
import dataclasses
import re
import sys
from importlib import import_module
from importlib.metadata import packages_distributions
from pathlib import Path
from pkgutil import walk_packages

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("coursegen", "methodology", "moodle_backups")
LONGEST = 400


@pytest.mark.parametrize("package", PACKAGES)
def test_every_module_imports(package: str) -> None:
    names = [module.name for module in walk_packages(import_module(package).__path__, f"{package}.")]
    assert len(names) > 5
    for name in names:
        if not name.endswith("__main__"):
            import_module(name)


def test_every_file_can_be_read_in_one_sitting() -> None:
    files = [path for package in PACKAGES for path in (ROOT / package).rglob("*.py")]
    long = {
        str(path.relative_to(ROOT)): n for path in files if (n := len(path.read_text("utf-8").splitlines())) > LONGEST
    }
    assert long == {}


def test_every_field_of_the_folder_has_one_french_name() -> None:
    from methodology.activities import activity_types
    from methodology.course import Course
    from methodology.field_names import french_name
    from methodology.values import Record

    seen: set[type] = set()
    waiting = [*Record.__subclasses__(), *activity_types(), Course]
    while waiting:
        cls = waiting.pop()
        if cls in seen:
            continue
        seen.add(cls)
        waiting.extend(cls.__subclasses__())
        names = [french_name(cls, field.name) for field in dataclasses.fields(cls) if field.name != "where"]
        assert len(set(names)) == len(names), f"{cls.__name__} : deux champs portent le même nom français"
    assert len(seen) > 30


def test_every_library_that_the_program_imports_is_installed_with_it() -> None:
    """A library that only the tests ask for is there on our machines, and missing on a trainer's."""
    setup = configparser.ConfigParser()
    setup.read(ROOT / "setup.cfg", encoding="utf-8")
    asked = {_plain(line) for line in setup["options"]["install_requires"].split()}
    imported = {name for package in PACKAGES for path in (ROOT / package).rglob("*.py") for name in _imports(path)}
    known = packages_distributions()
    foreign = imported - set(sys.stdlib_module_names) - set(PACKAGES)
    assert {name for name in foreign if not asked & {_plain(part) for part in known.get(name, ())}} == set()


def _imports(path: Path) -> set[str]:
    """The first names of the modules that a file imports, wherever in it; not what only a type checker reads."""
    tree = ast.parse(path.read_text("utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING"):
            node.body = []
    nodes = list(ast.walk(tree))
    names = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module and not node.level}
    return {name.partition(".")[0] for name in names}


def _plain(requirement: str) -> str:
    return re.split(r"[<>=\[; ]", requirement)[0].lower().replace("_", "-")
