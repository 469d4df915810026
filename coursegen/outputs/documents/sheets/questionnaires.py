"""The questionnaires as forms to print: expectations, reaction, follow-up, of participants and of their managers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from coursegen.documents_model import AnswerLines, Audience, Block, Contents, Document, Look, Paragraph, Table
from coursegen.i18n import gettext as _
from coursegen.outputs.documents.parts.pen import Pen
from coursegen.outputs.documents.parts.terms import moment_words
from coursegen.outputs.documents.subject import Subject
from methodology.course import Course
from methodology.evaluation import Audience as Asked
from methodology.evaluation import ItemType, Survey, SurveyItem

KEY = "questionnaires"
_SQUARE = "☐"
_BLANK = "…" * 20
_LONG = 4  # lines for an answer in sentences


def title() -> str:
    """What it is, in the person's language."""
    return _("Questionnaires")


def compose(subject: Subject) -> Iterator[Document]:
    """One file with all of them."""
    pen, course = Pen(subject.language), subject.course
    forms = [_Form(survey, course, pen) for survey in course.evaluation.surveys if survey.items]
    if forms:
        blocks = tuple(block for form in forms for block in form.blocks())
        yield subject.document(KEY, title(), (Contents(1), *blocks), Audience.PARTNER)


@dataclass(frozen=True)
class _Asked:
    """An item with its number in the form, once for each objective where it is asked so."""

    number: int
    item: SurveyItem
    text: str


@dataclass(frozen=True)
class _Form:
    survey: Survey
    course: Course
    pen: Pen

    def blocks(self) -> Iterator[Block]:
        """The form on pages of its own."""
        pen, survey = self.pen, self.survey
        who = {
            Asked.PARTICIPANT: _("Pour les participantes et participants"),
            Asked.MANAGER: _("Pour les responsables hiérarchiques"),
            Asked.TRAINER: _("Pour l'équipe de formation"),
        }[survey.audience]
        yield pen.heading(survey.title, 1, new_page=True)
        private = _("réponses anonymes") if survey.anonymous else ""
        facts = (who, moment_words((survey.moment,)), private)
        yield from pen.paragraphs(" · ".join(part for part in facts if part), look=Look.SMALL)
        yield from pen.paragraphs(survey.introduction, look=Look.LEAD)
        for options, run in groupby(self._items(), key=self._scale):
            items = tuple(run)
            yield from self._grid(options, items) if options else self._apart(items)

    def _items(self) -> Iterator[_Asked]:
        number = 0
        for item in self.survey.items:
            for text in self._texts(item):
                number += item.type is not ItemType.INFORMATION
                yield _Asked(number, item, text)

    def _texts(self, item: SurveyItem) -> Iterator[str]:
        if not item.per_objective:
            yield item.text
            return
        for objective in self.course.objectives.objectives:
            statement = objective.statement[:1].lower() + objective.statement[1:]
            yield item.text.replace("{objectif}", statement)

    def _scale(self, asked: _Asked) -> tuple[str, ...]:
        """The words of its scale; items that follow each other with the same ones share a grid."""
        if asked.item.type is not ItemType.SCALE:
            return ()
        return asked.item.options or _usual()

    def _grid(self, options: tuple[str, ...], run: tuple[_Asked, ...]) -> Iterator[Block]:
        pen = self.pen
        columns = (*options, _("Sans avis"))
        rows = tuple(
            (
                pen.cell(f"{one.number}. {self._marked(one)}"),
                *(pen.cell(_SQUARE, centre=True) for _column in columns),
            )
            for one in run
        )
        header = pen.heads(_("Cochez une case par ligne"), *columns, centred_from=1)
        widths = (max(4.0, 16.4 - 1.72 * len(columns)), *(1.72 for _column in columns))
        yield Table(header, rows, widths, small=True, labelled=True)

    def _marked(self, asked: _Asked) -> str:
        return f"{asked.text} *" if asked.item.required else asked.text

    def _apart(self, run: Iterable[_Asked]) -> Iterator[Block]:
        for asked in run:
            if asked.item.type is ItemType.INFORMATION:
                yield from self.pen.paragraphs(asked.text)
                continue
            line = self.pen.line(f"{asked.number}. {self._marked(asked)}", bold=True)
            yield Paragraph(line, keep_with_next=True)
            yield from self._room(asked.item)

    def _room(self, item: SurveyItem) -> Iterator[Block]:
        pen = self.pen
        if item.type in (ItemType.CHOICE, ItemType.CHOICES):
            if item.type is ItemType.CHOICES:
                yield Paragraph(pen.line(_("Plusieurs réponses possibles")), Look.SMALL, keep_with_next=True)
            yield from pen.bullets(item.options, checks=True)
        elif item.type is ItemType.NUMBER:
            yield from pen.paragraphs(f"{self._bounds(item)} {_BLANK}")
        elif item.type is ItemType.LONG_TEXT:
            yield AnswerLines(_LONG)
        else:
            yield from pen.paragraphs(_BLANK * 2)

    def _bounds(self, item: SurveyItem) -> str:
        if item.min is None or item.max is None:
            return ""
        return self.pen.say(_("De {least:g} à {most:g} :").format(least=item.min, most=item.max))


def _usual() -> tuple[str, ...]:
    """The five words of a scale that has none of its own, from least to most."""
    return (
        _("Pas du tout d'accord"),
        _("Plutôt pas d'accord"),
        _("Ni d'accord, ni pas d'accord"),
        _("Plutôt d'accord"),
        _("Tout à fait d'accord"),
    )
