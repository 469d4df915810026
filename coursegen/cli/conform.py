"""coursegen conform: judges the decks, documents and sheets that somebody brings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from coursegen.cli.context import Console, json_option
from coursegen.i18n import gettext as _
from coursegen.i18n import ngettext
from methodology.findings import Severity

if TYPE_CHECKING:
    from coursegen.conform import Finding, Standard, Verdict

_MARKS = {Severity.ERROR: "✗", Severity.WARNING: "!", Severity.INFO: "·"}


@click.command("conform")
@click.argument("files", metavar="FICHIER...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--charte", "charter", metavar="NOM", default="socieux", help="La charte à suivre (défaut : socieux).")
@click.option(
    "--modele",
    "template",
    metavar="FICHIER",
    type=click.Path(path_type=Path),
    help="Le modèle de présentation imposé (.pptx, .potx ou .odp ; défaut : celui de la charte, si elle en a un).",
)
@click.option(
    "--logo",
    "logos",
    metavar="IMAGE",
    multiple=True,
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Le fichier du logo à retrouver (PNG ou JPEG). Peut se répéter.",
)
@click.option("--langue", "language", metavar="CODE", default="fr", help="La langue attendue (défaut : fr).")
@json_option
@click.pass_obj
def command(
    console: Console,
    files: Sequence[Path],
    charter: str,
    template: Path | None,
    logos: Sequence[Path],
    language: str,
) -> int:
    """Dit si chaque FICHIER (.pptx, .docx, .xlsx, .odt, .odp, .ods, .ppt, .doc, .xls) est conforme à la charte.

    Code de sortie : 0 sans erreur, 1 avec des erreurs, 4 si un fichier ne peut pas être lu. Rien n'est changé.
    """
    from coursegen.conform import judged

    standard = _standard(charter, template, logos, language)
    verdicts = [judged(path, standard) for path in files]
    for verdict in verdicts:
        for line in _lines(verdict):
            console.say(line)
    console.say(_summary(verdicts))
    console.result({"files": [_as_data(verdict) for verdict in verdicts]})
    return 0 if all(verdict.conforms for verdict in verdicts) else 1


def _standard(charter: str, template: Path | None, logos: Sequence[Path], language: str) -> Standard:
    from coursegen.charter import load_charter
    from coursegen.conform import Standard, charter_template, template_standard

    followed = load_charter(charter, language)
    return Standard(
        charter=followed,
        language=language,
        template=template_standard(template) if template else charter_template(followed),
        logos=tuple(_picture(path) for path in logos),
    )


def _picture(path: Path) -> bytes:
    from coursegen.conform.package import refuse_irregular

    refuse_irregular(path)
    return path.read_bytes()


def _lines(verdict: Verdict) -> Iterator[str]:
    counts = _counts(verdict.findings)
    yield f"{verdict.path}  {counts or _('conforme')}"
    for words in verdict.unjudged:
        yield f"  {words}"
    for place, found in groupby(verdict.findings, key=lambda one: one.place):
        yield f"  {place.words or _('tout le fichier')}"
        for finding in found:
            draft = _(" (marque de brouillon)") if finding.draft else ""
            yield f"    {_MARKS[finding.severity]} {finding.rule}  {finding.message}{draft}"
            yield f"        → {finding.remedy}"
    yield ""


def _counts(findings: Sequence[Finding]) -> str:
    errors = sum(finding.severity is Severity.ERROR for finding in findings)
    warnings = sum(finding.severity is Severity.WARNING for finding in findings)
    said = []
    if errors:
        said.append(ngettext("{n} erreur", "{n} erreurs", errors).format(n=errors))
    if warnings:
        said.append(ngettext("{n} avertissement", "{n} avertissements", warnings).format(n=warnings))
    return ", ".join(said)


def _summary(verdicts: Sequence[Verdict]) -> str:
    good = sum(verdict.conforms for verdict in verdicts)
    if good == len(verdicts):
        words = ngettext("{n} fichier conforme.", "{n} fichiers conformes.", good)
        return words.format(n=good)
    bad = len(verdicts) - good
    words = ngettext("{bad} fichier sur {n} n'est pas conforme.", "{bad} fichiers sur {n} ne sont pas conformes.", bad)
    return words.format(bad=bad, n=len(verdicts))


def _as_data(verdict: Verdict) -> dict[str, Any]:
    piece = verdict.piece
    return {
        "file": str(verdict.path),
        "conforms": verdict.conforms,
        "family": piece.family.value if piece else None,
        "format": piece.dialect.value if piece else None,
        "unjudged": list(verdict.unjudged),
        "findings": [
            {
                "rule": finding.rule,
                "severity": finding.severity.value,
                "place": {"number": finding.place.number, "words": finding.place.words},
                "message": finding.message,
                "remedy": finding.remedy,
                "draft": finding.draft,
            }
            for finding in verdict.findings
        ],
    }
