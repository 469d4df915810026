"""What changed between two versions of the method: a digest for each chapter, noted in `action.yaml` at each hand-in.

The log of a product (`produits: journal:`) holds, beside its state and version, `empreintes`: `03=1a2b3c4d`, one a
chapter. A build only reads them: nothing is written into the folder behind the author's back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from coursegen.documents_model import Block
from coursegen.outputs.documents.method.chapters import Chapter
from coursegen.outputs.documents.method.data import french, word
from coursegen.outputs.documents.method.phrases import listed
from methodology.mission.model import LogEntry, Mission, MissionActivity, Product

_LENGTH = 8
_METHOD = "méthodologie"


@dataclass(frozen=True, slots=True)
class Deliverable:
    """A product of the mission that is the method. `part`: 1 to 3, 0 for the whole."""

    product: Product
    activity: MissionActivity
    part: int

    @property
    def name(self) -> str:
        """How the log names it."""
        return word("document_partie", n=self.part) if self.part else word("document_tout")


@dataclass(frozen=True, slots=True)
class Change:
    """An entry of the log, and the chapters that it changed; None where digests are missing."""

    deliverable: Deliverable
    entry: LogEntry
    words: str


def method_products(mission: Mission | None) -> tuple[Deliverable, ...]:
    """The parts of the method, in order, then the whole, as the activities' products name them."""
    found = [
        (product, activity)
        for activity in (mission.activities if mission else ())
        for product in activity.products
        if _METHOD in product.title.casefold()
    ]
    parts = [pair for pair in found if not pair[0].parts]
    whole = [pair for pair in found if pair[0].parts]
    numbered = [Deliverable(*pair, part) for part, pair in enumerate(parts, 1)]
    return (*numbered, *(Deliverable(*pair, 0) for pair in whole))


def digest(blocks: Iterable[Block]) -> str:
    """Eight hexadecimal digits that change with any word, model or figure of a chapter."""
    return sha256(repr(tuple(blocks)).encode()).hexdigest()[:_LENGTH]


def noted(entry: LogEntry) -> Mapping[str, str]:
    """The digests of a log entry by chapter; what can't be read is left out."""
    pairs = (text.partition("=") for text in entry.chapters)
    return {number.strip(): value.strip() for number, sign, value in pairs if sign}


def history(deliverables: Sequence[Deliverable]) -> Iterator[Change]:
    """Every entry that has a version, by date, with what it changed since the one before."""
    known: dict[str, str] = {}
    entries = [(entry, found) for found in deliverables for entry in found.product.log if entry.version]
    for entry, found in sorted(entries, key=lambda pair: (pair[0].date, pair[1].part or 9)):
        now = noted(entry)
        yield Change(found, entry, _changed(known, now))
        known |= now


def _changed(before: Mapping[str, str], now: Mapping[str, str]) -> str:
    if not now:
        return word("sans_empreinte")
    if not before.keys() & now.keys():
        return word("premiere")
    return listed(key for key, value in now.items() if before.get(key) != value).replace("–", word("aucun_changement"))


def standing(chapter: Chapter, value: str, deliverables: Sequence[Deliverable]) -> str:
    """What became of a chapter since it was last handed in."""
    key, last = key_of(chapter), None
    for change in history(deliverables):
        if key in noted(change.entry):
            last = change
    if last is None:
        handed = any(noted(change.entry) for change in history(deliverables))
        return word("chapitre_nouveau" if handed else "chapitre_inconnu")
    same = noted(last.entry)[key] == value
    version = french(f"{last.deliverable.name}, version {last.entry.version}")
    return word("chapitre_pareil" if same else "chapitre_change", version=version)


def key_of(chapter: Chapter) -> str:
    """How digests name a chapter: two digits."""
    return f"{chapter.number:02}"
