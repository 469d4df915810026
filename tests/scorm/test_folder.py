"""A package out of its zip, on a USB stick: a person opens index.html, no LMS and no server anywhere."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from lxml import html
from playwright.sync_api import Browser, Page, expect

from coursegen.outputs.scorm import Shape, write_scorm12, write_scorm2004
from coursegen.outputs.scorm.shell import POLICY
from tests.scorm.sample import courseware
from tests.scorm.test_scorm2004 import unpacked

PACKAGES: dict[str, Callable[[], bytes]] = {
    "1.2": lambda: write_scorm12(courseware()),
    "2004": lambda: write_scorm2004(courseware()),
    "1.2-several": lambda: write_scorm12(courseware(), shape=Shape(several=True)),
    "2004-several": lambda: write_scorm2004(courseware(), shape=Shape(several=True, ordered=True)),
}


@pytest.mark.browser
@pytest.mark.parametrize("name", PACKAGES)
def test_pages_pictures_and_tests_work_from_a_folder(name: str, chrome: Browser, tmp_path: Path) -> None:
    with ZipFile(BytesIO(PACKAGES[name]())) as archive:
        archive.extractall(tmp_path)
    context = chrome.new_context(locale="fr-FR")
    page, complaints = context.new_page(), list[str]()
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto((tmp_path / "index.html").as_uri())
    _enter(page, name, "Se situer dans la démarche")
    page.locator("#contents a", has_text="Parcourir les cinq étapes").click()
    expect(page.locator("main img")).to_have_js_property("naturalWidth", 640)
    page.goto((tmp_path / "index.html").as_uri())
    _enter(page, name, "Formuler des objectifs")
    page.locator("#contents a", has_text="Évaluation finale").click()
    page.get_by_label("Analyser la demande et le public").check()
    for _twice in range(2):  # the first time it tells how many questions are left
        page.get_by_role("button", name="Valider mes réponses").click()
    expect(page.locator(".result-title")).to_be_visible()
    context.close()
    assert complaints == []


def _enter(page: Page, name: str, module: str) -> None:
    """Into a module, through the list of those that are SCOs of their own."""
    if "several" in name:
        page.get_by_role("link", name=module).click()
    page.wait_for_selector("#contents a")


def test_the_first_page_of_several_scos_lists_them_and_is_none_itself() -> None:
    files = unpacked(PACKAGES["1.2-several"]())
    page = html.fromstring(files["index.html"])
    assert page.xpath("//ul//a/@href") == ["accueil.html", "M0.html", "M6.html"]
    assert [" ".join(a.text_content().split()) for a in page.xpath("//ul//a")][1:] == [
        "Se situer dans la démarche",
        "Formuler des objectifs",
    ]
    assert page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content") == [POLICY]
    assert b'adlcp:scormtype="sco" href="index.html"' not in files["imsmanifest.xml"]
