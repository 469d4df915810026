"""Whatever a record says, the YAML text written for it says the same, in a new file and in one changed in place."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from methodology.needs import Competency, Need, NeedsAnalysis, Persona, Request
from methodology.reading.records import RecordReader
from methodology.reading.source import Source
from methodology.reading.yaml_nodes import read_nodes
from methodology.rewriting import NotRewritten, rewritten
from methodology.saving import save_course
from methodology.values import Cause
from methodology.writing import record_text

from .conftest import course_of

TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Zl", "Zp", "Cn", "Co")), max_size=140) | (
    st.lists(
        st.sampled_from(["mot", "« mot »", "- a", "# b", "c: d", "", "  e", "oui", "1.0", "'", '"', "|", ">"]),
        max_size=9,
    ).map(" ".join)
    | st.lists(st.sampled_from(["ligne", "", "  retrait", "- tiret", "# dièse", "fin "]), max_size=5).map("\n".join)
)
IDS = st.sampled_from(["A1", "B2", "C3", "D-4", "oui", "1e3", "2026"])
NEEDS = st.builds(
    Need,
    id=IDS,
    task=TEXTS,
    current=st.none() | st.integers(0, 4),
    cause=st.none() | st.sampled_from(list(Cause)),
    due=st.none() | st.dates(date(1990, 1, 1), date(2100, 1, 1)),
    sources=st.lists(TEXTS, max_size=3).map(tuple),
)
ANALYSES = st.builds(
    NeedsAnalysis,
    date=st.none() | st.dates(date(1990, 1, 1), date(2100, 1, 1)),
    request=st.none() | st.builds(Request, origin=TEXTS, wording=TEXTS.filter(bool)),
    personas=st.lists(st.builds(Persona, name=TEXTS, age=st.none() | st.integers(14, 110)), max_size=3).map(tuple),
    competencies=st.lists(st.builds(Competency, id=IDS, name=TEXTS), max_size=3).map(tuple),
    needs=st.lists(NEEDS, max_size=4).map(tuple),
)
QUICK = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))


def read(text: str) -> Any:
    reader = RecordReader("1-besoins.yaml", {})
    node = read_nodes(Source("1-besoins.yaml", text))
    assert node is not None, text
    record = reader.record(NeedsAnalysis, node)
    assert reader.faults == [], (text, reader.faults)
    return record


@QUICK
@given(ANALYSES)
def test_what_is_written_reads_back(analysis: NeedsAnalysis) -> None:
    assert read(record_text(analysis)) == analysis


@QUICK
@given(ANALYSES, ANALYSES)
def test_what_is_changed_in_place_reads_as_the_new_record(old: NeedsAnalysis, new: NeedsAnalysis) -> None:
    try:
        text = rewritten(record_text(old), old, new)
    except NotRewritten:
        return  # the file is then written anew
    if text.strip() != "{}":
        assert read(text) == new


COMMENTED = """\
# En tête.
besoins:                # niveaux de 0 à 4
  - {id: B1, tache: "Calculer", actuel: 1}   # le premier
  # le second, plus rare
  - id: B2
    tache: >-
      Un texte replié
      sur deux lignes
    actuel: 2           # à vérifier
competences: []
"""


def test_comments_order_quotes_and_folds_stay() -> None:
    old = read(COMMENTED)
    first, second = old.needs
    new = replace(old, needs=(first, replace(second, current=3, target=4)))
    text = rewritten(COMMENTED, old, new)
    assert read(text) == new
    assert text == COMMENTED.replace("actuel: 2 ", "actuel: 3 ").replace(
        "# à vérifier\n", "# à vérifier\n    cible: 4\n"
    )


@pytest.mark.parametrize("anchors", ["besoins:\n  - &b {id: B1, tache: x}\n  - {id: B2, tache: y}\npersonas: []\n"])
def test_a_file_with_anchors_is_changed_too(anchors: str) -> None:
    old = read(anchors)
    new = replace(old, needs=(old.needs[0], replace(old.needs[1], task="z")))
    assert read(rewritten(anchors, old, new)) == new


def test_two_aliases_of_one_value_are_told_apart_when_one_changes(folder: Path) -> None:
    path = folder / "1-besoins.yaml"
    text = path.read_text("utf-8")
    shared = "besoins:\n  - id: B1\n    tache: x\n    sources: &s [a, b]\n  - id: B2\n    tache: y\n    sources: *s\n"
    path.write_text(text[: text.index("besoins:")] + shared, "utf-8")
    course = course_of(folder)
    one, two = course.needs.needs
    changed = replace(course, needs=replace(course.needs, needs=(one, replace(two, sources=("c",)))))
    save_course(changed, folder)
    assert course_of(folder) == changed
