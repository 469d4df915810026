"""Sentences that may sound unkind to SOCIEUX+ or the European Union, in what others than SOCIEUX+ will read.

A hint and nothing more: the words are looked for, not understood (terms of reference 22-27/TGO §9, code of conduct).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from coursegen.documents_model import Audience, Document
from coursegen.outputs.documents.unwritten import lines_of

_ABOUT = re.compile(r"SOCIEUX|Union européenne|Commission européenne|Délégation", re.IGNORECASE)
_UNKIND = re.compile(
    r"\b(échec|échou|incompéten|incapable|mauvais|inutile|insuffisan|défaillan|désorganis|lenteur|trop lent|inefficac|"
    r"décev|déçu|négligen|gaspill|absurde|médiocre|n'a pas (?:su|voulu|répondu)|ne répond(?:ait)? pas)",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[.!?…])\s+")


def unkind_sentences(document: Document) -> Iterator[str]:
    """The sentences to read again; none in what SOCIEUX+ alone gets."""
    if document.internal or document.audience in (Audience.FUNDER, Audience.TEAM):
        return
    for line in lines_of(document.blocks):
        text = "".join(run.text for run in line)
        for sentence in _SENTENCE.split(text):
            straight = sentence.replace("’", "'")
            if _ABOUT.search(straight) and _UNKIND.search(straight):
                yield sentence.strip()
