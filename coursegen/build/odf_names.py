"""Names that LibreOffice draws by lot or in the order of its memory, given again in the order of the document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from lxml import etree

_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_FAMILY = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}font-family"
_ID = "{http://www.w3.org/XML/1998/namespace}id"
_CONTINUED = f"{_TEXT}continue-list"
_BOX = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}font-face-decls"
_NAME = f"{_STYLE}name"
_USES = tuple(f"{_STYLE}font-name{script}" for script in ("", "-asian", "-complex"))

Faces = Mapping[str, tuple[tuple[str, str], ...]]


def steady_lists(root: etree._Element) -> None:
    """Lists named after their rank in the document, where LibreOffice draws a number.

    A list that continues none of the document says so no more: LibreOffice names one that it left out.
    """
    lists = [*root.iter(f"{_TEXT}list")]
    names = {str(one.get(_ID)): f"list{rank}" for rank, one in enumerate(lists, 1) if one.get(_ID)}
    for one in lists:
        for key in (_ID, _CONTINUED):
            if one.get(key) in names:
                one.set(key, names[str(one.get(key))])
            else:
                one.attrib.pop(key, None)


def steady_fonts(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """The same parts, their declared fonts named after the family and the rank of what each says beside its name.

    A family declared twice is called `Arial` and `Arial1`, whichever LibreOffice met first.
    """
    roots = {name: etree.fromstring(data, etree.XMLParser(huge_tree=True)) for name, data in parts.items()}
    names = _font_names({key: said for root in roots.values() for key, said in _faces(root).items()})
    for root in roots.values():
        _rename(root, names)
    return {name: etree.tostring(root, xml_declaration=True, encoding="UTF-8") for name, root in roots.items()}


def _faces(root: etree._Element) -> Faces:
    """What each declared font says, by its name."""
    return {
        one.get(_NAME, ""): tuple(sorted((str(key), str(said)) for key, said in one.attrib.items() if key != _NAME))
        for one in root.iter(f"{_STYLE}font-face")
    }


def _font_names(faces: Faces) -> dict[str, str]:
    names: dict[str, str] = {}
    met: Counter[str] = Counter()
    for old in sorted(faces, key=lambda one: faces[one]):
        family = dict(faces[old]).get(_FAMILY, old).strip("'\"")
        names[old] = f"{family}{met[family] or ''}"
        met[family] += 1
    return names


def _rename(root: etree._Element, names: Mapping[str, str]) -> None:
    for one in root.iter(etree.Element):
        for key in (_NAME,) if one.tag == f"{_STYLE}font-face" else _USES:
            if one.get(key) in names:
                one.set(key, names[str(one.get(key))])
    for box in root.iter(_BOX):
        box[:] = sorted(box, key=lambda one: one.get(_NAME, ""))
