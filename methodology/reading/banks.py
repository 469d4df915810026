"""A file of `questions/`: YAML (a title and questions, or a bare list of questions), GIFT or Moodle XML."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path, PurePosixPath

from methodology.findings import Finding, Where
from methodology.i18n import gettext as _
from methodology.i18n import ngettext
from methodology.question_formats.losses import BankReading, loss_notices
from methodology.questions import Bank, Question
from methodology.reading.faults import ReadingFault, fault, notice
from methodology.reading.records import RecordReader
from methodology.reading.source import open_source, read_source
from methodology.reading.yaml_nodes import Items, Node

GIFT_SUFFIXES = frozenset({".gift", ".txt"})
XML_SUFFIX = ".xml"
BANK_SUFFIXES = frozenset({".yaml", XML_SUFFIX, *GIFT_SUFFIXES})
XML_LIMIT_BYTES = 200_000_000
"""Of a Moodle XML file, pictures enclosed: it is read as it comes, but somebody waits."""


def bank_name(file: str) -> str:
    """The name of the bank in that file: its stem, without the `.gift` of `banque.gift.txt`."""
    return PurePosixPath(file).stem.removesuffix(".gift")


def read_bank(reader: RecordReader, file: str, node: Node) -> Bank:
    """The bank of that YAML file. Faults gather in the reader."""
    name = bank_name(file)
    if isinstance(node, Items):
        questions = tuple(reader.record(Question, item) for item in node.nodes)
        return Bank(name=name, questions=questions, where=reader.place(node))
    return reader.record(Bank, node, name=name)


def is_exchange_file(file: str) -> bool:
    """Whether that file of `questions/` is GIFT or Moodle XML."""
    return PurePosixPath(file).suffix in BANK_SUFFIXES - {".yaml"}


def read_exchange_bank(root: Path, path: Path, name: str, media: Collection[str]) -> tuple[Bank | None, list[Finding]]:
    """The bank of a GIFT or Moodle XML file of the folder, and what there is to say; `media` are the folder's."""
    try:
        reading = _read(root, path, name)
    except ReadingFault as stop:
        return None, [stop.finding]
    if reading is None:
        message = _("« {name} » n'est pas lu : il ne ressemble pas à des questions GIFT.").format(name=name)
        return None, [notice("LIR-24", Where(name), message, _("Convertissez-le, ou retirez-le."))]
    findings = [*reading.faults, *loss_notices(reading.losses)]
    missing = [enclosed for enclosed in reading.media if enclosed.removeprefix("medias/") not in media]
    if missing:
        findings.append(_enclosed(name, missing))
    return reading.bank, findings


def _read(root: Path, path: Path, name: str) -> BankReading | None:
    if PurePosixPath(name).suffix == XML_SUFFIX:
        from methodology.question_formats.moodle_xml import read_moodle_xml

        with open_source(root, path, name, XML_LIMIT_BYTES) as stream:
            return read_moodle_xml(stream, name, bank_name(name))
    from methodology.question_formats.gift import looks_like_gift, read_gift

    text = read_source(root, path, name).text
    return read_gift(text, name, bank_name(name)) if looks_like_gift(text) else None


def _enclosed(name: str, missing: Collection[str]) -> Finding:
    words = ngettext(
        "{count} fichier est enfermé dans ce fichier XML : « {first} ».",
        "{count} fichiers sont enfermés dans ce fichier XML, dont « {first} ».",
        len(missing),
    )
    remedy = _("Sortez ce fichier de « questions/ », puis « coursegen import {file} DOSSIER » : il range ses images.")
    message = words.format(count=len(missing), first=min(missing))
    return fault("LIR-27", Where(name), message, remedy.format(file=PurePosixPath(name).name))
