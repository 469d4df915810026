"""A `Course` into a course folder: whole or not at all, and only the files whose values changed."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from methodology.course import Course
from methodology.findings import Finding, Severity
from methodology.folder import PHASES, read_folder
from methodology.questions import Bank
from methodology.reading.banks import is_exchange_file, read_bank
from methodology.reading.faults import ReadingFault
from methodology.reading.records import RecordReader
from methodology.reading.source import Source
from methodology.reading.yaml_nodes import read_nodes
from methodology.rewriting import NotRewritten, rewritten
from methodology.values import Record, Text
from methodology.writing import record_text

REMOVED = ".retires"
"""Hidden folder where the files of banks that a course no longer has are put aside."""


@dataclass(frozen=True, slots=True)
class Saved:
    """What was done, by path in the folder: files made, files changed, files left as they were, files put aside."""

    made: tuple[str, ...]
    changed: tuple[str, ...]
    kept: tuple[str, ...]
    removed: tuple[str, ...]


class FolderHasErrors(Exception):
    """The folder to update cannot be read whole: what is wrong with it."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__(f"{len(findings)} findings")
        self.findings = findings


def existing_course(folder: Path, admitted: Collection[str] = ()) -> Course | None:
    """The course of that folder; None when there is nothing there yet.

    Raises FolderHasErrors for an error of another rule than those `admitted`.
    """
    if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
        return None
    reading = read_folder(folder)
    errors = tuple(f for f in reading.findings if f.severity is Severity.ERROR)
    if reading.course is None or any(error.rule not in admitted for error in errors):
        raise FolderHasErrors(errors)
    return reading.course


def save_course(
    course: Course,
    folder: Path,
    files: Mapping[str, bytes] | None = None,
    header: Callable[[str], str] = lambda _name: "",
    admitted: Collection[str] = (),
) -> Saved:
    """Write the phases and banks of `course`, and `files` (by path in the folder, never over one that is there).

    A file whose values did not change stays as it is, byte for byte; the others keep their author's comments.
    `header` gives the comment lines that a new file of that name begins with; `admitted`, the rules that the folder may
    break before. Texts and media of the course are not
    written: they lie in the folder already, or in `files`. Raises FolderHasErrors, and OSError after putting all back.
    """
    before = existing_course(folder, admitted)
    texts = _texts(before, files or {})
    plan = {name: data for name, data in (files or {}).items() if not (folder / name).exists()}
    places = _places(before, course)
    old = _records(before, {bank.name: bank.where.file for bank in before.banks}) if before else {}
    new = _records(course, places)
    for name, record in new.items():
        if old.get(name) != record:
            text = _text(folder / name, name, old.get(name), record, texts, header(name))
            plan[name] = text.encode()
    removed = tuple(name for name in old if name not in new)
    made = tuple(name for name in plan if not (folder / name).exists())
    _put_in_place(folder, plan, removed)
    changed = tuple(name for name in plan if name not in made)
    return Saved(made, changed, tuple(name for name in new if name not in plan), removed)


def _places(before: Course | None, course: Course) -> dict[str, str]:
    """Where banks stay, by name. A bank read from GIFT or Moodle XML that changed becomes YAML."""
    banks = before.banks if before else ()
    staying = (bank for bank in banks if not is_exchange_file(bank.where.file) or bank in course.banks)
    return {bank.name: bank.where.file for bank in staying}


def _records(course: Course, places: Mapping[str, str]) -> dict[str, Record]:
    """The record of each YAML file, by path in the folder; a bank stays where it was."""
    phases: dict[str, Record] = {name: getattr(course, field) for name, (field, _kind) in PHASES.items()}
    return phases | {places.get(bank.name, f"questions/{bank.name}.yaml"): bank for bank in course.banks}


def _texts(before: Course | None, files: Mapping[str, bytes]) -> dict[str, Text]:
    fresh = {name: Text(path=name, markdown=data.decode()) for name, data in files.items() if name.endswith(".md")}
    return fresh | {text.path: text for text in (before.texts if before else ())}


def _text(path: Path, name: str, old: Record | None, new: Record, texts: Mapping[str, Text], header: str) -> str:
    """The new text of a file; verified: reading it gives `new`."""
    if old is not None:
        try:
            text = rewritten(path.read_text(encoding="utf-8-sig"), old, new)
        except NotRewritten:
            text = ""
        if _reads_as(text, name, new, texts):
            return text
        header = _first_comment(path.read_text(encoding="utf-8-sig"))
    text = record_text(new, header)
    if not _reads_as(text, name, new, texts):
        raise AssertionError(f"{name}: what was written does not read back")
    return text


def _first_comment(text: str) -> str:
    lines = text.splitlines(keepends=True)
    count = next((i for i, line in enumerate(lines) if not line.startswith("#")), len(lines))
    return "".join(lines[:count])


def _reads_as(text: str, name: str, record: Record, texts: Mapping[str, Text]) -> bool:
    reader = RecordReader(name, texts)
    try:
        node = read_nodes(Source(name, text))
    except ReadingFault:
        return False
    if node is None:
        return False
    back = read_bank(reader, name, node) if isinstance(record, Bank) else reader.record(type(record), node)
    return back == record and not reader.faults


def _put_in_place(folder: Path, plan: Mapping[str, bytes], removed: tuple[str, ...]) -> None:
    if not plan and not removed:
        return
    fresh = not folder.exists() or not any(folder.iterdir())
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent if fresh else folder, prefix=".import-") as staging:
        draft, undo = Path(staging) / "cours", Path(staging) / "avant"
        for name, data in plan.items():
            (draft / name).parent.mkdir(parents=True, exist_ok=True)
            (draft / name).write_bytes(data)
        if fresh:
            if folder.exists():
                folder.rmdir()
            draft.rename(folder)
        else:
            _replace_all(folder, draft, undo, tuple(plan), removed)


def _replace_all(folder: Path, draft: Path, undo: Path, names: tuple[str, ...], removed: tuple[str, ...]) -> None:
    """Every file changed, or, when the disk refuses one, every file as it was."""
    done: list[tuple[Path, Path]] = []
    try:
        for source, target in _moves(folder, draft, undo, names, removed):
            target.parent.mkdir(parents=True, exist_ok=True)
            source.replace(target)
            done.append((source, target))
    except OSError:
        for source, target in reversed(done):
            target.replace(source)
        raise


def _moves(
    folder: Path, draft: Path, undo: Path, names: tuple[str, ...], removed: tuple[str, ...]
) -> Iterator[tuple[Path, Path]]:
    for name in names:
        if (folder / name).exists():
            yield folder / name, undo / name
        yield draft / name, folder / name
    for name in removed:
        yield folder / name, folder / REMOVED / name
