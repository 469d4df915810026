"""Each file that would be handed in, against the demands of the terms of reference: obstacles, each with its remedy."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from coursegen.conform import Finding, Standard, Verdict, judged
from coursegen.conform.package import SUFFIXES
from coursegen.conform.rule import rule_catalogue
from coursegen.handin import answers, confidentiality
from coursegen.handin.comparing import Secret, leaks
from coursegen.handin.every_word import Strand, every_word
from coursegen.handin.members import UnreadableError, is_archive, member_names, unsafe_names
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


@dataclass(frozen=True)
class Demands:
    """By what a hand-in is judged. `secrets`: the confidential reports that a person wrote, by name.

    `kept`: what the course says to trainers only.
    """

    mission: Mission
    catalogue: Catalogue
    recipient: Party
    standard: Standard
    course: Course | None
    secrets: Mapping[str, Secret]
    kept: answers.Kept = field(default_factory=answers.Kept)

    def stops(self, finding: Finding) -> bool:
        """Whether a fault of conformity refuses the hand-in under these terms of reference."""
        demand = next((name for name, rules in _DEMANDS.items() if finding.rule in rules), "")
        lenient = demand and self.catalogue.demands.get(demand) is not Severity.ERROR
        return finding.severity is Severity.ERROR and not lenient


_Said = tuple[str, str, str]  # cause, reason, remedy


def obstacles(sources: Sequence[Source], demands: Demands) -> Iterator[Obstacle]:
    """Every reason why these files may not go to that recipient. A file that several activities give is judged once."""
    judged_before: dict[tuple[object, ...], tuple[_Said, ...]] = {}
    for source in sources:
        one, path = source.wanted, source.path
        key = (path, one.deliverable is None, one.most_pages, source.own, source.remarks)
        if key not in judged_before:
            judged_before[key] = tuple(dict.fromkeys(_reasons(source, demands)))
        for cause, reason, remedy in judged_before[key]:
            yield Obstacle(f"{one.activity.id} {one.id} {one.expert}".strip(), path.name, reason, remedy, cause)


def _reasons(source: Source, demands: Demands) -> Iterator[_Said]:
    path, suffix = source.path, source.path.suffix.lower()
    remedy = _("Complétez action.yaml ou la charte, ou donnez votre propre fichier dans « fichiers: ».")
    yield from ((_("Incomplet"), remark, remedy) for remark in source.remarks)
    yield from _unsafe(path)
    if demands.recipient is Party.PARTNER:
        yield from _secret_by_name(source)
    if suffix in PACKAGES and source.wanted.deliverable is None:
        yield from _no_package(path)
        yield from _secrets_in_package(path, demands)
    elif suffix not in SUFFIXES and suffix != ".pdf":
        reason = _("le format « {suffix} » n'est pas accepté").format(suffix=suffix or path.name)
        accepted = ", ".join(f".{name}" for name in demands.catalogue.formats.get("remise", ()))
        yield "", reason, _("Enregistrez-le dans l'un de ces formats : {formats}.").format(formats=accepted)
    else:
        yield from _of_document(source, demands)


def _of_document(source: Source, demands: Demands) -> Iterator[_Said]:
    verdict = judged(source.path, demands.standard)
    labels = {rule.id: _(rule.label) for rule in rule_catalogue()}
    for finding in filter(demands.stops, verdict.findings):
        place = f"{finding.place.words} : " if finding.place.words else ""
        cause = f"{finding.rule}, {labels.get(finding.rule, _('fichier refusé'))}"
        yield cause, f"{place}{finding.message}", finding.remedy
    if source.wanted.most_pages is not None:
        yield from (("", *said) for said in _length(source.path, source.wanted.most_pages))
    if demands.recipient is Party.PARTNER:
        yield from _secrets(source, verdict, demands)


def _unsafe(path: Path) -> Iterator[_Said]:
    """Members that would be written outside the folder where somebody unpacks the file."""
    data = path.read_bytes()
    try:
        names = unsafe_names(data) if is_archive(data) else ()
    except UnreadableError:
        return  # said where the file is read
    if names:
        reason = _("il contient « {name} », un nom qui sort du dossier où on le décompresse").format(name=names[0])
        yield "", reason, _("Refusez ce fichier : demandez-le de nouveau à qui l'a fait, ou refaites-le.")


def _secret_by_name(source: Source) -> Iterator[_Said]:
    """A file that its name, or the folder that action.yaml names, calls confidential or internal."""
    given = next((name for name in source.wanted.files if source.path.as_posix().endswith(name.lstrip("./"))), "")
    if word := confidentiality.named_secret(given or source.path.name):
        reason = _("il se dit « {words} » ({place})").format(words=word, place=given or source.path.name)
        yield _("Un fichier qui se dit confidentiel ou interne"), reason, _apart()


_MANIFESTS = {".zip": "imsmanifest.xml", ".mbz": "moodle_backup.xml"}


def _no_package(path: Path) -> Iterator[_Said]:
    """An archive of any files is no format of a hand-in: only a course for Moodle or in SCORM is."""
    wanted = _MANIFESTS.get(path.suffix.lower())
    try:
        if wanted is None or wanted in {name.removeprefix("./") for name in member_names(path.read_bytes())}:
            return
    except UnreadableError:
        return  # said where the file is read
    reason = _("ce n'est ni un paquet SCORM ni une sauvegarde de Moodle, mais une archive d'autres fichiers")
    yield "", reason, _("Donnez chaque fichier à part dans « fichiers: », dans l'un des formats acceptés.")


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


def _apart() -> str:
    return _("Retirez ce passage, ou gardez le fichier pour SOCIEUX+ seul.")


def _secrets(source: Source, verdict: Verdict, demands: Demands) -> Iterator[_Said]:
    """What in a file for the partner is meant for others."""
    if confidentiality.is_for_trainers(verdict.path.name):
        yield (
            "",
            _("il contient des réponses ou des noms de personnes, d'après son nom"),
            _("Retirez-le de « sorties: » ou de « fichiers: » : il reste dans l'équipe."),
        )
    if verdict.piece is None:
        return
    try:
        strands = every_word(verdict.path, verdict.piece)
    except UnreadableError:
        yield _unread()
        return
    for place, words in confidentiality.secrecy_marks(strands):
        reason = _("il se dit « {words} » ({place})").format(words=words, place=place)
        yield _("Un fichier qui se dit confidentiel ou interne"), reason, _apart()
    yield from _people(strands, demands)
    yield from _leaks(strands, demands)
    yield from _answers(source, verdict, demands)


def _secrets_in_package(path: Path, demands: Demands) -> Iterator[_Said]:
    """A course for a platform holds answers of its own; no word of a report, and nobody's name."""
    if demands.recipient is not Party.PARTNER:
        return
    try:
        strands = every_word(path)
    except UnreadableError:
        yield _unread()
        return
    yield from _people(strands, demands)
    yield from _leaks(strands, demands)


