"""The participant's booklet: the texts of the course, the exercises with room to write, the words, what comes after.

Never an answer, a mark or what only the trainer reads: tests that count are not in it, the others are asked only.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from coursegen.activities.assignment import AssignActivity
from coursegen.activities.book import BookActivity
from coursegen.activities.database import DatabaseActivity
from coursegen.activities.glossary import GlossaryActivity
from coursegen.activities.page import PageActivity
from coursegen.activities.quiz import QuizActivity
from coursegen.activities.survey import FeedbackActivity
from coursegen.courseware import Activity, Html
from coursegen.documents_model import (
    AnswerLines,
    Audience,
    Block,
    Box,
    Callout,
    Contents,
    Document,
    Facts,
    Heading,
    Look,
    Paragraph,
    Table,
    words,
)
from coursegen.i18n import gettext as _
from coursegen.outputs.documents.durations import duration
from coursegen.outputs.documents.parts.overleaf import Overleaf
from coursegen.outputs.documents.parts.paper_test import PaperTest
from coursegen.outputs.documents.parts.pen import Pen
from coursegen.outputs.documents.parts.terms import (
    completed_in,
    full_statement,
    modality_words,
    objectives_of,
    session_days,
    shares,
)
from coursegen.outputs.documents.subject import Subject
from coursegen.slides_model import Line
from methodology.activities.database import FieldKind
from methodology.course import Course
from methodology.evaluation import Audience as Asked
from methodology.sequencing import Module, Sequence, Step
from methodology.values import Moment, Purpose

KEY = "livret-du-participant"
_LINES = {"step": 4, "work": 8, "notes": 4, "long": 4, "short": 1}
_TRANSFER_ROWS = 5
_LOWEST = 4  # level of titles


def title() -> str:
    """What it is, in the person's language."""
    return _("Livret du participant")


def compose(subject: Subject) -> Iterator[Document]:
    """One for the course, once it has a sequence."""
    if any(subject.course.sequencing.sequences()):
        activities = {activity.key: activity for activity in subject.courseware.activities()}
        pen = Pen(subject.language)
        blocks = tuple(_Booklet(subject, subject.course, pen, activities, Overleaf(pen)).blocks())
        yield subject.document(KEY, title(), blocks, Audience.LEARNER, notes_margin=True)


