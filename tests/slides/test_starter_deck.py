"""The deck of the course that `new` writes: one sequence online, one in the room with slides."""

from __future__ import annotations

from typing import Any

import pytest
from pptx.util import Pt

from coursegen.charter import Charter, load_charter
from coursegen.charter.metrics import text_width
from coursegen.compose import compose
from coursegen.outputs.slides import write_deck
from coursegen.starter import write_starter
from methodology.folder import read_folder
from methodology.i18n import speaking
from tests.slides.look import reopened, titled, words
from tests.slides.sample import sample_courseware, sample_deck
from tests.slides.templates import saved


@pytest.fixture(scope="module")
def deck(tmp_path_factory: pytest.TempPathFactory) -> Any:
    folder = tmp_path_factory.mktemp("cours") / "cours"
    with speaking("fr"):
        write_starter(folder, "TEST-01", "Renseigner")
        course = read_folder(folder).course
        assert course is not None
        courseware = compose(course)
        return reopened(write_deck(courseware, courseware.decks[0], load_charter(courseware.charter)))


def test_a_sequence_has_its_number_in_the_module_though_the_one_before_is_online(deck: Any) -> None:
    opening = words(titled(deck, "S’exercer"))
    assert "Module 1 · Séquence 2 sur 2" in opening
    assert "1.2" in opening


def test_the_date_has_room_for_the_longest_month(deck: Any) -> None:
    date = next(p for p in deck.slide_master.placeholders if p.placeholder_format.idx == 10)
    assert date.width.pt >= text_width("30 de septiembre de 2026", 12)


def test_a_date_too_long_for_the_template_is_written_shorter(package: bytes, charter: Charter) -> None:
    template = reopened(package)
    for page in (template.slide_master, *template.slide_layouts):
        for zone in page.placeholders:
            if zone.placeholder_format.idx == 10:
                zone.width = Pt(82)
    made = reopened(write_deck(sample_courseware(), sample_deck(), charter, saved(template)))
    shown = {p.text_frame.text for one in made.slides for p in one.placeholders if p.placeholder_format.idx == 10}
    assert shown == {"14 sept. 2026"}
