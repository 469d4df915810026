"""One activity of Moodle to the activity of a step: its text as Markdown, its files in `medias/`.

A type that a folder has no activity for becomes a page that says what was there, and a note; its files are kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import singledispatch
from urllib.parse import quote

from coursegen.activity_names import activity_noun
from coursegen.i18n import gettext as _
from coursegen.importers.backup.media import TOP, Media
from coursegen.importers.backup.other_types import held
from coursegen.importers.backup.seeded_steps import database_step, glossary_step
from coursegen.importers.backup.surveys import survey_items
from coursegen.importers.backup.texts import Texts, lowered, one_line
from methodology.activities.assignment import Assignment, Submission
from methodology.activities.base import OnlineActivity
from methodology.activities.book import Book as BookStep
from methodology.activities.forum import Forum as ForumStep
from methodology.activities.forum import ForumMode
from methodology.activities.label import Label as LabelStep
from methodology.activities.page import Page as PageStep
from methodology.activities.quiz import Quiz as QuizStep
from methodology.activities.resource import Resource as ResourceStep
from methodology.activities.survey import SurveyActivity
from methodology.activities.url import Url as UrlStep
from methodology.activities.wiki import Wiki as WikiStep
from methodology.evaluation import Criterion, Rubric, RubricLevel, Survey
from methodology.values import Moment, Purpose, Text
from moodle_backups.activities.assign import Assign
from moodle_backups.activities.base import Activity
from moodle_backups.activities.book import Book
from moodle_backups.activities.data import Data
from moodle_backups.activities.feedback import Feedback
from moodle_backups.activities.folder import Folder
from moodle_backups.activities.forum import Forum, ForumType
from moodle_backups.activities.glossary import Glossary
from moodle_backups.activities.label import Label
from moodle_backups.activities.page import Page
from moodle_backups.activities.quiz import Moment as ReviewMoment
from moodle_backups.activities.quiz import Quiz
from moodle_backups.activities.resource import Resource
from moodle_backups.activities.url import Url
from moodle_backups.activities.wiki import Wiki, WikiMode
from moodle_backups.compare import files_of
from moodle_backups.files import File
from moodle_backups.grading import Rubric as MoodleRubric

_GRID = re.compile(
    r"<details>\s*<summary>[^<]*</summary>(?:\s*<h4>.*?</h4>\s*<ul>.*?</ul>)+\s*</details>\s*$", re.DOTALL
)
_OWN_FACTS = re.compile(r'<ul class="cg-faits">.*?</ul>', re.DOTALL)
_OWN_BOX = re.compile(r'<div class="cg-consigne">(.*)</div>', re.DOTALL)
"""What a build puts around the instruction of a test: it does so again."""
_ADDRESS = re.compile(r"(?:https?://[^/?#]|mailto:.)")
_OF_ADDRESSES = "%/:=&?~#+!$,;'@()*[]"
"""What an address may hold beside letters and figures (RFC 3986)."""
IMPORT_FOLDER = "import"


@dataclass(frozen=True, slots=True)
class Asked:
    """The questions of a quiz: their ids in the folder, in order."""

    ids: tuple[str, ...] = ()


@dataclass(slots=True)
class Workshop:
    """What converting the activities of a course needs and gathers. `asked` by the key of the quiz."""

    texts: Texts
    media: Media
    asked: dict[str, Asked] = field(default_factory=dict)
    written: dict[str, str] = field(default_factory=dict)
    rubrics: list[Rubric] = field(default_factory=list)
    surveys: list[Survey] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    place: str = ""
    subject: str = ""
    replaced: dict[str, list[str]] = field(default_factory=dict)

    def at(self, place: str, subject: str) -> None:
        """From here on: the path of the text in `contenus/`, without suffix, and what it belongs to in words."""
        self.place, self.subject = place, subject

    def note(self, words: str) -> None:
        """Something that the person should know of the activity at hand."""
        self.notes.append(f"{self.subject} : {words}")

    def text(self, html: str, files: Iterable[File]) -> str:
        """The Markdown of a text of the activity at hand."""
        return self.texts.markdown(html, files, TOP, self.subject)

    def body(self, markdown: str) -> Text | None:
        """A text of the folder in a file of its own; None when it says nothing."""
        said = markdown.strip()
        if not said:
            return None
        path = f"contenus/{self.place}.md"
        self.written[path] = f"{said}\n"
        return Text(path=path, markdown=f"{said}\n")

    def link(self, file: File, folder: str = TOP) -> str:
        """A link to a file, put in `medias/`; its name when it can't be had."""
        path = self.media.take(file, folder)
        name = file.name.replace("[", "(").replace("]", ")")
        return f"[{name}]({path})" if path else name

    def links(self, files: Iterable[File], folder: str = TOP) -> str:
        """A list of links."""
        return "\n".join(f"- {self.link(file, folder)}" for file in files)


