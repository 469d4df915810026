"""Whether everybody can read it: alternatives, titles, contrast, size of text, text that leaves its frame."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator

from coursegen.charter.colour import contrast
from coursegen.conform.overflow import longest_line, needed_height, widest_line
from coursegen.conform.piece import Dialect, Family, Page, Part, Passage, Piece, Place, Run
from coursegen.conform.rule import WHOLE, Remark, rule
from coursegen.conform.standard import Standard
from coursegen.conform.wording import normal
from coursegen.i18n import gettext as _
from methodology.findings import Severity
from methodology.i18n import N_

_FILE_LIKE = re.compile(
    r"\.(png|jpe?g|gif|svg|webp|bmp|emf|wmf|tiff?)\s*$"
    r"|^(image|picture|graphique|graphic|img|photo|capture)[ _-]*(d'écran)?[ _-]*\d*$",
    re.IGNORECASE,
)
_AUTOMATIC = re.compile(
    r"description générée automatiquement|description automatically generated|descripción generada automáticamente"
    r"|descrição gerada automaticamente",
    re.IGNORECASE,
)
_SHOWN = 40
_NORMAL, _LARGE = 4.5, 3.0  # WCAG 2.2, 1.4.3
_SLACK = 0.05
_NEAR = 4.0  # points


@rule(
    "CNF-40",
    Severity.ERROR,
    N_("Une alternative à chaque image, graphique et schéma"),
    N_("Clic droit > Modifier le texte de remplacement : dites ce qu'on y voit, ou marquez l'image comme décorative."),
)
def alternatives(piece: Piece, _standard: Standard) -> Iterator[Remark]:
    """WCAG 2.2, 1.1.1. What a master shows is decor: no screen reader tells it on every slide.

    LibreOffice loses the alternative of an inline picture when it writes a .doc: there, only a person can tell.
    """
    old = piece.dialect is Dialect.OLD_OFFICE
    for picture in piece.pictures:
        if picture.decorative or picture.master:
            continue
        if not picture.alt:
            message = _("« {name} » n'a pas d'alternative.").format(name=picture.name or _("image"))
            yield Remark(picture.place, message, severity=Severity.WARNING if old else None)
        elif _FILE_LIKE.search(picture.alt):
            message = _("L'alternative « {alt} » est un nom de fichier, pas une description.")
            yield Remark(picture.place, message.format(alt=picture.alt[:_SHOWN]))
        elif _AUTOMATIC.search(picture.alt):
            message = _("L'alternative « {alt}… » a été écrite par un programme : personne ne l'a relue.")
            yield Remark(picture.place, message.format(alt=" ".join(picture.alt.split())[:_SHOWN]))


@rule(
    "CNF-41",
    Severity.ERROR,
    N_("Un titre à chaque diapositive"),
    N_("Écrivez-le dans la zone de titre de la disposition (Accueil > Disposition), pas dans une zone de texte."),
)
def slide_titles(piece: Piece, _standard: Standard) -> Iterator[Remark]:
    """A screen reader lists slides by their titles (WCAG 2.2, 2.4.2)."""
    if piece.family is Family.SLIDES:
        for page in piece.pages:
            if not page.title.strip():
                yield Remark(page.place, _("Cette diapositive n'a pas de titre."))


@rule(
    "CNF-42",
    Severity.WARNING,
    N_("Des titres de diapositives tous différents"),
    N_("Dites dans le titre ce que la diapositive apporte ; si c'est une suite, ajoutez « (2/3) »."),
)
def titles_differ(piece: Piece, _standard: Standard) -> Iterator[Remark]:
    """Two slides of one title can't be told apart in a list."""
    if piece.family is not Family.SLIDES:
        return
    titled: dict[str, list[Page]] = {}
    for page in piece.pages:
        titled.setdefault(normal(page.title).casefold(), []).append(page)
    for title, pages in titled.items():
        if title and len(pages) > 1:
            numbers = ", ".join(str(page.place.number) for page in pages)
            message = _("« {title} » est le titre des diapositives {numbers}.")
            yield Remark(pages[1].place, message.format(title=pages[0].title[:_SHOWN], numbers=numbers))


