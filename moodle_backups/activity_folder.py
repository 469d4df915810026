"""The files that every activity's folder holds, whatever its type."""

from __future__ import annotations

from moodle_backups.activities.base import Activity
from moodle_backups.availability import to_json
from moodle_backups.calendar import events_xml
from moodle_backups.competencies import activity_competencies_xml
from moodle_backups.completion import tracking
from moodle_backups.course import GRADE_HISTORY, ROLES, inforef
from moodle_backups.filters import filters_xml
from moodle_backups.gradesheet import GradeSheet
from moodle_backups.places import ActivityPlace
from moodle_backups.scope import ActivityScope, Draft
from moodle_backups.tags import tags_xml
from moodle_backups.versions import Target
from moodle_backups.xml import Scalar, Xml, element, listing, record


def activity_documents(
    place: ActivityPlace, position: int, draft: Draft, sheet: GradeSheet, version: Target
) -> tuple[dict[str, Xml], list[Xml]]:
    """The files of one activity by their path in the package, and its question categories for questions.xml."""
    activity = place.activity
    scope = ActivityScope(draft, place)
    body = element(
        "activity",
        activity.to_xml(scope),
        id=place.instance,
        moduleid=place.module,
        modulename=activity.modname,
        contextid=place.context,
    )
    scope.attach_kept(activity.kept)
    scope.close()
    events = events_xml(activity.events, draft, place, scope.file_ids)
    items = [*sheet.activity_items(place, position), *activity.kept.part("grades").elements]
    documents = {
        f"{activity.modname}.xml": body,
        "module.xml": _module(place, draft, version),
        "grades.xml": element("activity_gradebook", listing("grade_items", items), element("grade_letters")),
        "roles.xml": ROLES,
        "filters.xml": filters_xml(activity.text_filters),
        "calendar.xml": events,
        "competencies.xml": activity_competencies_xml(activity.competencies),
        "grade_history.xml": GRADE_HISTORY,
        "inforef.xml": inforef(
            scope.file_ids,
            [item for item in place.grade_items if item],
            [category_id for category_id, _ in scope.question_categories],
        ),
    } | scope.documents
    folder = f"activities/{place.folder}"
    paths = {f"{folder}/{name}": root for name, root in documents.items()}
    return paths, [category for _, category in scope.question_categories]


def _module(place: ActivityPlace, draft: Draft, version: Target) -> Xml:
    activity = place.activity
    values = {
        "modulename": activity.modname,
        "sectionid": place.section.id,
        "sectionnumber": place.section.number,
        **module_fields(activity, draft.timestamp),
    }
    values["groupingid"] = draft.places.groupings.get(activity.grouping or "", 0)
    values["availability"] = to_json(activity.availability, draft.places)
    return record(
        "module",
        activity.kept.part("module").over(values),
        *activity.kept.part("module").elements,
        tags_xml(activity.tags, draft.places.next_id),
        id=place.module,
        version=version.plugin_version,
    )


def module_fields(activity: Activity, timestamp: int) -> dict[str, Scalar]:
    """The settings of module.xml that depend on the activity alone, in Moodle's order.

    ``availability`` and ``groupingid`` hold their places: they need the ids of others.
    """
    rules = activity.completion
    return {
        "idnumber": activity.key,
        "added": timestamp,
        "score": 0,
        "indent": activity.indent,
        "visible": activity.visible,
        "visibleoncoursepage": not activity.stealth,
        "visibleold": activity.visible,
        "groupmode": activity.group_mode,
        "groupingid": 0,
        "completion": tracking(activity),
        "completiongradeitemnumber": rules.grade_number if rules.grade or rules.pass_grade else None,
        "completionpassgrade": rules.pass_grade,
        "completionview": rules.view,
        "completionexpected": rules.expected or 0,
        "availability": None,
        "showdescription": activity.show_intro,
        "downloadcontent": activity.downloadable,
        "lang": activity.language,
    }
