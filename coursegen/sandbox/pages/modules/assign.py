"""A piece of work to hand in: its text here, files in Moodle. Nobody marks it but the learner, to try it out."""

from __future__ import annotations

import datetime
from typing import Any

from coursegen.sandbox.http import Answer
from coursegen.sandbox.pages.files import size_of
from coursegen.sandbox.pages.html import file_address
from coursegen.sandbox.pages.visit import Visit


def show(visit: Visit) -> Answer:
    """What is asked, what was handed in."""
    given = visit.learner.last(visit.piece, "answer")
    if visit.is_post:
        _keep(visit, given.id if given else 0, dict(given.content) if given else {})
        return visit.back()
    work = visit.activity
    address = file_address(visit.piece.id)
    return visit.page(
        "assign.html",
        work=work,
        instructions=visit.html(work.instructions),
        files=[(file.name, address(file.name), size_of(file)) for file in work.attachments],
        due=_day(work.due),
        given=given,
        criteria=_criteria(work),
        maximum=work.grade.maximum if work.grade else 0.0,
    )


def _keep(visit: Visit, row: int, before: dict[str, Any]) -> None:
    text, mark = visit.asked.get("text").strip(), visit.asked.get("mark").replace(",", ".")
    content = {"text": before.get("text", ""), "grade": before.get("grade"), "finished": True}
    if visit.asked.get("do") == "mark":
        content["grade"] = _percent(mark, visit.activity.grade.maximum if visit.activity.grade else 0.0)
    elif text:
        content["text"] = text
    if row:
        visit.learner.change(row, content)
    elif content["text"]:
        visit.learner.add(visit.piece, "answer", content)
    visit.judged()


def _percent(mark: str, maximum: float) -> float | None:
    try:
        return min(100.0, max(0.0, 100 * float(mark) / maximum))
    except (ValueError, ZeroDivisionError):
        return None


def _criteria(work: Any) -> list[str]:
    rubric = work.rubric or work.guide
    return [criterion.description for criterion in getattr(rubric, "criteria", ())]


def _day(timestamp: int | None) -> str:
    return datetime.datetime.fromtimestamp(timestamp).strftime("%d/%m/%Y %H:%M") if timestamp else ""
