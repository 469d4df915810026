"""A new activity or question type is one new file, found by itself."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from package_reader import ReadPackage

from moodle_backups import Backup, activities
from moodle_backups.activities import ACTIVITY_TYPES
from moodle_backups.activities.base import Activity
from moodle_backups.questions import QUESTION_TYPES
from moodle_backups.registry import Registry

FOLDER = """
from dataclasses import dataclass
from typing import ClassVar
from moodle_backups.activities.base import Activity
from moodle_backups.files import File
from moodle_backups.xml import record

@dataclass(frozen=True, slots=True, kw_only=True)
class Folder(Activity):
    modname: ClassVar[str] = "folder"
    content: tuple[File, ...]

    def to_xml(self, scope):
        for file in self.content:
            scope.attach(file, "content")
        values = {"revision": 1, "timemodified": scope.timestamp, "display": 0, "showexpanded": 1}
        return record("folder", self.head(scope) | values, id=scope.place.instance)
"""


def test_every_type_is_found_under_moodles_name() -> None:
    modules = {path.stem for path in Path(activities.__path__[0]).glob("*.py")}
    named = {kind.__module__.rpartition(".")[2]: name for name, kind in ACTIVITY_TYPES.items()}
    assert {"assign", "book", "label", "page", "qbank", "quiz"} <= set(named) <= modules
    assert all(ACTIVITY_TYPES[name].modname == name == module for module, name in named.items())
    assert sorted(QUESTION_TYPES) == [
        "calculated", "calculatedmulti", "calculatedsimple", "ddimageortext", "ddmarker", "ddwtos", "description",
        "essay", "gapselect", "match", "multianswer", "multichoice", "numerical", "ordering", "randomsamatch",
        "shortanswer", "truefalse",
    ]  # fmt: skip


def test_a_new_activity_type_is_one_new_file(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    course: Callable[..., Backup],
    written: Callable[[Backup], ReadPackage],
) -> None:
    (tmp_path / "folder_of_files.py").write_text(FOLDER)
    monkeypatch.setattr(activities, "__path__", [*activities.__path__, str(tmp_path)])
    found: Registry[Activity] = Registry(activities.__name__, activities.__path__, Activity, "modname")
    folder_type: Any = found["folder"]
    module = importlib.import_module("moodle_backups.activities.folder_of_files")
    file = module.File("a/notice.txt", b"notice")
    package = written(course(folder_type(key="d", name="Dossier", content=(file,))))
    assert package.activity("d").findtext("showexpanded") == "1"
    assert [path for path, _, _ in package.files("mod_folder", "content")] == ["/a/notice.txt"]
