"""What one activity is made of, part by part: a digest each, and short facts that a plan reads back.

The site keeps the map as it is and gives it back (`sourceparts`), so that the next plan can say what changes without
sending anything. Digests are of

    name settings content files questions grade completion availability dates structure

`structure` is what learners' work hangs on: the places of a quiz, the fields of a database, a grading form. Facts stand
beside them, as text: `placement` (key of the section), `after` (key of the activity before it), `weight`, `category`,
`date:due` (Unix seconds), `item:NAME` (its kind), `options:NAME` (among which learners choose), `sco:IDENTIFIER`,
`key:QUESTION` (what is right, see `answer_key`), `fixed:COLUMN` (what the plugin leaves once somebody has worked there,
by Moodle's name of it).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from functools import cache
from types import MappingProxyType
from typing import Any, Final

from coursegen.publish.canonical import default_of, digest
from moodle_backups.activities.assign import Assign
from moodle_backups.activities.base import Activity
from moodle_backups.activities.choice import Choice
from moodle_backups.activities.data import Data
from moodle_backups.activities.feedback import Feedback
from moodle_backups.activities.feedback_items import MultipleChoice
from moodle_backups.activities.glossary import Glossary
from moodle_backups.activities.lesson import Lesson
from moodle_backups.activities.qbank import QBank
from moodle_backups.activities.quiz import Quiz
from moodle_backups.activities.scorm import Scorm
from moodle_backups.activities.subsection import Subsection
from moodle_backups.activities.workshop import Workshop
from moodle_backups.gradebook import Grade
from moodle_backups.questions.base import Question
from moodle_backups.scorm_package import read_package

# What the digest of the whole activity is over; what is beside it says where the activity stands, or repeats it.
OWN_PARTS: Final = (
    "name settings content files questions grade completion availability dates".split()
)  # fmt: skip
_DATES: Final = frozenset(
    """opens closes due cutoff grading_due read_from read_until rate_from rate_until assessment_opens
    assessment_closes""".split()
)
_TEXTS: Final = frozenset(
    """intro content instructions review_instructions conclusion thanks welcome summary first_page url
    form rubric guide templates""".split()
)
# Learners' side of an activity: put in place by REST once, never part of a package without users.
_SEEDS: Final = frozenset("discussions entries records pages_of_wiki".split())
_ELSEWHERE: Final = frozenset("key name activities competencies".split())
_LONGEST_NAME: Final = 60
_FIXED: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType(
    {
        "assign": {"teamsubmission": "team", "requireallteammemberssubmit": "whole_team", "blindmarking": "blind"},
        "choice": {"allowmultiple": "several"},
        "feedback": {"anonymous": "anonymous"},
        "forum": {"type": "type"},
        "h5pactivity": {"grademethod": "grading"},
        "lesson": {"custom": "own_scores"},
        "quiz": {"grademethod": "attempt_grade", "preferredbehaviour": "behaviour", "attemptonlast": "build_on_last"},
        "scorm": {"whatgrade": "attempt_grade"},
        "wiki": {"wikimode": "mode", "firstpagetitle": "first_page"},
    }
)
"""By type: the column that the plugin leaves, and our field that it is written from."""


def parts_of(activity: Activity) -> dict[str, str]:
    """Every part and fact of an activity but its place. OSError when a file of it can't be read."""
    heaps: dict[str, dict[str, object]] = {}
    kind: object = type(activity)  # plain, since the type of a dataclass is no Hashable to mypy
    for name, type_named, default in _columns(kind):
        value = getattr(activity, name)
        if value != default and not _is_wiki_seed(activity, name):
            heaps.setdefault(_part(name, type_named), {})[name] = _without_place(value)
    found = {part: digest(heap) for part, heap in heaps.items()}
    found["name"] = digest(activity.title())
    if structure := _structure(activity):
        found["structure"] = digest(structure)
    return {**found, **dict(_facts(activity))}


def own_digest(parts: Mapping[str, str]) -> str:
    """The digest of an activity from its parts."""
    return digest({name: parts[name] for name in OWN_PARTS if name in parts})


def questions_of(activity: Activity) -> tuple[Question, ...]:
    """The questions of the activity's own bank."""
    return activity.questions if isinstance(activity, (Quiz, QBank)) else ()


def question_digest(question: Question) -> str:
    """The digest of a question with its files; where it lies in the bank included."""
    return digest(question)


def answer_key(question: Question) -> str:
    """What is right in a question, as two short figures: `PLACES.TEXTS`.

    A word mended in a right answer changes the texts alone, another order of the choices the places too; both together
    with the same length mean another answer. See `key_has_changed`.
    """
    fractions = [getattr(answer, "fraction", 1.0) for answer in getattr(question, "answers", ())]
    texts = digest(_right(question))[:12]
    chosen = question.qtype in ("multichoice",)
    return f"{digest(fractions)[:12] if chosen else texts}.{texts}"


