"""The charter: template, faces, logos, emblem, funding statement."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from coursegen.conform.drafts import stand_in
from coursegen.conform.emblems import Likeness, keeps_its_shape, likeness
from coursegen.conform.likeness import same_picture
from coursegen.conform.piece import Family, Passage, Piece, Place, Run
from coursegen.conform.rule import WHOLE, Remark, rule
from coursegen.conform.standard import Standard
from coursegen.conform.visibility import legible_passages, seen_passages, seen_pictures
from coursegen.conform.wording import normal
from coursegen.i18n import gettext as _
from methodology.findings import Severity
from methodology.i18n import N_

_SLACK = 1.0  # points: rounding between programs
_ROUNDING = 0.1  # points of a letter's size
_WORDS = 40
_LOGO_SLACK = 0.05  # share of its width: rounding between programs


@rule(
    "CNF-10",
    Severity.ERROR,
    N_("Le modèle demandé, et lui seul : ses couleurs, ses polices, ses dispositions, son format"),
    N_("Ouvrez le modèle, collez-y vos diapositives avec l'option « Utiliser le thème de destination »."),
)
def template_used(piece: Piece, standard: Standard) -> Iterator[Remark]:
    """Terms of reference 22-27/TGO §5.1: only the SOCIEUX+ templates may be used for presentations."""
    wanted = standard.template
    if wanted is None or piece.family is not Family.SLIDES:
        return
    if wanted.themes and piece.template.themes and not piece.template.themes <= wanted.themes:
        yield Remark(WHOLE, _("Le thème (couleurs et polices) n'est pas celui du modèle."))
    if (
        wanted.width
        and abs(piece.template.width * wanted.height - piece.template.height * wanted.width) > wanted.height
    ):
        yield Remark(WHOLE, _("Le format des diapositives n'est pas celui du modèle."))
    if piece.template.themes and wanted.themes:
        for page in piece.pages:
            if page.layout and page.layout not in wanted.layouts:
                message = _("La disposition « {layout} » n'est pas du modèle.").format(layout=page.layout)
                yield Remark(page.place, message)


@rule(
    "CNF-11",
    Severity.ERROR,
    N_("Les polices de la charte"),
    N_("Appliquez les styles du modèle, ou remplacez la police (Accueil > Remplacer > Remplacer les polices)."),
)
def fonts(piece: Piece, standard: Standard) -> Iterator[Remark]:
    """Faces that the charter doesn't name, each told once with its first place."""
    seen: dict[str, tuple[Place, Run]] = {}
    hidden = {0, *(page.place.number for page in piece.pages if page.hidden)}
    for passage in piece.passages:
        if passage.place.number in hidden and piece.family is Family.SHEET:
            continue  # lists that feed choices, and the program's own header
        for run in passage.runs:
            if run.font and any(map(str.isalnum, run.text)) and run.font.casefold() not in standard.fonts:
                seen.setdefault(run.font, (passage.place, run))
    for font, (place, run) in seen.items():
        allowed = standard.charter.typeface.family
        message = _("Police « {font} » (« {text} ») ; la charte dit {allowed}.")
        yield Remark(place, message.format(font=font, text=run.text.strip()[:_WORDS], allowed=allowed))


@rule(
    "CNF-12",
    Severity.ERROR,
    N_("Les logos de la charte"),
    N_("Insérez le fichier officiel du logo, sans le redessiner, avec son nom en texte de remplacement."),
)
def logos(piece: Piece, standard: Standard) -> Iterator[Remark]:
    """A logo is known by its file when we have it, else by its text alternative."""
    if piece.family is Family.SHEET or _stand_ins(piece, standard):
        return
    seen = seen_pictures(piece)
    files = (*standard.logos, *(logo.image for logo in standard.charter.logos if logo.image))
    found = [picture for picture in seen if picture.data and any(same_picture(picture.data, file) for file in files)]
    for picture in found:
        if not picture.cropped and picture.width and picture.height and not keeps_its_shape(picture, _LOGO_SLACK):
            remedy = _("Redonnez-lui ses proportions (Format de l'image > Réinitialiser), puis tirez-le par un coin.")
            yield Remark(picture.place, _("Le logo est étiré ou écrasé."), remedy)
    if found:
        return
    for logo in standard.charter.logos:
        name = normal(logo.name).casefold().removeprefix("logo ")
        if files or not any(name in normal(picture.alt).casefold() for picture in seen):
            yield Remark(WHOLE, _("Je ne trouve pas le logo « {name} ».").format(name=logo.name))


