"""Texts: hostile ones arrive as they are, links and files in them are resolved or named in an error."""

from __future__ import annotations

from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from package_reader import ReadPackage

from moodle_backups import Backup, File, check_backup
from moodle_backups.activities.book import Book, Chapter
from moodle_backups.activities.label import Label
from moodle_backups.activities.page import Page
from moodle_backups.files import stored_path
from moodle_backups.php import serialize
from moodle_backups.xml import Encoded, document, record, scalar

Make = Callable[..., Backup]
Write = Callable[[Backup], ReadPackage]


def page(content: str, *files: File) -> Page:
    return Page(key="p", name="P", content=content, files=files)


def messages(backup: Backup) -> list[str]:
    return [str(problem) for problem in check_backup(backup)]


@given(st.text(alphabet=st.characters(exclude_categories=[])))
def test_any_text_makes_xml_that_parses_back_to_itself(text: str) -> None:
    parsed = etree.fromstring(document(record("r", {"name": text})))
    back = str(parsed.findtext("name")).replace("\u2060", "")
    kept = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2060", "")
    assert back == "".join(c for c in kept if _xml_can_carry(c))


def _xml_can_carry(char: str) -> bool:
    code = ord(char)
    control = code < 0x20 and char not in "\t\n"
    return not control and code != 0x7F and not 0xD800 <= code <= 0xDFFF and code not in (0xFFFE, 0xFFFF)


def test_null_empty_and_booleans_are_three_things() -> None:
    assert (scalar(None), scalar(""), scalar(False), scalar(True), scalar(0)) == ("$@NULL@$", "", "0", "1", "0")


def test_a_name_that_looks_like_null_stays_a_name() -> None:
    assert scalar("$@NULL@$") != "$@NULL@$"
    assert scalar(Encoded("$@PAGEVIEWBYID*7@$")) == "$@PAGEVIEWBYID*7@$"


def test_marks_of_moodle_in_a_text_are_shown_not_obeyed(course: Make, written: Write) -> None:
    text = "<p>$@PAGEVIEWBYID*1@$ et @@PLUGINFILE@@/x.png 😀 <b>&amp;</b></p>"
    content = str(written(course(page(text))).activity("p").findtext("content"))
    assert "$@" not in content and "@@PLUGINFILE@@" not in content
    assert unescape(content) == unescape(text)


def test_names_of_255_characters_fit_and_longer_ones_are_reported(course: Make) -> None:
    assert not messages(course(Page(key="p", name="é" * 255, content="")))
    assert messages(course(Page(key="p", name="é" * 300, content=""))) == [
        'page "p": has a name of 300 characters; Moodle takes 255'
    ]


def test_a_link_to_an_unknown_activity_is_named(course: Make) -> None:
    assert messages(course(page('<a href="activity:nulle-part">x</a>'))) == [
        'page "p": a text links to activity "nulle-part", which doesn\'t exist'
    ]


def test_a_link_to_an_unknown_chapter_is_named(course: Make) -> None:
    book = Book(key="b", name="B", chapters=(Chapter(title="1", content="", key="un"),))
    assert messages(course(book, page('<a href="activity:b#deux">x</a>'))) == [
        'page "p": a text links to "b#deux": activity "b" has no "deux"'
    ]


def test_a_link_to_a_label_is_refused_for_it_has_no_page(course: Make) -> None:
    label = Label(key="l", intro="<p>x</p>")
    assert "which has no page" in messages(course(label, page('<a href="activity:l">x</a>')))[0]


def test_a_link_to_an_unknown_course_page_lists_the_known_ones(course: Make) -> None:
    known = "badges, grade-reports, grades, home, list/MODNAME, participants, section/KEY"
    problem = f'page "p": a text links to "course:forum"; known are {known}'
    assert messages(course(page('<a href="course:forum">x</a>'))) == [problem]


