"""Thirty lessons and more than a hundred questions of every kind, worked through in Chromium on a strict LMS."""

from __future__ import annotations

import dataclasses
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from playwright.sync_api import Browser, Page

from coursegen.activities.page import PageActivity
from coursegen.activities.quiz import QuizActivity, Slot
from coursegen.courseware import Courseware, Grade, Html, Section
from coursegen.outputs.scorm import write_scorm12, write_scorm2004
from methodology.values import Purpose
from tests.scorm import every_question, sample
from tests.scorm.every_question import BANK, CODE

pytestmark = pytest.mark.browser
LESSONS, TESTS = 30, 6
EDITIONS = {
    12: ("scorm12.js", "Scorm12API", "API", "LMS", "LMSFinish", "cmi.core.student_id"),
    2004: ("scorm2004.js", "Scorm2004API", "API_1484_11", "", "Terminate", "cmi.learner_id"),
}
# The LMS, as the window that opened this one. `judge`: what it refused, the longest suspend data, the interactions.
LMS = """
%(source)s;
const raw = new %(made)s({autocommit: false, logLevel: 5, autoProgress: false, mastery_override: false});
raw.loadFromFlattenedJSON({'%(learner)s': 'afi'});
const judge = window.judge = {refused: [], longest: 0, interactions: new Set(), data: ''}, face = {};
const verbs = ['Initialize', 'GetValue', 'SetValue', 'Commit'].map(name => '%(prefix)s' + name);
for (const verb of verbs.concat('%(finish)s')) {
  face[verb] = (...given) => {
    const answer = raw[verb](...given), code = String(raw['%(prefix)sGetLastError']());
    if (code !== '0' && !(/GetValue/.test(verb) && code === '403')) judge.refused.push([verb, ...given, code]);
    if (given[0] === 'cmi.suspend_data' && given[1]) judge.data = given[1];
    judge.longest = Math.max(judge.longest, judge.data.length);
    if (/SetValue/.test(verb) && /^cmi.interactions.*result$/.test(given[0])) judge.interactions.add(given[0]);
    return answer;
  };
}
Object.defineProperty(window, 'opener', {value: {'%(api)s': face}});
"""
# Someone who answers everything, at length, and never right but by chance.
ANSWER = """
() => {
  const all = (box, what) => [...box.querySelectorAll(what)];
  for (const box of document.querySelectorAll('.question')) {
    const radios = {};
    all(box, 'input[type=radio]').forEach(one => { radios[one.name] = one; });
    Object.values(radios).concat(all(box, 'input[type=checkbox]')).forEach(one => one.click());
    for (const list of all(box, 'select')) {
      list.selectedIndex = list.options.length - 1;
      list.dispatchEvent(new Event('change', {bubbles: true}));
    }
    for (const field of all(box, 'input[type=text], textarea')) {
      field.value = field.inputMode === 'decimal' ? '12 345,678' : 'réponse écrite par une personne appliquée';
      field.dispatchEvent(new Event('input', {bubbles: true}));
    }
    const words = all(box, '.word'), slots = all(box, '.slot');
    slots.forEach((slot, n) => { words[n % words.length].click(); slot.click(); });
    if (box.dataset.kind === 'ordering') all(box, '[data-by]').slice(-2)[0].click();
    const stage = box.querySelector('.stage.aim');
    for (const word of stage ? words : []) {
      const place = stage.getBoundingClientRect();
      word.click();
      const event = {bubbles: true, clientX: place.left + place.width / 3, clientY: place.top + place.height / 2};
      stage.firstChild.dispatchEvent(new MouseEvent('click', event));
      stage.dispatchEvent(new MouseEvent('pointerdown', event));
    }
  }
}
"""


def course(folder: Path) -> Courseware:
    """Six tests that count, each with every kind of question, and thirty lessons."""
    asked = BANK[:-3]
    copies = [[dataclasses.replace(one, id=f"{one.id}-{n}") for one in asked] for n in range(TESTS)]
    made, pool = every_question.questions(folder, *BANK[-3:], *(one for copy in copies for one in copy))
    marks = {question.key.rpartition("/")[2]: question for question in made}

    def test(n: int) -> QuizActivity:
        slots = tuple(Slot(marks[one.id].key, marks[one.id].mark) for one in copies[n] if one.id in marks)
        return QuizActivity(
            key=f"{CODE}/S{n}/test",
            title=f"Test {n + 1}",
            intro=Html(""),
            slots=slots,
            purpose=Purpose.SUMMATIVE,
            minutes=30,
            grade=Grade(),
        )

    lessons = tuple(
        PageActivity(key=f"{CODE}/L{n}", title=f"Leçon {n}", body=Html("<p>Texte.</p>")) for n in range(LESSONS)
    )
    section = Section(
        key=f"{CODE}/M1",
        number=1,
        title="Tout",
        summary=Html(""),
        activities=(*lessons, *(test(n) for n in range(TESTS))),
    )
    return sample.courseware(questions=made, media=pool.files, sections=(section,))


def worked_through(page: Page) -> None:
    """Every page to its end, every test handed in."""
    next_ = page.locator("#next")
    for _step in range(LESSONS + TESTS + 5):
        title = page.title()
        if page.locator(".question").count():
            page.evaluate(ANSWER)
            page.get_by_role("button", name="Valider mes réponses").click()
            if page.locator(".result-title").count() == 0:
                page.get_by_role("button", name="Valider mes réponses").click()
            page.wait_for_selector(".result-title")
        if page.locator("#next.last").count():
            return
        next_.click()
        page.wait_for_function("title => document.title !== title", arg=title)
        page.wait_for_selector("#page article .body", state="attached")


@pytest.mark.parametrize("edition", [12, 2004])
def test_a_full_course_stays_small_and_is_refused_nothing(
    chrome: Browser, npm: Path, tmp_path: Path, edition: int
) -> None:
    file, made, api, prefix, finish, learner = EDITIONS[edition]
    source = (npm / "node_modules" / "scorm-again" / "dist" / file).read_text("utf-8")
    write = write_scorm12 if edition == 12 else write_scorm2004
    with ZipFile(BytesIO(write(course(tmp_path)))) as archive:
        archive.extractall(tmp_path / "package")
    context = chrome.new_context(locale="fr-FR")
    page = context.new_page()
    page.set_default_timeout(30000)
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    words = {"source": source, "made": made, "learner": learner, "prefix": prefix, "finish": finish, "api": api}
    page.add_init_script(f"(function () {{ {LMS % words} }}).call(window);")
    page.goto((tmp_path / "package" / "index.html").as_uri())
    page.wait_for_selector("#contents a", state="attached")
    worked_through(page)
    page.evaluate("window.dispatchEvent(new Event('pagehide'))")
    told: dict[str, Any] = page.evaluate("({...judge, interactions: judge.interactions.size})")
    context.close()
    assert complaints == []
    assert told["refused"] == []
    assert told["longest"] < 2000
    written = [part[1:].rstrip(";").split(";") for part in told["data"].split("|") if part[0] in "qu"]
    answers = [answer for part in written for answer in part]
    assert told["interactions"] == len(answers) > 100
    assert {one[5:] for one in answers if one[4] == "-"} == {"e"}  # only essays wait for someone to mark them
