"""The verbs of objectives: which are observable, at which level of Bloom, which say nothing. One lexicon a language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from methodology.catalogue_data import catalogue_data
from methodology.i18n import SOURCE_LANGUAGE

_INFINITIVE = re.compile(  # few of the many words in « -re » are verbs: formulaire, procédure, matière are none
    r"(?:er|ir|dre|ttre|aître|uire|crire|dire|(?:^|é|re)lire|(?:^|sou)rire|suffire|(?:^|sur|re)vivre|suivre"
    r"|(?:^|dé|re|contre|satis)faire|traire|(?:^|com|dé)(?:plaire|taire)|clure|rompre|vaincre|croire|boire|courre)$"
)
_LINKED = (  # what stands between two verbs of one statement
    r"(?:,|\bet|\bou|\bpuis|\bainsi que)\s+(?P<before>l['’]|les?\s|la\s)?(?:s['’]|se\s|en\s|y\s)?"
)
_OTHER_LANGUAGES = ("en", "pt", "es")
_WORD = re.compile(r"[\w’'-]+")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The lexicon of `catalogue/bloom.yaml` and its sisters, in lower case. `levels` gives the levels a verb may have.

    `infinitive` is the look of a verb; English verbs look like any word, which `infinitives_show` says. `linked` finds
    the verbs that follow the first; after an article (`before`) a noun is likelier.
    """

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
    infinitive: re.Pattern[str]
    infinitives_show: bool
    linked: re.Pattern[str]

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
        return self.knows(bare) or (bool(self.infinitive.search(bare)) and bare not in self.not_infinitives)

    def knows(self, word: str) -> bool:
        """Whether the word is a verb of one of the lists."""
        return word in self.levels or word in self.attitudes or word in self.vague or word in self.trainer_on_audience

    def verb(self, statement: str) -> str:
        """The verb a statement begins with; empty when it begins with something else."""
        word = first_word(self.performance(statement))
        if word in ("se", "s'"):
            return " ".join(_WORD.findall(self.performance(statement))[:2])
        return word if self.is_infinitive(word) else ""

    def other_verbs(self, statement: str) -> list[str]:
        """The verbs that follow the first one, after « and », « or » and the like."""
        return [found["verb"] for found in self.linked.finditer(self.performance(statement)) if self._is_verb(found)]

    def _is_verb(self, found: re.Match[str]) -> bool:
        doubtful = found["before"] or not self.infinitives_show
        return self.knows(found["verb"]) if doubtful else self.is_infinitive(found["verb"])

    def vague_opening(self, statement: str) -> str:
        """The vague verb a statement begins with, or nothing."""
        text = self.performance(statement)
        found = (v for v in self.vague if text.startswith(v) and not text[len(v) : len(v) + 1].isalpha())
        return max(found, key=len, default="")


def first_word(text: str) -> str:
    """The first word, in lower case."""
    found = _WORD.search(text.lower())
    return found[0] if found else ""


def lexicon(language: str = SOURCE_LANGUAGE) -> Lexicon:
    """The lexicon of that language; the French one for a language that has none."""
    spoken = language.partition("-")[0].lower()
    return _lexicon(f"bloom_{spoken}" if spoken in _OTHER_LANGUAGES else "bloom")


@cache
def _lexicon(name: str) -> Lexicon:
    table = catalogue_data(name)
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
        infinitive=re.compile(table["infinitif"]) if "infinitif" in table else _INFINITIVE,
        infinitives_show=table.get("infinitif_se_voit", True),
        linked=re.compile(table.get("liens", _LINKED) + r"(?P<verb>[\w-]+)"),
    )
