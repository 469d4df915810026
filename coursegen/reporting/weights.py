"""What `coursegen build` says of the weight of a course: the heaviest lessons and files, and the time they take."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict

from coursegen.build.weights import LessonWeight, Weights
from coursegen.content.weight import LINE_KBPS, wait_seconds, wait_words, weight_words
from coursegen.i18n import gettext as _

_SHOWN = 5
_WORTH_SAYING = 50_000  # bytes: what a weak line takes in two seconds
_BAR = 12


def weight_lines(weights: Weights) -> Iterator[str]:
    """The lines of the report; none for a course that weighs next to nothing."""
    lessons = [one for one in weights.lessons if one.whole >= _WORTH_SAYING][:_SHOWN]
    if lessons:
        yield _("Leçons les plus lourdes (temps à {speed} kbit/s) :").format(speed=LINE_KBPS)
        heaviest = lessons[0].whole
        for lesson in lessons:
            bar = "█" * max(1, round(_BAR * lesson.whole / heaviest))
            yield f"  {bar:<{_BAR}} {lesson.title} : {_parts(lesson)}"
    files = [one for one in weights.files if one.bytes >= _WORTH_SAYING][:_SHOWN]
    if files:
        named = ", ".join(f"{one.name} {weight_words(one.bytes)} ({wait_words(one.bytes)})" for one in files)
        yield _("Fichiers les plus lourds : {files}.").format(files=named)


def _parts(lesson: LessonWeight) -> str:
    parts = (
        (_("page et images"), lesson.page),
        (_("sons et vidéos"), lesson.played),
        (_("documents"), lesson.documents),
    )
    return ", ".join(f"{name} {weight_words(size)} ({wait_words(size)})" for name, size in parts if size)


def weight_document(weights: Weights) -> dict[str, object]:
    """The same for a program: every lesson and every file, the heaviest first; seconds on the line."""
    return {
        "line_kbps": LINE_KBPS,
        "lessons": [{**asdict(one), "bytes": one.whole, "seconds": wait_seconds(one.whole)} for one in weights.lessons],
        "files": [{**asdict(one), "seconds": wait_seconds(one.bytes)} for one in weights.files],
    }
