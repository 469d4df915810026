"""An assignment with its grid."""

from __future__ import annotations

from html import escape

from coursegen.activities.assignment import AssignActivity
from coursegen.courseware import Courseware
from coursegen.i18n import gettext as _
from coursegen.i18n import ngettext
from coursegen.outputs.moodle.activities.base import common, convert, moment, submits
from coursegen.outputs.moodle.texts import Texts
from methodology.evaluation import Criterion as SourceCriterion
from methodology.evaluation import Rubric as Source
from methodology.evaluation import RubricLevel
from moodle_backups.activities.assign import Assign, FileUpload, OnlineText
from moodle_backups.grading import Criterion, Level, Rubric


@convert.register
def assignment(activity: AssignActivity, courseware: Courseware, texts: Texts) -> Assign:
    """An assignment; its grid is graded with in Moodle and readable below the brief."""
    return Assign(
        online_text=OnlineText() if activity.text else None,
        upload=FileUpload(max_files=activity.files) if activity.files else None,
        rubric=_rubric(activity.rubric) if activity.rubric else None,
        due=moment(activity.due),
        complete_on_submit=submits(activity),
        **common(activity, texts) | {"intro": texts.html(activity.intro) + _grid(activity.rubric)},
    )


def _grid(rubric: Source | None) -> str:
    """The grid as plain lists below the brief: Moodle's own table is unreadable on a phone, and absent offline."""
    if rubric is None:
        return ""
    criteria = "".join(
        f"<h4>{escape(c.title)}</h4><ul>{''.join(_level(v) for v in _levels(c))}</ul>" for c in rubric.criteria
    )
    return f"<details><summary>{escape(_('Lire la grille, critère par critère'))}</summary>{criteria}</details>"


def _level(level: RubricLevel) -> str:
    points = ngettext("{points:g} point", "{points:g} points", int(level.points)).format(points=level.points)
    return f"<li><strong>{escape(points)}</strong> {escape(level.descriptor)}</li>"


def _levels(source: SourceCriterion) -> list[RubricLevel]:
    return sorted(source.levels, key=lambda level: level.points)


def _rubric(source: Source) -> Rubric:
    criteria = tuple(
        Criterion(c.title, tuple(Level(v.points, v.descriptor) for v in _levels(c))) for c in source.criteria
    )
    return Rubric(name=source.title, criteria=criteria)