@dataclass(frozen=True)
class _Booklet:
    subject: Subject
    course: Course
    pen: Pen
    activities: dict[str, Activity]
    answers: Overleaf

    def blocks(self) -> Iterator[Block]:
        """The whole booklet."""
        yield Contents(2)
        yield self.pen.heading(_("Bienvenue"), 1, new_page=True)
        yield from self._welcome()
        for hue, module in enumerate(self.course.sequencing.modules):
            yield from self._module(module, hue)
        yield self.pen.heading(_("Après la formation"), 1, new_page=True)
        yield from self._after()
        if self.answers:
            yield self.pen.heading(_("Réponses"), 1)
            yield from self.answers.gathered()
        terms = tuple(self._glossary())
        if terms:
            yield self.pen.heading(_("Glossaire"), 1, new_page=True)
            yield from terms

    def _welcome(self) -> Iterator[Block]:
        pen, course = self.pen, self.course
        yield from pen.paragraphs(course.objectives.general, look=Look.LEAD)
        facts = pen.facts(
            (_("Durée"), duration(sum(module.minutes for module in course.sequencing.modules))),
            (_("Modalité"), shares(course.sequencing.sequences())),
            (_("Plateforme"), course.delivery.platform.url),
            (_("Aide technique"), course.delivery.platform.support),
        )
        known = tuple(pair for one in facts for pair in one.pairs)
        yield Facts((*known, *self._contact()))
        how = self.subject.text(course.delivery.how_it_works) if course.delivery.how_it_works else ()
        yield from pen.section(_("Comment le cours fonctionne"), 2, how)
        yield from pen.section(_("Le calendrier"), 2, self._calendar())
        yield from pen.section(_("Avec une connexion faible"), 2, pen.bullets(course.delivery.low_bandwidth))
        yield from pen.section(_("Accessibilité et aménagements"), 2, pen.bullets(course.delivery.accessibility))

    def _calendar(self) -> Iterator[Block]:
        pen = self.pen
        rows = tuple(
            (
                pen.cell(session_days(session, self.subject.language)),
                pen.cell(session.title, bold=True),
                pen.cell(session.place, session.hours),
            )
            for session in self.course.delivery.sessions
        )
        if rows:
            yield Table(pen.heads(_("Quand"), _("Quoi"), _("Où et à quelle heure")), rows, (3, 4.6, 5.4), small=True)

    def _contact(self) -> Iterator[tuple[str, Line]]:
        """Whom to ask: no page of its own, but among the first things one reads."""
        contact = self.course.identity.contact
        line = self.pen.line(", ".join(part for part in (contact.name, contact.role) if part)) if contact else ()
        if contact and contact.email:
            line = (*line, *words(" · " if line else ""), *self.pen.mail(contact.email))
        if line:
            yield _("Vos questions"), line

    def _module(self, module: Module, hue: int) -> Iterator[Block]:
        pen = self.pen
        yield pen.heading(module.title, 1, new_page=True, hue=hue)
        yield from pen.paragraphs(module.summary, look=Look.LEAD)
        yield from pen.facts((_("Durée"), duration(module.minutes)), (_("Modalité"), shares(module.sequences)))
        goals = tuple(pen.bullets(full_statement(o) for o in completed_in(self.course, module)))
        if goals:
            yield Callout(Box.OBJECTIVE, pen.say(_("À la fin de ce module, vous saurez")), goals)
        for sequence in module.sequences:
            self.answers.place = sequence.title
            yield from self._sequence(sequence, hue)
        for assessment in self.course.evaluation.assessments:
            found = self.activities.get(f"{self.subject.courseware.key}/{assessment.id}")
            if assessment.module == module.id and isinstance(found, AssignActivity):
                yield pen.heading(found.title, 2, hue=hue)
                yield from self._work(found, base=3)

    def _sequence(self, sequence: Sequence, hue: int) -> Iterator[Block]:
        pen = self.pen
        yield pen.heading(sequence.title, 2, hue=hue)
        yield from pen.paragraphs(
            f"{duration(sequence.minutes)} · {modality_words(sequence.modality)}", look=Look.SMALL
        )
        yield from pen.paragraphs(_("Vous apprenez à"), look=Look.LABEL)
        yield from pen.bullets(full_statement(o) for o in objectives_of(self.course, sequence.objectives))
        for step in sequence.steps:
            yield from self._step(sequence, step)
        if sequence.key_messages:
            yield Callout(Box.TAKEAWAY, pen.say(_("À retenir")), tuple(pen.bullets(sequence.key_messages)))
        yield from pen.paragraphs(_("Mes notes"), look=Look.LABEL)
        yield AnswerLines(_LINES["notes"])

    def _step(self, sequence: Sequence, step: Step) -> Iterator[Block]:
        """What one reads and does; a step without either is only heard."""
        found = self.activities.get(f"{self.subject.courseware.key}/{sequence.id}/{step.id}")
        inner = (*self._asked(step), *(self._activity(found) if found else ()))
        if not inner:
            return
        yield self.pen.heading(step.title, 3)
        yield from inner
        if step.active and found is None:
            yield AnswerLines(_LINES["step"])

    def _asked(self, step: Step) -> Iterator[Block]:
        pen = self.pen
        if step.instruction:
            yield Callout(Box.ACTIVITY, pen.say(_("À vous")), tuple(pen.paragraphs(step.instruction)))
        yield from pen.named((_("Vous produisez"), step.output))

    def _activity(self, activity: Activity) -> Iterator[Block]:
        if isinstance(activity, PageActivity):
            yield from self._text(activity.body)
        elif isinstance(activity, BookActivity):
            for chapter in activity.chapters:
                yield from self._chapter(chapter.title, chapter.body)
        elif isinstance(activity, QuizActivity):
            yield from self._test(activity)
        elif isinstance(activity, AssignActivity):
            yield from self._work(activity)
            yield AnswerLines(_LINES["work"])
        elif isinstance(activity, FeedbackActivity):
            yield from self.pen.paragraphs(_("Ce questionnaire se remplit en ligne."))
        elif isinstance(activity, DatabaseActivity):
            yield from self._blank_card(activity)
        elif isinstance(activity, GlossaryActivity):
            yield from self._words(activity)
        else:
            yield from self._text(activity.intro)

    def _blank_card(self, activity: DatabaseActivity) -> Iterator[Block]:
        """A card to fill in by hand."""
        yield from self._text(activity.intro)
        for field in activity.fields:
            yield from self.pen.paragraphs(field.name, look=Look.LABEL)
            yield from self.pen.paragraphs(field.description)
            yield from self.pen.paragraphs("\u2003".join(f"☐ {option}" for option in field.options))
            if not field.options:
                yield AnswerLines(_LINES["long" if field.kind is FieldKind.LONG_TEXT else "short"])

    def _words(self, activity: GlossaryActivity) -> Iterator[Block]:
        """The words that aren't the course's: those stand at the end of the booklet."""
        yield from self._text(activity.intro)
        known = {entry.term for entry in self.subject.courseware.glossary}
        for entry in (entry for entry in activity.entries if entry.term not in known):
            yield from self.pen.paragraphs(entry.term, look=Look.LABEL)
            yield from self._text(entry.definition)

    def _chapter(self, name: str, body: Html) -> Iterator[Block]:
        yield from self.pen.section(name, 4, self._text(body, 5)) if name else self._text(body)

    def _text(self, fragment: Html, level: int = 4) -> Iterator[Block]:
        """A text whose highest titles have that level; what is below the fourth stands in bold."""
        for block in self.answers.without(self.subject.html(fragment, 1)):
            if not isinstance(block, Heading):
                yield block
            elif block.level + level - 1 <= _LOWEST:
                yield replace(block, level=block.level + level - 1)
            else:
                yield Paragraph(self.pen.line(block.text, bold=True), keep_with_next=True)

    def _test(self, quiz: QuizActivity) -> Iterator[Block]:
        """A test to learn by is printed; one that counts, or that says where one stands, is taken online."""
        if quiz.purpose is Purpose.FORMATIVE and not (quiz.grade and quiz.grade.weight):
            yield from PaperTest(self.subject, self.pen).asked(quiz)
        else:
            yield from self.pen.paragraphs(_("Ce test se fait en ligne."))

    def _work(self, work: AssignActivity, base: int = 4) -> Iterator[Block]:
        yield from self._text(work.intro, base)
        if work.rubric and work.rubric.criteria:
            yield from self.pen.paragraphs(_("Ce qui sera regardé"), look=Look.LABEL)
            yield from self.pen.bullets(criterion.title for criterion in work.rubric.criteria)

    def _after(self) -> Iterator[Block]:
        pen, course = self.pen, self.course
        yield from pen.paragraphs(_("Choisissez maintenant ce que vous ferez à votre poste, et quand."))
        header = pen.heads(_("Ce que je ferai"), _("Avec qui"), _("Quand"), _("Je saurai que c'est fait quand"))
        rows = ((pen.cell(), pen.cell(), pen.cell(), pen.cell()),) * _TRANSFER_ROWS
        yield Table(header, rows, (4.5, 2.5, 2, 4), pen.say(_("Mon plan d'action")), row_height=1.5)
        rules = (course.evaluation.success_rule, course.evaluation.second_chance)
        yield from pen.section(_("Réussir la formation"), 2, pen.paragraphs(*rules))
        later = [
            survey
            for survey in course.evaluation.surveys
            if survey.moment is Moment.LATER and survey.audience is Asked.PARTICIPANT
        ]
        yield from pen.section(_("Quelques mois plus tard"), 2, pen.paragraphs(*(s.introduction for s in later)))
        yield from pen.section(_("Vos données"), 2, self._data())

    def _data(self) -> Iterator[Block]:
        delivery = self.course.delivery
        yield from self.pen.paragraphs(delivery.data_protection, delivery.platform.retention)
        yield from self.pen.named((_("Réclamations"), delivery.complaints))

    def _glossary(self) -> Iterator[Block]:
        for term in self.course.identity.glossary:
            line = self.pen.labelled(term.term, term.definition)
            if line:
                yield Paragraph(line)
