"""pptx: one deck a room module."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from coursegen.build.kinds import Request
from coursegen.i18n import gettext as _

KIND = "pptx"
BRANDED = TEMPLATED = OFFICE = True


def title() -> str:
    """What it is, in the person's language."""
    return _("Diapositives")


def produce(request: Request) -> Iterator[Path]:
    """One file for each deck of the courseware."""
    from coursegen.outputs.slides import write_deck

    charter = request.charter
    if request.slide_format:
        charter = replace(charter, slide_format=request.slide_format)
    for deck in request.courseware.decks:
        path = request.folder / f"{deck.key}-diapositives.pptx"
        path.write_bytes(write_deck(request.courseware, deck, charter, template=request.template))
        yield path


def note(_request: Request, made: Sequence[Path]) -> str:
    """Why there is no deck."""
    return "" if made else _("Pas de diapositives : aucune séquence en salle n'a de champ « diapositives: ».")
