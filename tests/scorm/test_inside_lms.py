"""The player in the page of an LMS: a frame below a title and a fixed bar, in a window that may not show it whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Frame, Page, Route, expect

from tests.scorm.learner import answer

pytestmark = pytest.mark.browser
BAR = 60
_SITE = "http://lms.invalid"
# As in Moodle: a bar that stays, a title above the frame, the frame 666 pixels high.
_AROUND = f"""<!doctype html><style>body {{ margin: 0; padding: 255px 0 150px; }} iframe {{ border: 0; }}
header {{ position: fixed; inset: 0 0 auto; height: {BAR}px; background: silver; }}</style>
<header></header><iframe name="sco" src="/index.html" width="650" height="666"></iframe>"""
_TITLE_TOP = "name => document.querySelector(name).getBoundingClientRect().top"


@pytest.fixture
def page(chrome: Browser, folder: Path) -> Iterator[Page]:
    """The page of an LMS around the sample."""
    context = chrome.new_context(viewport={"width": 1280, "height": 900}, locale="fr-FR")
    context.set_default_timeout(8000)

    def serve(route: Route) -> None:
        name = route.request.url.removeprefix(f"{_SITE}/").partition("?")[0]
        if name:
            route.fulfill(path=folder / name)
        else:
            route.fulfill(body=_AROUND, content_type="text/html")

    context.route(f"{_SITE}/**", serve)
    opened = context.new_page()
    opened.goto(_SITE)
    yield opened
    context.close()


@pytest.fixture
def course(page: Page) -> Frame:
    frame = page.frame("sco")
    assert frame is not None
    frame.wait_for_selector("[data-dressed]")
    return frame


def _go(course: Frame, title: str) -> None:
    course.locator("#contents-button").click()
    course.locator("#contents a", has_text=title).first.click()
    expect(course.locator("#title")).to_have_text(title)


def _scrolled(page: Page) -> int:
    return int(page.evaluate("scrollY"))


def _top(page: Page, course: Frame, name: str) -> float:
    """Where something of the course stands in the window of the LMS."""
    above = page.locator("iframe").evaluate("one => one.getBoundingClientRect().top")
    return float(above + course.evaluate(_TITLE_TOP, name))


def test_the_lms_page_stands_still_when_a_test_is_handed_in(page: Page, course: Frame) -> None:
    _go(course, "Évaluation finale")
    answer(course, right=True)
    assert _scrolled(page) == 0
    assert BAR < _top(page, course, ".result-title") < 500
    course.locator("#contents-button").click()
    expect(course.locator("#contents a").first).to_be_visible()


def test_who_hands_in_at_the_foot_of_the_frame_sees_the_result_below_the_bar(page: Page, course: Frame) -> None:
    page.set_viewport_size({"width": 1280, "height": 560})
    _go(course, "Évaluation finale")
    page.evaluate("scrollTo(0, 1000)")
    assert _top(page, course, ".top") < 0
    answer(course, right=True)
    assert BAR <= _top(page, course, ".result-title") < 400
    assert _top(page, course, ".top") >= BAR


def test_who_turns_the_page_at_the_foot_of_the_frame_sees_its_title(page: Page, course: Frame) -> None:
    page.set_viewport_size({"width": 1280, "height": 560})
    page.evaluate("scrollTo(0, 1000)")
    course.locator("#next").click()
    expect(course.locator("#title")).not_to_have_text(re.compile("^Concevoir"))
    assert BAR <= _top(page, course, "#title") < 400


def test_opening_the_course_leaves_the_lms_page_where_it_is(page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 560})
    page.evaluate("scrollTo(0, 1000)")
    before = _scrolled(page)
    frame = page.frame("sco")
    assert frame is not None
    frame.evaluate("location.reload()")
    frame.wait_for_selector("[data-dressed]")
    assert _scrolled(page) == before > 0
