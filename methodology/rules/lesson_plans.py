"""SEQ: lesson plans somebody else could teach from, that open, close, and lead back to work."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from methodology.activities.survey import SurveyActivity
from methodology.course import Course
from methodology.field_names import french_name
from methodology.findings import Severity
from methodology.i18n import N_
from methodology.i18n import gettext as _
from methodology.methods import method_named
from methodology.rules.material import said_in
from methodology.rules.parameters import Limits
from methodology.rules.registry import Remark, Source, rule
from methodology.rules.timing import is_pause
from methodology.sequencing import Sequence, Step
from methodology.values import Modality
from methodology.workings import place_of_sequence

_OPENS = re.compile(
    r"objectif|ouvr|ouverture|accueil|accueille|annonc|rappel|retrouv|introdu|amorce|activ|lanc|pourquoi|question|revenir"
    r"|reprend|situer|present|consigne|se souvenir|point de depart|deja"
    r"|objective|\bopen|welcome|announce|recall|remind|remember|\bwhy\b|\bstart|already"  # English
    r"|objetivo|\babr[ei]|acolh|anunci|record|lembr|apresent|porque\b|partida|pergunt"  # Portuguese
    r"|acog|bienvenid|por que\b|inicio|pregunt|presentar"  # Spanish
)
_CLOSES = re.compile(
    r"synthese|bilan|conclu|clotur|cloture|retenir|restitu|mise en commun|tour de table|retour|debrief"
    r"|engag|plan de progres|relire|relecture|verifi|corrig|resum|partag|valid|afficher|decid|noter|evaluer|test"
    r"|synthesis|summar|sum up|wrap|\bclos(?:e|ing)|take away|feedback|share|\bcheck|commit|tomorrow"  # English
    r"|sintese|balanco|encerr|reter\b|compromisso|partilh|decidir|amanha|concluir"  # Portuguese
    r"|sintesis|balance|cierr|cierre|retener|compromiso|compart|manana"  # Spanish
)
_TRANSFERS = re.compile(
    r"transfert|plan d'action|plan d'amelioration|premiere action|engagement|au poste|au travail"
    r"|a (?:son|votre|leur) poste|dans (?:son|votre|leur) (?:service|organisme|antenne|caisse)|dossier|projet"
    r"|mise en pratique|appliqu"
    r"|transfer|action plan|commitment|at work|at (?:your|their) desk|(?:your|their) own (?:service|office|team)"
    r"|\bproject\b|tomorrow|plano de acao|compromisso|no (?:seu )?trabalho|no seu servico|projeto\b|amanha"
    r"|plan de accion|compromiso|en (?:el|su) trabajo|en su servicio|proyecto\b|manana|aplica"
)
_OPENING, _CLOSING = frozenset((1, 2, 3)), frozenset((8, 9))  # Gagné's events


@rule("SEQ-06", Severity.WARNING, Source.RESEARCH, N_("Séquence sans ouverture ou sans synthèse"))
def opens_and_closes(course: Course, _limits: Limits) -> Iterator[Remark]:
    """A sequence with the group opens on the objective and what is known, and ends on what is kept (Gagné)."""
    for sequence in course.sequencing.sequences():
        if sequence.modality is Modality.ASYNCHRONOUS or not sequence.steps:
            continue
        if not _does(sequence.steps[:2], _OPENING, _OPENS):
            message = _("Séquence {id} : rien ne l'ouvre (objectif, rappel, question de départ).")
            remedy = _("Commencez par cinq minutes d'ouverture.")
            yield Remark(sequence.where, message.format(id=sequence.id), remedy, sequence.id)
        if not _does(sequence.steps[-2:], _CLOSING, _CLOSES):
            message = _("Séquence {id} : rien ne la referme (synthèse, bilan, mise en commun).")
            remedy = _("Finissez par ce que chaque personne retient.")
            yield Remark(sequence.where, message.format(id=sequence.id), remedy, sequence.id)


def _does(steps: tuple[Step, ...], events: frozenset[int], words: re.Pattern[str]) -> bool:
    return any(events.intersection(step.gagne) or words.search(f"{step.id} {said_in(step)}") for step in steps)


@rule("SEQ-07", Severity.INFO, Source.CONVENTION, N_("Même méthode plusieurs fois de suite"))
def varied(course: Course, limits: Limits) -> Iterator[Remark]:
    """The same method again and again within a sequence."""
    for sequence in course.sequencing.sequences():
        for method, run in groupby(sequence.steps, key=lambda step: step.method.lower()):
            steps = list(run)
            if len(steps) > limits.same_method_runs and not is_pause(steps[0]) and not _in_turn(steps[0]):
                message = _("Séquence {id} : {count} étapes de suite en « {method} ».").format(
                    id=sequence.id, count=len(steps), method=method
                )
                yield Remark(steps[-1].where.at("method"), message, _("Changez de méthode une fois."), sequence.id)


def _in_turn(step: Step) -> bool:
    """Whether people take turns at it: a role play comes again with the roles changed."""
    method = method_named(step.method)
    return method is not None and "roles" in method.needs


@rule("SEQ-10", Severity.WARNING, Source.RESEARCH, N_("Dernier module sans activité de transfert"))
def transfer(course: Course, _limits: Limits) -> Iterator[Remark]:
    """Before leaving, people prepare what they will do at work (Merrill)."""
    if not course.sequencing.modules:
        return
    last = course.sequencing.modules[-1]
    steps = [step for sequence in last.sequences for step in sequence.steps]
    if steps and not any(step.active and (9 in step.gagne or _TRANSFERS.search(said_in(step))) for step in steps):
        message = _("Module {id} : aucune activité ne prépare le retour au poste.").format(id=last.id)
        remedy = _("Ajoutez un plan d'action : quoi faire, quand, avec qui, quelle preuve.")
        yield Remark(last.where, message, remedy, last.id)


@rule("SEQ-11", Severity.WARNING, Source.RESEARCH, N_("Prérequis enseigné plus tard"))
def prerequisites_first(course: Course, _limits: Limits) -> Iterator[Remark]:
    """What a sequence needs comes before it. Loops are the reader's (LIR-16)."""
    places = place_of_sequence(course)
    for sequence in course.sequencing.sequences():
        for key in sequence.prerequisites:
            if places.get(key, -1) >= places[sequence.id]:
                message = _("Séquence {id} : son prérequis {key} vient plus tard.").format(id=sequence.id, key=key)
                where, remedy = sequence.where.at("prerequisites"), _("Changez l'ordre, ou le prérequis.")
                yield Remark(where, message, remedy, sequence.id)


