"""Colours of DrawingML: named by the theme, darkened or lightened by it, worked out as `#RRGGBB`."""

from __future__ import annotations

import colorsys
from collections.abc import Mapping

from coursegen.conform.reading.names import Element, child, every, q, whole

Theme = Mapping[str, str]
_PRESET = {"black": "#000000", "white": "#FFFFFF", "red": "#FF0000", "blue": "#0000FF", "yellow": "#FFFF00"}
_ROLES = {"tx1": "dk1", "bg1": "lt1", "tx2": "dk2", "bg2": "lt2"}


def theme_colours(theme: Element | None, mapping: Element | None = None) -> dict[str, str]:
    """The colours of a theme by the names that slides use; `mapping` is the master's `p:clrMap`."""
    scheme = next(every(theme, "a:clrScheme"), None)
    if scheme is None:
        return {}
    base = {str(one.tag).rpartition("}")[2]: _plain(one[0], {}) for one in scheme if len(one)}
    roles = dict(_ROLES) if mapping is None else {str(k): str(v) for k, v in mapping.attrib.items()}
    return base | {role: base[name] for role, name in roles.items() if name in base}


def solid(holder: Element | None, theme: Theme) -> str:
    """The colour of the `a:solidFill` that `holder` has; "" when it has none, or one that is half transparent."""
    fill = child(holder, "a:solidFill")
    if fill is None or not len(fill):
        return ""
    alpha = next(every(fill, "a:alpha"), None)
    if alpha is not None and whole(str(alpha.get("val", "100000"))) < 95_000:
        return ""
    return coloured(fill[0], theme)


def coloured(node: Element, theme: Theme, own: str = "") -> str:
    """The colour that a node such as `a:schemeClr` gives; `own` stands for `phClr`."""
    colour = own if node.get("val") == "phClr" else _plain(node, theme)
    return _changed(colour, node) if colour else ""


def _plain(node: Element, theme: Theme) -> str:
    kind, value = str(node.tag).rpartition("}")[2], str(node.get("val", ""))
    if kind == "srgbClr":
        return _hexadecimal(value)
    if kind == "sysClr":
        return _hexadecimal(str(node.get("lastClr", "000000")))
    if kind == "schemeClr":
        return theme.get(value, "")
    return _PRESET.get(value, "") if kind == "prstClr" else ""


def _hexadecimal(value: str) -> str:
    try:
        return f"#{int(value, 16):06X}" if len(value) == 6 else ""
    except ValueError:
        return ""


def _changed(colour: str, node: Element) -> str:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    for change in node:
        share = whole(str(change.get("val", "100000"))) / 100_000
        red, green, blue = _one_change(str(change.tag), share, (red, green, blue))
    return "#" + "".join(f"{round(min(1.0, max(0.0, part)) * 255):02X}" for part in (red, green, blue))


def _one_change(tag: str, share: float, rgb: tuple[float, float, float]) -> tuple[float, float, float]:
    if tag in (q("a:lumMod"), q("a:lumOff")):
        hue, light, strength = colorsys.rgb_to_hls(*rgb)
        light = light * share if tag == q("a:lumMod") else light + share
        return colorsys.hls_to_rgb(hue, min(1.0, light), strength)
    if tag == q("a:shade"):
        red, green, blue = (part * share for part in rgb)
    elif tag == q("a:tint"):
        red, green, blue = (1 - (1 - part) * share for part in rgb)
    else:
        return rgb
    return red, green, blue
