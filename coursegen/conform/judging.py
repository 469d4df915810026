"""One file against every rule."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from coursegen.conform.piece import Family, Piece, Place
from coursegen.conform.reading import read_piece
from coursegen.conform.rule import rule_catalogue
from coursegen.conform.standard import Standard
from coursegen.errors import InputError
from coursegen.i18n import gettext as _
from methodology.findings import Severity

REFUSED = "CNF-00"


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault. `draft`: a mark of a draft, no fault of the file."""

    rule: str
    severity: Severity
    place: Place
    message: str
    remedy: str
    draft: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is said of a file. `piece` is None when it was refused; `unjudged`: what couldn't be judged, and why."""

    path: Path
    findings: tuple[Finding, ...]
    piece: Piece | None = None
    unjudged: tuple[str, ...] = ()

    @property
    def conforms(self) -> bool:
        """Whether nothing in it is an error."""
        return all(finding.severity is not Severity.ERROR for finding in self.findings)


def judged(path: Path, standard: Standard) -> Verdict:
    """Every fault of the file, by place. A file that may not be opened has one: why. Raises StorageError."""
    try:
        piece = read_piece(path)
    except InputError as error:
        return Verdict(path, (Finding(REFUSED, Severity.ERROR, Place(), error.message, error.remedy),))
    found = sorted(dict.fromkeys(_findings(piece, standard)), key=lambda one: (one.place, one.rule))
    return Verdict(path, tuple(found), piece, tuple(_unjudged(piece, standard)))


def _unjudged(piece: Piece, standard: Standard) -> Iterator[str]:
    """What silence doesn't mean: a deck that no template was given for isn't one that follows it."""
    if piece.family is not Family.SLIDES:
        return
    if standard.template is None:
        yield _("modèle : non jugé (--modele FICHIER)")
    elif not (standard.template.themes and piece.template.themes):
        yield _("modèle : seul le format des diapositives est jugé (OpenDocument ne garde pas le thème)")


def _findings(piece: Piece, standard: Standard) -> Iterator[Finding]:
    for rule in rule_catalogue():
        for remark in rule.judge(piece, standard):
            yield Finding(
                rule.id,
                remark.severity or rule.severity,
                remark.place,
                remark.message,
                remark.remedy or _(rule.remedy),
                rule.draft,
            )
