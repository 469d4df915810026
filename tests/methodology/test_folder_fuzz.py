"""Whatever is written in a file of a folder, reading it ends with findings, never with a traceback.

Hypothesis shrinks what it finds to the smallest edit; `test_mutated_folders.py` damages a thousand folders more.
"""

from __future__ import annotations

import os
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from methodology.folder import read_folder
from methodology.reading.faults import ReadingFault
from methodology.reading.source import Source
from methodology.reading.yaml_nodes import read_nodes
from methodology.rules import check
from tests.methodology.folders import FILES, good_folder, write

LONGER = int(os.environ.get("COURSEGEN_MUTATIONS", "1"))
READ = sorted(name for name in FILES if not name.startswith("medias/"))
PIECES = (
    "\t", "  ", "\n", "- ", ": ", "{", "}", "[", "]", "&a ", "*a", "!!x ", "'", '"', "|\n", ">\n", "#", "---\n",
    "~", "null", "-1", "1e9", "é", "\x00", "\ufeff", "%", "@", "? ", "<<: *a", ":::{notes}\n", "![](x)", "|a|b|\n",
)  # fmt: skip


@settings(
    max_examples=200 * LONGER,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    name=st.sampled_from(READ),
    cut=st.integers(0, 700),
    drop=st.integers(0, 40),
    piece=st.sampled_from(PIECES),
)
def test_a_mutated_folder_is_read_to_the_end(tmp_path: Path, name: str, cut: int, drop: int, piece: str) -> None:
    folder = good_folder(tmp_path / "cours")
    raw = FILES[name]
    at = cut % len(raw)
    write(folder, name, raw[:at] + piece + raw[at + drop :])
    reading = read_folder(folder)
    assert reading.course is not None or reading.has_errors
    said = check(reading.course) if reading.course else ()
    for finding in (*reading.findings, *said):
        assert finding.message and finding.remedy
        assert finding.where.line >= 1 and finding.where.column >= 1


@settings(
    max_examples=100,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(raw=st.binary(max_size=200))
def test_any_bytes_make_findings(tmp_path: Path, raw: bytes) -> None:
    folder = good_folder(tmp_path / "cours")
    write(folder, "1-besoins.yaml", raw)
    assert all(finding.message and finding.remedy for finding in read_folder(folder).findings)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(text=st.text(alphabet="ab:-[]{}&*!|>'\"# \n\t,?%@`\\é", max_size=60))
def test_any_text_is_nodes_or_a_fault(text: str) -> None:
    try:
        read_nodes(Source("x.yaml", text))
    except ReadingFault as fault:
        assert fault.finding.where.file == "x.yaml"
