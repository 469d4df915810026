"""Each file that would be handed in, against the demands of the terms of reference: obstacles, each with its remedy."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from coursegen.conform import Finding, Standard, Verdict, judged
from coursegen.conform.package import SUFFIXES
from coursegen.conform.piece import Piece
from coursegen.handin import confidentiality
from coursegen.handin.model import Obstacle, Source
from coursegen.i18n import gettext as _
from methodology.course import Course
from methodology.findings import Severity
from methodology.mission.catalogues import Catalogue
from methodology.mission.model import Mission
from methodology.mission.values import Party, State

PACKAGES = (".mbz", ".zip", ".ics")
# The rules that each demand of a catalogue stands for: one that is only « info » there stops nothing.
_DEMANDS = {
    "clause": ("CNF-20",),
    "gabarit": ("CNF-10", "CNF-11", "CNF-12", "CNF-13", "CNF-14", "CNF-15"),
    "langue": ("CNF-24",),
}
_MOST_TOLD = 12  # reasons of one file


@dataclass(frozen=True)
class Demands:
    """By what a hand-in is judged. `secrets`: the confidential reports that a person wrote, by name."""

    mission: Mission
    catalogue: Catalogue
    recipient: Party
    standard: Standard
    course: Course | None
    secrets: Mapping[str, Piece]
    public: tuple[str, ...]

    def stops(self, finding: Finding) -> bool:
        """Whether a fault of conformity refuses the hand-in under these terms of reference."""
        demand = next((name for name, rules in _DEMANDS.items() if finding.rule in rules), "")
        lenient = demand and self.catalogue.demands.get(demand) is not Severity.ERROR
        return finding.severity is Severity.ERROR and not lenient


def obstacles(source: Source, demands: Demands) -> Iterator[Obstacle]:
    """Every reason why this file may not go to that recipient."""
    one, path = source.wanted, source.path

    def because(reason: str, remedy: str) -> Obstacle:
        return Obstacle(f"{one.activity.id} {one.id} {one.expert}".strip(), path.name, reason, remedy)

    for remark in source.remarks:
        remedy = _("Complétez action.yaml ou la charte, ou donnez votre propre fichier dans « fichiers: ».")
        yield because(remark, remedy)
    suffix = path.suffix.lower()
    if suffix in PACKAGES and one.deliverable is None:
        return
    if suffix not in SUFFIXES and suffix != ".pdf":
        reason = _("le format « {suffix} » n'est pas accepté").format(suffix=suffix or path.name)
        accepted = ", ".join(f".{name}" for name in demands.catalogue.formats.get("remise", ()))
        yield because(reason, _("Enregistrez-le dans l'un de ces formats : {formats}.").format(formats=accepted))
        return
    verdict = judged(path, demands.standard)
    for finding in [found for found in verdict.findings if demands.stops(found)][:_MOST_TOLD]:
        place = f"{finding.place.words} : " if finding.place.words else ""
        yield because(f"{finding.rule}, {place}{finding.message}", finding.remedy)
    if one.most_pages is not None:
        yield from (because(*said) for said in _length(path, one.most_pages))
    if demands.recipient is Party.PARTNER:
        yield from (because(*said) for said in _secrets(verdict, demands))


def _length(path: Path, most: int) -> Iterator[tuple[str, str]]:
    from coursegen.build.office import convert, office_program
    from coursegen.build.pdf_outline import page_count

    remedy = _("Ramenez-le à {most} pages au plus.").format(most=most)
    if not office_program():
        yield _("le nombre de pages ne peut pas être compté sans LibreOffice"), _("Installez LibreOffice.")
        return
    with tempfile.TemporaryDirectory(prefix="coursegen-pages-") as folder:
        made = convert([path], "pdf", Path(folder)).get(path)
        pages = page_count(made.read_bytes()) if made else 0
    if pages > most:
        yield _("Le document a {pages} pages ; {most} au plus sont admises").format(pages=pages, most=most), remedy


def _secrets(verdict: Verdict, demands: Demands) -> Iterator[tuple[str, str]]:
    """What in a file for the partner is meant for others."""
    piece = verdict.piece
    if confidentiality.is_for_trainers(verdict.path.name):
        yield (
            _("il contient des réponses ou des noms de personnes, d'après son nom"),
            _("Retirez-le de « sorties: » ou de « fichiers: » : il reste dans l'équipe."),
        )
    if piece is None:
        return
    apart = _("Retirez ce passage, ou gardez le fichier pour SOCIEUX+ seul.")
    for place, words in confidentiality.secrecy_marks(piece):
        yield _("il se dit « {words} » ({place})").format(words=words, place=place.words), apart
    for place, words in confidentiality.answer_keys(piece):
        yield _("il contient des corrigés : « {words} » ({place})").format(words=words, place=place.words), apart
    for place, words in confidentiality.people_named(piece, demands.course):
        said = _("il nomme une personne de la liste des accès : {words} ({place})")
        yield said.format(words=words, place=place.words), apart
    for leak in confidentiality.leaks(piece, demands.secrets, demands.public):
        said = _("il reprend le rapport confidentiel « {origin} » : « {words} » ({place})")
        yield (
            said.format(origin=leak.origin, words=leak.words, place=leak.place.words),
            _("Retirez cette phrase du rapport partagé, ou dites-la autrement, sans ce qui est confidentiel."),
        )


def circuit(sources: Sequence[Source], demands: Demands) -> Iterator[Obstacle]:
    """Before SOCIEUX+ gets what is due before an activity, the partner validates it (terms of reference §4.1)."""
    if demands.recipient is not Party.FUNDER or not demands.catalogue.partner_first:
        return
    for one in dict.fromkeys(source.wanted for source in sources):
        if one.before and not any(entry.state is State.VALIDATED for entry in one.log):
            yield Obstacle(
                f"{one.activity.id} {one.id}",
                "",
                _("le partenaire ne l'a pas encore validé, d'après le journal"),
                _("Une fois son accord reçu, ajoutez au journal « {entry} ».").format(
                    entry="{date: …, etat: valide_partenaire, par: …}"
                ),
            )


def template_missing(sources: Sequence[Source], demands: Demands) -> Iterator[Obstacle]:
    """A deck without the programme's own template, where the terms ask for it and no waiver was written."""
    asked = demands.catalogue.demands.get("gabarit") is Severity.ERROR
    charter = demands.standard.charter
    waived = bool(demands.mission.template_waivers)
    if not asked or waived or not charter.needs_template or charter.template is not None:
        return
    decks = [source for source in sources if source.path.suffix.lower() in (".pptx", ".odp", ".ppt")]
    if decks:
        remedy = _(
            "Demandez le modèle à SOCIEUX+, puis : coursegen charter import MODELE --nom {name} ; ou notez son accord "
            "écrit dans « derogations »."
        )
        reason = _("le modèle de présentation de « {name} » manque, et lui seul est permis").format(name=charter.title)
        yield Obstacle(decks[0].wanted.id, "", reason, remedy.format(name=charter.name))
