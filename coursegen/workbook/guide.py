"""The first sheet: how to fill the workbook in, and a link to each of the others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from coursegen.i18n import gettext as _
from coursegen.workbook.layout import Sheet, sheets
from coursegen.workbook.look import Look, height
from coursegen.workbook.place import GUIDE, quoted
from coursegen.workbook.views import title_of, views
from methodology.course import Course
from methodology.i18n import speaking

_WIDE = 100.0


def write_guide(book: Any, course: Course, look: Look, hidden: Sequence[Sheet], clause: str = "") -> None:
    """Adds the sheet to the workbook. `hidden` sheets are named without a link; `clause`: the charter's, in full."""
    page = book.add_worksheet(GUIDE)
    page.hide_gridlines(2)
    page.set_column(0, 0, 30)
    page.set_column(1, 1, _WIDE)
    page.set_row(0, 30)
    page.write_string(0, 0, course.identity.title, look.title)
    page.write_string(1, 0, f"{course.identity.code} · {course.identity.version}", look.help)
    row = 3
    for name, words in _advice():
        page.write_string(row, 0, name, look.label)
        page.write_string(row, 1, words, look.plain)
        row += 1
    shown = [(sheet.title, sheet.help) for sheet in sheets() if sheet not in hidden]
    row = _linked(page, look, row + 1, _("Feuilles"), shown)
    if hidden:
        words = _("{names} : pour des questions peu courantes. Clic droit sur un onglet > Afficher.")
        page.set_row(row, 30)
        page.write_string(row, 0, _("Feuilles cachées"), look.label)
        page.write_string(row, 1, words.format(names=", ".join(sheet.title for sheet in hidden)), look.plain)
        row += 1
    row = _linked(page, look, row + 1, _("Vues calculées"), _views(course))
    if clause:
        page.set_row(row + 1, height([(clause, _WIDE)]))
        page.write_string(row + 1, 0, _("Mentions"), look.label)
        page.write_string(row + 1, 1, clause, look.plain)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.activate()


def _views(course: Course) -> list[tuple[str, str]]:
    """Title and use of each, as its sheet says them: in the language of the course."""
    with speaking(course.identity.language):
        return [(title_of(view), view.about()) for view in views()]


def _linked(page: Any, look: Look, row: int, heading: str, named: Sequence[tuple[str, str]]) -> int:
    """A heading, then a link to each sheet with what it is for; gives the row after them."""
    page.write_string(row, 0, heading, look.title)
    page.set_row(row, 26)
    for place, (title, words) in enumerate(named, row + 1):
        page.write_url(place, 0, f"internal:{quoted(title)}!A1", look.link, title)
        page.write_string(place, 1, words, look.plain)
        page.set_row(place, height([(words, _WIDE)]))
    return row + 1 + len(named)


def _advice() -> tuple[tuple[str, str], ...]:
    return (
        (_("Remplir"), _("Écrivez dans les cellules blanches. Une étoile * marque ce qui est obligatoire.")),
        (_("Listes"), _("Quand une cellule tient plusieurs éléments, mettez-en un par ligne (Alt + Entrée).")),
        (
            _("Aide"),
            _("Posez le pointeur sur un en-tête, ou choisissez une cellule : une phrase dit ce qui est attendu."),
        ),
        (
            _("Identifiants"),
            _("Les identifiants (O1, S1.1…) relient les feuilles et le site : ceux qui existent sont protégés."),
        ),
        (_("Ajouter"), _("Écrivez sur la première ligne vide sous le tableau, avec un identifiant nouveau.")),
        (
            _("Retirer, déplacer"),
            _("Révision > Ôter la protection (sans mot de passe), puis supprimez ou déplacez des lignes entières."),
        ),
        (
            _("Longs textes"),
            _("Pages, consignes et diapositives restent dans « contenus/ » : le classeur n'en donne que le chemin."),
        ),
        (
            _("Reprendre"),
            _("Enregistrez, puis : coursegen import CLASSEUR.xlsx DOSSIER. Toute cellule à corriger est citée."),
        ),
    )
