"""A person in front of a Moodle site: a Chromium window, logged in, that complains about any noise."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from playwright.sync_api import (
    APIRequestContext,
    Browser,
    BrowserContext,
    ConsoleMessage,
    Error,
    Locator,
    Page,
    Request,
    ViewportSize,
    sync_playwright,
)

from .site import Account, Site

WIDE, PHONE = 1280, 360
_PATIENCE = 60_000  # milliseconds for one step; a busy machine needs long to draw a page
_HEIGHTS = {WIDE: 900, PHONE: 740}
_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]
# What Moodle prints for PHP notices, debugging() and exceptions, and PHP's own form of a notice.
_NOISE_BOXES = (
    ".phpdebugmessage, .debuggingmessage, [data-rel=debugging], [data-rel=fatalerror], .errorbox, "
    "[data-rel=phpdebugmessage], .xdebug-error"
)
_NOISE_TEXT = re.compile(
    r"(?:Notice|Warning|Deprecated|Fatal error|Parse error)(?:</b>)?:\s.{1,400}? on line ", re.DOTALL
)
# Pictures that come from the course; the site's own icons (theme/image.php) are no business of a package.
_MISSING_PICTURES = (
    "[...document.images].filter(i => i.src.includes('/pluginfile.php/') && i.complete && !i.naturalWidth)"
    ".map(i => i.src)"
)
# Moodle's question type with markers draws its zones from the size of its picture; when the page is slow, before the
# picture is there. Drawn once more, with the picture at hand, it must be quiet.
_DRAWN_TOO_EARLY = re.compile(r'^console: Error: <\w+> attribute \w+: Expected \w+, ".*NaN.*/core/first\.js')
# The innermost elements that stick out, when the page can be pushed sideways. Up to 4.4 it is not the document but
# the box #page that scrolls.
_TOO_WIDE = """() => {
    const pushed = [document.documentElement, document.querySelector('#page')]
        .filter(e => e && e.scrollWidth > e.clientWidth + 1);
    if (!pushed.length) return [];
    const out = e => e.getBoundingClientRect().right > window.innerWidth + 1;
    return [...document.querySelectorAll('#page *')].filter(e => out(e) && ![...e.children].some(out))
        .slice(0, 5).map(e => `${e.getBoundingClientRect().right} px: ${e.outerHTML.slice(0, 200)}`)
        .concat(pushed.map(e => `${e.tagName}: ${e.scrollWidth} px`));
}"""
_WHOLE_HEIGHT = """() => Math.max(document.documentElement.scrollHeight,
    ...[...document.querySelectorAll('#page')].map(e => e.getBoundingClientRect().top + e.scrollHeight))"""
_LONG_ANSWER = "Réponse rédigée pendant l'essai : chaque objectif dit ce que la personne saura faire."


def chromium() -> str | None:
    """The browser's program, or None when the machine has none."""
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@contextmanager
def running_browser() -> Iterator[Browser]:
    """One headless Chromium that reaches nothing but loopback."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=_FLAGS)
        yield browser
        browser.close()


class Windows:
    """Opens windows of one browser; a person logs in once, and her windows share cookies and cached files."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._people: dict[tuple[str, str], BrowserContext] = {}

    def open(self, site: Site, account: Account | None = None, width: int = WIDE) -> Visitor:
        """One more window; the caller closes it."""
        key = (site.url, account.username if account else "")
        if key not in self._people:
            context = self._browser.new_context(locale="fr-FR")
            context.set_default_timeout(_PATIENCE)
            if account is not None:
                _log_in(context.request, site, account)
            self._people[key] = context
        page = self._people[key].new_page()
        page.set_viewport_size({"width": width, "height": _HEIGHTS.get(width, 900)})
        return Visitor(page, site)


def _log_in(request: APIRequestContext, site: Site, account: Account) -> None:
    """Send the site's own login form, without drawing its page."""
    address = f"{site.url}/login/index.php"
    token = re.search(r'name="logintoken" value="([^"]+)"', request.get(address).text())
    form = {"username": account.username, "password": account.password, "logintoken": token[1] if token else ""}
    answer = request.post(address, form={**form})
    assert "/login/" not in answer.url, f"{account.username} cannot log in at {answer.url}:\n{answer.text()[:3000]}"


