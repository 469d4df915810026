"""The charter's colours as CSS variables, for light and for dark."""

from __future__ import annotations

from coursegen.charter.colour import blend, contrast
from coursegen.charter.model import Charter

_DARK_PAPER = "#15171C"
_DARK_SURFACE = "#1F232B"
_DARK_INK = "#ECEDEF"
# Strong contrast keeps no tint: everything is told by words, signs and borders.
_STRONG = {
    "paper": "#fff",
    "surface": "#fff",
    "ink": "#000",
    "muted": "#000",
    "rule": "#000",
    "accent": "#00188F",
    "on-accent": "#fff",
    "act": "#000",
    "act-surface": "#fff",
    "right": "#00440F",
    "wrong": "#8A0010",
}
_STRONG_DARK = {
    "paper": "#000",
    "surface": "#000",
    "ink": "#fff",
    "muted": "#fff",
    "rule": "#fff",
    "accent": "#FFEB3B",
    "on-accent": "#000",
    "act": "#fff",
    "act-surface": "#000",
    "right": "#8CFFB0",
    "wrong": "#FFC0C0",
}
_ENOUGH = 6.0  # more than the 4.5 asked for, so that the tinted surfaces hold too


def theme_css(charter: Charter) -> str:
    """Variables for light, and for dark when the reader's system asks for it."""
    light, dark = _variables(_light(charter)), _variables(_dark(charter))
    hues = "".join(f'[data-hue="{i}"]{{--hue:var(--hue-{i})}}\n' for i in range(len(charter.module_hues)))
    return (
        f":root{{{light};color-scheme:light;--family:{_family(charter)}}}\n"
        f"@media screen and (prefers-color-scheme:dark){{:root:not([data-theme=light]){{{dark};color-scheme:dark}}}}\n"
        f"{hues}"
    )


def chosen_look_css(charter: Charter) -> str:
    """Variables for what a reader chooses, to come after the others: dark whatever the system says, strong contrast."""
    dark, strong, strong_dark = _variables(_dark(charter)), _variables(_STRONG), _variables(_STRONG_DARK)
    more = ":root[data-contrast=more]"
    return (
        f"@media screen{{:root[data-theme=dark]{{{dark};color-scheme:dark}}}}\n"
        f"{more}{{{strong}}}\n"
        f"@media screen and (prefers-color-scheme:dark){{{more}:not([data-theme=light]){{{strong_dark}}}}}\n"
        f"@media screen{{{more}[data-theme=dark]{{{strong_dark}}}}}\n"
        "[data-contrast=more] [data-hue]{--hue:var(--ink)}\n"
    )


def lightened(colour: str, background: str) -> str:
    """The colour with as much white as it takes to be read on a dark background."""
    for share in range(20, -1, -1):
        mixed = blend(colour, share / 20)
        if contrast(mixed, background) >= _ENOUGH:
            return mixed
    return "#FFFFFF"


def _light(charter: Charter) -> dict[str, str]:
    colours = charter.colours
    return {
        "paper": colours.paper,
        "surface": colours.surface,
        "ink": colours.ink,
        "muted": colours.muted,
        "rule": colours.rule,
        "accent": colours.accent,
        "on-accent": colours.on_accent,
        "act": colours.act,
        "act-surface": colours.act_surface,
        "right": "#1B6B3A",
        "wrong": "#A3262A",
        **{f"hue-{index}": hue for index, hue in enumerate(charter.module_hues)},
    }


def _dark(charter: Charter) -> dict[str, str]:
    colours = charter.colours
    return {
        "paper": _DARK_PAPER,
        "surface": _DARK_SURFACE,
        "ink": _DARK_INK,
        "muted": "#A9AEB8",
        "rule": "#3A404C",
        "accent": lightened(colours.accent, _DARK_SURFACE),
        "on-accent": _DARK_PAPER,
        "act": lightened(colours.act, _DARK_SURFACE),
        "act-surface": "#2B2320",
        "right": "#7FCB9B",
        "wrong": "#F2A0A0",
        **{f"hue-{i}": lightened(hue, _DARK_SURFACE) for i, hue in enumerate(charter.module_hues)},
    }


def _variables(values: dict[str, str]) -> str:
    return ";".join(f"--{name}:{value}" for name, value in values.items())


def _family(charter: Charter) -> str:
    families = [charter.typeface.family, *charter.typeface.substitutes]
    return ",".join([*(f'"{name}"' for name in families), "sans-serif"])
