"""The quick reading of a text says the same as the whole parser, of every text it doesn't give up on."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from methodology.prose import read_prose, read_whole
from methodology.prose_lines import Unusual, read_lines

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted((ROOT / "examples").glob("*/contenus/**/*.md"))
PIECES = (
    *("a", "Bonjour", "é", "12", "1. ", "2. ", "3) ", "- ", "* ", "# ", "## ", "\n", "\n", "\n\n", "\n\n", " "),
    *("    ", "| a | b |\n", "|---|---|\n", "| 1 | **2** |\n", "|", "---", "===", "> ", ">", "**", "*", "_", "`"),
    *("\\", "&amp;", "[a](medias/x.png)", '![a b](medias/x.svg "T t")', "](etape:S1/a)", "[x]: y", "**gras**"),
    *("*it*", "«", "»", "!", ":::", "::::", ":::{exemple} Titre\n", "\n:::\n", ":duree: 3\n", ": ", "~ ", "."),
    *("<details><summary>Voir</summary>", "<details>", "</details>", "</details>\n\n"),
    *(",", "(", ")", "\u202f", "<b>", "`", "`a b`"),
)


def agree(markdown: str) -> bool:
    """Whether the quick reading took the text; fails when it then says something else."""
    try:
        quick = read_lines(markdown)
    except Unusual:
        return False
    assert quick == read_whole(markdown), markdown
    return True


def test_both_readings_say_the_same_of_our_examples() -> None:
    quick = sum(agree(path.read_text(encoding="utf-8")) for path in EXAMPLES)
    assert quick > len(EXAMPLES) * 0.9  # else the quick one is of no use


@pytest.mark.parametrize("seed", range(4))
def test_both_readings_say_the_same_of_pieces_put_together(seed: int) -> None:
    random = Random(seed)
    texts = ["".join(random.choices(PIECES, k=random.randint(1, 14))) for _ in range(600)]
    assert sum(map(agree, texts)) > 40


@pytest.mark.parametrize(
    "markdown",
    [
        "Terme\n\n: sa définition",
        "- un\n  - deux",
        "```\n# pas un titre\n```",
        "Titre\n===",
        "[x][y]\n\n[y]: medias/a.png",
    ],
)
def test_what_takes_the_whole_parser_is_left_to_it(markdown: str) -> None:
    assert not agree(markdown)
    assert read_prose(markdown) == read_whole(markdown)
