"""Questions as the data that the player reads: one entry a question, without what says nothing."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from types import MappingProxyType

from coursegen.courseware import Question, QuestionKind
from coursegen.courseware_questions import Combined, TypedAnswer
from coursegen.outputs.scorm.identifiers import ascii_name
from coursegen.outputs.scorm.pages import Corrections, Page, PlacedQuestion, Test
from coursegen.outputs.scorm.question_data_calculated import calculated, choices_calculated, holed, sets_of, shown_in
from coursegen.outputs.scorm.question_data_gaps import cloze, words_in_gaps
from coursegen.outputs.scorm.question_data_parts import Data, Ground, choices, numbers, said, typed_words
from coursegen.outputs.scorm.question_data_pictures import items_on_picture, markers_on_picture
from coursegen.outputs.scorm.question_secrets import uncommented
from coursegen.outputs.scorm.texts import Placement
from methodology.question_parts import Numbering, OrderingSelection

MOODLES_PENALTY = 1 / 3
"""What a wrong try costs when nobody says otherwise."""


def playable(question: Question) -> bool:
    """Whether a page can ask it: nothing that only a plugin of a platform knows, nothing that can't be worked out."""
    if question.kind is QuestionKind.OTHER:
        return False
    needed = _NEEDED.get(question.kind)
    return needed is None or needed(question)


def slot_key(page: Page, placed: PlacedQuestion) -> str:
    """A question in a test, with what may be answered: a stored answer must not be read into a rewritten question."""
    question = placed.question
    choices = [*(c.text for c in question.choices), *(p.right for p in question.pairs), *question.distractors]
    parts = [page.key, question.key, question.kind, choices]
    more = _asked_parts(question, placed)
    return json.dumps([*parts, more] if more else parts, ensure_ascii=False, default=str)


def _asked_parts(question: Question, placed: PlacedQuestion) -> list[object]:
    """What is chosen, moved or worked out in the newer kinds of question."""
    gaps = [[gap.kind, *(c.text for c in gap.choices)] for gap in question.gaps]
    drags = [[item.text, item.image, item.group, item.times] for item in question.drags]
    places = [[drop.item, drop.x, drop.y] for drop in question.drops]
    zones = [[zone.item, zone.shape, zone.coordinates] for zone in question.zones]
    worked = [formula.text for formula in question.formulas], [[v.name, *v.values] for v in question.variables]
    found = [
        [[w.text, w.group] for w in question.words],
        question.text if question.words else "",
        gaps,
        drags,
        places,
        zones,
        list(question.items),
        worked if question.formulas else [],
        [one.key for one in placed.pool],
        [unit.name for unit in question.units] if question.unit_rule else [],
    ]
    return [*found] if any(found) else []


def points(placed: PlacedQuestion) -> float:
    """What a question can earn here: nothing when somebody must read the answer, or nothing is asked."""
    kind = placed.question.kind
    return placed.mark if kind.counted and not kind.by_hand else 0


def objective_id(question: Question) -> str:
    """The objective a question verifies, as SCORM 1.2 takes it; empty when it has none."""
    return ascii_name(question.objective)[:120] if question.objective else ""


def question_data(placed: PlacedQuestion, slot: str, test: Test, place: Placement, language: str) -> Data:
    """A question of that test. Comments on its answers stay behind when the test never shows them."""
    secret = test.corrections is Corrections.NEVER
    question = uncommented(placed.question) if secret else placed.question
    pool = tuple(map(uncommented, placed.pool)) if secret else placed.pool
    ground = Ground(place, language, pool, sets_of(question), shown_in(question))
    question = holed(question)
    data: Data = {
        "id": slot,
        "ref": ascii_name(question.key)[:200],
        "kind": question.kind,
        "text": ground.html(question.text),
        "feedback": ground.html(question.feedback),
        "mark": points(placed),
        "objective": objective_id(question),
        "shuffle": question.shuffle,
    }
    return data | said(_beside(question, test, ground)) | _KINDS[question.kind](question, ground)


def _beside(question: Question, test: Test, ground: Ground) -> Data:
    """What any kind may have. Hints are said between tries, which practice alone has."""
    hints = question.hints if test.immediate else ()
    return {
        "hints": [
            said({"text": ground.inline(h.text), "clearWrong": h.clear_wrong, "showCount": h.show_count}) for h in hints
        ],
        "penalty": round(MOODLES_PENALTY if question.penalty is None else question.penalty, 7) if hints else 0,
        "combined": _combined(question.combined, ground),
        "numbering": _numbering(question),
    }


def _combined(combined: Combined | None, ground: Ground) -> Data:
    if combined is None:
        return {}
    texts = {"right": combined.right, "partial": combined.partial, "wrong": combined.wrong}
    return said({name: ground.inline(text) for name, text in texts.items()} | {"showCount": combined.show_count})


