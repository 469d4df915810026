"""coursegen charter show: what a charter gives, and what it still waits for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from coursegen.cli.context import Console, json_option
from coursegen.i18n import gettext as _
from coursegen.i18n import number

if TYPE_CHECKING:
    from coursegen.charter import Charter
    from coursegen.outputs.slides import Mapped

_LEAST = 4.5


@click.command("show")
@click.argument("name", metavar="NOM")
@click.option(
    "--cours",
    "course",
    metavar="DOSSIER",
    type=click.Path(path_type=Path),
    help="Chercher d'abord parmi les chartes de ce dossier de cours.",
)
@json_option
@click.pass_obj
def command(console: Console, name: str, course: Path | None) -> None:
    """La charte NOM : couleurs et contrastes, police, mention, clause, logos, modèle et ses dispositions."""
    from coursegen.charter import load_charter
    from coursegen.outputs.slides import mapped_layouts

    charter = load_charter(name, course=course)
    layouts = mapped_layouts(charter.template, charter.layouts) if charter.template else ()
    for line in _lines(charter):
        console.say(line)
    for line in mapping_lines(layouts):
        console.say(line)
    for line in waiting_lines(charter):
        console.say(line)
    console.result(_document(charter, layouts))


def _lines(charter: Charter) -> Iterator[str]:
    from coursegen.charter.colour import contrast

    colours = charter.colours
    yield f"{charter.name} — {charter.title}"
    if charter.origin:
        yield _("Dossier : {folder}").format(folder=charter.origin)
    for words, text, ground in (
        (_("Texte"), colours.ink, colours.paper),
        (_("Texte discret"), colours.muted, colours.surface),
        (_("Accent"), colours.accent, colours.paper),
        (_("Texte sur l'accent"), colours.on_accent, colours.accent),
        (_("Activités, échéances"), colours.act, colours.act_surface),
    ):
        ratio = contrast(text, ground)
        mark = "✓" if ratio >= _LEAST else "!"
        said = _("{words} : {text} sur {ground}, contraste {ratio}")
        yield f"  {mark} " + said.format(words=words, text=text, ground=ground, ratio=number(ratio))
    yield "  " + _("Modules : {hues}").format(hues=" ".join(charter.module_hues))
    yield "  " + _("Police : {family} (à défaut : {others})").format(
        family=charter.typeface.family, others=", ".join(charter.typeface.substitutes) or "–"
    )
    yield "  " + _("Diapositives : {format}").format(format=charter.slide_format)
    if charter.emblem:
        yield "  " + _("Emblème européen, avec « {statement} »").format(statement=charter.funding)
    if charter.clause:
        yield "  " + _("Clause : {clause}").format(clause=charter.clause)


def mapping_lines(layouts: tuple[Mapped, ...]) -> Iterator[str]:
    """Which layout serves which kind of slide; at once what the template lacks, and what to do."""
    if not layouts:
        return
    yield _("Dispositions du modèle :")
    width = max(len(row.form) for row in layouts)
    for row in layouts:
        stand_in = "" if row.exact else _(" (à défaut)")
        yield f"  {'✓' if row.exact else '–'} {row.form:<{width}}  « {row.layout} »{stand_in}"
    lacking = [row.form for row in layouts if not row.exact]
    if lacking:
        yield _(
            "Sans disposition propre : {forms}. Une autre les remplace, rien n'est perdu. Pour mieux : ajoutez-en une "
            "de ce nom dans le masque des diapositives et réimportez, ou désignez-en une sous « dispositions: » de "
            "charte.yaml."
        ).format(forms=", ".join(lacking))


def waiting_lines(charter: Charter) -> Iterator[str]:
    """What a final build would ask for."""
    for logo in charter.missing_logos:
        yield _("! {logo} : fichier à fournir (--logo {key}=FICHIER). D'ici là, un texte en tient lieu.").format(
            logo=logo.name, key=logo.key
        )
    if charter.needs_template and charter.template is None:
        words = _("! Modèle de présentation à fournir : coursegen charter import MODELE --nom {name}")
        yield words.format(name=charter.name)


def _document(charter: Charter, layouts: tuple[Mapped, ...]) -> dict[str, Any]:
    from dataclasses import asdict

    return {
        "name": charter.name,
        "title": charter.title,
        "folder": charter.origin or None,
        "colours": asdict(charter.colours),
        "module_hues": list(charter.module_hues),
        "typeface": asdict(charter.typeface),
        "slide_format": charter.slide_format,
        "emblem": charter.emblem,
        "funding": charter.funding,
        "clause": charter.clause,
        "clause_provisional": charter.clause_provisional,
        "logos": [{"key": logo.key, "name": logo.name, "given": logo.image is not None} for logo in charter.logos],
        "template": charter.template is not None,
        "layouts": [layout_document(row) for row in layouts],
    }


def layout_document(row: Mapped) -> dict[str, Any]:
    """A row of the mapping for scripts."""
    return {"key": row.key, "form": row.form, "layout": row.layout, "exact": row.exact, "zones": dict(row.zones)}
