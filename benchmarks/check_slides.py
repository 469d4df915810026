"""A deck of 65 slides with notes, alt text and charter against the same text by python-pptx alone, side by side.

    python -m benchmarks.check_slides [COURSE]

Processor time of one process, medians of rounds that alternate; exit code 1 when ours takes more than 1.5 times the
bare deck's.
"""

from __future__ import annotations

import io
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from pptx import Presentation

from benchmarks.bare_lines import lines_of
from coursegen.charter import load_charter
from coursegen.compose import compose
from coursegen.courseware import Courseware
from coursegen.outputs.slides import write_deck
from coursegen.slides_model import Deck, Slide
from methodology.folder import read_folder
from methodology.i18n import speaking

SLIDES, ROUNDS, MOST = 65, 5, 1.5
EXAMPLE = Path(__file__).parents[1] / "examples" / "cipres-fdf"


def main(folder: Path) -> int:
    course = read_folder(folder).course
    assert course is not None
    courseware = compose(course)
    deck = _of_length(max(courseware.decks, key=lambda one: len(_slides(one))))
    bare, ours = _side_by_side(lambda: _bare(deck), lambda: _ours(courseware, deck))
    drawn = len(Presentation(io.BytesIO(_ours(courseware, deck))).slides)
    print(f"{drawn} slides: bare {bare:.3f} s, ours {ours:.3f} s, {ours / bare:.2f} times (at most {MOST})")
    return int(ours > MOST * bare)


def _slides(deck: Deck) -> list[Slide]:
    return [slide for section in deck.sections for slide in section.slides]


def _of_length(deck: Deck) -> Deck:
    """The deck with 65 slides: its first section gets the slides of the second again, or the last loses some."""
    lacking = SLIDES - len(_slides(deck))
    first, *rest = deck.sections
    again = tuple(slide for section in rest for slide in section.slides[1:])[: max(0, lacking)]
    return replace(deck, sections=(replace(first, slides=(*first.slides, *again)), *rest))


def _bare(deck: Deck) -> bytes:
    presentation = Presentation()
    for slide in _slides(deck):
        page = presentation.slides.add_slide(presentation.slide_layouts[1])
        page.shapes.title.text = slide.title
        page.placeholders[1].text = "\n".join(lines_of(slide))
        page.notes_slide.notes_text_frame.text = "\n".join(slide.notes)
    out = io.BytesIO()
    presentation.save(out)
    return out.getvalue()


def _ours(courseware: Courseware, deck: Deck) -> bytes:
    with speaking(courseware.language):
        return write_deck(courseware, deck, load_charter(courseware.charter, courseware.language))


def _side_by_side(one: Callable[[], bytes], other: Callable[[], bytes]) -> tuple[float, float]:
    times: tuple[list[float], list[float]] = ([], [])
    for number in range(ROUNDS + 1):  # the first round only warms
        for action, found in zip((one, other), times, strict=True):
            started = time.process_time()
            action()
            if number:
                found.append(time.process_time() - started)
    return statistics.median(times[0]), statistics.median(times[1])


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else EXAMPLE))
