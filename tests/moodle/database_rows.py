"""All rows of a site's database, and what of them may differ after a publication: written as data, with the reasons.

Every table that is not named here is compared row by row and column by column. So a table that a later Moodle adds is
a learner's until somebody says otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from .site import Site

Row = dict[str, Any]
Rows = dict[str, list[Row]]

# What a publication is there to change: all of it is the author's.
AUTHORS: Final = {
    "course, its sections, and the place of activities": "course course_sections course_modules course_format_options",
    "activities": (
        "assign assign_plugin_config bigbluebuttonbn book choice data feedback folder forum glossary h5pactivity imscp "
        "label lesson lti page qbank quiz resource scorm subsection url wiki workshop"
    ),
    "what authors put into activities": (
        "book_chapters choice_options data_fields feedback_item glossary_categories lesson_answers lesson_pages "
        "quiz_feedback quiz_sections quiz_slots quiz_grade_items scorm_scoes_data workshopform_accumulative "
        "workshopform_accumulative_scales"
    ),
    "which question stands where: the question itself stays": "question_references question_set_references",
    "forms for marking": "grading_areas grading_definitions gradingform_rubric_criteria gradingform_rubric_levels",
    "the gradebook's plan": "grade_categories grade_items",
    "what completes a course, and badges to be had": (
        "course_completion_aggr_methd course_completion_criteria badge badge_criteria badge_criteria_param"
    ),
    "blocks": "block_instances",
    "what H5P packages are unpacked to": "h5p h5p_contents_libraries h5p_libraries h5p_library_dependencies",
}
# What Moodle notes for itself whoever does what.
MACHINERY: Final = {
    "backups and restores in work": "backup_controllers backup_courses backup_logs backup_files_temp backup_ids_temp",
    "logs": "logstore_standard_log block_recent_activity task_log upgrade_log mnet_log",
    "caches, settings, locks, sessions": "cache_flags config config_plugins lock_db sessions",
    "tasks to do": "stored_progress task_adhoc task_scheduled",
    "our own notes": "local_coursedeploy_base local_coursedeploy_job local_coursedeploy_snap",
    "when the publishing account came": "external_tokens user_lastaccess",
}
# Rows may come, but those that are there stay as they are: learners' rows point at them, or they are a history.
GROWING: Final = {
    "a changed question is a new version; attempts keep theirs": (
        "question question_answers question_bank_entries question_calculated question_calculated_options "
        "question_categories question_ddwtos question_gapselect question_hints question_multianswer question_numerical "
        "question_numerical_options question_numerical_units question_truefalse qtype_ddimageortext "
        "qtype_essay_options qtype_match_options qtype_match_subquestions qtype_multichoice_options "
        "qtype_ordering_options qtype_randomsamatch_options qtype_shortanswer_options"
    ),
    "new activities have places": "context groups groupings",
    "the gradebook keeps what it was": (
        "grade_categories_history grade_grades_history grade_items_history grade_outcomes_history scale_history"
    ),
}
# Columns of otherwise strict tables that may differ in a row that stays.
COLUMNS: Final = {
    "grade_grades": {"aggregationweight": "share of the total", "aggregationstatus": "how it came into the total"},
    "quiz_attempts": {"timecheckstate": "when cron looks after an attempt left open: follows the quiz's closing date"},
    "local_iomad_track": {"finalscore": "IOMAD's copy of the course total", "modifiedtime": "of that copy"},
    "question_versions": {"status": "a question taken out of a pool is hidden; attempts keep it"},
    "user": {"lastaccess": "of the publishing account", "lastip": "of the publishing account"},
}
# Files that come from packages; all others are people's.
AUTHORS_AREAS: Final = frozenset(
    """assign/introattachment assign/activityattachment book/chapter feedback/item feedback/page_after_submit
    folder/content h5pactivity/package imscp/backup imscp/content lesson/page_contents lesson/page_answers
    lesson/page_responses lesson/mediafile page/content quiz/feedback resource/content scorm/content scorm/package
    workshop/instructauthors workshop/instructreviewers workshop/conclusion""".split()
)
_AUTHORS_COMPONENTS: Final = frozenset("local_coursedeploy question core_h5p block_html backup".split())
_AUTHORS_ANYWHERE: Final = frozenset("intro summary section overviewfiles badgeimage".split())
# A row that a learner left, and what it is about: that must still be there.
POINTERS: Final = (
    ("choice_answers", "optionid", "choice_options"),
    ("course_modules_completion", "coursemoduleid", "course_modules"),
    ("data_content", "fieldid", "data_fields"),
    ("feedback_value", "item", "feedback_item"),
    ("glossary_entries_categories", "categoryid", "glossary_categories"),
    ("grade_grades", "itemid", "grade_items"),
    ("gradingform_rubric_fillings", "levelid", "gradingform_rubric_levels"),
    ("gradingform_rubric_fillings", "criterionid", "gradingform_rubric_criteria"),
    ("lesson_attempts", "pageid", "lesson_pages"),
    ("lesson_attempts", "answerid", "lesson_answers"),
    ("lesson_branch", "pageid", "lesson_pages"),
    ("question_attempts", "questionid", "question"),
    ("workshop_grades", "dimensionid", "workshopform_accumulative"),
    ("badge_issued", "badgeid", "badge"),
    ("course_completion_crit_compl", "criteriaid", "course_completion_criteria"),
)


def _listed(groups: dict[str, str]) -> frozenset[str]:
    return frozenset(name for names in groups.values() for name in names.split())


_FREE: Final = _listed(AUTHORS) | _listed(MACHINERY)
_GROWING: Final = _listed(GROWING)


class Database:
    """The database of a site, seen as a whole."""

    def __init__(self, site: Site) -> None:
        self._site = site

    def rows(self) -> Rows:
        """The rows that belong to people or that learners' rows rest on, in the order of their ids."""
        names = [name for name in self._tables() if name not in _FREE or name in _pointed_at()]
        each = (
            f"SELECT '{name}' AS name, (SELECT json_agg(t ORDER BY id) FROM {{{name}}} t) AS rows" for name in names
        )
        return {row["name"]: row["rows"] or [] for row in self._site.query(" UNION ALL ".join(each))}

    def written(self) -> dict[str, int]:
        """How many rows were ever inserted, changed or deleted in each table, as the database itself counts."""
        while self._site.query(_AT_WORK)[0]["n"]:
            pass
        sql = "SELECT substr(relname, 5) AS name, n_tup_ins + n_tup_upd + n_tup_del AS n FROM pg_stat_user_tables"
        return {row["name"]: row["n"] for row in self._site.query(sql)}

    def written_since(self, before: dict[str, int]) -> dict[str, int]:
        """Rows written since then, by table; logs apart."""
        now = self.written()
        noted = {*MACHINERY["logs"].split(), *MACHINERY["when the publishing account came"].split(), "user"}
        return {name: n - before[name] for name, n in now.items() if n != before[name] and name not in noted}

    def _tables(self) -> list[str]:
        sql = (
            "SELECT substr(table_name, 5) AS name FROM information_schema.columns WHERE column_name = 'id' "
            "AND table_name LIKE 'mdl\\_%' AND table_schema = 'public' ORDER BY 1"
        )
        return [row["name"] for row in self._site.query(sql)]


