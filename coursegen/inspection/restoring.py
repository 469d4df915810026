"""What a site would say when the package is restored, release by release.

Facts: moodle_backups.versions (what each release takes), backup/util and question/engine of Moodle 4.2 to 5.0,
restored and watched with developer debugging.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from coursegen.activity_names import CORE_ACTIVITIES, activity_noun
from coursegen.i18n import gettext as _
from coursegen.i18n import ngettext
from coursegen.inspection.names import CORE_QUESTIONS, question_type
from moodle_backups.activities.quiz import Quiz, RandomSlot
from moodle_backups.backup import Backup
from moodle_backups.compare import questions
from moodle_backups.compare_matching import activities_of
from moodle_backups.questions.bank import BankLevel
from moodle_backups.read import ReadBackup

KNOWN_FORMATS = frozenset({"topics", "weeks", "social", "singleactivity"})
_RELEASE = re.compile(r"(\d+)\.(\d+)")


def release_number(release: str) -> tuple[int, int]:
    """The branch of a release (``4.5.6 (Build: ...)`` -> 4, 5); (0, 0) when it doesn't say."""
    found = _RELEASE.match(release)
    return (int(found[1]), int(found[2])) if found else (0, 0)


def restore_warnings(reading: ReadBackup, with_users: bool) -> tuple[str, ...]:
    """Each thing that a restore would warn of, change or leave out, and on which releases."""
    return (
        *_label_warnings(reading.release),
        *_type_warnings(reading.backup),
        *_question_warnings(reading.backup),
        *_other_warnings(reading, with_users),
    )


def _label_warnings(release: str) -> Iterator[str]:
    made = release_number(release)
    if made > (4, 1):
        yield _(
            "Moodle plus ancien que {release} : il avertit que la sauvegarde vient d'une version plus récente."
        ).format(release=".".join(map(str, made)))
    elif (0, 0) < made < (4, 0):
        yield _(
            "Sauvegarde d'avant Moodle 4.0 : les questions sont converties ; vérifiez les tests après la restauration."
        )


def _type_warnings(backup: Backup) -> Iterator[str]:
    counts = Counter(activity.modname for section in backup.sections for activity in activities_of(section))
    if counts["subsection"]:
        yield _("Moodle avant 4.5 : les sous-sections sont mises à plat ; en 4.5, le site doit les avoir activées.")
    if counts["qbank"]:
        yield _("Moodle avant 5.0 : les banques de questions partagées sont laissées de côté.")
    gone = [activity_noun(name) for name in ("chat", "survey") if counts[name]]
    if gone:
        yield _("Moodle 5.0 et suivants : sans {names}, que Moodle n'a plus.").format(names=_listed(gone))
    strangers = sorted(counts.keys() - CORE_ACTIVITIES)
    if strangers:
        yield _("Partout où ces greffons ne sont pas installés, leurs activités manquent : {names}.").format(
            names=_listed(strangers)
        )


def _question_warnings(backup: Backup) -> Iterator[str]:
    levels = {bank.level for bank in backup.banks}
    if levels & {BankLevel.COURSE}:
        yield _("Moodle 5.0 et suivants : la banque de questions du cours devient une activité, avec un avertissement.")
    if levels & {BankLevel.SYSTEM, BankLevel.CATEGORY}:
        yield _("Partout : des questions viennent du site ou de la catégorie ; elles vont dans la banque du cours.")
    types = Counter(question.qtype for question in questions(backup))
    if types["ordering"]:
        yield _("Moodle avant 4.4 : les questions de mise en ordre ne sont pas restaurées, sauf avec le greffon.")
    strangers = sorted(types.keys() - CORE_QUESTIONS)
    if strangers:
        yield _("Partout où ces greffons ne sont pas installés, leurs questions manquent : {names}.").format(
            names=_listed([question_type(name) for name in strangers])
        )
    if any(isinstance(slot, RandomSlot) and slot.tags for quiz in _quizzes(backup) for slot in quiz.slots):
        yield _("Moodle avant 4.3 : les questions tirées au hasard par étiquette perdent leur étiquette.")


def _other_warnings(reading: ReadBackup, with_users: bool) -> Iterator[str]:
    if reading.missing:
        count = len(reading.missing)
        words = ngettext(
            "Partout : {count} fichier manque dans la sauvegarde ; Moodle ne le dit pas toujours ({names}).",
            "Partout : {count} fichiers manquent dans la sauvegarde ; Moodle ne le dit pas toujours ({names}).",
            count,
        )
        yield words.format(count=count, names=_listed([problem.where for problem in reading.missing[:3]]))
    if reading.backup.format not in KNOWN_FORMATS:
        yield _("Partout où le format de cours « {format} » n'est pas installé, le cours s'affiche par thèmes.").format(
            format=reading.backup.format
        )
    if with_users:
        yield _("Partout : la restauration des personnes demande le droit de les créer, et peut heurter des comptes.")
    if any(not activity.title().strip() for section in reading.backup.sections for activity in activities_of(section)):
        yield _("Partout : une activité sans nom n'est pas restaurée.")


def _quizzes(backup: Backup) -> Iterator[Quiz]:
    for section in backup.sections:
        yield from (activity for activity in activities_of(section) if isinstance(activity, Quiz))


def _listed(names: list[str]) -> str:
    return ", ".join(names)
