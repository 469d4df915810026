"""Is a site ready to publish to? What is right, what is missing, and what an administrator must click."""

from __future__ import annotations

from dataclasses import dataclass

from coursegen.i18n import gettext as _

from .plugin import API_VERSION, OLDEST_API, PREFIX, Category, Coursedeploy, Right, SiteInfo
from .transfer import CRON_IS_ALIVE

_PEOPLE = frozenset(
    """enrol/manual:enrol moodle/calendar:manageentries moodle/cohort:assign moodle/cohort:manage moodle/cohort:view
    moodle/course:enrolreview moodle/course:managegroups moodle/course:viewparticipants moodle/role:assign
    moodle/site:accessallgroups moodle/site:viewuseridentity moodle/user:viewdetails""".split()
)
_ALSO_WITHOUT_PEOPLE = frozenset({"moodle/course:managegroups"})

_NEEDED_FUNCTIONS = (PREFIX + "get_info", PREFIX + "restore", PREFIX + "get_job", "core_course_get_contents")
_COMFORTABLE_UPLOAD = 4 * 1024 * 1024


@dataclass(frozen=True)
class Point:
    """One thing looked at. `level`: ok, remark (publishing works all the same), or missing."""

    level: str
    text: str
    remedy: str = ""


@dataclass(frozen=True)
class Checkup:
    """The state of a site for publishing; `info` is None when the plugin could not be asked."""

    points: tuple[Point, ...]
    info: SiteInfo | None = None

    @property
    def ready(self) -> bool:
        """Nothing that is needed is missing."""
        return all(point.level != "missing" for point in self.points)


def check_site(plugin: Coursedeploy, category: Category) -> Checkup:
    """Look at a site. Raises SiteError when it cannot be reached or does not know the token."""
    functions = plugin.functions()
    absent = [name for name in _NEEDED_FUNCTIONS if functions is not None and name not in functions]
    if PREFIX + "get_info" in absent:
        return Checkup((_without_plugin(),))
    info = plugin.info(category)
    points = [
        Point("ok", _("Moodle {release}").format(release=info.release)),
        _plugin(info),
        Point("ok", _("Catégorie « {name} » (numéro {id})").format(name=info.category_name, id=info.category_id)),
        *(_absent_function(name) for name in absent),
        *_rights(info),
        *_people(info),
        _uploads(info),
        _cron(info),
    ]
    return Checkup(tuple(points), info)


def _without_plugin() -> Point:
    return Point(
        "missing",
        _("Le jeton fonctionne, mais le greffon local_coursedeploy ne répond pas à travers lui."),
        _(
            "L’administrateur installe le greffon, active le service « Coursedeploy » "
            "(Administration du site > Serveur > "
            "Services web > Services externes) et crée le jeton pour ce service-là (docs/plugin.md)."
        ),
    )


def _plugin(info: SiteInfo) -> Point:
    text = _("Greffon local_coursedeploy {version}").format(version=info.plugin_version)
    if info.api_version == API_VERSION:
        return Point("ok", text)
    if info.api_version == OLDEST_API:
        return Point(
            "remark",
            _("{plugin} : il crée des cours, il ne les met pas à jour").format(plugin=text),
            _("L’administrateur met à jour le greffon (docs/plugin.md) : un cours en ligne pourra être corrigé."),
        )
    return Point(
        "missing",
        text,
        _("L’administrateur met à jour le greffon : il ne va pas avec cette version de coursegen."),
    )


def _absent_function(name: str) -> Point:
    return Point(
        "missing",
        _("Fonction que le jeton n’ouvre pas : {name}").format(name=name),
        _(
            "L’administrateur crée le jeton pour le service « Coursedeploy », ou ajoute cette fonction au service du "
            "jeton (Administration du site > Serveur > Services web > Services externes > Fonctions)."
        ),
    )


def _rights(info: SiteInfo) -> list[Point]:
    where = _(
        "Administration du site > Utilisateurs > Permissions > Définition des rôles : dans le rôle "
        "du compte de publication, "
        "autoriser {name}"
    )
    lacking = [right for right in info.rights if not right.allowed and not _is_for_people_only(right)]
    points = [
        Point(
            "missing" if right.needed else "remark",
            _("Droit manquant : {title} ({name})").format(title=right.title, name=right.name),
            where.format(name=right.name),
        )
        for right in lacking
    ]
    if not info.missing_rights:
        count = sum(right.needed for right in info.rights)
        points.insert(0, Point("ok", _("Droits nécessaires : {count} sur {count}").format(count=count)))
    return points


def _is_for_people_only(right: Right) -> bool:
    return right.name in _PEOPLE and right.name not in _ALSO_WITHOUT_PEOPLE


def _people(info: SiteInfo) -> list[Point]:
    """What `publish --people` needs beside; an older plugin doesn't tell."""
    told = [right for right in info.rights if right.name in _PEOPLE]
    lacking = [f"{right.title} ({right.name})" for right in told if not right.allowed]
    if lacking:
        text = _("Pour publier avec --people, il manque au compte de publication : {names}")
        remedy = _(
            "L’administrateur importe le rôle « coursedeploy-personnes.xml » (dossier roles du greffon ; "
            "Administration du site > Utilisateurs > Permissions > Définition des rôles > Ajouter un rôle), et le "
            "donne au compte dans la catégorie. Sans --people, rien de cela n’est nécessaire."
        )
        return [Point("remark", text.format(names=", ".join(lacking)), remedy)]
    known = any(_is_for_people_only(right) for right in told)
    return [Point("ok", _("Droits pour --people : {count} sur {count}").format(count=len(told)))] if known else []


def _uploads(info: SiteInfo) -> Point:
    megabytes = info.upload_bytes / (1024 * 1024)
    text = _("Envois de {size:.0f} Mo au plus ; les paquets plus gros sont envoyés en parties").format(size=megabytes)
    if info.upload_bytes >= _COMFORTABLE_UPLOAD:
        return Point("ok", text)
    return Point(
        "remark",
        text,
        _("Relever upload_max_filesize et post_max_size (PHP) rendrait les envois plus rapides."),
    )


def _cron(info: SiteInfo) -> Point:
    remedy = _("Les gros paquets attendent le cron : l’administrateur doit le faire tourner chaque minute.")
    if info.cron_age is None:
        return Point("remark", _("Le cron du site n’a jamais tourné."), remedy)
    minutes = max(0, info.cron_age) // 60
    text = _("Dernier passage du cron : il y a {minutes} min").format(minutes=minutes)
    return Point("ok", text) if info.cron_age <= CRON_IS_ALIVE else Point("remark", text, remedy)
