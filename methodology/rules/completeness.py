"""What a course shouldn't do without: content analysis, hierarchy, kinds of knowledge, risks, a log, whole entries."""

from __future__ import annotations

from collections.abc import Iterator

from methodology.course import Course, Marker
from methodology.delivery import Risk
from methodology.field_names import french_name
from methodology.findings import Severity
from methodology.i18n import N_
from methodology.i18n import gettext as _
from methodology.rules.material import first_known
from methodology.rules.parameters import Limits
from methodology.rules.registry import Remark, Source, rule
from methodology.values import Extent, Importance
from methodology.workings import objectives_by_id


def _of_some_size(course: Course, limits: Limits) -> bool:
    """Whether the course is big enough for its analysis to be written down; a first try in two objectives isn't."""
    return len(course.objectives.objectives) >= limits.analysed_objectives


@rule("OBJ-19", Severity.INFO, Source.CONVENTION, N_("Analyse du contenu absente"))
def content_analysed(course: Course, limits: Limits) -> Iterator[Remark]:
    """Nothing says what is to be taught, in which order, on which authority (reference domain 2.7)."""
    if _of_some_size(course, limits) and not course.objectives.contents:
        message = _("Le contenu n'est pas analysé : rien ne dit ce qui est indispensable, ni sur quel texte il repose.")
        remedy = _("Ajoutez « contenus: » : une notion, un geste ou une attitude par ligne, et sa référence.")
        yield Remark(course.objectives.where, message, remedy)


@rule("OBJ-20", Severity.INFO, Source.RESEARCH, N_("Objectifs sans hiérarchie"))
def objectives_in_a_tree(course: Course, limits: Limits) -> Iterator[Remark]:
    """No objective is a step towards another: one can't see what leads to what."""
    objectives, known = course.objectives.objectives, objectives_by_id(course)
    if _of_some_size(course, limits) and not any(objective.parent in known for objective in objectives):
        message = _("Les {count} objectifs sont tous au même rang : on ne voit pas lequel mène à l'autre.").format(
            count=len(objectives)
        )
        remedy = _("Donnez « parent: » aux objectifs qui sont une étape vers un objectif plus large.")
        yield Remark(course.objectives.where.at("objectives"), message, remedy)


@rule("OBJ-21", Severity.INFO, Source.RESEARCH, N_("Type de connaissance non précisé"))
def kinds_of_knowledge(course: Course, limits: Limits) -> Iterator[Remark]:
    """Facts, concepts, procedures and metacognition aren't taught alike (Anderson & Krathwohl)."""
    silent = [objective for objective in course.objectives.objectives if objective.knowledge is None]
    if silent and _of_some_size(course, limits):
        message = _(
            "{count} objectifs sur {total}, dont {first}, ne disent pas quel type de connaissance ils visent ;"
            " la méthode en dépend."
        ).format(count=len(silent), total=len(course.objectives.objectives), first=silent[0].id)
        remedy = _("Ajoutez « dimension: » factuelle, conceptuelle, procedurale ou metacognitive.")
        yield Remark(silent[0].where, message, remedy)


@rule("OBJ-22", Severity.WARNING, Source.RESEARCH, N_("Contenu indispensable qu'aucun objectif ne vise"))
def essential_contents_aimed_at(course: Course, _limits: Limits) -> Iterator[Remark]:
    """What can't be left out is what an objective is for; or else it can be left out."""
    for unit in course.objectives.contents:
        if unit.importance is Importance.ESSENTIAL and not unit.objectives:
            message = _("Contenu {id} : il est indispensable, et aucun objectif ne le vise.").format(id=unit.id)
            remedy = _("Donnez-lui ses « objectifs », ou revoyez son importance.")
            yield Remark(unit.where.at("importance"), message, remedy, unit.id)


