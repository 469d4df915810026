"""A book of a courseware in a Moodle package."""

from __future__ import annotations

from dataclasses import replace

from coursegen.activities.book import BookActivity, Chapter
from coursegen.charter import load_charter
from coursegen.courseware import Html
from coursegen.outputs.moodle import to_backup
from moodle_backups.activities.book import Book
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
