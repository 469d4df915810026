"""The example of a course folder: published, corrected by its author, published again, taken back."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from coursegen.publish.plugin import Category, Coursedeploy
from coursegen.publish.prepare import prepare
from coursegen.publish.rest import MoodleClient
from coursegen.publish.secret import Token

from .reconciled import Live, what, written
from .site import Site

pytestmark = pytest.mark.thorough
"""On one release by default: minutes on each (docs/tests-moodle.md)."""

EXAMPLE = Path(__file__).parents[2] / "examples" / "one-ael"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the example that a test may change."""
    return Path(shutil.copytree(EXAMPLE, tmp_path / "cours"))


@pytest.fixture
def live(site: Site, tmp_path: Path, folder: Path) -> Live:
    """The example on the site."""
    site.clean_courses()
    account = site.publisher()
    plugin = Coursedeploy(MoodleClient(site.url, Token(account.token)))
    category = plugin.info(Category.named(account.category_idnumber)).category_id
    course = prepare(folder)
    return Live(site, plugin, category, tmp_path, course.sources.key).made(course)


def test_a_corrected_folder_touches_what_its_author_corrected(live: Live, folder: Path) -> None:
    before = prepare(folder)
    assert not [one.key for one in live.inventory.activities if one.edited]
    assert live.publish(before).writes == 0
    assert written(live.publish(before, sources="")) == [], "the comparison with the package finds nothing either"
    lesson = folder / "contenus" / "m2" / "rediger.md"
    lesson.write_text(lesson.read_text(encoding="utf-8") + "\nUne phrase de plus.\n", encoding="utf-8")
    bank = folder / "questions" / "canaux.yaml"
    question = bank.read_text(encoding="utf-8")
    assert "fatigue vite" in question
    bank.write_text(question.replace("fatigue vite", "fatigue beaucoup", 1), encoding="utf-8")
    corrected = prepare(folder)
    cmids = {one.key: one.cmid for one in live.inventory.activities}
    job = live.publish(corrected)
    changed = [one.key for one in corrected.sources.activities if one.digest != _digest(before, one.key)]
    assert sorted(what(job)) == sorted(key.rpartition("/")[2] for key in changed) != []
    assert {one.key: one.cmid for one in live.inventory.activities} == cmids
    lost = "SELECT count(*) AS n FROM {tag_instance} WHERE contextid NOT IN (SELECT id FROM {context})"
    assert written(live.publish(corrected, sources="")) == []
    assert live.site.query(lost)[0]["n"] == 0, "tags of questions go with the staging course"
    back = live.rollback()
    assert sorted(what(back)) == sorted(what(job))
    assert written(live.publish(before, sources="")) == []
    assert live.publish(before).writes == 0


def _digest(course: object, key: str) -> str:
    [found] = [one.digest for one in course.sources.activities if one.key == key]  # type: ignore[attr-defined]
    return str(found)
