"""Every kind of question on a real page: by keyboard alone, by thumb, on a phone, before and after the answer."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from io import BytesIO
from math import sqrt
from pathlib import Path
from typing import Literal
from zipfile import ZipFile

import pytest
from playwright.sync_api import Browser, Locator, Page, ViewportSize, expect

from coursegen.outputs.scorm import write_scorm12
from methodology.values import Purpose
from tests.scorm import every_question
from tests.scorm.keys import Keys
from tests.scorm.shell import TOO_WIDE

pytestmark = pytest.mark.browser
PHONE: ViewportSize = {"width": 360, "height": 640}
DESK: ViewportSize = {"width": 1024, "height": 768}
Open = Callable[..., Page]
Scheme = Literal["light", "dark"]


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> dict[Purpose, Path]:
    """The test with every kind of question, by its purpose, unpacked."""
    folders = {purpose: tmp_path_factory.mktemp(purpose.name.lower()) for purpose in Purpose}
    for purpose, folder in folders.items():
        course = every_question.courseware(tmp_path_factory.mktemp("source"), purpose=purpose)
        with ZipFile(BytesIO(write_scorm12(course))) as archive:
            archive.extractall(folder)
    return folders


@pytest.fixture
def opened(chrome: Browser, places: dict[Purpose, Path]) -> Iterator[Open]:
    """Opens the test; any console message fails."""
    complaints: list[str] = []
    contexts = []

    def at(purpose: Purpose, size: ViewportSize = DESK, scheme: Scheme = "light", touch: bool = False) -> Page:
        context = chrome.new_context(
            viewport=size, color_scheme=scheme, locale="fr-FR", has_touch=touch, bypass_csp=True
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15000)
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto((places[purpose] / "index.html").as_uri())
        page.wait_for_selector("#contents a", state="attached")
        page.evaluate("[...document.querySelectorAll('#contents a')].find(a => /Tester/.test(a.textContent)).click()")
        page.wait_for_selector(".question")
        return page

    yield at
    for context in contexts:
        context.close()
    assert complaints == []


def question(page: Page, text: str) -> Locator:
    return page.locator(".question", has_text=text)


def words(place: Locator) -> str:
    return " ".join(place.inner_text().split())


def _order(keys: Keys, box: Locator, wanted: list[str]) -> None:
    """Each thing up to its place, by its own button."""
    for place, name in enumerate(wanted):
        item = box.locator(".order li", has_text=name)
        for _step in range(len(wanted)):
            if words(item.locator(".grip")) == str(place + 1):
                break
            keys.push(item.get_by_role("button", name=f"Monter : {name}"))
        assert words(item.locator(".grip")) == str(place + 1)


def _place(keys: Keys, box: Locator, word: str, slot: str) -> None:
    """The word, then its place."""
    keys.push(box.get_by_role("group", name="Mots à placer").get_by_role("button", name=word))
    keys.push(box.get_by_role("button", name=re.compile(f"^{slot}")))


def _numbers(box: Locator) -> list[float]:
    found = re.findall(r"\d+(?:,\d+)?", re.sub(r"(?<=\d)\s(?=\d{3})", "", words(box.locator(".question-text"))))
    return [float(number.replace(",", ".")) for number in found]


def _simple(page: Page, keys: Keys) -> Iterator[Locator]:
    box = question(page, "Par quelle étape")
    keys.choose(box, "Analyser la demande")
    yield box
    box = question(page, "Quelles causes")
    for label in ("Un logiciel en panne", "Un effectif trop faible"):
        keys.tick(box.get_by_label(label))
    yield box
    box = question(page, "est observable")
    keys.choose(box, "Faux")
    yield box
    box = question(page, "chaque question à son étape")
    keys.pick(box.get_by_label("Quel écart ?"), "Analyser")
    keys.pick(box.get_by_label("Par quel chemin ?"), "Concevoir")
    yield box
    box = question(page, "quel poids en tout")
    keys.write(box.locator("input"), "0,5")
    keys.pick(box.get_by_label("Unité"), "t")
    yield box
    box = question(page, "désigne le seuil")
    keys.write(box.locator("input"), "Le critère")
    yield box
    box = question(page, "Réécrivez")
    keys.write(box.locator("textarea"), " classer cinq dossiers de pension")
    yield box


def _in_texts(page: Page, keys: Keys) -> Iterator[Locator]:
    box = question(page, "la demande, puis on")
    for place, word in enumerate(("analyse", "définit", "cahier des charges"), 1):
        keys.pick(box.get_by_label(f"Place {place} sur 3"), word)
    yield box
    box = question(page, "on la boit encore")
    for place, word in enumerate(("2", "froide", "chaude"), 1):
        keys.push(box.get_by_role("button", name=f"Place {place} sur 3"))
        keys.push(box.get_by_role("group", name="Mots à placer").get_by_role("button", name=word, exact=True))
    yield box


def _on_pictures(page: Page, keys: Keys) -> Iterator[Locator]:
    box = question(page, "Où tamponne-t-on")
    for place, word in enumerate(("Accueil", "Caisse", "Tampon"), 1):
        _place(keys, box, word, f"Place {place}")
    yield box
    box = question(page, "Placez l’accueil et les agents")
    keys.push(box.get_by_role("button", name="Accueil"))
    keys.reach(box.get_by_role("application"))
    for moves in ({"ArrowDown": 6}, {"ArrowLeft": 13, "ArrowUp": 11}, {"ArrowRight": 13}):
        for key, times in moves.items():
            keys.press(key, times)
        keys.press("Enter")
    yield box


def _composed(page: Page, keys: Keys) -> Iterator[Locator]:
    box = question(page, "La capitale du Togo")
    keys.write(box.get_by_label("Place 1 sur 5"), "lomé")
    keys.write(box.get_by_label("Place 2 sur 5"), "5")
    keys.pick(box.get_by_label("Place 3 sur 5"), "le franc CFA")
    for label in ("le Bénin", "le Ghana"):
        keys.tick(box.get_by_label(label))
    keys.choose(box.get_by_role("radiogroup"), "côtier")
    yield box
    box = question(page, "Mettez les étapes")
    _order(keys, box, ["Analyser", "Définir", "Concevoir", "Mettre en œuvre", "Évaluer"])
    yield box
    box = question(page, "trois de ces étapes")
    every = ["Recevoir", "Vérifier", "Instruire", "Notifier"]
    shown = words(box.locator(".order"))
    _order(keys, box, [name for name in every if name in shown])
    yield box


def _worked_out(page: Page, keys: Keys) -> Iterator[Locator]:
    box = question(page, "Une pension de")
    pension, rate = _numbers(box)[:2]
    keys.write(box.locator("input"), str(round(pension * (1 + rate / 100))))
    yield box
    box = question(page, "Quelle est la racine")
    keys.write(box.locator("input"), f"{sqrt(_numbers(box)[0]):.2f}".replace(".", ","))
    yield box
    box = question(page, "Un carré de")
    area = f"{_numbers(box)[0] ** 2:.2f}".replace(".", ",")
    keys.choose(box, area)
    yield box
    box = question(page, "Associez chaque sigle")
    for line in box.locator(".pair").all():
        meaning = {"CIPRES": "Conférence", "IPRES": "Institution"}[words(line.locator(".pair-left"))]
        keys.pick(line.locator("select"), meaning)
    yield box


def test_every_kind_is_answered_by_keyboard_alone_and_marked_right(opened: Open) -> None:
    page = opened(Purpose.FORMATIVE)
    keys = Keys(page)
    page.locator("h1").focus()
    for way in (_simple, _in_texts, _on_pictures, _composed, _worked_out):
        for box in way(page, keys):
            keys.push(box.get_by_role("button", name=re.compile("^Valider")))
            expect(box.locator(".question-number")).to_be_focused()
            state = box.get_attribute("data-state")
            assert state == ("neutral" if box.get_attribute("data-kind") == "essay" else "right"), words(box)
    assert "Votre résultat : 100 %" in words(page.locator(".result"))


def test_a_wrong_answer_gets_a_hint_then_costs_its_penalty(opened: Open) -> None:
    page = opened(Purpose.FORMATIVE)
    box = question(page, "Quelles causes")
    for label in ("Un logiciel en panne", "Un geste mal maîtrisé"):
        box.get_by_label(label).check()
    box.get_by_role("button", name="Valider").click()
    assert "Si : elle y répond." in words(box)
    assert "Pensez à l’ordre des cinq étapes." in words(box)
    assert "Éléments justes : 1 sur 2." in words(box)
    assert box.locator(".feedback").count() == 0
    assert "attendue" not in words(box)
    box.get_by_role("button", name="Réessayer").click()
    assert box.get_by_label("Un geste mal maîtrisé").is_checked()
    box.get_by_role("button", name="Valider").click()
    assert "Il vous reste une tentative." in words(box)
    page.reload()
    page.wait_for_selector(".question")
    assert box.get_by_label("Un logiciel en panne").is_checked()
    assert not box.get_by_label("Un geste mal maîtrisé").is_checked(), "the second hint clears what is wrong"
    box.get_by_label("Un effectif trop faible").check()
    box.get_by_role("button", name="Valider").click()
    assert "Points obtenus : 60 %" in words(box)
    assert box.locator(".clue").count() == 0
    page.reload()
    page.wait_for_selector(".question")
    assert "Points obtenus : 60 %" in words(box)


def test_the_last_try_tells_what_was_right_and_why(opened: Open) -> None:
    page = opened(Purpose.FORMATIVE)
    box = question(page, "désigne le seuil")
    for typed in ("verbe", "critere"):
        box.locator("input").fill(typed)
        box.get_by_role("button", name=re.compile("Valider")).click()
        if typed == "verbe":
            assert "Réponse attendue" not in words(box)
            box.get_by_role("button", name="Réessayer").click()
    assert box.get_attribute("data-state") == "partly"
    assert "Voyez l’accent." in words(box)
    assert "En partie juste. Réponse attendue : critère" in words(box)
    assert "Voyez le module 1." in words(box)


def hand_in(page: Page) -> None:
    for _warned in range(2):
        page.get_by_role("button", name="Valider mes réponses").click()
        if page.locator(".result").count():
            return


def test_a_graded_test_shows_ones_own_answers_and_no_right_one(opened: Open) -> None:
    page = opened(Purpose.SUMMATIVE)
    question(page, "la demande, puis on").get_by_label("Place 1 sur 3").select_option("oublie")
    question(page, "La capitale du Togo").get_by_label("Place 1 sur 5").fill("Cotonou")
    hand_in(page)
    shown = words(page.locator(".test"))
    assert "Réponse attendue" not in shown
    assert "Voyez le module 1." not in shown
    assert page.locator(".zones").count() == 0
    assert question(page, "La capitale du Togo").get_by_label("Place 1 sur 5").input_value() == "Cotonou"
    assert question(page, "la demande, puis on").locator(".gap-verdicts li").first.inner_text().endswith("Pas juste")


def test_a_diagnostic_test_shows_ones_own_answers_without_a_word_on_them(opened: Open) -> None:
    page = opened(Purpose.DIAGNOSTIC)
    question(page, "quel poids en tout").locator("input").fill("12")
    hand_in(page)
    own = page.locator(".own-answers")
    assert not own.locator("input").first.is_visible()
    own.locator("summary").click()
    box = own.locator(".own-answer", has_text="quel poids en tout")
    assert box.locator("input").input_value() == "12"
    assert not re.search(r"\b(Juste|Pas juste|attendue)\b", words(own))
    assert "Sans réponse" in words(own.locator(".own-answer", has_text="Quelles causes"))


def test_words_and_points_are_placed_by_thumb(opened: Open) -> None:
    page = opened(Purpose.FORMATIVE, PHONE, touch=True)
    box = question(page, "on la boit encore")
    box.locator(".word", has_text="chaude").tap()
    box.locator(".slot").nth(1).tap()
    box.locator(".slot").nth(2).tap()
    box.locator(".word", has_text="chaude").tap()
    assert [words(slot) for slot in box.locator(".slot").all()] == ["…", "chaude", "chaude"]
    box.locator(".slot").nth(1).tap()
    assert words(box.locator(".slot").nth(1)) == "…"
    picture = question(page, "Où tamponne-t-on")
    picture.locator(".word", has_text="Caisse").tap()
    picture.locator(".pin").nth(1).tap()
    assert words(picture.locator(".slot").nth(1)) == "Caisse"
    assert picture.locator(".word", has_text="Caisse").get_attribute("aria-disabled") == "true"
    markers = question(page, "Placez l’accueil et les agents")
    stage = markers.locator(".stage")
    wide = stage.evaluate("one => one.getBoundingClientRect().width")
    stage.tap(position={"x": wide / 2, "y": wide * 250 / 600})
    assert words(markers.locator(".place-list")) == "A Accueil 50 % depuis la gauche, 78 % depuis le haut"
    markers.get_by_role("button", name="Retirer Accueil").tap()
    assert markers.locator(".pin").count() == 0


def test_things_are_pulled_to_their_place(opened: Open) -> None:
    page = opened(Purpose.FORMATIVE)
    box = question(page, "Mettez les étapes")
    last, first = box.locator(".order li").last, box.locator(".order li").first
    name = words(last.locator(".order-text"))
    last.locator(".grip").hover()
    page.mouse.down()
    first.locator(".order-text").hover()
    page.mouse.up()
    assert words(box.locator(".order li").first.locator(".order-text")) == name
    page.reload()
    page.wait_for_selector(".question")
    assert words(box.locator(".order li").first.locator(".order-text")) == name


LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
PARTS = ".choice-text, .pair-left, .order-text, .place-name, .word span, .slot span, option"
LENGTHEN = """([parts, word]) => document.querySelectorAll(parts)
  .forEach(one => { if (!one.matches('.gap-number')) one.textContent = word; })"""


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_long_words_and_the_other_direction_keep_the_page_as_wide_as_a_phone(opened: Open, direction: str) -> None:
    page = opened(Purpose.FORMATIVE, PHONE)
    page.evaluate("way => { document.documentElement.dir = way; }", direction)
    page.evaluate(LENGTHEN, [PARTS, LONG])
    assert page.evaluate(TOO_WIDE) <= 0


SMALL = """() => [...document.querySelectorAll('.test :is(button, select, input[type=text], textarea, .choice)')]
  .map(one => [one, one.getBoundingClientRect(), getComputedStyle(one, '::before').content])
  .filter(([one, box, more]) => box.height && Math.round(box.height) < 44 && more === 'none')
  .map(([one]) => one.outerHTML.slice(0, 120))"""


@pytest.mark.parametrize(
    ("size", "scheme"),
    [
        (PHONE, "dark"),
        (DESK, "light"),
        pytest.param(PHONE, "light", marks=pytest.mark.thorough),
        pytest.param(DESK, "dark", marks=pytest.mark.thorough),
    ],
)
def test_nobody_is_kept_out_before_nor_after_the_answers(
    opened: Open, npm: Path, size: ViewportSize, scheme: Scheme
) -> None:
    """axe-core, the width of the page and the size of what is pressed: while answering, after a hint, at the end."""
    axe = (npm / "node_modules/axe-core/axe.min.js").read_text("utf-8")
    page = opened(Purpose.FORMATIVE, size, scheme)
    page.evaluate(axe)
    found: list[object] = []

    def judge(when: str) -> None:
        faults = page.evaluate(
            "axe.run({preload: false}).then(r => r.violations.map(v => v.id + ' ' + v.nodes[0].html))"
        )
        faults += page.evaluate(SMALL) + ([] if page.evaluate(TOO_WIDE) <= 0 else ["too wide"])
        found.extend(f"{when}: {fault}" for fault in faults)

    judge("before")
    page.locator(".slot").first.click()
    answer_anything(page)
    judge("answered")
    for turn in range(3):
        press_all(page, "Valider")
        if turn != 1:
            judge(f"explained {turn}")
        press_all(page, "Réessayer")
        answer_anything(page)
    assert found == []
    assert page.locator(".result").count() == 1


def press_all(page: Page, name: str) -> None:
    buttons = page.get_by_role("button", name=re.compile(f"^{name} Question"))
    while buttons.count():
        buttons.first.click()


def answer_anything(page: Page) -> None:
    """Something in every question that is still open, most of it wrong."""
    for field in page.locator(".question input[type=text]:not([readonly])").all():
        field.fill("12")
    for field in page.locator(".question textarea:not([readonly])").all():
        field.fill("Écrit par une personne.")
    for field in page.locator(".question select:enabled").all():
        field.select_option(index=1)
    for group in page.locator(".question .choices:has(input:enabled)").all():
        group.locator("input").last.check()
    empty = page.locator(".question .slot:enabled:not([data-state=filled])")
    while empty.count():
        slot = empty.first
        if slot.get_attribute("aria-pressed") == "false":
            slot.click()
        slot.locator("xpath=ancestor::section").locator(".word[aria-disabled=false]").first.click()
    for stage in page.locator(".stage.aim").all():
        stage.click(position={"x": 5, "y": 5})
