"""A course folder on disk to a `Course`, with every fault of the folder at once.

    cours.yaml, 1-besoins.yaml, 2-objectifs.yaml, 3-sequences.yaml, 4-mise-en-oeuvre.yaml, 5-evaluation.yaml
    contenus/**.md   questions/** (YAML, GIFT, Moodle XML)   medias/**
    acces.csv (who gets an account; most courses have none)
    action.yaml (the mission the course is made in; most courses have none)

French keys, or the English field names. Nothing outside the folder is read, nothing in it is run.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from os.path import lexists
from pathlib import Path
from typing import Any, TypeVar

from methodology.course import Course, Identity, MediaFile
from methodology.delivery import Delivery
from methodology.evaluation import Evaluation
from methodology.findings import Finding, Severity, Where
from methodology.i18n import gettext as _
from methodology.mission import ACTION_FILE
from methodology.mission.model import Mission
from methodology.needs import NeedsAnalysis
from methodology.objectives import Objectives
from methodology.question_formats.soundness import soundness_faults
from methodology.questions import Bank
from methodology.reading.access_list import read_access_list
from methodology.reading.banks import is_exchange_file, read_bank, read_exchange_bank
from methodology.reading.calendar import calendar_faults
from methodology.reading.faults import ReadingFault, fault
from methodology.reading.files import Entry, Listing, list_folder
from methodology.reading.identity import code_refusal, identity_faults, is_code
from methodology.reading.invisible import invisible_faults
from methodology.reading.links import link_faults
from methodology.reading.mission import read_action
from methodology.reading.pictures import pixel_size
from methodology.reading.records import RecordReader
from methodology.reading.references import QUESTIONS, reference_faults
from methodology.reading.source import Source, read_source
from methodology.reading.yaml_nodes import Node, Scalar, read_nodes
from methodology.sequencing import Sequencing
from methodology.values import Record, Text

__all__ = ["OPTIONAL", "PHASES", "Reading", "code_refusal", "is_code", "read_folder"]

T = TypeVar("T", bound=Record)

_TOLERATED = frozenset({"LIR-02", "LIR-03", "LIR-17"})
"""Faults of a record that leave it as its author wrote it: a text that isn't where it says."""

PHASES: Mapping[str, tuple[str, type[Record]]] = {
    "cours.yaml": ("identity", Identity),
    "1-besoins.yaml": ("needs", NeedsAnalysis),
    "2-objectifs.yaml": ("objectives", Objectives),
    "3-sequences.yaml": ("sequencing", Sequencing),
    "4-mise-en-oeuvre.yaml": ("delivery", Delivery),
    "5-evaluation.yaml": ("evaluation", Evaluation),
}
"""The files a course folder must hold: the field of `Course` each one fills, and its record."""

OPTIONAL: Mapping[str, tuple[str, type[Record]]] = {ACTION_FILE: ("mission", Mission)}
"""The files it may hold besides."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading gives: the course, and the findings by file and line.

    `course` is None when a file could not be read whole. With links, references or texts that lead nowhere, it is
    there all the same, so that the rules can speak of the rest; `has_errors` says that nothing can be made of it.
    """

    course: Course | None
    findings: tuple[Finding, ...]

    @property
    def has_errors(self) -> bool:
        """Whether a finding is an error."""
        return any(finding.severity is Severity.ERROR for finding in self.findings)


def read_folder(folder: Path) -> Reading:
    """Reads a course folder. Never raises for what a folder holds: every fault is a finding."""
    return _FolderReader(folder).reading()


