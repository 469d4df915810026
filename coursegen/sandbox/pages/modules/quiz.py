"""A test: attempts, each with the questions as they were when it began."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from coursegen.i18n import gettext as _
from coursegen.sandbox.asking import Asking, family_of
from coursegen.sandbox.http import Answer
from coursegen.sandbox.learner import Record
from coursegen.sandbox.pages.html import file_address, safe_html
from coursegen.sandbox.pages.visit import Visit
from coursegen.sandbox.shelf import Contents
from coursegen.sandbox.writing import PLACES
from moodle_backups.activities.quiz import Quiz
from moodle_backups.activities.quiz_parts import RandomSlot, Slot
from moodle_backups.questions.base import Question


@dataclass(frozen=True)
class Shown:
    """A question on a page. `fraction` None: not marked, or by a person."""

    number: int
    question: Question
    text: Markup
    controls: Markup
    possible: bool
    mark: float
    fraction: float | None = None
    right: Markup | str = ""
    remarks: tuple[Markup, ...] = ()
    general: Markup | str = ""


def show(visit: Visit) -> Answer:
    """The test's own page, an attempt that goes on, or one that is over."""
    if visit.is_post:
        return _sent(visit)
    attempts = visit.learner.records(visit.piece, "attempt")
    chosen = next((row for row in attempts if row.id == visit.asked.number("attempt")), None)
    if chosen is None:
        return _front(visit, attempts)
    if chosen.content["finished"]:
        return _review(visit, chosen)
    return visit.page("quiz_attempt.html", attempt=chosen, questions=_questions(visit, chosen, locked=False))


def _front(visit: Visit, attempts: list[Record]) -> Answer:
    quiz = visit.activity
    left = quiz.attempts - len(attempts) if quiz.attempts else None
    running = next((row for row in attempts if not row.content["finished"]), None)
    over = [row for row in attempts if row.content["finished"]]
    maximum = quiz.grade.maximum if quiz.grade else 0.0
    count = len(quiz.slots) or len(quiz.questions)
    more = {"left": left, "running": running, "over": over, "maximum": maximum, "count": count}
    return visit.page("quiz.html", quiz=quiz, **more)


def _sent(visit: Visit) -> Answer:
    attempts = visit.learner.records(visit.piece, "attempt")
    running = next((row for row in attempts if not row.content["finished"]), None)
    if running is None:
        if visit.activity.attempts and len(attempts) >= visit.activity.attempts:
            return visit.back()
        number = visit.learner.add(visit.piece, "attempt", _begun(visit, len(attempts) + 1))
        return visit.back(f"&attempt={number}")
    content = {**running.content, "answers": _answers(visit, running)}
    if visit.asked.get("do") == "finish":
        content |= _marked(visit, content)
    visit.learner.change(running.id, content)
    visit.judged()
    return visit.back(f"&attempt={running.id}" if content["finished"] else "")


def _begun(visit: Visit, number: int) -> dict[str, Any]:
    """An attempt: the package its questions come from stays, so that an old one always shows what was asked."""
    quiz = visit.bench.as_asked(visit.piece)
    assert isinstance(quiz, Quiz)
    seed = f"{visit.piece.id}/{number}"
    chance = random.Random(seed)
    package = _package(visit, quiz)
    slots = [_drawn(visit.bench.shelf.take(package), slot, chance) for slot in quiz.slots]
    asked = slots or [(question.key, question.mark) for question in quiz.questions]
    if quiz.shuffle_questions:
        chance.shuffle(asked)
    return {
        "number": number,
        "package": package,
        "asked": [[key, mark] for key, mark in asked if key],
        "answers": {},
        "finished": False,
        "grade": None,
        "seed": seed,
    }


def _package(visit: Visit, quiz: Quiz) -> str:
    """Where the questions come from: the newest package, unless the list keeps one that it lacks."""
    keys = {slot.question for slot in quiz.slots if isinstance(slot, Slot)}
    kept = visit.piece.edits.get(PLACES, visit.piece.package)
    return visit.piece.package if keys <= visit.contents.questions.keys() else kept


