"""The verbs of objectives: which are observable, at which level of Bloom, which say nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from methodology.catalogue_data import catalogue_data

_INFINITIVE = re.compile(r"(?:er|ir|re|oir)$")
_WORD = re.compile(r"[\w’'-]+")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The lexicon of `catalogue/bloom.yaml`, in lower case. `levels` gives the levels a verb may have."""

    levels: dict[str, frozenset[int]]
    level_names: dict[int, str]
    attitudes: frozenset[str]
    vague: frozenset[str]
    trainer: frozenset[str]
    trainer_on_audience: frozenset[str]
    audience: frozenset[str]
    prefixes: tuple[str, ...]
    not_infinitives: frozenset[str]
    fuzzy: tuple[str, ...]

    def performance(self, statement: str) -> str:
        """The statement in lower case from its verb on, « être capable de » and the like taken off."""
        text = statement.strip().lower().replace("’", "'")
        for prefix in self.prefixes:
            rest = text.removeprefix(prefix)
            if rest != text and (rest[:1] == " " or prefix.endswith("'")) and self.is_infinitive(first_word(rest)):
                return rest.strip()
        return text

    def is_infinitive(self, word: str) -> bool:
        """Whether that word looks like a verb in the infinitive."""
        bare = word.removeprefix("s'")
        return self.knows(bare) or (bool(_INFINITIVE.search(bare)) and bare not in self.not_infinitives)

    def knows(self, word: str) -> bool:
        """Whether the word is a verb of one of the lists."""
        return word in self.levels or word in self.attitudes or word in self.vague or word in self.trainer_on_audience

    def verb(self, statement: str) -> str:
        """The verb a statement begins with; empty when it begins with something else."""
        word = first_word(self.performance(statement))
        if word in ("se", "s'"):
            return " ".join(_WORD.findall(self.performance(statement))[:2])
        return word if self.is_infinitive(word) else ""

    def vague_opening(self, statement: str) -> str:
        """The vague verb a statement begins with, or nothing."""
        text = self.performance(statement)
        found = (v for v in self.vague if text.startswith(v) and not text[len(v) : len(v) + 1].isalpha())
        return max(found, key=len, default="")


def first_word(text: str) -> str:
    """The first word, in lower case."""
    found = _WORD.search(text.lower())
    return found[0] if found else ""


@cache
def lexicon() -> Lexicon:
    """The lexicon of the catalogue."""
    table = catalogue_data("bloom")
    levels: dict[str, set[int]] = {verb: set(found) for verb, found in table["ambigus"].items()}
    for level, entry in table["niveaux"].items():
        for verb in entry["verbes"]:
            levels.setdefault(verb, set()).add(level)
    return Lexicon(
        levels={verb: frozenset(found) for verb, found in levels.items()},
        level_names={level: entry["nom"] for level, entry in table["niveaux"].items()},
        attitudes=frozenset(table["savoir_etre"]),
        vague=frozenset(table["vagues"]),
        trainer=frozenset(table["centres_formateur"]),
        trainer_on_audience=frozenset(table["centres_formateur_sur_le_public"]),
        audience=frozenset(table["public"]),
        prefixes=tuple(table["prefixes_toleres"]),
        not_infinitives=frozenset(table["faux_infinitifs"]),
        fuzzy=tuple(table["flous"]),
    )
