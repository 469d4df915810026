"""What each family of question types has of its own: the fields it fills, empty where the type has none of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from coursegen.compose.question_calculated import formulas_of, variables_of
from coursegen.compose.question_gaps import gaps_of
from coursegen.compose.question_pictures import picture_of
from coursegen.compose.question_texts import QuestionTexts
from coursegen.content.render import Renderer
from coursegen.courseware import Choice, Html, Pair
from coursegen.courseware_questions import DragItem, TypedAnswer, Unit, Word
from coursegen.i18n import gettext as _
from methodology.question_formats.fractions import percents_of
from methodology.question_formats.graded import numerical_answers, short_answers
from methodology.question_formats.soundness import drawn_from
from methodology.question_parts import EssayForm, OrderingRule
from methodology.questions import Bank, QuestionType
from methodology.questions import Question as Source


@dataclass(frozen=True, slots=True)
class Ground:
    """Where a question comes from: the course's code and its bank."""

    code: str
    renderer: Renderer
    bank: Bank

    def key(self, source: Source) -> str:
        """The key of a question of the course."""
        return f"{self.code}/{source.id}"


def _choices(source: Source, texts: QuestionTexts, ground: Ground) -> dict[str, Any]:
    if source.type is QuestionType.TRUE_FALSE:
        right = bool(source.correct)
        true = Choice(Html(_("Vrai")), float(right), texts.inline(source.feedback_true))
        return {"choices": (true, Choice(Html(_("Faux")), float(not right), texts.inline(source.feedback_false)))}
    percents = percents_of(source.type, source.choices)
    pairs = zip(source.choices, percents, strict=True)
    return {"choices": tuple(Choice(texts.inline(c.text), p / 100, texts.inline(c.feedback)) for c, p in pairs)}


def _pairs(source: Source, texts: QuestionTexts, ground: Ground) -> dict[str, Any]:
    return {
        "pairs": tuple(Pair(texts.inline(p.left), texts.plain(p.right)) for p in source.pairs),
        "distractors": tuple(texts.plain(words) for words in source.distractors),
    }


def _typed(source: Source, texts: QuestionTexts, ground: Ground) -> dict[str, Any]:
    """Answers in the order they are tried, the main unit before the others."""
    answers = numerical_answers(source) if source.type is QuestionType.NUMERICAL else short_answers(source)
    main = (Unit(source.unit),) if source.unit else ()
    return {
        "answers": tuple(
            TypedAnswer(a.text.replace(",", "."), a.percent / 100, a.tolerance, texts.inline(a.feedback))
            if source.type is QuestionType.NUMERICAL
            else TypedAnswer(a.text, a.percent / 100, feedback=texts.inline(a.feedback))
            for a in answers
        ),
        "units": main + tuple(Unit(unit.name, unit.multiplier) for unit in source.units),
        "unit_rule": source.unit_rule,
        "case_sensitive": source.case_sensitive,
    }


def _words(source: Source, texts: QuestionTexts, ground: Ground) -> dict[str, Any]:
    """Words picked in a list are plain, and serve as often as wanted; words put in place may hold HTML of a line."""
    picked = source.type is QuestionType.GAP_SELECT
    words = (
        Word(texts.escaped(w.text) if picked else texts.line(w.text), w.group, w.unlimited or picked)
        for w in source.words
    )
    return {"words": tuple(words), "gaps": gaps_of(source, texts)}


def _places(source: Source, texts: QuestionTexts, ground: Ground) -> dict[str, Any]:
    """A place where nothing belongs (item 0) is none, as in Moodle."""
    if source.type not in (QuestionType.DRAG_ONTO_IMAGE, QuestionType.MARKERS):
        return {}
    return {
        "picture": picture_of(source, ground.renderer),
        "drags": tuple(
            DragItem(
                text=texts.plain(item.text),
                image=ground.renderer.media.take(item.image, item.text) if item.image else "",
                group=item.group,
                unlimited=item.unlimited,
                times=item.count,
            )
            for item in source.drags
        ),
        "drops": tuple(drop for drop in source.drops if drop.item),
        "zones": tuple(zone for zone in source.zones if zone.item),
        "show_misplaced": source.show_misplaced,
    }


def _order(source: Source, texts: QuestionTexts, ground: Ground) -> dict[str, Any]:
    items = tuple(texts.inline(item) for item in source.items)
    return {"items": items, "ordering": source.ordering or OrderingRule()}


def _calculated(source: Source, texts: QuestionTexts, ground: Ground) -> dict[str, Any]:
    return {
        "formulas": formulas_of(source, texts),
        "variables": variables_of(source),
        "synchronised": source.synchronised,
        "several": source.multiple,
    }


def _drawn(source: Source, texts: QuestionTexts, ground: Ground) -> dict[str, Any]:
    """The short answers of its category, of those below it too when it says so."""
    if source.type is not QuestionType.RANDOM_MATCH:
        return {}
    pool = (ground.key(one) for one in drawn_from(source, ground.bank))
    return {"choose": source.choose, "pool": tuple(pool), "subcategories": source.subcategories}


def _essay(source: Source, texts: QuestionTexts, ground: Ground) -> dict[str, Any]:
    form = source.essay or EssayForm()
    return {
        "essay_form": replace(form, template=""),
        "template": texts.fragment(form.template),
        "model_answer": texts.fragment(source.model_answer),
    }


FAMILIES = (_choices, _pairs, _typed, _words, _places, _order, _calculated, _drawn, _essay)
