"""The sandbox in a browser: nothing that axe finds, no line too wide, packages that play and go on where they were."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from coursegen.sandbox.site import Sandbox
from moodle_backups import Backup, File, Section
from moodle_backups.activities.scorm import Scorm

from ..publish.packages import TIMESTAMP, prepared
from .conftest import Trainer
from .test_pages import Learning, every_type
from .test_quiz import CLOZE, GAPS, ONE, PAIRS, TRUE, WORD, course

ROOT = Path(__file__).parents[2]
SIZES: dict[str, ViewportSize] = {"desk": {"width": 1280, "height": 800}, "phone": {"width": 360, "height": 740}}
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def axe() -> str:
    place = Path(os.environ.get("NPM_CONF", ROOT / ".npm")) / "node_modules/axe-core/axe.min.js"
    if not place.is_file():
        pytest.skip(f"axe-core is not in {place.parent}: accessibility is NOT judged")
    return place.read_text("utf-8")


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sandbox]:
    """A sandbox with every type of activity, and a test."""
    folder = tmp_path_factory.mktemp("bac")
    with Sandbox(folder / "bac") as sandbox:
        trainer = Trainer(sandbox, folder)
        trainer.publish(every_type())
        trainer.publish(prepared(course(ONE, TRUE, PAIRS, WORD, GAPS, CLOZE)))
        yield sandbox


def opened(chrome: Browser, size: str, scheme: Literal["light", "dark"]) -> Iterator[Page]:
    context = chrome.new_context(viewport=SIZES[size], color_scheme=scheme, locale="fr-FR")
    page = context.new_page()
    yield page
    context.close()


def judged(page: Page, axe: str) -> list[str]:
    """What is wrong with the page that is open."""
    session = page.context.new_cdp_session(page)
    session.send("Page.setBypassCSP", {"enabled": True})
    page.reload()
    page.evaluate(axe)
    found = page.evaluate("axe.run().then(r => r.violations.map(v => v.id + ' ' + v.nodes[0].html.slice(0, 150)))")
    over = page.evaluate(TOO_WIDE)
    return [*found, *([f"{over} px too wide"] if over > 0 else [])]


@pytest.mark.parametrize(("size", "scheme"), [("desk", "light"), ("phone", "dark")])
def test_no_accessibility_violation(
    chrome: Browser, filled: Sandbox, axe: str, size: str, scheme: Literal["light", "dark"]
) -> None:
    places = ["/", "/nulle-part"]
    for made in filled.bench.courses.all():
        places.append(f"/course/view.php?id={made.id}")
        places += [f"/mod/{piece.kind}/view.php?id={piece.id}" for piece in made.activities if piece.kind != "scorm"]
    faults = {}
    for page in opened(chrome, size, scheme):
        for place in places:
            page.goto(filled.address + place)
            faults[place] = judged(page, axe)
    assert {place: found for place, found in faults.items() if found} == {}


def test_a_test_is_taken_with_the_keyboard_of_a_phone(chrome: Browser, filled: Sandbox, axe: str) -> None:
    quiz = next(p for c in filled.bench.courses.all() if c.idnumber == "QUIZ" for p in c.activities)
    for page in opened(chrome, "phone", "light"):
        page.goto(f"{filled.address}/mod/quiz/view.php?id={quiz.id}")
        page.get_by_role("button", name="Commencer le test").click()
        page.get_by_label("Oui", exact=True).first.check()
        page.get_by_label("Vrai").check()
        faults = judged(page, axe)
        page.get_by_label("Oui", exact=True).first.check()
        page.get_by_role("button", name="Terminer et voir").click()
        assert page.locator(".score").is_visible()
        assert "juste" in page.locator(".question").first.inner_text()
        assert faults + judged(page, axe) == []


_SCO = """<!DOCTYPE html><html lang="fr"><meta charset="utf-8"><title>Partie</title><p id="p"></p><script>
let w = window; while (!(w.API || w.API_1484_11) && w.parent !== w) w = w.parent;
const old = w.API, api = old || w.API_1484_11, f = (a, b) => (old ? api["LMS" + a] : api[b || a]).bind(api);
f("Initialize")("");
const place = old ? "cmi.core.lesson_location" : "cmi.location";
document.getElementById("p").textContent = "Vu " + (f("GetValue")(place) || "0") + " fois, " +
  f("GetValue")(old ? "cmi.core.entry" : "cmi.entry");
f("SetValue")(place, String(Number(f("GetValue")(place) || 0) + 1));
f("SetValue")(old ? "cmi.core.exit" : "cmi.exit", "suspend");
f("SetValue")(old ? "cmi.core.lesson_status" : "cmi.completion_status", "completed");
f("SetValue")(old ? "cmi.core.score.raw" : "cmi.score.scaled", old ? "80" : "0.8");
f("Commit")("");
addEventListener("pagehide", () => f("Finish", "Terminate")(""));
</script>"""
_MANIFEST = """<manifest identifier="M" version="1.1" xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2"
 xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2"><metadata><schema>ADL SCORM</schema>
<schemaversion>{version}</schemaversion></metadata><organizations default="O"><organization identifier="O">
<title>Module</title><item identifier="A" identifierref="R"><title>Partie</title></item></organization></organizations>
<resources><resource identifier="R" type="webcontent" adlcp:scormtype="sco" href="un.html"><file href="un.html"/>
</resource></resources></manifest>"""


def package(version: str) -> File:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("imsmanifest.xml", _MANIFEST.format(version=version))
        archive.writestr("un.html", _SCO)
    return File("module.zip", target.getvalue())


@pytest.mark.parametrize("version", ["1.2", "2004 4th Edition"])
def test_a_scorm_package_is_played_and_goes_on_where_it_was(chrome: Browser, trainer: Trainer, version: str) -> None:
    scorm = Scorm(key="scorm", name="Module", package=package(version))
    sections = (Section(key="s", activities=(scorm,)),)
    backup = Backup(idnumber="SCORM", fullname="Module", shortname="SCORM", timestamp=TIMESTAMP, sections=sections)
    trainer.publish(prepared(backup))
    learning = Learning(trainer.sandbox)
    said = []
    for page in opened(chrome, "desk", "light"):
        for _turn in range(2):
            page.goto(trainer.sandbox.address + learning.place("scorm"))
            said.append(page.frame_locator("#scorm").locator("#p").inner_text())
        page.goto(trainer.sandbox.address + "/")
    assert said == ["Vu 0 fois, ab-initio", "Vu 1 fois, resume"]
    assert "Note : 80 %" in learning.home()
    trainer.publish(prepared(backup))
    assert "Note : 80 %" in learning.home()