class _FolderReader:
    """Reads file after file; faults gather in `_faults`, names of files that gave nothing in `_unread`.

    `_spoilt`: a record holds something else than what its author wrote; `_reported`: texts that can't be read.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._faults: list[Finding] = []
        self._unread: set[str] = set()
        self._texts: dict[str, Text] = {}
        self._other_texts: frozenset[str] = frozenset()
        self._reported: set[str] = set()
        self._spoilt = False

    def reading(self) -> Reading:
        listing, faults = list_folder(self._root, tuple(PHASES))
        self._faults.extend(faults)
        if listing is None:
            return Reading(None, tuple(self._faults))
        course = self._course(listing)
        self._faults.extend(identity_faults(course))
        self._faults.extend(reference_faults(course, self._unread))
        self._faults.extend(calendar_faults(course))
        self._faults.extend(link_faults(course, self._unread))
        self._faults.extend(soundness_faults(course))
        self._faults.extend(invisible_faults(course))
        findings = tuple(sorted(self._faults, key=_by_place))
        return Reading(None if self._unread or self._spoilt else course, findings)

    def _course(self, listing: Listing) -> Course:
        self._texts = dict(self._read_texts(listing))
        self._other_texts = frozenset(entry.name for entry in listing.unread)
        phases: dict[str, Any] = {field: self._phase(name, kind) for name, (field, kind) in PHASES.items()}
        banks = tuple(self._read_banks(listing))
        media = tuple(_media_file(entry) for entry in listing.media)
        access, faults = read_access_list(self._root)
        self._faults.extend(faults)
        texts, mission = tuple(self._texts.values()), self._mission()
        return Course(**phases, banks=banks, texts=texts, media=media, access=access, mission=mission)

    def _mission(self) -> Mission | None:
        """The action, when the folder has one."""
        if not lexists(self._root / ACTION_FILE):
            return None
        mission, faults = read_action(self._root)
        self._faults.extend(faults)
        if mission is None:
            self._unread.add(ACTION_FILE)
        return mission

    def _read_texts(self, listing: Listing) -> Iterator[tuple[str, Text]]:
        for entry in listing.texts:
            source = self._source(entry.path, entry.name)
            if source is None:
                self._reported.add(entry.name)
            else:
                yield entry.name, Text(path=entry.name, markdown=source.text, where=Where(entry.name))

    def _phase(self, name: str, kind: type[T]) -> T:
        node = self._nodes(self._root / name, name)
        reader = self._reader(name)
        if node is None:
            return reader.stand_in(kind)
        record = reader.record(kind, node)
        self._take_faults(reader)
        return record

    def _reader(self, name: str) -> RecordReader:
        return RecordReader(name, self._texts, self._other_texts, self._reported)

    def _take_faults(self, reader: RecordReader) -> None:
        self._faults.extend(reader.faults)
        self._spoilt = self._spoilt or any(finding.rule not in _TOLERATED for finding in reader.faults)

    def _read_banks(self, listing: Listing) -> Iterator[Bank]:
        media = {entry.name.removeprefix("medias/") for entry in listing.media}
        for entry in listing.banks:
            if is_exchange_file(entry.name):
                yield from self._read_exchange_bank(entry, media)
                continue
            node = self._nodes(entry.path, entry.name)
            if node is None:
                self._unread.add(QUESTIONS)
                continue
            reader = self._reader(entry.name)
            yield read_bank(reader, entry.name, node)
            self._take_faults(reader)

    def _read_exchange_bank(self, entry: Entry, media: set[str]) -> Iterator[Bank]:
        bank, findings = read_exchange_bank(self._root, entry.path, entry.name, media)
        self._faults.extend(findings)
        if any(finding.severity is Severity.ERROR for finding in findings):
            self._unread.add(QUESTIONS)
        if bank is not None:
            yield bank

    def _source(self, path: Path, name: str) -> Source | None:
        try:
            return read_source(self._root, path, name)
        except ReadingFault as stop:
            self._faults.append(stop.finding)
            return None

    def _nodes(self, path: Path, name: str) -> Node | None:
        """The nodes of a YAML file; None, and the reason said, when it gives none."""
        source = self._source(path, name)
        node = self._parsed(source) if source else None
        if node is None:
            self._unread.add(name)
        return node

    def _parsed(self, source: Source) -> Node | None:
        try:
            node = read_nodes(source)
        except ReadingFault as stop:
            self._faults.append(stop.finding)
            return None
        if node is None or (isinstance(node, Scalar) and node.is_empty):
            self._faults.append(_empty(source.name))
            return None
        return node


def _by_place(finding: Finding) -> tuple[str, int, int, str]:
    return finding.where.file, finding.where.line, finding.where.column, finding.rule


def _empty(name: str) -> Finding:
    message = _("« {name} » est vide.").format(name=name)
    return fault("LIR-18", Where(name), message, _("Remplissez-le, ou reprenez-en le modèle avec « coursegen new »."))


def _media_file(entry: Entry) -> MediaFile:
    path = entry.path.resolve()
    width, height = pixel_size(path)
    name, where = entry.name.removeprefix("medias/"), Where(entry.name)
    return MediaFile(name=name, path=str(path), bytes=entry.bytes, width=width, height=height, where=where)
