"""What the reader of each document finds in it: the course's times, its texts, and never what isn't for them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pytest
from docx import Document as DocxFile
from docx.oxml.ns import qn

from coursegen.activities.quiz import QuizActivity
from coursegen.build.office import convert, office_program
from coursegen.build.pdf_outline import outline_pages, page_count
from coursegen.charter import load_charter
from coursegen.content.html_blocks import plain_of
from coursegen.courseware import Activity, Html
from coursegen.documents_model import Document, Heading
from coursegen.outputs.documents import write_document
from coursegen.outputs.documents.durations import duration
from coursegen.outputs.documents.parts.pen import Pen
from methodology.i18n import speaking
from methodology.sequencing import Step
from methodology.values import Purpose
from tests.documents.courses import EXAMPLES, example, example_documents, example_subject, tables, text_of

pytestmark = pytest.mark.usefixtures("_french")


@pytest.fixture
def _french() -> Iterator[None]:
    with speaking("fr"):
        yield


def said(name: str, end: str) -> str:
    return text_of(example_documents(name)[end].blocks)


def polished(text: str) -> str:
    return Pen("fr").say(text)


def headings(document: Document, level: int) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Heading) and block.level == level]


def leaked(name: str, secret: list[str], text: str) -> list[str]:
    """The secret sentences that the text says and that no page of the course teaches; "Oui" may stand anywhere."""
    return [one for one in secret if len(one) > 20 and polished(one) in text and polished(one) not in taught(name)]


@cache
def taught(name: str) -> str:
    """Everything that the course itself tells a learner."""
    course, courseware = example(name), example_subject(name).courseware
    pages = (Html(part) for activity in courseware.activities() for part in _texts(activity))
    parts = [text_of(example_subject(name).html(page)) for page in pages]
    parts += [plain_of(question.text) for question in courseware.questions]
    parts += [polished(message) for sequence in course.sequencing.sequences() for message in sequence.key_messages]
    parts += [polished(words) for _sequence, step in course.sequencing.steps() for words in _asked(step)]
    return "\n".join(parts)


def _asked(step: Step) -> tuple[str, ...]:
    return (step.instruction, step.output)


def _texts(activity: Activity) -> Iterator[str]:
    yield from (activity.intro, getattr(activity, "body", ""))
    yield from (chapter.body for chapter in getattr(activity, "chapters", ()))


@pytest.mark.parametrize("name", EXAMPLES)
@pytest.mark.parametrize("end", ["programme", "guide-du-formateur", "livret-du-participant", "attestation"])
def test_the_time_that_is_announced_is_the_sum_of_the_sequences(name: str, end: str) -> None:
    whole = sum(sequence.minutes for sequence in example(name).sequencing.sequences())
    assert duration(whole) in said(name, end).splitlines() or f"{duration(whole)}," in said(name, end)


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_programme_gives_each_module_its_time_and_their_sum(name: str) -> None:
    course = example(name)
    last = "Durée et modalité"
    table = next(t for t in tables(example_documents(name)["programme"].blocks) if last in text_of(t.header))
    shown = [text_of(row[-1]).strip() for row in table.rows]
    modules = course.sequencing.modules
    times = [*(duration(module.minutes) for module in modules), duration(sum(m.minutes for m in modules))]
    assert [text for text, time in zip(shown, times, strict=True) if not re.match(rf"{time}(\s|$)", text)] == []


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_programme_says_who_when_where_and_whom_to_ask(name: str) -> None:
    course, text = example(name), said(name, "programme")
    wanted = [course.objectives.general, course.needs.participants.title, *(s.title for s in course.delivery.sessions)]
    wanted += [course.evaluation.success_rule, course.needs.participants.certification]
    wanted += [o.statement for o in course.objectives.objectives]
    assert [words for words in wanted if polished(words) not in text] == []
    assert course.identity.contact is not None and course.identity.contact.email in text


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_guide_gives_every_step_with_all_that_a_trainer_says_asks_and_expects(name: str) -> None:
    text = said(name, "guide-du-formateur")
    for _sequence, step in example(name).sequencing.steps():
        wanted = [step.title, step.instruction, step.trainer_activity, step.intentions, step.plan_b, step.debriefing]
        wanted += [*step.expected_answers, *step.likely_questions, *step.prompts]
        assert [words for words in wanted if polished(words) not in text] == [], step.id


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_guide_has_the_sequences_in_order_and_the_key_of_every_test(name: str) -> None:
    guide = example_documents(name)["guide-du-formateur"]
    order = [title for title in headings(guide, 2) if re.match(r"S\d", title)]
    assert order == [polished(f"{s.id} · {s.title}") for s in example(name).sequencing.sequences()]
    text, courseware = text_of(guide.blocks), example_subject(name).courseware
    for quiz in (a for a in courseware.activities() if isinstance(a, QuizActivity)):
        for slot in quiz.slots:
            for choice in courseware.question(slot.question).choices:
                assert choice.fraction <= 0 or polished(plain_of(choice.text)) in text


@pytest.mark.parametrize("name", EXAMPLES)
@pytest.mark.parametrize("end", ["livret-du-participant", "programme", "diapositives-a-annoter"])
def test_a_learner_s_document_holds_nothing_that_only_the_trainer_reads(name: str, end: str) -> None:
    text, course = said(name, end), example(name)
    secret = [
        words
        for _sequence, step in course.sequencing.steps()
        for words in (step.intentions, step.debriefing, step.trainer_activity, step.feedback, *step.expected_answers)
    ]
    secret += [words for s in course.sequencing.sequences() for words in (*s.watch_points, s.differentiation)]
    secret += [risk.risk for risk in course.delivery.risks]
    assert leaked(name, secret, text) == []


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_booklet_never_answers_a_question(name: str) -> None:
    text, courseware = said(name, "livret-du-participant"), example_subject(name).courseware
    leaks = []
    for question in courseware.questions:
        answers = [question.feedback, question.model_answer, *(choice.feedback for choice in question.choices)]
        answers += [hint.text for hint in question.hints]
        leaks += leaked(name, [plain_of(answer) for answer in answers], text)
    assert leaks == []


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_booklet_asks_the_tests_to_learn_by_and_none_that_counts(name: str) -> None:
    text, courseware = said(name, "livret-du-participant"), example_subject(name).courseware
    quizzes = [a for a in courseware.activities() if isinstance(a, QuizActivity)]
    secret = {slot.question for q in quizzes if q.purpose is not Purpose.FORMATIVE for slot in q.slots}
    free = {slot.question for q in quizzes if q.purpose is Purpose.FORMATIVE for slot in q.slots} - secret
    plain = {key: polished(plain_of(courseware.question(key).text)) for key in secret | free}
    assert [key for key in secret if plain[key] in text] == []
    asked = [key for key in free if plain[key] in text]
    assert len(asked) > len(free) / 2  # texts with places to fill are asked with blanks


@pytest.mark.parametrize("name", EXAMPLES)
def test_steps_to_put_in_order_are_not_printed_in_their_order(name: str) -> None:
    text, courseware = said(name, "livret-du-participant"), example_subject(name).courseware
    for question in (q for q in courseware.questions if len(q.items) > 2):
        places = [text.find(polished(plain_of(item))) for item in question.items]
        assert -1 in places or places != sorted(places), question.key


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_booklet_holds_the_texts_of_the_course_and_its_words(name: str) -> None:
    course, text = example(name), said(name, "livret-du-participant")
    assert [t.term for t in course.identity.glossary if polished(t.term) not in text] == []
    assert [m for s in course.sequencing.sequences() for m in s.key_messages if polished(m) not in text] == []
    assert example_documents(name)["livret-du-participant"].notes_margin


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_sheet_to_sign_for_each_day_with_the_group_with_enough_lines(name: str) -> None:
    course, sheets = example(name), example_documents(name)["feuilles-d-emargement"]
    days = [s for s in course.delivery.sessions if s.modality.value != "distanciel_asynchrone"]
    assert len(tables(sheets.blocks)) >= len(days) > 0
    for table in tables(sheets.blocks):
        empty = [row for row in table.rows if len(row) > 1 and not text_of(row[1]).strip()]
        assert len(empty) == course.needs.participants.headcount.max or len(empty) >= 12


def test_a_virtual_class_in_the_morning_is_signed_once() -> None:
    sheets = example_documents("cipres-fdf")["feuilles-d-emargement"]
    virtual = next(t for t in reversed(tables(sheets.blocks)))
    assert [text_of(cell).strip() for cell in virtual.header[3:]] == ["Matin\u00a0: signature"]


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_item_of_every_questionnaire_has_its_number(name: str) -> None:
    course, text = example(name), said(name, "questionnaires")
    for survey in course.evaluation.surveys:
        assert polished(survey.title) in text
        for item in survey.items:
            words = polished(item.text.partition("{objectif}")[0])
            assert re.search(rf"^\d+\. {re.escape(words)}", text, re.MULTILINE) or item.type.value == "information"


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_grid_has_its_criteria_and_their_points(name: str) -> None:
    text = said(name, "grilles-d-observation")
    for rubric in example(name).evaluation.rubrics:
        assert f"…… / {rubric.maximum:g}" in text
        assert [c.title for c in rubric.criteria if polished(c.title) not in text] == []
        assert [v.descriptor for c in rubric.criteria for v in c.levels if polished(v.descriptor) not in text] == []


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_matrix_has_a_row_for_each_objective_whose_minutes_add_up(name: str) -> None:
    course = example(name)
    matrix = tables(example_documents(name)["matrice-d-alignement"].blocks)[0]
    assert len(matrix.rows) == len(course.objectives.objectives) + 1
    total = "".join(filter(str.isdigit, text_of(matrix.rows[-1][2 + len(course.sequencing.modules)])))
    assert int(total) == sum(step.minutes for _sequence, step in course.sequencing.steps())


@pytest.mark.parametrize("name", EXAMPLES)
def test_slides_for_learners_hide_the_notes_that_those_for_trainers_show(name: str) -> None:
    noted, plain = said(name, "diapositives-commentees"), said(name, "diapositives-a-annoter")
    notes = [
        note
        for deck in example_subject(name).courseware.decks
        for section in deck.sections
        for slide in section.slides[1 if section is deck.sections[0] else 0 :]
        for note in slide.notes
        if len(note) > 40
    ]
    assert notes and [note for note in notes if polished(note) not in noted] == []
    assert [note for note in notes if polished(note) in plain] == []


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_lesson_plan_says_every_instruction_material_and_plan_b_whole(name: str) -> None:
    text = said(name, "fiches-de-sequence")
    missing = [
        words
        for _sequence, step in example(name).sequencing.steps()
        for words in (step.instruction, step.plan_b, step.trainer_activity, step.participant_activity, *step.materials)
        if polished(words) not in text
    ]
    assert missing == []


@pytest.mark.office
@pytest.mark.parametrize("name", EXAMPLES)
def test_a_lesson_plan_is_one_sheet_that_one_holds_while_teaching(name: str, tmp_path: Path) -> None:
    if not office_program():
        pytest.skip("LESSON PLANS NOT LAID OUT: LibreOffice is not installed")
    path = tmp_path / "fiches.docx"
    path.write_bytes(write_document(example_documents(name)["fiches-de-sequence"], example_subject(name).charter))
    pdf = convert([path], "pdf", tmp_path)[path].read_bytes()
    count = len([*example(name).sequencing.sequences()])
    starts = [*list(outline_pages(pdf))[-count:], page_count(pdf) + 1]
    sides = [after - start for start, after in pairwise(starts)]
    assert set(sides) <= {1, 2} and 1 in sides


@pytest.mark.parametrize("name", EXAMPLES)
@pytest.mark.parametrize("end", ["programme", "guide-du-formateur", "fiches-de-sequence", "attestation"])
def test_no_label_of_a_catalogue_stands_for_a_method(name: str, end: str) -> None:
    assert "sans précision" not in said(name, end)


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_programme_lists_what_it_has_several_of(name: str) -> None:
    access = example(name).delivery.accessibility
    lines = said(name, "programme").splitlines()
    assert len(access) > 2 and [text for text in access if f"• {polished(text)}" not in lines] == []


def _plain(name: str, end: str) -> str:
    """What the document says, its spaces as one types them."""
    return re.sub("[\u00a0\u202f]", " ", said(name, end))


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_certificate_is_a_sentence_with_somebody_in_it(name: str) -> None:
    sentence = re.search(
        r"Nous attestons que\s+…+\s+\(prénom et nom\), de …+ \(organisme\),\s+a suivi la formation\s+(.+)",
        _plain(name, "attestation"),
    )
    assert sentence and sentence[1].startswith(example(name).identity.title[:12])


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_certificate_has_a_frame_in_the_charter_s_colour_and_a_large_line_for_the_name(name: str) -> None:
    document = example_documents(name)["attestation"]
    charter = load_charter("socieux", "fr")
    docx = DocxFile(BytesIO(write_document(document, charter)))
    (section,) = docx.sections
    sides = section._sectPr.find(qn("w:pgBorders"))
    assert sides is not None
    assert [side.get(qn("w:color")) for side in sides] == [charter.colours.accent.strip("#").upper()] * 4
    assert (section.page_width or 0) > (section.page_height or 0)
    (line,) = [one for one in docx.paragraphs if one.text.startswith("…")]
    assert line.style and line.style.font.size and line.style.font.size.pt >= 24
    assert "Cofinancé" in "".join(one.text for one in docx.paragraphs[:2])
    assert docx.paragraphs[-1].text == document.clause


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_packing_list_names_each_thing_once_and_leaves_room_where_nobody_knows_how_many(name: str) -> None:
    lists = [t for t in tables(example_documents(name)["guide-du-formateur"].blocks) if "Quantité" in text_of(t.header)]
    assert lists
    for found in lists:
        names = [text_of(row[1:2]).replace("\u00a0", " ").casefold() for row in found.rows]
        assert [one for one in names if any(other.startswith((f"{one} (", f"{one} :")) for other in names)] == []
        assert {text_of(row[2:3]) for row in found.rows if not text_of(row[2:3]).isdigit()} <= {"………"}


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_booklet_asks_first_and_answers_at_its_end(name: str) -> None:
    text = _plain(name, "livret-du-participant")
    asked, _title, answered = text.rpartition("\nRéponses\n")
    places = re.findall(r"Réponse (\d+) : à la fin du livret", asked)
    assert len(places) > 5
    assert re.findall(r"^Réponse (\d+) – ", answered, re.MULTILINE) == places
    assert not re.search(r"\?\s+Réponse ?[.:]", text)


@pytest.mark.office
@pytest.mark.parametrize("name", EXAMPLES)
@pytest.mark.parametrize("end", ["programme", "matrice-d-alignement"])
def test_a_sheet_that_goes_with_an_invitation_has_two_pages(name: str, end: str, tmp_path: Path) -> None:
    if not office_program():
        pytest.skip("SHEETS NOT LAID OUT: LibreOffice is not installed")
    path = tmp_path / "feuille.docx"
    path.write_bytes(write_document(example_documents(name)[end], example_subject(name).charter))
    assert page_count(convert([path], "pdf", tmp_path)[path].read_bytes()) == 2


def test_no_line_breaks_a_time_of_day() -> None:
    assert Pen("fr").say("de 8 h 30 à 12 h 15") == "de 8\u00a0h\u00a030 à 12\u00a0h\u00a015"
