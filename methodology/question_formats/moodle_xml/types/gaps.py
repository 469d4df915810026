"""gapselect and ddwtos: words for the gaps [[1]], [[2]] of a text."""

from __future__ import annotations

from typing import Any

from methodology.i18n import gettext as _
from methodology.question_formats.moodle_xml.reading import QuestionReader
from methodology.question_formats.moodle_xml.writing import QuestionWriter
from methodology.question_parts import GapWord


def _read(source: QuestionReader, name: str) -> dict[str, Any]:
    words = tuple(
        GapWord(
            text=source.words(element),
            group=int(source.number_in(element.child("group"), 1)),
            unlimited=element.child("infinite") is not None,
            where=source.where(element),
        )
        for element in source.every(name)
    )
    if not words:
        remedy = _("Ajoutez des <{n}>.").format(n=name)
        source.fault(source.element, _("Aucun mot n'est proposé pour les trous."), remedy)
    return {"words": words, "shuffle": source.flag("shuffleanswers", True)}


def _write(out: QuestionWriter, name: str, reusable: bool) -> None:
    out.tag("shuffleanswers", int(out.question.shuffle))
    out.combined(out.question.combined)
    for word in out.question.words:
        with out.element(name):
            out.words(word.text)
            out.tag("group", word.group)
            if word.unlimited and reusable:
                out.tag("infinite")


def read_gapselect(source: QuestionReader) -> dict[str, Any]:
    """Words to pick in lists."""
    return _read(source, "selectoption")


def write_gapselect(out: QuestionWriter) -> None:
    """The same."""
    _write(out, "selectoption", reusable=False)


def read_ddwtos(source: QuestionReader) -> dict[str, Any]:
    """Words to drag."""
    return _read(source, "dragbox")


def write_ddwtos(out: QuestionWriter) -> None:
    """The same."""
    _write(out, "dragbox", reusable=True)
