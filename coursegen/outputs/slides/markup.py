"""DrawingML written as text: what layouts and native shapes are made of. Colours are theme slots or `#RRGGBB`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from coursegen.outputs.slides.geometry import PT, Box

NAMESPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
Command = tuple[str, *tuple[float, ...]]
Element = Any  # an lxml element of python-pptx: its own types say too little
_CIRCLE = 21_600_000


@dataclass(frozen=True, slots=True)
class Colour:
    """A theme slot ("accent1") or `#RRGGBB`; `tint` (0 to 1) is how opaque it lies on what is under it."""

    slot: str
    tint: float = 1.0

    def fill(self) -> str:
        """As a solid fill."""
        mods = ""
        if self.tint < 1:
            mods = f'<a:alpha val="{round(self.tint * 100_000)}"/>'
        if self.slot.startswith("#"):
            return f'<a:solidFill><a:srgbClr val="{self.slot[1:]}">{mods}</a:srgbClr></a:solidFill>'
        return f'<a:solidFill><a:schemeClr val="{self.slot}">{mods}</a:schemeClr></a:solidFill>'


@dataclass(frozen=True, slots=True)
class Level:
    """The look of one outline level. Sizes and spaces in points, margins in EMU."""

    size: float
    colour: Colour = Colour("tx1")
    bold: bool = False
    bullet: str = ""
    bullet_colour: Colour | None = None
    margin: int = 0
    indent: int = 0
    before: float = 0
    align: str = "l"


def xfrm(box: Box, tag: str = "a:xfrm") -> str:
    """The place of a shape."""
    return f'<{tag}><a:off x="{box.left}" y="{box.top}"/><a:ext cx="{box.width}" cy="{box.height}"/></{tag}>'


def list_style(levels: Sequence[Level]) -> str:
    """The styles of a placeholder's levels."""
    return "<a:lstStyle>" + "".join(level_style(n, level) for n, level in enumerate(levels, 1)) + "</a:lstStyle>"


def level_style(number: int, level: Level, font: str = "+mn-lt") -> str:
    """One `a:lvlNpPr`."""
    bullet = "<a:buNone/>"
    if level.bullet:
        colour = f"<a:buClr>{_inner(level.bullet_colour or level.colour)}</a:buClr>"
        bullet = f'{colour}<a:buFont typeface="Arial"/><a:buChar char="{level.bullet}"/>'
    return (
        f'<a:lvl{number}pPr marL="{level.margin}" indent="{level.indent}" algn="{level.align}">'
        f'<a:lnSpc><a:spcPct val="100000"/></a:lnSpc>'
        f'<a:spcBef><a:spcPts val="{round(level.before * 100)}"/></a:spcBef>'
        f'{bullet}<a:defRPr sz="{round(level.size * 100)}" b="{int(level.bold)}" i="0" kern="1200">'
        f"{level.colour.fill()}"
        f'<a:latin typeface="{font}"/></a:defRPr></a:lvl{number}pPr>'
    )


def _inner(colour: Colour) -> str:
    return colour.fill().removeprefix("<a:solidFill>").removesuffix("</a:solidFill>")


def placeholder(
    identity: int,
    name: str,
    kind: str,
    index: int,
    box: Box,
    levels: Sequence[Level],
    *,
    prompt: str = "",
    anchor: str = "t",
    content: str = "",
) -> str:
    """A placeholder of a layout or master; `content` replaces the prompt's paragraph."""
    ph = f'<p:ph type="{kind}"' + (f' idx="{index}"' if index else "") + "/>"
    text = content or f'<a:p><a:r><a:rPr lang="fr-FR"/><a:t>{escape(prompt or name)}</a:t></a:r></a:p>'
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{identity}" name={quoteattr(name)}/>'
        f'<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr>{ph}</p:nvPr></p:nvSpPr>'
        f"<p:spPr>{xfrm(box)}</p:spPr>"
        f'<p:txBody><a:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="{anchor}"><a:normAutofit/></a:bodyPr>'
        f"{list_style(levels)}{text}</p:txBody></p:sp>"
    )


