"""The sandbox keeps the contract that real sites keep."""

from __future__ import annotations

from collections.abc import Callable

from .conftest import CATEGORY, Trainer
from .contract import Ground, each_promise


@each_promise
def test_the_sandbox_keeps_it(trainer: Trainer, promise: Callable[[Ground], None]) -> None:
    def edit(cmid: int) -> None:
        courses = trainer.sandbox.bench.courses
        course = courses.of_module(cmid)
        assert course is not None
        piece = course.module(cmid)
        assert piece is not None
        piece.edits["text"] = "<p>Retouché</p>"
        courses.keep(course)

    promise(Ground(trainer.client(), CATEGORY, trainer.folder, edit, "contrat-1"))
