"""Lists: bullets, numbers that start at 1 in each list, squares to tick; three levels each."""

from __future__ import annotations

from docx.document import Document as DocxDocument
from docx.oxml.ns import qn

from coursegen.documents_model import ItemList
from coursegen.outputs.documents.word.xml import Element, element

_BULLETS = ("•", "–", "·")
_NUMBERS = (("decimal", "%1."), ("lowerLetter", "%2)"), ("lowerRoman", "%3."))
_SQUARE = "☐"
_STEP = 360  # twentieths of a point: how far a level is set in
_KINDS = {"ListBullet": 1, "ListNumber": 2, "CgChecks": 3}


class Numbering:
    """The lists of one document."""

    def __init__(self, docx: DocxDocument) -> None:
        self._root: Element = docx.part.numbering_part.element
        for old in list(self._root):
            self._root.remove(old)
        self._root.extend((_bullets(1), _numbers(2), _squares(3)))
        self._root.extend(_instance(number, number) for number in _KINDS.values())
        self._last = len(_KINDS)

    def begin(self, block: ItemList) -> tuple[str, int]:
        """The style of a new list's lines and its number."""
        if block.checks:
            return "CgChecks", _KINDS["CgChecks"]
        if not block.ordered:
            return "ListBullet", _KINDS["ListBullet"]
        self._last += 1
        made = _instance(self._last, _KINDS["ListNumber"])
        for level in range(3):
            made.append(element("lvlOverride", (element("startOverride", val=1),), ilvl=level))
        self._root.append(made)
        return "ListNumber", self._last


def in_list(number: int, level: int) -> Element:
    """The mark of a paragraph that is a line of that list."""
    return element("numPr", (element("ilvl", val=min(level, 2)), element("numId", val=number)))


def _instance(number: int, kind: int) -> Element:
    made = element("num", (element("abstractNumId", val=kind),))
    made.set(qn("w:numId"), str(number))
    return made


def _bullets(number: int) -> Element:
    return _abstract(number, tuple(_level(n, "bullet", sign) for n, sign in enumerate(_BULLETS)))


def _numbers(number: int) -> Element:
    return _abstract(number, tuple(_level(n, form, text) for n, (form, text) in enumerate(_NUMBERS)))


def _squares(number: int) -> Element:
    return _abstract(number, tuple(_level(n, "bullet", _SQUARE, font="Segoe UI Symbol") for n in range(3)))


def _abstract(number: int, levels: tuple[Element, ...]) -> Element:
    made = element("abstractNum", (element("multiLevelType", val="hybridMultilevel"), *levels))
    made.set(qn("w:abstractNumId"), str(number))
    return made


def _level(at: int, form: str, text: str, font: str = "") -> Element:
    place = element("pPr", (element("ind", left=_STEP * (at + 1), hanging=_STEP),))
    parts = [
        element("start", val=1),
        element("numFmt", val=form),
        element("lvlText", val=text),
        element("lvlJc", val="left"),
        place,
    ]
    if font:
        parts.append(element("rPr", (element("rFonts", ascii=font, hAnsi=font, cs=font, hint="default"),)))
    return element("lvl", tuple(parts), ilvl=at)
