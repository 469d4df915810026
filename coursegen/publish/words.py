"""The words of a plan and of a report for the codes of programs: what things are called, in the person's language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final

from coursegen.activity_names import activity_noun
from coursegen.i18n import gettext as _
from methodology.i18n import N_

_NAMES_SHOWN: Final = 4
_LONGEST_NAME: Final = 60
_PARTS: Final = {
    "name": N_("titre"),
    "settings": N_("réglages"),
    "content": N_("texte"),
    "files": N_("fichiers"),
    "questions": N_("questions"),
    "grade": N_("note"),
    "completion": N_("achèvement"),
    "availability": N_("conditions d’accès"),
    "dates": N_("dates"),
    "weight": N_("poids"),
    "category": N_("catégorie de notes"),
    "categoryweight": N_("poids de la catégorie"),
    "extra": N_("rôles, étiquettes ou compétences"),
    "placement": N_("place"),
    "summary": N_("présentation, accès ou visibilité"),
    "visible": N_("visibilité"),
    "visibility": N_("visibilité"),
    "order": N_("ordre"),
    "structure": N_("structure"),
    "deleted": N_("supprimé"),
    "regrade": N_("tentatives renotées"),
    "settled": N_("ce qui était resté en suspens"),
    "chapters": N_("chapitres"),
    "pages": N_("pages"),
    "options": N_("choix"),
    "items": N_("questions"),
    "fields": N_("champs"),
    "slots": N_("questions posées"),
    "sections": N_("ordre des sections"),
    "feedback": N_("commentaires"),
    "package": N_("paquetage"),
    "categories": N_("catégories"),
    "form": N_("grille"),
    "grading": N_("grille d’évaluation"),
    "methods": N_("méthode d’évaluation"),
    "letters": N_("lettres"),
    "criteria": N_("critères"),
    "intro": N_("description"),
    "links": N_("enchaînement avec d’autres activités"),
    "openingpost": N_("message d’ouverture"),
    "plugins": N_("façons de remettre et de commenter"),
    "teams": N_("groupes qui remettent ensemble"),
    "tool": N_("outil"),
    "gradingform": N_("grille d’évaluation"),
}
_OTHERS: Final = {
    "course": N_("Réglages du cours (titre, présentation, image, ordre des sections)"),
    "gradebook": N_("Carnet de notes (catégories, poids, note de réussite)"),
    "completion": N_("Achèvement du cours"),
    "competency": N_("Compétences du cours"),
    "badges": N_("Badges"),
    "badge": N_("Badge"),
    "competencies": N_("Compétences du cours"),
    "groups": N_("Groupes"),
    "group": N_("Groupe"),
    "block": N_("Bloc"),
    "question": N_("Question"),
    "section": N_("Section"),
}
_KEPT: Final = {
    "edited": N_("modifié sur le site : laissé tel quel"),
    "conflict": N_("modifié sur le site et dans le dossier : laissé tel quel"),
    "meanwhile": N_("modifié sur le site pendant la publication : laissé tel quel"),
    "hasanswers": N_("des apprenants y ont répondu : ce à quoi ils ont répondu reste"),
    "quizstructure": N_("des tentatives existent : les questions posées, leur ordre et leurs points restent"),
    "grademax": N_("des notes existent : la note maximale reste"),
    "gradetotals": N_("les totaux des apprenants sont recalculés ; leurs notes ne changent pas"),
    "tracksatrisk": N_("des parcours SCORM seraient perdus : le paquetage reste"),
    "fieldused": N_("des fiches existent : les champs remplis restent"),
    "optionused": N_("des apprenants ont choisi : les choix déjà pris restent"),
    "pagescore": N_("des apprenants ont parcouru la leçon : les pages et les points déjà obtenus restent"),
    "formused": N_("des évaluations existent : la grille reste"),
    "nothandled": N_("ce type d’activité n’est pas mis à jour : à corriger à la main sur le site"),
    "regraded": N_("les tentatives ont été renotées"),
    "notregraded": N_("des réponses gardent leur note : la nouvelle question est trop différente de l’ancienne"),
    "othertype": N_("ce n’est plus le même type d’activité : l’ancienne reste, changez sa clé dans le dossier"),
    "rightanswerchanged": N_("la bonne réponse a changé : les notes déjà données restent"),
    "completionused": N_("des apprenants ont un état d’achèvement : les règles d’achèvement restent"),
    "criterionmet": N_(
        "des apprenants remplissent déjà ce critère : il reste ; pour l’ôter, sur le site : Plus > Achèvement de "
        "cours > Déverrouiller, décochez-le"
    ),
    "badgelocked": N_("ce badge a été décerné : ses critères restent"),
    "competencykept": N_("ce lien à une compétence reste : des évaluations peuvent en dépendre"),
    "recyclebin": N_("une copie en reste dans la corbeille du cours, sur le site"),
    "sectionkept": N_("cette section n’est plus dans le dossier : elle reste"),
    "sectionsince": N_("cette section a été ajoutée depuis : elle reste, avec ce qu’elle contient"),
    "hiddenonsite": N_("caché sur le site par quelqu’un : reste caché"),
    "shownonsite": N_("montré sur le site par quelqu’un : reste montré"),
    "placedonsite": N_("déplacé sur le site par quelqu’un, hors de sa section dans le dossier : y reste"),
    "movedonsite": N_("déplacé sur le site : sa place reste, le dossier en demande une autre"),
    "orphan": N_("n’est plus dans le dossier : reste sur le site"),
    "restrictionkept": N_("une restriction d’accès nomme ce que le cours n’a pas : l’ancienne reste"),
    "noidnumber": N_("sans clé dans le paquet : laissé de côté"),
    "norighthere": N_("le compte de publication n’a pas ce droit dans ce cours : voyez l’administrateur"),
    "importrefused": N_("Moodle refuse cette activité du paquet"),
    "failure": N_("le site a échoué sur ce point ; relancez, ou voyez l’administrateur"),
}
# What a remark is about where the plugin has no name for it: a column of Moodle's, a way of handing in, a criterion.
_DETAILS: Final = {
    "allowmultiple": N_("plusieurs choix permis"),
    "anonymous": N_("réponses anonymes"),
    "assessed": N_("façon de noter"),
    "attemptonlast": N_("tentative bâtie sur la précédente"),
    "blindmarking": N_("correction à l’aveugle"),
    "custom": N_("points propres à chaque réponse"),
    "firstpagetitle": N_("première page"),
    "grade": N_("note"),
    "grade_forum": N_("note du forum entier"),
    "grademethod": N_("façon de noter"),
    "gradinggrade": N_("note de l’évaluation entre pairs"),
    "maxgrade": N_("note"),
    "practice": N_("leçon d’entraînement, sans note"),
    "preferredbehaviour": N_("comportement des questions"),
    "questions": N_("questions"),
    "requireallteammemberssubmit": N_("remise par chaque membre du groupe"),
    "scale": N_("barème"),
    "teamsubmission": N_("remise en groupe"),
    "template": N_("modèle de questionnaire"),
    "type": N_("type de forum"),
    "useexamples": N_("exemples à évaluer"),
    "whatgrade": N_("tentative qui compte"),
    "wikimode": N_("wiki de chacun ou de tous"),
    "comments": N_("commentaires"),
    "file": N_("fichiers remis"),
    "onlinetext": N_("texte en ligne"),
    "package": N_("paquetage"),
    "scormtype": N_("paquetage pris ailleurs que dans le cours"),
    "letters": N_("lettres"),
    "method": N_("tous les critères, ou un seul"),
    "criterion 1": N_("déclaré par la personne elle-même"),
    "criterion 2": N_("date"),
    "criterion 3": N_("désinscription"),
    "criterion 5": N_("durée de l’inscription"),
    "criterion 6": N_("note du cours"),
    "criterion 7": N_("validé par un responsable"),
    "criterion 8": N_("autre cours achevé"),
}
# What a person can do where the site keeps something for learners that the folder says otherwise.
_WAYS_OUT: Final = {
    "completionused": N_(
        "pour changer la règle : sur le site, Paramètres de l’activité > Achèvement d’activité > Déverrouiller, mettez "
        "celle du dossier, puis publiez avec --overwrite {key}"
    ),
    "rightanswerchanged": "",  # asked as a decision
    "tracksatrisk": "",
}
_WAY_OUT: Final = N_(
    "pour garder le site : corrigez le dossier comme lui ; pour suivre le dossier : changez-y la clé de l’activité "
    "(une nouvelle est créée, celle-ci est cachée avec ce qui y a été fait) ou, si ce n’étaient que des essais, "
    "supprimez-les sur le site ; puis publiez"
)
_WITH_A_WORD: Final = ("grademax", "hasanswers", "conflict", "criterionmet")


def part_word(part: str) -> str:
    """A part of an activity, as in `source_parts` or in the plugin's fingerprint."""
    return _said(_PARTS, part)


