"""index.html of a package of several SCOs: no LMS opens it, a person who opens the folder does."""

from __future__ import annotations

from collections.abc import Sequence

from coursegen.courseware import Courseware
from coursegen.outputs.scorm.desk import render
from coursegen.outputs.scorm.identifiers import manifest_id
from coursegen.outputs.scorm.pages import PageKind
from coursegen.outputs.scorm.shell import POLICY, direction
from coursegen.outputs.scorm.units import Unit

_UNCOUNTED = (PageKind.RESULTS, PageKind.GLOSSARY)


def modules_page(course: Courseware, units: Sequence[Unit], *, ordered: bool) -> str:
    """The title of the course and a link to each of its modules, where modules.js writes how far it is.

    `ordered`: in the order that the author wants, which nothing but a sentence keeps here.
    """
    lines = [_line(unit) for unit in units]
    names = {"course": course, "policy": POLICY, "direction": direction(course.language)}
    return render("modules.html", **names, modules=lines, ordered=ordered, list="ol" if ordered else "ul")


def _line(unit: Unit) -> dict[str, str]:
    """What modules.js must know: where the work of the module is kept, what there is to read and to hand in."""
    content = unit.content
    counted = [page for part in content.parts for page in part.pages if page.kind not in _UNCOUNTED]
    tests = [page for page in counted if page.test and page.test.submit]
    ids = {page.key: content.pages[page.key] for page in counted}
    return {
        "id": manifest_id(unit.name, "CG"),
        "title": unit.title,
        "launch": unit.launch,
        "tests": " ".join(ids[page.key] for page in tests),
        "pages": " ".join(ids[page.key] for page in counted if page not in tests),
    }