# A connection counts what it wrote when it ends, and a page is answered before that.
_AT_WORK: Final = (
    "SELECT count(*) AS n FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
)


def _pointed_at() -> frozenset[str]:
    return frozenset(target for _table, _column, target in POINTERS) | {"forum"}


def losses(before: Rows, after: Rows) -> list[str]:
    """What people have lost, or what of theirs was changed or added, one line each; empty when all is as it was."""
    return [*_lost_or_changed(before, after), *_added(before, after), *_lost_pointers(before, after)]


def damage(before: Rows, after: Rows) -> list[str]:
    """As `losses`, while a publication may lie half done: rows of a course in the wings may be there."""
    return [*_lost_or_changed(before, after), *_lost_pointers(before, after)]


def _lost_or_changed(before: Rows, after: Rows) -> Iterator[str]:
    for name in sorted(before.keys() - _FREE):
        now = {row["id"]: row for row in after[name]}
        for row in before[name]:
            if _is_peoples(name, row, before):
                yield from _difference(name, row, now.get(row["id"]), before)


def _added(before: Rows, after: Rows) -> Iterator[str]:
    for name in sorted(before.keys() - _FREE - _GROWING):
        known = {row["id"] for row in before[name]}
        fresh = (row for row in after[name] if row["id"] not in known)
        yield from (f"{name}: new {row}" for row in fresh if not _may_come(name, row, after))


