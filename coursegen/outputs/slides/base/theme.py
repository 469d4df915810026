"""The charter as an Office theme: colours and fonts that PowerPoint offers to whoever edits the deck."""

from __future__ import annotations

from lxml import etree
from pptx.oxml.ns import qn

from coursegen.charter import Charter
from coursegen.outputs.slides.markup import Element

TABLE_STYLE = "{7A1C5F0E-3B6D-4E52-9C7F-2D8E41B0A965}"


def themed(theme: bytes, charter: Charter, hue: str) -> bytes:
    """The theme part with the charter's colours and fonts. `accent2` is the module's hue, `accent3` that of action."""
    root = etree.fromstring(theme)
    root.set("name", charter.title)
    _colours(root, charter, hue)
    fonts = root.find(f".//{qn('a:fontScheme')}")
    assert fonts is not None
    fonts.set("name", charter.title)
    for kind in fonts:
        for face in list(kind):
            if face.tag == qn("a:latin"):
                face.set("typeface", charter.typeface.family)
            elif face.tag == qn("a:font"):
                kind.remove(face)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _colours(root: Element, charter: Charter, hue: str) -> None:
    scheme = root.find(f".//{qn('a:clrScheme')}")
    assert scheme is not None
    scheme.set("name", charter.title)
    for slot, colour in _slots(charter, hue).items():
        node = scheme.find(qn(f"a:{slot}"))
        assert node is not None
        for child in list(node):
            node.remove(child)
        etree.SubElement(node, qn("a:srgbClr"), val=colour[1:])


def _slots(charter: Charter, hue: str) -> dict[str, str]:
    colours = charter.colours
    others = [other for other in charter.module_hues if other != hue][:3]
    return {
        "dk1": colours.ink,
        "lt1": colours.paper,
        "dk2": colours.muted,
        "lt2": colours.surface,
        "accent1": colours.accent,
        "accent2": hue,
        "accent3": colours.act,
        **{f"accent{n}": other for n, other in enumerate(others, 4)},
        "hlink": colours.accent,
        "folHlink": colours.muted,
    }


def table_styles(charter: Charter) -> bytes:
    """The part that holds the charter's table style: header on the module's hue, pale bands, hairlines."""
    line = f'<a:ln w="9525"><a:solidFill><a:srgbClr val="{charter.colours.rule[1:]}"/></a:solidFill></a:ln>'
    rules = "".join(f"<a:{side}>{line}</a:{side}>" for side in ("top", "bottom", "insideH"))
    none = "".join(f"<a:{side}><a:ln><a:noFill/></a:ln></a:{side}>" for side in ("left", "right", "insideV"))
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<a:tblStyleLst xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" def="{TABLE_STYLE}">'
        f'<a:tblStyle styleId="{TABLE_STYLE}" styleName="{charter.title}">'
        '<a:wholeTbl><a:tcTxStyle><a:fontRef idx="minor"/><a:schemeClr val="tx1"/></a:tcTxStyle>'
        f"<a:tcStyle><a:tcBdr>{_ordered(none, rules)}</a:tcBdr>"
        '<a:fill><a:solidFill><a:schemeClr val="bg1"/></a:solidFill></a:fill></a:tcStyle></a:wholeTbl>'
        "<a:band2H><a:tcStyle><a:tcBdr/>"
        '<a:fill><a:solidFill><a:schemeClr val="bg2"/></a:solidFill></a:fill></a:tcStyle></a:band2H>'
        '<a:firstRow><a:tcTxStyle b="on"><a:fontRef idx="minor"/><a:schemeClr val="bg1"/></a:tcTxStyle>'
        '<a:tcStyle><a:tcBdr/><a:fill><a:solidFill><a:schemeClr val="accent2"/></a:solidFill></a:fill>'
        "</a:tcStyle></a:firstRow></a:tblStyle></a:tblStyleLst>"
    ).encode()


def _ordered(none: str, rules: str) -> str:
    """The schema wants left, right, top, bottom, insideH, insideV."""
    vertical = none.index("<a:insideV>")
    return none[:vertical] + rules + none[vertical:]