def shape(
    identity: int,
    name: str,
    box: Box,
    *,
    geometry: str = '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>',
    fill: Colour | None = None,
    line: Colour | None = None,
    weight: float = 1.0,
    dash: str = "",
    text: str = "",
) -> str:
    """A native shape, without text unless `text` (a whole `p:txBody`) is given."""
    inside = fill.fill() if fill else "<a:noFill/>"
    dashed = f'<a:prstDash val="{dash}"/>' if dash else ""
    border = "<a:ln><a:noFill/></a:ln>"
    if line:
        border = f'<a:ln w="{round(weight * PT)}" cap="rnd">{line.fill()}{dashed}<a:round/></a:ln>'
    body = text or '<p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:endParaRPr lang="fr-FR"/></a:p></p:txBody>'
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{identity}" name={quoteattr(name)}/><p:cNvSpPr/>'
        f'<p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr>{xfrm(box)}{geometry}{inside}{border}</p:spPr>{body}</p:sp>'
    )


def group(identity: int, name: str, box: Box, members: str, description: str = "") -> str:
    """Shapes that move together, in the slide's own coordinates."""
    child = f'<a:chOff x="{box.left}" y="{box.top}"/><a:chExt cx="{box.width}" cy="{box.height}"/>'
    place = xfrm(box).replace("</a:xfrm>", f"{child}</a:xfrm>")
    return (
        f'<p:grpSp><p:nvGrpSpPr><p:cNvPr id="{identity}" name={quoteattr(name)} descr={quoteattr(description)}/>'
        f'<p:cNvGrpSpPr/><p:nvPr userDrawn="1"/></p:nvGrpSpPr><p:grpSpPr>{place}</p:grpSpPr>{members}</p:grpSp>'
    )


def freeform(width: float, height: float, paths: Iterable[Sequence[Command]], *, stroke: bool = False) -> str:
    """A custom geometry drawn in a box of `width` by `height` units.

    Commands: ("M", x, y), ("L", x, y), ("Z",), and ("O", x, y, r): a whole circle about x, y. Thousandths are kept.
    """
    fill = 'fill="none"' if stroke else 'stroke="0"'
    drawn = "".join("".join(map(_command, path)) for path in paths)
    return (
        "<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/>"
        '<a:rect l="0" t="0" r="r" b="b"/><a:pathLst>'
        f'<a:path w="{round(width * 1000)}" h="{round(height * 1000)}" {fill}>{drawn}</a:path></a:pathLst></a:custGeom>'
    )


def _command(command: Command) -> str:
    verb, numbers = command[0], [round(number * 1000) for number in command[1:]]
    if verb == "Z":
        return "<a:close/>"
    if verb == "O":
        x, y, radius = numbers
        arc = f'<a:arcTo wR="{radius}" hR="{radius}" stAng="0" swAng="{_CIRCLE}"/>'
        return f'<a:moveTo><a:pt x="{x + radius}" y="{y}"/></a:moveTo>{arc}<a:close/>'
    tag = "moveTo" if verb == "M" else "lnTo"
    return f'<a:{tag}><a:pt x="{numbers[0]}" y="{numbers[1]}"/></a:{tag}>'


def text_body(text: str, level: Level, *, anchor: str = "ctr", language: str = "fr-FR", inset: int = 0) -> str:
    """A `p:txBody` with one paragraph."""
    insets = f'lIns="{inset}" tIns="0" rIns="{inset}" bIns="0"'
    return (
        f'<p:txBody><a:bodyPr wrap="square" {insets} anchor="{anchor}"><a:noAutofit/></a:bodyPr>'
        f'<a:lstStyle/><a:p><a:pPr algn="{level.align}"/><a:r><a:rPr lang="{language}" sz="{round(level.size * 100)}"'
        f' b="{int(level.bold)}">{level.colour.fill()}<a:latin typeface="+mn-lt"/></a:rPr>'
        f"<a:t>{escape(text)}</a:t></a:r></a:p></p:txBody>"
    )
