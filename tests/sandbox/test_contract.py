"""The sandbox keeps the contract that real sites keep."""

from __future__ import annotations

from collections.abc import Callable

from coursegen.sandbox.course import Course, Piece

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

    teacher = Teacher(trainer)
    people = (teacher.hide, teacher.delete, teacher.retitle, teacher.turn)
    promise(Ground(trainer.client(), CATEGORY, trainer.folder, edit, "contrat-1", *people))


class Teacher:
    """Somebody who works in a course of the sandbox."""

    def __init__(self, trainer: Trainer) -> None:
        self._courses = trainer.sandbox.bench.courses

    def hide(self, cmid: int) -> None:
        course, piece = self._found(cmid)
        piece.visible = False
        self._courses.keep(course)

    def delete(self, cmid: int) -> None:
        course, piece = self._found(cmid)
        course.delete(piece)
        self._courses.keep(course)

    def retitle(self, number: int) -> None:
        course = self._course(number)
        course.fullname = course.edits["course"] = "Du formateur"
        self._courses.keep(course)

    def turn(self, number: int) -> None:
        course = self._course(number)
        course.sections.insert(1, course.sections.pop())
        self._courses.keep(course)

    def _course(self, number: int) -> Course:
        course = self._courses.get(number)
        assert course is not None
        return course

    def _found(self, cmid: int) -> tuple[Course, Piece]:
        course = self._courses.of_module(cmid)
        assert course is not None
        found = course.module(cmid)
        assert found is not None
        return course, found
