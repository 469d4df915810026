"""What a folder says is there before learners write becomes seeds, and stays out of the package."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from coursegen.build.loading import Keeps, load_course
from coursegen.publish.prepare import prepare
from moodle_backups.seeds import OpeningPost, WikiPageSeed

EXAMPLE = Path(__file__).parents[2] / "examples/one-ael"
POSTS = """Lisez, puis répondez.

# Le meilleur accueil

Racontez **un** accueil réussi.

# Le pire

Sans nommer personne.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copy = tmp_path / "cours"
    shutil.copytree(EXAMPLE, copy)
    (copy / "contenus/m1/meilleur-pire.md").write_text(POSTS, encoding="utf-8")
    return copy


def test_headings_of_a_forums_text_are_opening_posts(folder: Path) -> None:
    before, after = prepare(EXAMPLE), prepare(folder)
    assert before.seeds == ()
    assert [seed.kind for seed in after.seeds] == ["opening_post", "opening_post"]
    first, second = (seed.content for seed in after.seeds)
    assert isinstance(first, OpeningPost) and isinstance(second, OpeningPost)
    assert (first.subject, second.subject) == ("Le meilleur accueil", "Le pire")
    assert "<strong>un</strong>" in first.message and "nommer" not in first.message
    assert after.backup is not None
    [forum] = [
        activity
        for section in after.backup.sections
        for activity in section.activities
        if activity.key == after.seeds[0].activity
    ]
    assert "puis répondez" in forum.intro and "Racontez" not in forum.intro


def test_a_changed_opening_post_changes_nothing_of_the_package(folder: Path) -> None:
    before = prepare(folder)
    text = folder / "contenus/m1/meilleur-pire.md"
    text.write_text(POSTS.replace("Sans nommer", "Sans jamais nommer"), encoding="utf-8")
    after = prepare(folder)
    assert before.sources == after.sources
    assert before.seeds != after.seeds


def test_the_pages_of_a_wiki_say_what_their_pictures_show(folder: Path) -> None:
    steps = folder / "3-sequences.yaml"
    text = steps.read_text(encoding="utf-8")
    forum = "{type: forum, contenu: contenus/m1/meilleur-pire.md}"
    assert forum in text
    steps.write_text(text.replace(forum, forum.replace("forum", "wiki")), encoding="utf-8")
    picture = next(
        path.name for path in sorted((folder / "medias").iterdir()) if path.suffix in (".png", ".svg", ".jpg")
    )
    page = f"Écrivez ensemble.\n\n# Accueil\n\n![Le guichet](medias/{picture})\n\nNos règles.\n"
    (folder / "contenus/m1/meilleur-pire.md").write_text(page, encoding="utf-8")
    [seed] = prepare(folder).seeds
    assert isinstance(seed.content, WikiPageSeed)
    assert "Le guichet" in seed.content.content and "<img" not in seed.content.content


def test_the_check_has_nothing_against_such_headings(folder: Path) -> None:
    def said(place: Path) -> set[tuple[str, str]]:
        _course, findings = load_course(place, Keeps.READABLE)
        return {(finding.rule, finding.message) for finding in findings if "meilleur-pire" in finding.where.file}

    assert said(folder) <= said(EXAMPLE)
