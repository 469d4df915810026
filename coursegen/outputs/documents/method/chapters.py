"""The chapters as written: `chapitres/NN-nom.md`, one `#` title, then `##` sections.

00 opens the method, 01-20 are its steps, 90 and after its annexes. In a section, a line `:::{outil} nom` stands for a
blank model, `:::{donnees} nom` for a table made from the course, `:::{liste} nom` for a list made from the chapters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from coursegen.outputs.documents.method.data import FOLDER, french, word

PATTERN = (
    "But",
    "Quand",
    "Qui",
    "Étapes",
    "Outil",
    "Exemple",
    "Points de vigilance",
    "Contrôle qualité",
    "Produit de sortie",
)
"""The sections of every chapter from 1 to 20, in order."""

CHECKED = "Contrôle qualité"
_ANNEXES = 90
_LAST_OF_PART = {1: 6, 2: 14}
_STRONG = re.compile(r"\*\*(.+?)\*\*")
INSERT = re.compile(r"^:::\{(outil|donnees|liste)\} (\S+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Section:
    """A `##` section; the title is empty for what stands before the first."""

    title: str
    markdown: str


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter. `number` is that of its file."""

    number: int
    name: str
    title: str
    sections: tuple[Section, ...]

    @property
    def part(self) -> int:
        """1, 2 or 3."""
        return next((part for part, last in _LAST_OF_PART.items() if self.number <= last), 3)

    @property
    def annex(self) -> bool:
        """Whether it stands after the steps."""
        return self.number >= _ANNEXES

    @property
    def opening(self) -> bool:
        """Whether it stands before the first part."""
        return self.number == 0

    @property
    def letter(self) -> str:
        """The letter of an annex."""
        return chr(ord("A") + self.number - _ANNEXES)

    @property
    def heading(self) -> str:
        """The title with its number or letter."""
        if self.annex:
            return word("titre_annexe", letter=self.letter, title=self.title)
        return word("titre_chapitre", n=self.number, title=self.title)

    @property
    def reference(self) -> str:
        """How another chapter names it."""
        return word("annexe", letter=self.letter) if self.annex else word("chapitre", n=self.number)

    @property
    def product(self) -> str:
        """What comes out of it, in a few words; empty for a chapter that isn't a step."""
        text = next((s.markdown for s in self.sections if s.title == PATTERN[-1]), "")
        return french(", ".join(_STRONG.findall(text)))

    def inserts(self, kind: str) -> Iterator[str]:
        """The names that its inserts of that kind ask for, in order."""
        for section in self.sections:
            yield from (name for found, name in INSERT.findall(section.markdown) if found == kind)


@cache
def chapters() -> tuple[Chapter, ...]:
    """Every chapter, in order."""
    return tuple(_read(path.stem, path.read_text("utf-8")) for path in sorted((FOLDER / "chapitres").glob("*.md")))


def _read(stem: str, text: str) -> Chapter:
    head, *rest = re.split(r"^## +", text, flags=re.MULTILINE)
    title, _newline, opening = head.removeprefix("# ").partition("\n")
    sections = [Section("", opening.strip())] if opening.strip() else []
    for part in rest:
        name, _newline, body = part.partition("\n")
        sections.append(Section(name.strip(), body.strip()))
    number, _dash, key = stem.partition("-")
    return Chapter(int(number), key, french(title.strip()), tuple(sections))
