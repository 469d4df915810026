"""What people call what is found in a package: types of questions, data of people, fields."""

from __future__ import annotations

from typing import Final

from coursegen.i18n import gettext as _
from methodology.i18n import N_

_QUESTIONS: Final = {
    "calculated": N_("calculée"),
    "calculatedmulti": N_("calculée à choix"),
    "calculatedsimple": N_("calculée simple"),
    "ddimageortext": N_("glisser sur une image"),
    "ddmarker": N_("glisser des repères"),
    "ddwtos": N_("glisser dans un texte"),
    "description": N_("description"),
    "essay": N_("composition"),
    "gapselect": N_("mots manquants"),
    "match": N_("appariement"),
    "multianswer": N_("texte à trous"),
    "multichoice": N_("choix"),
    "numerical": N_("numérique"),
    "ordering": N_("mise en ordre"),
    "randomsamatch": N_("appariement aléatoire"),
    "shortanswer": N_("réponse courte"),
    "truefalse": N_("vrai ou faux"),
}
CORE_QUESTIONS: Final = frozenset(_QUESTIONS)
"""The types of questions that come with Moodle, in any of its releases."""


def question_type(qtype: str) -> str:
    """The name of a type of question in the person's language; Moodle's own for one of a plugin."""
    return _(_QUESTIONS[qtype]) if qtype in _QUESTIONS else qtype


def people_data(name: str) -> str:
    """What is counted of people's data, in the person's language; Moodle's own word for what is rare."""
    return {
        "attempts": _("tentatives"),
        "comments": _("commentaires"),
        "discussions": _("discussions"),
        "entries": _("fiches de glossaire"),
        "grades": _("notes"),
        "passwords": _("mots de passe"),
        "posts": _("messages"),
        "records": _("fiches"),
        "responses": _("réponses"),
        "submissions": _("travaux remis"),
        "subwikis": _("wikis"),
        "users": _("personnes"),
    }.get(name, name)


def field_name(path: str) -> str:
    """What a value is called by people: its last part in words, after the item of the list it lies in."""
    names = {
        "attempts": _("tentatives"),
        "availability": _("restriction d'accès"),
        "availability.key": _("activité à achever avant"),
        "category": _("catégorie"),
        "closes": _("fermeture"),
        "complete_on_submit": _("achevé à la remise"),
        "completion.expected": _("attendu pour le"),
        "completion.grade": _("achevé par une note"),
        "completion.manual": _("achevé à la main"),
        "completion.pass_grade": _("achevé par la note de réussite"),
        "completion.view": _("achevé à la lecture"),
        "content": _("contenu"),
        "correct": _("bonne réponse"),
        "due": _("date de remise"),
        "end_date": _("date de fin"),
        "format": _("format"),
        "fraction": _("part de la note"),
        "fullname": _("nom complet"),
        "general_feedback": _("retour général"),
        "grade.category": _("catégorie de note"),
        "grade.hidden": _("note cachée"),
        "grade.maximum": _("note maximale"),
        "grade.to_pass": _("note de réussite"),
        "grade.weight": _("poids de la note"),
        "gradebook.maximum": _("total du cours"),
        "gradebook.to_pass": _("total de réussite"),
        "idnumber": _("numéro d'identification"),
        "intro": _("description"),
        "language": _("langue"),
        "mark": _("points"),
        "max_attempts": _("tentatives"),
        "opens": _("ouverture"),
        "question": _("question"),
        "reopen": _("nouvelle tentative"),
        "shortname": _("nom abrégé"),
        "show_intro": _("description sur la page du cours"),
        "start_date": _("date de début"),
        "subchapter": _("sous-chapitre"),
        "summary": _("résumé"),
        "text": _("énoncé"),
        "time_limit": _("durée limite (s)"),
        "title": _("titre"),
        "url": _("adresse"),
        "visible": _("visible"),
    }
    lists = {
        "answers": _("réponse"),
        "chapters": _("chapitre"),
        "feedback": _("retour"),
        "hints": _("indice"),
        "pairs": _("paire"),
        "slots": _("place"),
    }
    if path in names:
        return names[path]
    head, bracket, rest = path.partition("[")
    if not bracket:
        return path
    item, _end, field = rest.partition("]")
    said = f"{lists.get(head, head)} {item}"
    return f"{said}, {field_name(field.lstrip('.'))}" if field else said