def joined(*texts: str) -> str:
    """Texts one below the other."""
    return "\n\n".join(text.strip() for text in texts if text.strip())


@singledispatch
def activity_of(activity: Activity, shop: Workshop) -> OnlineActivity:
    """What the activity becomes; one of another type a page that says so."""
    kind = activity_noun(activity.modname)
    shop.replaced.setdefault(kind, []).append(activity.title())
    notice = _("Cette activité de Moodle ({kind}) est à refaire autrement ; voici ce qu'elle contenait.")
    files = tuple({file.name: file for file in files_of(activity)}.values())
    shown = {file.name for file in activity.files}
    kept = shop.links((file for file in files if file.name not in shown), IMPORT_FOLDER)
    box = f":::{{attention}}\n{notice.format(kind=kind)}\n:::"
    intro = shop.text(activity.intro, activity.files)
    return PageStep(body=shop.body(lowered(joined(box, intro, *held(activity, shop.text), kept))))


@activity_of.register
def _page(activity: Page, shop: Workshop) -> OnlineActivity:
    intro = shop.text(activity.intro, activity.files) if activity.print_intro or activity.show_intro else ""
    return PageStep(body=shop.body(lowered(joined(intro, shop.text(activity.content, activity.files)))))


@activity_of.register
def _label(activity: Label, shop: Workshop) -> OnlineActivity:
    body = shop.body(lowered(shop.text(activity.intro, activity.files)))
    return LabelStep(body=body) if body else PageStep()


@activity_of.register
def _book(activity: Book, shop: Workshop) -> OnlineActivity:
    """A chapter a heading; a subchapter a heading below it."""
    chapters = [joined(shop.text(activity.intro, activity.files))] if activity.intro else []
    for number, chapter in enumerate(activity.chapters):
        if chapter.hidden:
            shop.note(_("le chapitre caché « {title} » est repris, visible.").format(title=chapter.title))
        level = "##" if chapter.subchapter and number else "#"
        content = lowered(shop.text(chapter.content, activity.files))
        chapters.append(joined(f"{level} {one_line(chapter.title)}", content))
    return BookStep(body=shop.body(joined(*chapters)))


@activity_of.register
def _url(activity: Url, shop: Workshop) -> OnlineActivity:
    """An address is written as a browser sends it; one that leads to no site or mailbox stays as words."""
    body = shop.text(activity.intro, activity.files)
    address = quote(activity.url.strip(), safe=_OF_ADDRESSES)
    if _ADDRESS.match(address):
        return UrlStep(url=address, body=shop.body(body))
    shop.note(_("son adresse ne mène à aucun site : une page la garde."))
    return PageStep(body=shop.body(joined(body, f"`{one_line(activity.url).replace('`', '')}`")))


@activity_of.register
def _resource(activity: Resource, shop: Workshop) -> OnlineActivity:
    intro = shop.text(activity.intro, activity.files)
    path = shop.media.take(activity.main, TOP)
    if not path or activity.companions:
        shop.note(_("plusieurs fichiers, ou un fichier absent : repris en page."))
        return PageStep(body=shop.body(joined(intro, shop.links((activity.main, *activity.companions)))))
    return ResourceStep(file=path, body=shop.body(intro))


@activity_of.register
def _folder(activity: Folder, shop: Workshop) -> OnlineActivity:
    intro = shop.text(activity.intro, activity.files)
    return PageStep(body=shop.body(joined(intro, shop.links(activity.content)) or _("Ce dossier est vide.")))


@activity_of.register
def _forum(activity: Forum, shop: Workshop) -> OnlineActivity:
    modes = {ForumType.SINGLE: ForumMode.SINGLE, ForumType.QUESTION_AND_ANSWER: ForumMode.QUESTIONS}
    mode = modes.get(activity.type, ForumMode.GENERAL)
    body = shop.body(shop.text(activity.intro, activity.files))
    return ForumStep(mode=mode if body or mode is not ForumMode.SINGLE else ForumMode.GENERAL, body=body)


