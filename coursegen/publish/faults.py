"""Moodle's error codes in the words of the person who publishes, with what to do about each."""

from __future__ import annotations

from coursegen.i18n import gettext as _

from .errors import SiteRefused
from .reply import Fault


def refusal(fault: Fault, function: str, host: str) -> SiteRefused:
    """The error to raise for a fault that a site reported in a call of `function` (or `upload`)."""
    table = {**_access_texts(host, function), **_course_texts(), **_transport_texts()}
    message, remedy = table.get(fault.code, ("", ""))
    if not message:
        message = _("Le site {host} a refusé ({code}) : {message}").format(
            host=host, code=fault.code, message=fault.message or "?"
        )
        remedy = remedy or _("Transmettez ce message à l’administrateur du site.")
    if fault.details and fault.details != "XML":
        remedy = f"{remedy} [{fault.details.strip()[:300]}]"
    return SiteRefused(fault.code, message, remedy)


def _access_texts(host: str, function: str) -> dict[str, tuple[str, str]]:
    new_token = _("Demandez un jeton à l’administrateur du site, puis : coursegen site add … --token-stdin")
    absent = _(
        "L’administrateur doit installer le greffon local_coursedeploy et activer le service « "
        "Coursedeploy » (docs/plugin.md)."
    )
    other_place = (
        _("Le jeton ne vaut pas pour cette catégorie du site {host}.").format(host=host),
        _("Vérifiez la catégorie donnée à « coursegen site add », ou demandez un jeton pour elle."),
    )
    return {
        "invalidtoken": (_("Le site {host} ne reconnaît pas le jeton.").format(host=host), new_token),
        "accessexception": (
            _("Le site {host} ne donne pas accès à « {function} ».").format(host=host, function=function),
            _(
                "Le jeton a expiré, ou il est réservé à d’autres adresses IP, ou le service « "
                "Coursedeploy » n’est pas "
                "activé pour ce compte. Voyez l’administrateur du site, puis : coursegen site test"
            ),
        ),
        "invalidrecord": (
            _("Le site {host} ne connaît pas la fonction « {function} ».").format(host=host, function=function),
            absent,
        ),
        "nopermissions": (
            _("Le compte de publication n’a pas le droit demandé sur le site {host}.").format(host=host),
            _("« coursegen site test » dit quels droits manquent et où l’administrateur les donne."),
        ),
        "restrictedcontextexception": other_place,
        "errorcoursecontextnotvalid": other_place,
        "nocategory": (
            _("Le site {host} n’a pas cette catégorie de cours.").format(host=host),
            _("Vérifiez l’identifiant de la catégorie : coursegen site add … --category"),
        ),
    }


def course_text(code: str) -> tuple[str, str] | None:
    """The message and remedy for an error of the plugin's own; None for one of Moodle's."""
    return _course_texts().get(code)


def _course_texts() -> dict[str, tuple[str, str]]:
    again = _("Relancez la même commande.")
    return {
        "busy": (_("Une autre publication de ce cours est en train de se faire sur le site."), again),
        "wrongsha1": (_("Le paquet est arrivé abîmé sur le site ; rien n’a été créé."), again),
        "nopackage": (_("Le paquet n’est pas arrivé sur le site ; rien n’a été créé."), again),
        "interrupted": (
            _("Le travail s’est interrompu sur le serveur ; ce qui était commencé a été retiré."),
            again,
        ),
        "interruptedlive": (
            _("Le travail s’est interrompu sur le serveur ; ce qui était fait reste, la suite sera reprise."),
            again,
        ),
        "userslocked": (
            _("Le site impose de restaurer les comptes avec chaque cours."),
            _(
                "L’administrateur doit déverrouiller « Inclure les utilisateurs inscrits » dans les "
                "réglages de restauration."
            ),
        ),
        "nocourse": (
            _("Ce cours n’est pas, ou n’est plus, sur le site."),
            _("Publiez-le : coursegen publish DOSSIER --site NOM"),
        ),
        "statemoved": (
            _("Le cours a changé sur le site pendant ce travail ; rien n’a été écrit."),
            _("Relancez la même commande ; avec un plan enregistré, refaites d’abord le plan."),
        ),
        "nosnapshot": (
            _("Le site ne garde pas de copie de sûreté de ce cours : il n’y a pas d’état où revenir."),
            _("« coursegen rollback » ne va que là où une publication a laissé une copie de sûreté."),
        ),
        "tracksatrisk": (
            _("Le nouveau paquetage SCORM ferait perdre des parcours d’apprenants ; rien n’a été écrit."),
            _("Gardez les identifiants des parties du paquetage, ou acceptez la perte : --allow-track-loss CLE"),
        ),
        "badsources": (
            _("Le greffon du site ne comprend pas ce que coursegen lui dit du cours."),
            _("L’administrateur met à jour le greffon local_coursedeploy (docs/plugin.md)."),
        ),
        "toolarge": (
            _("Le site n’accepte pas un paquet de cette taille ; rien n’a été écrit."),
            _("Voyez avec l’administrateur du site la taille maximale des cours et la place libre."),
        ),
        "idnumbertaken": taken_text(),
        "shortnametaken": taken_text(),
    }


def taken_text() -> tuple[str, str]:
    """The message and remedy for a course of that name which isn't ours."""
    return (
        _("Un autre cours qui porte ce code existe déjà sur le site."),
        _(
            "Si quelqu’un vient de le publier, relancez : il sera mis à jour. Si c’est le même cours, venu autrement, "
            "mettez ce code dans le « Numéro d’identification » de ses paramètres. Sinon, changez le code (cours.yaml)."
        ),
    )


def only_creates_text(version: int) -> tuple[str, str]:
    """The message and remedy where the site's plugin is of the first make and the course is there already."""
    return (
        _("Ce cours existe déjà sur le site, dont le greffon (version {version}) ne sait que créer des cours.").format(
            version=version
        ),
        _(
            "L’administrateur met à jour le greffon local_coursedeploy (docs/plugin.md) ; ensuite, la même commande "
            "met le cours à jour sans rien perdre des apprenants."
        ),
    )


def _transport_texts() -> dict[str, tuple[str, str]]:
    too_big = (
        _("Le site n’accepte pas de fichier de cette taille."),
        _("L’administrateur doit relever upload_max_filesize et post_max_size (PHP), ou la taille maximale de Moodle."),
    )
    return {
        "upload_error_ini_size": too_big,
        "upload_error_form_size": too_big,
        "fileoversized": too_big,
        "missingparam": too_big,  # PHP dropped the whole request, the token with it
        "userquotalimit": too_big,
        "sitemaintenance": (
            _("Le site est en maintenance."),
            _("Attendez la fin de la maintenance, puis relancez la même commande."),
        ),
        "upload_error_partial": (
            _("Le fichier n’est pas arrivé entier sur le site."),
            _("Vérifiez la connexion, puis relancez la même commande."),
        ),
    }
