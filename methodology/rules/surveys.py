"""EVA, MOO, DON: questionnaires people answer honestly, and that can be read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from methodology.course import Course
from methodology.evaluation import ItemType, Survey, SurveyItem
from methodology.findings import Severity
from methodology.i18n import N_
from methodology.i18n import gettext as _
from methodology.rules.material import folded
from methodology.rules.parameters import Limits
from methodology.rules.registry import Remark, Source, rule
from methodology.values import Moment

_OPEN = (ItemType.LONG_TEXT, ItemType.SHORT_TEXT)
_QUALITY = (
    r"\w+(?:ee?s?|able|ible|eux|euses?|ifs?|ives?|aires?|iles?|ants?|antes?|ents?|entes?|iques?|elle?s?|els?)"
    r"|clairs?|claires?|bons?|bonnes?|riches?|variees?|courts?|courtes?|longs?|longues?"
)
_TWO_QUALITIES = re.compile(
    rf"\b(?:est|sont|etait|etaient|semble|semblent|a ete|ont ete|paru|parue?s?)\s+(?:tres |assez |bien )?"
    rf"(?P<one>{_QUALITY})\s+(?:et|ou)\s+(?:tres |assez |bien )?(?P<two>{_QUALITY})\b"
)
_LEADING = re.compile(
    r"n'est-ce pas|evidemment|bien sur|ne trouvez-vous pas|ne pensez-vous pas|vous avez (?:sans doute|surement)"
)
_SENSITIVE = re.compile(
    r"\bsante\b|maladie|handicap|religi|ethni|syndica|opinions? politique|orientation sexuelle|grossesse|enceinte"
)
_PROTECTED = re.compile(r"confiden[tc]i|facultati|anonym|anonim|optional|opcional")
_STEM = 4  # letters that the feminine and the masculine of one word share


@rule("EVA-10", Severity.WARNING, Source.CONVENTION, N_("Évaluation à froid trop tôt ou trop tard"))
def follow_up_date(course: Course, limits: Limits) -> Iterator[Remark]:
    """Transfer shows after some months; later, nobody remembers where it comes from."""
    for line in course.evaluation.plan:
        months = line.months_after
        late = months is not None and not limits.follow_up_months_least <= months <= limits.follow_up_months_most
        if line.level == 3 and late:
            message = _("L'évaluation à froid est prévue à {months} mois ; visez de {least} à {most} mois.").format(
                months=f"{months:g}",
                least=f"{limits.follow_up_months_least:g}",
                most=f"{limits.follow_up_months_most:g}",
            )
            remedy = _("Changez « mois_apres » et la date.")
            yield Remark(line.where.at("months_after"), message, remedy, str(line.level))


@rule("EVA-11", Severity.WARNING, Source.CONVENTION, N_("Questionnaire à chaud trop long, ou sans question ouverte"))
def short_reaction_survey(course: Course, limits: Limits) -> Iterator[Remark]:
    """What people answer at the end of a day: few items, and a place for what one hasn't thought of."""
    for survey in course.evaluation.surveys:
        if survey.moment is not Moment.END:
            continue
        items = [item for item in survey.items if item.type is not ItemType.INFORMATION]
        if len(items) > limits.survey_items:
            message = _("Questionnaire {id} : {count} questions ; au-delà de {most}, on répond au hasard.").format(
                id=survey.id, count=len(items), most=limits.survey_items
            )
            yield Remark(survey.where, message, _("Gardez celles dont la réponse changerait quelque chose."), survey.id)
        if items and not any(item.type in _OPEN for item in items):
            message = _("Questionnaire {id} : aucune question ouverte.").format(id=survey.id)
            yield Remark(survey.where, message, _("Ajoutez « Que faut-il changer en premier ? »."), survey.id)


@rule("EVA-13", Severity.WARNING, Source.RESEARCH, N_("Question double ou orientée dans un questionnaire"))
def one_thing_at_a_time(course: Course, _limits: Limits) -> Iterator[Remark]:
    """An item that asks two things, or that says which answer is expected."""
    for survey in course.evaluation.surveys:
        for item in survey.items:
            fault = _item_fault(item)
            if fault:
                message = _("Questionnaire {id} : {fault}").format(id=survey.id, fault=fault)
                yield Remark(item.where, message, _("Faites-en deux questions, neutres."), f"{survey.id}/{item.id}")


def _item_fault(item: SurveyItem) -> str:
    asked = folded(item.text)
    if _LEADING.search(asked):
        return _("« {text} » souffle la réponse.").format(text=item.text)
    double = _TWO_QUALITIES.search(asked) if item.type is ItemType.SCALE else None
    if double and double["one"][:_STEM] != double["two"][:_STEM]:
        return _("« {text} » demande deux choses à la fois.").format(text=item.text)
    return ""


@rule("MOO-10", Severity.WARNING, Source.NORM, N_("Question sensible dans un questionnaire nominatif"))
def sensitive_questions(course: Course, _limits: Limits) -> Iterator[Remark]:
    """Health, religion, union: only optional, and only with what is done with the answer written."""
    for survey in course.evaluation.surveys:
        for item in survey.items if not survey.anonymous else ():
            if _SENSITIVE.search(folded(item.text)) and not _is_protected(survey, item):
                message = _("Questionnaire {id} : « {text} » touche à la vie privée, et les réponses portent un nom.")
                message = message.format(id=survey.id, text=item.text)
                remedy = _("Passez en « anonyme: oui », ou dites « facultatif » et qui lira la réponse.")
                yield Remark(item.where, message, remedy, f"{survey.id}/{item.id}")


def _is_protected(survey: Survey, item: SurveyItem) -> bool:
    return not item.required and bool(_PROTECTED.search(folded(f"{survey.introduction} {item.text}")))


@rule("DON-04", Severity.WARNING, Source.CONVENTION, N_("Anonymat impossible dans un très petit groupe"))
def small_groups(course: Course, limits: Limits) -> Iterator[Remark]:
    """Under five persons, an anonymous answer has an author."""
    most = course.needs.participants.headcount.max
    for survey in course.evaluation.surveys if 1 < most < limits.group_for_anonymity else ():
        if survey.anonymous:
            message = _("Questionnaire {id} : dans un groupe de {most}, on devine qui répond.").format(
                id=survey.id, most=most
            )
            remedy = _("Regroupez plusieurs sessions avant de publier un résultat, et dites-le.")
            yield Remark(survey.where, message, remedy, survey.id)