def _stand_ins(piece: Piece, standard: Standard) -> list[str]:
    """Texts that stand where a logo must come: told by CNF-25."""
    names = [normal(logo.name).casefold() for logo in standard.charter.logos]
    texts = (normal(passage.text).casefold() for passage in piece.passages)
    return [text for text in texts if stand_in(text) and any(name in text for name in names)]


@rule(
    "CNF-13",
    Severity.ERROR,
    N_("L'emblème de l'Union européenne"),
    N_("Insérez l'emblème officiel (european-union.europa.eu), haut d'un centimètre au moins, avec sa mention."),
)
def emblem_present(piece: Piece, standard: Standard) -> Iterator[Remark]:
    """On a deck or a document of a charter that has it."""
    if not standard.charter.emblem or piece.family is Family.SHEET:
        return
    seen = seen_pictures(piece)
    found = [likeness(picture) for picture in seen]
    if all(one is Likeness.OTHER for one in found):
        named = any(_is_named_emblem(picture.alt) for picture in seen)
        message = (
            _("Une image est dite « emblème », mais je n'y reconnais pas l'emblème européen.")
            if named
            else _("L'emblème de l'Union européenne manque.")
        )
        yield Remark(WHOLE, message)


def _is_named_emblem(alt: str) -> bool:
    return any(word in alt.casefold() for word in ("emblème", "drapeau europ", "european emblem", "european union"))


_FAULTS = {
    Likeness.WRONG_COLOURS: N_("ses couleurs ne sont pas le bleu #003399 et le jaune #FFCC00"),
    Likeness.WRONG_SHAPE: N_("il est déformé ou rogné : sa longueur vaut une fois et demie sa hauteur"),
    Likeness.WRONG_STARS: N_("ses étoiles ne sont pas les douze de la construction officielle"),
    Likeness.TURNED: N_("il est tourné ou retourné : une pointe de chaque étoile va vers le haut"),
}
_SMALLEST_EMBLEM = 28.0  # points: 1 cm, less rounding


@rule(
    "CNF-14",
    Severity.ERROR,
    N_("L'emblème selon sa construction : proportions, couleurs, douze étoiles, un centimètre au moins"),
    N_("Remplacez-le par l'emblème officiel, sans l'étirer, le tourner, le rogner ni le recolorer."),
)
def emblem_right(piece: Piece, _standard: Standard) -> Iterator[Remark]:
    """Regulation (EU) 763/2014, annex."""
    for picture in piece.pictures:
        found = likeness(picture)
        if found in _FAULTS:
            yield Remark(picture.place, _("L'emblème n'est pas juste : {fault}.").format(fault=_(_FAULTS[found])))
        elif found is Likeness.EMBLEM and 0 < picture.height < _SMALLEST_EMBLEM - _SLACK:
            centimetres = f"{picture.height / 28.3465:.1f}".replace(".", ",")
            yield Remark(picture.place, _("L'emblème n'a que {height} cm de haut.").format(height=centimetres))


@rule(
    "CNF-15",
    Severity.ERROR,
    N_("La mention de financement, mot pour mot, à côté de l'emblème"),
    N_("Écrivez « {statement} » à côté de l'emblème, sans italique ni abréviation."),
)
def funding_statement(piece: Piece, standard: Standard) -> Iterator[Remark]:
    """One of the charter's statements, in full."""
    wanted = [words for _kind, words in standard.charter.funding_statements if words]
    if not standard.charter.emblem or piece.family is Family.SHEET or not wanted:
        return
    if not _says_one(seen_passages(piece), wanted):
        statement = standard.charter.funding or wanted[0]
        remedy = _("Écrivez « {statement} » à côté de l'emblème, sans italique ni abréviation.")
        yield Remark(WHOLE, _("La mention de financement manque."), remedy.format(statement=statement))
    elif not _says_one(legible_passages(piece, standard.smallest_text - _ROUNDING), wanted):
        message = _("La mention de financement est en lettres trop petites : {least:g} points au moins.")
        yield Remark(WHOLE, message.format(least=standard.smallest_text), _("Agrandissez-la, avec l'emblème."))


def _says_one(passages: Sequence[Passage], wanted: Sequence[str]) -> bool:
    """Whether one of the statements is there, and isn't the end of another word: « co-financé » is none."""
    text = normal(" ".join(passage.text for passage in passages)).casefold()
    return any(re.search(rf"(?<![\w-]){re.escape(normal(words).casefold())}(?!\w)", text) for words in wanted)
