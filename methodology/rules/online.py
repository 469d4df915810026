"""MOO: a course page where one finds one's way, whose tests hold and whose files open everywhere."""

from __future__ import annotations

import re
from collections.abc import Iterator

from methodology.activities.forum import Forum
from methodology.course import Course
from methodology.findings import Severity
from methodology.i18n import N_
from methodology.i18n import gettext as _
from methodology.rules.parameters import Limits
from methodology.rules.registry import Remark, Source, rule
from methodology.sequencing import Module
from methodology.values import Purpose
from methodology.workings import objectives_by_id, quizzes

_PORTABLE = re.compile(r"[A-Za-z0-9._/-]+")


@rule("MOO-03", Severity.WARNING, Source.CONVENTION, N_("Évaluation notée sans compétence"))
def marks_lead_to_competencies(course: Course, _limits: Limits) -> Iterator[Remark]:
    """What counts tells which competency it proves, through one of its objectives."""
    if not course.needs.competencies:
        return
    known = objectives_by_id(course)
    for assessment in course.evaluation.assessments:
        proves = any(known[key].competency for key in assessment.objectives if key in known)
        if assessment.weight_percent > 0 and assessment.objectives and not proves:
            message = _("Évaluation {id} : elle compte, et ne prouve aucune compétence.").format(id=assessment.id)
            yield Remark(assessment.where, message, _("Donnez « competence: » à ses objectifs."), assessment.id)


@rule("MOO-04", Severity.ERROR, Source.COHERENCE, N_("Séquence que rien ne peut ouvrir"))
def reachable(course: Course, _limits: Limits) -> Iterator[Remark]:
    """Access waits for the prerequisite: one whose sequence has no activity online is never completed."""
    online = {s.id: any(step.activity for step in s.steps) for s in course.sequencing.sequences()}
    for sequence in course.sequencing.sequences():
        if sequence.id in sequence.prerequisites:
            message = _("Séquence {id} : elle s'attend elle-même.").format(id=sequence.id)
            remedy = _("Retirez-la de ses propres « prerequis ».")
            yield Remark(sequence.where.at("prerequisites"), message, remedy, sequence.id)
    if online and not any(online.values()) and any(a.weight_percent for a in course.evaluation.assessments):
        own = any(assessment.activity for assessment in course.evaluation.assessments)
        if not own:
            message = _("Aucune étape et aucune évaluation n'existe en ligne : rien ne peut être achevé.")
            yield Remark(course.sequencing.where, message, _("Donnez une « activite » à une étape au moins."))


@rule("MOO-07", Severity.WARNING, Source.CONVENTION, N_("Forum sans consigne, section chargée, noms en double"))
def clear_sections(course: Course, limits: Limits) -> Iterator[Remark]:
    """What one sees on the course page: few things, each with its name, each saying what to do."""
    for module in course.sequencing.modules:
        yield from _same_names(module)
        for sequence in module.sequences:
            shown = [step for step in sequence.steps if step.activity]
            if len(shown) > limits.section_items:
                message = _("Séquence {id} : {count} éléments en ligne ; au-delà de {most}, on se perd.").format(
                    id=sequence.id, count=len(shown), most=limits.section_items
                )
                yield Remark(sequence.where, message, _("Regroupez-en dans un livre."), sequence.id)
            for step in shown:
                if isinstance(step.activity, Forum) and not step.instruction.strip() and not step.activity.body:
                    message = _("Étape {id} : un forum sans consigne reste vide.").format(id=f"{sequence.id}/{step.id}")
                    remedy = _("Dites quoi publier, en combien de lignes, à qui répondre.")
                    yield Remark(step.where, message, remedy, f"{sequence.id}/{step.id}")


def _same_names(module: Module) -> Iterator[Remark]:
    seen: dict[str, str] = {}
    for sequence in module.sequences:
        for step in sequence.steps:
            key = step.title.casefold()
            if step.activity and key in seen:
                message = _("Module {id} : « {title} » nomme déjà l'étape {other}.").format(
                    id=module.id, title=step.title, other=seen[key]
                )
                yield Remark(step.where.at("title"), message, _("Distinguez les deux."), f"{sequence.id}/{step.id}")
            if step.activity:
                seen.setdefault(key, f"{sequence.id}/{step.id}")


@rule("MOO-08", Severity.WARNING, Source.CONVENTION, N_("Test final à tentatives illimitées"))
def limited_attempts(course: Course, _limits: Limits) -> Iterator[Remark]:
    """A test that counts and that one may take again without end ends by being learnt by heart."""
    for subject, _minutes, quiz in quizzes(course):
        if quiz.purpose is Purpose.SUMMATIVE and quiz.attempts == 0:
            message = _("Test de {subject} : il compte, et se refait sans limite.").format(subject=subject)
            yield Remark(quiz.where, message, _("Ajoutez « tentatives: 2 »."), subject)


@rule("MOO-13", Severity.WARNING, Source.CONVENTION, N_("Nom de fichier avec accent ou espace"))
def portable_names(course: Course, _limits: Limits) -> Iterator[Remark]:
    """Names that a server or an old archive may spoil."""
    for name, where in (*((m.name, m.where) for m in course.media), *((t.path, t.where) for t in course.texts)):
        if not _PORTABLE.fullmatch(name):
            message = _("« {name} » : un accent ou une espace dans un nom de fichier peut le rendre introuvable.")
            yield Remark(where, message.format(name=name), _("Employez lettres simples, chiffres, tirets."), name)
