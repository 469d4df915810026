"""A poll: one question, its options, how many chose each."""

from __future__ import annotations

from coursegen.sandbox.http import Answer
from coursegen.sandbox.pages.visit import Visit


def show(visit: Visit) -> Answer:
    """The options, and what was chosen."""
    options = [option.text for option in visit.activity.options]
    given = visit.learner.last(visit.piece, "answer")
    if visit.is_post and (given is None or visit.activity.update):
        _keep(visit, [text for text in visit.asked.all("option") if text in options])
        return visit.back()
    chosen = given.content["options"] if given else []
    gone = [text for text in chosen if text not in options]
    several = visit.activity.several
    free = given is None or visit.activity.update
    return visit.page("choice.html", options=options, chosen=chosen, gone=gone, several=several, free=free)


def _keep(visit: Visit, chosen: list[str]) -> None:
    if not chosen:
        return
    given = visit.learner.last(visit.piece, "answer")
    content = {"options": chosen if visit.activity.several else chosen[:1], "grade": None}
    if given:
        visit.learner.change(given.id, content)
    else:
        visit.learner.add(visit.piece, "answer", content)
    visit.judged()
