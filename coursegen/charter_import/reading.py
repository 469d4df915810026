"""A template and logo files read: refused with a remedy, or taken with all that its owner should know."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from coursegen.charter import Charter
from coursegen.charter.logo_file import logo_fault
from coursegen.charter.metrics import is_known
from coursegen.charter.reading import MOST_LOGO_BYTES, picture_of
from coursegen.charter_import.genuine import is_bare, stand_in_of, why_not_genuine
from coursegen.charter_import.palette import colours_of
from coursegen.charter_import.theme import Theme, theme_of
from coursegen.conform.package import refuse_irregular
from coursegen.errors import InputError, StorageError, TemplateError, UsageError, reason_of
from coursegen.i18n import gettext as _
from coursegen.outputs.slides import Mapped, clean_template, mapped_layouts

_WIDE = 1.5  # width over height: 16:9 is 1.78, 16:10 1.6, A4 1.41, 4:3 1.33
_KEY = re.compile(r"[a-z0-9][a-z0-9_-]*")


@dataclass(frozen=True, slots=True)
class LogoFile:
    """A logo as its owner hands it over. `suffix` is that of the file to write, with its dot."""

    key: str
    name: str
    image: bytes
    suffix: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedCharter:
    """What will be saved. `missing_logos`: the keys of zones that nobody filled; `remarks`: one sentence each."""

    name: str
    title: str
    parent: str
    template: bytes
    source: str
    data: Mapping[str, object]
    layouts: tuple[Mapped, ...]
    logos: tuple[LogoFile, ...]
    missing_logos: tuple[str, ...]
    theme: Theme
    remarks: tuple[str, ...]


def read_template(path: Path, name: str, base: Charter, logos: Mapping[str, Path], parent: str) -> ImportedCharter:
    """The charter that a template makes; `base` is the built-in charter `parent` that it inherits from.

    Raises TemplateError for a template that can't be used or is nobody's own, InputError for a logo that can't serve,
    StorageError.
    """
    data = _bytes(path)
    template, deck = clean_template(data)
    _refuse_false(data, path, base)
    layouts = mapped_layouts(template)
    theme = theme_of(deck)
    colours = colours_of(theme, base)
    family = theme.body_font or base.typeface.family
    files = tuple(_logo(key, file, base) for key, file in logos.items())
    return ImportedCharter(
        name=name,
        title=base.title if name == parent else theme_title(theme, name),
        parent=parent,
        template=template,
        source=path.name,
        data=_data(colours.palette, colours.hues, family, base, _format(deck)),
        layouts=layouts,
        logos=files,
        missing_logos=tuple(logo.key for logo in base.logos if logo.key not in logos),
        theme=theme,
        remarks=(*_bare_remarks(deck), *colours.remarks, *_font_remarks(theme, family), *_ground_remarks(theme)),
    )


def _refuse_false(data: bytes, path: Path, base: Charter) -> None:
    """A draft of ours is never a template; where the real one is asked for, an empty one isn't either."""
    reason = why_not_genuine(data) if base.needs_template or stand_in_of(data) else ""
    if reason:
        raise TemplateError(
            _("« {name} » n'est pas le modèle de « {charter} » : {reason}.").format(
                name=path.name, charter=base.title, reason=reason
            ),
            _("Demandez le modèle de présentation à son propriétaire, et donnez ce fichier-là tel quel."),
        )


def name_from(path: Path) -> str:
    """A charter's name from its template's: `Modèle Ministère 2024.potx` gives `modele-ministere-2024`."""
    plain = unicodedata.normalize("NFKD", path.stem).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "ma-charte"


def checked_name(name: str) -> str:
    """The name, if a folder and `charte:` can bear it. Raises UsageError."""
    if not _KEY.fullmatch(name):
        raise UsageError(
            _("« {name} » ne peut pas nommer une charte.").format(name=name),
            _("Prenez des lettres sans accent, des chiffres, « - » et « _ » : par exemple « {near} ».").format(
                near=name_from(Path(name))
            ),
        )
    return name


def theme_title(theme: Theme, name: str) -> str:
    """What the charter is called for people."""
    return theme.name if theme.name and theme.name not in ("Office Theme", "Thème Office") else name


def _bytes(path: Path) -> bytes:
    try:
        refuse_irregular(path)
        return path.read_bytes()
    except OSError as error:
        raise StorageError(
            _("« {path} » ne peut pas être lu : {reason}.").format(path=path, reason=reason_of(error))
        ) from error


def _logo(key: str, path: Path, base: Charter) -> LogoFile:
    if not _KEY.fullmatch(key):
        raise UsageError(_("« {key} » ne peut pas désigner un logo.").format(key=key), _("Écrivez cle=FICHIER."))
    if path.suffix.lower() == ".svg":
        raise InputError(
            _("Le logo « {name} » est un dessin SVG : Word et PowerPoint ne le montrent pas partout.").format(
                name=path
            ),
            _("Demandez à son propriétaire le PNG du même logo, ou exportez-le en PNG sans le retoucher."),
        )
    if len(_bytes(path)) > MOST_LOGO_BYTES:
        raise InputError(_("Le logo « {name} » est démesuré.").format(name=path), _("Donnez un PNG de moins de 8 Mo."))
    name = next((logo.name for logo in base.logos if logo.key == key), _("Logo {name}").format(name=key))
    image = picture_of(path.parent, path.name)
    if fault := logo_fault(image):
        raise InputError(
            _("Le logo « {name} » est refusé : {fault}.").format(name=path.name, fault=fault),
            _("Demandez à son propriétaire le fichier du logo en PNG, plus grand, sans le retoucher."),
        )
    return LogoFile(key, name, image, ".png" if image.startswith(b"\x89PNG") else ".jpg")


def _data(palette: object, hues: Sequence[str], family: str, base: Charter, form: str) -> dict[str, object]:
    names = {
        "papier": "paper", "encre": "ink", "filet": "rule", "surface": "surface", "accent": "accent",
        "sur_accent": "on_accent",
    }  # fmt: skip
    same = family == base.typeface.family
    return {
        "couleurs": {key: getattr(palette, role) for key, role in names.items()},
        "teintes_modules": list(hues),
        "police": {
            "famille": family,
            "substituts": list(base.typeface.substitutes) if same else [base.typeface.family],
        },
        "format_diapositives": form,
    }


def _format(deck: object) -> str:
    width, height = getattr(deck, "slide_width", 0) or 16, getattr(deck, "slide_height", 0) or 9
    return "16:9" if width / height > _WIDE else "4:3"


def _font_remarks(theme: Theme, family: str) -> tuple[str, ...]:
    unknown = [name for name in dict.fromkeys((family, theme.title_font)) if name and not is_known(name)]
    words = _(
        "Police « {name} » : ses largeurs ne sont pas connues ; les textes sont mesurés plus larges, par prudence."
    )
    return tuple(words.format(name=name) for name in unknown)


def _ground_remarks(theme: Theme) -> tuple[str, ...]:
    if not theme.on_dark:
        return ()
    return (_("Diapositives claires sur fond sombre ; documents et pages restent noir sur blanc, avec l'accent."),)


def _bare_remarks(deck: object) -> tuple[str, ...]:
    words = _("Ce modèle est celui du logiciel, vide : ni couleurs, ni logo, ni décor d'un organisme. Est-ce le bon ?")
    return (words,) if is_bare(deck) else ()
