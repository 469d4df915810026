"""Questions of a courseware to questions of a Moodle bank, each family of types in its module."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from coursegen.courseware import Question, QuestionKind
from coursegen.errors import InputError
from coursegen.i18n import gettext as _
from coursegen.outputs.moodle.questions.calculated import calculated, calculated_choice, calculated_simple
from coursegen.outputs.moodle.questions.choices import choice, match, random_match, true_false
from coursegen.outputs.moodle.questions.common import Common, common
from coursegen.outputs.moodle.questions.gaps import cloze, drag_text, gap_select
from coursegen.outputs.moodle.questions.orders import order
from coursegen.outputs.moodle.questions.pictures import drag_image, markers
from coursegen.outputs.moodle.questions.typed import description, essay, numerical, short_answer
from coursegen.outputs.moodle.texts import Texts
from moodle_backups.questions.base import Question as BackupQuestion

Maker = Callable[[Question, Common, Texts], BackupQuestion]


def to_question(question: Question, texts: Texts) -> BackupQuestion:
    """The bank's question. Tags carry its objective and Bloom level, which results are read by.

    Raises InputError for a type that only a plugin of a site knows.
    """
    make = _MAKERS.get(question.kind)
    if make is None:
        raise InputError(
            _("La question « {name} » vient d'un greffon : un test du cours ne sait pas la poser.").format(
                name=question.name
            ),
            _("Retirez-la du test ; « coursegen build --only moodlexml » l'emporte vers la banque de Moodle."),
        )
    return make(question, common(question, texts), texts)


_MAKERS: Mapping[QuestionKind, Maker] = MappingProxyType(
    {
        QuestionKind.SINGLE: choice,
        QuestionKind.MULTIPLE: choice,
        QuestionKind.TRUE_FALSE: true_false,
        QuestionKind.MATCH: match,
        QuestionKind.NUMERICAL: numerical,
        QuestionKind.SHORT_ANSWER: short_answer,
        QuestionKind.ESSAY: essay,
        QuestionKind.DESCRIPTION: description,
        QuestionKind.GAP_SELECT: gap_select,
        QuestionKind.DRAG_TEXT: drag_text,
        QuestionKind.DRAG_IMAGE: drag_image,
        QuestionKind.MARKERS: markers,
        QuestionKind.CLOZE: cloze,
        QuestionKind.ORDERING: order,
        QuestionKind.CALCULATED: calculated,
        QuestionKind.CALCULATED_SIMPLE: calculated_simple,
        QuestionKind.CALCULATED_CHOICE: calculated_choice,
        QuestionKind.RANDOM_MATCH: random_match,
    }
)
