"""Makes a new course of a package by Moodle's own restore pages (backup/restorefile.php, backup/restore.php).

Tried on 4.2, 4.5 and 5.0, where a restore runs at once or by the site's cron.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from coursegen.i18n import gettext as _
from coursegen.publish.errors import SiteRefused
from coursegen.publish.package import Package
from coursegen.publish.session.pages import Form, Page, Pages
from coursegen.publish.transfer import TIME_LIMIT, Clock

_MOST_STEPS: Final = 16
_NEW_COURSE: Final = "2"  # backup::TARGET_NEW_COURSE
_CONTEXT: Final = re.compile(r"/backup/restorefile\.php\?contextid=(\d+)")
_OWN_CONTEXT: Final = re.compile(r'"contextid":(\d+)')
_PENDING: Final = re.compile(r'data-(?:backupid|restoreid)="([0-9a-f]{32})"')
_COURSE: Final = re.compile(r"/course/view\.php\?id=(\d+)")
_BODY_COURSE: Final = re.compile(r"<body[^>]*\bcourse-(\d+)\b")
_DONE, _FAILED = 1000, 900


@dataclass(frozen=True)
class Target:
    """Where a course goes: a category of the site, by its number."""

    category: int
    fullname: str
    shortname: str
    idnumber: str
    visible: bool = False


def course_of(pages: Pages, idnumber: str) -> int:
    """The course of that identification number; 0 for none. Raises SiteError."""
    from urllib.parse import quote

    page = pages.get(f"/course/view.php?idnumber={quote(idnumber, safe='')}")
    found = _BODY_COURSE.search(page.html)
    return int(found[1]) if found and int(found[1]) > 1 and not page.error() else 0


def restore(pages: Pages, package: Package, target: Target, clock: Clock | None = None) -> int:
    """Make the course; its number. Raises SiteError."""
    context = _category_context(pages, target.category)
    page = pages.get(f"/backup/restorefile.php?contextid={context}")
    form = page.form_with("backupfile")
    if form is None:
        raise _stopped(pages, page)
    with package.path.open("rb") as content:
        draft = pages.upload(page, "cours.mbz", content, context, int(form.value("backupfile") or 0))
    page = pages.send(form, {"backupfile": str(draft)}, "submitbutton")
    course = _through(pages, page, target, context, clock or Clock())
    _name(pages, course, target)
    return course


def _category_context(pages: Pages, category: int) -> int:
    page = pages.get(f"/course/index.php?categoryid={category}")
    found = _CONTEXT.search(page.html) or _OWN_CONTEXT.search(page.html)
    if not found:
        raise SiteRefused(
            "nocategory",
            _("Le site {host} ne montre pas la catégorie {id} à ce compte.").format(host=pages.host, id=category),
            _("Vérifiez son numéro : c’est celui de l’adresse de sa page (categoryid=…)."),
        )
    return int(found[1])


def _through(pages: Pages, page: Page, target: Target, context: int, clock: Clock) -> int:
    """From page to page until the course is there."""
    for _step in range(_MOST_STEPS):
        steps = [form for form in page.forms() if _is_step(form)]
        if not steps:
            if pending := _PENDING.search(page.html):
                return _wait(pages, pending[1], context, clock)
            if course := _course_in(page):
                return course
            raise _stopped(pages, page)
        form, values = _next(steps, target)
        page = pages.send(form, values, _button(form))
    raise _stopped(pages, page)


def _is_step(form: Form) -> bool:
    return "/backup/restore" in form.action and (form.has("stage") or form.has("filepath") or form.has("contextid"))


def _next(steps: list[Form], target: Target) -> tuple[Form, dict[str, str | None]]:
    """The form that leads on, and what is filled in. The page of destinations has one form for each kind."""
    for form in steps:
        if form.value("target") == _NEW_COURSE:
            return form, {"targetid": str(target.category)}
    form = steps[0]
    values: dict[str, str | None] = {}
    if form.has("setting_course_course_fullname"):
        values["setting_course_course_fullname"] = target.fullname
    if form.has("setting_course_course_shortname"):
        values["setting_course_course_shortname"] = target.shortname
    return form, values


def _button(form: Form) -> str:
    """The button that goes on: neither the one that gives up, nor the one that searches."""
    names = [name for name, _value in form.buttons]
    return (
        "submitbutton"
        if "submitbutton" in names
        else next((n for n in names if n not in ("cancel", "searchcourses")), "")
    )


def _course_in(page: Page) -> int:
    for form in page.forms():
        if "/course/view.php" in form.action and (form.value("id") or _COURSE.search(form.action)):
            found = _COURSE.search(form.action)
            return int(form.value("id") or (found[1] if found else 0))
    return 0


def _wait(pages: Pages, restore_id: str, context: int, clock: Clock) -> int:
    """The site makes it by its cron."""
    limit, delay = clock.now() + TIME_LIMIT, 1.0
    while clock.now() < limit:
        [told] = pages.ajax("core_backup_get_async_backup_progress", {"backupids": [restore_id], "contextid": context})
        if int(told["status"]) == _DONE:
            links = pages.ajax(
                "core_backup_get_async_backup_links_restore", {"backupid": restore_id, "contextid": context}
            )
            found = _COURSE.search(str(links.get("restoreurl", "")))
            return int(found[1]) if found else 0
        if int(told["status"]) == _FAILED:
            raise SiteRefused("failure", _("La création du cours a échoué sur le site."))
        clock.pause(delay)
        delay = min(delay * 1.5, 10)
    raise SiteRefused(
        "waiting",
        _("Le site n’a pas encore créé le cours : sa tâche attend le cron."),
        _("Voyez l’administrateur, puis relancez la même commande quand le cours est là."),
    )


def _name(pages: Pages, course: int, target: Target) -> None:
    """Give the course its identification number, which a restore drops, and its names; show or hide it.

    A restore by cron finds the short name taken by the empty course that waits for it, and makes another.
    """
    page = pages.get(f"/course/edit.php?id={course}")
    form = page.form_with("idnumber", "shortname", "fullname")
    if form is None:
        raise _stopped(pages, page)
    names: dict[str, str | None] = {"fullname": target.fullname, "shortname": target.shortname}
    values = {**names, "idnumber": target.idnumber, "visible": "1" if target.visible else "0"}
    page = pages.send(form, values, "saveanddisplay")
    if page.form_with("idnumber", "shortname", "fullname"):
        raise _stopped(pages, page)


def _stopped(pages: Pages, page: Page) -> SiteRefused:
    return SiteRefused(
        "stopped",
        _("Les pages du site {host} ne mènent pas plus loin : {words}").format(
            host=pages.host, words=page.error() or page.url.split("?")[0]
        ),
        _("Vérifiez les droits du compte dans la catégorie, ou publiez à la main : --channel manual"),
    )
