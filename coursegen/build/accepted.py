"""Office files in the formats that partners accept beside ours: OpenDocument, and on request those of Office 97."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from coursegen.build.odf_package import settled
from coursegen.build.office import convert, required_office
from coursegen.build.office_words import lost_words
from coursegen.errors import StorageError
from coursegen.i18n import gettext as _

OPEN: Mapping[str, str] = {".docx": "odt", ".pptx": "odp", ".xlsx": "ods"}
OF_97: Mapping[str, str] = {".docx": "doc:MS Word 97", ".pptx": "ppt:MS PowerPoint 97", ".xlsx": "xls:MS Excel 97"}
NOTE = "LISEZ-MOI-formats.txt"
LOSS = "! "  # begins the line of a file that lost words
_SHOWN = 8  # words of a list of lost ones


@dataclass(frozen=True, slots=True)
class Converted:
    """A file and what it was made of. `lost`: the words of the source that it doesn't hold; none, as it should be."""

    source: Path
    path: Path
    lost: tuple[str, ...] = ()


def accepted(sources: Sequence[Path], out: Path, *, of_97: bool = False) -> Iterator[Converted]:
    """Each source in OpenDocument, then, `of_97`, in the format of Office 97, in `out`, under its own name.

    Sources that are no Office file are passed over. Raises OfficeMissingError, and StorageError naming the files that
    LibreOffice couldn't convert in time.
    """
    sources = [source for source in sources if source.suffix.lower() in OPEN]
    if sources:
        required_office()
        yield from _opened(sources, out)
    if sources and of_97:
        yield from _aged(sources, out)


def _opened(sources: Sequence[Path], out: Path) -> Iterator[Converted]:
    for suffix, form in OPEN.items():
        for source, made in _converted(sources, suffix, form, out):
            made.write_bytes(settled(made.read_bytes()))
            yield Converted(source, made, lost_words(source, made))


def _aged(sources: Sequence[Path], out: Path) -> Iterator[Converted]:
    """What the old file holds is read from its own conversion back."""
    for suffix, form in OF_97.items():
        pairs = _converted(sources, suffix, form, out)
        with tempfile.TemporaryDirectory(prefix="coursegen-retour-") as folder:
            back = convert([made for _source, made in pairs], OPEN[suffix], Path(folder)) if pairs else {}
            for source, made in pairs:
                lost = lost_words(source, back[made]) if made in back else ()
                yield Converted(source, made, lost)


def _converted(sources: Sequence[Path], suffix: str, form: str, out: Path) -> list[tuple[Path, Path]]:
    chosen = [source for source in sources if source.suffix.lower() == suffix]
    made = convert(chosen, form, out) if chosen else {}
    missing = [source.name for source in chosen if source not in made]
    if missing:
        raise StorageError(
            _("LibreOffice n'a pas pu convertir : {files}.").format(files=", ".join(missing)),
            _("Fermez LibreOffice s'il est ouvert, puis relancez ; sinon, ouvrez le fichier et enregistrez-le ainsi."),
        )
    return [(source, made[source]) for source in chosen]


def loss_notes(converted: Sequence[Converted]) -> tuple[str, ...]:
    """A sentence for each file that lost words on the way."""
    words = _("« {file} » a perdu des mots de « {source} » : {words}. Comparez les deux avant de le remettre.")
    return tuple(
        LOSS + words.format(file=one.path.name, source=one.source.name, words=", ".join(one.lost[:_SHOWN]))
        for one in converted
        if one.lost
    )


def formats_note() -> str:
    """What stands in the folder beside the files: why each is there twice."""
    lines = (
        _("Pourquoi chaque document est là en plusieurs formats"),
        "",
        _(".docx .pptx .xlsx (Word, PowerPoint, Excel) : les fichiers de travail. Modifiez ceux-là."),
        _(".odt .odp .ods (OpenDocument, ISO 26300) : les mêmes, à remettre. LibreOffice et Office les ouvrent."),
        _(".doc .ppt .xls (Office 97-2003), s'il y en a : pour un poste ancien, sur demande."),
        "",
        _("Les mots ont été comparés un à un d'un format à l'autre ; un mot perdu est signalé ci-dessous."),
        _("Après une modification, refaites les autres formats plutôt que de corriger chaque fichier."),
        _("Aucun PDF : les livrables se remettent dans un format modifiable."),
    )
    return "\n".join(lines) + "\n"
