"""What an Office Open XML file says of its makers, and its themes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from lxml import etree

from coursegen.conform.package import Package, parsed
from coursegen.conform.piece import Properties
from coursegen.conform.reading.names import every, q, text_of


def properties_of(package: Package) -> Properties:
    """Core, extended and custom properties; whether a thumbnail travels with the file."""
    core, app, custom = (package.xml(f"docProps/{name}.xml") for name in ("core", "app", "custom"))

    def said(root: etree._Element | None, name: str) -> str:
        return "" if root is None else text_of(root.find(q(name))).strip()

    return Properties(
        title=said(core, "dc:title"),
        author=said(core, "dc:creator"),
        changed_by=said(core, "cp:lastModifiedBy"),
        company=said(app, "ep:Company"),
        manager=said(app, "ep:Manager"),
        custom=() if custom is None else tuple(str(one.get("name", "?")) for one in custom),
        thumbnail=any(package.named(r"docProps/thumbnail\..*")),
    )


def theme_fonts(theme: etree._Element | None) -> dict[str, str]:
    """`+mj-lt` and `+mn-lt` of a theme."""
    if theme is None:
        return {}
    pairs = (("+mj-lt", "a:majorFont"), ("+mn-lt", "a:minorFont"))
    return {key: str(face.get("typeface", "")) for key, tag in pairs for font in every(theme, tag) for face in font[:1]}


def theme_print(data: bytes, package: Package) -> str:
    """A mark of a theme's colours and faces, the same in two files with the same theme."""
    root = parsed(data, package.path)
    parts = [etree.tostring(one, method="c14n") for one in _schemes(root)]
    return hashlib.sha256(b"".join(parts)).hexdigest()


def _schemes(root: etree._Element) -> Iterator[etree._Element]:
    return every(root, "a:clrScheme", "a:fontScheme")
