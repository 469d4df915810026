"""The shapes a slide can take, the parts each has, and the names under which templates know them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from types import MappingProxyType

from coursegen.i18n import gettext as _
from methodology.i18n import N_, speaking


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


KEYS: Mapping[str, Form] = MappingProxyType({
    "couverture": Form.TITLE, "programme": Form.PROGRAMME, "objectifs": Form.OBJECTIVES, "ouverture": Form.SECTION,
    "contenu": Form.CONTENT, "texte_image": Form.TEXT_IMAGE, "tableau": Form.TABLE, "figure": Form.FIGURE,
    "activite": Form.ACTIVITY, "question": Form.QUESTION, "synthese": Form.SYNTHESIS, "credits": Form.CREDITS,
})  # fmt: skip
"""The words by which a charter's `dispositions:` names a form."""


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


_LANGUAGES = ("fr", "en", "pt", "es")

_OWN_NAMES: Mapping[Form, str] = MappingProxyType({
    Form.TITLE: N_("Couverture"), Form.PROGRAMME: N_("Programme"), Form.OBJECTIVES: N_("Objectifs"),
    Form.SECTION: N_("Ouverture de séquence"), Form.CONTENT: N_("Contenu"), Form.TEXT_IMAGE: N_("Texte et image"),
    Form.TABLE: N_("Tableau"), Form.FIGURE: N_("Figure"), Form.ACTIVITY: N_("Activité"), Form.QUESTION: N_("Question"),
    Form.SYNTHESIS: N_("Synthèse"), Form.CREDITS: N_("Crédits"),
})  # fmt: skip

# the names of PowerPoint's, LibreOffice's and usual corporate templates, in the four languages
_USUAL_NAMES: Mapping[Form, tuple[str, ...]] = MappingProxyType({
    Form.TITLE: ("Diapositive de titre", "Titre", "Page de titre", "Page de garde", "Title Slide", "Title", "Cover",
                 "Diapositivo de Título", "Slide de Título", "Diapositiva de título", "Portada"),
    Form.PROGRAMME: ("Agenda", "Ordre du jour", "Sommaire", "Table des matières", "Contents", "Programa", "Índice"),
    Form.OBJECTIVES: ("Objectives", "Objectifs pédagogiques", "Objetivos"),
    Form.SECTION: ("Titre de section", "En-tête de section", "Intercalaire", "Chapitre", "Séparateur", "Section Header",
                   "Section", "Divider", "Cabeçalho da Secção", "Cabeçalho da Seção", "Separador",
                   "Encabezado de sección"),
    Form.CONTENT: ("Titre et contenu", "Titre et texte", "Texte", "Title and Content", "Title and Text", "Content",
                   "Text", "Titre, contenu", "Title, Content", "Título e Conteúdo", "Título e Objeto",
                   "Título y objetos", "Título y contenido"),
    Form.TEXT_IMAGE: ("Deux contenus", "Two Content", "Text and Picture", "Image et texte", "Deux colonnes",
                      "Two Columns", "Conteúdo Duplo", "Duas Partes de Conteúdo", "Dos objetos", "Dos contenidos"),
    Form.TABLE: ("Titre et tableau", "Table", "Title and Table", "Tabela", "Tabla"),
    Form.FIGURE: ("Image", "Image avec légende", "Picture with Caption", "Titre et image", "Picture",
                  "Imagem com Legenda", "Imagen con título"),
    Form.ACTIVITY: ("Activity", "Exercice", "Atelier", "Exercise", "Atividade", "Actividad"),
    Form.QUESTION: ("Quiz", "Questions", "Pergunta", "Pregunta"),
    Form.SYNTHESIS: ("À retenir", "Conclusion", "Summary", "Key Takeaways", "Síntese", "Síntesis"),
    Form.CREDITS: ("Credits", "Mentions", "Mentions légales", "Clause", "Créditos"),
})  # fmt: skip

# placeholder names by which a layout says what a text zone is for
_ZONE_NAMES: Mapping[str, Role] = MappingProxyType({
    N_("Repère"): Role.KICKER, N_("Légende"): Role.CAPTION, N_("Volet"): Role.PANEL, N_("Clause"): Role.CLAUSE,
    N_("Numéro du module"): Role.NUMERAL, N_("Commanditaire"): Role.META,
})  # fmt: skip


def own_name(form: Form) -> str:
    """What our own layout of that form is called, in the language of the deck."""
    return _(_OWN_NAMES[form])


@cache
def layout_names(form: Form) -> tuple[str, ...]:
    """The names under which templates know a form.

    Our own come first, in every language: a deck of ours serves as a template for a course in another one.
    """
    return (*_in_every_language(_OWN_NAMES[form]), *_USUAL_NAMES[form])


def role_named(placeholder: str) -> Role | None:
    """What a zone of that name is for, if its name says it."""
    return _roles().get(plain(placeholder))


@cache
def _roles() -> Mapping[str, Role]:
    said = {plain(word): role for name, role in _ZONE_NAMES.items() for word in _in_every_language(name)}
    return {"caption": Role.CAPTION} | said


def _in_every_language(message: str) -> tuple[str, ...]:
    found = []
    for language in _LANGUAGES:
        with speaking(language):
            found.append(_(message))
    return tuple(dict.fromkeys(found))


def plain(name: str) -> str:
    """A name without case, accents, or PowerPoint's counters ("1_Titre et contenu", "Légende 3")."""
    letters = unicodedata.normalize("NFD", name.casefold())
    bare = "".join(char for char in letters if not unicodedata.combining(char))
    return re.sub(r"\s+", " ", re.sub(r"^\d+_|\s+\d+$", "", bare)).strip()
