"""The words of a plan and of a report for the codes of programs: what things are called, in the person's language."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from coursegen.i18n import gettext as _

_NAMES_SHOWN: Final = 4
_LONGEST_NAME: Final = 60


def kind_word(kind: str) -> str:
    """What people call an activity type; its name in Moodle where we have no word."""
    words = {
        "assign": _("Devoir"),
        "bigbluebuttonbn": _("Classe virtuelle"),
        "book": _("Livre"),
        "choice": _("Sondage"),
        "data": _("Base de données"),
        "feedback": _("Questionnaire"),
        "folder": _("Répertoire"),
        "forum": _("Forum"),
        "glossary": _("Glossaire"),
        "h5pactivity": _("Activité H5P"),
        "imscp": _("Paquetage IMS"),
        "label": _("Texte de la page du cours"),
        "lesson": _("Leçon"),
        "lti": _("Outil externe"),
        "page": _("Page"),
        "qbank": _("Banque de questions"),
        "quiz": _("Test"),
        "resource": _("Fichier"),
        "scorm": _("Paquetage SCORM"),
        "subsection": _("Sous-section"),
        "url": _("Lien"),
        "wiki": _("Wiki"),
        "workshop": _("Atelier"),
    }
    return words.get(kind, kind)


def part_word(part: str) -> str:
    """A part of an activity, as in `source_parts` or in the plugin's fingerprint."""
    words = {
        "name": _("titre"),
        "settings": _("réglages"),
        "content": _("texte"),
        "files": _("fichiers"),
        "questions": _("questions"),
        "grade": _("note"),
        "completion": _("achèvement"),
        "availability": _("conditions d’accès"),
        "dates": _("dates"),
        "weight": _("poids"),
        "category": _("catégorie de notes"),
        "categoryweight": _("poids de la catégorie"),
        "extra": _("rôles, étiquettes ou compétences"),
        "placement": _("place"),
        "summary": _("présentation, accès ou visibilité"),
        "visible": _("visibilité"),
        "order": _("ordre"),
        "structure": _("structure"),
        "regrade": _("tentatives renotées"),
        "chapters": _("chapitres"),
        "pages": _("pages"),
        "options": _("choix"),
        "items": _("questions"),
        "fields": _("champs"),
        "slots": _("questions posées"),
        "sections": _("ordre des sections"),
        "feedback": _("commentaires"),
        "package": _("paquetage"),
        "categories": _("catégories"),
        "form": _("grille"),
        "grading": _("grille d’évaluation"),
        "methods": _("méthode d’évaluation"),
        "letters": _("lettres"),
        "criteria": _("critères"),
        "intro": _("description"),
    }
    return words.get(part, part)


def site_part_word(part: str) -> str:
    """A part of the plugin's fingerprint: its settings are all columns of the module's table, texts too."""
    return _("texte ou réglages") if part == "settings" else part_word(part)


def other_word(kind: str) -> str:
    """What belongs to the course as a whole."""
    words = {
        "course": _("Réglages du cours (titre, présentation, image, dates, ordre des sections)"),
        "gradebook": _("Carnet de notes (catégories, poids, note de réussite)"),
        "completion": _("Achèvement du cours"),
        "competency": _("Compétences du cours"),
        "badges": _("Badges"),
        "badge": _("Badge"),
        "competencies": _("Compétences du cours"),
        "groups": _("Groupes"),
        "group": _("Groupe"),
        "block": _("Bloc"),
        "question": _("Question"),
        "section": _("Section"),
    }
    return words.get(kind, kind)


def kept_word(code: str) -> str:
    """Why something stays as it is, for a code of the plugin."""
    words = {
        "edited": _("modifié sur le site : laissé tel quel"),
        "conflict": _("modifié sur le site et dans le dossier : laissé tel quel"),
        "meanwhile": _("modifié sur le site pendant la publication : laissé tel quel"),
        "hasanswers": _("des apprenants y ont répondu : ce à quoi ils ont répondu reste"),
        "quizstructure": _("des tentatives existent : les questions posées, leur ordre et leurs points restent"),
        "grademax": _("des notes existent : la note maximale reste"),
        "gradetotals": _("les totaux des apprenants sont recalculés ; leurs notes ne changent pas"),
        "tracksatrisk": _("des parcours SCORM seraient perdus : le paquetage reste"),
        "fieldused": _("des fiches existent : les champs remplis restent"),
        "optionused": _("des apprenants ont choisi : les choix déjà pris restent"),
        "pagescore": _("des apprenants ont parcouru la leçon : les pages et les points déjà obtenus restent"),
        "formused": _("des évaluations existent : la grille reste"),
        "nothandled": _("ce type d’activité n’est pas mis à jour : à corriger à la main sur le site"),
        "regraded": _("les tentatives ont été renotées"),
        "notregraded": _("des réponses gardent leur note : la nouvelle question est trop différente de l’ancienne"),
        "othertype": _("ce n’est plus le même type d’activité : l’ancienne reste, changez sa clé dans le dossier"),
        "rightanswerchanged": _("la bonne réponse a changé : les notes déjà données restent"),
        "completionused": _("des apprenants ont un état d’achèvement : les règles d’achèvement restent"),
        "criterionmet": _("des apprenants remplissent déjà ce critère : il reste"),
        "badgelocked": _("ce badge a été décerné : ses critères restent"),
        "competencykept": _("ce lien à une compétence reste : des évaluations peuvent en dépendre"),
        "sectionkept": _("cette section n’est plus dans le dossier : elle reste"),
        "movedonsite": _("déplacé sur le site : sa place reste, le dossier en demande une autre"),
        "orphan": _("n’est plus dans le dossier : reste sur le site"),
        "restrictionkept": _("une restriction d’accès nomme ce que le cours n’a pas : l’ancienne reste"),
        "noidnumber": _("sans clé dans le paquet : laissé de côté"),
        "norighthere": _("le compte de publication n’a pas ce droit dans ce cours : voyez l’administrateur"),
        "importrefused": _("Moodle refuse cette activité du paquet"),
        "failure": _("le site a échoué sur ce point ; relancez, ou voyez l’administrateur"),
    }
    return words.get(code, code)


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
