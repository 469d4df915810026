"""What stands between the braces of a GIFT question, type by type. Facts: Moodle, question/format/gift, 4.2 to 5.0."""

from __future__ import annotations

import re
from typing import Any

from methodology.i18n import gettext as _
from methodology.question_formats.fractions import own_percents
from methodology.question_formats.gift.blocks import meant
from methodology.question_formats.gift.source import Piece, Source, pieces, with_feedback
from methodology.question_formats.graded import split_numerical, split_short
from methodology.question_formats.moodle_xml.types.names import GRADINGS, NUMBERINGS, SELECTIONS
from methodology.question_formats.moodle_xml.types.orders import ordering_rule
from methodology.question_parts import (
    GradedAnswer,
    Numbering,
    OrderingGrading,
    OrderingLayout,
    OrderingRule,
    OrderingSelection,
    TextFormat,
)
from methodology.questions import Choice, Pair, QuestionType

TRUTHS = {"T": True, "TRUE": True, "F": False, "FALSE": False}
_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")
_ORDER = re.compile(
    r">\s*(?P<shown>\d+)\s*(?P<selection>ALL(?!_)|EXACT|RANDOM|REL(?!ATIVE)|CONTIGUOUS|CONTIG)?\s*"
    r"(?P<layout>HORIZONTAL|HORI|H|VERTICAL|VERT|V)?\s*"
    r"(?P<grading>ALL_OR_NOTHING|ABSOLUTE_POSITION|ABSOLUTE|ABS|[A-Z]+(?:_[A-Z]+)+|RELATIVE|REL)?\s*"
    r"(?P<showing>SHOW|TRUE|YES|HIDE|FALSE|NO)?[ \t]*(?P<numbering>none|123|abc|ABCD|iii|IIII)?[ \t]*(?:\n|$)",
)


def is_ordering(answers: str) -> bool:
    """Whether these are items to put in order."""
    return bool(re.match(r">\s*\d", answers))


def truth_of(answers: str) -> bool | None:
    """Whether the question says true or false; None when it says something else."""
    return TRUTHS.get(with_feedback(answers)[0].strip())


def read_truth(source: Source, answers: str, offset: int) -> dict[str, Any]:
    """`{TRUE#said to the wrong answer#said to the right one}`."""
    right = bool(truth_of(answers))
    _answer, *feedbacks = answers.split("#", 2)
    wrong_said, right_said = ([source.text(text, offset) for text in feedbacks] + ["", ""])[:2]
    sides = (right_said, wrong_said) if right else (wrong_said, right_said)
    return {"type": QuestionType.TRUE_FALSE, "correct": right, "feedback_true": sides[0], "feedback_false": sides[1]}


def read_choices(source: Source, answers: str, offset: int) -> dict[str, Any]:
    """`{=right ~wrong ~%50%partly#feedback}`; several answers when none begins with `=`."""
    found = pieces(answers, "=~", offset)
    kind = QuestionType.SINGLE if any(piece.sign == "=" for piece in found) else QuestionType.MULTIPLE
    weighed = [(100.0, p.text) if p.sign == "=" else source.weight(p, 0.0) for p in found]
    shares = own_percents(kind, [percent for percent, _text in weighed])
    choices = []
    for piece, (_percent, text), (right, own) in zip(found, weighed, shares, strict=True):
        answer, feedback = with_feedback(text)
        choice = Choice(
            text=source.text(answer, piece.offset),
            correct=right,
            percent=own,
            feedback=source.text(feedback, piece.offset),
            where=source.where(piece.offset),
        )
        if not choice.text:
            source.fault(piece.offset, _("Un choix est vide."), _("Écrivez-le, ou retirez son signe."))
        choices.append(choice)
    if len(choices) < 2:
        source.fault(offset, _("Un seul choix est proposé."), _("Ajoutez au moins un choix après « ~ »."))
    return {"type": kind, "choices": tuple(choices)}


def read_pairs(source: Source, answers: str, offset: int) -> dict[str, Any]:
    """`{=left -> right =-> distractor}`."""
    pairs, distractors = [], []
    for piece in pieces(answers, "=", offset):
        left, arrow, right = piece.text.partition("->")
        if not arrow:
            message = _("« {text} » ne dit pas avec quoi aller : « -> » manque.").format(text=meant(left).strip()[:40])
            source.fault(piece.offset, message, _("Écrivez « =gauche -> droite »."))
            continue
        shown, picked = source.text(left, piece.offset), " ".join(meant(right).split())
        if shown:
            pairs.append(Pair(left=shown, right=picked, where=source.where(piece.offset)))
        elif picked:
            distractors.append(picked)
    if len(pairs) + len(distractors) < 2:
        source.fault(offset, _("Un appariement demande au moins deux lignes."), _("Ajoutez « =gauche -> droite »."))
    return {"type": QuestionType.MATCH, "pairs": tuple(pairs), "distractors": tuple(distractors)}


