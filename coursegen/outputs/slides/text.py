"""Paragraphs written into a shape: levels, marks, runs with language, looks and links."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from lxml import etree
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.oxml.ns import qn
from pptx.slide import Slide

from coursegen.outputs.slides.flow import TextPage
from coursegen.outputs.slides.geometry import PT, Box
from coursegen.outputs.slides.markup import Element
from coursegen.outputs.slides.measure import hanging, text_margin
from coursegen.outputs.slides.paragraphs import Mark, Para
from coursegen.outputs.slides.styles import Frame, LevelStyle
from coursegen.slides_model import Line, Run, Script

_SCHEMES = ("http://", "https://", "mailto:")
_SHORT_PREFIX = re.compile(r"(?<=\b[^\W\d_])-(?=[^\W\d_])")  # the hyphen after a single letter
_COMPOUND = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)+")
_ORDINARY = 20  # letters of a compound that a line of large letters holds
_BASELINES = {Script.SUPER: "30000", Script.SUB: "-25000"}  # thousandths of a percent of the letters' height
_NUMBERING = {Mark.NUMBER: "arabicPeriod", Mark.LETTER: "alphaUcPeriod"}


class TextWriter:
    """Writes on one slide, in one language."""

    def __init__(self, slide: Slide, language: str) -> None:
        self._slide = slide
        self._language = language

    def page(self, body: Element, page: TextPage, frame: Frame) -> None:
        """Replace the paragraphs of a `p:txBody` by those of the page, in its sizes where they aren't the frame's."""
        _clear(body)
        for number, para in enumerate(page.paras):
            level = min(para.level, len(page.styles) - 1)
            style, native = page.styles[level], frame.levels[level]
            node = etree.SubElement(body, qn("a:p"))
            _paragraph_properties(node, para, style, page.air if number and not para.level else 0)
            self._runs(node, para.line, 0 if style.size == native.size else style.size)

    def free(self, body: Element, page: TextPage) -> None:
        """The same in a text box of ours: no layout gives sizes, so that they are all written."""
        bare = Frame(Box(0, 0, 0, 0), 0, 0, (LevelStyle(size=0),) * len(page.styles))
        self.page(body, page, bare)
        self.own_spacing(body, page)

    @staticmethod
    def own_spacing(body: Element, page: TextPage) -> None:
        """Paragraphs at the edge of their zone, with the page's own air between them instead of the zone's."""
        for node, para in zip(body.findall(qn("a:p")), page.paras, strict=True):
            properties = node.find(qn("a:pPr"))
            properties.attrib.pop("lvl", None)
            properties.set("marL", "0")
            properties.set("indent", "0")
            before = etree.Element(qn("a:spcBef"))
            etree.SubElement(before, qn("a:spcPts")).set("val", str(round(page.styles[para.level].before * 100)))
            properties.insert(0, before)

    def lines(
        self, body: Element, lines: Iterable[Line], size: float = 0, *, levels: Iterable[int] = (), face: str = ""
    ) -> None:
        """Replace the paragraphs by these, by outline level, in the zone's own style but for `size` and `face`."""
        _clear(body)
        depths = list(levels)
        for n, line in enumerate(lines):
            node = etree.SubElement(body, qn("a:p"))
            if n < len(depths) and depths[n]:
                etree.SubElement(node, qn("a:pPr")).set("lvl", str(depths[n]))
            self._runs(node, line, size, face)

    def _runs(self, node: Element, line: Line, size: float, face: str = "") -> None:
        for run in line:
            for number, text in enumerate(run.text.split("\n")):
                if number:
                    self._looks(etree.SubElement(node, qn("a:br")), run, size, face)
                if text:
                    self._run(node, replace(run, text=text), size, face)

    def _run(self, node: Element, run: Run, size: float, face: str) -> None:
        written = etree.SubElement(node, qn("a:r"))
        self._looks(written, run, size, face)
        text: Element = etree.SubElement(written, qn("a:t"))
        text.text = _writable(run.text)

    def _looks(self, written: Element, run: Run, size: float, face: str) -> None:
        looks = etree.SubElement(written, qn("a:rPr"), lang=self._language)
        if size:
            looks.set("sz", str(round(size * 100)))
        if run.bold:
            looks.set("b", "1")
        if run.italic:
            looks.set("i", "1")
        if run.script in _BASELINES:
            looks.set("baseline", _BASELINES[run.script])
        if face:
            etree.SubElement(looks, qn("a:latin"), typeface=face)
        if run.link.startswith(_SCHEMES):
            key = self._slide.part.relate_to(run.link, RT.HYPERLINK, is_external=True)
            etree.SubElement(looks, qn("a:hlinkClick")).set(qn("r:id"), key)


def whole_words(text: str) -> str:
    """The text with compounds of ordinary length unbreakable: large letters make a hyphen at a line's end ugly."""
    return _COMPOUND.sub(lambda word: word[0].replace("-", "\u2011") if len(word[0]) <= _ORDINARY else word[0], text)


def plain_line(text: str, *, bold: bool = False) -> Line:
    """A line of one run."""
    return (Run(text, bold=bold),)


def _writable(text: str) -> str:
    """Control characters have no place in XML; line ends are spaces; "e-learning" never breaks after its "e-"."""
    return _SHORT_PREFIX.sub("\u2011", "".join(char if char >= " " else " " for char in text))


def _clear(body: Element) -> None:
    for paragraph in body.findall(qn("a:p")):
        body.remove(paragraph)


def _paragraph_properties(node: Element, para: Para, style: LevelStyle, air: float) -> None:
    properties = etree.SubElement(node, qn("a:pPr"))
    if para.level:
        properties.set("lvl", str(para.level))
    if air:
        before = etree.SubElement(etree.SubElement(properties, qn("a:spcBef")), qn("a:spcPts"))
        before.set("val", str(round((style.before + air) * 100)))
    if para.mark is Mark.BULLET and style.bullet and not para.continued:
        return  # the template's own bullet
    margin = text_margin(para, style)
    if style.margin or style.indent or margin:
        properties.set("marL", str(round(margin * PT)))
        marked = para.mark is not Mark.NONE and not para.continued
        properties.set("indent", str(-round(hanging(para, style) * PT) if marked else 0))
    if para.mark is Mark.NONE or para.continued:
        if style.bullet:
            etree.SubElement(properties, qn("a:buNone"))
    elif para.mark is Mark.BULLET:
        etree.SubElement(properties, qn("a:buFont"), typeface="Arial")
        etree.SubElement(properties, qn("a:buChar"), char="•")
    else:
        number = etree.SubElement(properties, qn("a:buAutoNum"), type=_NUMBERING[para.mark])
        if para.start > 1:
            number.set("startAt", str(para.start))
