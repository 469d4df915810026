"""imsmanifest.xml of SCORM 1.2: one organisation, an item for each SCO, every file declared."""

from __future__ import annotations

from lxml import etree
from lxml.etree import _Element as Element

from coursegen.courseware import Courseware
from coursegen.outputs.scorm.identifiers import manifest_id
from coursegen.outputs.scorm.manifest import (
    DESCRIPTION_LIMIT,
    TITLE_LIMIT,
    XML_LANG,
    XSI,
    Parcel,
    child,
    keywords,
    resources,
    vcards,
    version_of,
    written,
)
from coursegen.outputs.scorm.outline import online_minutes
from coursegen.outputs.scorm.texts import plain_text
from coursegen.outputs.scorm.units import Unit

_CP = "http://www.imsproject.org/xsd/imscp_rootv1p1p2"
_SCRIPT_LIMIT = 200  # characters of a prerequisite, by ADL's schema: a very long code waits for "passed" alone
_ADL = "http://www.adlnet.org/xsd/adlcp_rootv1p2"
_MD = "http://www.imsglobal.org/xsd/imsmd_rootv1p2p1"
_LOCATIONS = f"{_CP} imscp_rootv1p1p2.xsd {_MD} imsmd_rootv1p2p1.xsd {_ADL} adlcp_rootv1p2.xsd"


def manifest12(parcel: Parcel) -> bytes:
    """The manifest of a package."""
    courseware = parcel.courseware
    root = etree.Element(_cp("manifest"), nsmap={None: _CP, "adlcp": _ADL, "imsmd": _MD, "xsi": XSI})
    root.set("identifier", manifest_id(courseware.key, "CG"))
    root.set("version", version_of(courseware))
    root.set(f"{{{XSI}}}schemaLocation", _LOCATIONS)
    metadata = child(root, _cp("metadata"))
    child(metadata, _cp("schema"), "ADL SCORM")
    child(metadata, _cp("schemaversion"), "1.2")
    _lom(metadata, courseware)
    _organisation(root, parcel)
    resources(root, f"{{{_CP}}}", f"{{{_ADL}}}scormtype", parcel)
    return written(root)


def _organisation(root: Element, parcel: Parcel) -> None:
    identifier = manifest_id(parcel.courseware.key, "ORG")
    organisations = child(root, _cp("organizations"), default=identifier)
    organisation = child(organisations, _cp("organization"), identifier=identifier)
    child(organisation, _cp("title"), parcel.courseware.title[:TITLE_LIMIT])
    before: Unit | None = None
    for unit in parcel.units:
        _item(organisation, unit, before if parcel.ordered else None)
        before = unit


def _item(organisation: Element, unit: Unit, before: Unit | None) -> None:
    """The children in the order of adlcp_rootv1p2.xsd; `before` must be finished first (AICC script).

    Its name alone means passed or completed: who has done all of it and failed goes on too, as in 2004.
    """
    item = child(organisation, _cp("item"), identifier=manifest_id(unit.name, "ITEM"))
    item.set("identifierref", manifest_id(unit.name, "SCO"))
    item.set("isvisible", "true")
    child(item, _cp("title"), unit.title[:TITLE_LIMIT])
    if before:
        name = manifest_id(before.name, "ITEM")
        both = f'{name}|{name}="failed"'
        child(item, f"{{{_ADL}}}prerequisites", both if len(both) <= _SCRIPT_LIMIT else name, type="aicc_script")
    if unit.mastery:
        child(item, f"{{{_ADL}}}masteryscore", str(unit.mastery))


def _lom(metadata: Element, courseware: Courseware) -> None:
    """Title, language, description, keywords; version, time, licence: the elements that catalogues show."""
    lom = child(metadata, _md("lom"))
    general = child(lom, _md("general"))
    language = courseware.language
    _words(general, "title", courseware.title, language)
    child(general, _md("language"), language)
    description = plain_text(courseware.summary)
    if description:
        _words(general, "description", description[:DESCRIPTION_LIMIT], language)
    for word in keywords(courseware):
        _words(general, "keyword", word, language)
    lifecycle = child(lom, _md("lifecycle"))
    _words(lifecycle, "version", courseware.version, "x-none")
    _contributors(lifecycle, courseware)
    if minutes := online_minutes(courseware):
        _learning_time(lom, minutes)
    if courseware.licence:
        _rights(lom, courseware.licence, language)


def _contributors(lifecycle: Element, courseware: Courseware) -> None:
    if not (cards := vcards(courseware)):
        return
    contribute = child(lifecycle, _md("contribute"))
    role = child(contribute, _md("role"))
    _words(role, "source", "LOMv1.0", "x-none")
    _words(role, "value", "Author", "x-none")
    for card in cards:
        child(child(contribute, _md("centity")), _md("vcard"), card)


def _learning_time(lom: Element, minutes: int) -> None:
    time = child(child(lom, _md("educational")), _md("typicallearningtime"))
    child(time, _md("datetime"), f"PT{minutes // 60}H{minutes % 60}M")


def _rights(lom: Element, licence: str, language: str) -> None:
    rights = child(lom, _md("rights"))
    copyrighted = child(rights, _md("copyrightandotherrestrictions"))
    for name, word in (("source", "LOMv1.0"), ("value", "yes")):
        _words(copyrighted, name, word, "x-none")
    _words(rights, "description", licence, language)


def _words(parent: Element, name: str, text: str, language: str) -> None:
    child(child(parent, _md(name)), _md("langstring"), text).set(XML_LANG, language)


def _cp(name: str) -> str:
    return f"{{{_CP}}}{name}"


def _md(name: str) -> str:
    return f"{{{_MD}}}{name}"
