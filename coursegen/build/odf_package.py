"""An OpenDocument file made the same each time: LibreOffice's clock, printer, version and habits are left out.

ODF 1.3 part 2: `mimetype` comes first, stored; `META-INF/manifest.xml` lists every other file.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from copy import deepcopy

from lxml import etree

from coursegen.build.odf_names import steady_fonts, steady_lists

_EPOCH = (1980, 1, 1, 0, 0, 0)
_DROPPED = re.compile(r"(Thumbnails|Configurations2)/.*|layout-cache")
_NAMES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "meta": "urn:oasis:names:tc:opendocument:xmlns:meta:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
    "config": "urn:oasis:names:tc:opendocument:xmlns:config:1.0",
    "manifest": "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
}
_ABSOLUTE = re.compile(r"\[[^\[\]]*\.\$[A-Z]+\$\d+(:\.\$[A-Z]+\$\d+)?\]")
_REFERENCE = re.compile(r"(style|layout)-?(name|names)?$|apply-style-name$|master-page-name$")
_KEPT = ("dc:title", "dc:subject", "meta:initial-creator", "dc:creator", "meta:creation-date", "dc:date", "dc:language")
_OF_THE_MACHINE = re.compile(
    r"Rsid\w*|Printer\w*|(Current|Embedded)Database\w*|AllowPrintJobCancel|ViewId|VisibleArea\w*"
)


def settled(data: bytes) -> bytes:
    """The same file without what its making left in it: same source, same bytes."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist() if not _DROPPED.fullmatch(name)}
    for name, mend in _MENDERS.items():
        if name in parts:
            root = _parsed(parts[name])
            mend(root)
            parts[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    if "content.xml" in parts and "styles.xml" in parts:
        parts = _steady_layouts(parts)
        parts |= steady_fonts({name: parts[name] for name in ("content.xml", "styles.xml")})
    return _packed(parts)


def _parsed(data: bytes) -> etree._Element:
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))


def _name(short: str) -> str:
    prefix, _colon, name = short.partition(":")
    return f"{{{_NAMES[prefix]}}}{name}"


def _meta(root: etree._Element) -> None:
    """Title, subject, people, the course's date and language; no program, no counts, no time spent."""
    kept = {_name(short) for short in _KEPT}
    for box in root.iter(_name("office:meta")):
        created = box.findtext(_name("meta:creation-date"))
        for child in list(box):
            if child.tag not in kept:
                box.remove(child)
            elif child.tag == _name("dc:date") and created:
                child.text = created


def _settings(root: etree._Element) -> None:
    for item in [*root.iter(_name("config:config-item"))]:
        parent = item.getparent()
        if parent is not None and _OF_THE_MACHINE.fullmatch(item.get(_name("config:name"), "")):
            parent.remove(item)


def _manifest(root: etree._Element) -> None:
    entries = [*root.iter(_name("manifest:file-entry"))]
    for entry in entries:
        if _DROPPED.fullmatch(entry.get(_name("manifest:full-path"), "")):
            root.remove(entry)
    root[:] = sorted(root, key=lambda entry: entry.get(_name("manifest:full-path"), ""))


def _content(root: etree._Element) -> None:
    _prune(root)
    _place(root)
    _steady_rules(root)
    steady_lists(root)


def _place(root: etree._Element) -> None:
    """A picture in the line of its text stands where the text has it; readers that ask for a place are told zero."""
    for frame in root.iter(_name("draw:frame")):
        for side in ("svg:x", "svg:y"):
            if frame.get(_name(side)) is None and frame.get(_name("text:anchor-type")) == "as-char":
                frame.set(_name(side), "0cm")


def _steady_rules(root: etree._Element) -> None:
    """The rules of entry of a workbook, each once, in the order of the cells that use them.

    LibreOffice writes them in the order of its memory, bases one that sheets share on any of them, and sometimes
    writes one twice.
    """
    box = next(root.iter(_name("table:content-validations")), None)
    if box is None:
        return
    meanings = {rule.get(_name("table:name"), ""): _meaning(rule) for rule in box}
    by_meaning = {_meaning(rule): rule for rule in box}
    ranks: dict[bytes, int] = {}
    for said, sheet, cell in _ruled_cells(root):
        meaning = meanings.get(said, b"")
        if meaning in by_meaning and meaning not in ranks:
            ranks[meaning] = len(ranks) + 1
            _rebase(by_meaning[meaning], sheet)
            by_meaning[meaning].set(_name("table:name"), f"val{len(ranks)}")
        if meaning in ranks:
            cell.set(_name("table:content-validation-name"), f"val{ranks[meaning]}")
    box[:] = [by_meaning[meaning] for meaning in ranks]


