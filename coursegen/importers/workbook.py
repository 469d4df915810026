"""A filled workbook, .xlsx or .ods."""

from __future__ import annotations

from pathlib import Path

from coursegen.i18n import gettext as _
from coursegen.i18n import ngettext
from coursegen.importers import Imported, SourceFault, SourceRefused
from methodology.course import Course

SUFFIXES = (".xlsx", ".ods")
ADMITTED: frozenset[str] = frozenset()


def title() -> str:
    """What it reads, in the person's language."""
    return _("classeur de cours")


def read(source: Path, existing: Course | None) -> Imported:
    """The course of that workbook. Raises SourceRefused with every cell to mend."""
    from coursegen.workbook import read_workbook

    reading = read_workbook(source, existing)
    if reading.course is None:
        words = ngettext(
            "Le classeur a {count} cellule à corriger : rien n'a été écrit.",
            "Le classeur a {count} cellules à corriger : rien n'a été écrit.",
            len(reading.faults),
        )
        faults = [SourceFault(f.place, f.rule, f.message, f.remedy) for f in reading.faults]
        remedy = _("Corrigez-les dans le classeur, enregistrez, puis recommencez.")
        raise SourceRefused(words.format(count=len(faults)), remedy, faults)
    files = {text.path: text.markdown.encode() for text in reading.new_texts}
    written = tuple(_("{path} est à écrire.").format(path=path) for path in files)
    return Imported(reading.course, files, (*reading.notices, *written))
