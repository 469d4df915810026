"""What a question of a type that GIFT has cannot say in GIFT."""

from __future__ import annotations

from collections.abc import Iterator

from methodology.i18n import gettext as _
from methodology.question_parts import Numbering
from methodology.questions import Question, QuestionType

_WITH_CHOICES = (QuestionType.SINGLE, QuestionType.MULTIPLE)


def unsaid(question: Question) -> Iterator[tuple[str, str]]:
    """Field and reason of each thing that stays behind, whatever its type first, then by type."""
    nothing = _("le GIFT n'a pas de quoi l'écrire")
    common = {
        "points": question.mark != 1 and question.type is not QuestionType.DESCRIPTION,
        "penalite_pct": question.penalty_percent is not None,
        "indices": bool(question.hints),
        "retours_globaux": question.combined is not None,
    }
    yield from ((field, nothing) for field, lost in (common | _of_type(question)).items() if lost)
    if question.title and "<" in question.title:
        yield "titre", _("Moodle retire les balises du nom d'une question")


def _of_type(question: Question) -> dict[str, bool]:
    kind = question.type
    return {
        "melanger": not question.shuffle and kind in (*_WITH_CHOICES, QuestionType.MATCH),
        "numerotation": question.numbering is not Numbering.LOWER and kind in _WITH_CHOICES,
        "consigne_moodle": question.standard_instruction and kind in _WITH_CHOICES,
        "casse": question.case_sensitive and kind is QuestionType.SHORT_ANSWER,
        "unite": bool(question.unit or question.units or question.unit_rule) and kind is QuestionType.NUMERICAL,
        "corrige": bool(question.model_answer),
        "copie": question.essay is not None and kind is QuestionType.ESSAY,
        "retour": bool(question.feedback) and kind is QuestionType.DESCRIPTION,
    }
