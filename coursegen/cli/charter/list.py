"""coursegen charter list: every charter that a course may name, and where it lies."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from coursegen.cli.context import Console, json_option
from coursegen.i18n import gettext as _


@click.command("list")
@click.option(
    "--cours",
    "course",
    metavar="DOSSIER",
    type=click.Path(path_type=Path),
    help="Avec les chartes que garde ce dossier de cours.",
)
@json_option
@click.pass_obj
def command(console: Console, course: Path | None) -> None:
    """Les chartes qu'un cours peut nommer (« charte: » de cours.yaml)."""
    rows = list(_rows(course))
    width = max(len(row["name"]) for row in rows)
    for row in rows:
        console.say(f"{row['name']:<{width}}  {row['words']}")
    console.result({"charters": [{key: row[key] for key in ("name", "title", "folder", "error")} for row in rows]})


def _rows(course: Path | None) -> list[dict[str, Any]]:
    from coursegen.charter import known_charters, load_charter
    from coursegen.errors import CoursegenError

    rows: list[dict[str, Any]] = []
    for name in known_charters(course):
        try:
            charter = load_charter(name, course=course)
        except CoursegenError as error:
            rows.append({"name": name, "title": None, "folder": None, "error": error.message, "words": error.message})
            continue
        place = charter.origin or _("fournie avec le programme")
        rows.append(
            {
                "name": name,
                "title": charter.title,
                "folder": charter.origin or None,
                "error": None,
                "words": f"{charter.title} – {place}",
            }
        )
    return rows
