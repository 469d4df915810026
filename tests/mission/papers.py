"""The documents of an action, read back as their reader sees them."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

from docx import Document
from docx.document import Document as DocxDocument
from docx.table import Table

from coursegen.charter import load_charter
from coursegen.mission import load_mission
from coursegen.outputs.documents import write_document
from coursegen.outputs.documents.mission import Issued, MissionSubject, known_papers
from methodology.mission.model import Mission

EXAMPLES = Path(__file__).parents[2] / "examples"


def subject_of(mission: Mission | str, *wanted: str, joint: bool = False, activity: str = "") -> MissionSubject:
    """What the documents of that action, or of the one of that example, are made from."""
    found = load_mission(EXAMPLES / mission) if isinstance(mission, str) else mission
    activities = (activity,) if activity else ()
    charter = load_charter("socieux", "fr")
    return MissionSubject(found, charter, activities=activities, wanted=frozenset(wanted), joint=joint)


def issued(subject: MissionSubject) -> Iterator[Issued]:
    """Every document asked for."""
    for paper in known_papers():
        if not paper.KEY or subject.wants(paper.KEY):
            yield from paper.compose(subject)


def only(subject: MissionSubject) -> tuple[Issued, DocxDocument]:
    """The one document asked for, and its file opened."""
    (one,) = issued(subject)
    return one, Document(io.BytesIO(write_document(one.document, subject.charter)))


def headings(docx: DocxDocument) -> list[str]:
    """Its titles of the first level."""
    return [one.text for one in docx.paragraphs if one.style is not None and one.style.name == "Heading 1"]


def rows(table: Table) -> list[list[str]]:
    """The text of each cell, spaces made plain."""
    return [[plain(cell.text) for cell in row.cells] for row in table.rows]


def everything(docx: DocxDocument) -> str:
    """All that it says, tables too."""
    said = [one.text for one in docx.paragraphs]
    said += [cell for table in docx.tables for row in rows(table) for cell in row]
    return plain("\n".join(said))


def plain(text: str) -> str:
    """The text with plain spaces and straight apostrophes."""
    return text.replace("\u00a0", " ").replace("\u202f", " ").replace("’", "'")
