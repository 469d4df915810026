"""The XML of the course itself: course/ and sections/."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from moodle_backups.availability import to_json
from moodle_backups.backup import Backup
from moodle_backups.places import SectionPlace
from moodle_backups.scope import Draft, Scope
from moodle_backups.subsections import delegation
from moodle_backups.xml import NOTHING, Scalar, Xml, element, listing, record

DAY: Final = 86400

ROLES: Final = element("roles", element("role_overrides"), element("role_assignments"))
FILTERS: Final = element("filters", element("filter_actives"), element("filter_configs"))
EVENTS: Final = element("events")
GRADE_HISTORY: Final = element("grade_history", element("grade_grades"))


def inforef(files: Iterable[int], grade_items: Iterable[int] = (), categories: Iterable[int] = ()) -> Xml:
    """What a part of the package uses from its common files; without it a restore leaves them out."""
    references = (
        _references("fileref", "file", files),
        _references("grade_itemref", "grade_item", grade_items),
        _references("question_categoryref", "question_category", categories),
    )
    return element("inforef", *references)


def _references(tag: str, item: str, ids: Iterable[int]) -> Xml:
    records = [record(item, {"id": item_id}) for item_id in ids]
    return listing(tag, records) if records else NOTHING


def start_date(backup: Backup) -> int:
    """The day the course starts, Unix seconds."""
    return backup.timestamp if backup.start_date is None else backup.start_date


def course_documents(backup: Backup, draft: Draft) -> dict[str, Xml]:
    """The files of course/, by their path in the package."""
    scope = Scope(draft, "course", draft.places.course_context, "course", backup.files)
    if backup.image is not None:
        scope.attach(backup.image, "overviewfiles")
    course = _course(backup, scope)
    scope.close()
    return {
        "course/course.xml": course,
        "course/enrolments.xml": _enrolments(draft),
        "course/roles.xml": ROLES,
        "course/filters.xml": FILTERS,
        "course/calendar.xml": EVENTS,
        "course/inforef.xml": inforef(
            scope.file_ids, categories=[i for bank in draft.places.banks.shared for i in bank.category_ids]
        ),
        "course/competencies.xml": element(
            "course_competencies", element("competencies"), element("user_competencies")
        ),
        "course/completiondefaults.xml": element("course_completion_defaults"),
        "course/contentbank.xml": element("contents"),
    }


def _course(backup: Backup, scope: Scope) -> Xml:
    places = scope.draft.places
    return record(
        "course",
        {
            "shortname": backup.shortname,
            "fullname": backup.fullname,
            "idnumber": backup.idnumber,
            "summary": scope.html(backup.summary, "summary"),
            "summaryformat": 1,
            "format": backup.format,
            "showgrades": backup.show_grades,
            # News items without a news forum would make Moodle create one later.
            "newsitems": 0,
            "startdate": start_date(backup),
            "enddate": backup.end_date or 0,
            "marker": 0,
            "maxbytes": 0,
            "legacyfiles": 0,
            "showreports": 0,
            "visible": backup.visible,
            "groupmode": 0,
            "groupmodeforce": 0,
            "defaultgroupingid": 0,
            "lang": backup.language,
            "theme": "",
            "timecreated": backup.timestamp,
            "timemodified": backup.timestamp,
            "requested": 0,
            "showactivitydates": backup.show_activity_dates,
            "showcompletionconditions": backup.show_completion_conditions,
            "pdfexportfont": None,
            "enablecompletion": 1,
            "completionnotify": 0,
        },
        record("category", {"name": "", "description": None}, id=1),
        element("tags"),
        element("customfields"),
        listing("courseformatoptions", _format_options(backup)),
        id=places.course,
        contextid=places.course_context,
    )


def _format_options(backup: Backup) -> list[Xml]:
    options = {"hiddensections": 1, "coursedisplay": int(backup.one_section_per_page)}
    return [
        record("courseformatoption", {"format": backup.format, "sectionid": 0, "name": name, "value": value})
        for name, value in options.items()
    ]


def _enrolments(draft: Draft) -> Xml:
    """One manual enrolment method: a teacher who restores "with enrolment methods" must not get a course without.

    A restore with its default settings ignores this and adds the site's own default methods.
    """
    times: dict[str, Scalar] = {"timecreated": draft.timestamp, "timemodified": draft.timestamp}
    values: dict[str, Scalar] = {
        "enrol": "manual",
        "status": 0,
        "name": None,
        "enrolperiod": 0,
        "enrolstartdate": 0,
        "enrolenddate": 0,
        "expirynotify": 0,
        "expirythreshold": DAY,
        "notifyall": 0,
        "password": None,
        "cost": None,
        "currency": None,
        "roleid": 0,
    }
    custom = [f"customint{n}" for n in range(1, 9)] + [f"customchar{n}" for n in range(1, 4)]
    custom += ["customdec1", "customdec2"] + [f"customtext{n}" for n in range(1, 5)]
    nulls: dict[str, Scalar] = dict.fromkeys(custom)
    method = record("enrol", values | nulls | times, element("user_enrolments"), id=draft.places.next_id())
    return element("enrolments", listing("enrols", [method]))


def section_documents(place: SectionPlace, draft: Draft) -> dict[str, Xml]:
    """The two files of a section, by their path in the package."""
    section = place.section
    scope = Scope(draft, f'section "{section.key}"', draft.places.course_context, "course", section.files)
    folder = f"sections/section_{place.id}"
    values: dict[str, Scalar] = {
        "number": place.number,
        "name": section.name or None,
        "summary": scope.html(section.summary, "section", place.id),
        "summaryformat": 1,
        "sequence": ",".join(str(a.module) for a in draft.places.activities if a.section is place),
        "visible": section.visible,
        "availabilityjson": to_json(section.availability, draft.places),
        "component": None,
        "itemid": None,
        "timemodified": draft.timestamp,
        **delegation(section, draft.places),
    }
    scope.close()
    return {
        f"{folder}/section.xml": record("section", values, id=place.id),
        f"{folder}/inforef.xml": inforef(scope.file_ids),
    }
