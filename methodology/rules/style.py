"""LIS: paragraphs, words and signs that make a text easy to follow."""

from __future__ import annotations

import re
from collections.abc import Iterator

from methodology.course import Course
from methodology.findings import Severity
from methodology.i18n import N_
from methodology.i18n import gettext as _
from methodology.readability import words
from methodology.rules.material import ReadText, folded, learner_reading, read_texts, without_quotes
from methodology.rules.parameters import Limits
from methodology.rules.registry import Remark, Source, rule
from methodology.texts import Audience

_LIGATURE = re.compile(r"\b(?:coeurs?|oeuvres?|oeufs?|oeil|soeurs?|noeuds?|voeux?|moeurs|boeufs?|manoeuvres?)\b", re.I)
_CAPITAL = re.compile(
    r"\b(?:Etapes?|Etat|Etats|Evaluer|Evaluation|Ecrire|Ecrivez|Ecole|Echange[rz]?|Ecoute[rz]?|Eviter|Evitez|Egalit[ée]|Equipes?"
    r"|Elaborer|Enonc[ée]|Etre|Etudes?)\b|(?:^|(?<=[.!?] ))A (?:la|l['’]|partir|chaque|ce|cette|quoi|quel|vous|noter)\b"
)
_TYPOGRAPHIC_HINTS = (
    *(
        "oe",
        "“",
        "Etap",
        "Etat",
        "Etre",
        "Etud",
        "Eval",
        "Ecri",
        "Ecol",
        "Echa",
        "Ecou",
        "Evit",
        "Egal",
        "Equi",
        "Elab",
    ),
    *("Enon", "A la", "A l'", "A l’", "A partir", "A chaque", "A ce", "A quoi", "A quel", "A vous", "A noter"),
)
_ENGLISH_QUOTES = re.compile(r"“[^”\n]{2,}”")
_EMPTY_LINK = re.compile(
    r"\W*(?:cliquez? ici|ici|lire la suite|en savoir plus|plus d'infos?|suite|lien|ce lien|voir|page)\W*|(?:https?://|www\.)\S+"
)
_ABSTRACT = re.compile(r"\w{4,}(?:tions?|sions?|ements?|ités?|ismes?|ences?|ances?)", re.IGNORECASE)
_ABSTRACT_ENDS = tuple(end + s for end in ("tion", "sion", "ement", "ité", "isme", "ence", "ance") for s in ("", "s"))
_THOU = re.compile(r"\b(?:tu|toi|tes|ton)\b|\bt['’](?=[aeiouéèêh])|\w-toi\b", re.IGNORECASE)
_THOU_HINTS = ("tu ", "toi", " tes ", " ton ", "\ntes ", "\nton ", " t'", " t’")
_YOU = re.compile(r"\b(?:vous|votre|vos)\b", re.IGNORECASE)


@rule("LIS-03", Severity.WARNING, Source.CONVENTION, N_("Paragraphe trop long"))
def long_paragraphs(course: Course, limits: Limits) -> Iterator[Remark]:
    """A block that fills the screen of a telephone."""
    for read in learner_reading(course):
        for block in read.prose.blocks:
            count = len(words(block.text)) if block.kind == "paragraph" else 0
            if count > limits.paragraph_words:
                message = _("Un paragraphe de {count} mots ; au-delà de {most}, on saute des lignes.").format(
                    count=count, most=limits.paragraph_words
                )
                yield Remark(read.at(block.line), message, _("Coupez-le, ou faites-en une liste."), read.text.subject)


@rule("LIS-04", Severity.WARNING, Source.CONVENTION, N_("Terme du glossaire sans définition"))
def defined_terms(course: Course, _limits: Limits) -> Iterator[Remark]:
    """A term of the glossary says what it means, and the course uses it."""
    spoken = " ".join(folded(read.text.markdown) for read in read_texts(course)) if course.identity.glossary else ""
    for term in course.identity.glossary:
        if not term.definition.strip():
            message = _("Glossaire : « {term} » n'a pas de définition.").format(term=term.term)
            yield Remark(term.where, message, _("Ajoutez « definition: » en une phrase simple."), term.term)
        elif folded(term.term) not in spoken:
            message = _("Glossaire : « {term} » n'est employé dans aucun texte.").format(term=term.term)
            yield Remark(term.where, message, _("Retirez-le, ou employez ce mot."), term.term)


