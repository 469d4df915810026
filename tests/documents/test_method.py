"""The method document: every chapter whole, every tool resolved, three parts that make the whole, honest change log."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from coursegen.charter import load_charter
from coursegen.compose import compose
from coursegen.content.media import MediaPool
from coursegen.content.render import Renderer
from coursegen.documents_model import (
    Audience,
    Block,
    Callout,
    Contents,
    Document,
    Heading,
    ItemList,
    Paragraph,
    Table,
)
from coursegen.outputs.documents import Subject, write_document
from coursegen.outputs.documents.method import fingerprints
from coursegen.outputs.documents.method.chapters import CHECKED, PATTERN, Chapter, chapters
from coursegen.outputs.documents.method.data import FOLDER, french, method_data
from coursegen.outputs.documents.method.documents import EXAMPLES
from coursegen.outputs.documents.method.ledger import method_products
from coursegen.outputs.documents.sheets import method
from coursegen.outputs.documents.unwritten import for_the_author
from coursegen.slides_model import Line
from methodology.catalogue_data import catalogue_data
from methodology.course import Course
from methodology.folder import read_folder
from methodology.mission.model import LogEntry, Mission, MissionActivity, Product
from methodology.mission.values import State
from methodology.readability import reading_ease

ROOT = Path(__file__).parents[2]
STEPS = tuple(chapter for chapter in chapters() if 1 <= chapter.number <= 20)
_ACRONYM = re.compile(r"\b[A-Z]{3,}\b")
_KNOWN_SHAPES = {"RNQ", "RGPD"}


@cache
def course(name: str = "cipres-fdf") -> Course:
    found = read_folder(ROOT / "examples" / name).course
    assert found is not None
    return found


def documents(of: Course) -> tuple[Document, ...]:
    courseware = compose(of)
    charter = load_charter("socieux", "fr")
    return tuple(method.compose(Subject(of, courseware, charter, Renderer(of, MediaPool(of)).fragment)))


@cache
def made() -> tuple[Document, ...]:
    return documents(course())


def texts(blocks: tuple[Block, ...]) -> Iterator[str]:
    """Every piece of text that a reader sees."""
    for block in blocks:
        if isinstance(block, Heading):
            yield block.text
        elif isinstance(block, Paragraph):
            yield plain(block.line)
        elif isinstance(block, ItemList):
            yield from (plain(item.line) for item in block.items)
        elif isinstance(block, Callout):
            yield block.title
            yield from texts(block.blocks)
        elif isinstance(block, Table):
            yield block.caption
            yield from (plain(line) for row in (block.header, *block.rows) for cell in row for line in cell.lines)


def plain(line: Line) -> str:
    return "".join(run.text for run in line)


def written(chapter: Chapter) -> str:
    return " ".join(section.markdown for section in chapter.sections)


def test_there_are_twenty_steps_between_a_preamble_and_annexes() -> None:
    numbers = [chapter.number for chapter in chapters()]
    assert numbers[:21] == list(range(21))
    assert all(number >= 90 for number in numbers[21:])
    assert [chapter.letter for chapter in chapters() if chapter.annex] == ["A", "B", "C", "D"]


@pytest.mark.parametrize("chapter", STEPS, ids=lambda chapter: chapter.name)
def test_a_chapter_has_every_section_of_the_pattern_in_order(chapter: Chapter) -> None:
    assert tuple(section.title for section in chapter.sections) == PATTERN
    sections = {section.title: section.markdown for section in chapter.sections}
    assert all(len(text.split()) >= 10 for title, text in sections.items() if title != "Outil")
    watch = sections["Points de vigilance"]
    assert all(f"- **{point}.**" in watch for point in ("Genre", "Accessibilité", "Bas débit"))
    assert ":::{outil}" in sections["Outil"]
    assert ":::{donnees}" in sections["Exemple"]
    assert sections[CHECKED].count("\n- ") >= 5
    assert chapter.product


@pytest.mark.parametrize("chapter", STEPS, ids=lambda chapter: chapter.name)
def test_a_chapter_is_neither_thin_nor_endless_and_reads_easily(chapter: Chapter) -> None:
    text = re.sub(r"^:::.*$|\*\*|^#+ |^\|.*$", "", written(chapter), flags=re.MULTILINE)
    assert 700 <= len(text.split()) <= 1100
    lines = [re.sub(r"^(- |\d+\. )", "", line) for line in text.splitlines() if line.strip()]
    ease = reading_ease(lines)
    assert ease is not None
    assert ease >= 60  # Kandel-Moles: "plain"


def test_every_tool_and_example_that_a_chapter_asks_for_exists_and_none_is_forgotten() -> None:
    asked = {kind: [name for c in chapters() for name in c.inserts(kind)] for kind in ("outil", "donnees")}
    assert set(asked["outil"]) == set(method_data("outils"))
    assert set(asked["donnees"]) == set(EXAMPLES)
    assert len(asked["outil"]) == len(set(asked["outil"]))


def test_references_between_chapters_lead_somewhere() -> None:
    known = {chapter.number for chapter in chapters()}
    for chapter in chapters():
        for listed in re.findall(r"[Cc]hapitres? ((?:\d+(?:, | et | à )?)+)", written(chapter)):
            assert {int(number) for number in re.findall(r"\d+", listed)} <= known, chapter.name


def test_nothing_is_left_unresolved_on_any_page() -> None:
    for document in made():
        seen = "\n".join(texts(document.blocks))
        assert ":::" not in seen
        assert not re.search(r"\{\w*\}", seen)
        assert "**" not in seen
        assert "TODO" not in seen
        assert "_de_" not in seen  # a key of the folder instead of its word


def test_three_parts_together_are_the_whole() -> None:
    *parts, whole = made()
    assert len(parts) == 3
    assert [document.name.rpartition("methodologie-")[2] for document in made()] == [
        "partie-1",
        "partie-2",
        "partie-3",
        "consolidee",
    ]
    split = [body for document in parts for body in bodies(document).items()]
    assert split == list(bodies(whole).items())
    assert len(split) == len(chapters())


def bodies(document: Document) -> dict[str, tuple[Block, ...]]:
    """The blocks of each chapter by its title, without what a part says of itself."""
    titles = {chapter.heading for chapter in chapters()}
    found: dict[str, list[Block]] = {}
    current: list[Block] | None = None
    for block in document.blocks:
        if isinstance(block, Heading) and block.text in titles:
            current = found.setdefault(block.text, [])
        elif isinstance(block, Heading) and block.level == 1:
            current = None
        if current is not None:
            current.append(block)
    return {title: tuple(blocks) for title, blocks in found.items()}


def test_each_document_has_contents_a_clause_a_glossary_and_names_its_activity() -> None:
    for number, document in enumerate(made(), 1):
        assert document.audience is Audience.PARTNER
        assert document.cover
        assert document.clause.startswith("Clause de non-responsabilité") or "responsabilité" in document.clause
        assert any(isinstance(block, Contents) for block in document.blocks)
        titles = [block.text for block in document.blocks if isinstance(block, Heading) and block.level == 1]
        assert titles[-2:] == ["Journal des modifications", "Glossaire et sigles"]
        seen = "\n".join(texts(document.blocks))
        activities = [f"l’activité A{n}" in seen for n in (1, 2, 3)]
        assert activities == [number in (n, 4) for n in (1, 2, 3)]


def test_parts_begin_pages_and_headings_skip_no_level() -> None:
    for document in made():
        level = 0
        for block in document.blocks:
            if isinstance(block, Heading):
                assert block.level <= level + 1
                level = block.level
    starts = [b for b in made()[-1].blocks if isinstance(b, Heading) and b.level == 2 and re.match(r"\d+\. ", b.text)]
    assert starts and not [b.text for b in starts if b.new_page]
    assert {b.new_page for b in made()[-1].blocks if isinstance(b, Heading) and b.level == 1} == {True}


def test_acronyms_of_the_method_are_in_its_glossary() -> None:
    explained = {word for term in method_data("glossaire") for word in term.split()} | set(catalogue_data("acronyms"))
    models = "\n".join((FOLDER / f"{name}.yaml").read_text("utf-8") for name in ("outils", "mots"))
    used = {found for text in (*map(written, chapters()), models) for found in _ACRONYM.findall(text)}
    assert used - explained - _KNOWN_SHAPES == set()


def test_texts_keep_french_typography() -> None:
    for text in texts(made()[-1].blocks):
        assert not re.search(r"\w'\w", text), text
        assert not re.search(r"(?<![\d\w/:])[ ][:;!?»](?!\S*//)", text), text
        assert "« " not in text.replace("«\u00a0", ""), text
        assert not re.search(r"\([e]\)|·e\b|\.e\.s\b", text), text


def test_the_example_lives_with_the_course() -> None:
    before = "\n".join(texts(made()[0].blocks))
    need = course().needs.needs[0]
    assert french(need.task) in before
    changed = replace(course().needs, needs=(replace(need, task="Trier des sardines"), *course().needs.needs[1:]))
    after = "\n".join(texts(documents(replace(course(), needs=changed))[0].blocks))
    assert "Trier des sardines" in after
    assert french(need.task) not in after


def test_an_empty_course_leaves_sentences_and_no_empty_table() -> None:
    of = course()
    empty = Course(
        identity=replace(of.identity, themes=type(of.identity.themes)(), markers=(), glossary=()),
        needs=type(of.needs)(),
        objectives=type(of.objectives)(),
        sequencing=type(of.sequencing)(),
        delivery=type(of.delivery)(),
        evaluation=type(of.evaluation)(),
        mission=of.mission,
    )
    whole = documents(empty)[-1]
    assert "ne renseigne pas encore ce tableau" in "\n".join(texts(whole.blocks))
    assert all(block.rows for block in whole.blocks if isinstance(block, Table))


def test_a_title_that_looks_like_markup_is_only_a_title() -> None:
    odd = "*Droits* & <b>devoirs</b>\n:::{outil} rien"
    seen = "\n".join(
        texts(documents(replace(course(), identity=replace(course().identity, short_title=odd)))[0].blocks)
    )
    assert "« *Droits* & <b>devoirs</b> :::{outil} rien »".replace(" ", "") in re.sub(r"\s", "", seen)


def test_another_course_of_such_a_mission_is_the_example_of_its_own_method() -> None:
    other = replace(course("one-ael"), mission=course().mission)
    whole = documents(other)[-1]
    seen = "\n".join(texts(whole.blocks))
    assert french(other.needs.needs[0].task) in seen
    assert french(course().needs.needs[0].task) not in seen
    assert "ne renseigne pas encore" not in seen


def test_only_a_mission_that_names_the_method_gets_it_and_only_in_french() -> None:
    assert documents(course("one-ael")) == ()
    assert documents(replace(course(), mission=None)) == ()
    english = replace(course(), identity=replace(course().identity, language="en"))
    assert documents(english) == ()
    assert "français" in method.absent(english)
    assert not method.absent(course())
    assert not method.absent(replace(english, mission=None))


def with_log(mission: Mission, log: dict[str, tuple[LogEntry, ...]]) -> Mission:
    """The mission, with those entries in the logs of its products."""

    def logged(product: Product) -> Product:
        return replace(product, log=log.get(product.id, ()))

    activities = (replace(a, products=tuple(map(logged, a.products))) for a in mission.activities)
    return replace(mission, activities=tuple(activities))


@cache
def digests(part: int = 1) -> tuple[str, ...]:
    """What the author is asked to note as that part is handed in."""
    of = course()
    subject = Subject(of, compose(of), load_charter("socieux", "fr"), Renderer(of, MediaPool(of)).fragment)
    return tuple(fingerprints(subject)[part].split(", "))


def test_no_document_speaks_of_the_folder_nor_of_the_program() -> None:
    for document in made():
        assert [*for_the_author(document.blocks)] == []


def test_the_example_s_log_shows_what_changed_from_a_version_to_the_next() -> None:
    rows = table(made()[-1], "Versions remises")
    assert [(row[0], row[1], row[4]) for row in rows] == [
        ("Méthodologie, partie 1", "0.1", "première remise"),
        ("Méthodologie, partie 1", "1.0", "00, 02, 05, 06"),
        ("Méthodologie, partie 2", "0.1", "première remise"),
        ("Méthodologie, partie 1", "1.1", "03"),
    ]


def test_a_cover_bears_the_version_and_the_date_of_its_log_or_the_day_it_is_planned_for() -> None:
    assert [(one.version, one.date) for one in made()] == [
        ("1.1", date(2023, 3, 6)),
        ("0.1", date(2023, 2, 28)),
        ("0.2", date(2023, 5, 3)),
        ("0.2", date(2023, 5, 3)),
    ]
    mission = course().mission
    assert mission is not None
    unplanned = replace(mission, activities=tuple(map(without_plan, mission.activities)))
    assert documents(replace(course(), mission=unplanned))[-1].date == date(2023, 5, 9)


def without_plan(activity: MissionActivity) -> MissionActivity:
    products = tuple(replace(product, planned=None, log=()) for product in activity.products)
    return replace(activity, products=products)


def test_the_log_says_which_chapters_changed_since_the_version_before() -> None:
    mission = course().mission
    assert mission is not None
    first = digests()
    assert [text[:2] for text in first] == ["00", "01", "02", "03", "04", "05", "06"]
    older = tuple(text if not text.startswith("03") else "03=00000000" for text in first)
    log = (
        LogEntry(date=date(2023, 2, 17), state=State.SUBMITTED, version="0.9", chapters=older),
        LogEntry(
            date=date(2023, 3, 10), state=State.REVISED, version="1.1", note="Commentaires repris", chapters=first
        ),
    )
    logged = documents(replace(course(), mission=with_log(mission, {"M1": log})))
    assert logged[0].version == "1.1"
    rows = table(logged[-1], "Versions remises")
    assert [row[1] for row in rows] == ["0.9", "1.1"]
    assert [row[4] for row in rows] == ["première remise", "03"]
    since = {row[0]: row[1] for row in table(logged[-1], "Chapitres changés depuis la dernière remise")}
    assert since["3. Analyser les besoins"].startswith("inchangé depuis")
    assert since["7. Analyser le contenu"] == "nouveau"


def test_a_chapter_whose_example_changed_is_said_to_have_changed() -> None:
    of, mission = course(), course().mission
    assert mission is not None
    entry = LogEntry(date=date(2023, 2, 17), state=State.SUBMITTED, version="1.0", chapters=digests())
    needs = replace(of.needs, needs=of.needs.needs[1:])
    later = documents(replace(of, needs=needs, mission=with_log(mission, {"M1": (entry,)})))[-1]
    since = {row[0]: row[1] for row in table(later, "Chapitres changés depuis la dernière remise")}
    assert since["3. Analyser les besoins"].startswith("modifié depuis")
    assert since["2. Analyser les participants"].startswith("inchangé depuis")


def table(document: Document, caption: str) -> list[list[str]]:
    """The words of the table of that caption."""
    found = next(b for b in document.blocks if isinstance(b, Table) and b.caption == caption)
    return [[" ".join(map(plain, cell.lines)) for cell in row] for row in found.rows]


def test_parts_of_the_method_are_found_by_what_the_activities_make() -> None:
    assert [(d.product.id, d.activity.id, d.part) for d in method_products(course().mission)] == [
        ("M1", "A1", 1),
        ("M2", "A2", 2),
        ("M3", "A3", 3),
        ("MC", "A3", 0),
    ]
    assert method_products(course("one-ael").mission) == ()


def test_the_same_course_gives_the_same_bytes() -> None:
    charter = load_charter("socieux", "fr")
    assert write_document(made()[2], charter) == write_document(documents(course())[2], charter)
