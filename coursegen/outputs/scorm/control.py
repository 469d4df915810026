"""The schemas that a package carries to be validated against: our own, small, true for what we write.

ADL asks a package to hold the schemas of its manifest. The published sets are others' files; those in `schemas/` were
written for coursegen. They describe, in the namespaces of each edition, the part of the vocabulary that the
manifests use, and nothing looser: a validator that finds them finds the manifest valid for the right reasons. Whoever
must hand in the published set can put it in the package in their place, the names are the same.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent / "schemas"


@cache
def control_schemas(edition: str) -> dict[str, bytes]:
    """The schemas of `scorm12` or `scorm2004`, by the name that the manifest gives them."""
    return {path.name: path.read_bytes() for path in sorted((_FOLDER / edition).glob("*.xsd"))}
