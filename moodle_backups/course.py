"""The XML of the course itself: course/ and sections/. The tables of its records serve both directions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from moodle_backups.availability import to_json
from moodle_backups.backup import Backup
from moodle_backups.blocks import block_documents
from moodle_backups.calendar import events_xml
from moodle_backups.columns import (
    Columns,
    clock,
    contents,
    fixed,
    flag,
    html,
    moment,
    number,
    one_of,
    optional,
    text,
)
from moodle_backups.competencies import course_competencies_xml
from moodle_backups.completion import completion_defaults_xml
from moodle_backups.custom_fields import custom_field_xml
from moodle_backups.enrolment import enrolments_xml
from moodle_backups.filters import filters_xml
from moodle_backups.group_mode import GroupMode
from moodle_backups.places import SectionPlace
from moodle_backups.roles import named_roles
from moodle_backups.scope import Draft, Scope
from moodle_backups.subsections import delegation
from moodle_backups.tags import tags_xml
from moodle_backups.versions import Target
from moodle_backups.xml import NOTHING, Scalar, Xml, element, listing, record

ROLES: Final = element("roles", element("role_overrides"), element("role_assignments"))
GRADE_HISTORY: Final = element("grade_history", element("grade_grades"))

COURSE: Final[Columns] = (
    text("shortname"),
    text("fullname"),
    text("idnumber"),
    html("summary", "summary", "summary"),
    fixed("summaryformat", 1),
    text("format", longest=21),
    flag("showgrades", "show_grades"),
    # News items without a news forum make Moodle create one later.
    number("newsitems", "announcements"),
    moment("startdate", "start_date"),
    moment("enddate", "end_date"),
    number("marker", "highlighted"),
    number("maxbytes", "max_upload", least=-1, most=2**40),
    fixed("legacyfiles", 0),
    flag("showreports", "show_reports"),
    flag("visible"),
    one_of("groupmode", "group_mode", GroupMode),
    flag("groupmodeforce", "force_group_mode"),
    fixed("defaultgroupingid", 0),
    text("lang", "language", longest=30),
    text("theme", longest=50),
    clock("timecreated"),
    clock("timemodified"),
    fixed("requested", 0),
    flag("showactivitydates", "show_activity_dates"),
    flag("showcompletionconditions", "show_completion_conditions"),
    fixed("pdfexportfont", None),
    flag("enablecompletion", "track_completion"),
    fixed("completionnotify", 0),
)
SECTION: Final[Columns] = (
    fixed("number", 0),
    optional("name"),
    html("summary", "summary", "section"),
    fixed("summaryformat", 1),
    fixed("sequence", ""),
    flag("visible"),
    fixed("availabilityjson", None),
    fixed("component", None),
    fixed("itemid", None),
    clock("timemodified"),
)
SECTION_PLACE: Final = ("number", "sequence", "availabilityjson")
"""Columns of a section that say where it lies and who sees it."""

WITHOUT_SECTIONS: Final = ("social", "singleactivity")
"""Course formats that have no options for sections."""


def inforef(
    files: Iterable[int], grade_items: Iterable[int] = (), categories: Iterable[int] = (), roles: Iterable[int] = ()
) -> Xml:
    """What a part of the package uses from its common files; without it a restore leaves them out."""
    references = (
        _references("roleref", "role", roles),
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


def course_documents(backup: Backup, draft: Draft, version: Target) -> dict[str, Xml]:
    """The files of course/, by their path in the package."""
    places = draft.places
    scope = Scope(draft, "course", places.course_context, "course", backup.files)
    if backup.image is not None:
        scope.attach(backup.image, "overviewfiles")
    course = _course(backup, scope)
    scope.attach_kept(backup.kept)
    scope.close()
    events = events_xml(backup.events, draft, None, scope.file_ids)
    return {
        "course/course.xml": course,
        "course/enrolments.xml": enrolments_xml(backup.enrolments, draft),
        "course/roles.xml": ROLES,
        "course/filters.xml": filters_xml(backup.text_filters),
        "course/calendar.xml": events,
        "course/inforef.xml": inforef(
            scope.file_ids,
            categories=[i for bank in places.banks.shared for i in bank.category_ids],
            roles=[places.roles[role] for role in named_roles(backup)],
        ),
        "course/competencies.xml": course_competencies_xml(
            backup.competencies, backup.competency_ratings_to_plans, draft
        ),
        "course/completiondefaults.xml": completion_defaults_xml(backup.completion_defaults, places),
        "course/contentbank.xml": element("contents"),
    } | block_documents(backup.blocks, draft, version, ROLES)


def _course(backup: Backup, scope: Scope) -> Xml:
    places = scope.draft.places
    values = contents(COURSE, backup, scope) | {
        "startdate": start_date(backup),
        "defaultgroupingid": places.groupings.get(backup.default_grouping or "", 0),
    }
    return record(
        "course",
        backup.kept.over(values),
        record("category", {"name": "", "description": None}, id=1),
        tags_xml(backup.tags, scope.next_id),
        listing("customfields", [custom_field_xml(field, scope) for field in backup.custom_fields]),
        listing("courseformatoptions", _format_options(backup)),
        *backup.kept.elements,
        id=places.course,
        contextid=places.course_context,
    )


def _format_options(backup: Backup) -> Iterator[Xml]:
    for name, value in _options(backup).items():
        yield record("courseformatoption", {"format": backup.format, "sectionid": 0, "name": name, "value": value})


def _options(backup: Backup) -> dict[str, Scalar]:
    options: dict[str, Scalar] = {}
    if backup.format not in WITHOUT_SECTIONS:
        options["hiddensections"] = not backup.hidden_sections_named
        options["coursedisplay"] = backup.one_section_per_page
    if backup.activity_type:
        options["activitytype"] = backup.activity_type
    return options | dict(backup.format_options)


def section_documents(place: SectionPlace, draft: Draft) -> dict[str, Xml]:
    """The two files of a section, by their path in the package."""
    section = place.section
    scope = Scope(draft, f'section "{section.key}"', draft.places.course_context, "course", section.files)
    folder = f"sections/section_{place.id}"
    values = contents(SECTION, section, scope, place.id) | {
        "number": place.number,
        "sequence": ",".join([str(a.module) for a in draft.places.activities if a.section is place]),
        "availabilityjson": to_json(section.availability, draft.places),
        **delegation(section, draft.places),
    }
    scope.attach_kept(section.kept)
    scope.close()
    return {
        f"{folder}/section.xml": record("section", section.kept.over(values), *section.kept.elements, id=place.id),
        f"{folder}/inforef.xml": inforef(scope.file_ids),
    }