def read_words(source: Source, answers: str, offset: int) -> dict[str, Any]:
    """`{=word =%50%other#feedback}`."""
    graded = []
    for piece in pieces(answers, "=", offset):
        percent, text = source.weight(piece, 100.0)
        answer, feedback = with_feedback(text)
        graded.append(
            GradedAnswer(
                text=" ".join(meant(answer).split()),
                percent=percent,
                feedback=source.text(feedback, piece.offset),
                where=source.where(piece.offset),
            )
        )
    if not any(answer.text for answer in graded):
        source.fault(offset, _("Aucune réponse n'est donnée."), _("Écrivez « {=réponse} »."))
    accepted, others = split_short(graded)
    return {"type": QuestionType.SHORT_ANSWER, "accepted": accepted, "graded": others}


def read_numbers(source: Source, answers: str, offset: int) -> dict[str, Any]:
    """`{#3:0.5}`, `{#1..5}`, `{#=3:1 =%50%4:1 ~#said to any other}`."""
    body, _tilde, other = answers[1:].partition("~")
    graded = [_number(source, piece) for piece in pieces(body, "=", offset + 1)]
    if _tilde:
        said = source.text(with_feedback(other)[1], offset)
        graded.append(GradedAnswer(text="*", percent=0.0, feedback=said, where=source.where(offset)))
    if not graded or not body.strip():
        source.fault(offset, _("Aucun nombre n'est donné après « # »."), _("Écrivez par exemple « {#12.5:0.1} »."))
    number, tolerance, others = split_numerical(graded)
    return {"type": QuestionType.NUMERICAL, "number": number, "tolerance": tolerance, "graded": others}


def _number(source: Source, piece: Piece) -> GradedAnswer:
    percent, text = source.weight(piece, 100.0)
    answer, feedback = with_feedback(text)
    number, tolerance = _with_tolerance(source, piece, meant(answer).strip())
    return GradedAnswer(
        text=number,
        percent=percent,
        tolerance=tolerance,
        feedback=source.text(feedback, piece.offset),
        where=source.where(piece.offset),
    )


def _with_tolerance(source: Source, piece: Piece, text: str) -> tuple[str, float]:
    """A number and how far from it one may be: `3:0.5`, `1..5`, `3`; or `*` for any."""
    if text == "*":
        return text, 0.0
    if ".." in text:
        low, _dots, high = (part.strip() for part in text.partition(".."))
        if _NUMBER.fullmatch(low) and _NUMBER.fullmatch(high):
            middle = (float(low) + float(high)) / 2
            return _written(middle), round(abs(float(high) - middle), 12)
    number, _colon, tolerance = (part.strip() for part in text.partition(":"))
    if _NUMBER.fullmatch(number) and (not tolerance or _NUMBER.fullmatch(tolerance)):
        return number, abs(float(tolerance or 0))
    message = _("« {text} » n'est pas un nombre.").format(text=text[:40])
    source.fault(piece.offset, message, _("Écrivez par exemple 12.5:0.1, ou 12..13, avec un point."))
    return "*", 0.0


def _written(number: float) -> str:
    return str(int(number)) if number.is_integer() else f"{number:.12f}".rstrip("0")


def read_order(source: Source, answers: str, offset: int) -> dict[str, Any]:
    """`{>4 ALL VERTICAL RELATIVE_TO_CORRECT SHOW none`, then an item a line, in the right order."""
    head = _ORDER.match(answers)
    if head is None:
        source.fault(offset, _("Les réglages de la mise en ordre ne se lisent pas."), _("Écrivez « >4 ALL VERTICAL »."))
        return {"type": QuestionType.ORDERING}
    lines = [line.strip() for line in answers[head.end() :].split("\n") if line.strip()]
    items = tuple(source.text(line, offset, TextFormat.AUTO) for line in lines)
    if len(items) < 2:
        source.fault(offset, _("Il faut au moins deux éléments à ordonner."), _("Écrivez-en un par ligne."))
    rule = _order_rule(head, len(items))
    return {"type": QuestionType.ORDERING, "items": items, "ordering": ordering_rule(rule, len(items))}


def _order_rule(head: re.Match[str], items: int) -> OrderingRule:
    selection = {"EXACT": "ALL", "REL": "RANDOM", "CONTIG": "CONTIGUOUS"}.get(head["selection"], head["selection"])
    grading = {"ABSOLUTE": "ABSOLUTE_POSITION", "ABS": "ABSOLUTE_POSITION"}.get(head["grading"], head["grading"])
    return OrderingRule(
        layout=OrderingLayout.HORIZONTAL if (head["layout"] or "").startswith("H") else OrderingLayout.VERTICAL,
        selection=SELECTIONS.get(selection or "", OrderingSelection.RANDOM),
        shown=max(2, min(int(head["shown"]), max(items, 2))),
        grading=GRADINGS.get(grading or "", OrderingGrading.RELATIVE_NEXT_EXCLUDE_LAST),
        show_grading=head["showing"] not in ("HIDE", "FALSE", "NO"),
        numbering=NUMBERINGS.get(head["numbering"] or "", Numbering.NONE),
    )
