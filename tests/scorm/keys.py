"""A learner without a mouse: everything by Tab, arrows, Space and Enter."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

_FAR = 60  # more presses of Tab than any question takes


class Keys:
    """The keyboard in front of a page."""

    def __init__(self, page: Page) -> None:
        self._page = page

    def press(self, key: str, times: int = 1) -> None:
        for _time in range(times):
            self._page.keyboard.press(key)

    def reach(self, target: Locator) -> None:
        """Tab on until the target has the focus; fails when Tab never comes there."""
        for _step in range(_FAR):
            if target.evaluate("one => one === document.activeElement"):
                return
            self.press("Tab")
        expect(target).to_be_focused(timeout=1)

    def write(self, field: Locator, text: str) -> None:
        self.reach(field)
        self._page.keyboard.type(text)

    def push(self, button: Locator) -> None:
        self.reach(button)
        self.press("Enter")

    def tick(self, box: Locator) -> None:
        self.reach(box)
        self.press("Space")

    def choose(self, group: Locator, words: str) -> None:
        """One of several buttons of choice: Tab reaches the group, arrows go round it."""
        wanted = group.locator(".choice", has_text=words).get_by_role("radio")
        self.reach(group.get_by_role("radio").first)
        self.press("Space")
        for _step in range(group.get_by_role("radio").count()):
            if wanted.is_checked():
                return
            self.press("ArrowDown")
        raise AssertionError(f"arrows never come to {words}")

    def pick(self, field: Locator, words: str) -> None:
        """An option of a list, by arrows."""
        self.reach(field)
        for _step in range(field.locator("option").count()):
            if field.evaluate("one => one.selectedOptions[0].textContent") == words:
                return
            self.press("ArrowDown")
        raise AssertionError(f"{words} is not in the list")
