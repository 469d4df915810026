"""docs/exigences.md: every requirement of the terms of reference is there, and every test it names exists."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "exigences.md"
ALL = [f"R-{number:02}" for number in range(1, 29)] + [f"G-{number:02}" for number in range(1, 7)]
LINES = {
    line.split("|")[1].strip(): line
    for line in PAGE.read_text(encoding="utf-8").splitlines()
    if re.match(r"\| [RG]-\d\d \|", line)
}
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")


def test_every_requirement_has_its_line_once() -> None:
    assert list(LINES) == ALL


@pytest.mark.parametrize("requirement", ALL)
def test_each_requirement_names_tests_that_exist(requirement: str) -> None:
    named = NAMED.findall(LINES[requirement])
    assert named
    for file, name in named:
        tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
        assert name in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}, f"{file}::{name}"


def test_pages_named_in_it_exist() -> None:
    for target in re.findall(r"\]\(([\w/.-]+\.md)\)", PAGE.read_text(encoding="utf-8")):
        assert (PAGE.parent / target).is_file(), target
