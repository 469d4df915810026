"""The documents of a course: made for every course, named alike, nothing empty, nothing that isn't the course's."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import pytest

from coursegen.documents_model import Audience, Block, Callout, Document, Table
from coursegen.outputs.documents import write_document
from coursegen.starter import write_starter
from methodology.course import Course
from methodology.delivery import Person
from methodology.i18n import speaking
from tests.documents.courses import (
    EXAMPLES,
    OWN,
    bare_course,
    bare_sequence,
    documents_of,
    empty_titles,
    example,
    example_documents,
    read,
    subject_of,
    tables,
    text_of,
)

LANGUAGES = ("fr", "en", "pt", "es")


def started(folder: Path, language: str) -> Course:
    write_starter(folder, "TEST-01", "Essai", language)
    return read(folder)


def opened(document: Document, course: Course) -> Any:
    return docx.Document(io.BytesIO(write_document(document, subject_of(course).charter)))


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_gets_every_document(name: str) -> None:
    assert set(example_documents(name)) == set(OWN)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_beginner_s_course_gets_every_document_that_opens_in_its_language(tmp_path: Path, language: str) -> None:
    course = started(tmp_path / "cours", language)
    made = documents_of(course)
    assert set(made) == set(OWN)
    for document in made.values():
        assert document.language == language
        assert opened(document, course).paragraphs


def test_names_of_files_are_plain_letters_in_french_whatever_the_language(tmp_path: Path) -> None:
    for document in documents_of(started(tmp_path / "cours", "en")).values():
        assert re.fullmatch(r"TEST-01-[a-z-]+", document.name)


def test_a_course_without_anything_gets_its_programme_alone() -> None:
    made = documents_of(bare_course())
    assert set(made) == {"programme"}
    assert opened(made["programme"], bare_course()).paragraphs


def test_a_sequence_without_steps_objectives_or_session_makes_no_empty_title() -> None:
    course = bare_course(bare_sequence())
    made = documents_of(course)
    assert {"guide-du-formateur", "livret-du-participant", "fiches-de-sequence", "attestation"} <= set(made)
    assert "questionnaires" not in made and "grilles-d-observation" not in made and "plan-d-evaluation" not in made
    assert {end: empty_titles(document.blocks) for end, document in made.items()} == {end: [] for end in made}
    for document in made.values():
        assert opened(document, course).paragraphs


@pytest.mark.parametrize("name", EXAMPLES)
def test_no_title_stands_over_nothing(name: str) -> None:
    made = example_documents(name)
    assert {end: empty_titles(document.blocks) for end, document in made.items()} == {end: [] for end in made}


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_row_of_every_table_has_the_columns_of_its_header(name: str) -> None:
    for document in example_documents(name).values():
        for table in tables(document.blocks):
            if not any(cell.rows > 1 for row in table.rows for cell in row):
                width = sum(cell.span for cell in table.header)
                assert {sum(cell.span for cell in row) for row in table.rows} <= {width}, table.header


def test_who_may_hold_a_document_is_said() -> None:
    known = {end: document.audience for end, document in example_documents("cipres-fdf").items()}
    assert {end for end, audience in known.items() if audience is Audience.LEARNER} == {
        "programme",
        "livret-du-participant",
        "diapositives-a-annoter",
    }
    assert known["guide-du-formateur"] is known["diapositives-commentees"] is Audience.TRAINER
    assert known["feuilles-d-emargement"] is known["attestation"] is Audience.TEAM


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_clause_of_the_charter_closes_every_document(name: str) -> None:
    clause = subject_of(example(name)).courseware.clause
    assert clause
    assert {document.clause for document in example_documents(name).values()} == {clause}


def test_people_of_the_access_list_are_in_no_document() -> None:
    person = Person(last_name="Zzyqwa", first_name="Xuvbyl", email="xuvbyl@zzyqwa.example", organisation="Wkqhtz")
    made = documents_of(replace(example("one-ael"), access=(person,)))
    said = " ".join(text_of(document.blocks) for document in made.values()).casefold()
    assert not [word for word in ("zzyqwa", "xuvbyl", "wkqhtz") if word in said]


@pytest.mark.parametrize("name", EXAMPLES)
def test_french_typography_is_careful(name: str) -> None:
    """A breaking space before high punctuation, a straight apostrophe or quote: nobody sets French so."""
    for end in ("programme", "guide-du-formateur", "fiches-de-sequence", "attestation", "matrice-d-alignement"):
        said = text_of(example_documents(name)[end].blocks)
        faults = re.findall(r".{0,20}(?: [:;!?»](?!\S)|« |\w'\w|\.\.\.).{0,20}", said)
        assert faults == [], end


HOSTILE = (
    "</w:t></w:r><script>alert(1)</script> & < > \" ' ]]>",
    "\u202e\u2066à l'envers\u2069 \u200b\u00ad\u2028\u2029",
    "**gras** `code` # titre\n- liste\n| a | b |",
    "{x} {0} %s %(a)s {objectif}",
    "mot" * 700,
    "🎓👩🏽‍🏫 مرحبا 你好",
)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_whatever_an_author_writes_every_document_opens(text: str) -> None:
    course = _filled(example("one-ael"), text)
    charter = subject_of(course).charter
    for document in documents_of(course).values():
        with speaking("fr"):
            assert docx.Document(io.BytesIO(write_document(document, charter))).paragraphs


def _filled(course: Course, text: str) -> Course:
    """The course with that text wherever its sheets take one from."""
    module, *others = course.sequencing.modules
    sequence, *more = module.sequences
    steps = tuple(
        replace(step, title=text, instruction=text, plan_b=text, output=text, expected_answers=(text,), activity=None)
        for step in sequence.steps
    )
    sequence = replace(sequence, title=text, key_messages=(text,) * 3, steps=steps, materials=(text,))
    module = replace(module, title=text, summary=text, sequences=(sequence, *more))
    objectives = tuple(replace(one, statement=text, criterion=text) for one in course.objectives.objectives)
    sessions = tuple(replace(one, title=text, place=text, hours=text) for one in course.delivery.sessions)
    return replace(
        course,
        identity=replace(course.identity, title=text, short_title=text, summary=text, sponsor=text, authors=(text,)),
        sequencing=replace(course.sequencing, modules=(module, *others)),
        objectives=replace(course.objectives, general=text, objectives=objectives),
        delivery=replace(course.delivery, sessions=sessions, logistics=(text,), how_it_works=text),
        evaluation=replace(course.evaluation, success_rule=text),
    )


def test_a_sheet_is_the_same_twice() -> None:
    course = example("one-ael")
    charter = subject_of(course).charter
    with speaking("fr"):
        for end, document in documents_of(course).items():
            assert write_document(document, charter) == write_document(example_documents("one-ael")[end], charter)


def test_boxes_hold_something() -> None:
    def boxes(blocks: tuple[Block, ...]) -> list[Callout]:
        return [block for block in blocks if isinstance(block, Callout)]

    for document in example_documents("cipres-fdf").values():
        assert all(box.blocks or box.title for box in boxes(document.blocks))
        assert all(table.rows for table in document.blocks if isinstance(table, Table))
