"""What a learner does in the sample, in a window of its own or in the frame of an LMS."""

from __future__ import annotations

from playwright.sync_api import Frame, Page


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
