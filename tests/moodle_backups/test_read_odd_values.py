"""A package with values that no Moodle writes is refused by name, whatever the value; never a bare exception."""

from __future__ import annotations

import random
import re
import zipfile
from pathlib import Path

import pytest
from rich_backup import rich_backup

from moodle_backups import BackupError, Container, write_backup
from moodle_backups.read import read_backup

_ODD = (b"", b"x", b"$@NULL@$", b"-1", b"9" * 30, b"1.5", b"{", b"[]", b'{"op":"&amp;","c":[{}]}', b"a:1:{")


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    path = tmp_path_factory.mktemp("rich") / "rich.mbz"
    write_backup(rich_backup(), path, container=Container.ZIP)
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize("seed", range(30))
def test_odd_values_are_a_backup_error_or_read(seed: int, documents: dict[str, bytes], tmp_path: Path) -> None:
    chance = random.Random(seed)
    name = chance.choice(sorted(name for name in documents if name.endswith(".xml")))
    text = documents[name]
    leaves = list(re.finditer(rb"<(\w+)[^<>]*>([^<]*)</\1>", text))
    for leaf in sorted(chance.sample(leaves, min(3, len(leaves))), key=lambda found: -found.start()):
        text = text[: leaf.start(2)] + chance.choice(_ODD) + text[leaf.end(2) :]
    path = tmp_path / "odd.mbz"
    with zipfile.ZipFile(path, "w") as archive:
        for other, content in documents.items():
            archive.writestr(other, text if other == name else content)
    try:
        with read_backup(path, contents=False) as read:
            assert read.backup.sections
    except BackupError as error:
        assert all(problem.where for problem in error.problems)
