"""OBJ: objectives one can see being reached (Mager: performance, condition, criterion; Bloom for the level)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from methodology.course import Course
from methodology.findings import Severity
from methodology.i18n import N_
from methodology.i18n import gettext as _
from methodology.lexicon import Lexicon, lexicon
from methodology.objectives import Objective
from methodology.readability import words
from methodology.rules.parameters import Limits
from methodology.rules.registry import Remark, Source, rule
from methodology.values import Domain

_MEASURABLE = re.compile(
    r"\d|,|%|\b(?:deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|quinze|vingt|trente|cent|mille|moitié|tiers"
    r"|quarts?|zéro|aucune?|tous|toutes?|tout|chaque|sans|nulle?|entière?s?|entièrement|complet|complète|complets"
    r"|complètes|totalité|de bout en bout|au moins|au plus|conformes?|norme|règles?|procédure|grille|barème|seuil|délai"
    r"|modèle|liste|référentiel|guide|standard|exacte?s?|premier coup"
    r"|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|half|third|quarter|zero|no|none|all|every|each"
    r"|without|complete(?:ly)?|entire(?:ly)?|at least|at most|standards?|rules?|procedure|rubric|scale|threshold"
    r"|deadline|template|checklist|exact(?:ly)?"
    r"|dois|duas|três|quatro|cinco|sete|oito|nove|dez|doze|vinte|metade|terços?|nenhum|nenhuma|todos|todas|cada|sem"
    r"|complet[oa]s?|pelo menos|no máximo|normas?|regras?|procedimento|grelha|limiar|prazo|modelo|lista|guia|exat[oa]s?"
    r"|dos|tres|cuatro|seis|siete|ocho|nueve|diez|doce|veinte|mitad|tercios?|ningún|ninguna|sin|al menos|como máximo"
    r"|reglas?|rúbrica|umbral|plazo|exact[oa]s?)\b",
    re.IGNORECASE,
)


def _own_words(objective: Objective, message: str, remedy: str, field: str = "statement") -> Remark:
    said = _("Objectif {id} : {message}").format(id=objective.id, message=message)
    return Remark(objective.where.at(field), said, remedy, objective.id)


@rule("OBJ-01", Severity.ERROR, Source.RESEARCH, N_("L'objectif ne commence pas par un verbe à l'infinitif"))
def starts_with_infinitive(course: Course, _limits: Limits) -> Iterator[Remark]:
    """The statement begins with a verb in the infinitive, a tolerated prefix apart."""
    for objective in course.objectives.objectives:
        if not lexicon(course.identity.language).verb(objective.statement):
            message = _("l'énoncé ne commence pas par un verbe à l'infinitif ; on ne voit pas ce qui sera fait.")
            remedy = _("Commencez par ce que la personne fera : « Rédiger… », « Calculer… », « Analyser… ».")
            yield _own_words(objective, message, remedy)


@rule("OBJ-02", Severity.ERROR, Source.RESEARCH, N_("Verbe vague dans un objectif"))
def vague_verb(course: Course, _limits: Limits) -> Iterator[Remark]:
    """The verb names something nobody can observe."""
    for objective in course.objectives.objectives:
        vague = lexicon(course.identity.language).vague_opening(objective.statement)
        if vague:
            message = _("« {verb} » ne se voit pas, donc ne se vérifie pas.").format(verb=vague)
            remedy = _("Dites à quoi on le reconnaîtra : expliquer, calculer, rédiger, choisir en justifiant…")
            yield _own_words(objective, message, remedy)


@rule("OBJ-03", Severity.WARNING, Source.CONVENTION, N_("Niveau de Bloom à déclarer"))
def undeclared_level(course: Course, _limits: Limits) -> Iterator[Remark]:
    """No level is declared, and the verb doesn't tell it: unknown, or possible at several levels."""
    for objective in course.objectives.objectives:
        verb = _verb(objective, lexicon(course.identity.language))
        silent = objective.bloom is None and objective.domain is not Domain.ATTITUDE
        if (
            verb
            and silent
            and verb not in lexicon(course.identity.language).vague
            and len(lexicon(course.identity.language).levels.get(verb, ())) != 1
        ):
            message = _("le verbe « {verb} » ne suffit pas à dire le niveau visé.").format(verb=verb)
            yield _own_words(objective, message, _("Déclarez-le : « bloom: » et un nombre de 1 à 6."))


