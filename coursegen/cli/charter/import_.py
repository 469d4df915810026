"""coursegen charter import: a corporate template becomes a charter of one's own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from coursegen.cli.charter.show import layout_document, mapping_lines, waiting_lines
from coursegen.cli.context import Console, json_option
from coursegen.errors import UsageError
from coursegen.i18n import gettext as _

if TYPE_CHECKING:
    from coursegen.charter import Charter
    from coursegen.charter_import import ImportedCharter


@click.command("import")
@click.argument("template", metavar="MODELE", type=click.Path(path_type=Path))
@click.option("--nom", "name", metavar="NOM", default="", help="Nom de la charte (défaut : celui du fichier).")
@click.option(
    "--logo",
    "logos",
    metavar="CLE=FICHIER",
    multiple=True,
    help="Un logo en PNG ou JPEG, par exemple socieux=logo.png ; l'option peut être répétée.",
)
@click.option(
    "--herite",
    "parent",
    metavar="NOM",
    default="",
    help="Charte dont viennent emblème, mention, clause et logos (défaut : NOM si le programme l'a, sinon neutre).",
)
@click.option(
    "--dans",
    "course",
    metavar="DOSSIER",
    type=click.Path(path_type=Path),
    help="La garder dans ce dossier de cours (DOSSIER/charte), au lieu de votre compte.",
)
@click.option("--remplacer", "overwrite", is_flag=True, help="Remplace la charte du même nom.")
@json_option
@click.pass_obj
def command(
    console: Console,
    template: Path,
    name: str,
    logos: tuple[str, ...],
    parent: str,
    course: Path | None,
    overwrite: bool,
) -> None:
    """Fait une charte de MODELE (.pptx ou .potx) : dispositions, couleurs, polices, logos."""
    from coursegen.charter import charter_names, load_charter
    from coursegen.charter_import import read_template, save_charter
    from coursegen.charter_import.reading import checked_name, name_from

    name = checked_name(name) if name else name_from(template)
    parent = parent or (name if name in charter_names() else "neutre")
    base = load_built_in(parent)
    found = read_template(template, name, base, _logo_paths(logos), parent)
    path = save_charter(found, _folder(course, name), overwrite)
    charter = load_charter(name, course=course)
    _tell(console, found, charter, path)
    console.result(
        {
            "name": name,
            "file": str(path),
            "inherits": parent,
            "layouts": [layout_document(row) for row in found.layouts],
            "accent": charter.colours.accent,
            "module_hues": list(charter.module_hues),
            "font": charter.typeface.family,
            "slide_format": charter.slide_format,
            "missing_logos": list(found.missing_logos),
            "remarks": list(found.remarks),
        }
    )


def load_built_in(name: str) -> Charter:
    """The built-in charter of that name, whatever charter of the account bears it too. Raises UsageError."""
    from coursegen.charter import charter_names
    from coursegen.charter.loading import built_in_charter

    if name not in charter_names():
        raise UsageError(
            _("« {name} » n'est pas une charte du programme.").format(name=name),
            _("Choisissez parmi : {names}.").format(names=", ".join(charter_names())),
        )
    return built_in_charter(name)


def _logo_paths(logos: tuple[str, ...]) -> dict[str, Path]:
    paths = {}
    for words in logos:
        key, equals, path = words.partition("=")
        if not equals or not key.strip() or not path.strip():
            raise UsageError(
                _("« --logo {words} » ne se comprend pas.").format(words=words),
                _("Écrivez par exemple : --logo socieux=logo.png"),
            )
        paths[key.strip()] = Path(path.strip())
    return paths


def _folder(course: Path | None, name: str) -> Path:
    from coursegen.charter.places import COURSE_FOLDER, own_charters_folder

    if course is None:
        return own_charters_folder() / name
    if not course.is_dir():
        raise UsageError(
            _("Le dossier « {folder} » n'existe pas.").format(folder=course), _("Donnez le dossier du cours.")
        )
    return course / COURSE_FOLDER


def _tell(console: Console, found: ImportedCharter, charter: Charter, path: Path) -> None:
    console.say(_("✓ {path}").format(path=path))
    for line in mapping_lines(found.layouts):
        console.say(line)
    console.say(
        _("Accent {accent}, police {family}, diapositives {format}, {count} teintes de module.").format(
            accent=charter.colours.accent,
            family=charter.typeface.family,
            format=charter.slide_format,
            count=len(charter.module_hues),
        )
    )
    for remark in found.remarks:
        console.say(f"– {remark}")
    for line in waiting_lines(charter):
        console.say(line)
    console.say(_("Pour l'employer, dans cours.yaml : charte: {name}").format(name=found.name))