def _numbering(question: Question) -> str:
    """What stands before each choice or item; nothing where there are none."""
    if question.kind is QuestionKind.ORDERING:
        numbering = question.ordering.numbering
    elif question.kind in (QuestionKind.SINGLE, QuestionKind.MULTIPLE, QuestionKind.CALCULATED_CHOICE):
        numbering = question.numbering
    else:
        numbering = Numbering.NONE
    return "" if numbering is Numbering.NONE else numbering.value


def _choices(question: Question, ground: Ground) -> Data:
    return {"choices": choices(question.choices, ground)} | said({"instruction": question.standard_instruction})


def _pairs(question: Question, ground: Ground) -> Data:
    options = list(dict.fromkeys([*(p.right for p in question.pairs), *question.distractors]))
    pairs = [{"left": ground.inline(p.left), "option": options.index(p.right)} for p in question.pairs]
    return {"pairs": pairs, "options": options}


def _number(question: Question, ground: Ground) -> Data:
    return {"answers": numbers(question.answers, ground)} | ground.units(question)


def _words(question: Question, ground: Ground) -> Data:
    return {"answers": typed_words(question.answers, ground)} | said({"caseSensitive": question.case_sensitive})


def _essay(question: Question, ground: Ground) -> Data:
    """The model answer is the trainer's: it does not leave."""
    form = question.essay_form
    return said(
        {
            "lines": form.lines if form.lines != type(form)().lines else 0,
            "minWords": form.min_words,
            "maxWords": form.max_words,
            "template": ground.html(question.template),
            "files": form.attachments != 0,
        }
    )


def _nothing(question: Question, ground: Ground) -> Data:
    return {}


def _order(question: Question, ground: Ground) -> Data:
    rule = question.ordering
    every = rule.selection is OrderingSelection.ALL or rule.shown >= len(question.items)
    return {"items": [ground.inline(item) for item in question.items], "grading": rule.grading.name} | said(
        {
            "shown": 0 if every else rule.shown,
            "selection": "" if every else rule.selection.name.lower(),
            "horizontal": rule.layout.name == "HORIZONTAL",
        }
    )


def _drawn(question: Question, ground: Ground) -> Data:
    """Short answers of the bank: what each asks, and the first word that earns its whole mark."""
    lines = [{"left": ground.inline(one.text), "right": best_word(one.answers)} for one in ground.pool]
    return {"pool": lines, "choose": min(question.choose, len(lines))}


def best_word(answers: tuple[TypedAnswer, ...]) -> str:
    """The first answer that earns the whole mark."""
    return next((a.text.replace(r"\*", "*") for a in answers if a.fraction >= 1), "")


Maker = Callable[[Question, Ground], Data]
_KINDS: Mapping[QuestionKind, Maker] = MappingProxyType(
    {
        QuestionKind.SINGLE: _choices,
        QuestionKind.MULTIPLE: _choices,
        QuestionKind.TRUE_FALSE: _choices,
        QuestionKind.MATCH: _pairs,
        QuestionKind.NUMERICAL: _number,
        QuestionKind.SHORT_ANSWER: _words,
        QuestionKind.ESSAY: _essay,
        QuestionKind.DESCRIPTION: _nothing,
        QuestionKind.GAP_SELECT: words_in_gaps,
        QuestionKind.DRAG_TEXT: words_in_gaps,
        QuestionKind.DRAG_IMAGE: items_on_picture,
        QuestionKind.MARKERS: markers_on_picture,
        QuestionKind.CLOZE: cloze,
        QuestionKind.ORDERING: _order,
        QuestionKind.CALCULATED: calculated,
        QuestionKind.CALCULATED_SIMPLE: calculated,
        QuestionKind.CALCULATED_CHOICE: choices_calculated,
        QuestionKind.RANDOM_MATCH: _drawn,
    }
)
_NEEDED: Mapping[QuestionKind, Callable[[Question], bool]] = MappingProxyType(
    {
        QuestionKind.GAP_SELECT: lambda q: bool(q.words),
        QuestionKind.DRAG_TEXT: lambda q: bool(q.words),
        QuestionKind.CLOZE: lambda q: bool(q.gaps),
        QuestionKind.DRAG_IMAGE: lambda q: q.picture is not None and bool(q.drags and q.drops),
        QuestionKind.MARKERS: lambda q: q.picture is not None and bool(q.drags and q.zones),
        QuestionKind.ORDERING: lambda q: len(q.items) > 1,
        QuestionKind.CALCULATED: lambda q: bool(sets_of(q)),
        QuestionKind.CALCULATED_SIMPLE: lambda q: bool(sets_of(q)),
        QuestionKind.CALCULATED_CHOICE: lambda q: bool(sets_of(q)),
        QuestionKind.RANDOM_MATCH: lambda q: len(q.pool) > 1,
    }
)