@rule("OBJ-04", Severity.ERROR, Source.RESEARCH, N_("Niveau de Bloom incompatible avec le verbe"))
def level_of_verb(course: Course, _limits: Limits) -> Iterator[Remark]:
    """The declared level isn't one the verb may have."""
    for objective in course.objectives.objectives:
        admitted = lexicon(course.identity.language).levels.get(
            _verb(objective, lexicon(course.identity.language)), frozenset()
        )
        if objective.bloom is not None and admitted and objective.bloom not in admitted:
            message = _("« {verb} » est de niveau {admitted}, pas {level} ({name}).").format(
                verb=_verb(objective, lexicon(course.identity.language)),
                admitted=_one_of(sorted(admitted)),
                level=int(objective.bloom),
                name=lexicon(course.identity.language).level_names[objective.bloom],
            )
            yield _own_words(objective, message, _("Changez le verbe, ou le niveau."), "bloom")


def _one_of(levels: Sequence[int]) -> str:
    """`3`, `3 ou 6`, `2, 3 ou 6`."""
    *first, last = map(str, levels)
    return _("{first} ou {last}").format(first=", ".join(first), last=last) if first else last


@rule("OBJ-05", Severity.ERROR, Source.RESEARCH, N_("Plusieurs verbes d'action dans un objectif"))
def several_verbs(course: Course, _limits: Limits) -> Iterator[Remark]:
    """Two performances in one statement can't be verified together."""
    for objective in course.objectives.objectives:
        others = lexicon(course.identity.language).other_verbs(objective.statement)
        if others:
            verbs = ", ".join((lexicon(course.identity.language).verb(objective.statement), *others))
            message = _("il demande plusieurs choses à la fois : {verbs}.").format(verbs=verbs)
            yield _own_words(objective, message, _("Faites-en un objectif par verbe, ou gardez le plus exigeant."))


@rule("OBJ-06", Severity.WARNING, Source.RESEARCH, N_("Objectif sans condition"))
def no_condition(course: Course, _limits: Limits) -> Iterator[Remark]:
    """Nothing says with what, from what, where it is done."""
    for objective in course.objectives.objectives:
        if not objective.condition.strip():
            message = _("rien ne dit dans quelles conditions.")
            remedy = _("Ajoutez « condition: » : avec quel document, quel outil, quelle aide, devant qui.")
            yield _own_words(objective, message, remedy)


@rule(
    "OBJ-07",
    Severity.WARNING,
    Source.RESEARCH,
    N_("Objectif sans critère, ou dont le critère ne se mesure pas"),
)
def no_measurable_criterion(course: Course, _limits: Limits) -> Iterator[Remark]:
    """The criterion is missing, or holds no number, no norm, no list."""
    for objective in course.objectives.objectives:
        remedy = _(
            "Donnez un nombre, une norme ou une liste : « sans erreur », « quatre sur cinq », « selon la grille »."
        )
        if not objective.criterion.strip():
            yield _own_words(objective, _("rien ne dit à quoi on voit qu'il est atteint."), remedy)
        elif not _MEASURABLE.search(objective.criterion):
            message = _("le critère « {criterion} » ne se mesure pas.").format(criterion=objective.criterion)
            yield _own_words(objective, message, remedy, "criterion")


@rule("OBJ-08", Severity.WARNING, Source.CONVENTION, N_("Énoncé d'objectif trop long"))
def long_statement(course: Course, limits: Limits) -> Iterator[Remark]:
    """The statement has too many words to be remembered."""
    for objective in course.objectives.objectives:
        count = len(words(objective.statement))
        if count > limits.statement_words:
            message = _("l'énoncé a {count} mots ; au-delà de {limit}, on ne le retient pas.").format(
                count=count, limit=limits.statement_words
            )
            yield _own_words(objective, message, _("Mettez la condition et le critère dans leurs champs."))


@rule(
    "OBJ-09",
    Severity.ERROR,
    Source.RESEARCH,
    N_("Objectif de la formatrice ou du formateur, pas des participants"),
)
def trainer_centred(course: Course, _limits: Limits) -> Iterator[Remark]:
    """The statement says what is done to the participants, not what they will do."""
    for objective in course.objectives.objectives:
        if _says_what_trainer_does(objective.statement, lexicon(course.identity.language)):
            message = _("il dit ce que fera la personne qui forme, pas ce que feront les participants.")
            yield _own_words(objective, message, _("Dites ce que chaque participant fera à la fin."))


def _says_what_trainer_does(statement: str, known: Lexicon) -> bool:
    text = known.performance(statement)
    if any(text.startswith(f"{verb} ") for verb in known.trainer):
        return True
    on_audience = any(text.startswith(f"{verb} ") for verb in known.trainer_on_audience)
    return on_audience and any(re.search(rf"\b{who}\b", text) for who in known.audience)


def _verb(objective: Objective, known: Lexicon) -> str:
    return objective.verb.strip().lower() or known.verb(objective.statement)