@rule("QUA-06", Severity.INFO, Source.TERMS, N_("Aucun risque analysé"))
def risks_foreseen(course: Course, _limits: Limits) -> Iterator[Remark]:
    """A course that has its dates knows what may go wrong, and who will act."""
    if course.delivery.sessions and not course.delivery.risks:
        message = _("Les sessions sont datées, et aucun risque n'est prévu : coupure, absence, salle, équipement.")
        remedy = _("Ajoutez « risques: » : probabilité et impact de 1 à 4, mesure, responsable.")
        yield Remark(first_known(course.delivery.where, course.identity.where), message, remedy)


@rule("QUA-07", Severity.WARNING, Source.NORM, N_("Journal d'amélioration vide après une session"))
def lessons_of_a_session(course: Course, _limits: Limits) -> Iterator[Remark]:
    """The version is later than a session, and nothing says what that session taught (PDCA, Qualiopi 32)."""
    ends = (session.end or session.start for session in course.delivery.sessions)
    past = [day for day in ends if day is not None and day < course.identity.date]
    if past and not course.evaluation.improvements:
        message = _("Une session s'est achevée le {end}, avant cette version, et aucune amélioration n'est notée.")
        remedy = _("Ajoutez « ameliorations: » : constat, cause, action, responsable, échéance, preuve.")
        where = first_known(course.evaluation.where, course.identity.where)
        yield Remark(where, message.format(end=min(past).isoformat()), remedy)


@rule("QUA-08", Severity.WARNING, Source.TERMS, N_("Risque incomplet"))
def whole_risks(course: Course, _limits: Limits) -> Iterator[Remark]:
    """A risk is weighed, answered, and somebody watches it."""
    for number, risk in enumerate(course.delivery.risks, 1):
        wanted = {
            "probability": risk.probability,
            "impact": risk.impact,
            "measure": risk.measure.strip(),
            "responsible": risk.responsible.strip(),
        }
        missing = [french_name(Risk, name) for name, value in wanted.items() if not value]
        if missing:
            message = _("Risque {number} : il manque {missing}.").format(number=number, missing=", ".join(missing))
            yield Remark(risk.where, message, _("Complétez-le : un risque sans réponse arrive."), str(number))


@rule("QUA-09", Severity.WARNING, Source.TERMS, N_("Règles de sélection des participants absentes"), by_profile=True)
def selection_told(course: Course, _limits: Limits) -> Iterator[Remark]:
    """Good governance: who may come, and who decides, is written before people are chosen."""
    if not course.delivery.selection.strip():
        message = _("Rien ne dit comment les participantes et participants sont choisis.")
        remedy = _("Ajoutez « regles_selection: » : critères, qui décide, et comment on l'annonce.")
        yield Remark(first_known(course.delivery.where, course.identity.where), message, remedy)


@rule("TRA-09", Severity.WARNING, Source.TERMS, N_("Marqueur d'un thème sans cible ou sans source"))
def whole_markers(course: Course, _limits: Limits) -> Iterator[Remark]:
    """A figure for a cross-cutting theme has a target, and one knows where it will be read."""
    for marker in course.identity.markers:
        wanted = {"aimed": marker.aimed, "source": marker.source.strip() or None}
        missing = [french_name(Marker, name) for name, value in wanted.items() if value is None]
        if missing:
            message = _("Marqueur « {indicator} » : il manque {missing} ; on ne pourra pas le suivre.").format(
                indicator=marker.indicator, missing=", ".join(missing)
            )
            yield Remark(marker.where, message, _("Complétez-le, ou retirez-le."), marker.indicator)


@rule("SEQ-16", Severity.WARNING, Source.RESEARCH, N_("Bilan à chaud sans suite"))
def reviews_lead_somewhere(course: Course, _limits: Limits) -> Iterator[Remark]:
    """The running order wasn't kept, and the review doesn't say what to change."""
    for sequence in course.sequencing.sequences():
        for review in sequence.reviews:
            if review.on_plan in (Extent.NO, Extent.PARTLY) and not review.to_change.strip():
                message = _("Séquence {id} : le déroulé n'a pas été tenu, et rien ne dit quoi changer.").format(
                    id=sequence.id
                )
                yield Remark(review.where, message, _("Remplissez « a_modifier: »."), sequence.id)