@rule("SEQ-13", Severity.WARNING, Source.NORM, N_("Plan de cours incomplet"))
def whole_plan(course: Course, limits: Limits) -> Iterator[Remark]:
    """What another trainer needs to teach the sequence: key messages, what verifies it, materials in the room."""
    for sequence in course.sequencing.sequences():
        missing = [french_name(Sequence, name) for name in _missing(sequence)]
        if missing:
            message = _("Séquence {id} : le plan de cours n'a pas {missing}.").format(
                id=sequence.id, missing=", ".join(missing)
            )
            remedy = _("Complétez-le : une autre personne doit pouvoir animer.")
            yield Remark(sequence.where, message, remedy, sequence.id)
        elif len(sequence.key_messages) > limits.key_messages:
            message = _("Séquence {id} : {count} messages clés ; on en retient {most}.").format(
                id=sequence.id, count=len(sequence.key_messages), most=limits.key_messages
            )
            yield Remark(sequence.where.at("key_messages"), message, _("Gardez les plus utiles."), sequence.id)


def _missing(sequence: Sequence) -> Iterator[str]:
    if not sequence.key_messages:
        yield "key_messages"
    if not sequence.assessment.strip() and not any(_judges(step) for step in sequence.steps):
        yield "assessment"
    if sequence.modality is Modality.ONSITE and not sequence.materials and not any(s.materials for s in sequence.steps):
        yield "materials"


def _judges(step: Step) -> bool:
    return step.activity is not None and (step.activity.graded or isinstance(step.activity, SurveyActivity))
