"""What the target of an indicator asks for: its first number, and whether that is the least or the most.

Only words that belong to that number count, in the four languages of the product; where none says, nobody guesses:
the same « 10 % » is good news of dropouts and bad news of successes.
"""

from __future__ import annotations

import re

from methodology.evaluation import Indicator, Sense

_NUMBER = re.compile(r"[-+−]?\d+(?:[.,]\d+)?")
_SCALE = re.compile(r"\s*(?:sur|/|out of|sobre|em|de)\s*\d+(?:[.,]\d+)?")
"""What a mark is out of: « 4,0 sur 5 »."""
_RANGE = re.compile(r"\b(?:entre|between|from)\s+$", re.I)
_CLAUSE_END = re.compile(r"[;,(](?!\d)|\.\s|\s(?:et|and|e|y|avec|with|com|con)\s")

_AFTER = {
    Sense.LESS: r"au (?:plus|maximum)|maximum|max\.|ou moins|at (?:the )?most|or (?:less|fewer|under)|no máximo|"
    r"ou menos|como máximo|a lo sumo|o menos|máximo",
    Sense.MORE: r"au (?:moins|minimum)|minimum|min\.|ou (?:plus|davantage)|at (?:the very )?least|or (?:more|over)|"
    r"no mínimo|pelo menos|ou mais|como mínimo|(?:al|por lo) menos|o más|mínimo",
}
_BEFORE = {
    Sense.LESS: r"(?:pas|jamais) plus d(?:e|')|moins d(?:e|')|inférieure?s?(?: ou égale?s?)? à|sous(?: les?)?|jusqu'à|"
    r"en dessous de|≤|<=?|no(?:t)? more than|less than|fewer than|under|below|up to|within|não mais (?:de|do que)|"
    r"menos d[eo](?: que)?|inferior(?:es)?(?: ou igual| o igual)? a|até|abaixo de|no más de|hasta|por debajo de",
    Sense.MORE: r"pas moins d(?:e|')|plus d(?:e|')|supérieure?s?(?: ou égale?s?)? à|au-dessus de|≥|>=?|"
    r"no(?:t)? (?:less|fewer) than|more than|over|above|não menos (?:de|do que)|mais d[eo](?: que)?|"
    r"superior(?:es)?(?: ou igual| o igual)? a|acima de|no menos de|más de|por encima de",
}
_NOT_A_MEASURE = r"(?!\s+(?:tard|tôt|vite|près|bref))"
_STANDS_AFTER = {
    sense: re.compile(rf"(?<!\w)(?:{words}){_NOT_A_MEASURE}(?!\w)", re.I) for sense, words in _AFTER.items()
}
_STANDS_BEFORE = {
    sense: re.compile(rf"(?<!\w)(?:{words}|{_BEFORE[sense]}){_NOT_A_MEASURE}[\s:]*(?:(?:de|of|a|à)\s+)?$", re.I)
    for sense, words in _AFTER.items()
}


def target_number(text: str) -> float | None:
    """The first number of a target in words; None when it has none."""
    found = _NUMBER.search(text)
    return float(found[0].replace("−", "-").replace(",", ".")) if found else None


def sense_of(indicator: Indicator) -> Sense | None:
    """Which way it is better: what its author says, else its target's words; None where neither does."""
    return indicator.sense or said_sense(indicator.target)


def said_sense(text: str) -> Sense | None:
    """« 24 heures au plus » is LESS, « au moins 30 » is MORE; None for « 60 % », or for words that contradict."""
    text = " ".join(text.replace("’", "'").split())
    found = _NUMBER.search(text)
    if found is None or _RANGE.search(text[: found.start()]):
        return None
    scale = _SCALE.match(text, found.end())
    before, after = _own_words(text[: found.start()], text[scale.end() if scale else found.end() :])
    said = _negation(before) or {
        sense for sense in Sense if _STANDS_BEFORE[sense].search(before) or _STANDS_AFTER[sense].search(after)
    }
    return next(iter(said)) if len(said) == 1 else None


def _own_words(before: str, after: str) -> tuple[str, str]:
    """What belongs to the number: up to the end of the clause, and to the next number."""
    end, other = _CLAUSE_END.search(after), _NUMBER.search(after)
    stops = [found.start() for found in (end, other) if found]
    return re.split(r"[;,(](?!\d)", before)[-1], after[: min(stops, default=len(after))]


def _negation(before: str) -> set[Sense]:
    """« pas plus de 5 » holds « plus de » too: the longer words say what is meant."""
    turned = re.search(
        r"(?<!\w)(?:pas|jamais|no|not|não)\s+(plus|more|más|mais|moins|less|fewer|menos)\W", before, re.I
    )
    if turned is None:
        return set()
    return {Sense.LESS if turned[1].lower() in ("plus", "more", "más", "mais") else Sense.MORE}
