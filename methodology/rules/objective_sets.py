"""OBJ: objectives that make a whole: enough of them, not too many, high enough, each different."""

from __future__ import annotations

import re
from collections.abc import Iterator

from methodology.course import Course
from methodology.findings import Severity
from methodology.i18n import N_
from methodology.i18n import gettext as _
from methodology.lexicon import lexicon
from methodology.objectives import Objective
from methodology.readability import sentences
from methodology.rules.material import folded, plain_words
from methodology.rules.parameters import Limits
from methodology.rules.registry import Remark, Source, rule
from methodology.sequencing import Module, Sequence
from methodology.values import Bloom, Domain
from methodology.workings import objectives_by_id

_RELATIONAL = re.compile(r"\b(?:accueil|ecout|accompagn|negoci|cooper|mediation|empath|relation )\w*")
_SMALL = frozenset("a au aux de des du en et l la le les ou par pour sa ses son sur un une avec dans d".split())


def _about(objective: Objective, message: str, remedy: str, field: str = "statement") -> Remark:
    said = _("Objectif {id} : {message}").format(id=objective.id, message=message)
    return Remark(objective.where.at(field), said, remedy, objective.id)


@rule("OBJ-10", Severity.WARNING, Source.CONVENTION, N_("Trop d'objectifs dans une séquence ou un module"))
def few_at_a_time(course: Course, limits: Limits) -> Iterator[Remark]:
    """More than a few objectives at once, and none is reached. A sequence without any: ALI-07."""
    for module in course.sequencing.modules:
        if len(module.objectives) > limits.module_objectives:
            yield _too_many(module, limits.module_objectives)
        for sequence in module.sequences:
            if len(sequence.objectives) > limits.sequence_objectives:
                yield _too_many(sequence, limits.sequence_objectives)


def _too_many(part: Module | Sequence, most: int) -> Remark:
    message = _("{id} vise {count} objectifs ; {most} au plus se travaillent vraiment.").format(
        id=part.id, count=len(part.objectives), most=most
    )
    return Remark(part.where.at("objectives"), message, _("Partagez-le, ou gardez l'essentiel."), part.id)


@rule("OBJ-11", Severity.ERROR, Source.NORM, N_("Pas exactement un objectif général"))
def one_general_objective(course: Course, _limits: Limits) -> Iterator[Remark]:
    """One sentence says what the whole course is for."""
    where = course.objectives.where.at("general")
    found = sentences(course.objectives.general)
    if not found:
        message = _("L'objectif général manque : rien ne dit à quoi sert le cours entier.")
        yield Remark(where, message, _("Ajoutez « objectif_general: » : ce que les personnes feront au travail."))
    elif len(found) > 1:
        message = _("L'objectif général tient en {count} phrases : il y en a plusieurs.").format(count=len(found))
        yield Remark(where, message, _("Gardez une phrase ; passez le reste dans les objectifs."))


@rule("OBJ-12", Severity.WARNING, Source.CONVENTION, N_("Aucun objectif d'application ou plus"))
def something_to_do(course: Course, _limits: Limits) -> Iterator[Remark]:
    """A professional course makes people do something at work: level 3 at least."""
    levels = [o.bloom for o in course.objectives.objectives if o.bloom is not None]
    if levels and max(levels) < Bloom.APPLY:
        message = _("Aucun objectif ne dépasse le niveau 2 : on saura redire, pas faire.")
        remedy = _("Ajoutez un objectif d'application : remplir, calculer, traiter, conduire…")
        yield Remark(course.objectives.where.at("objectives"), message, remedy)


@rule("OBJ-13", Severity.INFO, Source.CONVENTION, N_("Beaucoup d'objectifs de mémoire et de compréhension"))
def not_only_memory(course: Course, limits: Limits) -> Iterator[Remark]:
    """The share of levels 1 and 2 among the declared levels. A course that has nothing else: OBJ-12."""
    levels = [o.bloom for o in course.objectives.objectives if o.bloom is not None]
    low = sum(level <= Bloom.UNDERSTAND for level in levels)
    if levels and max(levels) >= Bloom.APPLY and 100 * low / len(levels) > limits.low_levels_percent:
        message = _("{share} % des objectifs sont de niveau 1 ou 2.").format(share=round(100 * low / len(levels)))
        remedy = _("Regroupez-les sous un objectif qui les met en œuvre.")
        yield Remark(course.objectives.where.at("objectives"), message, remedy)