def _meaning(rule: etree._Element) -> bytes:
    """What the rule says, its name apart; and its base, where nothing in it counts from there."""
    bare = deepcopy(rule)
    bare.tail = None
    bare.attrib.pop(_name("table:name"), None)
    if _is_absolute(rule):
        bare.attrib.pop(_name("table:base-cell-address"), None)
    return etree.tostring(bare)


def _is_absolute(rule: etree._Element) -> bool:
    return "[" not in _ABSOLUTE.sub("", rule.get(_name("table:condition"), ""))


def _ruled_cells(root: etree._Element) -> Iterator[tuple[str, str, etree._Element]]:
    """Each cell that has a rule of entry, with the names of rule and sheet."""
    for sheet in root.iter(_name("table:table")):
        for cell in sheet.iter():
            rule = cell.get(_name("table:content-validation-name"))
            if rule:
                yield rule, sheet.get(_name("table:name"), ""), cell


def _rebase(rule: etree._Element, sheet: str) -> None:
    """A rule with relative addresses keeps its base."""
    if _is_absolute(rule):
        quoted = sheet if re.fullmatch(r"\w+", sheet) else "'" + sheet.replace("'", "''") + "'"
        rule.set(_name("table:base-cell-address"), f"{quoted}.A1")


_MENDERS = {
    "meta.xml": _meta,
    "settings.xml": _settings,
    "META-INF/manifest.xml": _manifest,
    "content.xml": _content,
}


def _steady_layouts(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """Page layouts in the order of what they say: LibreOffice writes those of a workbook in the order of its memory."""
    root = _parsed(parts["styles.xml"])
    layouts = [*root.iter(_name("style:page-layout"))]
    key = _name("style:name")
    ordered = sorted(layouts, key=lambda one: re.sub(rb'style:name="[^"]*"', b"", etree.tostring(one)))
    names = {one.get(key, ""): f"Mpm{number}" for number, one in enumerate(ordered, 1)}
    for one in ordered:
        one.set(key, names[one.get(key, "")])
        parent = one.getparent()
        if parent is not None:
            parent.append(one)
    for master in root.iter(_name("style:master-page")):
        layout = _name("style:page-layout-name")
        if master.get(layout) in names:
            master.set(layout, names[str(master.get(layout))])
    masters = root.find(_name("office:master-styles"))
    if masters is not None:
        masters[:] = sorted(masters, key=lambda one: (one.tag != _name("style:master-page"), one.get(key, "")))
    _defaults(root, _families(parts))
    return {**parts, "styles.xml": etree.tostring(root, xml_declaration=True, encoding="UTF-8")}


def _families(parts: Mapping[str, bytes]) -> set[str]:
    return {
        one.get(_name("style:family"), "")
        for name in ("content.xml", "styles.xml")
        for one in _parsed(parts[name]).iter(_name("style:style"))
    }


def _defaults(root: etree._Element, families: set[str]) -> None:
    """A style to begin from for each family that is used, as the standard wants it; LibreOffice leaves some out."""
    box = root.find(_name("office:styles"))
    if box is None:
        return
    known = {one.get(_name("style:family")) for one in box.iter(_name("style:default-style"))}
    for family in sorted(families - known - {""}, reverse=True):
        made = etree.Element(_name("style:default-style"))
        made.set(_name("style:family"), family)
        box.insert(0, made)


def _prune(root: etree._Element) -> None:
    """Drop the automatic styles that nothing uses; those that only they used go in the next round."""
    box = root.find(_name("office:automatic-styles"))
    while box is not None:
        used = {value for one in root.iter() for key, value in one.attrib.items() if _REFERENCE.search(str(key))}
        idle = [one for one in box if one.get(_name("style:name")) not in used]
        for one in idle:
            box.remove(one)
        if not idle:
            return


def _packed(parts: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name in sorted(parts, key=lambda one: (one != "mimetype", one)):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            package.writestr(entry, parts[name])
    return out.getvalue()