@rule("LIS-05", Severity.WARNING, Source.CONVENTION, N_("Typographie : ligature, capitale sans accent, guillemets"))
def typography(course: Course, _limits: Limits) -> Iterator[Remark]:
    """What the program can't mend by itself; spaces and straight quotes it does."""
    if course.identity.language != "fr":
        return
    for read in read_texts(course):
        if not read.text.in_file and read.text.audience is not Audience.QUESTION:
            continue
        if not any(hint in read.text.markdown for hint in _TYPOGRAPHIC_HINTS):
            continue
        for block in read.prose.blocks:
            fault = _typographic_fault(block.text)
            if fault:
                message = _("« {text} » : {why}.").format(text=fault[0], why=fault[1])
                yield Remark(read.at(block.line), message, _("Corrigez-le partout."), read.text.subject)


def _typographic_fault(text: str) -> tuple[str, str] | None:
    if "oe" in text and (found := _LIGATURE.search(text)):
        return found[0], _("les lettres o et e se lient : œ")
    if found := _CAPITAL.search(text):
        return found[0], _("les capitales gardent leurs accents")
    if "“" in text and (found := _ENGLISH_QUOTES.search(text)) and "«" not in text:
        return found[0], _("en français, les guillemets sont « »")
    return None


@rule("LIS-07", Severity.WARNING, Source.NORM, N_("Lien qui ne dit pas où il mène (WCAG 2.4.4)"))
def telling_links(course: Course, _limits: Limits) -> Iterator[Remark]:
    """Out of its sentence, « cliquez ici » says nothing; an address read aloud says less."""
    for read in read_texts(course):
        for link in read.prose.links:
            if not link.image and (not link.text.strip() or _EMPTY_LINK.fullmatch(folded(link.text))):
                message = _("Le lien « {text} » ne dit pas où il mène.").format(text=link.text or link.target)
                remedy = _("Écrivez entre crochets ce qu'on y trouve.")
                yield Remark(read.at(link.line), message, remedy, read.text.subject)


@rule("LIS-08", Severity.INFO, Source.CONVENTION, N_("Beaucoup de noms abstraits"))
def abstract_nouns(course: Course, limits: Limits) -> Iterator[Remark]:
    """Nouns in -tion, -ment, -ité … where a verb would say who does what."""
    if course.identity.language != "fr":
        return
    for read in learner_reading(course):
        prose = (block for block in read.prose.blocks if block.kind in ("paragraph", "item"))
        spoken = [word for block in prose for word in words(block.text)]
        if len(spoken) < limits.ease_words:
            continue
        ending = (word for word in spoken if word.lower().endswith(_ABSTRACT_ENDS))
        share = 100 * sum(_ABSTRACT.fullmatch(word) is not None for word in ending) / len(spoken)
        if share > limits.abstract_percent:
            message = _("{share} % de noms abstraits (-tion, -ment, -ité…) ; visez moins de {most} %.").format(
                share=round(share), most=round(limits.abstract_percent)
            )
            yield Remark(read.text.where, message, _("Remplacez-en par des verbes."), read.text.subject)


@rule("LIS-09", Severity.WARNING, Source.CONVENTION, N_("Tutoiement et vouvoiement mêlés"))
def one_address(course: Course, _limits: Limits) -> Iterator[Remark]:
    """The same person is spoken to as « tu » here and « vous » there; quoted words apart."""
    if course.identity.language != "fr":
        return
    for read in learner_reading(course):
        thou = _first(read, _THOU) if read.hints_at(_THOU_HINTS) else 0
        if thou and _first(read, _YOU):
            message = _("Ce texte tutoie ici, et vouvoie ailleurs.")
            yield Remark(read.at(thou), message, _("Choisissez « vous » partout."), read.text.subject)


def _first(read: ReadText, pattern: re.Pattern[str]) -> int:
    """The line of the first block where it is said outside quotations; 0 for none."""
    found = (b.line for b in read.prose.blocks if pattern.search(b.text) and pattern.search(without_quotes(b.text)))
    return next(found, 0)
