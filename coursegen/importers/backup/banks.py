"""The questions of a backup to banks of a folder: one bank a quiz, one for each shared bank."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from coursegen.i18n import gettext as _
from coursegen.i18n import ngettext
from coursegen.importers.backup import question_xml_rare
from coursegen.importers.backup.media import Media
from coursegen.importers.backup.question_xml import Links, bank_xml
from coursegen.importers.backup.steps import Asked
from coursegen.inspection.names import question_type
from coursegen.outputs.moodle.questions.common import usual_words
from methodology.i18n import speaking
from methodology.question_formats.losses import loss_notices
from methodology.question_formats.moodle_xml import read_moodle_xml
from methodology.question_formats.naming import join_category, slug
from methodology.question_formats.soundness import ASKED
from methodology.questions import Bank, Question, QuestionType
from methodology.reading.identity import LANGUAGES
from moodle_backups.activities.quiz import Quiz, RandomSlot, Slot
from moodle_backups.backup import Backup
from moodle_backups.compare_matching import activities_of
from moodle_backups.questions.bank import BankOwner, QuestionBank
from moodle_backups.questions.base import CombinedFeedback
from moodle_backups.questions.match import Match
from moodle_backups.questions.multichoice import MultiChoice

_REGISTERED = question_xml_rare  # its types take part by being imported


@dataclass(slots=True)
class Questions:
    """The banks, what each quiz asks, and what the person should know. `ids` by the key in the backup."""

    banks: list[Bank]
    asked: dict[str, Asked]
    notes: list[str]
    ids: dict[str, str]


def read_questions(backup: Backup, media: Media, links: Links, ours: bool) -> Questions:
    """Every question of that backup. `ours`: this program made it, and makes the feedback common to all again."""
    found = Questions([], {}, [], {})
    types: dict[str, QuestionType] = {}
    for title, bank in _banks(backup):
        if bank.questions:
            _take(title, _plain(bank) if ours else bank, media, links, found, types)
    by_category: dict[str, list[str]] = {}
    for _title, bank in _banks(backup):
        for question in bank.questions:
            by_category.setdefault(question.category, []).append(question.key)
    for quiz in _quizzes(backup):
        found.asked[quiz.key] = _asked(quiz, found, types, by_category)
    return found


def _banks(backup: Backup) -> Iterator[tuple[str, QuestionBank]]:
    for section in backup.sections:
        for activity in activities_of(section):
            if isinstance(activity, BankOwner):
                yield activity.title(), activity.bank()
    for bank in backup.banks:
        yield bank.default_name or _("Questions du cours"), bank


def _quizzes(backup: Backup) -> Iterator[Quiz]:
    for section in backup.sections:
        yield from (activity for activity in activities_of(section) if isinstance(activity, Quiz))


def _take(
    title: str, bank: QuestionBank, media: Media, links: Links, found: Questions, types: dict[str, QuestionType]
) -> None:
    """One bank into the banks of the folder."""
    name = _free(slug(title, 40) or "questions", found.banks)
    xml, untold = bank_xml(bank.questions, _paths(bank), links)
    for question in untold:
        words = _("Question « {name} » ({type}) : ce type n'est pas repris.")
        found.notes.append(words.format(name=question.name, type=question_type(question.qtype)))
    told = [question for question in bank.questions if question not in untold]
    if not told:
        return
    taken = [question.id for one in found.banks for question in one.questions]
    with tempfile.TemporaryDirectory(prefix="coursegen-") as keep:
        reading = read_moodle_xml(io.BytesIO(xml), title, name, Path(keep), taken)
        if reading.bank is None:
            found.notes.extend(f"{title} : {fault.message}" for fault in reading.faults)
            return
        media.add({path: (Path(keep) / digest).read_bytes() for path, digest in reading.media.items()})
    found.notes.extend(f"{title} : {fault.message}" for fault in reading.faults)
    found.notes.extend(f"{finding.message} {finding.remedy}".rstrip() for finding in loss_notices(reading.losses))
    made = tuple(map(_without_objective, reading.bank.questions))
    found.banks.append(replace(reading.bank, title=title if slug(title) != name else "", questions=made))
    for source, taken_in in zip(told, made, strict=True):
        found.ids[source.key] = taken_in.id
        types[taken_in.id] = taken_in.type


def _plain(bank: QuestionBank) -> QuestionBank:
    """The bank without the feedback that every build gives where the author says nothing."""
    usual = _usual_words()
    questions = tuple(
        replace(q, feedback=CombinedFeedback()) if isinstance(q, MultiChoice | Match) and q.feedback in usual else q
        for q in bank.questions
    )
    return replace(bank, questions=questions)


def _usual_words() -> tuple[CombinedFeedback, ...]:
    """That feedback in every language a course may speak."""
    found = []
    for language in LANGUAGES:
        with speaking(language):
            found.append(usual_words())
    return tuple(found)


def _without_objective(question: Question) -> Question:
    """An objective that the folder hasn't got yet stays a tag."""
    if not question.objective:
        return question
    return replace(question, objective="", tags=(*question.tags, f"objectif:{question.objective}"))


def _paths(bank: QuestionBank) -> dict[str, str]:
    """The path of each category below that which has the name of the bank."""
    known = {category.key: category for category in bank.all_categories()}

    def names(key: str) -> list[str]:
        above: list[str] = []
        while key in known and known[key].title not in above:
            above.insert(0, known[key].title)
            key = known[key].parent
        return above

    paths = {key: names(key) for key in known}
    tops = {path[0] for path in paths.values() if path}
    skip = 1 if len(tops) == 1 else 0
    return {key: join_category(path[skip:]) for key, path in paths.items()}


def _asked(quiz: Quiz, found: Questions, types: dict[str, QuestionType], by_category: dict[str, list[str]]) -> Asked:
    """What the test asks: random places are filled from their category, and that is said."""
    keys: list[str] = []
    for slot in quiz.placed():
        if isinstance(slot, Slot):
            keys.append(slot.question)
    random = [slot for slot in quiz.placed() if isinstance(slot, RandomSlot)]
    for slot in random:
        keys.extend(_first(by_category.get(slot.category, []), keys, found, types))
    if random:
        words = ngettext(
            "Test « {name} » : {count} question tirée au hasard devient une question fixe de la même catégorie.",
            "Test « {name} » : {count} questions tirées au hasard deviennent des questions fixes de leur catégorie.",
            len(random),
        )
        found.notes.append(words.format(name=quiz.name, count=len(random)))
    ids = [found.ids[key] for key in keys if key in found.ids]
    waiting = [id_ for id_ in ids if types[id_] not in ASKED]
    if waiting:
        words = _(
            "Test « {name} » : ne pose plus {ids}, qu'un test du dossier ne sait pas poser ; la banque les garde."
        )
        found.notes.append(words.format(name=quiz.name, ids=", ".join(waiting)))
    return Asked(tuple(dict.fromkeys(id_ for id_ in ids if id_ not in waiting)))


def _first(keys: Sequence[str], used: Sequence[str], found: Questions, types: dict[str, QuestionType]) -> Iterator[str]:
    """The first question of a category that isn't asked yet and can be."""
    free = (key for key in keys if key not in used and types.get(found.ids.get(key, "")) in ASKED)
    yield from (key for key, _number in zip(free, range(1), strict=False))


def _free(wanted: str, banks: Sequence[Bank]) -> str:
    names = {bank.name for bank in banks}
    return (
        wanted
        if wanted not in names
        else next(name for name in (f"{wanted}-{number}" for number in range(2, len(names) + 3)) if name not in names)
    )
