"""The examples in every cut that a folder can ask for, before the static judge: nothing failed, nothing to warn of."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from coursegen.compose import compose
from coursegen.courseware import Courseware
from coursegen.outputs.scorm import Shape, module_shapes, write_scorm12, write_scorm2004
from methodology.folder import read_folder
from tests.scorm.judge import judged

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
WHOLE = {
    "un": Shape(),
    "plusieurs-libre": Shape(several=True),
    "plusieurs-impose": Shape(several=True, ordered=True),
}


def every_package(course: Courseware) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """A name and how to make it: each edition, the whole course cut three ways, each module alone."""
    for edition in (0, 3, 4):
        write = write_scorm2004 if edition else write_scorm12
        for name, shape in (WHOLE | {one.section: one for one in module_shapes(course)}).items():
            cut = replace(shape, edition=edition or 4)
            yield f"{edition or '1.2'} {name}", partial(write, course, shape=cut)


@pytest.mark.parametrize("example", ["cipres-fdf", pytest.param("one-ael", marks=pytest.mark.thorough)])
def test_static_judge_finds_nothing_in_any_cut_of_an_example(example: str, tools: Path, tmp_path: Path) -> None:
    course = read_folder(EXAMPLES / example).course
    assert course is not None
    told = {}
    for name, make in every_package(compose(course)):
        path = tmp_path / "package.zip"
        path.write_bytes(make())
        told[name] = judged(path, tools)
    assert len(told) > 3 * len(WHOLE)
    assert {name: bars for name, bars in told.items() if bars} == {}
