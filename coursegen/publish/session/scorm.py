"""Swaps the package of a SCORM activity that is on a site by the form of its settings (course/modedit.php).

The activity keeps its number, and learners their tracks: Moodle keeps them by the identifiers of the parts.
"""

from __future__ import annotations

import json
import re
from html import unescape
from typing import Any, Final

from coursegen.i18n import gettext as _
from coursegen.publish.errors import SiteRefused
from coursegen.publish.session.pages import Page, Pages

_PLACE: Final = "/mod/scorm/"
_CONTEXT: Final = re.compile(r'"contextid":(\d+)')


def scorms_of(pages: Pages, course: int) -> dict[str, int]:
    """The SCORM activities of a course: key -> number. Raises SiteError."""
    pages.get(f"/course/view.php?id={course}")
    state = json.loads(pages.ajax("core_courseformat_get_state", {"courseid": course}))
    found: dict[str, int] = {}
    for cm in state.get("cm", []):
        if _PLACE not in str(cm.get("url") or ""):
            continue
        form = pages.get(f"/course/modedit.php?update={cm['id']}").form_with("cmidnumber")
        if form and form.value("cmidnumber"):
            found[str(form.value("cmidnumber"))] = int(cm["id"])
    return found


def add(pages: Pages, course: int, section: str, key: str, name: str, content: Any) -> int:
    """A new SCORM activity at the end of the section of that title, with the site's usual settings; its number.

    Raises SiteError, also when no section, or more than one, has that title.
    """
    state = json.loads(pages.ajax("core_courseformat_get_state", {"courseid": course}))
    found = [one for one in state.get("section", []) if unescape(str(one.get("rawtitle") or "")) == section]
    if len(found) != 1:
        raise SiteRefused("nosection", _("Le site n’a pas la section « {name} ».").format(name=section))
    cmid = pages.drop(course, int(found[0]["number"]), "scorm", f"{name[:60]}.zip", content)
    form = pages.get(f"/course/modedit.php?update={cmid}").form_with("packagefile", "cmidnumber")
    if form:
        page = pages.send(form, {"cmidnumber": key, "name": name}, "submitbutton")
        if page.form_with("packagefile", "cmidnumber"):
            raise _refused(page)
    return cmid


def swap(pages: Pages, cmid: int, name: str, content: Any) -> None:
    """Put another package in place; all other settings go back as they came. Raises SiteError."""
    page = pages.get(f"/course/modedit.php?update={cmid}")
    form = page.form_with("packagefile", "cmidnumber")
    if form is None:
        raise _refused(page)
    found = _CONTEXT.search(page.html)
    draft = pages.upload(page, name, content, int(found[1]) if found else 1)
    page = pages.send(form, {"packagefile": str(draft)}, "submitbutton")
    if page.form_with("packagefile", "cmidnumber"):
        raise _refused(page)


def _refused(page: Page) -> SiteRefused:
    words = page.error() or "?"
    return SiteRefused("modedit", _("Le site refuse le paquetage SCORM : {words}").format(words=words))
