"""coursegen mission fingerprints: what to note in the log as the method is handed in, so that versions compare."""

from __future__ import annotations

from pathlib import Path

import click

from coursegen.cli.context import Console, json_option
from coursegen.i18n import gettext as _


@click.command("fingerprints")
@click.argument("folder", metavar="DOSSIER", type=click.Path(path_type=Path))
@json_option
@click.pass_obj
def command(console: Console, folder: Path) -> None:
    """Les empreintes des chapitres de la méthodologie, à recopier dans le journal du produit à chaque remise."""
    from coursegen.charter import load_charter
    from coursegen.compose import compose
    from coursegen.content.media import MediaPool
    from coursegen.content.render import Renderer
    from coursegen.mission import load_mission
    from coursegen.outputs.documents import Subject
    from coursegen.outputs.documents.method import fingerprints, method_products
    from methodology.folder import read_folder

    course = read_folder(folder).course
    products = method_products(load_mission(folder))
    found: dict[str, str] = {}
    if course is not None and products:
        charter = load_charter(course.identity.charter, "fr", folder)
        subject = Subject(course, compose(course), charter, Renderer(course, MediaPool(course)).fragment)
        marks = fingerprints(subject)
        found = {one.product.id: marks[one.part] for one in products if one.part in marks}
    if not found:
        console.say(_("Aucun produit de la mission n'est la méthodologie : il n'y a pas d'empreintes à noter."))
    for name, listed in found.items():
        console.say(_("{product} : empreintes: [{listed}]").format(product=name, listed=listed))
    console.result({"fingerprints": found})
