"""A learner in the player: goes from page to page by its buttons and answers the tests of an example, right or wrong.

What is right is read from the course folder, not from the package.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from markdown_it import MarkdownIt
from playwright.sync_api import Frame, Locator, expect

from coursegen.activities.quiz import QuizActivity
from coursegen.compose import compose
from coursegen.courseware import Courseware, Html
from coursegen.outputs.scorm.texts import plain_text
from methodology.folder import read_folder
from methodology.questions import Question, QuestionType

_LAST = "Bilan"
_HAND_IN = re.compile("^Valider mes réponses")
_CHECK = re.compile("^Valider(?! mes)")
_NUMBER = re.compile(r"^\w{1,4}[.)] ")
_AGAIN = re.compile("^Recommencer")
_WRONG_NUMBER, _WRONG_WORDS = "-98765", "zzz"


@dataclass(frozen=True)
class Example:
    """An example course: its courseware, and the questions of each test by the title of its page."""

    courseware: Courseware
    tests: dict[str, tuple[Question, ...]]
    counted: tuple[str, ...]

    @classmethod
    def read(cls, folder: Path) -> Example:
        """The example of that folder; `counted` are the titles of the tests that make the score."""
        course = read_folder(folder).course
        assert course is not None
        courseware = compose(course)
        named = {f"{course.identity.code}/{q.id}": q for q in course.questions()}
        quizzes = [a for a in courseware.activities() if isinstance(a, QuizActivity)]
        tests = {_plain(a.title): tuple(named[slot.question] for slot in a.slots) for a in quizzes}
        counted = (_plain(a.title) for a in quizzes if a.grade and a.grade.weight)
        return cls(courseware, tests, tuple(counted))


@dataclass
class Learner:
    """Somebody in the frame of the player. `right`: whether the tests that count are answered right."""

    frame: Frame
    example: Example
    right: bool = True

    def title(self) -> str:
        """The title of the screen."""
        return _plain(self.frame.locator("#title").inner_text())

    def walk(self, steps: int = 1000) -> list[str]:
        """Go on by the button, taking every test on the way, to the end or so many screens; the titles seen."""
        seen = [self.title()]
        for _step in range(steps):
            self.take_test()
            if self.title() == _LAST:
                break
            self._turn(self.frame.locator("#next"))  # its words change: begin, next, finish
            seen.append(self.title())
        return seen

    def go(self, title: str) -> None:
        """Go to a screen by the table of contents."""
        if self.frame.locator("#contents-button").is_visible():
            self.frame.locator("#contents-button").click()
            expect(self.frame.locator("#contents")).to_be_visible()
        links = {_plain(link.inner_text()): link for link in self.frame.locator("#contents a").all()}
        self._turn(next(link for text, link in links.items() if title in text))
        assert self.title() == title

    def _turn(self, control: Locator) -> None:
        """Use a control that leads to another screen; that screen is drawn."""
        self.frame.locator("#title").evaluate("title => { title.dataset.left = '1'; }")
        control.click()
        self.frame.wait_for_selector("#title:not([data-left])")

    def retake(self, title: str) -> None:
        """Take a test once more."""
        self.go(title)
        self.frame.get_by_role("button", name=_AGAIN).click()
        self.take_test()

    def take_test(self) -> None:
        """Answer the test of this screen, if it has one that is still to be taken."""
        questions = self.example.tests.get(self.title())
        if not questions:
            return
        self.frame.wait_for_selector("section.question, .result")
        if self.frame.locator(".result-title").count():
            return
        right = self.right or self.title() not in self.example.counted
        boxes = self.frame.locator("section.question")
        expect(boxes).to_have_count(len(questions))
        for number, question in enumerate(questions):
            box = boxes.nth(number)
            self._answer(box, question, right)
            if (check := box.get_by_role("button", name=_CHECK)).count():
                check.click()
        if (hand_in := self.frame.get_by_role("button", name=_HAND_IN)).count():
            hand_in.click()
            if not self.frame.locator(".result-title").count():
                hand_in.click()  # an essay may stay empty: the player asks once
        self.frame.wait_for_selector(".result-title")

    def _answer(self, box: Locator, question: Question, right: bool) -> None:
        match question.type:
            case QuestionType.SINGLE | QuestionType.MULTIPLE:
                texts = {_plain_markdown(c.text): c.correct or (c.percent or 0) > 0 for c in question.choices}
                self._choose(box, [text for text, good in texts.items() if good is right])
            case QuestionType.TRUE_FALSE:
                self._choose(box, ["Vrai" if bool(question.correct) is right else "Faux"])
            case QuestionType.MATCH:
                self._match(box, [_plain_markdown(pair.right) for pair in question.pairs], right)
            case QuestionType.NUMERICAL:
                number = f"{question.number:g}".replace(".", ",") if right else _WRONG_NUMBER
                box.locator("input[type=text]").fill(number)
            case QuestionType.SHORT_ANSWER:
                box.locator("input[type=text]").fill(question.accepted[0].replace("*", "") if right else _WRONG_WORDS)
            case QuestionType.ESSAY:
                box.locator("textarea").fill("Réponse rédigée pendant l'essai.")
            case other:
                raise AssertionError(f"no learner knows how to answer {other}")

    @staticmethod
    def _choose(box: Locator, wanted: list[str]) -> None:
        labels = {_NUMBER.sub("", _plain(label.inner_text())): label for label in box.locator("label").all()}
        radio = box.locator("input[type=radio]").count() > 0
        for text in wanted[:1] if radio else wanted:
            labels[text].locator("input").check()

    @staticmethod
    def _match(box: Locator, wanted: list[str], right: bool) -> None:
        for place, select in enumerate(box.locator("select").all()):
            options = {_plain(one.inner_text()): one.get_attribute("value") for one in select.locator("option").all()}
            others = [value for text, value in options.items() if text not in (wanted[place], next(iter(options)))]
            select.select_option(value=options[wanted[place]] if right else others[0])


def _plain(text: str) -> str:
    """As people compare texts: apostrophes and spaces of one sort."""
    return " ".join(text.replace("’", "'").replace("\u00a0", " ").replace("\u202f", " ").split())


def _plain_markdown(text: str) -> str:
    """A choice as the page shows it: no marks of Markdown."""
    return _plain(plain_text(Html(MarkdownIt().renderInline(text))))
