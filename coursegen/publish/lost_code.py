"""Courses that were published with a code and have lost it on the site: no second one is made without a word."""

from __future__ import annotations

from collections.abc import Mapping

from coursegen.i18n import gettext as _
from coursegen.publish.errors import SiteRefused
from coursegen.publish.plugin import Coursedeploy, KnownCourse, SiteInfo

NO_RIGHT = frozenset({"nopermissions", "errorcoursecontextnotvalid", "restrictedcontextexception", "requireloginerror"})
"""The codes with which a site says that the account has no access to a course."""


def demand_none_lost(plugin: Coursedeploy, info: SiteInfo, known: int, key: str, *, anew: bool) -> None:
    """Refuse a new course while one that was published with the code `key` is there without it.

    `known`: the number of the course that was last published from here (0: none); what the site itself has written down
    counts too, whoever published. `anew`: a second course is wanted; it needs the short name. Raises SiteError.
    """
    lost = _lost(plugin, info, known)
    holder = lost.get(info.shortname_course)
    if anew and holder:
        raise SiteRefused(
            "shortnametaken",
            _("L’ancien cours, {course}, garde le nom abrégé {key} : deux cours ne peuvent pas le porter.").format(
                course=_named(plugin, holder), key=key
            ),
            _("Changez le « Nom abrégé » dans ses paramètres ({url}), puis relancez la même commande.").format(
                url=_settings(plugin, holder)
            ),
        )
    if lost and not anew:
        first, *_others = lost.values()
        courses = ", ".join(_named(plugin, course) for course in lost.values())
        raise SiteRefused(
            "codelost",
            _("Ce cours est déjà sur le site, où il ne porte plus le code {key} : {courses}.").format(
                key=key, courses=courses
            ),
            f"{_give_back(plugin, first, key)} {_second(bool(holder))}",
        )


def _give_back(plugin: Coursedeploy, course: KnownCourse, key: str) -> str:
    return _(
        "Pour le mettre à jour, remettez {key} dans le « Numéro d’identification » de ses paramètres ({url}), puis "
        "relancez la même commande."
    ).format(key=key, url=_settings(plugin, course))


def _second(is_name_taken: bool) -> str:
    if is_name_taken:
        return _(
            "Pour un second cours, à côté, changez d’abord son « Nom abrégé » au même endroit, puis : coursegen "
            "publish … --new"
        )
    return _("Pour un second cours, à côté : coursegen publish … --new")


def _lost(plugin: Coursedeploy, info: SiteInfo, known: int) -> Mapping[int, KnownCourse]:
    """The courses that lost the code, by number; the one that was published from here comes first."""
    told = {course.id: course for course in info.published_courses}
    if not known:
        return told
    try:
        found = plugin.inventory(known)
    except SiteRefused as refused:
        if refused.code == "nocourse":
            return told
        if refused.code not in NO_RIGHT:
            raise
        return {known: KnownCourse(known), **told}
    return {known: KnownCourse(known, found.title), **told}


def _named(plugin: Coursedeploy, course: KnownCourse) -> str:
    url = f"{plugin.client.url}/course/view.php?id={course.id}"
    return f"« {course.title} » ({url})" if course.title else url


def _settings(plugin: Coursedeploy, course: KnownCourse) -> str:
    return f"{plugin.client.url}/course/edit.php?id={course.id}"
