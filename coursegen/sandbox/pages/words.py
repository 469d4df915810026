"""What activities are called, and the pictures that stand for them."""

from __future__ import annotations

from coursegen.i18n import gettext as _


def kind_words(kind: str) -> str:
    """What a type of activity is called."""
    known = {
        "assign": _("Devoir"),
        "bigbluebuttonbn": _("Classe virtuelle"),
        "book": _("Livre"),
        "choice": _("Sondage"),
        "data": _("Base de données"),
        "feedback": _("Enquête"),
        "folder": _("Dossier"),
        "forum": _("Forum"),
        "glossary": _("Glossaire"),
        "h5pactivity": _("Activité H5P"),
        "imscp": _("Paquetage IMS"),
        "label": _("Texte"),
        "lesson": _("Leçon"),
        "lti": _("Outil externe"),
        "page": _("Page"),
        "qbank": _("Banque de questions"),
        "quiz": _("Test"),
        "resource": _("Fichier"),
        "scorm": _("Module SCORM"),
        "subsection": _("Sous-section"),
        "url": _("Lien"),
        "wiki": _("Wiki"),
        "workshop": _("Atelier entre pairs"),
    }
    return known.get(kind, kind)


_FAMILIES = {
    "read": ("page", "book", "resource", "folder", "imscp", "label"),
    "test": ("quiz", "scorm", "h5pactivity", "lesson"),
    "talk": ("forum", "wiki", "glossary", "data", "bigbluebuttonbn"),
    "ask": ("feedback", "choice"),
    "hand": ("assign", "workshop"),
    "link": ("url", "lti"),
}


def picture(kind: str) -> str:
    """Which of our pictures stands for a type: read, test, talk, ask, hand or link."""
    return next((name for name, kinds in _FAMILIES.items() if kind in kinds), "read")