@activity_of.register
def _wiki(activity: Wiki, shop: Workshop) -> OnlineActivity:
    return WikiStep(
        first_page=activity.first_page or "Accueil",
        individual=activity.mode is WikiMode.INDIVIDUAL,
        body=shop.body(shop.text(activity.intro, activity.files)),
    )


@activity_of.register
def _glossary(activity: Glossary, shop: Workshop) -> OnlineActivity:
    return glossary_step(activity, shop)


@activity_of.register
def _database(activity: Data, shop: Workshop) -> OnlineActivity:
    return (
        database_step(activity, shop) if activity.fields_of_records else activity_of.dispatch(Activity)(activity, shop)
    )


@activity_of.register
def _feedback(activity: Feedback, shop: Workshop) -> OnlineActivity:
    key = shop.place.rpartition("/")[2].rpartition("-")[2] or "enquete"
    return SurveyActivity(survey=add_survey(activity, f"Q{len(shop.surveys) + 1}-{key}", Moment.DURING, shop))


def add_survey(activity: Feedback, key: str, moment: Moment, shop: Workshop) -> str:
    """The questionnaire among those of the course; its id."""
    items, lost = survey_items(activity)
    for words in lost:
        shop.note(words)
    shop.surveys.append(
        Survey(
            id=key,
            title=one_line(activity.name),
            moment=moment,
            anonymous=activity.anonymous,
            introduction=shop.text(activity.intro, activity.files),
            items=items,
        )
    )
    return key


@activity_of.register
def _assign(activity: Assign, shop: Workshop) -> OnlineActivity:
    brief = shop.text(_GRID.sub("", activity.intro) if activity.rubric else activity.intro, activity.files)
    more = shop.text(activity.instructions, activity.files)
    submission = tuple(
        way
        for way, there in ((Submission.TEXT, activity.online_text), (Submission.FILE, activity.upload))
        if there is not None
    )
    if activity.guide:
        shop.note(_("son guide de notation n'est pas repris : faites-en une grille."))
    return Assignment(
        rubric=_rubric(activity, activity.rubric, shop) if activity.rubric else "",
        submission=submission or (Submission.NONE,),
        maximum=activity.grade.maximum if activity.grade else 20.0,
        max_files=activity.upload.max_files if activity.upload else 3,
        body=shop.body(joined(brief, more, shop.links(activity.attachments))),
    )


def _rubric(activity: Assign, rubric: MoodleRubric, shop: Workshop) -> str:
    key = f"G{len(shop.rubrics) + 1}"
    criteria = tuple(
        Criterion(
            id=f"{key}-{number}",
            title=one_line(criterion.description),
            levels=tuple(
                RubricLevel(points=level.score, descriptor=" ".join(level.definition.split()))
                for level in sorted(criterion.levels, key=lambda level: -level.score)
            ),
        )
        for number, criterion in enumerate(rubric.criteria, 1)
    )
    shop.rubrics.append(Rubric(id=key, title=one_line(rubric.name or activity.name), criteria=criteria))
    return key


@activity_of.register
def _quiz(activity: Quiz, shop: Workshop) -> OnlineActivity:
    grade = activity.grade
    maximum = grade.maximum if grade else 0.0
    asked = shop.asked.get(activity.key, Asked())
    body = shop.body(shop.text(_OWN_BOX.sub(r"\1", _OWN_FACTS.sub("", activity.intro)), activity.files))
    if not asked.ids:
        shop.note(_("aucune de ses questions ne peut être posée par un test du dossier : une page en garde l'annonce."))
        return PageStep(body=body or shop.body(_("Ce test est à refaire : ses questions sont dans la banque.")))
    passed = round(100 * grade.to_pass / maximum, 2) if grade and maximum else 0.0
    return QuizStep(
        purpose=_purpose(activity, passed),
        questions=asked.ids,
        attempts=activity.attempts,
        minutes_limit=round((activity.time_limit or 0) / 60),
        pass_percent=passed,
        maximum=maximum or 20.0,
        body=body,
    )


def _purpose(activity: Quiz, passed: float) -> Purpose:
    """A test that never shows what was right situates people; one with a grade to reach judges them."""
    if activity.review.correctness is ReviewMoment.NEVER:
        return Purpose.DIAGNOSTIC
    return Purpose.SUMMATIVE if passed else Purpose.FORMATIVE
