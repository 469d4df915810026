"""Reads the table of contents of an IMS content package the way mod_imscp does on upload."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping
from contextlib import closing
from typing import Any, Final
from xml.etree import ElementTree

from moodle_backups.files import File
from moodle_backups.scorm_package import manifest_root, seekable

_BASE: Final = "{http://www.w3.org/XML/1998/namespace}base"


class ImscpPackageError(ValueError):
    """The file is no IMS content package."""


def table_of_contents(package: File) -> str:
    """The column ``structure`` for ``package``, serialized. Raises ImscpPackageError when it can't be had.

    It follows the default organization, or the first; a resource without an address starts with its last file.
    """
    try:
        with closing(seekable(package)) as stream, zipfile.ZipFile(stream) as archive:
            root = manifest_root(archive)
    except (OSError, zipfile.BadZipFile, KeyError, ElementTree.ParseError) as error:
        raise ImscpPackageError(f'"{package.name}" is no IMS content package: {error}') from error
    organization = _organization(root)
    if organization is None:
        raise ImscpPackageError(f'"{package.name}" is no IMS content package: its manifest has no organization')
    addresses = dict(_addresses(root))
    return _php([_item(item, 0, addresses) for item in organization.iterfind("{*}item")])


def _organization(root: ElementTree.Element) -> ElementTree.Element | None:
    default = next((node.get("default") for node in root.iterfind("{*}organizations")), None)
    found = root.findall("{*}organizations/{*}organization")
    return next((node for node in found if node.get("identifier") == default), found[0] if found else None)


def _addresses(root: ElementTree.Element) -> Iterator[tuple[str, str]]:
    bases = "".join(node.get(_BASE, "") for node in root.iterfind("{*}resources"))
    for resource in root.iterfind("{*}resources/{*}resource"):
        files = [file.get("href", "") for file in resource.iterfind("{*}file")]
        address = resource.get("href") or (files[-1] if files else "")
        if address and not address.startswith("http://"):
            address = (bases + resource.get(_BASE, "") + address).replace("\\", "/").lstrip("/")
        yield resource.get("identifier", ""), address


def _item(node: ElementTree.Element, level: int, addresses: Mapping[str, str]) -> dict[str, Any]:
    return {
        "href": addresses.get(node.get("identifierref", ""), ""),
        "title": node.findtext("{*}title", "?"),
        "level": level,
        "subitems": [_item(child, level + 1, addresses) for child in node.iterfind("{*}item")],
    }


def _php(value: int | str | list[Any] | Mapping[str, Any]) -> str:
    """The value in the notation of PHP's serialize(): lists are arrays that count from 0."""
    if isinstance(value, int):
        return f"i:{value};"
    if isinstance(value, str):
        return f's:{len(value.encode())}:"{value}";'
    pairs = enumerate(value) if isinstance(value, list) else value.items()
    return f"a:{len(value)}:{{{''.join(_php(key) + _php(inner) for key, inner in pairs)}}}"
