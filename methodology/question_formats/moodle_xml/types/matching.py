"""match and randomsamatch."""

from __future__ import annotations

from typing import Any

from methodology.question_formats.moodle_xml.reading import QuestionReader
from methodology.question_formats.moodle_xml.writing import QuestionWriter
from methodology.questions import Pair


def read_match(source: QuestionReader) -> dict[str, Any]:
    """Lines to join; an answer without a line is a distractor. Answers are plain text."""
    pairs, distractors = [], []
    for element in source.every("subquestion"):
        left, right = source.text(element), " ".join(source.words(element.child("answer")).split())
        if left:
            pairs.append(Pair(left=left, right=right, where=source.where(element, left=element.child("text"))))
        elif right:
            distractors.append(right)
    return {"pairs": tuple(pairs), "distractors": tuple(distractors), "shuffle": source.flag("shuffleanswers", True)}


def write_match(out: QuestionWriter) -> None:
    """The same."""
    question = out.question
    out.flag("shuffleanswers", question.shuffle)
    out.combined(question.combined)
    lines = [(pair.left, pair.right) for pair in question.pairs] + [("", text) for text in question.distractors]
    for left, right in lines:
        with out.element("subquestion", format=out.format_of(left)):
            out.body(left, inline=True)
            with out.element("answer"):
                out.words(" ".join(right.split()))


def read_randomsamatch(source: QuestionReader) -> dict[str, Any]:
    """Short answers of the category, drawn at each attempt."""
    return {"choose": source.integer("choose", 2), "subcategories": source.flag("subcats", True)}


def write_randomsamatch(out: QuestionWriter) -> None:
    """The same."""
    out.combined(out.question.combined)
    out.tag("choose", out.question.choose)
    out.tag("subcats", int(out.question.subcategories))
