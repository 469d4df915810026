"""Reads a package: its files, its screens' texts, what the player knows, its manifest."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from lxml import etree, html

from coursegen.courseware import Courseware
from coursegen.outputs.scorm import write_scorm12
from coursegen.outputs.scorm.page_list import unpacked

NS = {
    "cp": "http://www.imsproject.org/xsd/imscp_rootv1p1p2",
    "adlcp": "http://www.adlnet.org/xsd/adlcp_rootv1p2",
    "md": "http://www.imsglobal.org/xsd/imsmd_rootv1p2p1",
}


def files(course: Courseware) -> dict[str, bytes]:
    with ZipFile(BytesIO(write_scorm12(course))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def texts(course: Courseware) -> str:
    """The files of the screens' texts, one after the other."""
    return "".join(data.decode() for name, data in files(course).items() if name.startswith("content/"))


def everything(course: Courseware) -> str:
    return b"".join(files(course).values()).decode("utf-8", "replace")


def data_of(course: Courseware) -> dict[str, Any]:
    page = html.fromstring(files(course)["index.html"])
    return unpacked(json.loads(page.get_element_by_id("course").text or ""))


def manifest(course: Courseware) -> etree._Element:
    return etree.fromstring(files(course)["imsmanifest.xml"])
