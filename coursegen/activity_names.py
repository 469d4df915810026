"""What people call Moodle's types of activity: one table for plans, reports, the sandbox and packages read back."""

from __future__ import annotations

from typing import Final

from coursegen.i18n import gettext
from methodology.i18n import N_

_NAMES: Final = {
    "assign": N_("Devoir"),
    "bigbluebuttonbn": N_("Classe virtuelle"),
    "book": N_("Livre"),
    "chat": N_("Clavardage"),
    "choice": N_("Sondage"),
    "data": N_("Base de données"),
    "feedback": N_("Enquête"),
    "folder": N_("Dossier"),
    "forum": N_("Forum"),
    "glossary": N_("Glossaire"),
    "h5pactivity": N_("Activité H5P"),
    "imscp": N_("Paquetage IMS"),
    "label": N_("Texte"),
    "lesson": N_("Leçon"),
    "lti": N_("Outil externe"),
    "page": N_("Page"),
    "qbank": N_("Banque de questions"),
    "quiz": N_("Test"),
    "resource": N_("Fichier"),
    "scorm": N_("Paquetage SCORM"),
    "subsection": N_("Sous-section"),
    "survey": N_("Questionnaire"),
    "url": N_("Lien"),
    "wiki": N_("Wiki"),
    "workshop": N_("Atelier"),
}
CORE_ACTIVITIES: Final = frozenset(_NAMES)
"""The types that come with Moodle, in any of its releases."""


def activity_name(modname: str) -> str:
    """The name of a type at the head of a line, in the person's language; Moodle's own for one of a plugin."""
    return gettext(_NAMES[modname]) if modname in _NAMES else modname


def activity_noun(modname: str) -> str:
    """The same inside a sentence: without its capital, unless it is an abbreviation."""
    name = activity_name(modname)
    return name[:1].lower() + name[1:] if name[1:2].islower() else name
