"""ordering (in Moodle's core from 4.4, a plugin before)."""

from __future__ import annotations

from typing import Any

from methodology.i18n import gettext as _
from methodology.question_formats.moodle_xml.reading import QuestionReader
from methodology.question_formats.moodle_xml.types.names import (
    GRADINGS,
    LAYOUTS,
    NUMBERING_NAMES,
    NUMBERINGS,
    SELECTIONS,
)
from methodology.question_formats.moodle_xml.writing import QuestionWriter
from methodology.question_parts import Numbering, OrderingGrading, OrderingLayout, OrderingRule, OrderingSelection


def read_ordering(source: QuestionReader) -> dict[str, Any]:
    """Items in their right order. Old files say `logical` and `studentsee`."""
    old = source.value("logical")
    selection = source.value("selecttype") or {"0": "ALL", "1": "RANDOM", "2": "CONTIGUOUS"}.get(old, old)
    shown = source.integer("selectcount", source.integer("studentsee", 2))
    rule = OrderingRule(
        layout=source.member(None, "layouttype", source.value("layouttype").upper(), LAYOUTS, OrderingLayout.VERTICAL),
        selection=source.member(None, "selecttype", selection.upper(), SELECTIONS, OrderingSelection.RANDOM),
        shown=max(2, shown),
        grading=source.member(
            None, "gradingtype", source.value("gradingtype"), GRADINGS, OrderingGrading.RELATIVE_NEXT_EXCLUDE_LAST
        ),
        show_grading=source.value("showgrading").upper() not in ("HIDE", "FALSE", "NO", "0"),
        numbering=source.member(None, "numberingstyle", source.value("numberingstyle"), NUMBERINGS, Numbering.NONE),
    )
    answers = source.every("answer")
    for answer in answers:
        if source.text(answer.child("feedback")):
            source.lose(_("retour d'un élément"), _("Moodle ne le montre pas"), answer)
    items = tuple(source.text(answer) for answer in answers)
    return {"items": items, "ordering": ordering_rule(rule, len(items))}


def ordering_rule(rule: OrderingRule, items: int) -> OrderingRule | None:
    """The rule; None when it is the usual one. `shown` says nothing when all items are."""
    if rule.selection is OrderingSelection.ALL:
        rule = OrderingRule(
            layout=rule.layout, selection=rule.selection, grading=rule.grading,
            show_grading=rule.show_grading, numbering=rule.numbering,
        )  # fmt: skip
    return rule if rule != OrderingRule() else None


def write_ordering(out: QuestionWriter) -> None:
    """The same."""
    question = out.question
    rule = question.ordering or OrderingRule()
    out.tag("layouttype", rule.layout.name)
    out.tag("selecttype", rule.selection.name)
    out.tag("selectcount", rule.shown if rule.selection is not OrderingSelection.ALL else max(2, len(question.items)))
    out.tag("gradingtype", rule.grading.name)
    out.tag("showgrading", "SHOW" if rule.show_grading else "HIDE")
    out.tag("numberingstyle", NUMBERING_NAMES[rule.numbering])
    shown = bool(question.combined and question.combined.show_count)
    out.combined(question.combined)
    if shown:
        out.lines.pop()  # this type writes it with a value
    out.tag("shownumcorrect", int(shown))
    for number, item in enumerate(question.items, 1):
        with out.element("answer", fraction=str(number), format=out.format_of(item)):
            out.body(item, inline=True)
