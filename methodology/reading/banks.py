"""A file of `questions/`: a title and questions, or a bare list of questions."""

from __future__ import annotations

from pathlib import PurePosixPath

from methodology.questions import Bank, Question
from methodology.reading.records import RecordReader
from methodology.reading.yaml_nodes import Items, Node


def read_bank(reader: RecordReader, file: str, node: Node) -> Bank:
    """The bank of that file; its name is the file's stem. Faults gather in the reader."""
    name = PurePosixPath(file).stem
    if isinstance(node, Items):
        questions = tuple(reader.record(Question, item) for item in node.nodes)
        return Bank(name=name, questions=questions, where=reader.place(node))
    return reader.record(Bank, node, name=name)
