"""What somebody who opens the file sees: a clause in hidden text, in white on white or off the slide is none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from coursegen.charter.colour import contrast
from coursegen.conform.piece import Frame, Part, Passage, Picture, Piece, Run, Unseen
from coursegen.i18n import gettext as _
from methodology.i18n import N_

_LEAST_SIZE = 4.0  # points: under that, print is a line of dust
_LEAST_CONTRAST = 1.3  # under that, nobody sees that there is text
_WORDS = {
    Unseen.MASKED: N_("texte masqué"),
    Unseen.STRUCK: N_("texte barré"),
    Unseen.OFF_PAGE: N_("hors de la page"),
    Unseen.COVERED: N_("sous une autre forme, qui cache le texte"),
    Unseen.HIDDEN_SHAPE: N_("dans une forme masquée"),
    Unseen.HIDDEN_LINE: N_("dans une ligne ou une colonne masquée"),
    Unseen.FLATTENED: N_("lettres ou lignes écrasées, trop serrées pour être lues"),
    Unseen.FADED: N_("lettres transparentes"),
    Unseen.UNUSED: N_("dans un en-tête, un pied de page ou une note qu'aucune page ne montre"),
    Unseen.PLACEHOLDER: N_("texte d'attente d'un champ à remplir"),
}


def seen_passages(piece: Piece) -> tuple[Passage, ...]:
    """The passages with the runs of them that readers see; those of which nothing is seen are left out."""
    hidden = _hidden_pages(piece)
    shown = (replace(one, runs=tuple(run for run in one.runs if not _why(one, run, hidden))) for one in piece.passages)
    return tuple(passage for passage in shown if passage.runs)


def seen_pictures(piece: Piece) -> tuple[Picture, ...]:
    """The pictures that readers see."""
    hidden = _hidden_pages(piece)
    return tuple(one for one in piece.pictures if not one.unseen and one.place.number not in hidden)


def why_unseen(piece: Piece, passage: Passage) -> str:
    """In words why readers don't see a passage, or some of it; "" when they see it all."""
    hidden = _hidden_pages(piece)
    return next((why for run in passage.runs if (why := _why(passage, run, hidden))), "")


def legible_passages(piece: Piece, least: float) -> tuple[Passage, ...]:
    """The passages with the runs of them that readers see, in letters of `least` points or more where a size is said.

    In a frame that shrinks its text, the size is the one it is shown in.
    """
    shrunk = {run.text for frame in piece.frames for run in _shrunk(frame, least)}
    kept = (
        replace(one, runs=tuple(r for r in one.runs if _is_large(r, least, shrunk))) for one in seen_passages(piece)
    )
    return tuple(passage for passage in kept if passage.runs)


def _is_large(run: Run, least: float, shrunk: set[str]) -> bool:
    return (run.size is None or run.size >= least) and run.text not in shrunk


def _shrunk(frame: Frame, least: float) -> Iterator[Run]:
    for run in (run for runs in frame.paragraphs for run in runs):
        if run.size and run.text.strip() and run.size * frame.scale < least:
            yield run


def _hidden_pages(piece: Piece) -> frozenset[int]:
    return frozenset(page.place.number for page in piece.pages if page.hidden)


def _why(passage: Passage, run: Run, hidden: frozenset[int]) -> str:
    if passage.part is Part.NOTES:
        return _("dans les commentaires du présentateur")
    if passage.place.number and passage.place.number in hidden:
        return _("sur une page masquée")
    said = passage.unseen or run.unseen
    if said:
        return _(_WORDS[said])
    if run.size and run.size < _LEAST_SIZE:
        return _("corps {size}, que personne ne lit").format(size=f"{run.size:g}".replace(".", ","))
    if run.text.strip() and run.colour and run.ground and contrast(run.colour, run.ground) < _LEAST_CONTRAST:
        return _("lettres de la couleur du fond")
    return ""
