"""The rules of the house that a person reading the tree relies on."""

from __future__ import annotations

import dataclasses
from importlib import import_module
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