def _drawn(contents: Contents, slot: Slot | RandomSlot, chance: random.Random) -> tuple[str, float]:
    if not isinstance(slot, RandomSlot):
        _quiz, question = contents.questions.get(slot.question, ("", None))
        mark = slot.mark if slot.mark is not None else question.mark if question else 1.0
        return (slot.question if question else "", mark)
    pool = [q for _owner, q in contents.questions.values() if slot.category in ("", q.category)]
    return (chance.choice(pool).key if pool else "", slot.mark)


def _answers(visit: Visit, attempt: Record) -> dict[str, dict[str, list[str]]]:
    """What was sent, by question and field."""
    found: dict[str, dict[str, list[str]]] = {}
    keys = [key for key, _mark in attempt.content["asked"]]
    for name, value in visit.asked.fields:
        prefix, colon, field = name.partition(":")
        number = prefix.removeprefix("q")
        if colon and number.isdecimal() and int(number) < len(keys) and value:
            found.setdefault(keys[int(number)], {}).setdefault(field, []).append(value)
    return found


def _marked(visit: Visit, content: dict[str, Any]) -> dict[str, Any]:
    questions = visit.bench.shelf.take(content["package"]).questions
    got = possible = 0.0
    waits = False
    for key, mark in content["asked"]:
        family = family_of(questions[key][1])
        fraction = family.fraction(questions[key][1], content["answers"].get(key, {})) if family else None
        if fraction is not None:
            got, possible = got + mark * fraction, possible + mark
        waits = waits or questions[key][1].qtype == "essay"
    grade = round(100 * got / possible, 2) if possible else None
    return {"finished": True, "grade": grade, "waits": waits}


def _review(visit: Visit, attempt: Record) -> Answer:
    percent = attempt.content["grade"]
    maximum = visit.activity.grade.maximum if visit.activity.grade else 0.0
    bands = [band for band in visit.activity.feedback if percent is not None and percent >= band.from_percent]
    said = max(bands, key=lambda band: band.from_percent, default=None)
    return visit.page(
        "quiz_review.html",
        attempt=attempt,
        questions=_questions(visit, attempt, locked=True),
        percent=percent,
        maximum=maximum,
        said=visit.html(said.text) if said else "",
        older=attempt.content["package"] != visit.piece.package,
    )


def _questions(visit: Visit, attempt: Record, locked: bool) -> list[Shown]:
    questions = visit.bench.shelf.take(attempt.content["package"]).questions
    shown = []
    for place, (key, mark) in enumerate(attempt.content["asked"]):
        shown.append(_shown(visit, attempt, place, questions[key][1], mark, locked))
    return shown


def _shown(visit: Visit, attempt: Record, place: int, question: Question, mark: float, locked: bool) -> Shown:
    address = file_address(visit.piece.id, question.key)

    def safe(text: str) -> Markup:
        return safe_html(text, visit.course, address)

    family = family_of(question)
    given = attempt.content["answers"].get(question.key, {})
    asking = Asking(f"q{place}", given, safe, attempt.content["seed"], locked)
    text = safe(question.text) if family is None or family.shows_text() else Markup("")
    if family is None:
        words = Markup('<p class="elsewhere">{}</p>').format(_("Cette question se fait dans Moodle."))
        return Shown(place + 1, question, text, words, False, mark)
    shown = Shown(place + 1, question, text, family.controls(question, asking), True, mark)
    if not locked:
        return shown
    remarks = tuple(safe(remark) for remark in family.remarks(question, given) if remark)
    fraction = family.fraction(question, given)
    general = safe(question.general_feedback)
    return Shown(
        place + 1, question, text, shown.controls, True, mark, fraction, family.right(question, safe), remarks, general
    )
