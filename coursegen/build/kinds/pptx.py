"""pptx: one deck a room module."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from coursegen.build.kinds import Request
from coursegen.courseware import Courseware, MediaFile
from coursegen.i18n import gettext as _
from coursegen.slides_model import Picture

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
    courseware = with_likenesses(request.courseware)
    for deck in courseware.decks:
        path = request.folder / f"{deck.key}-diapositives.pptx"
        path.write_bytes(write_deck(courseware, deck, charter, template=request.template))
        yield path


def with_likenesses(courseware: Courseware) -> Courseware:
    """The courseware with a PNG (`schema.svg.png`) for each drawing on a slide that has none, as far as one is made."""
    media = {file.name: file for file in courseware.media}
    shown = {name for name in _shown(courseware) if name.casefold().endswith(".svg")}
    bare = [media[name] for name in sorted(shown) if name in media and f"{Path(name).stem}.png" not in media]
    if not bare:
        return courseware
    from coursegen.build.likenesses import likenesses

    made = likenesses(sorted({file.data for file in bare}))
    added = tuple(
        MediaFile(f"{file.name}.png", made[file.data], "image/png", file.alt) for file in bare if file.data in made
    )
    return replace(courseware, media=(*courseware.media, *added))


def _shown(courseware: Courseware) -> Iterator[str]:
    """The names of the pictures on slides."""
    for deck in courseware.decks:
        for section in deck.sections:
            for slide in section.slides:
                yield from (block.media for block in slide.blocks if isinstance(block, Picture))


def note(_request: Request, made: Sequence[Path]) -> str:
    """Why there is no deck."""
    return "" if made else _("Pas de diapositives : aucune séquence en salle n'a de champ « diapositives: ».")
