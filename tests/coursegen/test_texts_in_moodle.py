"""How texts of a courseware look in a Moodle package."""

from __future__ import annotations

from dataclasses import replace

from coursegen.activities.book import BookActivity, Chapter
from coursegen.charter import load_charter
from coursegen.courseware import Html
from coursegen.outputs.moodle import to_backup
from moodle_backups.activities.book import Book
from moodle_backups.activities.quiz import Quiz
from tests.scorm.sample import courseware


def test_headings_of_a_chapter_look_less_than_its_title() -> None:
    """Moodle shows the title of a chapter as an <h3>."""
    body = Html("<p>Un.</p><h3>Entrer</h3><p>Deux.</p><h4>Par le menu</h4>")
    book = BookActivity(key="C/livre", title="Le livre", chapters=(Chapter(key="c1", title="Trouver", body=body),))
    course = courseware()
    alone = replace(course, sections=(replace(course.sections[0], activities=(book,)),), grade_categories=())
    [made] = [one for s in to_backup(alone, load_charter("neutre")).sections for one in s.activities]
    assert isinstance(made, Book)
    assert made.chapters[0].content.count('<h3 class="h4">Entrer</h3>') == 1
    assert made.chapters[0].content.count('<h4 class="h5">Par le menu</h4>') == 1


def test_the_rules_of_a_test_stand_apart_from_its_instruction() -> None:
    activities = [one for s in to_backup(courseware(), load_charter("neutre")).sections for one in s.activities]
    intros = [one.intro for one in activities if isinstance(one, Quiz) and "cg-consigne" in one.intro]
    assert intros
    for intro in intros:
        assert intro.count('<p class="mb-3">') == 1
        assert "<p" not in intro.partition('<p class="mb-3">')[2]