@rule("OBJ-14", Severity.ERROR, Source.CONVENTION, N_("Deux objectifs presque identiques"))
def distinct(course: Course, limits: Limits) -> Iterator[Remark]:
    """Statements made of the same words, or of so many words with one changed."""
    seen: dict[tuple[str, ...], Objective] = {}
    for objective in course.objectives.objectives:
        signatures = _signatures(objective, limits)
        twin = next((seen[s] for s in signatures if s in seen), None)
        if twin is not None:
            message = _("il dit la même chose que {other}, ou presque.").format(other=twin.id)
            yield _about(objective, message, _("Gardez-en un, ou dites ce qui les distingue."))
        for signature in signatures:
            seen.setdefault(signature, objective)


def _signatures(objective: Objective, limits: Limits) -> list[tuple[str, ...]]:
    """What twins share: their words in order of the alphabet, and those words but one when they are many."""
    kept = sorted({word for word in plain_words(objective.statement) if word not in _SMALL})
    if len(kept) < limits.twin_words:
        return [tuple(kept)] if kept else []
    return [tuple(kept), *((*kept[:n], *kept[n + 1 :]) for n in range(len(kept)))]


@rule("OBJ-15", Severity.WARNING, Source.RESEARCH, N_("Qualificatif flou dans le critère"))
def clear_criterion(course: Course, _limits: Limits) -> Iterator[Remark]:
    """A word in the criterion that two people would judge differently."""
    for objective in course.objectives.objectives:
        criterion = objective.criterion.lower()
        found = next(
            (word for word in lexicon(course.identity.language).fuzzy if re.search(rf"\b{word}\b", criterion)), ""
        )
        if found:
            message = _("« {word} », dans le critère, se juge différemment d'une personne à l'autre.")
            remedy = _("Dites combien, en combien de temps, selon quelle grille.")
            yield _about(objective, message.format(word=found), remedy, "criterion")


@rule("OBJ-16", Severity.INFO, Source.RESEARCH, N_("Module qui finit bien plus bas qu'il ne commence"))
def levels_rise(course: Course, limits: Limits) -> Iterator[Remark]:
    """The last sequence of a module aims well below its first, for the same competency."""
    for module in course.sequencing.modules:
        aims = [aim for sequence in module.sequences if (aim := _aim(course, sequence)) is not None]
        same = len({competency for sequence in module.sequences for competency in _competencies(course, sequence)}) <= 1
        if len(aims) > 1 and same and aims[0] - aims[-1] > limits.level_drop:
            message = _("Module {id} : il commence au niveau {first} et finit au niveau {last}.").format(
                id=module.id, first=int(aims[0]), last=int(aims[-1])
            )
            yield Remark(module.where, message, _("Placez le plus exigeant à la fin, ou dites pourquoi."), module.id)


def _competencies(course: Course, sequence: Sequence) -> set[str]:
    known = objectives_by_id(course)
    return {known[key].competency for key in sequence.objectives if key in known}


def _aim(course: Course, sequence: Sequence) -> Bloom | None:
    known = objectives_by_id(course)
    levels = [level for key in sequence.objectives if key in known and (level := known[key].bloom) is not None]
    return max(levels, default=None)


@rule("OBJ-17", Severity.INFO, Source.CONVENTION, N_("Compétence relationnelle sans savoir-être"))
def attitudes(course: Course, _limits: Limits) -> Iterator[Remark]:
    """A competency of relation, and no objective of the course about how one behaves."""
    if any(o.domain is Domain.ATTITUDE for o in course.objectives.objectives):
        return
    for competency in course.needs.competencies:
        if _RELATIONAL.search(folded(competency.name)):
            message = _("Compétence {id} : elle est relationnelle, et aucun objectif ne vise un savoir-être.").format(
                id=competency.id
            )
            remedy = _("Donnez « domaine: savoir-etre » à un objectif : accueillir, respecter, solliciter…")
            yield Remark(competency.where, message, remedy, competency.id)
            return


@rule("OBJ-18", Severity.ERROR, Source.COHERENCE, N_("Lien vers un objectif qui n'existe pas"))
def known_links(course: Course, _limits: Limits) -> Iterator[Remark]:
    """The wider objective of an objective, and the objectives of a unit of content, are declared. Loops: LIR-16."""
    known = objectives_by_id(course)
    for objective in course.objectives.objectives:
        if objective.parent and objective.parent not in known:
            message = _("son objectif parent « {parent} » n'existe pas.").format(parent=objective.parent)
            yield _about(objective, message, _("Donnez l'identifiant d'un autre objectif, ou retirez-le."), "parent")
    for unit in course.objectives.contents:
        for key in unit.objectives:
            if key not in known:
                message = _("Contenu {id} : l'objectif « {key} » n'existe pas.").format(id=unit.id, key=key)
                yield Remark(unit.where.at("objectives"), message, _("Corrigez l'identifiant."), unit.id)
