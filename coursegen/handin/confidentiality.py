"""The gate: what is meant for SOCIEUX+ alone, answers and access lists never reach the partner.

What a file says of itself, whom it names, the answers it gives. What it shares with a confidential report: `comparing`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from coursegen.conform.piece import Part, Piece, Place
from coursegen.conform.wording import normal
from coursegen.handin.every_word import Strand
from coursegen.i18n import gettext as _
from methodology.course import Course

_SHORTEST_SIGN = 4
_WHOM = r"(?:l'équipe |l'unité |la direction )?(?:de )?(?:SOCIEUX|l'équipe)"
_ALL_ALONE = r"(?=\s*(?:$|[.,;:!|)\]»/–—-]))"
# A word is a mark where it labels something: « Confidentiel » at the head of a text, not « données confidentielles ».
_SECRET = re.compile(
    r"\bCONFIDENTIEL(?:LE)?S?\b"
    r"|(?i:^\W*(?:(?:document|rapport|note|fichier|courrier|pièce|version|statut :|classification :)\s+)?"
    r"(?:strictement |très )?confidenti(?:el(?:le)?s?|al)\b" + _ALL_ALONE + ")"
    r"|(?i:[\(\[–—|:-]\s*(?:strictement )?confidenti(?:el(?:le)?s?|al)\b" + _ALL_ALONE + ")"
    r"|(?i:\bstrictement confidentiel(?:le)?s?\b|\bstrictly confidential\b)"
    r"|(?i:\binterne (?:à )?" + _WHOM + r"\b\+?)"
    r"|(?i:\b(?:réservée?s?|destinée?s?|limitée?s?) (?:uniquement |exclusivement |strictement |seulement )?"
    r"(?:à|au|pour) (?:l'usage (?:interne )?(?:de )?|la lecture (?:de )?)?" + _WHOM + r"\b\+?(?! et))"
    r"|(?i:\bréservée?s? (?:uniquement |exclusivement |strictement |seulement )?aux? (?:seuls? )?"
    r"(?:services?|équipes?|agents?|personnels?|experts?|membres?) (?:internes? )?(?:de |du )?SOCIEUX\b\+?)"
    r"|(?i:^\W*confidencial\b" + _ALL_ALONE + r")|\bCONFIDEN[CZ]I?AL\b"
    r"|(?i:\b(?:pour|à) SOCIEUX\+ (?:seul|seulement|uniquement|exclusivement)\b)"
    r"|(?i:\b(?:ne pas|à ne pas|ne jamais) (?:diffuser|transmettre|communiquer|partager|divulguer)"
    r"(?:" + _ALL_ALONE + r"|\s+(?:ce|cette|le présent|la présente) (?:document|rapport|fichier|note|version)"
    r"|\s+(?:au|aux) partenaires?\b|\s+à l'extérieur\b|\s+hors (?:de )?(?:SOCIEUX|l'équipe)))"
    r"|(?i:\bdiffusion (?:restreinte|limitée|interdite|interne|réservée)\b)"
    r"|(?i:\busage (?:strictement |purement )?interne\b)"
    r"|(?i:^\W*(?:document|version|copie|exemplaire|rapport|pièce) (?:strictement )?internes?\W*$)"
    r"|(?i:\b(?:for )?internal use only\b|\bfor internal use\b|\bdo not (?:distribute|share|circulate)\b"
    r"|\bnot for (?:distribution|circulation)\b|\brestricted (?:distribution|circulation)\b|\buso interno\b)"
)
# At the head or the foot of every page one word says it; in a table it names a column.
_SECRET_ON_EACH_PAGE = re.compile(r"(?i)^\W*(?:interne|internal|interno|secret|secreto)\W*$")
_NAMED_SECRET = re.compile(
    r"(?i)(?<![^\W\d_])(?:confidenti(?:el(?:le)?s?|al)|confidencia[il]s?|internes?|internal|interno)(?![^\W\d_])"
)
# « contrôle interne » is what a file is about.
_OF_A_SUBJECT = re.compile(
    r"(?i)(?:contr[oô]les?|audits?|r[eè]glements?|communications?|formations?|format(?:eur|rice)s?|concours|mobilit[eé]s?"
    r"|proc[eé]dures?|promotions?|march[eé]s?|politiques?|organisations?|services?|donn[eé]es)[\W_]*$"
)
_KEYS = re.compile(
    r"(?i)^(?:\d[\d.]*\s*)?(?:corrigés?|clés? de correction|réponses attendues|solutions? des exercices|answer key)\b"
)
_ANSWERS = re.compile(
    r"(?i)\b(?:bonnes? réponses?|réponses? (?:attendues?|correctes?|justes?|exactes?)"
    r"|éléments? de (?:réponse|correction)"
    r"|corrigés?(?: type| détaillé| de l'exercice| du test)?|clés? de correction"
    r"|(?:correct|expected|right|model) answers?|answer key)(?:\s*\d+)?\s*:\s*[^\s»]"
    r"|^\W*corrigés?(?: type| détaillé| de l'exercice| du test)?\W*$"
)
_TRAINERS = ("guide-du-formateur", "corrige", "users", "utilisateurs", "emargement", "liste-acces")
_ANSWER_KINDS = (".gift", ".csv")


def secrecy_marks(strands: Sequence[Strand]) -> Iterator[tuple[str, str]]:
    """Passages that say that the file may not leave: place in words, and the mark; each once."""
    told: set[str] = set()
    for strand in strands:
        for place, text in strand.passages if strand.shown else ():
            found = _SECRET.search(normal(text)) or _SECRET.search(_closed_up(normal(text)))
            if not found and place in _on_each_page():
                found = _SECRET_ON_EACH_PAGE.search(normal(text))
            if found and found[0].casefold() not in told:
                told.add(found[0].casefold())
                yield place, found[0].strip(" –—-|:([")


def _on_each_page() -> tuple[str, ...]:
    """How readers of files name the head and the foot of pages."""
    return _("en-tête ou pied de page"), _("en-têtes"), _("pieds de page"), _("masque")


def named_secret(name: str) -> str:
    """The word in the name of a file, or of its folders, that says that it may not leave; empty for none."""
    for found in _NAMED_SECRET.finditer(normal(name)):
        if not _OF_A_SUBJECT.search(normal(name)[: found.start()]):
            return found[0]
    return ""


_LETTER_SPACED = re.compile(r"(?<!\w)(?:\w ){5,}\w(?!\w)")


def _closed_up(text: str) -> str:
    """« C O N F I D E N T I E L » without the spaces between its letters."""
    return _LETTER_SPACED.sub(lambda found: found[0].replace(" ", ""), text)


def answer_keys(piece: Piece) -> Iterator[tuple[Place, str]]:
    """Headings and titles under which answers stand, and passages that say that they give one.

    The notes under a slide are the trainer's: they are no answer sheet.
    """
    for passage in piece.passages:
        text = normal(passage.text)
        is_title = bool(passage.level) or passage.part is Part.TITLE
        found = _KEYS.search(text) if is_title else None
        if passage.part not in (Part.NOTES, Part.MASTER):
            found = found or _ANSWERS.search(text)
        if found:
            yield passage.place, text[found.start() : found.start() + 80].strip()


def is_for_trainers(name: str) -> bool:
    """Whether a file's name says that it holds answers or names of people."""
    plain = name.casefold()
    return plain.endswith(_ANSWER_KINDS) or any(word in plain for word in _TRAINERS)


def people_named(strands: Sequence[Strand], course: Course | None) -> Iterator[tuple[str, str]]:
    """Names and addresses of the course's access list that stand in the file, each once."""
    people = course.access if course else ()
    signs = {person.email for person in people} | {f"{person.first_name} {person.last_name}" for person in people}
    wanted = {normal(sign).casefold(): sign for sign in signs if len(sign.strip()) > _SHORTEST_SIGN}
    told: dict[str, str] = {}
    for strand in strands if wanted else ():
        for place, text in strand.passages:
            plain = normal(text).casefold()
            for sign in wanted:
                if sign in plain:
                    told.setdefault(sign, place)
    yield from sorted((place, wanted[sign]) for sign, place in told.items())