def key_has_changed(old: str, new: str) -> bool:
    """Whether two answer keys name different right answers."""
    before, after = old.split("."), new.split(".")
    return all(one != other for one, other in zip(before, after, strict=False))


@cache
def _columns(kind: Any) -> tuple[tuple[str, str, object], ...]:
    """The fields that the parts are made of: name, type in words, default (a field that has it says nothing)."""
    return tuple(
        (field.name, str(field.type), default_of(field))
        for field in fields(kind)
        if field.name not in _ELSEWHERE | _SEEDS
    )


def _part(name: str, type_named: str) -> str:
    if name == "questions":
        return "questions"
    if name.startswith("complete_") or name == "completion":
        return "completion"
    if name == "availability":
        return "availability"
    if name in _DATES:
        return "dates"
    if "Grade |" in type_named:
        return "grade"
    if "File" in type_named and "FileUpload" not in type_named:
        return "files"
    many = "tuple[" in type_named and not type_named.startswith(("tuple[str", "tuple[int"))
    return "content" if name in _TEXTS or many else "settings"


def _is_wiki_seed(activity: Activity, name: str) -> bool:
    return name == "pages" and activity.modname == "wiki"


def _without_place(value: object) -> object:
    """A grade without what the gradebook decides: its category and its weight in it."""
    if isinstance(value, Grade):
        return replace(value, category=None, weight=None)
    return value


def _structure(activity: Activity) -> object:
    """What learners' answers hang on, where there is such a thing."""
    match activity:
        case Quiz():
            own = [(question.key, question.mark) for question in activity.questions]
            return [activity.slots, own if not activity.slots else (), activity.sections, activity.grade_items]
        case Workshop():
            return activity.form
        case Assign():
            return activity.rubric or activity.guide
    return [*_items(activity)]


def _items(activity: Activity) -> Iterator[tuple[str, str]]:
    """The named things that learners answer, fill in or hand in by, with their kinds."""
    match activity:
        case Assign():
            ways = {"file": activity.upload, "onlinetext": activity.online_text}
            yield from ((name, "way") for name, way in ways.items() if way is not None)
        case Glossary():
            yield from ((category.name, "category") for category in activity.categories)
        case Choice():
            yield from ((option.text, "option") for option in activity.options)
        case Feedback():
            yield from ((item.key, type(item).__name__) for item in activity.items if hasattr(item, "required"))
        case Data():
            yield from ((field.name, str(field.kind)) for field in activity.fields_of_records)
        case Lesson():
            yield from ((page.title, type(page).__name__) for page in activity.pages)


def _facts(activity: Activity) -> Iterator[tuple[str, str]]:
    for name in sorted(_DATES):
        if moment := getattr(activity, name, None):
            yield f"date:{name}", str(moment)
    yield from ((f"item:{name[:_LONGEST_NAME]}", kind) for name, kind in _items(activity))
    for column, name in _FIXED.get(activity.modname, {}).items():
        value = getattr(activity, name)
        yield f"fixed:{column}", str(getattr(value, "value", value))
    if isinstance(activity, Feedback):
        yield from ((f"options:{item.key}", digest(item.options)) for item in _choosable(activity))
    if isinstance(activity, Scorm):
        yield from ((f"sco:{identifier}", "1") for identifier in _identifiers(activity))
    yield from ((f"key:{question.key}", answer_key(question)) for question in questions_of(activity))
    if isinstance(activity, Subsection):
        yield "holds", digest([inner.key for inner in activity.activities])


def _choosable(survey: Feedback) -> Iterator[MultipleChoice]:
    """The items whose options learners choose among."""
    return (item for item in survey.items if isinstance(item, MultipleChoice))


def _identifiers(scorm: Scorm) -> list[str]:
    """The identifiers under which learners' tracks are kept: those of the items that are launched."""
    items = scorm.scos
    if not items and scorm.package is not None:
        items = read_package(scorm.package).items
    return [item.identifier for item in items if item.launch]


def _right(question: Question) -> object:
    """The right answers of a question in their words, in no order where order means nothing."""
    answers = getattr(question, "answers", ())
    if answers:
        return sorted(digest(replace(answer, feedback="")) for answer in answers if answer.fraction > 0)
    named = ("correct", "pairs", "items", "choices", "zones", "areas", "parts")
    return [(name, getattr(question, name)) for name in named if hasattr(question, name)] + [
        question.text if question.qtype in ("ddwtos", "gapselect") else ""
    ]
