"""imsmanifest.xml of SCORM 1.2: one organisation, one SCO, every file declared."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree
from lxml.etree import _Element as Element

from coursegen.courseware import Courseware
from coursegen.outputs.scorm.identifiers import manifest_id
from coursegen.outputs.scorm.outline import online_minutes
from coursegen.outputs.scorm.texts import plain_text

_CP = "http://www.imsproject.org/xsd/imscp_rootv1p1p2"
_ADL = "http://www.adlnet.org/xsd/adlcp_rootv1p2"
_MD = "http://www.imsglobal.org/xsd/imsmd_rootv1p2p1"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_LOCATIONS = f"{_CP} imscp_rootv1p1p2.xsd {_MD} imsmd_rootv1p2p1.xsd {_ADL} adlcp_rootv1p2.xsd"
_TITLE_LIMIT = 200  # imscp_rootv1p1p2.xsd, titleType
LAUNCH = "index.html"


def manifest12(courseware: Courseware, files: Iterable[str], mastery: int) -> bytes:
    """The manifest. `files`: every path in the package but this one; `mastery` 0: no mastery score."""
    root = etree.Element(_cp("manifest"), nsmap={None: _CP, "adlcp": _ADL, "imsmd": _MD, "xsi": _XSI})
    root.set("identifier", manifest_id(courseware.key, "CG"))
    root.set("version", courseware.version[:20])
    root.set(f"{{{_XSI}}}schemaLocation", _LOCATIONS)
    metadata = _child(root, _cp("metadata"))
    _child(metadata, _cp("schema"), "ADL SCORM")
    _child(metadata, _cp("schemaversion"), "1.2")
    _lom(metadata, courseware)
    _organisation(root, courseware, mastery)
    _resource(root, courseware, files)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _organisation(root: Element, courseware: Courseware, mastery: int) -> None:
    organisations = _child(root, _cp("organizations"))
    organisations.set("default", manifest_id(courseware.key, "ORG"))
    organisation = _child(organisations, _cp("organization"))
    organisation.set("identifier", manifest_id(courseware.key, "ORG"))
    _child(organisation, _cp("title"), courseware.title[:_TITLE_LIMIT])
    item = _child(organisation, _cp("item"))
    item.set("identifier", manifest_id(courseware.key, "ITEM"))
    item.set("identifierref", manifest_id(courseware.key, "SCO"))
    item.set("isvisible", "true")
    _child(item, _cp("title"), courseware.title[:_TITLE_LIMIT])
    if mastery:
        _child(item, f"{{{_ADL}}}masteryscore", str(mastery))


def _resource(root: Element, courseware: Courseware, files: Iterable[str]) -> None:
    resource = _child(_child(root, _cp("resources")), _cp("resource"))
    resource.set("identifier", manifest_id(courseware.key, "SCO"))
    resource.set("type", "webcontent")
    resource.set(f"{{{_ADL}}}scormtype", "sco")
    resource.set("href", LAUNCH)
    for path in sorted(files):
        _child(resource, _cp("file")).set("href", path)


def _lom(metadata: Element, courseware: Courseware) -> None:
    """Title, language, description; version, authors' licence, time: the elements that catalogues show."""
    lom = _child(metadata, _md("lom"))
    general = _child(lom, _md("general"))
    language = courseware.language
    _words(general, "title", courseware.title, language)
    _child(general, _md("language"), language)
    description = plain_text(courseware.summary)
    if description:
        _words(general, "description", description[:1900], language)
    _words(_child(lom, _md("lifecycle")), "version", courseware.version, "x-none")
    if minutes := online_minutes(courseware):
        _learning_time(lom, minutes)
    if courseware.licence:
        _words(_child(lom, _md("rights")), "description", courseware.licence, language)


def _learning_time(lom: Element, minutes: int) -> None:
    time = _child(_child(lom, _md("educational")), _md("typicallearningtime"))
    _child(time, _md("datetime"), f"PT{minutes // 60}H{minutes % 60}M")


def _words(parent: Element, name: str, text: str, language: str) -> None:
    _child(_child(parent, _md(name)), _md("langstring"), text).set(_LANG, language)


def _child(parent: Element, name: str, text: str = "") -> Element:
    element = etree.SubElement(parent, name)
    if text:
        element.text = _xml_text(text)
    return element


def _xml_text(text: str) -> str:
    """Without the control characters that XML cannot hold."""
    return "".join(letter for letter in text if letter >= " " or letter in "\t\n")


def _cp(name: str) -> str:
    return f"{{{_CP}}}{name}"


def _md(name: str) -> str:
    return f"{{{_MD}}}{name}"
