"""The page of the fields, `docs/champs.md`: every key of a course folder, from the records themselves.

python scripts/field_pages.py           writes the page
python scripts/field_pages.py --check   changes nothing; exit code 1 when the page isn't up to date
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from methodology.activities import activity_types
from methodology.activities.base import OnlineActivity
from methodology.descriptions import description, record_description
from methodology.folder import OPTIONAL, PHASES
from methodology.reading.leaves import BOUNDS
from methodology.shape import FieldShape, Form, written_shapes
from methodology.values import Record

PAGE = Path(__file__).parents[1] / "docs" / "champs.md"
KINDS = {str: "texte", int: "nombre entier", float: "nombre", bool: "oui ou non", date: "date (2026-03-09)"}
HEAD = """\
<!-- Page faite par scripts/field_pages.py : changez les champs ou catalogue/descriptions.yaml, puis relancez-le. -->

# Les champs d'un dossier de cours

Un fichier par phase. Seuls les champs marqués d'une étoile sont obligatoires. Laissé vide, un champ vaut un champ
absent. L'éditeur montre la même aide quand il lit les schémas (`coursegen schema --dans DOSSIER`) ; le classeur aussi.
Les questions ont leur page : [questions.md](questions.md).
"""


def page() -> str:
    """The text of the page."""
    parts = [HEAD]
    for name, (_field, record) in {**PHASES, **OPTIONAL}.items():
        parts.append(f"## `{name}`\n\n{record_description(record)}\n")
        parts += _sections(record, "", set())
    return "\n".join((*parts, *_activities()))


def _sections(record: type[Record], path: str, seen: set[type[Record]]) -> Iterator[str]:
    """The table of a record, then those of the records in it, each once a file."""
    yield _table(written_shapes(record))
    for shape in written_shapes(record):
        if shape.form in (Form.RECORD, Form.RECORDS) and shape.kind not in seen:
            seen.add(shape.kind)
            inner = f"{path}{shape.key}"
            yield f"### `{inner}`\n\n{record_description(shape.kind)}\n"
            yield from _sections(shape.kind, f"{inner} > ", seen)


def _activities() -> Iterator[str]:
    yield f"## `activite`\n\n{record_description(OnlineActivity)}\n"
    for kind in activity_types():
        yield f"### `type: {kind.name_on_disk()}`\n\n{record_description(kind)}\n"
        fields = tuple(shape for shape in written_shapes(kind) if shape.form is not Form.CONSTANT)
        yield _table(fields)
        yield from _inside(fields, "")


def _inside(fields: tuple[FieldShape, ...], path: str) -> Iterator[str]:
    """The tables of the records that an activity holds."""
    for shape in (shape for shape in fields if shape.form in (Form.RECORD, Form.RECORDS)):
        inner = written_shapes(shape.kind)
        yield f"#### `{path}{shape.key}`\n\n{record_description(shape.kind)}\n"
        yield _table(inner)
        yield from _inside(inner, f"{path}{shape.key} > ")


def _table(fields: tuple[FieldShape, ...]) -> str:
    rows = (
        f"| `{shape.key}`{'*' * shape.required} | {_cell(description(shape))} | {_value(shape)} |" for shape in fields
    )
    return "\n".join(("| Clé | Ce que l'on y met | Valeur |", "| --- | --- | --- |", *rows, ""))


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _value(shape: FieldShape) -> str:
    if shape.form is Form.TEXT:
        return "texte ou chemin d'un fichier"
    if shape.form is Form.ACTIVITY:
        return "[activité](#activite)"
    if shape.form in (Form.RECORD, Form.RECORDS):
        if hasattr(shape.kind, "KEYED_BY"):
            return "lignes « nom du champ: valeur »"
        return "groupe de champs" if shape.form is Form.RECORD else "liste de groupes"
    listed = "liste : " if shape.form is Form.LEAVES else ""
    return listed + (", ".join(f"`{word}`" for word in shape.choices) or KINDS[shape.kind] + _bounds(shape))


def _bounds(shape: FieldShape) -> str:
    if shape.kind not in (int, float) or shape.name not in BOUNDS:
        return ""
    low, high = BOUNDS[shape.name]
    return f", de {low:g} à {high:g}" if high <= 1_000 else ""


def main(arguments: list[str]) -> int:
    """Writes or checks the page; the exit code."""
    if "--check" not in arguments:
        PAGE.write_text(page(), encoding="utf-8")
    if is_outdated():
        sys.stdout.write("docs/champs.md is not up to date: python scripts/field_pages.py\n")
        return 1
    return 0


def is_outdated() -> bool:
    """Whether the page differs from what it should be."""
    return not PAGE.exists() or PAGE.read_text(encoding="utf-8") != page()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