def test_keys_with_slashes_hashes_and_entities_can_be_linked(course: Make, written: Write) -> None:
    target = Page(key="m1/s&2#a", name="T", content="")
    package = written(course(target, page('<a href="activity:m1/s&amp;2#a">x</a>')))
    expected = f"$@PAGEVIEWBYID*{package.module('m1/s&2#a').get('id')}@$"
    assert f'href="{expected}"' in str(package.activity("p").findtext("content"))


def test_an_unknown_file_is_named(course: Make) -> None:
    assert messages(course(page('<img src="file:absent.png">'))) == [
        'page "p": a text shows file "absent.png", which isn\'t among the files given'
    ]


def test_a_file_that_no_text_shows_is_named(course: Make) -> None:
    assert messages(course(page("<p>x</p>", File("a.png", b"x")))) == [
        'page "p": no text shows file "a.png" (write src="file:a.png")'
    ]


def test_a_file_that_cannot_be_read_is_named(course: Make, tmp_path: Path) -> None:
    absent = page('<img src="file:a.png">', File("a.png", tmp_path / "absent.png"))
    assert messages(course(absent)) == ['page "p": file "a.png" can\'t be read: No such file or directory']


def test_attributes_in_prose_are_no_links(course: Make) -> None:
    assert not messages(course(page('<p>Écrivez <code>src="file:x.png"</code> ou href="activity:y".</p>')))


def test_any_attribute_with_any_quotes_can_show_a_file(course: Make, written: Write) -> None:
    text = """<video poster='file:a.png' title="a > b" src = "file:v.mp4"></video><a href='file:a.png'>x</a>"""
    files = (File("a.png", b"a"), File("v.mp4", b"v"))
    content = str(written(course(page(text, *files))).activity("p").findtext("content"))
    assert content == text.replace("file:", "@@PLUGINFILE@@/")


@pytest.mark.parametrize(
    ("name", "folder", "stored"),
    [
        ("l'été 日本.png", "/", "lété 日本.png"),
        ("img/deux/a.png", "/img/deux/", "a.png"),
        ('a<b>|c:"d`.txt', "/", "abcd.txt"),
        ("../../etc/passwd", "/etc/", "passwd"),
        ("/abs/x.png", "/abs/", "x.png"),
        ("a\ud800b.png", "/", "ab.png"),
    ],
)
def test_names_are_kept_as_moodle_will_keep_them(name: str, folder: str, stored: str) -> None:
    assert stored_path(name) == (folder, stored)


def test_a_place_in_a_file_can_be_linked(course: Make, written: Write) -> None:
    files = (File("guide.pdf", b"1"), File("a#b.pdf", b"2"))
    text = '<a href="file:guide.pdf#page=2">x</a><a href="file:a#b.pdf">y</a>'
    content = str(written(course(page(text, *files))).activity("p").findtext("content"))
    assert 'href="@@PLUGINFILE@@/guide.pdf#page=2"' in content
    assert 'href="@@PLUGINFILE@@/a%23b.pdf"' in content


def test_two_files_that_moodle_would_call_the_same_are_reported(course: Make) -> None:
    files = (File("a'b.png", b"1"), File("ab.png", b"2"))
    texts = '<img src="file:a\'b.png"><img src="file:ab.png">'
    assert 'page "p": 2 files are called "/ab.png"' in messages(course(page(texts, *files)))


def test_a_label_is_named_after_its_first_words(course: Make, written: Write) -> None:
    long = "Bienvenue dans cette formation de formateurs, prenez place"
    package = written(course(Label(key="l", intro=f"<h3>{long}</h3>"), Label(key="m", intro="<p>Court &amp; net</p>")))
    assert package.activity("l").findtext("name") == "Bienvenue dans cette formation de formateurs, pre…"
    assert package.activity("m").findtext("name") == "Court & net"


def test_php_counts_bytes() -> None:
    assert serialize({"é": "été", "n": 1}) == 'a:2:{s:2:"é";s:5:"été";s:1:"n";i:1;}'


def test_an_unclosed_tag_of_any_length_costs_no_time(course: Make) -> None:
    assert not messages(course(page("<a " + "x='" * 200_000 + "activity:")))