def site_part_word(part: str) -> str:
    """A part of the plugin's fingerprint: its settings are all columns of the module's table, texts too."""
    return _("texte ou réglages") if part == "settings" else part_word(part)


def other_word(kind: str) -> str:
    """What belongs to the course as a whole."""
    return _said(_OTHERS, kind)


def kept_word(code: str) -> str:
    """Why something stays as it is, for a code of the plugin."""
    return _said(_KEPT, code)


def shown_word(code: str) -> str:
    """What learners see beside what stays; empty where nothing is to be said."""
    if code != "formused":
        return ""
    return _("la consigne, elle, suit : si elle montre une autre grille, les notes se donnent avec celle qui reste")


def ways_out(codes: Iterable[str], key: str) -> list[str]:
    """What a person can do about what is kept for learners, each way once; `key`: of the activity."""
    ways = (_WAYS_OUT.get(code, _WAY_OUT) for code in sorted(codes))
    return [_(way).format(key=key) for way in dict.fromkeys(ways) if way]


def detail_word(code: str, detail: str) -> str:
    """What a remark with that code is about: a word of the plugin in the person's language, a name as it stands."""
    if code == "completionused":
        return ""  # columns of the rules: the code says of them what matters to people
    if code in ("nothandled", "othertype"):
        return _said(_DETAILS, activity_noun(detail))
    return _said(_DETAILS, detail) if code in _WITH_A_WORD else detail


