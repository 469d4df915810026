"""Tables measured before they are drawn."""

from __future__ import annotations

import pytest

from coursegen.charter.metrics import ARIAL
from coursegen.outputs.slides.durations import column_of_minutes, duration, minutes_of
from coursegen.outputs.slides.geometry import PT, Box
from coursegen.outputs.slides.tables import table_pages
from tests.slides.sample import table

WIDE = Box(0, 0, 800 * PT, 300 * PT)
LONG = "une explication assez longue pour prendre plusieurs lignes dans une colonne de largeur moyenne"


def test_columns_share_the_width_by_what_they_say() -> None:
    (page,) = table_pages(table("", ("N°", "Pourquoi"), ("1", LONG)), WIDE, (18, 16), ARIAL)
    assert sum(page.widths) == pytest.approx(800)
    assert page.widths[0] < 120 < page.widths[1]


def test_rows_that_do_not_fit_go_on_and_none_is_lost() -> None:
    rows = [(str(n), LONG) for n in range(30)]
    pages = table_pages(table("", ("N°", "Pourquoi"), *rows), WIDE, (18, 16), ARIAL)
    assert len(pages) > 2
    assert [row[0][0].text for page in pages for row in page.rows[1:]] == [str(n) for n in range(30)]
    assert all(page.height <= 300.001 for page in pages)
    counts = [len(page.rows) for page in pages]
    assert max(counts) - min(counts) <= 2


def test_smaller_letters_are_used_only_to_save_a_slide() -> None:
    few = table_pages(table("", ("A", "B"), ("1", "2")), WIDE, (18, 16), ARIAL)
    assert few[0].size == 18
    rows = [("x", "y")] * 9
    assert len(table_pages(table("", ("A", "B"), *rows), WIDE, (18,), ARIAL)) == 2
    assert [page.size for page in table_pages(table("", ("A", "B"), *rows), WIDE, (18, 16), ARIAL)] == [16]


def test_uneven_rows_are_completed_and_empty_tables_keep_their_header() -> None:
    (page,) = table_pages(table("", ("A", "B", "C"), ("1",), ("1", "2", "3")), WIDE, (18,), ARIAL)
    assert [len(row) for row in page.rows] == [3, 3, 3]
    (bare,) = table_pages(table("", ("A", "B")), WIDE, (18,), ARIAL)
    assert len(bare.rows) == 1


def test_row_taller_than_a_slide_goes_on_in_another_row_without_loss() -> None:
    long = " ".join(f"mot{n}" for n in range(900))
    pages = table_pages(table("", ("N°", "Texte"), ("1", f"**{long}** fin")), WIDE, (18, 16), ARIAL)
    assert len(pages) > 1
    assert all(page.height <= 300.001 for page in pages)
    cells = [row[1] for page in pages for row in page.rows[1:]]
    assert " ".join(run.text for cell in cells for run in cell).split() == [*long.split(), "fin"]
    assert all(run.bold for cell in cells for run in cell if run.text.strip() != "fin")


def test_durations_are_read_and_written_the_french_way() -> None:
    assert [minutes_of(text) for text in ("45 min", "1 h", "1\u202fh\u00a030", "2 h 05 min", "demain")] == [
        45,
        60,
        90,
        125,
        None,
    ]
    assert [duration(n).replace("\u00a0", " ") for n in (5, 60, 90, 125)] == ["5 min", "1 h", "1 h 30", "2 h 05"]


def test_column_of_durations_is_found_or_not() -> None:
    assert column_of_minutes(table("", ("S", "D"), ("a", "1 h"), ("b", "30 min"))) == (60, 30)
    assert column_of_minutes(table("", ("S", "D"), ("a", "1 h"), ("b", "selon le groupe"))) == ()
