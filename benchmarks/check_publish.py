"""Publishing to a live Moodle: first publication, republication unchanged, one lesson changed; beside a peer.

    MCP_BRIDGE_PYTHON=/venv/bin/python MCP_BRIDGE_PLUGIN=/path/mcpbridge python -m benchmarks.check_publish [RELEASE]

One course of 36 activities in 6 sections (24 pages, 4 quizzes of 3 questions, 4 forums, 2 assignments, 2 choices) is
published by us (package written, sent, checked, restored, read back) and built by the peer out of the same texts, in
turns on the same site. In process, median of `RUNS`. Rows written are counted by the database itself. See
`benchmarks.publish_peer` for what the peer can do and what not.
"""

from __future__ import annotations

import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from benchmarks import publish_peer
from benchmarks.live import Bench, asked_tree, bench
from benchmarks.publish_peer import PeerTimes
from moodle_backups import Backup, Section
from moodle_backups.activities.assign import Assign
from moodle_backups.activities.base import Activity
from moodle_backups.activities.choice import Choice, ChoiceOption
from moodle_backups.activities.forum import Forum
from moodle_backups.activities.page import Page
from moodle_backups.activities.quiz import Quiz
from moodle_backups.questions.truefalse import TrueFalse
from tests.moodle.drill import Drill
from tests.moodle.site import Site

RUNS = 5
FIRST, UNCHANGED = 1.5, 0.3  # seconds that issue PUBLISH asks for
SECTIONS = 6
TEXT = "<p>" + "Une phrase utile à la personne qui lit cette leçon, avec ce qu’il faut faire ensuite. " * 12 + "</p>"
CHANGED = TEXT + "<p>Une phrase de plus.</p>"
_TOKEN = Path(__file__).parents[1] / "tests" / "publish" / "php" / "peer_token.php"


def main() -> None:
    """Measure and print."""
    with bench(asked_tree()) as at, tempfile.TemporaryDirectory() as folder:
        _measure(at, Path(folder))


def _measure(at: Bench, folder: Path) -> None:
    site, token = at.site, _peer_token(at)
    ours: list[PeerTimes] = []
    theirs: list[PeerTimes] = []
    rows = {"unchanged": 0}
    for turn in range(RUNS + 1):  # the first one warms the caches of the site and is not counted
        ours.append(_ours(site, folder, f"banc-{turn}", rows))
        if token:
            theirs.append(publish_peer.measure(site.url, token, _outline(f"pair-{turn}"), CHANGED))
    print(f"Moodle {site.build}, 36 activités, médiane de {RUNS}")
    _tell("première publication", [one.built for one in ours], [one.built for one in theirs], FIRST)
    _tell("rien n’a changé", [one.pages for one in ours], [one.pages for one in theirs], UNCHANGED)
    print(f"  lignes écrites alors, comptées par la base : {rows['unchanged']}")
    _tell("une leçon changée", [one.one for one in ours], [one.one for one in theirs], None)
    if not token:
        print(f"  sans pair : {publish_peer.PYTHON} et {publish_peer.PLUGIN} ne sont pas donnés")


def _tell(what: str, ours: list[float], theirs: list[float], limit: float | None) -> None:
    mine = statistics.median(ours[1:])
    asked = f" (demandé : {limit} s)" if limit else ""
    print(f"  {what:22} : {mine:.2f} s{asked}, de {min(ours[1:]):.2f} à {max(ours[1:]):.2f}", end="")
    if theirs:
        peer = statistics.median(theirs[1:])
        print(f" ; {publish_peer.NAME} {peer:.2f} s ; rapport {mine / peer:.2f}", end="")
    print(flush=True)


def _ours(site: Site, folder: Path, key: str, rows: dict[str, int]) -> PeerTimes:
    """`pages` is the republication of everything, unchanged."""
    drill = Drill(site, folder, key)
    course = _course(key)
    built = _seconds(lambda: drill.publish(course))
    written = drill.database.written()
    unchanged = _seconds(lambda: drill.publish(course))
    rows["unchanged"] += sum(drill.database.written_since(written).values())
    one = _seconds(lambda: drill.publish(_corrected(course), label="1.1"))
    assert drill.written() == [f"{key}/p0"], drill.written()
    return PeerTimes(built, one, unchanged)


def _seconds(action: Callable[[], object]) -> float:
    before = time.perf_counter()
    action()
    return time.perf_counter() - before


def _course(key: str) -> Backup:
    sections = tuple(
        Section(key=f"{key}/s{number}", name=f"Séquence {number}", activities=_activities(key, number))
        for number in range(SECTIONS)
    )
    return Backup(idnumber=key, fullname=key, shortname=key, timestamp=1_780_000_000, sections=sections)


def _activities(key: str, section: int) -> tuple[Activity, ...]:
    pages = tuple(
        Page(key=f"{key}/p{4 * section + one}", name=f"Page {section}.{one}", content=TEXT) for one in range(4)
    )
    if section >= 4:
        options = (ChoiceOption(text="Oui"), ChoiceOption(text="Non"))
        devoir = Assign(key=f"{key}/d{section}", name=f"Devoir {section}", intro=TEXT)
        return (*pages, devoir, Choice(key=f"{key}/c{section}", name="Choix", options=options))
    questions = tuple(
        TrueFalse(key=f"{key}/q{section}.{one}", name=f"Q{one}", text=f"<p>Vrai {one} ?</p>", correct=True)
        for one in range(3)
    )
    quiz = Quiz(key=f"{key}/t{section}", name=f"Test {section}", intro=TEXT, questions=questions)
    return (*pages, quiz, Forum(key=f"{key}/f{section}", name=f"Forum {section}", intro=TEXT))


def _corrected(course: Backup) -> Backup:
    first, *others = course.sections
    page, *rest = first.activities
    changed = Page(key=page.key, name=page.name, content=CHANGED)
    return replace(course, sections=(replace(first, activities=(changed, *rest)), *others))


def _outline(name: str) -> dict[str, Any]:
    """The same course as the peer wants it."""
    sections = [
        {"name": section.name, "activities": [_described(one) for one in section.activities]}
        for section in _course(name).sections
    ]
    return {"fullname": name, "shortname": name, "categoryid": 1, "sections": sections}


def _described(activity: Activity) -> dict[str, Any]:
    match activity:
        case Page():
            return {"type": "page", "name": activity.name, "content": activity.content}
        case Quiz():
            questions = [
                {"qtype": "truefalse", "name": q.name, "text": q.text, "correct": 1} for q in activity.questions
            ]
            return {"type": "quiz", "name": activity.name, "intro": activity.intro, "questions": questions}
        case Forum():
            return {"type": "forum", "name": activity.name, "intro": activity.intro}
        case Assign():
            return {"type": "assignment", "name": activity.name, "intro": activity.intro}
        case _:
            return {"type": "choice", "name": activity.name, "question": activity.name, "options": ["Oui", "Non"]}


def _peer_token(at: Bench) -> str:
    """The peer's plugin put into the site, and a token of the administrator for its service; empty without it."""
    if not publish_peer.available():
        return ""
    source = publish_peer.plugin()
    shutil.copytree(source, at.code / "local" / "mcpbridge")
    at.site.upgrade()
    return at.site.php(_TOKEN, "local_mcpbridge_service").strip()


if __name__ == "__main__":
    main()
