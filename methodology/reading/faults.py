"""What the reader can say: one id a kind of fault. An error can't be waived: there is no `Course`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import SequenceMatcher, get_close_matches
from itertools import takewhile
from pathlib import PurePosixPath

from methodology.findings import Finding, Severity, Where
from methodology.i18n import N_
from methodology.i18n import gettext as _

FAULTS = {
    "LIR-01": N_("Dossier absent, vide, ou qui n'est pas un cours"),
    "LIR-02": N_("Fichier annoncé mais absent"),
    "LIR-03": N_("Fichier qui ne peut pas être ouvert"),
    "LIR-04": N_("Fichier trop gros"),
    "LIR-05": N_("Fichier qui n'est pas en UTF-8"),
    "LIR-06": N_("Faute d'écriture YAML"),
    "LIR-07": N_("Tabulation dans un fichier YAML"),
    "LIR-08": N_("Champ donné deux fois"),
    "LIR-09": N_("Champ inconnu"),
    "LIR-10": N_("Champ obligatoire absent"),
    "LIR-11": N_("Valeur d'une autre sorte que celle attendue"),
    "LIR-12": N_("Date impossible ou mal écrite"),
    "LIR-13": N_("Valeur hors de la liste admise"),
    "LIR-14": N_("Référence à quelque chose qui n'existe pas"),
    "LIR-15": N_("Identifiant donné deux fois"),
    "LIR-16": N_("Boucle : A suppose B, qui suppose A"),
    "LIR-17": N_("Lien ou chemin qui sort du dossier du cours"),
    "LIR-18": N_("Fichier vide"),
    "LIR-19": N_("YAML trop compliqué : alias, étiquettes, imbrication"),
    "LIR-20": N_("Identifiant mal formé"),
    "LIR-21": N_("Lien d'un texte vers un fichier absent"),
    "LIR-22": N_("Lien d'un texte vers une étape ou une évaluation inconnue"),
    "LIR-23": N_("Encadré inconnu ou resté ouvert dans un texte"),
    "LIR-24": N_("Fichier que le programme ne lit pas"),
    "LIR-25": N_("Question GIFT mal écrite"),
    "LIR-26": N_("Moodle XML mal écrit"),
    "LIR-27": N_("Images enfermées dans un fichier Moodle XML"),
    "LIR-28": N_("Réglage d'une question que le dossier ne garde pas"),
    "LIR-29": N_("Question dont les parties ne vont pas ensemble"),
    "LIR-30": N_("Question d'un greffon, que les tests du cours ne posent pas"),
    "LIR-31": N_("Ligne de la liste d'accès mal découpée"),
    "LIR-32": N_("Caractère de contrôle invisible dans un texte"),
    "LIR-33": N_("Marque invisible qui retourne le sens de lecture"),
    "LIR-34": N_("Test avec une question d'un greffon, qu'il ne peut pas poser"),
}

NOTICES = frozenset({"LIR-24", "LIR-28", "LIR-30", "LIR-33"})
"""Those that stop nothing."""

_DIGITS = re.compile(r"[0-9]+")


class ReadingFault(Exception):
    """Reading a file stopped here."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.message)
        self.finding = finding


def fault(rule: str, where: Where, message: str, remedy: str, subject: str = "") -> Finding:
    """An error of the reader. Raises KeyError when the id is not in the table."""
    assert rule in FAULTS and rule not in NOTICES, rule
    return Finding(where, rule, Severity.ERROR, message, remedy, subject)


def notice(rule: str, where: Where, message: str, remedy: str) -> Finding:
    """Something the reader left aside, which stops nothing."""
    assert rule in NOTICES, rule
    return Finding(where, rule, Severity.WARNING, message, remedy)


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word most like this one, case aside; of numbered ids, only one whose numbers are the same.

    `S5.1` is one letter from `S1.1`, and means another sequence: `s1-1` is the same, badly written.
    """
    by_folded = {name.casefold(): name for name in known}
    numbers = _numbers(word)
    alike = [folded for folded in by_folded if _numbers(folded) == numbers] if numbers else by_folded
    matches = get_close_matches(word.casefold(), alike, n=1, cutoff=0.6)
    return by_folded[matches[0]] if matches else None


def _numbers(word: str) -> tuple[str, ...]:
    """The numbers in a word, `01` being 1."""
    return tuple(digits.lstrip("0") for digits in _DIGITS.findall(word))


def _begins_alike(one: str, other: str) -> int:
    """How many letters two names share from the first."""
    pairs = zip(one.casefold(), other.casefold(), strict=False)
    return sum(1 for _pair in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _in_order(name: str) -> tuple[tuple[int, str], ...]:
    """What puts `S2` before `S10`: the words and the numbers of a name in turn, numbers by their value."""
    return tuple((int(part), "") if part.isdecimal() else (-1, part) for part in re.split(r"([0-9]+)", name) if part)


def suggestion(word: str, known: Iterable[str], shown: int = 12) -> str:
    """How to mend an unknown name: the nearest known one, or the first few there are, those that begin alike first."""
    names = list(dict.fromkeys(known))
    close = nearest(word, names)
    if close:
        return _("Vouliez-vous dire « {name} » ?").format(name=close)
    if not names:
        return _("Le cours n'en a pas : ajoutez ce qui manque, ou retirez cette référence.")
    numbered = bool(_numbers(word)) and not all(name.isdecimal() for name in names)
    ranked = sorted(names, key=lambda name: (-_begins_alike(word, name) if numbered else 0, _in_order(name)))
    listed = ", ".join(ranked[:shown]) + ("…" if len(names) > shown else "")
    return _("Choisissez parmi : {names}.").format(names=listed)


def path_suggestion(path: str, known: Iterable[str]) -> str:
    """How to mend a path that leads to no file: the file with nearly the same name, wherever it is, or make it."""
    close = _nearest_path(path, known)
    if close:
        return _("Vouliez-vous dire « {name} » ?").format(name=close)
    return _("Ajoutez ce fichier au dossier du cours, ou corrigez le chemin.")


def _nearest_path(path: str, known: Iterable[str]) -> str | None:
    """The file whose name, or name without its suffix, is most like this one; the nearest folder among equals."""
    wanted = PurePosixPath(path.casefold())
    rated = []
    for other in known:
        name = PurePosixPath(other.casefold())
        alike = max(_likeness(wanted.name, name.name), 0.99 * _likeness(wanted.stem, name.stem))
        rated.append((alike, _likeness(str(wanted), str(name)), other))
    best = max(rated, default=(0.0, 0.0, ""))
    return best[2] if best[0] >= 0.8 else None


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other).ratio()
