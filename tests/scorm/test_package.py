"""What is in a package, and that nothing else is."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from lxml import html

from coursegen.activities.page import PageActivity
from coursegen.charter import load_charter
from coursegen.charter.colour import contrast
from coursegen.courseware import Courseware, Grade, Html, Section
from coursegen.errors import InputError
from coursegen.outputs.scorm import write_scorm12, write_scorm2004
from coursegen.outputs.scorm.theme import _dark
from methodology.i18n import current_language
from tests.scorm.judge import judged
from tests.scorm.opened import NS, data_of, everything, files, manifest, texts
from tests.scorm.sample import courseware

HOSTILE = "\"Aïe\" & 'ouïe' </script><script>alert(1)</script> 😀 مرحبا \x07 " + "é" * 250


def with_first_page(text: str) -> Courseware:
    """The sample with the text of its first page replaced."""
    course = courseware()
    welcome = course.sections[0]
    first = welcome.activities[0]
    assert isinstance(first, PageActivity)
    page = replace(first, body=Html(text))
    section = replace(welcome, activities=(page, *welcome.activities[1:]))
    return replace(course, sections=(section, *course.sections[1:]))


def test_same_course_gives_same_bytes_dated_by_the_course(package: bytes) -> None:
    assert write_scorm12(courseware()) == package
    with ZipFile(BytesIO(package)) as archive:
        assert {info.date_time for info in archive.infolist()} == {(2026, 3, 2, 8, 0, 0)}
        assert archive.namelist() == sorted(archive.namelist())


def test_holds_online_sections_and_only_the_media_they_show() -> None:
    text = everything(courseware())
    assert "Parcourir les cinq étapes" in text
    assert "Réservé à la salle" not in text
    assert {n for n in files(courseware()) if n.startswith("media/")} == {"media/etapes.svg", "media/fiche-demande.pdf"}


def test_trainers_model_answers_stay_at_home() -> None:
    assert "REPONSE-DU-FORMATEUR" not in everything(courseware())


def test_manifest_declares_every_file_and_the_mastery_score() -> None:
    course = courseware()
    declared = {e.get("href") for e in manifest(course).iterfind(".//cp:file", NS)}
    held = {name for name in files(course) if not name.endswith((".xsd", "imsmanifest.xml"))}
    assert declared == held
    assert manifest(course).findtext(".//adlcp:masteryscore", namespaces=NS) == "60"
    assert manifest(course).findtext(".//md:datetime", namespaces=NS) == "PT3H30M"


def test_no_mastery_score_without_a_pass_mark_or_a_test_that_counts() -> None:
    no_mark = courseware(pass_percent=0.0)
    no_test = courseware(sections=courseware().sections[:1])
    for course in (no_mark, no_test):
        assert manifest(course).find(".//adlcp:masteryscore", NS) is None


def test_identifiers_come_from_keys_not_titles() -> None:
    def identifiers(course: Courseware) -> list[object]:
        found = [e.get("identifier") for e in manifest(course).iter() if e.get("identifier")]
        return [*found, *(page["id"] for page in data_of(course)["pages"])]

    course = courseware()
    renamed = tuple(
        replace(s, title=s.title + "!", activities=tuple(replace(a, title="T") for a in s.activities))
        for s in course.sections
    )
    assert identifiers(replace(course, title="Autre", sections=renamed)) == identifiers(course)


def test_a_page_more_leaves_the_other_identifiers_alone() -> None:
    course = courseware()
    fewer = replace(course, sections=(course.sections[0], replace_last(course.sections[1]), *course.sections[2:]))
    before, after = ({p["id"] for p in data_of(c)["pages"]} for c in (fewer, course))
    assert before < after


def replace_last(section: Section) -> Section:
    return replace(section, activities=section.activities[1:])


def test_policy_forbids_everything_remote_and_inline() -> None:
    page = html.fromstring(files(courseware())["index.html"])
    policy = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert "default-src 'none'" in policy
    assert not re.search(r"https?:|unsafe|\*", policy)
    inline = page.xpath("//script[not(@src) and not(@type='application/json')] | //*[@style] | //style")
    handlers = page.xpath("//@*[starts-with(name(), 'on')]")
    assert (inline, handlers) == ([], [])


def test_hostile_titles_are_shown_as_they_are_and_break_nothing() -> None:
    course = courseware(title=HOSTILE, short_title=HOSTILE, clause=HOSTILE)
    first = replace(course.sections[1], title=HOSTILE)
    course = replace(course, sections=(course.sections[0], first, *course.sections[2:]))
    page = html.fromstring(files(course)["index.html"].decode())
    assert len(page.xpath("//script")) == 2
    assert "</script><script>alert(1)</script>" in page.xpath("//h1")[0].text_content()
    assert data_of(course)["title"] == HOSTILE
    title = manifest(course).findtext(".//cp:item/cp:title", namespaces=NS) or ""
    assert title.startswith("\"Aïe\" & 'ouïe' </script>")
    assert len(title) <= 200


def test_links_lead_to_screens_of_the_package_or_nowhere() -> None:
    course = courseware()
    page_id = next(p["id"] for p in data_of(course)["pages"] if p["title"] == "Parcourir les cinq étapes")
    text = texts(course)
    assert f'href=\\"#{page_id}\\" data-page=\\"{page_id}\\">les cinq étapes' in text
    assert '<a data-elsewhere=\\"\\">la séance en salle' in text
    assert "activity:" not in text
    assert "media:" not in text


def test_a_title_that_bears_its_number_is_not_numbered_twice() -> None:
    course = courseware()
    section = replace(course.sections[1], title="0. Se préparer en ligne")
    parts = data_of(replace(course, sections=(course.sections[0], section, *course.sections[2:])))["parts"]
    assert [(p["number"], p["title"]) for p in parts][1:3] == [
        ("0", "Se préparer en ligne"),
        ("3", "Formuler des objectifs"),
    ]


def test_headings_follow_the_title_of_the_screen() -> None:
    assert "<h2>Le temps à prévoir</h2>" in texts(courseware())


def test_headings_never_skip_a_level() -> None:
    text = texts(with_first_page("<h4 class='h5'>A</h4><h6>B</h6><h5>C</h5><h3>D</h3><h4>E</h4>"))
    assert re.findall(r"<h(\d)[^>]*>(.)</h(\d)>", text) == [
        ("2", "A", "2"),
        ("3", "B", "3"),
        ("3", "C", "3"),
        ("2", "D", "2"),
        ("3", "E", "3"),
    ]


def test_objectives_that_the_summary_says_are_not_said_twice() -> None:
    course = courseware()
    section = course.sections[1]
    said = Html(f"<p>Vous saurez {section.objectives[0].text[0].lower()}{section.objectives[0].text[1:]} ;</p>")
    course = replace(course, sections=(course.sections[0], replace(section, summary=said), *course.sections[2:]))
    text = texts(course).casefold()
    assert [text.count(line.text.casefold()) for line in section.objectives] == [1, 1]


def test_a_missing_picture_is_named_in_french() -> None:
    with pytest.raises(InputError, match=r"« absent\.png » n'est pas dans le cours"):
        write_scorm12(with_first_page('<p><img src="media:absent.png" alt=""></p>'))


def test_the_player_speaks_the_language_of_the_course() -> None:
    before = current_language()
    page = files(courseware(language="en"))["index.html"].decode()
    assert ('lang="en"' in page, "Previous" in page, "Précédent" in page) == (True, True, False)
    assert current_language() == before


def test_right_to_left_course_is_laid_out_right_to_left() -> None:
    assert '<html lang="ar" dir="rtl">' in files(courseware(language="ar"))["index.html"].decode()


@pytest.mark.parametrize(("weights", "expected"), [((100.0,), [100.0]), ((0.0,), [1.0])])
def test_summative_tests_make_the_score(weights: tuple[float, ...], expected: list[float]) -> None:
    course = courseware()
    last = course.sections[-1]
    tests = tuple(replace(a, grade=Grade(20, 60, "final", weights[0])) if a.grade else a for a in last.activities)
    course = replace(course, sections=(*course.sections[:-1], replace(last, activities=tests)))
    rules = [p["test"] for p in data_of(course)["pages"] if "test" in p]
    assert [r["weight"] for r in rules if "weight" in r] == expected
    assert {r["purpose"] for r in rules if "weight" in r} == {"summative"}


def test_without_summative_test_practice_makes_the_score() -> None:
    course = courseware(sections=courseware().sections[:2])
    rules = [p["test"] for p in data_of(course)["pages"] if "test" in p]
    assert [(r["purpose"], r.get("weight", 0)) for r in rules] == [("diagnostic", 0), ("formative", 1)]


@pytest.mark.parametrize("charter", ["socieux", "cipres", "neutre"])
def test_dark_colours_can_be_read(charter: str) -> None:
    colours = _dark(load_charter(charter))
    texts = [
        name
        for name in colours
        if name.startswith("hue-") or name in ("ink", "muted", "accent", "act", "right", "wrong")
    ]
    worst = min(contrast(colours[n], colours[back]) for n in texts for back in ("paper", "surface", "act-surface"))
    assert worst >= 4.5


def test_first_screen_is_light(package_file: Path) -> None:
    """What comes before the first screen: 48 000 bytes are less than eight seconds on a 2G line (50 kbit/s)."""
    with ZipFile(package_file) as archive:
        size = sum(archive.getinfo(n).file_size for n in ("index.html", "player.js", "player.css"))
    assert size < 48_000


def test_static_judge_finds_nothing(package_file: Path, tools: Path) -> None:
    assert judged(package_file, tools) == []


@pytest.mark.parametrize("write", [write_scorm12, write_scorm2004])
def test_what_is_no_text_of_the_course_stays_light(write: Callable[[Courseware], bytes]) -> None:
    """Player, styles, words, list of pages, manifest, schemas: what the thirty shortest lessons would cost too."""
    course = courseware()
    with ZipFile(BytesIO(write(course))) as archive:
        files = [file for file in archive.infolist() if not file.filename.startswith(("content/", "media/"))]
    assert sum(file.compress_size for file in files) < 52_000
