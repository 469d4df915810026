"""Whatever an author writes: a package that every judge takes, or words that say what to mend."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree, html

from coursegen.outputs.scorm import Shape, write_scorm12, write_scorm2004
from tests.scorm.hostile import HOSTILE, LONG, ODD, titled
from tests.scorm.judge import judged
from tests.scorm.opened import NS
from tests.scorm.sample import CODE, courseware
from tests.scorm.test_scorm2004 import NS4, unpacked

SEVERAL = Shape(several=True, ordered=True)
EDITIONS: dict[str, Callable[..., bytes]] = {
    "1.2": write_scorm12,
    "2004-3": lambda course, shape: write_scorm2004(course, shape=replace(shape, edition=3)),
    "2004-4": write_scorm2004,
}
CUTS = {"1.2": (Shape(), SEVERAL), "2004-3": (SEVERAL,), "2004-4": (Shape(),)}


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("name", HOSTILE)
def test_static_judge_finds_nothing(name: str, edition: str, tools: Path, tmp_path: Path) -> None:
    path, course, told = tmp_path / "package.zip", HOSTILE[name](), []
    for shape in CUTS[edition]:
        path.write_bytes(EDITIONS[edition](course, shape=shape))
        told += judged(path, tools)
    assert told == []


@pytest.mark.parametrize("edition", EDITIONS)
def test_identifiers_and_file_names_dont_change_with_titles(edition: str) -> None:
    def named(title: str) -> tuple[set[str], list[str]]:
        files = unpacked(EDITIONS[edition](titled(title), shape=SEVERAL))
        root = etree.fromstring(files["imsmanifest.xml"])
        return set(files), [str(e.get("identifier")) for e in root.iter() if e.get("identifier")]

    assert named(ODD) == named("Titre")


@pytest.mark.parametrize("edition", EDITIONS)
def test_titles_of_the_manifest_fit_where_they_are_kept(edition: str) -> None:
    """Moodle keeps 255 characters, the schema of SCORM 1.2 allows 200."""
    root = etree.fromstring(unpacked(EDITIONS[edition](titled(LONG), shape=SEVERAL))["imsmanifest.xml"])
    titles = [title.text or "" for title in root.iterfind(".//cp:title", NS if edition == "1.2" else NS4)]
    assert len(titles) > 1
    assert max(map(len, titles)) <= 200
    assert all(title.startswith("É😀") for title in titles)


@pytest.mark.parametrize("language", ["ar", "he"])
def test_a_right_to_left_course_says_so_in_the_page_and_its_language_in_the_manifest(language: str) -> None:
    files = unpacked(write_scorm2004(courseware(language=language)))
    assert html.fromstring(files["index.html"]).get("dir") == "rtl"
    title = etree.fromstring(files["imsmanifest.xml"]).find(".//lom:title/lom:string", NS4)
    assert title is not None
    assert title.get("language") == language


def test_no_module_is_written_outside_or_over_another_file() -> None:
    files = unpacked(write_scorm12(HOSTILE["odd-codes"](), shape=SEVERAL))
    root = etree.fromstring(files["imsmanifest.xml"])
    launched = [r.get("href") for r in root.iterfind(".//cp:resource", NS) if r.get("href")]
    assert len({page.lower() for page in launched if page}) == 11  # the welcome and ten modules
    assert set(launched) <= set(files)
    assert all(b"<manifest" not in files[page] for page in launched if page)
    assert "/" not in "".join(page for page in launched if page)


def test_files_whose_names_differ_by_case_only_are_all_there() -> None:
    files = unpacked(write_scorm12(HOSTILE["colliding-files"]()))
    held = [name for name in files if name.startswith("media/") and name.endswith(".svg")]
    assert len({files[name] for name in held}) == 7


def test_metadata_hold_markup_as_words() -> None:
    root = etree.fromstring(unpacked(write_scorm2004(titled(ODD)))["imsmanifest.xml"])
    licence = root.findtext(".//lom:rights/lom:description/lom:string", namespaces=NS4)
    said = root.findtext(".//lom:general/lom:description/lom:string", namespaces=NS4) or ""
    assert licence == ODD
    assert "</script><script>alert(1)</script>" in said


@pytest.mark.parametrize("title", ["\u200b\u2060\ufeff\u00ad", " \t\u00a0", "\x00\x07", "\udfff"])
@pytest.mark.parametrize("edition", EDITIONS)
def test_a_title_that_shows_nothing_becomes_the_code(edition: str, title: str, tools: Path, tmp_path: Path) -> None:
    path = tmp_path / "package.zip"
    path.write_bytes(EDITIONS[edition](titled(title), shape=SEVERAL))
    assert judged(path, tools) == []
    root = etree.fromstring(unpacked(path.read_bytes())["imsmanifest.xml"])
    told = [one.text for one in root.iterfind(".//cp:title", NS if edition == "1.2" else NS4)]
    assert told[0] == CODE
    assert all(words and words.strip() for words in told)


@pytest.mark.parametrize("edition", EDITIONS)
def test_half_a_pair_costs_one_sign_not_the_package(edition: str) -> None:
    files = unpacked(EDITIONS[edition](titled("Avant\ud800après"), shape=Shape()))
    assert "Avant?après" in files["index.html"].decode()
