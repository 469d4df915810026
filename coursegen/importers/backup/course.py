"""A backup to a course: the five phases, as far as Moodle knows them; what it doesn't know stays empty."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

from coursegen.i18n import gettext as _
from coursegen.importers.backup.assessments import assessments, pass_percent
from coursegen.importers.backup.banks import read_questions
from coursegen.importers.backup.media import Media
from coursegen.importers.backup.outline import Outline, PlannedModule, PlannedSequence, PlannedStep, outline
from coursegen.importers.backup.steps import Workshop, activity_of, add_survey
from coursegen.importers.backup.texts import Texts, lowered, one_line, words
from methodology.activities.base import OnlineActivity
from methodology.activities.label import Label as LabelStep
from methodology.activities.quiz import Quiz as QuizStep
from methodology.course import Course, Identity
from methodology.delivery import Delivery
from methodology.evaluation import Evaluation
from methodology.folder import is_code
from methodology.needs import NeedsAnalysis
from methodology.objectives import Objectives
from methodology.question_formats.naming import slug
from methodology.sequencing import Module, Sequence, Sequencing, Step
from methodology.values import Modality, Moment, Text
from moodle_backups.activities.feedback import Feedback
from moodle_backups.availability import Completed, MinGrade, referenced_keys
from moodle_backups.backup import Backup

CHARTER: Final = "neutre"
VERSION: Final = "1.0"
LEAST_MINUTES: Final = 1
WORDS_A_MINUTE: Final = 150
MINUTES_A_QUESTION: Final = 1.5
_LANGUAGES: Final = ("fr", "en", "pt", "es")
_METHODS: Final = {
    "test": "interrogative",
    "devoir": "active",
    "forum": "active",
    "wiki": "active",
    "enquete": "active",
    "glossaire": "active",
    "base_de_donnees": "active",
}
_READING: Final = "lecture"
_RICH: Final = re.compile(r"<(?:img|a|ul|ol|table|h[1-6]|video|audio)\b", re.IGNORECASE)
_OWN_SUMMARY: Final = re.compile(r"<p>\s*<strong>\s*\d.*", re.DOTALL)


class Converted:
    """A course with the files of its folder, and what the person should know."""

    def __init__(self, backup: Backup) -> None:
        self.media = Media()
        self.tree: Outline = outline(backup, code_of(backup))
        self._backup = backup
        texts = Texts(self.tree.references(), self.media)
        questions = read_questions(backup, self.media, texts.linked, self.tree.ours)
        self.questions = sum(len(bank.questions) for bank in questions.banks)
        self._shop = Workshop(texts, self.media, questions.asked)
        self.made: dict[str, OnlineActivity] = {}
        modules = tuple(self._module(module) for module in self.tree.modules)
        self._closing_surveys()
        self.course = Course(
            identity=self._identity(),
            needs=NeedsAnalysis(),
            objectives=Objectives(),
            sequencing=Sequencing(modules=modules),
            delivery=Delivery(),
            evaluation=self._evaluation(),
            banks=tuple(questions.banks),
            texts=tuple(Text(path=path, markdown=text) for path, text in self._shop.written.items()),
        )
        self.notes = (
            *self.tree.notes,
            *_replaced(self._shop),
            *self._shop.notes,
            *questions.notes,
            *self._access_notes(),
            *_losses(texts),
            *self.media.left,
        )

    @property
    def files(self) -> dict[str, bytes]:
        """The texts and media of the folder, by path."""
        texts = {path: text.encode() for path, text in sorted(self._shop.written.items())}
        return texts | dict(sorted(self.media.contents.items()))

    @property
    def replaced(self) -> int:
        """How many activities became a page for want of anything better."""
        return sum(map(len, self._shop.replaced.values()))

    def _identity(self) -> Identity:
        backup = self._backup
        rooms = any(sequence.room for module in self.tree.modules for sequence in module.sequences)
        return Identity(
            code=self.tree.code,
            title=one_line(backup.fullname, 250),
            version=VERSION,
            date=datetime.fromtimestamp(backup.timestamp, UTC).date(),
            language=backup.language.partition("_")[0] if backup.language[:2] in _LANGUAGES else "fr",
            charter=CHARTER,
            summary="" if self.tree.ours else words(backup.summary),
            modality=Modality.HYBRID if rooms else Modality.ASYNCHRONOUS,
        )

    def _module(self, planned: PlannedModule) -> Module:
        html = planned.section.summary
        summary = words(_OWN_SUMMARY.sub("", html) if self.tree.ours else html)
        sequences = tuple(self._sequence(planned, sequence) for sequence in planned.sequences)
        for step in planned.own:
            self._convert(planned, "evaluations", step)
        if not self.tree.ours and _RICH.search(html):
            sequences = (
                replace(sequences[0], steps=(self._presentation(planned), *sequences[0].steps)),
                *sequences[1:],
            )
        return Module(id=planned.id, title=one_line(planned.title, 200), summary=summary, sequences=sequences)

    def _presentation(self, planned: PlannedModule) -> Step:
        """The summary of a section that holds more than words, shown where the section begins."""
        section = planned.section
        self._shop.at(f"{planned.id.lower()}/presentation", _("Section « {name} »").format(name=planned.title))
        body = self._shop.body(lowered(self._shop.text(section.summary, section.files)))
        title = _("Présentation : {title}").format(title=planned.title)
        return Step(
            id="presentation-section",
            title=one_line(title),
            minutes=LEAST_MINUTES,
            method=_READING,
            activity=LabelStep(body=body) if body else None,
        )

    def _sequence(self, module: PlannedModule, planned: PlannedSequence) -> Sequence:
        steps = tuple(self._step(module, planned, step) for step in planned.steps)
        return Sequence(
            id=planned.id,
            title=one_line(planned.title) or module.title,
            minutes=planned.minutes or sum(step.minutes for step in steps) or LEAST_MINUTES,
            modality=Modality.HYBRID if planned.room else Modality.ASYNCHRONOUS,
            prerequisites=self._required(planned),
            steps=steps,
        )

    def _step(self, module: PlannedModule, sequence: PlannedSequence, planned: PlannedStep) -> Step:
        made = self._convert(module, sequence.id.lower(), planned)
        title = planned.activity.title() or words(planned.activity.intro)
        return Step(
            id=planned.id,
            title=one_line(title) or planned.id,
            minutes=guessed_minutes(made),
            method=_METHODS.get(made.name_on_disk(), _READING),
            active=made.asks,
            activity=made,
        )

    def _convert(self, module: PlannedModule, place: str, planned: PlannedStep) -> OnlineActivity:
        activity = planned.activity
        name = slug(planned.id) or activity.modname
        self._shop.at(f"{module.id.lower()}/{place}-{name}", f"« {activity.title() or planned.id} »")
        if not activity.visible:
            self._shop.note(_("caché dans Moodle, il sera visible."))
        self.made[activity.key] = activity_of(activity, self._shop)
        return self.made[activity.key]

    def _closing_surveys(self) -> None:
        """Questionnaires that stand at the end of the course, in no sequence."""
        for step in self.tree.surveys:
            assert isinstance(step.activity, Feedback)
            self._shop.at(f"fin/{step.id}", f"« {step.activity.name} »")
            add_survey(step.activity, step.id, Moment.END, self._shop)

    def _evaluation(self) -> Evaluation:
        return Evaluation(
            pass_percent=pass_percent(self._backup),
            assessments=assessments(self._backup, self.tree, self.made),
            rubrics=tuple(self._shop.rubrics),
            surveys=tuple(self._shop.surveys),
        )

    def _required(self, sequence: PlannedSequence) -> tuple[str, ...]:
        """The earlier sequences whose activities must be done first."""
        homes, order = _homes(self.tree)
        keys = [key for step in sequence.steps for key in referenced_keys(step.activity.availability)]
        found = dict.fromkeys(homes[key] for key in keys if key in homes)
        return tuple(key for key in found if order[key] < order[sequence.id])

    def _access_notes(self) -> Iterator[str]:
        """Restrictions of access that a folder can't say."""
        homes, _order = _homes(self.tree)
        for module in self.tree.modules:
            for sequence in module.sequences:
                for step in sequence.steps:
                    condition = step.activity.availability
                    elsewhere = isinstance(condition, Completed) and homes.get(condition.key) != sequence.id
                    if condition is None or elsewhere:
                        continue
                    reason = (
                        _("une note à atteindre devient une séquence à achever")
                        if isinstance(condition, MinGrade)
                        else _("sa restriction d'accès n'est reprise qu'en partie ; revoyez « prerequis »")
                    )
                    yield f"« {step.activity.title()} » : {reason}."


