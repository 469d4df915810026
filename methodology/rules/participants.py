"""PUB: a course is made for people one has described, with what they bring and what they need."""

from __future__ import annotations

import re
from collections.abc import Iterator

from methodology.course import Course
from methodology.field_names import french_name
from methodology.findings import Severity
from methodology.i18n import N_
from methodology.i18n import gettext as _
from methodology.methods import method_named
from methodology.needs import Participants
from methodology.rules.material import everything_written, first_known, folded
from methodology.rules.parameters import Limits
from methodology.rules.registry import Remark, Source, rule
from methodology.values import Grouping, Modality

_DESCRIBED = ("functions", "languages", "equipment", "connection", "constraints")
_BY_SEX = re.compile(r"\b(?:femmes?|sexe|genre|women|mulheres|mujeres)\b", re.IGNORECASE)
_ARRANGEMENT = re.compile(
    r"amenagement|handicap|besoins? particulier|accessib|adjustment|disab|adaptac|deficien|discapac", re.IGNORECASE
)
_ASKED = re.compile(
    r"question|demand|signal|formulaire|inscription"
    r"|request|\bask|\bform\b|pedi[rd]|pid[ea]|petici|inscri[cp]|formulari",
    re.IGNORECASE,
)
_SECOND_LANGUAGE = re.compile(
    r"langue seconde|seconde langue|lusophone|hispanophone|anglophone|non francophone"
    r"|second language|segunda l[ie]ngua",
    re.I,
)
_HELP_WITH_LANGUAGE = (
    "langage clair",
    "facile à lire",
    "binômes linguistiques",
    "plain language",
)


@rule("PUB-01", Severity.ERROR, Source.NORM, N_("Profil du public incomplet"))
def described(course: Course, _limits: Limits) -> Iterator[Remark]:
    """Functions, headcount, languages, equipment, connection, constraints: what decides of the design."""
    people = course.needs.participants
    missing = [french_name(Participants, name) for name in _DESCRIBED if not getattr(people, name)]
    if people.headcount.max <= 1:
        missing.insert(0, french_name(Participants, "headcount"))
    if missing:
        message = _("Le public n'est pas assez décrit : il manque {missing}.").format(missing=", ".join(missing))
        where = first_known(people.where, course.needs.where)
        yield Remark(where, message, _("Complétez « participants: » : ces points décident des méthodes et du poids."))


@rule("PUB-02", Severity.ERROR, Source.NORM, N_("Prérequis absent, ou sans moyen de le vérifier"))
def verified_prerequisites(course: Course, _limits: Limits) -> Iterator[Remark]:
    """What people must bring is written, and one can tell whether they bring it."""
    people = course.needs.participants
    if not people.prerequisites:
        message = _("Aucun prérequis n'est déclaré : personne ne sait qui peut suivre.")
        remedy = _("Ajoutez « prerequis: », au besoin « Aucun » et comment on s'en assure.")
        yield Remark(first_known(people.where, course.needs.where), message, remedy)
    for prerequisite in people.prerequisites:
        if not prerequisite.verification.strip():
            message = _("Prérequis « {statement} » : rien ne dit comment on le vérifie.").format(
                statement=prerequisite.statement
            )
            remedy = _("Ajoutez « verification: » : attestation, test, fichier déposé…")
            yield Remark(prerequisite.where, message, remedy, prerequisite.statement)


@rule("PUB-03", Severity.WARNING, Source.CONVENTION, N_("Groupe trop grand pour une méthode"))
def group_fits_methods(course: Course, _limits: Limits) -> Iterator[Remark]:
    """The whole group, when a step doesn't split it, against what the method takes."""
    most = course.needs.participants.headcount.max
    for sequence, step in course.sequencing.steps():
        method = method_named(step.method)
        together = step.grouping in (None, Grouping.PLENARY) and sequence.modality is not Modality.ASYNCHRONOUS
        if method and together and most > method.group[1]:
            message = _("Étape {id} : « {method} » va jusqu'à {limit} personnes, le groupe en compte {most}.").format(
                id=f"{sequence.id}/{step.id}", method=method.label, limit=method.group[1], most=most
            )
            remedy = _("Partagez le groupe (« regroupement: sous_groupe »), ou changez de méthode.")
            yield Remark(step.where.at("method"), message, remedy, f"{sequence.id}/{step.id}")


@rule("PUB-04", Severity.WARNING, Source.TERMS, N_("Part de femmes sans cible ou sans suivi"))
def women_followed(course: Course, _limits: Limits) -> Iterator[Remark]:
    """A target for the share of women, and an indicator that follows it."""
    people = course.needs.participants
    if people.women_target_percent is None:
        message = _("Aucune cible de participation des femmes n'est fixée.")
        where = first_known(people.where, course.needs.where)
        yield Remark(where, message, _("Ajoutez « femmes_cible_pct: » et un pourcentage."))
    lines = [f"{i.title} {i.formula} {i.target}" for i in course.evaluation.indicators]
    lines += [f"{line.indicator} {line.tool}" for line in course.evaluation.plan]
    if not any(_BY_SEX.search(line) for line in lines):
        message = _("Aucun indicateur ne suit les résultats par sexe.")
        remedy = _("Ajoutez un indicateur, comme la part de femmes à l'inscription et à l'achèvement.")
        yield Remark(course.evaluation.where.at("indicators"), message, remedy, "suivi")


@rule("PUB-05", Severity.WARNING, Source.NORM, N_("Les besoins d'aménagement ne sont pas demandés"))
def arrangements_asked(course: Course, _limits: Limits) -> Iterator[Remark]:
    """Somebody asks everyone, in time, what would help them follow."""
    items = (folded(item.text) for survey in course.evaluation.surveys for item in survey.items)
    lines = (folded(line) for line in (*course.delivery.accessibility, *course.needs.participants.arrangements))
    asked = any(_ARRANGEMENT.search(item) for item in items) or any(_ASKED.search(line) for line in lines)
    if not asked:
        message = _("Rien ne demande aux personnes de quel aménagement elles ont besoin.")
        remedy = _("Posez-la avant le cours, facultative et confidentielle, dans un questionnaire ou à l'inscription.")
        yield Remark(course.delivery.where.at("accessibility"), message, remedy)


@rule("PUB-06", Severity.WARNING, Source.CONVENTION, N_("Langue seconde sans glossaire ni aide à la lecture"))
def second_language_helped(course: Course, _limits: Limits) -> Iterator[Remark]:
    """Part of the group learns in another language than its own, and nothing helps it read. A promise is no help."""
    people = course.needs.participants
    declared = " ".join((*people.languages, *people.constraints))
    found = _SECOND_LANGUAGE.search(declared)
    defined = any(term.definition.strip() for term in course.identity.glossary)
    if found and not defined and not any(word in everything_written(course) for word in _HELP_WITH_LANGUAGE):
        message = _("« {found} » : le glossaire est vide, et rien d'autre n'aide à la lecture.").format(found=found[0])
        remedy = _("Ajoutez un glossaire, des binômes linguistiques ou des textes en langage clair.")
        yield Remark(people.where.at("languages"), message, remedy)
