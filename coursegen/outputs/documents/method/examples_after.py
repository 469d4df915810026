"""What the third part and the annexes show of the course: indicators, evaluation, quality, label, themes, risks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from coursegen.documents_model import Block, Cell, Fill, cell
from coursegen.outputs.documents.durations import duration
from coursegen.outputs.documents.method.data import method_data, word
from coursegen.outputs.documents.method.phrases import (
    DASH,
    day,
    lines,
    listed,
    number,
    pairs,
    percent,
    phrases,
    said,
    sentences,
)
from coursegen.outputs.documents.method.tables import Row, example, example_sheet
from coursegen.outputs.documents.subject import Subject
from methodology.activities.quiz import Quiz
from methodology.alignment import Alignment, alignment_matrix, method_matrix
from methodology.course import Course
from methodology.evaluation import Assessment, Improvement
from methodology.needs import Need
from methodology.objectives import Objective
from methodology.planning import RiskLevel, risk_matrix
from methodology.values import Decision, Moment, Theme
from methodology.workings import activities_of, questions_of_quiz

_TRANSFER_MONTHS = 3
_RISK = {RiskLevel.LOW: Fill.LOW, RiskLevel.MEDIUM: Fill.MIDDLE, RiskLevel.HIGH: Fill.HIGH}
_STATE = {"fait": Fill.LOW, "en_partie": Fill.MIDDLE, "pas_encore": Fill.HIGH}


def indicators(subject: Subject) -> Iterator[Block]:
    """The figures that are followed."""
    found = subject.course.evaluation.indicators
    rows = ((i.title, i.formula, i.source, i.target, i.frequency, i.responsible) for i in found)
    yield from example("indicateurs", rows)


def evaluation_plan(subject: Subject) -> Iterator[Block]:
    """The four levels."""
    plan = subject.course.evaluation.plan
    rows = ((str(p.level), p.question, lines((p.indicator, p.tool)), p.when, p.responsible) for p in plan)
    yield from example("plan-evaluation", rows)


def surveys(subject: Subject) -> Iterator[Block]:
    """The questionnaires and how long they are."""
    rows = (
        (s.title, said(s.moment), said(s.audience), str(len(s.items)), word("oui" if s.anonymous else "non"))
        for s in subject.course.evaluation.surveys
    )
    yield from example("questionnaires", rows)


def analysis(subject: Subject) -> Iterator[Block]:
    """The tests and marked works that the analysis reads."""
    rows = [_read(subject.course, found) for found in subject.course.evaluation.assessments]
    yield from example("analyse", rows)


def _read(course: Course, found: Assessment) -> tuple[str, ...]:
    asked = [q for a in activities_of(course, found) if isinstance(a, Quiz) for q in questions_of_quiz(course, a)]
    use = "lecture_pendant"
    if asked and Moment.BEFORE in found.moments:
        use = "lecture_avant"
    elif asked and Moment.END in found.moments:
        use = "lecture_apres"
    moments = listed(map(said, found.moments))
    return found.title, moments, str(len(asked)) if asked else DASH, percent(found.pass_percent), word(use)


def quality(subject: Subject) -> Iterator[Block]:
    """The self-diagnosis that the folder's own data allow."""
    titles = method_data("mots")["qualite"]
    yield from example("qualite", [_graded(titles[key], *found) for key, found in _quality(subject.course).items()])


def _quality(course: Course) -> dict[str, tuple[int, int, str]]:
    """How many of how many, for each line; and the words that say it when it isn't a count."""
    trained = [need for need in course.needs.needs if need.decision in (Decision.TRAIN, Decision.OVERTRAIN)]
    aims, sequences = course.objectives.objectives, list(course.sequencing.sequences())
    served, rows = {aim.need for aim in aims}, alignment_matrix(course)
    uses = [use for row in method_matrix(course) for use in row.uses]
    minutes, active = sum(use.minutes for use in uses), sum(use.active_minutes for use in uses)
    share = round(100 * active / minutes) if minutes else 0
    late = [line for line in course.evaluation.plan if (line.months_after or 0) >= _TRANSFER_MONTHS]
    actions, delivery = course.evaluation.improvements, course.delivery
    return {
        "besoins": (sum(need.id in served for need in trained), len(trained), ""),
        "sources": (sum(len(need.sources) > 1 for need in trained), len(trained), ""),
        "objectifs": (sum(bool(o.verb and o.condition and o.criterion and o.bloom) for o in aims), len(aims), ""),
        "alignement": (sum(row.status is Alignment.ALIGNED for row in rows), len(rows), ""),
        "actif": (min(share, 50), 50, word("releve_pct", n=share)),
        "hors_connexion": (sum(bool(s.offline_variant) for s in sequences), len(sequences), ""),
        "amenagements": _written(bool(course.needs.participants.arrangements and delivery.accessibility)),
        "reclamation": _written(bool(delivery.complaints)),
        "donnees": _written(bool(delivery.data_protection)),
        "transfert": _written(bool(late)),
        "ameliorations": (sum(bool(a.responsible and a.due) for a in actions), len(actions), ""),
        "genre": _written(course.needs.participants.women_target_percent is not None),
    }


def _written(there: bool) -> tuple[int, int, str]:
    return int(there), 1, word("releve_oui" if there else "releve_non")


def _graded(title: str, got: int, whole: int, words: str) -> Row:
    return title, words or word("releve", n=got, whole=whole), _state(got, whole)


def _state(got: int, whole: int) -> Cell:
    key = "fait" if whole and got >= whole else "en_partie" if got else "pas_encore"
    return cell(word(key), _STATE[key])


