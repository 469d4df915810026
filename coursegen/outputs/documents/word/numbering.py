"""Lists and the numbers of titles: bullets, numbers that start at 1 in each list, three levels each."""

from __future__ import annotations

from docx.document import Document as DocxDocument
from docx.oxml.ns import qn

from coursegen.documents_model import Heading, ItemList
from coursegen.outputs.documents.word.xml import Element, element

_BULLETS = ("•", "–", "·")
_NUMBERS = (("decimal", "%1."), ("lowerLetter", "%2)"), ("lowerRoman", "%3."))
_TITLES = ("%1", "%1.%2", "%1.%2.%3")
_SET_IN = (480, 640, 760)  # twips: the room that the numbers of titles take, by level
_IN_BOX = ("", "\u2003\u2002", "\u2003\u2002\u2003\u2002")
"""In a box every line begins at its rule, or the rule would break: a level is set in by spaces before its sign."""
STEP = 360  # twips: how far a level is set in
LEVELS = 3
_FIXED = {("ListBullet", False): 1, ("ListNumber", False): 2, ("ListBullet", True): 3, ("ListNumber", True): 4}
_HEADINGS = 5


class Numbering:
    """The lists of one document. `box_left`: twips from the text's edge to the text of a box."""

    def __init__(self, docx: DocxDocument, box_left: int = 0) -> None:
        self._root: Element = docx.part.numbering_part.element
        for old in list(self._root):
            self._root.remove(old)
        for (key, boxed), number in _FIXED.items():
            make = _bullets if key == "ListBullet" else _numbers
            self._root.append(make(number, box_left if boxed else -1))
        self._root.append(_titles(_HEADINGS))
        self._last = _HEADINGS
        self._root.extend(_instance(number, number) for number in (*_FIXED.values(), _HEADINGS))

    def begin(self, block: ItemList, *, boxed: bool = False) -> tuple[str, int]:
        """The style of a new list's lines and its number; numbered ones start again."""
        if not block.ordered:
            return "ListBullet", _FIXED["ListBullet", boxed]
        self._last += 1
        made = _instance(self._last, _FIXED["ListNumber", boxed])
        for level in range(LEVELS):
            made.append(element("lvlOverride", (element("startOverride", val=1),), ilvl=level))
        self._root.append(made)
        return "ListNumber", self._last

    def titles(self, *, counted: bool) -> int:
        """The number of the list of titles; 0, none, for one that isn't counted."""
        return _HEADINGS if counted else 0


def in_list(number: int, level: int) -> Element:
    """The mark of a paragraph that is a line of that list."""
    return element("numPr", (element("ilvl", val=min(level, LEVELS - 1)), element("numId", val=number)))


class TitleNumbers:
    """The numbers that a word processor will show before the titles, for the table of contents."""

    def __init__(self) -> None:
        self._counts = [0] * LEVELS

    def next(self, heading: Heading) -> str:
        """`2.1` for the first title of level 2 below the second of level 1; "" for one that isn't counted."""
        if not heading.counted or heading.level > LEVELS:
            return ""
        at = heading.level - 1
        self._counts[at] += 1
        self._counts[at + 1 :] = [0] * (LEVELS - at - 1)
        return ".".join(map(str, self._counts[: at + 1]))


def _instance(number: int, kind: int) -> Element:
    made = element("num", (element("abstractNumId", val=kind),))
    made.set(qn("w:numId"), str(number))
    return made


def _bullets(number: int, box: int) -> Element:
    return _abstract(number, tuple(_level(n, "bullet", sign, box) for n, sign in enumerate(_BULLETS)))


def _numbers(number: int, box: int) -> Element:
    return _abstract(number, tuple(_level(n, form, text, box) for n, (form, text) in enumerate(_NUMBERS)))


def _titles(number: int) -> Element:
    levels = []
    for at, text in enumerate(_TITLES):
        room = _SET_IN[at]
        levels.append(_form(at, "decimal", text, room, room, style=f"Heading{at + 1}"))
    return _abstract(number, tuple(levels), kind="multilevel")


def _abstract(number: int, levels: tuple[Element, ...], kind: str = "hybridMultilevel") -> Element:
    made = element("abstractNum", (element("multiLevelType", val=kind), *levels))
    made.set(qn("w:abstractNumId"), str(number))
    return made


def _level(at: int, form: str, text: str, box: int) -> Element:
    """`box`: the left edge of the text of a box, in twips; -1 outside boxes."""
    if box < 0:
        return _form(at, form, text, STEP * (at + 1), STEP)
    # A sign that isn't alone is no bullet for LibreOffice: it is a number that only shows its frame.
    return _form(at, "none" if form == "bullet" else form, _IN_BOX[at] + text, box + STEP * (at + 1), STEP * (at + 1))


def _form(at: int, form: str, text: str, left: int, hanging: int, style: str = "") -> Element:
    parts = [element("start", val=1), element("numFmt", val=form)]
    if style:
        parts.append(element("pStyle", val=style))
    parts += [
        element("lvlText", val=text),
        element("lvlJc", val="left"),
        element("pPr", (element("ind", left=left, hanging=hanging),)),
    ]
    return element("lvl", tuple(parts), ilvl=at)
