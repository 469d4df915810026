"""What every question of a bank has, whatever its type."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from coursegen.courseware import Html, Question
from coursegen.courseware_questions import Combined
from coursegen.i18n import gettext as _
from coursegen.outputs.moodle.texts import Texts
from moodle_backups.questions.base import CombinedFeedback, Hint

Common = dict[str, Any]
"""The arguments that every type of question takes."""


def common(question: Question, texts: Texts) -> Common:
    """Key, texts, mark, tags, hints, files. Without a penalty of its own a question has that of its type."""
    ours = (
        f"objectif:{question.objective}" if question.objective else "",
        f"bloom:{question.bloom}" if question.bloom else "",
    )
    found: Common = {
        "key": question.key,
        "name": question.name,
        "text": texts.html(question.text),
        "general_feedback": texts.html(question.feedback),
        "mark": question.mark,
        "tags": tuple(dict.fromkeys(tag for tag in (*ours, *question.tags) if tag)),
        "hints": tuple(
            Hint(texts.html(h.text), h.show_count, h.clear_wrong, h.options or None) for h in question.hints
        ),
        "files": texts.files(*_bodies(question)),
    }
    return found if question.penalty is None else found | {"penalty": question.penalty}


def _bodies(question: Question) -> Iterator[Html]:
    """Every text of a question."""
    yield from (question.text, question.feedback, question.model_answer, question.template)
    yield from (hint.text for hint in question.hints)
    yield from _combined_texts(question.combined)
    yield from question.items
    yield from (pair.left for pair in question.pairs)
    yield from (word.text for word in question.words)
    yield from (answer.feedback for answer in question.answers)
    for formula in question.formulas:
        yield from (Html(formula.text), formula.feedback)
    for choice in (*question.choices, *(choice for gap in question.gaps for choice in gap.choices)):
        yield from (choice.text, choice.feedback)
    yield from (answer.feedback for gap in question.gaps for answer in gap.answers)


def _combined_texts(said: Combined | None) -> tuple[Html, ...]:
    return (said.right, said.partial, said.wrong) if said else ()


def combined(question: Question, texts: Texts) -> CombinedFeedback:
    """What the author says to any right, partly right or wrong answer; nothing otherwise."""
    said = question.combined
    if said is None:
        return CombinedFeedback()
    right, partial, wrong = map(texts.html, (said.right, said.partial, said.wrong))
    return CombinedFeedback(right, partial, wrong, said.show_count)


def spoken(question: Question, texts: Texts) -> CombinedFeedback:
    """The same, with a word of ours where the author says nothing."""
    return combined(question, texts) if question.combined else usual_words()


def usual_words() -> CombinedFeedback:
    """What is said to any answer when the author says nothing."""
    return CombinedFeedback(
        correct=f"<p>{_('Exact.')}</p>",
        partially_correct=f"<p>{_('En partie exact.')}</p>",
        incorrect=f"<p>{_('Pas encore.')}</p>",
    )
