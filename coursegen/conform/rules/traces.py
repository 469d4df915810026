"""What work left behind: comments, tracked changes, names of people and programs, what is hidden."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from coursegen.conform.piece import Family, Piece, Place
from coursegen.conform.rule import WHOLE, Remark, rule
from coursegen.conform.standard import Standard
from coursegen.i18n import gettext as _
from coursegen.i18n import ngettext
from methodology.findings import Severity
from methodology.i18n import N_

_NOBODY = {
    "", "steve canny", "python-docx", "openpyxl", "xlsxwriter", "user", "utilisateur", "admin", "administrateur",
    "administrator", "microsoft office user", "utilisateur de microsoft office", "unknown", "inconnu", "auteur",
    "author", "hp", "pc", "dell", "acer", "asus", "lenovo", "owner", "propriétaire", "client",
}  # fmt: skip
_NO_TITLES = {
    "", "powerpoint presentation", "présentation powerpoint", "word document", "document", "présentation",
    "sans titre", "untitled", "titre", "classeur1", "book1", "diapositive 1", "microsoft word",
}  # fmt: skip
_MOST_PLACES = 6


@rule(
    "CNF-30",
    Severity.ERROR,
    N_("Aucun commentaire de relecture"),
    N_("Traitez-les, puis supprimez-les tous (Révision > Supprimer tous les commentaires)."),
)
def comments(piece: Piece, _standard: Standard) -> Iterator[Remark]:
    """Comments travel with the file, with the names of those who wrote them."""
    if piece.comments:
        count = len(piece.comments)
        words = ngettext("{n} commentaire : {where}.", "{n} commentaires : {where}.", count)
        yield Remark(piece.comments[0], words.format(n=count, where=_places(piece.comments)))
    if piece.notes:
        count = len(piece.notes)
        words = ngettext("{n} note sur une cellule : {where}.", "{n} notes sur des cellules : {where}.", count)
        said = words.format(n=count, where=_places(piece.notes))
        remedy = _("Si c'est une aide à la saisie, laissez-la ; si c'est une remarque de relecture, supprimez-la.")
        yield Remark(piece.notes[0], said, remedy, Severity.INFO)


@rule(
    "CNF-31",
    Severity.ERROR,
    N_("Aucune modification suivie"),
    N_("Acceptez ou refusez les modifications, puis arrêtez le suivi (Révision > Suivi des modifications)."),
)
def tracked_changes(piece: Piece, _standard: Standard) -> Iterator[Remark]:
    """Words that were taken out are still in the file."""
    if piece.changes:
        count = len(piece.changes)
        words = ngettext(
            "{n} passage à modifications suivies : {where}.", "{n} passages à modifications suivies : {where}.", count
        )
        yield Remark(piece.changes[0], words.format(n=count, where=_places(piece.changes)))


def _places(places: Sequence[Place]) -> str:
    named = list(dict.fromkeys(place.words for place in places))
    more = " …" if len(named) > _MOST_PLACES else ""
    return ", ".join(named[:_MOST_PLACES]) + more


@rule(
    "CNF-32",
    Severity.WARNING,
    N_("Un auteur : l'équipe ou l'organisme, pas un programme ni un ordinateur"),
    N_("Fichier > Informations > Propriétés : écrivez l'auteur."),
)
def author(piece: Piece, _standard: Standard) -> Iterator[Remark]:
    """Nobody, or what a program writes by itself."""
    said = piece.properties.author
    if said.casefold() in _NOBODY:
        yield Remark(WHOLE, _("L'auteur est « {name} ».").format(name=said) if said else _("Aucun auteur n'est écrit."))


@rule(
    "CNF-33",
    Severity.WARNING,
    N_("Personne d'autre que l'auteur dans « Dernière modification par »"),
    N_("Fichier > Vérifier l'absence de problèmes > Inspecter le document > Propriétés et informations personnelles."),
)
def last_changed_by(piece: Piece, _standard: Standard) -> Iterator[Remark]:
    """A name that the file gives away without its reader being told."""
    changed, own = piece.properties.changed_by, piece.properties.author
    if changed and changed != own:
        yield Remark(WHOLE, _("Le fichier dit qu'il a été modifié en dernier par « {name} ».").format(name=changed))


@rule(
    "CNF-34",
    Severity.WARNING,
    N_("Ni société ni responsable d'un autre organisme"),
    N_("Effacez ces propriétés (Fichier > Informations > Afficher toutes les propriétés)."),
)
def company(piece: Piece, _standard: Standard) -> Iterator[Remark]:
    """What the installation of Office adds by itself."""
    for name in (piece.properties.company, piece.properties.manager):
        if name:
            yield Remark(WHOLE, _("Le fichier nomme « {name} ».").format(name=name))


@rule(
    "CNF-35",
    Severity.WARNING,
    N_("Aucune propriété personnalisée"),
    N_("Effacez-les (Fichier > Informations > Propriétés avancées > Personnalisation)."),
)
def custom_properties(piece: Piece, _standard: Standard) -> Iterator[Remark]:
    """Marks of document management systems: paths, numbers, names."""
    if piece.properties.custom:
        names = ", ".join(piece.properties.custom[:8])
        yield Remark(WHOLE, _("Propriétés personnalisées : {names}.").format(names=names))


@rule(
    "CNF-36",
    Severity.WARNING,
    N_("Aucune diapositive, aucune feuille masquée"),
    N_("Affichez-la, ou supprimez-la."),
)
def hidden_pages(piece: Piece, _standard: Standard) -> Iterator[Remark]:
    """Who gets the file sees them all the same."""
    hidden = [page.place for page in piece.pages if page.hidden]
    if piece.family is Family.SHEET and hidden:
        words = ngettext("{n} feuille masquée : {where}.", "{n} feuilles masquées : {where}.", len(hidden))
        said = words.format(n=len(hidden), where=_places(hidden))
        yield Remark(hidden[0], said, severity=Severity.INFO)  # lists that feed choices are hidden on purpose
        return
    for place in hidden:
        yield Remark(place, _("Cette diapositive est masquée."))


@rule(
    "CNF-37",
    Severity.INFO,
    N_("Aucune vignette d'une version passée"),
    N_("Fichier > Informations > Propriétés avancées : décochez « Enregistrer l'aperçu », puis enregistrez."),
)
def thumbnail(piece: Piece, _standard: Standard) -> Iterator[Remark]:
    """A picture of the first page as it once was. OpenDocument programs make one anew each time: no remark."""
    if piece.properties.thumbnail and piece.dialect.value == "ooxml":
        yield Remark(WHOLE, _("Le fichier garde une vignette de sa première page."))


@rule(
    "CNF-38",
    Severity.WARNING,
    N_("Un titre dans les propriétés du fichier : lecteurs d'écran et moteurs de recherche le disent"),
    N_("Fichier > Informations > Titre : écrivez celui du document."),
)
def file_title(piece: Piece, _standard: Standard) -> Iterator[Remark]:
    """None, or what a program writes by itself."""
    said = piece.properties.title
    if said.casefold() in _NO_TITLES:
        yield Remark(
            WHOLE,
            _("Le titre du fichier est « {title} ».").format(title=said) if said else _("Le fichier n'a pas de titre."),
        )
