"""What a learner does in the sample, in a window of its own or in the frame of an LMS."""

from __future__ import annotations

import json

from playwright.sync_api import BrowserContext, Frame, Page

from coursegen.courseware import Courseware
from tests.scorm.opened import data_of


def answer(place: Page | Frame, right: bool) -> None:
    """Answer the final test: everything right but the essay, or everything wrong."""
    place.get_by_label("Analyser la demande et le public" if right else "Rédiger les supports").check()
    for words in ("Un logiciel en panne", "Un effectif trop faible") if right else ("Un geste mal maîtrisé",):
        place.get_by_label(words).check()
    place.get_by_label("Faux" if right else "Vrai", exact=True).check()
    for select, words in zip(place.locator("select").all(), ("Analyser", "Concevoir", "Évaluer"), strict=True):
        select.select_option(words if right else "Mettre en œuvre")
    place.locator("input[type=text]").first.fill("14,0 %" if right else "35")
    place.locator("input[type=text]").last.fill("Critere" if right else "verbe")
    place.locator("textarea").fill("Accueillir un assuré en cinq minutes.")
    place.get_by_role("button", name="Valider mes réponses").click()
    place.wait_for_selector(".result-title")


def everything_done(course: Courseware) -> str:
    """The work of someone who has read every page and handed in every test with 86 %."""
    pages = data_of(course)["pages"]
    read = "".join(page["id"] for page in pages)
    return f"1|p{read}|t{''.join(page['id'] + '12e2es' for page in pages if 'test' in page)}|q"


def keep(context: BrowserContext, status: str, data: str) -> None:
    """What this browser keeps of the learner when the sample is opened: that status, that work."""
    kept = json.dumps({"status": status, "score": 86, "data": data})
    script = f"localStorage.setItem('coursegen:CG-DEMO-FDF', {json.dumps(kept)})"
    context.add_init_script(f"location.protocol === 'file:' && {script}")
