"""imsmanifest.xml of SCORM 2004, 3rd and 4th edition: one organisation, an item and its sequencing for each SCO.

The two editions differ in what they call themselves and in the completion threshold, which Moodle and the 3rd edition
read in different forms; only the 4th has it, because there it is an attribute.
"""

from __future__ import annotations

from lxml import etree
from lxml.etree import _Element as Element

from coursegen.courseware import Courseware
from coursegen.outputs.scorm.identifiers import manifest_id
from coursegen.outputs.scorm.manifest import (
    DESCRIPTION_LIMIT,
    TITLE_LIMIT,
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

_CP = "http://www.imsglobal.org/xsd/imscp_v1p1"
_ADL = "http://www.adlnet.org/xsd/adlcp_v1p3"
_NAV = "http://www.adlnet.org/xsd/adlnav_v1p3"
_SS = "http://www.imsglobal.org/xsd/imsss"
_LOM = "http://ltsc.ieee.org/xsd/LOM"
_SPACES = {None: _CP, "adlcp": _ADL, "adlnav": _NAV, "imsss": _SS, "lom": _LOM, "xsi": XSI}
_LOCATIONS = " ".join(
    f"{space} {name}.xsd"
    for space, name in (
        (_CP, "imscp_v1p1"),
        (_ADL, "adlcp_v1p3"),
        (_NAV, "adlnav_v1p3"),
        (_SS, "imsss_v1p0"),
        (_LOM, "lom"),
    )
)
EDITIONS = {3: "2004 3rd Edition", 4: "2004 4th Edition"}


def manifest2004(parcel: Parcel, edition: int) -> bytes:
    """The manifest of a package. `edition`: 3 or 4."""
    courseware = parcel.courseware
    root = etree.Element(_cp("manifest"), nsmap=_SPACES)
    root.set("identifier", manifest_id(courseware.key, "CG"))
    root.set("version", version_of(courseware))
    root.set(f"{{{XSI}}}schemaLocation", _LOCATIONS)
    metadata = child(root, _cp("metadata"))
    child(metadata, _cp("schema"), "ADL SCORM")
    child(metadata, _cp("schemaversion"), EDITIONS[edition])
    _lom(metadata, courseware)
    _organisation(root, parcel, edition)
    resources(root, f"{{{_CP}}}", f"{{{_ADL}}}scormType", parcel)
    return written(root)


def _organisation(root: Element, parcel: Parcel, edition: int) -> None:
    identifier = manifest_id(parcel.courseware.key, "ORG")
    organisations = child(root, _cp("organizations"), default=identifier)
    organisation = child(organisations, _cp("organization"), identifier=identifier)
    child(organisation, _cp("title"), parcel.courseware.title[:TITLE_LIMIT])
    for unit in parcel.units:
        _item(organisation, unit, parcel, edition)
    sequencing = child(organisation, _ss("sequencing"))
    child(sequencing, _ss("controlMode"), choice="false" if parcel.ordered else "true", flow="true")


def _item(organisation: Element, unit: Unit, parcel: Parcel, edition: int) -> None:
    """The children in the order of imscp_v1p1.xsd: the title, then those of other namespaces."""
    item = child(organisation, _cp("item"), identifier=manifest_id(unit.name, "ITEM"))
    item.set("identifierref", manifest_id(unit.name, "SCO"))
    item.set("isvisible", "true")
    child(item, _cp("title"), unit.title[:TITLE_LIMIT])
    if edition >= 4:
        threshold = child(item, f"{{{_ADL}}}completionThreshold", completedByMeasure="true")
        threshold.set("minProgressMeasure", "1.0")
    _sequencing(item, unit, parcel.ordered)
    if len(parcel.units) == 1:
        _own_navigation(item)


def _sequencing(item: Element, unit: Unit, ordered: bool) -> None:
    """What counts and how it is judged: the SCO reports both statuses itself, the LMS adds none of its own.

    A SCO without a test that counts stays out of the success of the whole.
    """
    sequencing = child(item, _ss("sequencing"))
    if ordered:
        _stop_until_done(sequencing)
    if not unit.mastery:
        child(sequencing, _ss("rollupRules"), rollupObjectiveSatisfied="false", objectiveMeasureWeight="0")
    if unit.mastery:
        objective = child(child(sequencing, _ss("objectives")), _ss("primaryObjective"), satisfiedByMeasure="true")
        child(objective, _ss("minNormalizedMeasure"), f"{unit.mastery / 100:.2f}")
    child(sequencing, _ss("deliveryControls"), completionSetByContent="true", objectiveSetByContent="true")


def _stop_until_done(sequencing: Element) -> None:
    """Nobody goes on from here before the SCO is finished; it says `incomplete` as soon as it is opened."""
    rule = child(child(sequencing, _ss("sequencingRules")), _ss("preConditionRule"))
    child(child(rule, _ss("ruleConditions")), _ss("ruleCondition"), operator="not", condition="completed")
    child(rule, _ss("ruleAction"), action="stopForwardTraversal")


def _own_navigation(item: Element) -> None:
    """Previous and next are the player's; buttons of the LMS beside them would leave the course."""
    interface = child(child(item, f"{{{_NAV}}}presentation"), f"{{{_NAV}}}navigationInterface")
    for button in ("previous", "continue"):
        child(interface, f"{{{_NAV}}}hideLMSUI", button)


def _lom(metadata: Element, courseware: Courseware) -> None:
    """Title, language, description, keywords; version, time, licence: the elements that catalogues show."""
    lom = child(metadata, _md("lom"))
    general = child(lom, _md("general"))
    language = courseware.language
    identifier = child(general, _md("identifier"))
    child(identifier, _md("catalog"), "coursegen")
    child(identifier, _md("entry"), manifest_id(courseware.key, "CG"))
    _words(general, "title", courseware.title, language)
    child(general, _md("language"), language)
    description = plain_text(courseware.summary)
    if description:
        _words(general, "description", description[:DESCRIPTION_LIMIT], language)
    for word in keywords(courseware):
        _words(general, "keyword", word, language)
    life_cycle = child(lom, _md("lifeCycle"))
    _words(life_cycle, "version", courseware.version, "x-none")
    _contributors(life_cycle, courseware)
    child(child(lom, _md("metaMetadata")), _md("metadataSchema"), "LOMv1.0")
    if minutes := online_minutes(courseware):
        time = child(child(lom, _md("educational")), _md("typicalLearningTime"))
        child(time, _md("duration"), f"PT{minutes // 60}H{minutes % 60}M")
    if courseware.licence:
        _rights(lom, courseware.licence, language)


def _contributors(life_cycle: Element, courseware: Courseware) -> None:
    if not (cards := vcards(courseware)):
        return
    contribute = child(life_cycle, _md("contribute"))
    role = child(contribute, _md("role"))
    child(role, _md("source"), "LOMv1.0")
    child(role, _md("value"), "author")
    for card in cards:
        child(contribute, _md("entity"), card)


def _rights(lom: Element, licence: str, language: str) -> None:
    rights = child(lom, _md("rights"))
    copyrighted = child(rights, _md("copyrightAndOtherRestrictions"))
    child(copyrighted, _md("source"), "LOMv1.0")
    child(copyrighted, _md("value"), "yes")
    _words(rights, "description", licence, language)


def _words(parent: Element, name: str, text: str, language: str) -> None:
    child(child(parent, _md(name)), _md("string"), text, language=language)


def _cp(name: str) -> str:
    return f"{{{_CP}}}{name}"


def _ss(name: str) -> str:
    return f"{{{_SS}}}{name}"


def _md(name: str) -> str:
    return f"{{{_LOM}}}{name}"
