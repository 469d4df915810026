"""The manifests of the 3rd edition against its own published schemas, where they are there; the judge has the 4th's."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import urlsplit

import pytest
from lxml import etree

from coursegen.outputs.scorm import Shape, write_scorm2004
from tests.scorm.sample import courseware
from tests.scorm.test_scorm2004 import NS4, manifest

_FILES = {"cp": "imscp_v1p1", "adlcp": "adlcp_v1p3", "adlnav": "adlnav_v1p3", "imsss": "imsss_v1p0", "lom": "lom"}


class _Local(etree.Resolver):
    """Every schema from the folder, whatever address asks for it; never the network."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder

    def resolve(self, system_url: str | None, public_id: str | None, context: Any) -> Any:
        asked = system_url or ""
        name = PurePosixPath(urlsplit(asked).path).name
        found = sorted(self._folder.rglob(name))
        same = [path for path in found if asked.endswith(path.relative_to(self._folder).as_posix())]
        return self.resolve_filename(str((same or found)[0]), context) if found else None


@pytest.fixture(scope="module")
def published(tools: Path) -> etree.XMLSchema:
    """One schema over the published set of the 3rd edition."""
    folder = tools / "scorm_xsd" / "scorm2004_3rd"
    imports = "".join(
        f'<xs:import namespace="{NS4[prefix]}" schemaLocation="{(folder / name).as_uri()}.xsd"/>'
        for prefix, name in _FILES.items()
    )
    parser = etree.XMLParser(no_network=True)
    parser.resolvers.add(_Local(folder))
    text = f'<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">{imports}</xs:schema>'
    return etree.XMLSchema(etree.fromstring(text, parser, base_url=f"{folder.as_uri()}/"))


@pytest.mark.parametrize(
    "shape", [Shape(edition=3), Shape(edition=3, several=True, ordered=True)], ids=["whole", "several"]
)
def test_the_third_edition_is_valid_by_its_published_schemas(published: etree.XMLSchema, shape: Shape) -> None:
    root = manifest(write_scorm2004(courseware(), shape=shape))
    assert published.validate(root), published.error_log
