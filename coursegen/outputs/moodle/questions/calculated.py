"""Questions worked out from variables."""

from __future__ import annotations

from typing import Any

from coursegen.courseware import Html, Question
from coursegen.outputs.moodle.questions.common import Common, combined
from coursegen.outputs.moodle.questions.typed import units
from coursegen.outputs.moodle.texts import Texts
from methodology.question_formats.moodle_xml.types.names import NUMBERING_NAMES
from methodology.question_parts import Rounding, ToleranceKind
from moodle_backups.questions.calculated import Calculated, CalculatedAnswer, Precision, Synchronize, Tolerance
from moodle_backups.questions.calculatedmulti import CalculatedMulti
from moodle_backups.questions.calculatedsimple import CalculatedSimple
from moodle_backups.questions.datasets import Dataset, Distribution

_TOLERANCES = {
    ToleranceKind.RELATIVE: Tolerance.RELATIVE,
    ToleranceKind.NOMINAL: Tolerance.NOMINAL,
    ToleranceKind.GEOMETRIC: Tolerance.GEOMETRIC,
}
_PRECISIONS = {Rounding.DECIMALS: Precision.DECIMALS, Rounding.SIGNIFICANT: Precision.SIGNIFICANT}


def calculated(question: Question, common: Common, texts: Texts) -> Calculated:
    """A number; its variables may belong to the whole category."""
    return Calculated(**_own(question, texts), **units(question), **common)


def calculated_simple(question: Question, common: Common, texts: Texts) -> CalculatedSimple:
    """A number; its variables are its own."""
    return CalculatedSimple(**_own(question, texts), **units(question), **common)


def calculated_choice(question: Question, common: Common, texts: Texts) -> CalculatedMulti:
    """Choices with worked out values."""
    return CalculatedMulti(
        single=not question.several,
        shuffle=question.shuffle,
        numbering=NUMBERING_NAMES[question.numbering],
        feedback=combined(question, texts),
        **_own(question, texts),
        **common,
    )


def _own(question: Question, texts: Texts) -> dict[str, Any]:
    return {
        "answers": tuple(
            CalculatedAnswer(
                formula=texts.html(Html(formula.text)),
                fraction=formula.fraction,
                tolerance=formula.tolerance,
                tolerance_type=_TOLERANCES[formula.tolerance_kind],
                length=formula.digits,
                precision=_PRECISIONS[formula.rounding],
                feedback=texts.html(formula.feedback),
            )
            for formula in question.formulas
        ),
        "datasets": tuple(
            Dataset(
                name=variable.name,
                values=variable.values,
                minimum=variable.smallest,
                maximum=variable.largest,
                decimals=variable.decimals,
                distribution=Distribution.LOGUNIFORM if variable.logarithmic else Distribution.UNIFORM,
                shared=variable.shared,
            )
            for variable in question.variables
        ),
        "synchronize": Synchronize.YES if question.synchronised else Synchronize.NO,
    }
