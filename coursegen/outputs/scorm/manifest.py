"""What the manifests of both editions share: the parcel they describe, small XML tools."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from lxml import etree
from lxml.etree import _Element as Element

from coursegen.courseware import Courseware
from coursegen.outputs.scorm.identifiers import manifest_id
from coursegen.outputs.scorm.units import Unit

XSI = "http://www.w3.org/2001/XMLSchema-instance"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
TITLE_LIMIT = 200  # imscp_rootv1p1p2.xsd, titleType
VERSION_LIMIT = 20  # imscp_rootv1p1p2.xsd, versionType
DESCRIPTION_LIMIT = 1900  # LOM: 2 000
_NOT_XML = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
CONTRIBUTORS = 40  # LOM
NAME_LIMIT = 200  # so that a vCard stays under the 1 000 characters of LOM
KEYWORDS = 10  # LOM asks readers for no more


@dataclass(frozen=True, slots=True)
class Parcel:
    """What a manifest describes. `files`: every path in the package but the manifest itself.

    `ordered`: each unit opens once the one before is finished.
    """

    courseware: Courseware
    units: tuple[Unit, ...]
    files: tuple[str, ...]
    ordered: bool = False

    @property
    def shared(self) -> tuple[str, ...]:
        """The files that no SCO launches, in order."""
        launched = {unit.launch for unit in self.units}
        return tuple(sorted(path for path in self.files if path not in launched))


def child(parent: Element, name: str, text: str = "", **attributes: str) -> Element:
    """A new last element of `parent`."""
    element = etree.SubElement(parent, name, attrib=attributes)
    if text:
        element.text = xml_text(text)
    return element


def xml_text(text: str) -> str:
    """Without the characters that XML 1.0 cannot hold: controls, halves of pairs, what Unicode leaves out."""
    return _NOT_XML.sub("", text)


def version_of(courseware: Courseware) -> str:
    """The version as an attribute of the manifest holds it."""
    return xml_text(courseware.version)[:VERSION_LIMIT]


def written(root: Element) -> bytes:
    """The document as the file holds it."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def resources(root: Element, space: str, kind: str, parcel: Parcel) -> None:
    """One resource a SCO; the files they share in one more when there are several. `kind`: the attribute of ADL."""
    holder = child(root, f"{space}resources")
    alone = len(parcel.units) == 1
    for unit in parcel.units:
        resource = child(holder, f"{space}resource", identifier=manifest_id(unit.name, "SCO"), type="webcontent")
        resource.set(kind, "sco")
        resource.set("href", unit.launch)
        _files(resource, space, sorted((unit.launch, *parcel.shared)) if alone else [unit.launch])
        if not alone:
            child(resource, f"{space}dependency", identifierref=manifest_id(parcel.courseware.key, "COMMON"))
    if not alone:
        identifier = manifest_id(parcel.courseware.key, "COMMON")
        resource = child(holder, f"{space}resource", identifier=identifier, type="webcontent")
        resource.set(kind, "asset")
        _files(resource, space, parcel.shared)


def _files(resource: Element, space: str, paths: Iterable[str]) -> None:
    for path in paths:
        child(resource, f"{space}file", href=path)


def keywords(courseware: Courseware) -> tuple[str, ...]:
    """What a catalogue finds the package by: its category, then the titles of its modules."""
    titles = (section.title for section in courseware.sections if section.number and section.online)
    return tuple(dict.fromkeys(word.strip() for word in (courseware.category, *titles) if word.strip()))[:KEYWORDS]


def vcards(courseware: Courseware) -> tuple[str, ...]:
    """The authors as LOM names people: a vCard 3.0 (RFC 2426) each."""
    names = (" ".join(xml_text(name).split())[:NAME_LIMIT] for name in courseware.authors[:CONTRIBUTORS])
    return tuple(
        f"BEGIN:VCARD\nVERSION:3.0\nFN:{_vcard_text(name)}\nN:{_vcard_text(name)};;;;\nEND:VCARD" for name in names
    )


def _vcard_text(text: str) -> str:
    return re.sub(r"([\\;,])", r"\\\1", text)
