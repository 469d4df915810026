"""BES, PUB, ALI, SEQ: what two fields of the course say of the same thing agrees."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from math import ceil

from methodology.course import Course
from methodology.findings import Severity
from methodology.hours import clock_time
from methodology.i18n import N_
from methodology.i18n import gettext as _
from methodology.needs import Need, Participants
from methodology.rules.parameters import Limits
from methodology.rules.registry import Remark, Source, rule
from methodology.sequencing import Module, Sequence, Step
from methodology.values import Decision, Priority
from methodology.workings import objectives_by_id, place_of_sequence

_MEGABYTE = 1_000_000


@rule("BES-09", Severity.WARNING, Source.COHERENCE, N_("Priorité d'un besoin contraire à sa décision"))
def priority_follows_decision(course: Course, _limits: Limits) -> Iterator[Remark]:
    """What can't be left out isn't excluded, and what can wait isn't taught now (MoSCoW)."""
    for need in course.needs.needs:
        fault = _priority_fault(need)
        if fault:
            said = _("Besoin {id} : {message}").format(id=need.id, message=fault)
            yield Remark(need.where.at("priority"), said, _("Changez la priorité, ou la décision."), need.id)


def _priority_fault(need: Need) -> str:
    if need.priority is Priority.MUST and need.decision is Decision.EXCLUDED:
        return _("il est dit indispensable, et il est exclu.")
    if need.priority is Priority.LATER and need.decision in (Decision.TRAIN, Decision.OVERTRAIN):
        return _("il est remis à plus tard, et ce cours y forme.")
    return ""


@rule("PUB-07", Severity.WARNING, Source.COHERENCE, N_("Nombre de femmes et d'hommes contraire à l'effectif"))
def people_add_up(course: Course, _limits: Limits) -> Iterator[Remark]:
    """Women and men counted are the group, and so are the bands of age."""
    people = course.needs.participants
    if people.women is None or people.men is None:
        return
    total, least, most = people.women + people.men, people.headcount.min, people.headcount.max
    if not least <= total <= most:
        message = _(
            "{women} femmes et {men} hommes font {total} personnes ; l'effectif annoncé va de {least} à {most}."
        )
        said = message.format(women=people.women, men=people.men, total=total, least=least, most=most)
        yield Remark(people.where.at("women"), said, _("Corrigez « femmes », « hommes » ou « effectif »."))
    counted = _counted_by_age(people)
    if counted is not None and counted != total:
        message = _("Les tranches d'âge comptent {counted} personnes ; femmes et hommes font {total}.").format(
            counted=counted, total=total
        )
        yield Remark(people.where.at("age_bands"), message, _("Accordez les deux."), "tranches_age")


def _counted_by_age(people: Participants) -> int | None:
    """How many people the bands of age count; None unless each has its number."""
    counts = [band.headcount for band in people.age_bands]
    known = [count for count in counts if count is not None]
    return sum(known) if known and len(known) == len(counts) else None


@rule("PUB-08", Severity.INFO, Source.TERMS, N_("Part de femmes sous la cible"))
def women_as_aimed(course: Course, limits: Limits) -> Iterator[Remark]:
    """The share of women among those counted, against the one aimed at."""
    people = course.needs.participants
    share, target = people.women_percent, people.women_target_percent
    if share is not None and target is not None and target - share > limits.women_points:
        message = _("Les femmes sont {share} % du groupe ; la cible est de {target} %.").format(
            share=round(share), target=target
        )
        remedy = _("Relancez les organismes, changez les horaires ou le lieu, ou dites pourquoi la cible change.")
        yield Remark(people.where.at("women"), message, remedy)


@rule("POI-09", Severity.WARNING, Source.COHERENCE, N_("Volume annoncé plus petit que le cours"))
def announced_volume(course: Course, _limits: Limits) -> Iterator[Remark]:
    """What a participant is told to pay for isn't less than the files of the course."""
    plan = course.delivery.connection
    weight = sum(medium.bytes for medium in course.media) / _MEGABYTE
    if plan is not None and plan.megabytes is not None and plan.megabytes < weight:
        message = _("La connexion annoncée est de {announced} Mo ; les médias du cours en pèsent {weight}.").format(
            announced=f"{plan.megabytes:g}", weight=ceil(weight)
        )
        yield Remark(plan.where.at("megabytes"), message, _("Corrigez « volume_mo », ou allégez les médias."))


