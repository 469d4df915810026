"""What is written: the clause, what a draft or a template left, lost references, the language."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from coursegen.conform.drafts import mark_in
from coursegen.conform.languages import FEWEST_WORDS, LANGUAGES, bare_words_of, other_language
from coursegen.conform.piece import Family, Part, Passage, Piece, Place
from coursegen.conform.rule import WHOLE, Remark, rule
from coursegen.conform.standard import Standard
from coursegen.conform.visibility import legible_passages, seen_passages, why_unseen
from coursegen.conform.wording import Difference, bare_words, differences, faulty_copies, normal, says
from coursegen.i18n import gettext as _
from methodology.findings import Severity
from methodology.i18n import N_

_MOST_WORDS_SHOWN = 8
_SHOWN = 60
_MOST_ERRORS = 20
_FEWEST_LINES = 3  # of a list, short ones, judged together
_SLACK = 0.1  # points: rounding between programs


@rule(
    "CNF-20",
    Severity.ERROR,
    N_("La clause de non-responsabilité, mot pour mot"),
    N_("Copiez la clause des termes de référence sans rien y changer."),
)
def clause(piece: Piece, standard: Standard) -> Iterator[Remark]:
    """Terms of reference 22-27/TGO §5.1; spaces and apostrophes don't count. Its title may stand apart.

    Only what readers see counts, and no copy of it may differ from another.
    """
    wanted = normal(standard.charter.clause)
    if not wanted:
        return
    heading, colon, sentence = wanted.partition(": ")
    body = sentence if colon and len(heading.split()) <= 6 else wanted
    seen = seen_passages(piece)
    text = " ".join(passage.text for passage in seen)
    if says(text, body):
        yield from _faulty_copies(seen, text, body)
        yield from _set_aside(seen, body)
        yield from _tiny_clause(piece, seen, body, standard.smallest_text)
    elif says(piece.text, body):
        yield _unseen_clause(piece, body)
    elif (found := differences(text, body)) is None:
        yield Remark(WHOLE, _("La clause manque : « {clause} »").format(clause=standard.charter.clause))
    else:
        words = _("La clause n'est pas mot pour mot : {words}.")
        yield Remark(_nearest(seen, body).place, words.format(words=_all_differences(found)))


def _faulty_copies(seen: Sequence[Passage], text: str, body: str) -> Iterator[Remark]:
    others = [passage for passage in seen if not says(passage.text, body)]
    for found in faulty_copies(text, body):
        near = _nearest(others, f"{body} {' '.join(one.found for one in found)}")
        others = [passage for passage in others if passage is not near] or others
        words = _("Une autre copie de la clause n'est pas mot pour mot : {words}.")
        yield Remark(near.place, words.format(words=_all_differences(found)))


_SETS_ASIDE = re.compile(
    r"(?i)[^.!?]*\b(?:ne s'appliqu\w+ (?:pas|plus)|n'est pas applicable|sans objet|annulée?s?|nulle? et non avenue?|"
    r"ne (?:vaut|valent|tient|tiennent) (?:pas|plus)|n'engagent? (?:pas|personne)|à ignorer|ne pas tenir compte|"
    r"does not apply|no longer applies)\b[^.!?]*[.!?]?"
)


def _set_aside(seen: Sequence[Passage], body: str) -> Iterator[Remark]:
    """A sentence beside the clause that takes back what it says: only a person can tell."""
    for at, passage in enumerate(seen):
        if not says(passage.text, body):
            continue
        near = (*seen[max(0, at - 1) : at], passage, *seen[at + 1 : at + 2])
        for one in near:
            found = _SETS_ASIDE.search(normal(one.text).replace(body, " "))
            if found:
                message = _("Une phrase à côté de la clause semble l'écarter : « {words} »")
                remedy = _("Retirez cette phrase si elle parle de la clause.")
                words = found[0].strip()[:_SHOWN]
                yield Remark(one.place, message.format(words=words), remedy, Severity.WARNING)


def _unseen_clause(piece: Piece, body: str) -> Remark:
    """The clause is in the file, and nobody reads it: where, and why."""
    unseen = [(passage, why) for passage in piece.passages if (why := why_unseen(piece, passage))]
    near = _nearest([passage for passage, _why in unseen], body)
    why = next((why for passage, why in unseen if passage is near), "")
    message = _("La clause est dans le fichier, mais personne ne la voit ({why}).").format(why=why)
    return Remark(near.place, message, _("Mettez la clause là où chacun la lit : sur une page visible, en noir."))


def _tiny_clause(piece: Piece, seen: Sequence[Passage], body: str, least: float) -> Iterator[Remark]:
    """What binds its readers is read without a glass: no copy of the clause is large enough."""
    legible = " ".join(passage.text for passage in legible_passages(piece, least - _SLACK))
    if not says(legible, body):
        message = _("La clause est en lettres trop petites : {least:g} points au moins.").format(least=least)
        remedy = _(
            "Agrandissez la clause jusqu'à cette taille ; 12 points sur une diapositive, pour qu'on la lise de loin."
        )
        yield Remark(_nearest(seen, body).place, message, remedy)


def _all_differences(found: Sequence[Difference]) -> str:
    return " ; ".join(_difference_words(one) for one in found[:_MOST_WORDS_SHOWN])


def _difference_words(one: Difference) -> str:
    if not one.found:
        return _("il manque « {words} »").format(words=one.expected)
    if not one.expected:
        return _("« {words} » est en trop").format(words=one.found)
    return _("« {found} » au lieu de « {expected} »").format(found=one.found, expected=one.expected)


def _nearest(passages: Sequence[Passage], body: str) -> Passage:
    """The passage with most words of the clause."""
    wanted = {word for word in bare_words(body) if len(word) > 4}
    nobody = Passage(place=WHOLE, runs=())
    return max(passages, key=lambda passage: len(wanted.intersection(bare_words(passage.text))), default=nobody)


_LEFTOVERS = re.compile(
    r"(?i:cliquez (?:ou appuyez )?(?:ici )?pour (?:ajouter|modifier|entrer|taper|sélectionner)|"
    r"click (?:or tap )?(?:here )?to (?:add|edit|enter)|(?:^|: ?)(?:choisissez un élément|choose an item)\.?$|"
    r"modifiez? (?:le|les) styles? du (?:titre|texte|masque)|tapez (?:le|votre) (?:texte|titre)|"
    r"lorem ipsum|dolor sit amet|texte d'exemple|votre texte ici|insérer? (?:ici|le texte|une image ici)|"
    r"nom de l'auteur|\[(?:titre|date|nom|insérer|texte)[^\]]{0,40}\]|haga clic (?:o pulse aquí )?para|"
    r"clique (?:ou toque aqui )?para (?:adicionar|editar|introduzir))|<<\s?[A-ZÀ-Ý][^<>]{1,38}>>|<<\w[^<> ]{1,38}>>"
    r"|\bTODO\b|\bTBD\b|\bTBC\b|\bFIXME\b|\bX{3,}\b|\?{3,}|\{\{[^{}]{0,80}\}\}|\{%[^{}]{0,80}%\}|«\w{2,40}»(?=\s*«\w)"
)
_TO_FILL = re.compile(r"(?i)(?:[^:]{1,40}: ?)?[àa] compléter ?[.!…]*")
_PERHAPS_LEFT = re.compile(r"(?<![(\w])(?:JJ|DD)([/.-])MM\1(?:AAAA|YYYY)\b(?!\))")


@rule(
    "CNF-21",
    Severity.ERROR,
    N_("Rien qui reste d'un modèle : « Cliquez pour ajouter », lorem ipsum, XXX, TODO, {{…}}"),
    N_("Écrivez ce qui manque, ou retirez-le."),
)
def leftovers(piece: Piece, _standard: Standard) -> Iterator[Remark]:
    """What a template or an author left to be replaced."""
    for passage in _shown(piece):
        text, message = normal(passage.text), _("« {text} » est resté d'un modèle.")
        found, perhaps = _LEFTOVERS.search(text), _PERHAPS_LEFT.search(text)
        if found:
            yield Remark(passage.place, message.format(text=found[0].strip()[:_SHOWN]))
        elif _TO_FILL.fullmatch(text):
            in_form = passage.part is Part.TABLE or passage.level
            yield Remark(
                passage.place, message.format(text=text[:_SHOWN]), severity=Severity.WARNING if in_form else None
            )
        elif perhaps:
            remedy = _("Si c'est un formulaire à remplir, laissez-le ; sinon, écrivez la date.")
            yield Remark(passage.place, message.format(text=perhaps[0]), remedy, Severity.WARNING)


_BROKEN = re.compile(
    r"(?i:erreur ?! ?(?:source du renvoi introuvable|signet non défini|aucun[e]? .{0,60}|référence .{0,60})|"
    r"error ?! ?(?:reference source not found|bookmark not defined|no .{0,60})|"
    r"erro ?! ?(?:a origem da referência|marcador não definido|indicador não definido|fonte de referência).{0,40}|"
    r"fehler ?! ?(?:verweisquelle|textmarke).{0,40}|fout ?! ?(?:verwijzingsbron|bladwijzer).{0,40}|"
    r"error: reference source not found|erreur ?: source (?:de|du) (?:la référence|renvoi) (?:non trouvée|introuvable))"
)
_CELL_ERROR = re.compile(r"(?<![\w#«])#(?:(?:REF|VALEUR|VALUE|DIV/0|NOMBRE|NUM|NUL|NULL)!|(?:NOM|NAME)\?|N/A\b)(?!»)")
_FEW_WORDS = 6  # more make a sentence, that may speak of the error


@rule(
    "CNF-22",
    Severity.ERROR,
    N_("Aucun renvoi perdu, aucune erreur de formule"),
    N_("Refaites le renvoi (Références > Renvoi) ou la formule, puis mettez les champs à jour (F9)."),
)
def broken_references(piece: Piece, _standard: Standard) -> Iterator[Remark]:
    """References whose target is gone; cells that show an error."""
    for passage in _shown(piece):
        found = _BROKEN.search(normal(passage.text))
        if found:
            yield Remark(passage.place, _("Renvoi perdu : « {text} ».").format(text=found[0][:_SHOWN]))
        shown = _CELL_ERROR.search(normal(passage.text))
        if shown:
            severity = Severity.WARNING if len(passage.text.split()) > _FEW_WORDS else None
            yield Remark(passage.place, _("La formule donne « {text} ».").format(text=shown[0]), severity=severity)
    words = _("Le renvoi vise « {text} », qui n'est plus dans le document.")
    if piece.family is Family.SHEET:
        words = _("La formule donne « {text} ».")
    for place, text in dict.fromkeys(piece.errors[:_MOST_ERRORS]):
        yield Remark(place, words.format(text=text))


@rule(
    "CNF-23",
    Severity.WARNING,
    N_("La langue de correction est celle du texte : un lecteur d'écran prononce bien"),
    N_("Sélectionnez tout, puis Révision > Langue > Français."),
)
def language_marked(piece: Piece, standard: Standard) -> Iterator[Remark]:
    """The language that programs correct and read out in; told once a language, with its first place and its weight."""
    if piece.family is Family.SHEET:
        return  # sheets have no language of their own
    counted: Counter[str] = Counter()
    first: dict[str, Place] = {}
    for passage in piece.passages:
        for run in passage.runs:
            if sum(map(str.isalpha, run.text)) > 1:
                tag = (run.language or piece.language).casefold()
                counted[tag] += len(run.text)
                first.setdefault(tag, passage.place)
    if set(counted) == {""} and not piece.pages:
        yield Remark(WHOLE, _("Le document ne dit pas sa langue."))
    total = sum(counted.values())
    for tag, count in counted.items():
        if tag and not tag.startswith(standard.language) and count > 0.02 * total:
            share = round(100 * count / total)
            message = _("{share} % du texte est marqué « {tag} ».").format(share=max(1, share), tag=tag)
            yield Remark(first[tag], message)


@rule(
    "CNF-24",
    Severity.ERROR,
    N_("Tout est en français"),
    N_("Traduisez ce passage ; une citation se laisse dans sa langue et se traduit à côté."),
)
def language_spoken(piece: Piece, standard: Standard) -> Iterator[Remark]:
    """A passage whose small words are those of another language, much more than of the one wanted."""
    message = _("« {text}… » semble être en {language}.")
    lists: list[list[Passage]] = [[]]
    for passage in _shown(piece):
        words = bare_words_of(passage.text)
        if len(words) >= FEWEST_WORDS:
            lists.append([])
            if other := other_language(words, standard.language):
                said = message.format(text=passage.text.strip()[:_SHOWN], language=_(LANGUAGES[other]))
                yield Remark(passage.place, said)
        elif words:
            lists[-1].append(passage)
    for found in lists:
        other = other_language([w for one in found for w in bare_words_of(one.text)], standard.language, is_list=True)
        if other and len(found) >= _FEWEST_LINES:
            said = message.format(text=" / ".join(p.text.strip() for p in found)[:_SHOWN], language=_(LANGUAGES[other]))
            yield Remark(found[0].place, said, severity=Severity.WARNING)


_DRAFT = re.compile(r"\bBROUILLON\b")


@rule(
    "CNF-25",
    Severity.ERROR,
    N_("Aucune marque de brouillon : [À compléter…], logo à fournir"),
    N_("Complétez, donnez le fichier du logo à la charte, puis construisez de nouveau."),
    draft=True,
)
def draft_marks(piece: Piece, _standard: Standard) -> Iterator[Remark]:
    """What our own drafts mark so that nobody overlooks it; each mark is told once, with its first place."""
    seen: dict[str, list[Place]] = {}
    for passage in piece.passages:
        if mark_in(passage.text) or _DRAFT.search(passage.text):
            seen.setdefault(normal(passage.text)[:120], []).append(passage.place)
    for text, places in seen.items():
        times = f" ({len(places)} ×)" if len(places) > 1 else ""
        yield Remark(places[0], _("À faire avant la remise : « {text} »{times}.").format(text=text, times=times))


def _shown(piece: Piece) -> Iterator[Passage]:
    """What readers see; the sample words of a master's placeholders aren't."""
    return (passage for passage in piece.passages if passage.part is not Part.MASTER)
