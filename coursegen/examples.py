"""Where the examples lie: beside the packages in a checkout, inside `coursegen/` once installed (see setup.py)."""

from __future__ import annotations

from pathlib import Path

_PLACES = (Path(__file__).parents[1] / "examples", Path(__file__).parent / "examples_data")


def example_names() -> tuple[str, ...]:
    """Names of the examples at hand."""
    found = {folder.parent.name for place in _PLACES for folder in place.glob("*/cours.yaml")}
    return tuple(sorted(found))


def example_folder(name: str) -> Path | None:
    """The folder of that example; None when there is none."""
    return next((place / name for place in _PLACES if name in example_names() and (place / name).is_dir()), None)
