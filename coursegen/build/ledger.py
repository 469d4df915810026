"""What stands in an outputs folder: what builds made there, of which course, and what a person has changed since."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from coursegen import __version__

MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class Output:
    """One file made. `path` is relative to the output folder, `bytes` its size."""

    kind: str
    path: str
    sha256: str
    bytes: int


Made = Mapping[str, tuple[Output, ...]]
"""What was made, by kind; a kind may have had nothing to make."""


@dataclass(frozen=True, slots=True)
class MadeKind:
    """The files of one kind. `source`: the figure of all they were made of; `errors`: those that the course had."""

    source: str
    outputs: tuple[Output, ...]
    draft: bool = False
    errors: int = 0


@dataclass(frozen=True, slots=True)
class Ledger:
    """What the builds made in a folder, by kind. `course`: the code of the course; `origin`: a figure for its title.

    Both are empty when nothing is known.
    """

    course: str = ""
    origin: str = ""
    kinds: Mapping[str, MadeKind] = field(default_factory=dict)

    def outputs(self, kinds: Iterable[str] | None = None) -> Iterator[Output]:
        """Every file, or those of these kinds."""
        for name in sorted(self.kinds if kinds is None else set(kinds) & set(self.kinds)):
            yield from self.kinds[name].outputs

    def document(self) -> str:
        """The manifest, as it is written."""
        drafts = [made for made in self.kinds.values() if made.draft]
        facts = {"draft": True, "errors": max(made.errors for made in drafts)} if drafts else {}
        told = {
            name: {"source": made.source, "draft": made.draft, "errors": made.errors}
            for name, made in sorted(self.kinds.items())
        }
        outputs = [asdict(output) for output in self.outputs()]
        whose = {"course": self.course, "origin": self.origin}
        whole = {"coursegen": __version__, **whose, **facts, "kinds": told, "outputs": outputs}
        return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def read_ledger(out: Path, name: str = MANIFEST) -> Ledger:
    """What the manifest of that name in `out` says; nothing when there is none, or none that can be trusted."""
    try:
        document = json.loads((out / name).read_text(encoding="utf-8"))
        listed = tuple(Output(**entry) for entry in document["outputs"])
        if any(Path(output.path).name != output.path for output in listed):
            return Ledger()
        kinds = {name: _made_kind(facts, name, listed) for name, facts in document["kinds"].items()}
        return Ledger(str(document["course"]), str(document["origin"]), kinds)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return Ledger()


def _made_kind(facts: Mapping[str, Any], name: str, listed: tuple[Output, ...]) -> MadeKind:
    outputs = tuple(output for output in listed if output.kind == name)
    return MadeKind(str(facts["source"]), outputs, bool(facts["draft"]), int(facts["errors"]))


def output_of(kind: str, path: Path) -> Output:
    """The entry of a file as it is now. Raises OSError."""
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    return Output(kind, path.name, digest, path.stat().st_size)


def is_as_made(out: Path, output: Output) -> bool:
    """Whether the file is there, and what the build made."""
    return (out / output.path).is_file() and output_of(output.kind, out / output.path) == output


def is_of_a_person(out: Path, output: Output) -> bool:
    """Whether the file holds something else than what the build made. An empty one holds nobody's work."""
    path = out / output.path
    return path.is_file() and path.stat().st_size > 0 and output_of(output.kind, path) != output


def origin_of(title: str) -> str:
    """A figure for the title: it tells a course that changed its code from another, and is the same in every copy."""
    return hashlib.sha256(title.strip().encode("utf-8", "surrogateescape")).hexdigest()[:16]
