"""A workshop: participants hand in, and assess what others have handed in.

User data, left out of a package without users: submissions, assessments, grades. Example submissions travel; a
restore makes them the restoring person's. Moodle's backups lack two settings: the scheduled allocation, and the
switch to the assessment phase once submissions are closed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import IntEnum
from typing import TYPE_CHECKING, Any, ClassVar, Final, Self

from moodle_backups.activities.base import Activity
from moodle_backups.activities.workshop_forms import FORMS, WorkshopForm, form_tag
from moodle_backups.columns import (
    LARGEST_SHORT,
    Columns,
    clock,
    computed,
    fixed,
    flag,
    html,
    moment,
    number,
    one_of,
    text,
    written,
)
from moodle_backups.files import File
from moodle_backups.gradebook import Grade
from moodle_backups.kept import NOTHING_KEPT, Kept
from moodle_backups.xml import Xml, element, listing, points, record

if TYPE_CHECKING:
    from moodle_backups.reading.owner import Owner
    from moodle_backups.scope import ActivityScope
    from moodle_backups.tree import Node


class Phase(IntEnum):
    """Where the work stands (``workshop::PHASE_*``)."""

    SETUP = 10
    SUBMISSION = 20
    ASSESSMENT = 30
    EVALUATION = 40
    CLOSED = 50


class Submission(IntEnum):
    """Whether a kind of submission is taken (``WORKSHOP_SUBMISSION_TYPE_*``)."""

    NO = 0
    OPTIONAL = 1
    REQUIRED = 2


class Examples(IntEnum):
    """When examples are assessed (``workshop::EXAMPLES_*``)."""

    VOLUNTARY = 0
    BEFORE_SUBMISSION = 1
    BEFORE_ASSESSMENT = 2


class OverallFeedback(IntEnum):
    """Whether reviewers write a feedback on the whole."""

    NO = 0
    OPTIONAL = 1
    REQUIRED = 2


class Comparison(IntEnum):
    """How near to the best assessment others must come (``workshopeval_best``)."""

    VERY_STRICT = 1
    STRICT = 3
    FAIR = 5
    LAX = 7
    VERY_LAX = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleSubmission:
    """Something to practise assessing on; ``content`` is HTML without links to activities."""

    title: str
    content: str = ""
    attachments: tuple[File, ...] = ()
    kept: Kept = NOTHING_KEPT

    @property
    def attached(self) -> int:
        """How many files lie beside it."""
        return len(self.attachments)


@dataclass(frozen=True, slots=True, kw_only=True)
class Workshop(Activity):
    """``instructions`` and ``review_instructions`` (HTML) are for handing in and for assessing, ``conclusion`` ends it.

    ``form`` is what submissions are assessed by. ``grade`` is for the submission, ``assessment_grade`` for the
    assessments made, which ``comparison`` rates (None: the site's own). ``examples`` None: none are used.
    Sizes are bytes, 0: the site's limit; file types are like ``.pdf,.odt`` (empty: any).
    """

    modname: ClassVar[str] = "workshop"
    gradable: ClassVar[bool] = True

    form: WorkshopForm
    instructions: str = ""
    review_instructions: str = ""
    conclusion: str = ""
    phase: Phase = Phase.SETUP
    grade: Grade | None = field(default_factory=lambda: Grade(80.0))
    assessment_grade: Grade | None = field(default_factory=lambda: Grade(20.0))
    decimals: int = 0
    comparison: Comparison | None = None
    self_assessment: bool = False
    text_submission: Submission = Submission.OPTIONAL
    file_submission: Submission = Submission.OPTIONAL
    max_files: int = 1
    file_types: str = ""
    max_bytes: int = 0
    late_submissions: bool = False
    overall_feedback: OverallFeedback = OverallFeedback.OPTIONAL
    feedback_files: int = 0
    feedback_file_types: str = ""
    feedback_max_bytes: int = 0
    examples: Examples | None = None
    example_submissions: tuple[ExampleSubmission, ...] = ()
    opens: int | None = None
    closes: int | None = None
    assessment_opens: int | None = None
    assessment_closes: int | None = None

    @property
    def strategy(self) -> str:
        """Moodle's name for the form."""
        return self.form.strategy

    @property
    def submission_points(self) -> str:
        """The grade for the submission as the record has it."""
        return points(self.grade.maximum if self.grade else 0)

    @property
    def assessment_points(self) -> str:
        """The grade for assessments as the record has it."""
        return points(self.assessment_grade.maximum if self.assessment_grade else 0)

    @property
    def uses_examples(self) -> bool:
        """Whether there are any."""
        return self.examples is not None

    @property
    def examples_mode(self) -> Examples:
        """When examples are assessed, if there are any."""
        return self.examples or Examples.VOLUNTARY

    def to_xml(self, scope: ActivityScope) -> Xml:
        return record(
            "workshop",
            self.fields(COLUMNS, scope),
            *self._plugins(scope),
            listing("examplesubmissions", [_example(scope, example) for example in self.example_submissions]),
            element("submissions"),
            element("aggregations"),
            *self.kept.elements,
            id=scope.place.instance,
        )

    @classmethod
    def from_xml(cls, node: Node, owner: Owner, common: Mapping[str, Any]) -> Self:
        strategy = node.text_of("strategy") or ""
        form, tag = FORMS.get(strategy), form_tag(strategy)
        own = node.child(tag)
        if form is None or own is None:
            raise ValueError(f"a workshop assessed by {strategy}")
        empty = tuple(child.tag for child in node.children if child.tag.startswith("subplugin_") and not child.children)
        used = node.text_of("useexamples") not in (None, "", "0")
        comparison = node.find(f"{_BEST}/workshopeval_best_settings/comparison")
        return cls.read(
            COLUMNS,
            node,
            owner,
            common,
            nested=("examplesubmissions", tag, _BEST, *empty),
            people=("submissions", "aggregations"),
            form=form.from_xml(own, owner),
            assessment_grade=owner.grades.get(1) or Grade(float(node.text_of("gradinggrade") or 0)),
            comparison=Comparison(int(comparison.text or 5)) if comparison is not None else None,
            examples=Examples(int(node.text_of("examplesmode") or 0)) if used else None,
            example_submissions=tuple(
                _read_example(one, owner) for one in node.path("examplesubmissions/examplesubmission")
            ),
        )

    def grades(self) -> tuple[Grade | None, ...]:
        """That of the submission, and that of the assessments."""
        return (self.grade, self.assessment_grade)

    def grade_title(self, number: int) -> str:
        """What the gradebook calls a grade; Moodle words it anew when the settings are saved."""
        return f"{self.title()} ({('submission', 'assessment')[number]})"

    def problems(self) -> Iterator[str]:
        yield from self.form.problems()
        if self.text_submission is Submission.NO and self.file_submission is Submission.NO:
            yield "takes neither text nor files"
        if self.file_submission is not Submission.NO and self.max_files < 1:
            yield "takes files, but not one"
        if not 0 <= self.decimals <= 5:
            yield f"has grades with {self.decimals} decimals"
        if self.example_submissions and self.examples is None:
            yield "has example submissions and doesn't use them"
        if any(not example.title.strip() or len(example.title) > 255 for example in self.example_submissions):
            yield "has an example submission without a title of 1 to 255 characters"

    def _plugins(self, scope: ActivityScope) -> Iterator[Xml]:
        """The form in use, and empty elements for the others, unless those were kept."""
        for strategy in FORMS:
            tag = form_tag(strategy)
            if strategy == self.strategy:
                yield self.form.to_xml(scope)
            elif not any(kept.startswith(f"<{tag}>") for kept in self.kept.elements):
                yield element(tag)
        settings = [] if self.comparison is None else [{"comparison": self.comparison.value}]
        yield listing(_BEST, [record("workshopeval_best_settings", one) for one in settings])


def _example(scope: ActivityScope, example: ExampleSubmission) -> Xml:
    own = scope.id_of(example)
    for file in example.attachments:
        scope.attach(file, "submission_attachment", own)
    values = written(EXAMPLE, example, scope, own)
    parts = example.kept.elements or (element("exampleassessments"),)
    return record("examplesubmission", values, *parts, id=own)


def _read_example(node: Node, owner: Owner) -> ExampleSubmission:
    """With the assessment it is compared with, which is kept as it is; those of participants are dropped."""
    own = int(node.attributes.get("id") or 0)
    values = owner.values(EXAMPLE, node, own, people=("exampleassessments",), ids={"id": own})
    kept: Kept = values.pop("kept")
    if kept.elements:
        kept = replace(kept, elements=(*kept.elements, element("exampleassessments")))
    files = owner.files_in("submission_attachment", own)
    return owner.checked(ExampleSubmission(**values, kept=kept, attachments=files), EXAMPLE, node)


_BEST: Final = "subplugin_workshopeval_best_workshop"

COLUMNS: Final[Columns] = (
    html("instructauthors", "instructions", "instructauthors"),
    fixed("instructauthorsformat", 1),
    html("instructreviewers", "review_instructions", "instructreviewers"),
    fixed("instructreviewersformat", 1),
    clock("timemodified"),
    one_of("phase", "phase", Phase),
    computed("useexamples", "uses_examples"),
    fixed("usepeerassessment", 1),
    flag("useselfassessment", "self_assessment"),
    computed("grade", "submission_points"),
    computed("gradinggrade", "assessment_points"),
    computed("strategy", "strategy"),
    fixed("evaluation", "best"),
    number("gradedecimals", "decimals", most=5),
    one_of("submissiontypetext", "text_submission", Submission),
    one_of("submissiontypefile", "file_submission", Submission),
    number("nattachments", "max_files", most=LARGEST_SHORT),
    text("submissionfiletypes", "file_types", longest=255),
    flag("latesubmissions", "late_submissions"),
    number("maxbytes", "max_bytes", least=-1, most=2**40),
    computed("examplesmode", "examples_mode"),
    moment("submissionstart", "opens"),
    moment("submissionend", "closes"),
    moment("assessmentstart", "assessment_opens"),
    moment("assessmentend", "assessment_closes"),
    html("conclusion", "conclusion", "conclusion"),
    fixed("conclusionformat", 1),
    one_of("overallfeedbackmode", "overall_feedback", OverallFeedback),
    number("overallfeedbackfiles", "feedback_files", most=LARGEST_SHORT),
    text("overallfeedbackfiletypes", "feedback_file_types", longest=255),
    number("overallfeedbackmaxbytes", "feedback_max_bytes", least=-1, most=2**40),
)
EXAMPLE: Final[Columns] = (
    clock("timecreated"),
    clock("timemodified"),
    text("title"),
    html("content", "content", "submission_content"),
    fixed("contentformat", 1),
    fixed("contenttrust", 0),
    computed("attachment", "attached"),
)
