"""WordprocessingML elements by short calls; what python-docx has no method for is built here and nowhere else."""

from __future__ import annotations

from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

Element = Any


def element(tag: str, children: tuple[Element, ...] = (), **attributes: object) -> Element:
    """`element("pStyle", val="Title")` is `<w:pStyle w:val="Title"/>`; booleans and numbers are written as text."""
    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    made.extend(children)
    return made


def put(parent: Element, child: Element, before: tuple[str, ...]) -> Element:
    """Insert `child` where the schema wants it: in the place of its like, ahead of the first of `before`."""
    for old in parent.findall(child.tag):
        parent.remove(old)
    parent.insert_element_before(child, *(f"w:{name}" for name in before))
    return child
