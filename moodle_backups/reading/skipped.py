"""What of a document nobody reads because it belongs to people: it may be far larger than all the rest."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

_NOTHING: Final[frozenset[str]] = frozenset()
# Elements that hold what learners did, by the document. Only how many records lie in them is of interest.
_ALWAYS: Final[Mapping[str, frozenset[str]]] = {
    "assign.xml": frozenset({"userflags", "submissions", "grades"}),
    "choice.xml": frozenset({"answers"}),
    "feedback.xml": frozenset({"completeds"}),
    "h5pactivity.xml": frozenset({"attempts"}),
    "lesson.xml": frozenset({"attempts", "branches", "grades", "timers"}),
    "lti.xml": frozenset({"ltisubmissions"}),
    "quiz.xml": frozenset({"attempts", "grades"}),
    "scorm.xml": frozenset({"sco_tracks"}),
    "workshop.xml": frozenset({"submissions", "aggregations"}),
    "enrolments.xml": frozenset({"user_enrolments"}),
    "gradebook.xml": frozenset({"grade_grades"}),
    "grades.xml": frozenset({"grade_grades"}),
    "grading.xml": frozenset({"instances"}),
}
# The same, unless what teachers put there for all is asked for (`moodle_backups.seeds`).
_UNLESS_SEEDS: Final[Mapping[str, frozenset[str]]] = {
    "data.xml": frozenset({"records"}),
    "forum.xml": frozenset({"discussions"}),
    "glossary.xml": frozenset({"entries"}),
    "wiki.xml": frozenset({"subwikis"}),
}


def skipped(document: str, seeds: bool) -> frozenset[str]:
    """The tags of elements whose records needn't be built. ``document``: its path in the package."""
    name = document.rpartition("/")[2]
    return _ALWAYS.get(name, _NOTHING if seeds else _UNLESS_SEEDS.get(name, _NOTHING))
