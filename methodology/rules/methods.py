"""MET: methods that suit the aim and the group, with what they need to work."""

from __future__ import annotations

import re
from collections.abc import Iterator

from methodology.activities.quiz import Quiz
from methodology.activities.survey import SurveyActivity
from methodology.course import Course
from methodology.findings import Severity
from methodology.i18n import N_, ngettext
from methodology.i18n import gettext as _
from methodology.methods import Family, Method, method_named, methods
from methodology.rules.material import folded, plain_words, said_in
from methodology.rules.parameters import Limits
from methodology.rules.registry import Remark, Source, rule
from methodology.rules.timing import is_pause
from methodology.sequencing import Sequence, Step
from methodology.values import Bloom, Modality
from methodology.workings import objectives_of_step

_ROLES = re.compile(
    r"\broles?\b|trinome|observat|\busager|\bagente?\b.*\b(?:client|assure|usager)|\bpape(?:l|is|les)\b"
)
_OBSERVES = re.compile(r"grille|observ|fiche de retour|criteres?|criteri|rubric|checklist|grelha")
_EVERYDAY = frozenset(("papier", "stylo", "stylos", "cahier", "rien", "aucun"))
_LOGISTIC_LETTERS = 5  # of a word, to be found again in the list: plurals and feminines apart


def _about(sequence: Sequence, step: Step, message: str, remedy: str, field: str = "id") -> Remark:
    said = _("Étape {id} : {message}").format(id=f"{sequence.id}/{step.id}", message=message)
    return Remark(step.where.at(field), said, remedy, f"{sequence.id}/{step.id}")


@rule("MET-01", Severity.WARNING, Source.CONVENTION, N_("Méthode hors catalogue, ou groupe trop petit pour elle"))
def known_methods(course: Course, _limits: Limits) -> Iterator[Remark]:
    """The method is one of the catalogue, and the smallest group can do it. Too large a group: PUB-03."""
    least = course.needs.participants.headcount.min
    for sequence, step in course.sequencing.steps():
        method = method_named(step.method)
        if method is None:
            message = _("la méthode « {method} » n'est pas au catalogue.").format(method=step.method)
            remedy = _("Choisissez-en une, comme {names}.").format(names=", ".join(m.id for m in methods()[:8]))
            yield _about(sequence, step, message, remedy, "method")
        elif method.group[0] > least and sequence.modality is not Modality.ASYNCHRONOUS:
            message = _("« {method} » demande au moins {least} personnes ; le groupe peut n'en avoir que {group}.")
            said = message.format(method=method.label, least=method.group[0], group=least)
            yield _about(sequence, step, said, _("Prévoyez une variante pour un petit groupe."), "method")


@rule("MET-02", Severity.WARNING, Source.RESEARCH, N_("Aucune méthode à la hauteur de l'objectif"))
def methods_reach_aim(course: Course, _limits: Limits) -> Iterator[Remark]:
    """The best method that works on an objective stays under its level."""
    reached: dict[str, int] = {}
    for sequence, step in course.sequencing.steps():
        method = method_named(step.method)
        for key in objectives_of_step(sequence, step) if method else ():
            reached[key] = max(reached.get(key, 0), method.bloom[1] if method else 0)
    for objective in course.objectives.objectives:
        best = reached.get(objective.id)
        if objective.bloom is not None and objective.bloom >= Bloom.APPLY and best and best < objective.bloom:
            message = _("Objectif {id} : de niveau {aim}, il n'est travaillé qu'avec des méthodes de niveau {best}.")
            message = message.format(id=objective.id, aim=int(objective.bloom), best=best)
            remedy = _("Ajoutez une étude de cas, un atelier, une simulation, un projet.")
            yield Remark(objective.where, message, remedy, objective.id)


@rule("MET-03", Severity.INFO, Source.CONVENTION, N_("Journée peu variée"))
def varied_days(course: Course, limits: Limits) -> Iterator[Remark]:
    """How many methods a day in the room uses."""
    for session in course.delivery.sessions:
        if session.modality is not Modality.ONSITE or (session.end and session.end != session.start):
            continue
        wanted = set(session.sequences)
        steps = [step for sequence, step in course.sequencing.steps() if sequence.id in wanted and not is_pause(step)]
        used = {step.method.lower() for step in steps}
        if sum(s.minutes for s in steps) >= limits.day_methods_minutes and len(used) < limits.day_methods:
            message = ngettext(
                "Session {id} : {count} méthode dans la journée ; visez {least}.",
                "Session {id} : {count} méthodes dans la journée ; visez {least}.",
                len(used),
            ).format(id=session.id, count=len(used), least=limits.day_methods)
            yield Remark(session.where, message, _("Alternez apport, cas, échange, production."), session.id)