_FROM_WORDS = 1200  # a note of three pages reads without titles
_FEWEST_BY_HAND, _LONGEST_TITLE, _LARGER = 3, 12, 1.15


@rule(
    "CNF-43",
    Severity.WARNING,
    N_("Des titres par les styles, sans saut de niveau"),
    N_("Appliquez les styles Titre 1, Titre 2, Titre 3, dans l'ordre ; le sommaire se fait d'après eux."),
)
def headings(piece: Piece, _standard: Standard) -> Iterator[Remark]:
    """Headings that skip a level, or a long document without any."""
    if piece.family is not Family.TEXT:
        return
    found = [passage for passage in piece.passages if passage.level]
    if not found and len(piece.text.split()) > _FROM_WORDS:
        yield Remark(WHOLE, _("Aucun titre : ni sommaire ni navigation ne sont possibles."))
    elif not found and (by_hand := [*_titles_by_hand(piece)]):
        message = _("« {text} » a l'air d'un titre, mais c'est du texte courant mis en gras : {count} fois.")
        yield Remark(by_hand[0].place, message.format(text=by_hand[0].text.strip()[:_SHOWN], count=len(by_hand)))
    before = 0
    for passage in found:
        if passage.level > before + 1 and before:
            message = _("Un titre de niveau {now} suit un titre de niveau {before}.")
            yield Remark(passage.place, message.format(now=passage.level, before=before))
        before = passage.level


def _titles_by_hand(piece: Piece) -> Iterator[Passage]:
    """Short lines, all bold and of one size that is larger than most of the text, with usual text after them."""
    body = [passage for passage in piece.passages if passage.part is Part.BODY and passage.text.strip()]
    sizes = Counter[float]()
    for passage in body:
        for run in passage.runs:
            sizes[run.size or 0.0] += len(run.text)
    usual = sizes.most_common(1)[0][0] if sizes else 0.0
    found = [
        one for one, after in itertools.pairwise(body) if _is_titling(one, usual) and not _is_titling(after, usual)
    ]
    alike = Counter(passage.runs[0].size for passage in found)
    yield from (passage for passage in found if alike[passage.runs[0].size] >= _FEWEST_BY_HAND)


def _is_titling(passage: Passage, usual: float) -> bool:
    runs = [run for run in passage.runs if run.text.strip()]
    text = passage.text.strip()
    short = len(text.split()) <= _LONGEST_TITLE and any(map(str.isalpha, text)) and not text.endswith((".", ";", ","))
    return short and usual > 0 and all(run.bold and (run.size or 0) >= _LARGER * usual for run in runs)


@rule(
    "CNF-44",
    Severity.ERROR,
    N_("Un contraste de 4,5 au moins (3 pour un grand texte)"),
    N_("Assombrissez le texte ou éclaircissez le fond ; prenez les couleurs de la charte."),
)
def contrasts(piece: Piece, _standard: Standard) -> Iterator[Remark]:
    """WCAG 2.2, 1.4.3, where text and ground are plain colours; each pair once, with its first place."""
    seen: Counter[tuple[str, str, bool]] = Counter()
    for passage, run in _runs(piece):
        pair = (run.colour, run.ground, _is_large(run))
        if not run.colour or not run.ground or not run.text.strip():
            continue
        ratio = contrast(run.colour, run.ground)
        if ratio >= (_LARGE if pair[2] else _NORMAL) - _SLACK:
            continue
        seen[pair] += 1
        if seen[pair] == 1:
            message = _("« {text} » : {colour} sur {ground}, contraste {ratio}.")
            said = f"{ratio:.1f}".replace(".", ",")
            yield Remark(
                passage.place,
                message.format(text=run.text.strip()[:_SHOWN], colour=run.colour, ground=run.ground, ratio=said),
            )


