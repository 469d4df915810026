"""Text that doesn't fit goes on to another slide at a sensible place."""

from __future__ import annotations

import pytest

from coursegen.charter.metrics import ARIAL, metrics_of
from coursegen.outputs.slides.flow import fits, fitted, pages, title_styles
from coursegen.outputs.slides.geometry import PT, Box
from coursegen.outputs.slides.measure import height, line_count
from coursegen.outputs.slides.paragraphs import Mark, Para, paragraphs
from coursegen.outputs.slides.styles import Frame, LevelStyle
from coursegen.slides_model import Run
from tests.slides.sample import bullets, line

LEVELS = (
    LevelStyle(size=24, margin=30, indent=-30, before=9, bullet=True),
    LevelStyle(size=20, margin=60, indent=-30, before=4, bullet=True),
)
SENTENCE = "Le formateur observe le poste de travail, compte les dossiers et note ce qui manque vraiment. "


def frame(width: float = 800, tall: float = 300) -> Frame:
    return Frame(Box(0, 0, round(width * PT), round(tall * PT)), 0, 0, LEVELS)


def text(*items: str, ordered: bool = False) -> tuple[Para, ...]:
    return paragraphs([bullets(*items, ordered=ordered)])


def said(paras: tuple[Para, ...]) -> str:
    return " ".join(para.text for para in paras)


def test_words_break_where_the_font_says() -> None:
    style = LevelStyle(size=10)
    ten = (Run("iiiii iiiii iiiii iiiii"),)  # 2.22 points a letter, 2.78 a space
    assert line_count(ten, style, 200) == 1
    assert line_count(ten, style, 30) == 2
    assert line_count(ten, style, 15) == 4


def test_no_break_space_keeps_words_together() -> None:
    style = LevelStyle(size=10)
    assert line_count((Run("aaaa bbbb\u00a0: cccc"),), style, 49) == 3
    assert line_count((Run("aaaa bbbb : cccc"),), style, 49) == 2


def test_words_made_of_several_runs_are_one_word() -> None:
    style = LevelStyle(size=10)
    assert line_count((Run("con"), Run("cevoir", bold=True)), style, 50) == 1
    assert line_count((Run("un con"), Run("cevoir", bold=True)), style, 50) == 2


def test_a_word_wider_than_the_line_is_broken_inside() -> None:
    assert line_count((Run("m" * 100),), LevelStyle(size=10), 100) >= 9
    assert line_count((Run("m" * 11),), LevelStyle(size=10), 100) == 1


def test_capitals_and_wide_fonts_take_more_lines() -> None:
    words = (Run(SENTENCE * 2),)
    normal = line_count(words, LevelStyle(size=20), 600)
    assert line_count(words, LevelStyle(size=20, caps=True), 600) > normal
    assert line_count(words, LevelStyle(size=20, font=metrics_of("Inconnue")), 600) > normal
    assert ARIAL.width == 1


def test_short_text_keeps_the_native_size_and_breathes() -> None:
    page = fitted(text("Un", "Deux", "Trois"), frame(), 20)
    assert page is not None
    assert page.styles[0].size == 24
    assert 0 < page.air <= 18


def test_few_words_are_written_large_and_many_are_not() -> None:
    few, many = (fitted(text(*[SENTENCE.strip()] * n), frame(tall=320), 20, 28) for n in (2, 4))
    assert few is not None and many is not None
    assert (few.styles[0].size, many.styles[0].size) == (28, 24)
    assert few.styles[1].size == 23


def test_text_a_little_too_long_is_reduced_but_never_under_the_minimum() -> None:
    paras = text(*[SENTENCE.strip()] * 5)
    page = fitted(paras, frame(tall=300), 20)
    assert page is not None and 20 <= page.styles[0].size < 24
    assert fitted(paras, frame(tall=220), 20) is None


def test_level_two_is_never_under_eighteen_points() -> None:
    page = fitted(text(*[SENTENCE.strip()] * 4, ">" + SENTENCE), frame(tall=300), 20)
    assert page is not None
    assert min(style.size for style in page.styles) >= 18


