"""Which address shows what."""

from __future__ import annotations

import mimetypes
from importlib import import_module, resources
from importlib.util import find_spec
from typing import Final
from urllib.parse import unquote, urlsplit

from coursegen.i18n import gettext as _
from coursegen.sandbox.http import Answer, Asked
from coursegen.sandbox.jobs import Bench
from coursegen.sandbox.learner import Learner, activity_of
from coursegen.sandbox.pages.course_page import course_page, home_page, is_open
from coursegen.sandbox.pages.files import file_page
from coursegen.sandbox.pages.frame import HEADERS, missing, rendered, to
from coursegen.sandbox.pages.scorm_play import play_file, tracks
from coursegen.sandbox.pages.visit import Visit

_MODULES: Final = "coursegen.sandbox.pages.modules"
_STATIC: Final = frozenset({"bac.css", "scorm.js"})


def page(bench: Bench, asked: Asked) -> Answer:
    """The page at an address."""
    if asked.method == "POST" and not _is_ours(bench, asked):
        return rendered("message.html", 403, title=_("Refusé"), text=_("Ce formulaire vient d’une autre page."))
    first, _slash, rest = asked.path.removeprefix("/").partition("/")
    match first:
        case "":
            return home_page(bench)
        case "bac-a-sable":
            return Answer(str(bench.store.folder).encode(), kind="text/plain; charset=utf-8", headers=HEADERS)
        case "static":
            return _static(rest)
        case "course":
            return _course(bench, asked, rest)
        case "mod":
            return _activity(bench, asked, rest)
        case "file":
            return file_page(bench, rest)
        case "scorm":
            return play_file(bench, rest)
        case "tracks":
            return tracks(bench, asked, rest)
    return missing()


def _is_ours(bench: Bench, asked: Asked) -> bool:
    """A browser names the page that a form was sent from; one of elsewhere changes nothing here."""
    origin = asked.headers.get("origin", "")
    return not origin or urlsplit(origin).netloc == asked.headers.get("host", "")


def _static(name: str) -> Answer:
    if name not in _STATIC:
        return missing()
    content = resources.files("coursegen.sandbox.pages").joinpath("static", name).read_bytes()
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return Answer(content, kind=f"{kind}; charset=utf-8", headers=HEADERS)


def _course(bench: Bench, asked: Asked, rest: str) -> Answer:
    course = bench.courses.get(asked.number("id"))
    if course is None:
        return missing(_("Ce cours n’est pas dans le bac à sable."))
    if asked.method == "POST" and rest == "forget.php":
        Learner(bench, course).forget()
        return to(f"/course/view.php?id={course.id}")
    return course_page(bench, course)


def _activity(bench: Bench, asked: Asked, rest: str) -> Answer:
    kind, _slash, action = unquote(rest).partition("/")
    course = bench.courses.of_module(asked.number("id"))
    piece = course.module(asked.number("id")) if course else None
    if course is None or piece is None or piece.kind != kind:
        return missing(_("Cette activité n’est pas dans le bac à sable."))
    learner = Learner(bench, course)
    contents = bench.shelf.take(piece.package)
    visit = Visit(bench, asked, course, piece, learner, contents, activity_of(bench, piece))
    home = f"/course/view.php?id={course.id}#a{piece.id}"
    if not is_open(learner, piece):
        return to(home)
    if action == "tick.php" and visit.is_post:
        learner.tick(piece)
        return to(home if asked.get("from") == "course" else visit.place)
    answer = _shown(visit)
    if not visit.is_post:
        learner.see(piece)
    return answer


def _shown(visit: Visit) -> Answer:
    name = f"{_MODULES}.{visit.piece.kind}"
    module = import_module(name if visit.piece.kind.isidentifier() and find_spec(name) else f"{_MODULES}.other")
    answer: Answer = module.show(visit)
    return answer
