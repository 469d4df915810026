"""Banks whose marks have negative decimals (-33.3333 %), written with their sign.

`methodology.writing` loses the sign of such numbers, and `save_course` then refuses its own text. Delete this module
when it no longer does: `written_apart` gives nothing then.
"""

from __future__ import annotations

import re
from typing import Final

from methodology.questions import Bank
from methodology.reading.banks import read_bank
from methodology.reading.records import RecordReader
from methodology.reading.source import Source
from methodology.reading.yaml_nodes import read_nodes
from methodology.writing import record_text

_NEGATIVE: Final = re.compile(r"-\d*\.\d")
_LOST: Final = re.compile(r"(?m)(?P<before>^\s*(?:- )?[a-z_]+: |^\s*- |[\[,] ?)0(?=\d+\.\d+(?:$|[,\]]))")


def written_apart(bank: Bank, header: str) -> tuple[str, bytes] | None:
    """The path and text of a bank that the writer can't write; None for all others."""
    if _NEGATIVE.search(repr(bank)) is None:
        return None
    path = f"questions/{bank.name}.yaml"
    text = record_text(bank, header)
    if _reads_as(bank, path, text):
        return None
    signed = _LOST.sub(r"\g<before>-", text)
    return (path, signed.encode()) if _reads_as(bank, path, signed) else None


def _reads_as(bank: Bank, path: str, text: str) -> bool:
    reader = RecordReader(path, {})
    node = read_nodes(Source(path, text))
    return node is not None and read_bank(reader, path, node) == bank and not reader.faults
