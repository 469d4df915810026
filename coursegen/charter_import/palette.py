"""Colours of a theme made fit for reading: an accent dark enough, module hues that colour-blind eyes tell apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from coursegen.charter import Charter, Palette
from coursegen.charter.colour import VISIONS, blend, contrast, distance, luminance, rgb
from coursegen.charter_import.theme import Theme
from coursegen.i18n import gettext as _
from coursegen.i18n import number

_TEXT = 4.5  # WCAG 2.2 AA
_HUE = 4.65
_INK = 7.0
_HUES = 8
_APART, _APART_FROM_ACT, _APART_FROM_ACT_ALL = 16.0, 14.0, 50.0
_STEP = 0.04
_SURFACE = 0.05  # share of the accent in the ground of boxes


@dataclass(frozen=True, slots=True)
class Colours:
    """What a charter takes from a theme; `remarks` say what had to change, and why."""

    palette: Palette
    hues: tuple[str, ...]
    remarks: tuple[str, ...]


def colours_of(theme: Theme, base: Charter) -> Colours:
    """The colours for documents, pages and packages, which are read on white whatever the slides' ground.

    `base` is the charter inherited from: it gives what the theme doesn't.
    """
    paper = base.colours.paper
    brand = base.colours.accent if theme.office else next(iter(theme.accents), base.colours.accent)
    accent = _darkened(brand, paper, _TEXT)
    while contrast(accent, blend(accent, _SURFACE, paper)) < _TEXT and luminance(accent) > 0:  # words on a tinted box
        accent = blend(accent, 1 - _STEP, "#000000")
    remarks = [_too_pale(brand, accent, paper)] if accent != brand else []
    if theme.office:
        remarks.append(
            _("Le thème garde l'accent d'Office : l'accent {accent} de la charte « {name} » est pris.").format(
                accent=accent, name=base.name
            )
        )
    ink = next((c for c in _darkest(theme) if contrast(c, paper) >= _INK), base.colours.ink)
    surface = blend(accent, _SURFACE, paper)
    palette = replace(base.colours, ink=ink, accent=accent, on_accent=paper, surface=surface, rule=blend(accent, 0.2))
    hues = _hues((accent, *(() if theme.office else theme.accents)), base, palette)
    return Colours(palette, hues, tuple(remarks))


def _darkest(theme: Theme) -> Sequence[str]:
    named = [theme.colours[slot] for slot in ("dk1", "dk2") if slot in theme.colours]
    return sorted((c for c in named if luminance(c) < 0.2), key=luminance)


def _darkened(colour: str, ground: str, least: float) -> str:
    """The colour, mixed with black as far as it takes to be read on the ground."""
    share, tried = 1.0, colour
    while contrast(tried, ground) < least and share > 0:
        share -= _STEP
        tried = blend(colour, max(0.0, share), "#000000")
    return tried


def _hues(candidates: Sequence[str], base: Charter, palette: Palette) -> tuple[str, ...]:
    """The brand's own colours first, made legible; then those of the base that differ enough from them."""
    kept: list[str] = []
    for colour in _legible((*candidates, *base.module_hues), palette.paper):
        if len(kept) < _HUES and _differs(colour, kept, palette.act, strict=bool(kept)):
            kept.append(colour)
    for colour in base.module_hues:  # a brand of near colours: better near than none
        if len(kept) < _HUES and colour not in kept:
            kept.append(colour)
    return tuple(kept)


def _legible(colours: Sequence[str], paper: str) -> Iterator[str]:
    for colour in colours:
        dark = _darkened(colour, paper, _HUE)
        if _is_coloured(dark):
            yield dark


def _is_coloured(colour: str) -> bool:
    """Not a grey, nor black: those are for text."""
    parts = rgb(colour)
    return max(parts) - min(parts) >= 12


def _differs(colour: str, others: Sequence[str], act: str, strict: bool) -> bool:
    if not strict:
        return True
    return all(
        all(distance(colour, other, vision) >= _APART for other in others)
        and distance(colour, act, vision) >= (_APART_FROM_ACT_ALL if vision == VISIONS[0] else _APART_FROM_ACT)
        for vision in VISIONS
    )


def _too_pale(brand: str, accent: str, paper: str) -> str:
    words = _("Accent {brand} : contraste {ratio} sur blanc, trop peu pour du texte (4,5) ; assombri en {accent}.")
    return words.format(brand=brand, accent=accent, ratio=number(contrast(brand, paper)))