def improvements(subject: Subject) -> Iterator[Block]:
    """The register of the quality loop."""
    yield from example("ameliorations", (_improvement(action) for action in subject.course.evaluation.improvements))


def _improvement(found: Improvement) -> tuple[str, ...]:
    who = ", ".join(filter(None, (found.responsible, day(found.due))))
    return (
        found.finding,
        found.cause,
        lines(filter(None, (found.action, f"({who})" if who else ""))),
        found.evidence,
        lines((found.status, found.effect)),
    )


def label(subject: Subject) -> Iterator[Block]:
    """Each piece of a label's file, and whether the folder has it."""
    rows = [(t, at, _state(*got)) for (t, at), got in zip(pairs("label"), _pieces(subject.course), strict=True)]
    yield from example("label", rows)


def _pieces(course: Course) -> list[tuple[int, int]]:
    """How much of each piece is there, in the order of `mots.yaml`."""
    sequences = list(course.sequencing.sequences())
    checks: list[Sequence[object]] = [
        (course.needs.request, course.needs.needs),
        (course.needs.participants.title, course.needs.participants.prerequisites),
        (course.needs.competencies,),
        (course.objectives.objectives,),
        [s.steps for s in sequences] or (None,),
        (course.identity.licence, any(s.slides or s.documents for s in sequences)),
        (any(step.activity for _sequence, step in course.sequencing.steps()),),
        (course.evaluation.assessments, course.evaluation.rubrics),
        (course.evaluation.plan, course.evaluation.indicators),
        (any(s.reviews for s in sequences),),
        (course.evaluation.improvements,),
    ]
    return [(sum(bool(found) for found in piece), len(piece)) for piece in checks]


def identity(subject: Subject) -> Iterator[Block]:
    """The course on one card."""
    card = subject.course.identity
    values = (
        card.title,
        f"{card.code}, version {card.version}",
        card.sponsor,
        card.summary,
        f"{duration(subject.courseware.minutes)}, {said(card.modality)}",
        subject.course.objectives.general,
        lines(f"{module.id}. {module.title}" for module in subject.course.sequencing.modules),
        card.licence,
    )
    yield from example_sheet("identite", values)


def one_need(subject: Subject) -> Iterator[Block]:
    """The need with the highest score, from the request to what proves that it was met."""
    course = subject.course
    trained = [need for need in course.needs.needs if need.decision in (Decision.TRAIN, Decision.OVERTRAIN)]
    need = max(trained, key=lambda found: found.dif or 0, default=None)
    aims = [aim for aim in course.objectives.objectives if need and aim.need == need.id]
    if need is None or not aims:
        yield from example("parcours-d-un-besoin", ())
        return
    aim = max(aims, key=lambda found: int(found.bloom or 0))
    told = zip(phrases("etapes_besoin"), _chain(course, need, aim), phrases("chapitres_besoin"), strict=True)
    yield from example("parcours-d-un-besoin", [row for row in told if row[1]])


def _chain(course: Course, need: Need, aim: Objective) -> tuple[str, ...]:
    row = next(row for row in alignment_matrix(course) if row.objective.id == aim.id)
    used = next((row.uses for row in method_matrix(course) if row.objective.id == aim.id), ())
    skill = next((c.name for c in course.needs.competencies if c.id == need.competency), "")
    titles = {s.id: s.title for s in course.sequencing.sequences()}
    tests = {a.id: a.title for a in course.evaluation.assessments}
    return (
        course.needs.request.reformulation if course.needs.request else "",
        f"{need.id}. {need.task} ({need.current} → {need.target})",
        skill,
        f"{aim.id}. {aim.statement}, {aim.condition} : {aim.criterion}",
        lines(f"{key}. {titles.get(key, '')}" for key in row.sequences),
        (used[0].method.label if used[0].method else used[0].written) if used else "",
        lines(f"{key}. {tests.get(key, '')}" for key in row.assessments),
        sentences(i.title for i in course.evaluation.indicators[:2]),
    )


def themes(subject: Subject) -> Iterator[Block]:
    """A measure for each cross-cutting theme."""
    found = subject.course.identity.themes
    told = (found.gender, found.governance, found.environment, found.human_rights, found.vulnerable_groups)
    yield from example("transversal", [(said(theme), text) for theme, text in zip(Theme, told, strict=True) if text])


def markers(subject: Subject) -> Iterator[Block]:
    """The figures of the themes."""
    rows = (
        (said(m.theme), m.indicator, number(m.aimed, m.unit), number(m.achieved, m.unit), m.source)
        for m in subject.course.identity.markers
    )
    yield from example("marqueurs", rows)


def risks(subject: Subject) -> Iterator[Block]:
    """The risks, the gravest first."""
    rows = (
        (
            r.risk.risk,
            number(r.risk.probability),
            number(r.risk.impact),
            cell(number(r.score), _RISK[r.level] if r.level else Fill.NONE, bold=True),
            r.risk.measure,
            r.risk.responsible,
        )
        for r in risk_matrix(subject.course).risks
    )
    yield from example("risques", rows)


EXAMPLES = {
    "indicateurs": indicators,
    "plan-evaluation": evaluation_plan,
    "questionnaires": surveys,
    "analyse": analysis,
    "qualite": quality,
    "ameliorations": improvements,
    "label": label,
    "identite": identity,
    "parcours-d-un-besoin": one_need,
    "transversal": themes,
    "marqueurs": markers,
    "risques": risks,
}