def _homes(tree: Outline) -> tuple[dict[str, str], dict[str, int]]:
    """The sequence of each activity, and the place of each sequence."""
    sequences = [sequence for module in tree.modules for sequence in module.sequences]
    homes = {step.activity.key: sequence.id for sequence in sequences for step in sequence.steps}
    return homes, {sequence.id: place for place, sequence in enumerate(sequences)}


def _replaced(shop: Workshop) -> Iterator[str]:
    """The types of activity that a folder hasn't, with their activities."""
    for kind, names in shop.replaced.items():
        words = _("« {kind} » n'a pas d'équivalent dans un dossier ; une page garde le contenu de : {names}.")
        yield words.format(kind=kind, names=", ".join(f"« {name} »" for name in names))


def _losses(texts: Texts) -> Iterator[str]:
    for subject, lost in texts.losses.items():
        if lost:
            yield _("{subject} : le Markdown n'a pas de quoi écrire {what}.").format(
                subject=subject, what=", ".join(dict.fromkeys(lost))
            )


def guessed_minutes(activity: OnlineActivity) -> int:
    """How long a step may take: the time to read its text, to answer its questions; Moodle itself doesn't say."""
    if isinstance(activity, QuizStep):
        return activity.minutes_limit or max(LEAST_MINUTES, round(MINUTES_A_QUESTION * len(activity.questions)))
    text = activity.body.markdown if activity.body else ""
    return max(LEAST_MINUTES, round(len(text.split()) / WORDS_A_MINUTE))


def code_of(backup: Backup) -> str:
    """A code for the course: its short name, as a code may be."""
    for name in (
        backup.idnumber,
        backup.shortname,
        slug(backup.shortname, 40).upper(),
        slug(backup.fullname, 40).upper(),
    ):
        if name and is_code(name):
            return name
    return "COURS-01"
