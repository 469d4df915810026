"""In Chromium, on Moodle's own scripts: the tab closed, the page loaded again, the network cut while work is done."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Frame, Page, expect

from tests.scorm.learner import answer
from tests.scorm.moodle_player import MoodlePlayer, running_moodle

pytestmark = pytest.mark.browser
STATUS, RAW, DATA, PLACE = (
    "cmi.core.lesson_status",
    "cmi.core.score.raw",
    "cmi.suspend_data",
    "cmi.core.lesson_location",
)
LATER = "extras.js"  # the last script to come: from then on everything is there


@pytest.fixture
def learner(chrome: Browser) -> Iterator[BrowserContext]:
    context = chrome.new_context(locale="fr-FR")
    yield context
    context.close()


@pytest.fixture
def player(moodle: Path, folder: Path) -> Iterator[MoodlePlayer]:
    with running_moodle(moodle, folder) as running:
        yield running


def opened(learner: BrowserContext, player: MoodlePlayer) -> tuple[Page, Frame]:
    page = learner.new_page()
    with page.expect_response(re.compile(LATER)):
        page.goto(player.address + "/player")
    frame = page.frame("sco")
    assert frame
    frame.wait_for_selector(".mark, [data-dressed]")
    return page, frame


def go(frame: Frame, title: str) -> None:
    if not frame.locator("#contents a").first.is_visible():
        frame.locator("#contents-button").click()
    frame.locator("#contents a", has_text=title).first.click()
    expect(frame.locator("#title")).to_contain_text(title)


def said(frame: Frame, words: str) -> None:
    expect(frame.locator("#saved")).to_contain_text(words)


def closed(page: Page) -> None:
    """The tab is closed as by its cross: `pagehide` runs. What is on its way then arrives or is lost."""
    with page.expect_event("close"):
        page.close(run_before_unload=True)


def test_the_tab_closed_right_after_the_test(learner: BrowserContext, player: MoodlePlayer) -> None:
    page, frame = opened(learner, player)
    go(frame, "Évaluation finale")
    answer(frame, right=True)
    closed(page)
    _page, again = opened(learner, player)
    assert player.stored[RAW] == "100"
    expect(again.locator(".result-title")).to_contain_text("100")


def test_the_page_loaded_again(learner: BrowserContext, player: MoodlePlayer) -> None:
    page, frame = opened(learner, player)
    go(frame, "Chercher les autres causes")
    with page.expect_response(re.compile(LATER)):
        page.reload()
    again = page.frame("sco")
    assert again
    expect(again.locator("#title")).to_contain_text("Chercher les autres causes")
    said(again, "Enregistré")


def test_the_network_cut_while_the_test_is_handed_in(learner: BrowserContext, player: MoodlePlayer) -> None:
    """Moodle says "true" (its beacon is on the way, it thinks). The network is back before the tab is closed."""
    page, frame = opened(learner, player)
    go(frame, "Évaluation finale")
    said(frame, "Enregistré")
    player.there = False
    answer(frame, right=True)
    said(frame, "Pas encore enregistré")
    assert RAW not in player.stored
    player.there = True
    frame.evaluate("window.dispatchEvent(new Event('online'))")
    said(frame, "Enregistré")
    assert player.stored[RAW] == "100"
    assert any(name.endswith("result") and value == "correct" for name, value in player.stored.items())
    page.close()


def test_the_tab_closed_while_the_network_is_cut(learner: BrowserContext, player: MoodlePlayer) -> None:
    page, frame = opened(learner, player)
    go(frame, "Évaluation finale")
    said(frame, "Enregistré")
    player.there = False
    answer(frame, right=True)
    said(frame, "Pas encore enregistré")
    closed(page)
    assert RAW not in player.stored
    player.there = True
    _page, again = opened(learner, player)
    said(again, "Enregistré")
    assert player.stored[RAW] == "100"
    expect(again.locator(".result-title")).to_contain_text("100")
