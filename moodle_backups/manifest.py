"""moodle_backup.xml: what the package is and holds. Its order of activities is the order on the course page."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Final

from moodle_backups.backup import Backup
from moodle_backups.course import start_date
from moodle_backups.places import SYSTEM_CONTEXT, ActivityPlace, Places, SectionPlace
from moodle_backups.subsections import DelegatedSection
from moodle_backups.versions import Target
from moodle_backups.xml import Scalar, Xml, element, listing, record

# A site that no Moodle is: a package from "the same site" would keep ids of users and categories.
SITE: Final = "https://moodle-backups.invalid"
FILE_NAME: Final = "backup.mbz"

_ROOT_SETTINGS: Final = {
    "imscc11": 0,
    "users": 0,
    "anonymize": 0,
    "role_assignments": 0,
    "activities": 1,
    "blocks": 1,
    "files": 1,
    "filters": 1,
    "comments": 0,
    "badges": 1,
    "calendarevents": 1,
    "userscompletion": 0,
    "logs": 0,
    "grade_histories": 0,
    "questionbank": 1,
    "groups": 1,
    "competencies": 1,
    "customfield": 1,
    "contentbankcontent": 1,
    "xapistate": 0,
    "legacyfiles": 1,
}


def manifest(backup: Backup, places: Places, version: Target) -> Xml:
    """The root of moodle_backup.xml."""
    contents = element(
        "contents",
        listing("activities", map(_activity, places.activities)),
        listing("sections", [_section(place, places) for place in places.sections]),
        record("course", {"courseid": places.course, "title": backup.shortname, "directory": "course"}),
    )
    information = record(
        "information",
        _labels(backup, places, version),
        element("details", _detail(backup)),
        contents,
        listing("settings", _settings(places)),
    )
    return element("moodle_backup", information)


def _labels(backup: Backup, places: Places, version: Target) -> dict[str, Scalar]:
    return {
        "name": FILE_NAME,
        "moodle_version": version.moodle_version,
        "moodle_release": version.moodle_release,
        "backup_version": version.backup_version,
        "backup_release": version.backup_release,
        "backup_date": backup.timestamp,
        "mnet_remoteusers": 0,
        "include_files": 1,
        "include_file_references_to_external_content": 0,
        "original_wwwroot": SITE,
        "original_site_identifier_hash": _hash(SITE),
        "original_course_id": places.course,
        "original_course_format": backup.format,
        "original_course_fullname": backup.fullname,
        "original_course_shortname": backup.shortname,
        "original_course_startdate": start_date(backup),
        "original_course_enddate": backup.end_date or 0,
        "original_course_contextid": places.course_context,
        "original_system_contextid": SYSTEM_CONTEXT,
    }


def _detail(backup: Backup) -> Xml:
    values: dict[str, Scalar] = {
        "type": "course",
        "format": "moodle2",
        "interactive": 1,
        "mode": 10,
        "execution": 1,
        "executiontime": 0,
    }
    return record("detail", values, backup_id=_hash(f"{SITE} {backup.idnumber} {backup.timestamp}"))


def _hash(text: str) -> str:
    return hashlib.md5(text.encode("utf-8", "replace"), usedforsecurity=False).hexdigest()


def _activity(place: ActivityPlace) -> Xml:
    values: dict[str, Scalar] = {
        "moduleid": place.module,
        "sectionid": place.section.id,
        "modulename": place.activity.modname,
        "title": place.activity.title(),
        "directory": f"activities/{place.folder}",
        "insubsection": 1 if isinstance(place.section.section, DelegatedSection) else "",
    }
    return record("activity", values)


def _section(place: SectionPlace, places: Places) -> Xml:
    section = place.section
    parent = places.by_key[section.subsection].module if isinstance(section, DelegatedSection) else ""
    values: dict[str, Scalar] = {
        "sectionid": place.id,
        # A restore warns about an empty title.
        "title": place.section.name or str(place.number),
        "directory": f"sections/section_{place.id}",
        "parentcmid": parent,
        "modname": "subsection" if parent else "",
    }
    return record("section", values)


def _settings(places: Places) -> Iterator[Xml]:
    """Root settings, then those of each section followed by its activities: the order Moodle writes."""
    yield _setting({"level": "root", "name": "filename", "value": FILE_NAME})
    for name, value in _ROOT_SETTINGS.items():
        yield _setting({"level": "root", "name": name, "value": value})
    for section in places.sections:
        yield from _item_settings("section", f"section_{section.id}")
        for activity in places.activities:
            if activity.section is section:
                yield from _item_settings("activity", activity.folder)


def _item_settings(level: str, item: str) -> Iterator[Xml]:
    for name, value in (("included", 1), ("userinfo", 0)):
        yield _setting({"level": level, level: item, "name": f"{item}_{name}", "value": value})


def _setting(values: dict[str, Scalar]) -> Xml:
    return record("setting", values)