def about(code: str, names: Iterable[str]) -> str:
    """What something that is kept is about, in brackets; empty where the whole is meant or the code says it all."""
    told = [word for name in names if (word := _known_words(code, name))]
    return f" ({named(told)})" if told else ""


def _known_words(code: str, name: str) -> str:
    """Several words of the plugin may come in one; a name with a comma stays as it is."""
    parts = name.split(", ")
    if len(parts) > 1 and all(part in _DETAILS for part in parts):
        return ", ".join(detail_word(code, part) for part in parts)
    return detail_word(code, name)


def key_word(sort: str, key: str) -> str:
    """What belongs to the course as a whole by its key in a report: a word of the plugin, or a name as it stands."""
    return _said(_DETAILS, key) if sort in ("completion", "gradebook") else key


def _said(words: Mapping[str, str], code: str) -> str:
    """The word for a code, in the person's language; the code itself where a newer plugin has one that is not known."""
    return _(words[code]) if code in words else code


def named(names: Iterable[str], most: int = _NAMES_SHOWN) -> str:
    """Names in a sentence, the first few of them."""
    every = [*names]
    shown = ", ".join(f"« {_short(name)} »" for name in every[:most])
    return f"{shown}, …" if len(every) > most else shown


def _short(name: str) -> str:
    """A long name cut at a word."""
    if len(name) <= _LONGEST_NAME:
        return name
    cut = name[: _LONGEST_NAME - 1]
    return (cut.rpartition(" ")[0] or cut).rstrip(" ,;:.") + "…"


def day(seconds: str) -> str:
    """A moment in Unix seconds as a day and hour of this machine's zone; a dash for none."""
    if not seconds.isdecimal():
        return "—"
    return datetime.fromtimestamp(int(seconds)).strftime("%d/%m/%Y %H:%M")


def date_word(name: str) -> str:
    """A date of an activity by its name in `source_parts`."""
    words = {
        "opens": _("ouverture"),
        "closes": _("fermeture"),
        "due": _("remise"),
        "cutoff": _("date limite"),
        "grading_due": _("correction"),
    }
    return words.get(name, _("date"))
