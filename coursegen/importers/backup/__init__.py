"""A backup of a Moodle course into a new course folder."""

from __future__ import annotations

from pathlib import Path

from coursegen.errors import UsageError
from coursegen.i18n import gettext as _
from coursegen.i18n import ngettext
from coursegen.importers import Imported
from methodology.course import Course

SUFFIXES = (".mbz",)
ADMITTED: frozenset[str] = frozenset()


def title() -> str:
    """What it reads, in the person's language."""
    return _("sauvegarde de cours Moodle")


def read(source: Path, existing: Course | None) -> Imported:
    """The course of that backup, people's data left out.

    Raises UsageError for a folder that has a course, PackageRefused for a package that can't be used, StorageError.
    """
    from coursegen.importers.backup.course import Converted
    from coursegen.importers.backup.guides import guides
    from coursegen.importers.backup.report import REPORT, counts, gaps, report
    from coursegen.inspection import opened

    if existing is not None:
        raise UsageError(
            _("Ce dossier contient déjà un cours : une sauvegarde de Moodle fait un nouveau dossier."),
            _("Donnez le nom d'un dossier qui n'existe pas encore."),
        )
    with opened(source, contents=True, seeds=True) as reading:
        converted = Converted(reading.backup)
        course, asked = converted.course, converted.questions
        page = report(source, reading.release, course, asked, converted.notes)
    files = {**converted.files, REPORT: page}
    said = [_("Repris : {counts}.").format(counts=counts(course, asked))]
    if converted.replaced:
        words = ngettext(
            "{n} activité sans équivalent est devenue une page.",
            "{n} activités sans équivalent sont devenues des pages.",
            converted.replaced,
        )
        said.append(words.format(n=converted.replaced))
    count = len(converted.notes)
    if count:
        words = ngettext("{n} point à regarder : voir {file}.", "{n} points à regarder : voir {file}.", count)
        said.append(words.format(n=count, file=REPORT))
    said.append(
        _("À compléter : besoins, objectifs, durées ({n} sujets dans {file}).").format(n=len(gaps()), file=REPORT)
    )
    return Imported(course, files, tuple(said), guides(course))
