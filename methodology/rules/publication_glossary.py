"""PLA: glossaries that the platform can hold."""

from __future__ import annotations

from collections.abc import Iterator

from methodology.activities.glossary import Glossary
from methodology.course import Course, Term
from methodology.findings import Severity
from methodology.i18n import N_
from methodology.i18n import gettext as _
from methodology.rules.parameters import Limits
from methodology.rules.registry import Remark, Source, rule
from methodology.workings import placed_activities

_LONGEST = 255


@rule("PLA-14", Severity.ERROR, Source.COHERENCE, N_("Glossaire que la plateforme ne peut pas tenir"))
def sound_glossaries(course: Course, _limits: Limits) -> Iterator[Remark]:
    """Moodle wants a definition for each word, each word once, within its column."""
    found = [(subject, one) for subject, one in placed_activities(course) if isinstance(one, Glossary)]
    for subject, activity in found:
        yield from _as_a_whole(activity, course, subject)
    for terms in dict.fromkeys(activity.words(course.identity.glossary) for _subject, activity in found):
        yield from _words(terms)


def _as_a_whole(activity: Glossary, course: Course, subject: str) -> Iterator[Remark]:
    if not activity.open and not activity.words(course.identity.glossary):
        message = _("{subject} : ce glossaire n'a aucun mot, et personne ne peut en ajouter.").format(subject=subject)
        remedy = _("Écrivez-en sous « termes: », ou dans le glossaire de cours.yaml, ou ouvrez-le (« ouvert: oui »).")
        yield Remark(activity.where, message, remedy, subject)
    if activity.additions and not activity.open:
        message = _("{subject} : des ajouts sont attendus dans un glossaire fermé.").format(subject=subject)
        yield Remark(activity.where.at("additions"), message, _("Ouvrez-le : « ouvert: oui »."), subject)


def _words(terms: tuple[Term, ...]) -> Iterator[Remark]:
    first: dict[str, Term] = {}
    for term in terms:
        earlier = first.setdefault(" ".join(term.term.split()).casefold(), term)
        if not term.term.strip() or len(term.term) > _LONGEST:
            message = _("Glossaire : un mot compte de 1 à {most} caractères ; celui-ci {count}.")
            said = message.format(most=_LONGEST, count=len(term.term.strip()))
            yield Remark(term.where.at("term"), said, _("Écrivez le mot, et le reste dans sa définition."), term.term)
        elif earlier is not term:
            message = _("Glossaire : « {term} » est là deux fois (déjà ligne {line}).")
            said = message.format(term=term.term, line=earlier.where.at("term").line)
            yield Remark(term.where.at("term"), said, _("Réunissez les deux définitions."), term.term)
        if not term.definition.strip():
            message = _("Glossaire : « {term} » n'a pas de définition ; la plateforme en veut une.")
            remedy = _("Ajoutez « definition: » en une phrase simple.")
            yield Remark(term.where.at("definition"), message.format(term=term.term), remedy, term.term)
