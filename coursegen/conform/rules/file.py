"""The file itself: format, weight, name, what it loads from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator

from coursegen.conform.piece import Dialect, Piece
from coursegen.conform.rule import WHOLE, Remark, rule
from coursegen.conform.standard import Standard
from coursegen.i18n import gettext as _
from methodology.findings import Severity
from methodology.i18n import N_

_COPIES = re.compile(
    r"\(\d+\)$|^(copie|copy)[ _-]|[ _-](copie|copy|new|nouveau|def|final|finale|ok|vf)[ _-]?\d*$", re.IGNORECASE
)
_LONGEST = 100
_MOST_LINKS = 10


@rule(
    "CNF-01",
    Severity.INFO,
    N_("Format de remise : 97-2003 ou OpenDocument ; .docx, .pptx et .xlsx sont des formats de travail"),
    N_("Pour la remise, enregistrez-le aussi en .odt, .odp ou .ods (« coursegen mission dossier » le fait)."),
)
def hand_in_format(piece: Piece, _standard: Standard) -> Iterator[Remark]:
    """Terms of reference 22-27/TGO §5.1: Word, PowerPoint, Excel 97-2003 or the equivalent OpenDocument."""
    if piece.dialect is Dialect.OFFICE_XML:
        yield Remark(WHOLE, _("« {suffix} » est un format de travail.").format(suffix=piece.path.suffix))


@rule(
    "CNF-02",
    Severity.WARNING,
    N_("Un poids qui passe par courriel et par une ligne faible"),
    N_("Réduisez les images (150 points par pouce suffisent) ; mettez les films sur la plateforme."),
)
def weight(piece: Piece, standard: Standard) -> Iterator[Remark]:
    """Heavier than the standard allows."""
    if piece.bytes > standard.most_bytes:
        megabytes, most = piece.bytes / 2**20, standard.most_bytes / 2**20
        yield Remark(WHOLE, _("{size:.0f} Mo, pour {most:.0f} au plus.").format(size=megabytes, most=most))


@rule(
    "CNF-03",
    Severity.WARNING,
    N_("Un nom de fichier qui voyage : court, sans accent, ni espace, ni signe, ni « copie » ou « (2) »"),
    N_("Renommez-le, par exemple « A1-P1-note-methodologique-v1.0.odt »."),
)
def file_name(piece: Piece, _standard: Standard) -> Iterator[Remark]:
    """Names that some system or some mail program breaks, or that tell no version."""
    stem = piece.path.stem
    if _COPIES.search(stem):
        yield Remark(WHOLE, _("« {name} » ne dit pas quelle version c'est.").format(name=piece.path.name))
    elif not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._+-]*", stem) or len(piece.path.name) > _LONGEST:
        yield Remark(
            WHOLE,
            _("« {name} » est trop long, ou a des espaces, des accents ou des signes.").format(name=piece.path.name),
        )


@rule(
    "CNF-04",
    Severity.ERROR,
    N_("Rien qui se charge d'ailleurs à l'ouverture"),
    N_(
        "Insérez l'image ou les données au lieu de les lier. Un champ se voit par Alt+F9 et se fige par Ctrl+Maj+F9 ; "
        "une formule se remplace par ses valeurs (collage spécial) ; rompez les autres liens, puis enregistrez."
    ),
)
def external_links(piece: Piece, _standard: Standard) -> Iterator[Remark]:
    """What the program fetches or starts: missing elsewhere, it tells who opens the file, and may harm them."""
    for place, link in piece.links[:_MOST_LINKS]:
        yield Remark(place, _("Chargé d'ailleurs : {link}.").format(link=link[:160]))
