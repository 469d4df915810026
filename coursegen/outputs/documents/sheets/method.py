"""The method document in three parts and consolidated: made when the mission names it among its products."""

from __future__ import annotations

from collections.abc import Iterator

from coursegen.documents_model import Document
from coursegen.i18n import gettext as _
from coursegen.outputs.documents.method import method_documents, method_products
from coursegen.outputs.documents.subject import Subject
from methodology.course import Course

KEY = "methodologie"


def title() -> str:
    """What it is, in the person's language."""
    return _("Méthodologie d'ingénierie de la formation")


def compose(subject: Subject) -> Iterator[Document]:
    """Three parts and the whole; none without such a product, nor for a course in another language than French."""
    yield from method_documents(subject)


def absent(course: Course) -> str:
    """Why there is none, when the mission asks for it; empty otherwise."""
    if course.identity.language.startswith("fr") or not method_products(course.mission):
        return ""
    return _("Pas de document de méthode : ses textes n'existent qu'en français, le cours est dans une autre langue.")
