"""A lesson: pages and questions, each answer with its own way on."""

from __future__ import annotations

from typing import Any

from coursegen.sandbox.asking.words import best_number, typed
from coursegen.sandbox.http import Answer
from coursegen.sandbox.learner import Record
from coursegen.sandbox.pages.visit import Visit
from moodle_backups.activities import lesson_pages as pages
from moodle_backups.questions.numerical import Numerical, NumericalAnswer

_END = ""


def show(visit: Visit) -> Answer:
    """Where the learner is in the lesson."""
    row = visit.learner.last(visit.piece, "answer")
    if visit.is_post:
        return _sent(visit, row)
    if row is None or not _pages(visit):
        return visit.page("lesson_front.html", count=len(_pages(visit)))
    if row.content["finished"]:
        return visit.page("lesson_end.html", grade=row.content["grade"])
    page = _page(visit, row.content["page"])
    told = visit.html(row.content.get("told", ""))
    return visit.page("lesson.html", page=page, text=visit.html(page.content), way=_way(page), told=told)


def _pages(visit: Visit) -> tuple[Any, ...]:
    found: tuple[Any, ...] = visit.activity.pages
    return found


def _page(visit: Visit, key: str) -> Any:
    return next((page for page in _pages(visit) if page.key == key), _pages(visit)[0])


def _way(page: Any) -> str:
    match page:
        case pages.ContentPage():
            return "buttons"
        case pages.MultiChoicePage(several=True):
            return "several"
        case pages.TrueFalsePage() | pages.MultiChoicePage():
            return "one"
        case pages.ShortAnswerPage() | pages.NumericalPage():
            return "word"
        case pages.MatchingPage():
            return "pairs"
        case pages.EssayPage():
            return "essay"
    return "on"


def _sent(visit: Visit, row: Record | None) -> Answer:
    if row is None or row.content["finished"]:
        first = _pages(visit)[0].key if _pages(visit) else _END
        begun = {"page": first, "got": 0, "possible": 0, "grade": None, "finished": not first}
        visit.learner.add(visit.piece, "answer", begun)
        return visit.back()
    page = _page(visit, row.content["page"])
    jump, score, told = _outcome(page, visit)
    content = {**row.content, "told": told, "page": _target(visit, page, jump)}
    if _way(page) not in ("buttons", "essay", "on"):
        content |= {"got": row.content["got"] + min(1, max(0, score)), "possible": row.content["possible"] + 1}
    if content["page"] == _END:
        possible = content["possible"]
        content |= {"finished": True, "grade": 100 * content["got"] / possible if possible else None}
    visit.learner.change(row.id, content)
    visit.judged()
    return visit.back()


def _outcome(page: Any, visit: Visit) -> tuple[pages.Target, int, str]:
    """Where the answer leads, its points, and what is said of it."""
    given = visit.asked.all("a")
    numbers = [int(value) for value in given if value.isdecimal()]
    match page:
        case pages.ContentPage(buttons=buttons):
            chosen = buttons[numbers[0]] if numbers and numbers[0] < len(buttons) else None
            return (chosen.jump if chosen else pages.Jump.THIS_PAGE), 0, ""
        case pages.MultiChoicePage(several=True, answers=answers):
            right = {n for n, answer in enumerate(answers) if answer.score > 0}
            best = answers[min(right)] if right else answers[0]
            wrong = next((answer for n, answer in enumerate(answers) if n not in right), best)
            told = best if set(numbers) == right else wrong
            return told.jump, int(told is best), told.response
        case pages.MatchingPage(pairs=pairs, correct=correct, wrong=wrong_way):
            fits = all(visit.asked.get(f"p{n}") == pair.match for n, pair in enumerate(pairs))
            way = correct if fits else wrong_way
            return way.jump, int(fits), way.response
        case pages.QuestionPage(answers=answers):
            answer = _chosen(page, numbers, given)
            if answer is None:
                return pages.Jump.THIS_PAGE, 0, ""
            return answer.jump, int(answer.score > 0), answer.response
    outcome = getattr(page, "outcome", pages.Outcome())
    return outcome.jump, 0, outcome.response


def _chosen(page: Any, numbers: list[int], given: list[str]) -> pages.LessonAnswer | None:
    answers: tuple[pages.LessonAnswer, ...] = page.answers
    text = typed({"": given})
    if isinstance(page, pages.NumericalPage):
        return _number(answers, text)
    if isinstance(page, pages.ShortAnswerPage):
        others = [answer for answer in answers if answer.text == pages.OTHER_ANSWERS]
        return next((a for a in answers if a.text.casefold() == text.casefold()), others[0] if others else None)
    return answers[numbers[0]] if numbers and numbers[0] < len(answers) else None


def _number(answers: tuple[pages.LessonAnswer, ...], text: str) -> pages.LessonAnswer | None:
    for answer in answers:
        low, _colon, high = answer.text.partition(":")
        try:
            middle, spread = (float(low) + float(high or low)) / 2, abs(float(high or low) - float(low)) / 2
        except ValueError:
            continue
        asked = Numerical(key="", name="", text="", answers=(NumericalAnswer(middle, spread),))
        if best_number(asked, text):
            return answer
    return next((answer for answer in answers if answer.text == pages.OTHER_ANSWERS), None)


def _target(visit: Visit, page: Any, jump: pages.Target) -> str:
    """The key of the page to go to; empty at the end."""
    keys: list[str] = [one.key for one in _pages(visit)]
    place = keys.index(page.key)
    if not isinstance(jump, pages.Jump):
        return str(jump) if jump in keys else _END
    if jump is pages.Jump.THIS_PAGE:
        return str(page.key)
    if jump is pages.Jump.END:
        return _END
    if jump is pages.Jump.PREVIOUS:
        return keys[max(0, place - 1)]
    return keys[place + 1] if place + 1 < len(keys) else _END
