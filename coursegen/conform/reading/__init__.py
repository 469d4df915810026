"""Any Office file into a `Piece`: zip-based ones by themselves, 97-2003 ones through LibreOffice."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

from coursegen.build.office import convert, office_program
from coursegen.conform.package import OLD_OFFICE, check_old, head_of, open_package
from coursegen.conform.piece import Dialect, Family, Piece
from coursegen.conform.refusals import damaged, refused
from coursegen.i18n import gettext as _

_TODAY = {".ppt": "pptx", ".doc": "docx", ".xls": "xlsx"}


def read_piece(path: Path) -> Piece:
    """The file as values. Raises InputError when it is refused or broken, StorageError when it can't be read."""
    head = head_of(path)
    if head.startswith(OLD_OFFICE):
        return _read_old(path)
    return _read_package(path, path, strict_name=True)


def _read_package(path: Path, source: Path, *, strict_name: bool) -> Piece:
    package = replace(open_package(source, strict_name=strict_name), path=path)
    size = path.stat().st_size
    if package.main == "content.xml":
        from coursegen.conform.reading.odf import read_odf

        return read_odf(package, size)
    if package.family is Family.SLIDES:
        from coursegen.conform.reading.slides import read_slides

        return read_slides(package, size)
    if package.family is Family.TEXT:
        from coursegen.conform.reading.texts import read_text

        return read_text(package, size)
    from coursegen.conform.reading.sheets import read_sheets

    return read_sheets(package, size)


def _read_old(path: Path) -> Piece:
    check_old(path, path.read_bytes())
    if not office_program():
        remedy = _("Installez LibreOffice, ou enregistrez-le en {formats}.").format(formats=".odt, .odp, .ods")
        raise refused(path, _("il faut LibreOffice pour lire le format 97-2003, et il n'est pas installé"), remedy)
    with tempfile.TemporaryDirectory(prefix="coursegen-") as folder:
        today = convert([path], _TODAY[path.suffix.lower()], Path(folder)).get(path)
        if today is None:
            raise damaged(path)
        return replace(_read_package(path, today, strict_name=False), dialect=Dialect.OLD_OFFICE)
