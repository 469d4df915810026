"""A forum: discussions and answers to them."""

from __future__ import annotations

from coursegen.sandbox.http import Answer
from coursegen.sandbox.learner import Record
from coursegen.sandbox.pages.visit import Visit


def show(visit: Visit) -> Answer:
    """Every discussion with its answers."""
    posts = visit.learner.records(visit.piece, "post")
    if visit.is_post:
        text, subject = visit.asked.get("text").strip(), visit.asked.get("subject").strip()
        parent = visit.asked.number("parent")
        if text and (subject or parent in {post.id for post in posts}):
            visit.learner.add(visit.piece, "post", {"subject": subject, "text": text, "parent": parent})
            visit.judged()
        return visit.back()
    return visit.page(
        "forum.html", threads=[(post, visit.words(post), _answers(posts, post)) for post in posts if _begins(post)]
    )


def _begins(post: Record) -> bool:
    return not post.content.get("parent")


def _answers(posts: list[Record], first: Record) -> list[Record]:
    return [post for post in posts if post.content.get("parent") == first.id]
