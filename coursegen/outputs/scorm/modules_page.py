"""index.html of a package of several SCOs: no LMS opens it, a person who opens the folder does."""

from __future__ import annotations

from collections.abc import Sequence

from coursegen.courseware import Courseware
from coursegen.outputs.scorm.desk import render
from coursegen.outputs.scorm.shell import POLICY, direction
from coursegen.outputs.scorm.units import Unit


def modules_page(course: Courseware, units: Sequence[Unit]) -> str:
    """The title of the course and a link to each of its modules."""
    return render("modules.html", course=course, policy=POLICY, direction=direction(course.language), modules=units)
