"""A backup turned into the files of its package, still in memory except for large contents."""

from __future__ import annotations

from dataclasses import dataclass

from moodle_backups.activity_folder import activity_documents
from moodle_backups.archive import Entry
from moodle_backups.backup import Backup
from moodle_backups.badges import badges_xml
from moodle_backups.completion import course_completion_xml
from moodle_backups.course import GRADE_HISTORY, course_documents, section_documents
from moodle_backups.errors import Problem
from moodle_backups.files import FilePool
from moodle_backups.gradesheet import GradeSheet
from moodle_backups.groups import groups_xml
from moodle_backups.manifest import manifest
from moodle_backups.places import place
from moodle_backups.question_bank import write_bank
from moodle_backups.roles import named_roles, roles_xml
from moodle_backups.scales import scales_xml
from moodle_backups.scope import Draft
from moodle_backups.versions import Target
from moodle_backups.xml import Xml, document, element, listing


@dataclass(frozen=True, slots=True)
class Package:
    """The entries of the archive in order, and what went wrong with links and files on the way.

    ``odd``: what the backup had already when it was read, and is no problem of its writing.
    """

    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...]
    odd: tuple[Problem, ...] = ()


def assemble(backup: Backup, version: Target) -> Package:
    """Every file of the package. ``moodle_backup.xml`` comes first: readers recognise the format by it."""
    places = place(backup)
    pool = FilePool(places.next_id, backup.timestamp)
    draft = Draft(places, pool, backup.timestamp, target=version)
    documents = _documents(backup, draft, version)
    first = Entry.of_bytes("moodle_backup.xml", document(manifest(backup, places, version)))
    rest = [Entry.of_bytes(path, document(root)) for path, root in documents.items()]
    blobs = [Entry(f"files/{b.sha1[:2]}/{b.sha1}", b.size, b.open, b.sha1) for b in pool.blobs.values()]
    entries = (first, *sorted([*rest, *blobs], key=lambda entry: entry.name))
    return Package(entries, tuple(draft.problems))


def _documents(backup: Backup, draft: Draft, version: Target) -> dict[str, Xml]:
    places = draft.places
    sheet = GradeSheet(backup.gradebook, places, draft.timestamp)
    documents = course_documents(backup, draft, version)
    for section in places.sections:
        documents |= section_documents(section, draft)
    categories = [xml for bank in places.banks.shared for _, xml in write_bank(draft, bank)]
    for position, activity in enumerate(places.activities):
        own_documents, own_categories = activity_documents(activity, position, draft, sheet, version)
        documents |= own_documents
        categories += own_categories
    documents |= {
        "questions.xml": listing("question_categories", categories),
        "gradebook.xml": sheet.to_xml(),
        "completion.xml": course_completion_xml(backup.completion, places),
        "roles.xml": roles_xml(named_roles(backup), places.roles),
        "scales.xml": scales_xml(backup.scales, draft),
        "outcomes.xml": element("outcomes_definition"),
        "groups.xml": groups_xml(backup.groups, backup.groupings, draft),
        "grade_history.xml": GRADE_HISTORY,
        "badges.xml": badges_xml(backup.badges, draft),
    }
    return documents | {"files.xml": draft.pool.to_xml()}  # once everything has put its files there
