"""Other packages on real Moodle sites: the beginner's course, the second example, and one with every field there is."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from coursegen.build import build_course
from coursegen.starter import write_starter
from moodle_backups import write_backup

from .site import Site

pytestmark = pytest.mark.once

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("name", ["starter", "one-ael"])
def test_a_course_restores_without_a_word(site: Site, name: str, tmp_path: Path) -> None:
    folder = ROOT / "examples" / name
    if name == "starter":
        folder = tmp_path / "cours"
        write_starter(folder, "DEBUT-01", "Renseigner sans faire revenir")
    result = build_course(folder, tmp_path / "out", ["mbz"])
    restored = site.strict_restore(tmp_path / "out" / result.outputs[0].path)
    assert restored.clean, str(restored)


def test_every_field_of_the_library_restores_without_a_word(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "tests" / "moodle_backups"))
    from rich_backup import rich_backup

    write_backup(rich_backup(), tmp_path / "rich.mbz")
    restored = site.strict_restore(tmp_path / "rich.mbz")
    sys.modules.pop("rich_backup", None)
    assert restored.clean, str(restored)