def _is_large(run: Run) -> bool:
    size = run.size or 0
    return size >= 18 or (run.bold and size >= 14)


def _runs(piece: Piece) -> Iterator[tuple[Passage, Run]]:
    return ((p, run) for p in piece.passages if p.part not in (Part.NOTES, Part.MASTER) for run in p.runs)


@rule(
    "CNF-45",
    Severity.ERROR,
    N_("Aucun texte qui sort de son cadre"),
    N_("Raccourcissez le texte, agrandissez le cadre, ou partagez la diapositive en deux."),
)
def overflow(piece: Piece, _standard: Standard) -> Iterator[Remark]:
    """The height that a frame's text needs, worked out from the widths of its letters."""
    for frame in piece.frames:
        if frame.longest and longest_line(frame) > frame.longest:
            words = _("« {text}… » n'est pas replié, et sort de la diapositive.")
            yield Remark(frame.place, words.format(text="".join(run.text for run in frame.paragraphs[0])[:_SHOWN]))
        if frame.shown and widest_line(frame) > frame.shown + _NEAR:
            words = _("« {text}… » sort de la diapositive par le côté.")
            yield Remark(frame.place, words.format(text="".join(run.text for run in frame.paragraphs[0])[:_SHOWN]))
        if frame.beyond > _NEAR:
            words = _("Le tableau « {name} » dépasse la diapositive de {size} cm.")
            yield Remark(frame.place, words.format(name=frame.name, size=_centimetres(frame.beyond)))
        need = needed_height(frame)
        if need > frame.height * 1.05 + 4:
            message = _("« {text}… » demande {need} cm de haut ; le cadre « {name} » en a {room}.")
            text = "".join(run.text for run in frame.paragraphs[0])[:_SHOWN]
            yield Remark(
                frame.place,
                message.format(text=text, need=_centimetres(need), name=frame.name, room=_centimetres(frame.height)),
            )


def _centimetres(points: float) -> str:
    return f"{points / 28.3465:.1f}".replace(".", ",")


@rule(
    "CNF-46",
    Severity.WARNING,
    N_("Une taille de texte qui se lit : 12 points au moins sur une diapositive, 8 sur papier"),
    N_("Agrandissez le texte, ou partagez-le ; ne laissez pas l'ajustement automatique le réduire."),
)
def small_text(piece: Piece, standard: Standard) -> Iterator[Remark]:
    """Text under the least size; each size once, with its first place."""
    least = standard.smallest(piece.family)
    seen: dict[float, tuple[Place, str]] = {}
    for passage, run in _runs(piece):
        if run.size and run.text.strip() and run.size < least - 0.4:
            seen.setdefault(run.size, (passage.place, run.text.strip()))
    for frame in piece.frames:
        for run in (run for runs in frame.paragraphs for run in runs if frame.scale >= 0.3):
            if run.size and run.text.strip() and run.size * frame.scale < least - 0.4 <= run.size:
                seen.setdefault(round(run.size * frame.scale, 1), (frame.place, run.text.strip()))
    for size, (place, text) in seen.items():
        said = f"{size:g}".replace(".", ",")
        message = _("« {text} » est en {size} points ; {least:g} au moins.")
        yield Remark(place, message.format(text=text[:_SHOWN], size=said, least=least))


@rule(
    "CNF-47",
    Severity.ERROR,
    N_("Aucune zone de la disposition laissée vide"),
    N_("Remplissez-la, ou supprimez-la de la diapositive."),
)
def empty_zones(piece: Piece, _standard: Standard) -> Iterator[Remark]:
    """Whoever opens the file reads « Cliquez pour ajouter… » there."""
    for page in piece.pages:
        for name in page.empty:
            yield Remark(page.place, _("La zone « {name} » est vide.").format(name=name))