@rule("MET-04", Severity.WARNING, Source.RESEARCH, N_("Jeu de rôle ou simulation mal cadré"))
def framed_role_plays(course: Course, _limits: Limits) -> Iterator[Remark]:
    """A role play has an instruction, roles, something to observe with, and a debriefing."""
    for sequence, step in course.sequencing.steps():
        method = method_named(step.method)
        judged = isinstance(step.activity, Quiz)  # situations to answer to, nobody to play with
        missing = list(_unframed(step, method)) if method and method.needs and not judged else []
        if missing:
            message = _("« {method} » sans {missing} : on joue sans apprendre.").format(
                method=method.label if method else step.method, missing=", ".join(missing)
            )
            yield _about(sequence, step, message, _("Écrivez-les dans la consigne, le déroulé et « retour: »."))


def _unframed(step: Step, method: Method) -> Iterator[str]:
    said = said_in(step)
    if not step.instruction.strip() and not _has_text(step):
        yield _("consigne")
    if "roles" in method.needs and not _ROLES.search(said):
        yield _("rôles")
    if "observation" in method.needs and not _OBSERVES.search(said):
        yield _("grille d'observation")
    if not step.feedback.strip():
        yield _("retour après coup")


def _has_text(step: Step) -> bool:
    return bool(step.activity and step.activity.body and step.activity.body.markdown.strip())


@rule("MET-05", Severity.ERROR, Source.NORM, N_("Activité sans consigne, durée ou production attendue"))
def told_what_to_do(course: Course, _limits: Limits) -> Iterator[Remark]:
    """Who does something knows what, for how long, and what comes out of it. A quiz or a survey says so itself."""
    for sequence, step in course.sequencing.steps():
        if not step.active or is_pause(step):
            continue
        answered = isinstance(step.activity, Quiz | SurveyActivity)
        wanted = (
            (_("consigne"), bool(step.instruction.strip()) or _has_text(step) or answered),
            (_("durée"), step.minutes > 0),
            (_("production attendue"), bool(step.output.strip()) or answered),
        )
        missing = [name for name, there in wanted if not there]
        if missing:
            message = _("activité sans {missing}.").format(missing=", ".join(missing))
            yield _about(sequence, step, message, _("Ajoutez « consigne: », « duree_min: », « production: »."))


@rule("MET-06", Severity.WARNING, Source.TERMS, N_("Matériel absent de la liste logistique"))
def materials_listed(course: Course, _limits: Limits) -> Iterator[Remark]:
    """What steps in the room use is on the list that somebody prepares the room with."""
    listed = folded(" ".join(course.delivery.logistics))
    seen: set[str] = set()
    for sequence in course.sequencing.sequences():
        if sequence.modality is not Modality.ONSITE:
            continue
        places = ((material, step.where) for step in sequence.steps for material in step.materials)
        for material, where in (*places, *((material, sequence.where) for material in sequence.materials)):
            key = folded(material)
            if key not in seen and not _is_listed(material, listed):
                message = _("« {material} » ({id}) n'est pas dans la liste logistique.").format(
                    material=material, id=sequence.id
                )
                yield Remark(where.at("materials"), message, _("Ajoutez-le à « logistique: »."), material)
            seen.add(key)


def _is_listed(material: str, listed: str) -> bool:
    """Whether a telling word of it is in the list, or it needs no preparation."""
    spoken = [word for word in plain_words(material) if len(word) >= _LOGISTIC_LETTERS]
    return not spoken or any(word[:_LOGISTIC_LETTERS] in listed or word in _EVERYDAY for word in spoken)


@rule("MET-07", Severity.WARNING, Source.RESEARCH, N_("Activité sans retour prévu"))
def feedback_planned(course: Course, _limits: Limits) -> Iterator[Remark]:
    """Practice without feedback fixes errors (Gagné, event 7). A quiz answers by itself."""
    for sequence, step in course.sequencing.steps():
        method = method_named(step.method)
        practised = step.active and not is_pause(step) and not isinstance(step.activity, Quiz | SurveyActivity)
        if practised and not step.feedback.strip() and (method is None or method.family is not Family.EXPOSITORY):
            message = _("on pratique, et rien ne dit ce qui va ou non.")
            yield _about(sequence, step, message, _("Ajoutez « retour: » : qui commente, avec quoi, quand."))