@rule("ALI-14", Severity.WARNING, Source.COHERENCE, N_("Compétence d'un module qu'aucun de ses objectifs ne travaille"))
def modules_serve_their_competencies(course: Course, _limits: Limits) -> Iterator[Remark]:
    """A module announces a competency, and none of its objectives leads to it."""
    for module in course.sequencing.modules:
        served = _competencies_served(course, module)
        for key in module.competencies:
            if key not in served:
                message = _("Module {id} : il annonce la compétence {key}, et aucun de ses objectifs n'y mène.").format(
                    id=module.id, key=key
                )
                remedy = _("Retirez-la, ou donnez « competence: {key} » à un objectif du module.").format(key=key)
                yield Remark(module.where.at("competencies"), message, remedy, module.id)


def _competencies_served(course: Course, module: Module) -> set[str]:
    """The competencies of the module's objectives, and what these are part of."""
    known = objectives_by_id(course)
    parents = {competency.id: competency.parent for competency in course.needs.competencies}
    keys = {*module.objectives, *(key for sequence in module.sequences for key in sequence.objectives)}
    served = {known[key].competency for key in keys if key in known}
    return served | {parents[key] for key in served if parents.get(key)}


@rule("SEQ-14", Severity.WARNING, Source.COHERENCE, N_("Horaires d'étapes dans le désordre, ou contraires aux durées"))
def clock_agrees(course: Course, _limits: Limits) -> Iterator[Remark]:
    """A step begins when the one before it is over, or later, after a pause. Each time reads as one."""
    for sequence in course.sequencing.sequences():
        timed = [step for step in sequence.steps if step.start.strip()]
        for step in timed:
            if clock_time(step.start) is None:
                message = _("« {start} » ne se lit pas comme une heure.").format(start=step.start)
                yield _about_start(sequence, step, message)
        for step, following in pairwise(timed) if _in_one_session(course, sequence) else ():
            if _too_early(sequence, step, following):
                message = _("elle commence à {start} ; « {before} », à {begun}, n'est pas encore finie.").format(
                    start=following.start, before=step.title, begun=step.start
                )
                yield _about_start(sequence, following, message)


def _about_start(sequence: Sequence, step: Step, message: str) -> Remark:
    key = f"{sequence.id}/{step.id}"
    said = _("Étape {id} : {message}").format(id=key, message=message)
    return Remark(step.where.at("start"), said, _("Corrigez « horaire: » (09:15), ou « duree_min »."), key)


def _in_one_session(course: Course, sequence: Sequence) -> bool:
    """Whether its times are those of one day: shared among sessions, they start again each day."""
    return sum(sequence.id in session.sequences for session in course.delivery.sessions) <= 1


def _too_early(sequence: Sequence, step: Step, following: Step) -> bool:
    """Whether the following step begins before those from the first one on can be over."""
    begun, begins = clock_time(step.start), clock_time(following.start)
    steps = sequence.steps
    spent = sum(between.minutes for between in steps[steps.index(step) : steps.index(following)])
    return begun is not None and begins is not None and begins < begun + spent


@rule("SEQ-15", Severity.WARNING, Source.COHERENCE, N_("Séquence qui revient sur ce qui n'a pas encore eu lieu"))
def revisits_what_came_before(course: Course, _limits: Limits) -> Iterator[Remark]:
    """One takes up again, deeper, a notion met in an earlier sequence (Bruner's spiral)."""
    places = place_of_sequence(course)
    for sequence in course.sequencing.sequences():
        for key in sequence.revisits:
            if key in places and places[key] >= places[sequence.id]:
                message = _("Séquence {id} : elle revient sur {key}, qui ne vient qu'après.").format(
                    id=sequence.id, key=key
                )
                if key == sequence.id:
                    message = _("Séquence {id} : elle revient sur elle-même.").format(id=sequence.id)
                remedy = _("Corrigez « revient_sur », ou l'ordre des séquences.")
                yield Remark(sequence.where.at("revisits"), message, remedy, sequence.id)
