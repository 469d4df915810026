"""What Moodle's types are called by people."""

from __future__ import annotations

from coursegen.i18n import gettext as _


def activity_type(modname: str) -> str:
    """The name of a type of activity in the person's language; Moodle's own for one of a plugin."""
    return {
        "assign": _("devoir"),
        "bigbluebuttonbn": _("classe virtuelle"),
        "book": _("livre"),
        "chat": _("clavardage"),
        "choice": _("sondage"),
        "data": _("base de données"),
        "feedback": _("enquête"),
        "folder": _("dossier"),
        "forum": _("forum"),
        "glossary": _("glossaire"),
        "h5pactivity": _("H5P"),
        "imscp": _("paquet IMS"),
        "label": _("étiquette"),
        "lesson": _("leçon"),
        "lti": _("outil externe"),
        "page": _("page"),
        "qbank": _("banque de questions"),
        "quiz": _("test"),
        "resource": _("fichier"),
        "scorm": _("SCORM"),
        "subsection": _("sous-section"),
        "survey": _("questionnaire"),
        "url": _("lien"),
        "wiki": _("wiki"),
        "workshop": _("atelier"),
    }.get(modname, modname)


def question_type(qtype: str) -> str:
    """The name of a type of question in the person's language; Moodle's own for one of a plugin."""
    return {
        "calculated": _("calculée"),
        "calculatedmulti": _("calculée à choix"),
        "calculatedsimple": _("calculée simple"),
        "ddimageortext": _("glisser sur une image"),
        "ddmarker": _("glisser des repères"),
        "ddwtos": _("glisser dans un texte"),
        "description": _("description"),
        "essay": _("composition"),
        "gapselect": _("mots manquants"),
        "match": _("appariement"),
        "multianswer": _("texte à trous"),
        "multichoice": _("choix"),
        "numerical": _("numérique"),
        "ordering": _("mise en ordre"),
        "randomsamatch": _("appariement aléatoire"),
        "shortanswer": _("réponse courte"),
        "truefalse": _("vrai ou faux"),
    }.get(qtype, qtype)


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


CORE_ACTIVITIES = frozenset(
    "assign bigbluebuttonbn book chat choice data feedback folder forum glossary h5pactivity imscp label lesson lti"
    " page qbank quiz resource scorm subsection survey url wiki workshop".split()
)
CORE_QUESTIONS = frozenset(
    "calculated calculatedmulti calculatedsimple ddimageortext ddmarker ddwtos description essay gapselect match"
    " multianswer multichoice numerical ordering randomsamatch shortanswer truefalse".split()
)


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
