"""What a file fetches or starts by itself when somebody opens it: fields, formulas and links that lead out of it.

A hyperlink that a reader may follow fetches nothing and is no such link. Sources: ECMA-376 part 1, 17.16.5 (fields),
18.17 (formulas), part 2, 9.3 (relationships); OpenDocument 1.3 part 3, 19.910 (xlink:href); [MS-XLSX] 2.2.2 (DDE).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from coursegen.conform.package import Package, checked_package, parsed
from coursegen.conform.piece import Place
from coursegen.conform.reading.names import Element, child, every, get, q, text_of
from coursegen.i18n import gettext as _

Link = tuple[Place, str]

_WHOLE = Place()
_SHOWN = 120
_FIELDS = re.compile(
    r"^\s*(DDEAUTO|DDE|INCLUDEPICTURE|INCLUDETEXT|INCLUDE|IMPORT|LINK|DATABASE|RD|HTMLCONTROL|CONTROL)(?:\s|$)",
    re.IGNORECASE,
)
_CODES = re.compile(r"^\s*QUOTE((?:\s+\d{2,3}){3,})\s*$", re.IGNORECASE)  # letters by their numbers, to hide a field
_STRING = re.compile(r'"[^"]*"')
_QUOTED = re.compile(r"'((?:[^']|'')*)'")
_ELSEWHERE = re.compile(r"^\w{2,}:/|^\\\\|^[a-z]:\\|\[[^\]]+\]", re.IGNORECASE)  # in a quoted name: a file, a workbook
_CALLS = re.compile(
    r"\b(?:WEBSERVICE|FILTERXML|RTD|DDE|CALL|REGISTER(?:\.ID)?|SQL\.REQUEST|IMPORTDATA|IMPORTXML)\s*\("
    r"|(?<![\w\[\]@])\[(?!0\])(?:\d+\]!|[^\[\]@#]+\][^\[\]\s,;()'!]+!)"  # [1]Sheet!A1; Table[Column] is in the book
    r"|\w+\|[^!\s]*!",  # cmd|'/c …'!A1
    re.IGNORECASE,
)
_PICTURE = re.compile(r"\bIMAGE\s*\(\s*\"[^\"]*://", re.IGNORECASE)
_FORMULAS = ("f", "definedName", "formula", "formula1", "formula2", "calculatedColumnFormula", "totalsRowFormula")
_FOLLOWED = ("hyperlink",)
_EMBEDDED = r"(.*/)?embeddings/[^/]+\.xlsx"
_STARTS = re.compile(r"^ppaction://(?:program|macro|ole)", re.IGNORECASE)
_OUT = re.compile(r"^(?:[a-z][a-z0-9+.-]+:|//|\\\\|/|\.\./|[a-z]:[\\/])", re.IGNORECASE)
_ODF_LINKS = frozenset(map(q, ("text:a", "draw:a")))
_ODF_PARTS = r"(?:.*/)?(?:content|styles)\.xml"
_ODF_FORMULAS = ("formula", "condition", "expression", "cell-range-address")
_FILLED = ("imagedata", "fill", "stroke")
_DDE_NODES = ("dde-connection-decl", "dde-source", "dde-link")


def linked_parts(package: Package) -> Iterator[Link]:
    """What the relationships of an Office Open XML file fetch (pictures, templates, films, data), and its workbooks.

    Raises InputError when a workbook in it may not be opened by itself.
    """
    yield from ((_WHOLE, words) for words in _relations(package))
    for name in package.named(_EMBEDDED):
        book = checked_package(package.members[name], package.path)
        yield from ((_WHOLE, f"{PurePosixPath(name).name} : {words}") for words in dict.fromkeys(_of_embedded(book)))


def _relations(package: Package) -> dict[str, None]:
    found: dict[str, None] = {}
    for name in package.named(r".*\.rels"):
        for rel in parsed(package.members[name], package.path):
            kind = str(rel.get("Type", "")).rpartition("/")[2]
            if rel.get("TargetMode") == "External" and kind not in _FOLLOWED:
                found.setdefault(f"{kind} : {rel.get('Target')}")
    return found


def _of_embedded(book: Package) -> Iterator[str]:
    """What a workbook inside a file fetches: the one behind a chart, a table that somebody inserted.

    A file inside that workbook is told and not opened: it might hold another, without end.
    """
    yield from _relations(book)
    yield from (words for _place, words in book_links(book))
    for part in book.named(r"xl/worksheets/.*\.xml"):
        yield from filter(None, (loading_formula(text_of(one)) for one in every(book.xml(part), "s:f")))
    yield from (PurePosixPath(name).name for name in book.named(r"(.*/)?embeddings/.*"))


def loading_fields(root: Element | None) -> Iterator[tuple[Element, str]]:
    """The fields of a Word part that fetch a file or start a program: where each begins, and its code."""
    for simple in every(root, "w:fldSimple"):
        if code := _field(get(simple, "w:instr")):
            yield simple, code
    opened: list[_Field] = []
    for node in every(root, "w:fldChar", "w:instrText", "w:t"):
        kind = get(node, "w:fldCharType") if node.tag == q("w:fldChar") else ""
        if kind == "begin":
            opened.append(_Field(node))
        elif not opened:
            continue
        elif kind == "separate":
            opened[-1].in_code = False
        elif kind == "end":
            closed = opened.pop()
            if opened and opened[-1].in_code:
                opened[-1].code += closed.shown
            if code := _field(closed.code):
                yield closed.begin, code
        elif node.tag == q("w:instrText") and opened[-1].in_code:
            opened[-1].code += text_of(node)
        elif node.tag == q("w:t") and not opened[-1].in_code:
            opened[-1].result += text_of(node)
    yield from ((left.begin, code) for left in opened if (code := _field(left.code)))


@dataclass
class _Field:
    """A field under way."""

    begin: Element
    code: str = ""
    result: str = ""
    in_code: bool = True

    @property
    def shown(self) -> str:
        """What it gives to the field around it: letters spelled by their numbers, else what it shows."""
        spelled = _CODES.match(self.code)
        return "".join(chr(int(one)) for one in spelled[1].split()) if spelled else self.result


def _field(code: str) -> str:
    return re.sub(r"\s+", " ", code).strip()[:_SHOWN] if _FIELDS.match(code) else ""


def drawn_links(root: Element | None) -> Iterator[tuple[Element, str]]:
    """Pictures of the old drawing language that name an address themselves."""
    for node in () if root is None else root.iter("{urn:schemas-microsoft-com:vml}*"):
        for key, value in node.items():
            local = str(key).rpartition("}")[2]
            if local in ("src", "href") and str(node.tag).endswith(_FILLED) and _OUT.match(value):
                yield node, str(value)[:_SHOWN]


def started_programs(root: Element | None) -> Iterator[str]:
    """Actions of a slide that start a program or a macro when somebody clicks or passes over."""
    for node in every(root, "a:hlinkClick", "a:hlinkHover", "a:hlinkMouseOver"):
        if _STARTS.match(get(node, "action")):
            yield get(node, "action")[:_SHOWN]


def loading_formula(formula: str) -> str:
    """What a formula of a sheet fetches from the web, from another workbook or from a program; "" for nothing."""
    bare = _STRING.sub('""', formula)
    leads_out = any(map(_ELSEWHERE.search, _QUOTED.findall(bare))) or _CALLS.search(_QUOTED.sub("''", bare))
    return formula.strip()[:_SHOWN] if leads_out or _PICTURE.search(formula) else ""


def book_links(package: Package) -> Iterator[Link]:
    """What a workbook fetches, outside the cells of its sheets: names, rules, connections, other workbooks."""
    for name in package.named(r"xl/externalLinks/[^/]+\.xml"):
        node = next(every(package.xml(name), "s:ddeLink"), None)
        if node is not None:
            yield _WHOLE, f"DDE : {get(node, 'ddeService')} {get(node, 'ddeTopic')}"[:_SHOWN]
    for node in every(package.xml("xl/connections.xml"), "s:connection"):
        yield _WHOLE, _("connexion « {name} »").format(name=get(node, "name"))
    for name in ("xl/workbook.xml", *package.named(r"xl/tables/[^/]+\.xml")):
        yield from ((_WHOLE, formula) for formula in formulas_of(package.xml(name)))


def formulas_of(root: Element | None) -> Iterator[str]:
    """The formulas of a part of a workbook that fetch something, those of cells left out."""
    for node in () if root is None else root.iter():
        name = str(node.tag).rpartition("}")[2]
        of_cell = str(getattr(node.getparent(), "tag", "")).endswith("}c")
        if name in _FORMULAS and not of_cell and (found := loading_formula(text_of(node))):
            yield found


def odf_links(package: Package) -> Iterator[Link]:
    """What an OpenDocument file fetches or starts."""
    found: dict[Link, None] = {}
    for name in package.named(_ODF_PARTS):
        root = package.xml(name)
        for node in () if root is None else root.iter():
            if isinstance(node.tag, str):
                found.update(((_odf_place(node), words), None) for words in _odf_words(node))
    template = next(every(package.xml("meta.xml"), "meta:template"), None)
    if "://" in get(template, "xlink:href") and not get(template, "xlink:href").startswith("file:"):
        found[_WHOLE, get(template, "xlink:href")[:_SHOWN]] = None
    yield from found


def _odf_words(node: Element) -> Iterator[str]:
    name, href = str(node.tag).rpartition("}")[2], get(node, "xlink:href")
    if _OUT.match(href) and node.tag not in _ODF_LINKS and not _is_click(node):
        yield f"{name} : {href}"[:_SHOWN]
    if name in _DDE_NODES:
        application, topic = (get(node, f"office:dde-{what}") for what in ("application", "topic"))
        yield f"DDE : {application} {topic}"[:_SHOWN]
    for key, value in node.items():
        if str(key).rpartition("}")[2] in _ODF_FORMULAS and (words := loading_formula(str(value))):
            yield words


def _is_click(node: Element) -> bool:
    """Whether it is a link on a shape: an event of a click that leads somewhere, and starts no program or macro."""
    if not str(node.tag).endswith("event-listener") or get(node, "xlink:href").startswith("vnd.sun.star.script:"):
        return False
    return get(node, "presentation:action") not in ("execute", "macro", "verb")


def _odf_place(node: Element) -> Place:
    for above in node.iterancestors():
        if above.tag == q("table:table") and str(getattr(above.getparent(), "tag", "")) == q("office:spreadsheet"):
            return Place(0, _("feuille « {name} »").format(name=get(above, "table:name")))
        if above.tag == q("draw:page"):
            number = 1 + sum(1 for _page in above.itersiblings(q("draw:page"), preceding=True))
            return Place(number, _("diapositive {n}").format(n=number))
    return _WHOLE


def part_links(root: Element | None, place: Place) -> Iterator[Link]:
    """The fields and drawings of a Word part that nobody reads in its pages (comments, building blocks)."""
    for _node, words in (*loading_fields(root), *drawn_links(root)):
        yield place, words


def paragraph_of(node: Element) -> Element | None:
    """The paragraph that a node stands in."""
    return node if node.tag == q("w:p") else next(node.iterancestors(q("w:p")), None)


def cell_formula(cell: Element) -> str:
    """What the formula of a cell fetches; "" for nothing."""
    return loading_formula(text_of(child(cell, "s:f")))
