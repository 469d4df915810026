"""odf: every document, deck and workbook of the course in the formats that partners accept, by LibreOffice."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from coursegen.build.kinds import Request, kind, office_kinds, request_for
from coursegen.i18n import gettext as _

KIND = "odf"
ON_REQUEST = BRANDED = TEMPLATED = True


def title() -> str:
    """What it is, in the person's language."""
    return _("Formats OpenDocument")


def produce(request: Request) -> Iterator[Path]:
    """The files of each kind that makes Office files, in the other formats; then the note that says why.

    Raises OfficeMissingError before anything is made.
    """
    from coursegen.build.accepted import NOTE, accepted, formats_note, loss_notes
    from coursegen.build.office import required_office

    required_office()
    with tempfile.TemporaryDirectory(prefix="coursegen-formats-") as folder:
        sources = [path for name in office_kinds() for path in _made(name, replace(request, folder=Path(folder)))]
        converted = [*accepted(sources, request.folder, of_97=request.of_97)]
    yield from (one.path for one in converted)
    if converted:
        path = request.folder / NOTE
        path.write_text("\n".join((formats_note(), *loss_notes(converted))), encoding="utf-8")
        yield path


def _made(name: str, request: Request) -> Iterator[Path]:
    yield from kind(name).produce(request_for(name, request))


def note(request: Request, made: Sequence[Path]) -> str:
    """That there was nothing to convert, or that words were lost."""
    from coursegen.build.accepted import LOSS, NOTE

    if not made:
        return _("Pas de document à convertir.")
    lines = (request.folder / NOTE).read_text(encoding="utf-8").splitlines()
    return "\n".join(line.removeprefix(LOSS) for line in lines if line.startswith(LOSS))