def _unread() -> _Said:
    reason = _("son contenu ne peut pas être lu en entier : rien ne dit ce qu'il contient")
    return "", reason, _("Enregistrez-le de nouveau, sans mot de passe ni fichier inséré, ou refaites-le.")


def _people(strands: Sequence[Strand], demands: Demands) -> Iterator[_Said]:
    for place, words in confidentiality.people_named(strands, demands.course):
        reason = _("il nomme une personne de la liste des accès : {words} ({place})").format(words=words, place=place)
        yield _("Une personne de la liste des accès est nommée"), reason, _apart()


def _leaks(strands: Sequence[Strand], demands: Demands) -> Iterator[_Said]:
    for leak in leaks(strands, demands.secrets):
        if leak.near:
            reason = _(
                "il dit presque comme le rapport confidentiel « {origin} » : « {words} » pour « {near} » ({place})"
            )
            yield (
                _("Une reformulation proche d'un rapport confidentiel"),
                reason.format(origin=leak.origin, words=leak.words, near=leak.near, place=leak.place),
                _("Retirez cette phrase du fichier, ou dites-la autrement, sans ce qui est confidentiel."),
            )
            continue
        said = _("il reprend le rapport confidentiel « {origin} » : « {words} » ({place})")
        yield (
            _("Des phrases d'un rapport confidentiel sont reprises"),
            said.format(origin=leak.origin, words=leak.words, place=leak.place),
            _("Retirez cette phrase du fichier, ou dites-la autrement, sans ce qui est confidentiel."),
        )


def _answers(source: Source, verdict: Verdict, demands: Demands) -> Iterator[_Said]:
    """Answers in a file of a person's own, whatever its name; what the course makes is known by its name."""
    cause = _("Des réponses ou des consignes pour l'équipe de formation")
    piece = verdict.piece
    if piece is None:
        return
    for place, words in confidentiality.answer_keys(piece):
        yield (
            cause,
            _("il contient des corrigés : « {words} » ({place})").format(words=words, place=place.words),
            _apart(),
        )
    if not source.own:
        return
    team = answers.repeated(piece, demands.kept)
    if len(team) >= answers.FEWEST:
        reason = _("il reprend {n} phrases que le cours réserve à l'équipe de formation, dont « {words} »")
        yield cause, reason.format(n=len(team), words=team[0][:100]), _apart()
    keys = answers.answered(piece, demands.kept)
    if keys >= answers.FEWEST_KEYS:
        yield cause, _("il donne les bonnes réponses à {n} questions du cours").format(n=keys), _apart()


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
                _("Le partenaire n'a pas encore validé"),
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