def _difference(name: str, row: Row, now: Row | None, before: Rows) -> Iterator[str]:
    if now is None:
        yield f"{name}: lost {row}"
        return
    free = {*COLUMNS.get(name, {}), *_free_in(name, row, before)}
    changed = {key: (value, now[key]) for key, value in row.items() if value != now[key] and key not in free}
    if changed:
        yield f"{name} {row['id']}: {changed}"


def _free_in(name: str, row: Row, rows: Rows) -> tuple[str, ...]:
    if name == "grade_grades" and _is_total(row, rows):
        return ("finalgrade", "rawgrade", "rawgrademax", "rawgrademin", "timemodified")
    return ()


def _is_total(row: Row, rows: Rows) -> bool:
    """A total of the course or of a category: worked out again when weights change."""
    return any(
        item["id"] == row["itemid"] and item["itemtype"] in ("course", "category") for item in rows["grade_items"]
    )


def _is_peoples(name: str, row: Row, rows: Rows) -> bool:
    """Whether a row of a mixed table is of a person, and not from the package."""
    match name:
        case "files":
            return not _is_authors_file(row)
        case "event":
            return not row["modulename"]
        case "forum_posts":
            return bool(row["parent"]) or not _opens_single_forum(row, rows)
    return True


def _opens_single_forum(row: Row, rows: Rows) -> bool:
    """The first post of a forum that is one discussion: it repeats the forum's description."""
    single = {forum["id"] for forum in rows["forum"] if forum["type"] == "single"}
    return any(one["firstpost"] == row["id"] and one["forum"] in single for one in rows["forum_discussions"])


def _may_come(name: str, row: Row, rows: Rows) -> bool:
    match name:
        case "files":
            return _is_authors_file(row) or _is_passing_file(row)
        case "event":
            return bool(row["modulename"])
        case "grade_grades":
            return _is_total(row, rows)  # of a category that is new
        case "tag_instance":
            return row["component"] == "core_question" and any(one["id"] == row["contextid"] for one in rows["context"])
        case "bigbluebuttonbn_logs":
            return bool(row["log"] == "Delete")
    return name in ("question_versions",)


def _is_passing_file(row: Row) -> bool:
    """A draft of the publishing account, or the empty folder in which Moodle keeps its backups."""
    return bool(row["component"] == "user" and (row["filearea"] == "draft" or row["filename"] == "."))


def _is_authors_file(row: Row) -> bool:
    if row["filearea"].startswith("response_"):
        return False  # of an answer to a question
    component = row["component"].removeprefix("mod_")
    whole = component in _AUTHORS_COMPONENTS or component.startswith("qtype_") or row["filearea"] in _AUTHORS_ANYWHERE
    return whole or f"{component}/{row['filearea']}" in AUTHORS_AREAS


def _lost_pointers(before: Rows, after: Rows) -> Iterator[str]:
    for table, column, target in POINTERS:
        there = {row["id"] for row in after.get(target, ())}
        for row in before.get(table, ()):
            if row[column] and row[column] not in there:
                yield f"{table} {row['id']}: its {target} {row[column]} is gone"
