"""A SCORM package, played beside a simulated LMS."""

from __future__ import annotations

from urllib.parse import quote

from coursegen.activity_names import activity_name
from coursegen.sandbox.http import Answer
from coursegen.sandbox.pages.visit import Visit
from moodle_backups.scorm_package import ScormItem, ScormPackageError, read_package


def show(visit: Visit) -> Answer:
    """The part that was asked for, or the first."""
    try:
        items, version = _items(visit)
    except ScormPackageError:
        items, version = [], ""
    if not items:
        return visit.page("other.html", kind=activity_name("scorm"))
    chosen = next((item for item in items if item.identifier == visit.asked.get("sco")), items[0])
    return visit.page(
        "scorm.html",
        items=items,
        chosen=chosen,
        modern=version != "SCORM_1.2",
        launch=f"/scorm/{visit.piece.id}/{quote(chosen.launch, safe='/?=&#%')}",
        tracks=f"/tracks/{visit.piece.id}/{quote(chosen.identifier, safe='')}",
        mastery=chosen.data.get("masteryscore", ""),
        launch_data=chosen.data.get("datafromlms", ""),
    )


def _items(visit: Visit) -> tuple[list[ScormItem], str]:
    """The parts that can be launched, and the release of the package."""
    scorm = visit.activity
    items, version = scorm.scos, scorm.version
    if scorm.package is not None and (not items or not version):
        found = read_package(scorm.package)
        items, version = items or found.items, found.version
    return [item for item in items if item.launch], version