def test_long_list_is_split_between_items_and_evenly() -> None:
    paras = text(*[SENTENCE.strip()] * 8)
    split = pages(paras, frame(tall=260), 20)
    assert said(tuple(p for page in split for p in page.paras)) == said(paras)
    counts = [len(page.paras) for page in split]
    assert len(counts) > 1 and max(counts) - min(counts) <= 1
    assert all(height(page.paras, frame(tall=260), page.styles) <= 260 for page in split)
    assert all(style.size >= 18 for page in split for style in page.styles)


def test_numbers_go_on_where_the_slide_before_stopped() -> None:
    split = pages(text(*[SENTENCE.strip()] * 8, ordered=True), frame(tall=260), 20)
    first, second = split[0].paras, split[1].paras
    assert {para.start for para in first} == {1}
    assert {para.start for para in second} == {len(first) + 1}


def test_sub_items_stay_with_their_item() -> None:
    items = [entry for n in range(4) for entry in (f"{n} {SENTENCE}", ">un détail", ">un autre détail")]
    split = pages(text(*items), frame(tall=220), 20)
    assert len(split) > 1
    assert all(page.paras[0].level == 0 for page in split)


def test_a_line_that_announces_a_list_is_not_left_behind() -> None:
    paras = (*text(*[SENTENCE.strip()] * 3), Para(line("Retenez ceci :")), *text(*[SENTENCE.strip()] * 3))
    split = pages(paras, frame(tall=260), 20)
    assert len(split) > 1
    assert not any(page.paras[-1].text.endswith(":") for page in split)


def test_paragraph_longer_than_a_slide_is_cut_between_sentences_without_loss() -> None:
    long = Para(line((SENTENCE * 14).strip()), mark=Mark.NUMBER, number=3)
    split = pages((long,), frame(tall=200), 20)
    assert len(split) > 1
    assert "".join(para.text for page in split for para in page.paras).replace(" ", "") == long.text.replace(" ", "")
    assert all(para.text.rstrip().endswith(".") for page in split for para in page.paras)
    assert [para.continued for page in split for para in page.paras] == [False] + [True] * (
        sum(len(page.paras) for page in split) - 1
    )


def test_sentence_longer_than_a_slide_is_cut_between_words_without_loss() -> None:
    long = Para(line("mot " * 700 + "fin"))
    split = pages((long,), frame(tall=200), 20)
    cut = " ".join(para.text.strip() for page in split for para in page.paras)
    assert cut.split() == long.text.split()
    assert all(height(page.paras, frame(tall=200), page.styles) <= 200 for page in split)


def test_runs_keep_their_looks_when_a_paragraph_is_cut() -> None:
    long = Para((Run(SENTENCE * 9), Run("Ceci compte. ", bold=True), Run(SENTENCE * 9)))
    split = pages((long,), frame(tall=200), 20)
    bold = [run.text for page in split for para in page.paras for run in para.line if run.bold]
    assert "".join(bold).strip() == "Ceci compte."


@pytest.mark.parametrize(("words", "size"), [("Court", 30), (SENTENCE, 30), (SENTENCE * 2, 22)])
def test_title_is_reduced_only_as_far_as_it_must(words: str, size: float) -> None:
    zone = Frame(Box(0, 0, 850 * PT, 78 * PT), 0, 0, (LevelStyle(size=30, bold=True),))
    style, taken = title_styles((Run(words.strip()),), zone, 22)
    assert style.size == size or (size == 22 and 22 <= style.size < 30)
    assert taken <= 78


def test_title_too_long_for_its_zone_says_how_much_it_needs() -> None:
    zone = Frame(Box(0, 0, 850 * PT, 78 * PT), 0, 0, (LevelStyle(size=30, bold=True),))
    style, taken = title_styles((Run(SENTENCE * 5),), zone, 22)
    assert style.size == 22
    assert taken > 78


def test_footer_words_are_measured() -> None:
    zone = Frame(Box(0, 0, 100 * PT, 20 * PT), 0, 0, (LevelStyle(size=12),))
    assert fits("Module 1", zone)
    assert not fits("Formation de formateurs · Module 1", zone)
