"""The five cross-cutting themes in figures: what the course itself shows, then what its author follows.

Markers: reference domain 2.16. A figure that nothing in the course gives is None, never guessed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from methodology.course import Course
from methodology.i18n import gettext as _
from methodology.values import Modality, Theme

_WOMAN, _MAN = frozenset({"f", "femme", "féminin"}), frozenset({"h", "m", "homme", "masculin"})
_REMOTE = (Modality.SYNCHRONOUS, Modality.ASYNCHRONOUS)
_MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class ThemeMarker:
    """A figure of a theme, or for a measure whether it is written (`value` is then a bool). None: not known.

    `target` is what is aimed at, None when there is no such figure. `declared`: the author follows it under
    `marqueurs`; the others come from the course.
    """

    theme: Theme
    name: str
    value: float | bool | None
    target: float | None = None
    unit: str = ""
    declared: bool = False


def theme_markers(course: Course) -> tuple[ThemeMarker, ...]:
    """The markers of every theme, in the order of the terms of reference; names in the current language."""
    shown = [*_gender(course), *_governance(course), *_environment(course), *_rights(course), *_vulnerable(course)]
    followed = [
        ThemeMarker(m.theme, m.indicator, m.achieved, m.aimed, m.unit, declared=True) for m in course.identity.markers
    ]
    return tuple(marker for theme in Theme for marker in (*shown, *followed) if marker.theme is theme)


def _gender(course: Course) -> Iterator[ThemeMarker]:
    people, theme = course.needs.participants, Theme.GENDER
    target = people.women_target_percent
    trainers = _women_percent(trainer.sex for trainer in course.delivery.trainers)
    personas = _women_percent(persona.sex for persona in course.needs.personas)
    yield ThemeMarker(theme, _("Femmes parmi les participants"), people.women_percent, target, "%")
    yield ThemeMarker(theme, _("Femmes dans l'équipe de formation"), trainers, unit="%")
    yield ThemeMarker(theme, _("Femmes parmi les portraits"), personas, unit="%")
    yield ThemeMarker(theme, _("Marqueur genre du CAD (0 à 2)"), course.identity.gender_marker)


def _women_percent(sexes: Iterable[str]) -> float | None:
    """Of those whose sex is written."""
    known = [sex.strip().casefold() for sex in sexes]
    women, men = sum(sex in _WOMAN for sex in known), sum(sex in _MAN for sex in known)
    return 100 * women / (women + men) if women + men else None


def _governance(course: Course) -> Iterator[ThemeMarker]:
    delivery, theme = course.delivery, Theme.GOVERNANCE
    graded = [assessment for assessment in course.evaluation.assessments if assessment.weight_percent]
    yield ThemeMarker(theme, _("Règle de réussite publiée"), bool(course.evaluation.success_rule.strip()))
    yield ThemeMarker(theme, _("Évaluations notées"), float(len(graded)))
    yield ThemeMarker(theme, _("Règles de sélection écrites"), bool(delivery.selection.strip()))
    yield ThemeMarker(theme, _("Voie de réclamation"), bool(delivery.complaints.strip()))
    yield ThemeMarker(theme, _("Conflits d'intérêts prévus"), bool(delivery.interests.strip()))


def _environment(course: Course) -> Iterator[ThemeMarker]:
    delivery, theme = course.delivery, Theme.ENVIRONMENT
    weight = sum(media.bytes for media in course.media) / _MEGABYTE
    pages = None if delivery.printed_pages is None else float(delivery.printed_pages)
    yield ThemeMarker(theme, _("Part à distance"), _remote_percent(course), unit="%")
    yield ThemeMarker(theme, _("Pages imprimées par participant"), pages)
    yield ThemeMarker(theme, _("Poids des médias"), weight, float(course.identity.weight_budget.course_mb), _("Mo"))
    yield ThemeMarker(theme, _("Déplacements justifiés"), bool(delivery.travel.strip()))


def _remote_percent(course: Course) -> float | None:
    """The share of the time that asks nobody to travel. A hybrid sequence counts as half."""
    sequences = list(course.sequencing.sequences())
    total = sum(sequence.minutes for sequence in sequences)
    remote = sum(s.minutes * (0.5 if s.modality is Modality.HYBRID else s.modality in _REMOTE) for s in sequences)
    return 100 * remote / total if total else None


def _rights(course: Course) -> Iterator[ThemeMarker]:
    theme, arranged = Theme.HUMAN_RIGHTS, len(course.needs.participants.arrangements)
    yield ThemeMarker(theme, _("Mesures d'accessibilité"), float(len(course.delivery.accessibility)))
    yield ThemeMarker(theme, _("Aménagements prévus"), float(arranged))
    yield ThemeMarker(
        theme, _("Information sur les données personnelles"), bool(course.delivery.data_protection.strip())
    )
    yield ThemeMarker(theme, _("Durée de conservation des données"), bool(course.delivery.platform.retention.strip()))
    yield ThemeMarker(theme, _("Marqueur handicap du CAD (0 à 2)"), course.identity.disability_marker)


def _vulnerable(course: Course) -> Iterator[ThemeMarker]:
    theme, connection = Theme.VULNERABLE_GROUPS, course.delivery.connection
    sequences = list(course.sequencing.sequences())
    online = [sequence for sequence in sequences if not sequence.modality.in_room]
    offline = sum(bool(sequence.offline_variant.strip()) for sequence in online)
    cost, currency = (connection.cost, connection.currency) if connection else (None, "")
    share = 100 * offline / len(online) if online else None
    yield ThemeMarker(theme, _("Coût de connexion par participant"), cost, unit=currency)
    yield ThemeMarker(theme, _("Connexion prise en charge"), bool(connection and connection.paid_by.strip()))
    yield ThemeMarker(theme, _("Séquences en ligne avec une variante hors connexion"), share, unit="%")