class Visitor:
    """One person in front of one window on one site.

    `complaints` gathers what the pages' scripts say: errors on the console, exceptions, requests that leave the site.
    """

    def __init__(self, page: Page, site: Site) -> None:
        self.page = page
        self.site = site
        self.complaints: list[str] = []
        self._listen()

    def open(self, address: str) -> Page:
        """Go to an address of the site (`/course/view.php?id=2`) and make sure that the page is quiet."""
        url = address if address.startswith("http") else self.site.url + address
        self.page.goto(url)
        self.settle()
        self.assert_quiet()
        return self.page

    def settle(self) -> None:
        """Wait until the page's scripts have done what they do at first (Moodle counts its own unfinished work)."""
        self.page.wait_for_load_state("load")
        self.page.wait_for_function("!window.M || !M.util || !M.util.pending_js || M.util.pending_js.length === 0")

    def assert_quiet(self) -> None:
        """Nothing that a developer would have to look at: PHP's noise, missing pictures, complaints of scripts."""
        assert_no_php_noise(self.page)
        missing = self.page.evaluate(_MISSING_PICTURES)
        assert not missing, f"{self.page.url} shows no picture for: {missing}"
        if self.complaints and all(map(_DRAWN_TOO_EARLY.match, self.complaints)):
            self.complaints.clear()
            self.page.reload()
            self.settle()
        assert not self.complaints, f"{self.page.url}:\n  " + "\n  ".join(self.complaints)

    def shoot(self, folder: Path, name: str, width: int = WIDE) -> Path:
        """A picture of the whole present page as a window of that width shows it; returns the file."""
        size: ViewportSize = {"width": width, "height": _HEIGHTS.get(width, 900)}
        self.page.set_viewport_size(size)
        self.page.reload(wait_until="networkidle")
        self.settle()
        file = folder / f"{name}-{self.site.release}-{width}.png"
        self.page.set_viewport_size({"width": width, "height": round(self.page.evaluate(_WHOLE_HEIGHT))})
        self.page.screenshot(path=file)
        self.page.set_viewport_size(size)
        return file

    def assert_fits(self) -> None:
        """Nothing sticks out of the window to the right."""
        too_wide = self.page.evaluate(_TOO_WIDE)
        assert not too_wide, f"{self.page.url} is too wide for the window because of:\n  " + "\n  ".join(too_wide)

    def attempt_quiz(self, module_id: int) -> int:
        """Take the quiz of that course module from start to end with right answers; returns the attempt's id.

        What the right answers are is asked of the site's question engine; a question that a person marks gets a text.
        """
        self.open(f"/mod/quiz/view.php?id={module_id}")
        self._start_attempt()
        attempt = _number_in(self.page.url, "attempt")
        answers = self.site.right_answers(attempt)
        while "/attempt.php" in self.page.url:
            for slot, question in self._questions():
                _answer(question, answers[slot])
            self.page.click("#mod_quiz-next-nav")
            self.settle()
            self.assert_quiet()
        self._hand_in()
        return attempt

    def close(self) -> None:
        """Close the window."""
        self.page.close()

    def _start_attempt(self) -> None:
        self.page.click("form[action*='startattempt.php'] [type=submit]")
        # A time limit brings a box that asks whether one is ready.
        ready = self.page.locator("#mod_quiz_preflight_form [name=submitbutton], #id_submitbutton")
        self.page.wait_for_selector(".que, #mod_quiz_preflight_form [name=submitbutton]")
        if "/attempt.php" not in self.page.url:
            ready.first.click()
            self.page.wait_for_url("**/attempt.php*")
        self.settle()
        self.assert_quiet()

    def _questions(self) -> Iterator[tuple[int, Locator]]:
        for question in self.page.locator(".que").all():
            identifier = question.get_attribute("id") or ""
            if not question.evaluate("e => e.classList.contains('description')"):
                yield int(identifier.rsplit("-", 1)[1]), question

    def _hand_in(self) -> None:
        self.page.locator("form[action*='processattempt.php'] [type=submit]").last.click()
        self.page.locator(".modal [data-action=save]").click()
        self.page.wait_for_url("**/review.php*")
        self.settle()
        self.assert_quiet()

    def _listen(self) -> None:
        self.page.on("console", self._on_console)
        self.page.on("pageerror", self._on_exception)
        self.page.on("request", self._on_request)

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not _is_harmless(message):
            self.complaints.append(f"console: {message.text} ({message.location.get('url')})")

    def _on_exception(self, error: Error) -> None:
        self.complaints.append(f"script: {error.message}")

    def _on_request(self, request: Request) -> None:
        if request.url.startswith("http") and not request.url.startswith(self.site.url):
            self.complaints.append(f"leaves the site: {request.url}")


class Visit(Protocol):
    """What the fixture `visit` is: opens one more window, which closes with the test."""

    def __call__(self, site: Site, account: Account | None = None, width: int = WIDE) -> Visitor: ...


def assert_no_php_noise(page: Page) -> None:
    """No notice, warning, debugging text or exception of PHP or Moodle on the page, in boxes or bare."""
    boxes = [box.strip()[:600] for box in page.locator(_NOISE_BOXES).all_inner_texts() if box.strip()]
    assert not boxes, f"{page.url} says:\n  " + "\n  ".join(boxes)
    found = _NOISE_TEXT.search(page.content())
    assert found is None, f"{page.url} says: {found.group() if found else ''}"


def _is_harmless(message: ConsoleMessage) -> bool:
    # The browser asks for this file by itself; PHP's server answers 404 when the tree has none at its root.
    return str(message.location.get("url", "")).endswith("/favicon.ico")


def _number_in(url: str, name: str) -> int:
    found = re.search(rf"[?&]{name}=(\d+)", url)
    assert found is not None, f"no {name} in {url}"
    return int(found.group(1))


def _answer(question: Locator, fields: dict[str, str] | None) -> None:
    """Fill in one question; `fields` None: a text that a person will mark."""
    if fields is None:
        _write(question)
        return
    for name, value in fields.items():
        _fill(question.locator(f"[name='{name}']:not([type=hidden])"), value)


def _fill(control: Locator, value: str) -> None:
    tag = control.first.evaluate("e => e.tagName + ' ' + e.type")
    if tag == "INPUT radio":
        control.and_(control.page.locator(f"[value='{value}']")).check()
    elif tag == "INPUT checkbox":
        control.set_checked(value == "1")
    elif tag.startswith("SELECT"):
        control.select_option(value=value)
    else:
        control.fill(value)


def _write(question: Locator) -> None:
    """Type into a long answer: bare text box, or the editor of the release."""
    plain = question.locator("textarea:visible")
    if plain.count():
        plain.first.fill(_LONG_ANSWER)
        return
    atto = question.locator(".editor_atto_content")
    if atto.count():
        atto.first.fill(_LONG_ANSWER)
        return
    question.frame_locator("iframe").locator("body").fill(_LONG_ANSWER)
