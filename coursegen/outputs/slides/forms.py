"""The shapes a slide can take, the parts each has, and the names under which templates know them."""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum


class Form(StrEnum):
    """A layout's purpose."""

    TITLE = "title"
    PROGRAMME = "programme"
    OBJECTIVES = "objectives"
    SECTION = "section"
    CONTENT = "content"
    TEXT_IMAGE = "text_image"
    TABLE = "table"
    FIGURE = "figure"
    ACTIVITY = "activity"
    QUESTION = "question"
    SYNTHESIS = "synthesis"
    CREDITS = "credits"


class Role(StrEnum):
    """A placeholder's purpose in its layout."""

    TITLE = "title"
    BODY = "body"  # running text; in TABLE and FIGURE forms, the table or picture
    VISUAL = "visual"  # picture beside a text
    CAPTION = "caption"
    KICKER = "kicker"  # the line over the title: where we are
    PANEL = "panel"  # the practical data of an activity
    CLAUSE = "clause"
    NUMERAL = "numeral"  # the module's number, large
    META = "meta"  # sponsor, date, version


# first our own layouts' names, then those of PowerPoint, LibreOffice and usual corporate templates
LAYOUT_NAMES: dict[Form, tuple[str, ...]] = {
    Form.TITLE: ("Couverture", "Diapositive de titre", "Titre", "Page de titre", "Page de garde", "Title Slide",
                 "Title", "Cover"),
    Form.PROGRAMME: ("Programme", "Agenda", "Ordre du jour", "Sommaire", "Table des matières", "Contents"),
    Form.OBJECTIVES: ("Objectifs", "Objectives", "Objectifs pédagogiques"),
    Form.SECTION: ("Ouverture de séquence", "Titre de section", "En-tête de section", "Intercalaire", "Chapitre",
                   "Séparateur", "Section Header", "Section", "Divider"),
    Form.CONTENT: ("Contenu", "Titre et contenu", "Titre et texte", "Texte", "Title and Content", "Title and Text",
                   "Content", "Text", "Titre, contenu", "Title, Content"),
    Form.TEXT_IMAGE: ("Texte et image", "Deux contenus", "Two Content", "Text and Picture", "Image et texte",
                      "Deux colonnes", "Two Columns"),
    Form.TABLE: ("Tableau", "Titre et tableau", "Table", "Title and Table"),
    Form.FIGURE: ("Figure", "Image", "Image avec légende", "Picture with Caption", "Titre et image", "Picture"),
    Form.ACTIVITY: ("Activité", "Activity", "Exercice", "Atelier", "Exercise"),
    Form.QUESTION: ("Question", "Quiz", "Questions"),
    Form.SYNTHESIS: ("Synthèse", "À retenir", "Conclusion", "Summary", "Key Takeaways"),
    Form.CREDITS: ("Crédits", "Credits", "Mentions", "Mentions légales", "Clause"),
}  # fmt: skip

# placeholder names by which a layout says what a text zone is for
PLACEHOLDER_NAMES: dict[str, Role] = {
    "repere": Role.KICKER,
    "legende": Role.CAPTION,
    "caption": Role.CAPTION,
    "volet": Role.PANEL,
    "clause": Role.CLAUSE,
    "numero du module": Role.NUMERAL,
    "commanditaire": Role.META,
}


def plain(name: str) -> str:
    """A name without case, accents, or PowerPoint's counters ("1_Titre et contenu", "Légende 3")."""
    letters = unicodedata.normalize("NFD", name.casefold())
    bare = "".join(char for char in letters if not unicodedata.combining(char))
    return re.sub(r"\s+", " ", re.sub(r"^\d+_|\s+\d+$", "", bare)).strip()
