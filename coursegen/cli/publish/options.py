"""The options by which a person decides what a plan leaves open; `plan` and `publish` share them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import click

from coursegen.errors import UsageError
from coursegen.i18n import gettext as _
from coursegen.publish.changes import EVERYTHING, Choices, Plan
from coursegen.publish.plan_text import missing_named
from coursegen.publish.sources import KINDS


class WholeNumber(click.ParamType[int]):
    """A whole number from `least` on; what is none is told in the person's language."""

    name = "integer"

    def __init__(self, least: int = 0, most: int = 2**31) -> None:
        self._least, self._most = least, most

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The number. Raises click.BadParameter."""
        text = str(value).strip()
        if not (text.isascii() and text.isdecimal() and self._least <= int(text) <= self._most):
            self.fail(_("« {text} » n’est pas un nombre entier permis.").format(text=value), param, ctx)
        return int(text)


_MISSING = ("cacher", "garder", "supprimer")
_ENGLISH = ("hide", "keep", "delete")


def choice_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """`--overwrite`, `--regrade`, `--keep-marks`, `--allow-track-loss`, `--missing` and `--no-snapshot`."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


_OPTIONS = (
    click.option(
        "--overwrite",
        metavar="CLE",
        multiple=True,
        help="Remplace ce qui a été modifié sur le site dans cet élément ; « tout » : partout. Peut se répéter.",
    ),
    click.option(
        "--regrade",
        metavar="CLE",
        multiple=True,
        help="Renote les tentatives de ce test, dont une bonne réponse a changé. Peut se répéter.",
    ),
    click.option(
        "--keep-marks",
        metavar="CLE",
        multiple=True,
        help="Garde les notes de ce test, dont une bonne réponse a changé, sans plus le demander. Peut se répéter.",
    ),
    click.option(
        "--missing",
        type=click.Choice((*_MISSING, *_ENGLISH)),
        default=_MISSING[0],
        help="Ce que deviennent les activités retirées du dossier : cacher (défaut), garder ou supprimer.",
    ),
    click.option(
        "--allow-track-loss",
        "track_loss",
        metavar="CLE",
        multiple=True,
        help="Accepte que ce paquetage SCORM perde des parcours d’apprenants. Peut se répéter.",
    ),
    click.option("--no-snapshot", is_flag=True, help="Ne fait pas de copie de sûreté : pas de retour possible."),
)


def choices_of(
    overwrite: Iterable[str],
    regrade: Iterable[str],
    missing: str,
    track_loss: Iterable[str],
    no_snapshot: bool,
    keep_marks: Iterable[str] = (),
) -> Choices:
    """The choices that the options say. Raises UsageError for marks that are to be kept and worked out again."""
    for key in sorted({*regrade} & {*keep_marks}):
        raise UsageError(_("--regrade et --keep-marks se contredisent pour « {key} ».").format(key=key))
    return Choices(
        overwrite=frozenset(overwrite),
        regrade=frozenset(regrade),
        track_loss=frozenset(track_loss),
        keep_marks=frozenset(keep_marks),
        missing=missing_named(missing),
        snapshot=not no_snapshot,
    )


def demand_known(plan: Plan) -> None:
    """Raises UsageError for a key on the command line that is nothing of the course: a slip of the pen."""
    known = {change.key for change in plan.changes} | {EVERYTHING, *KINDS}
    choices = plan.choices
    for option, keys in (
        ("--overwrite", choices.overwrite),
        ("--regrade", choices.regrade),
        ("--allow-track-loss", choices.track_loss),
        ("--keep-marks", choices.keep_marks),
    ):
        for key in sorted(keys - known):
            raise UsageError(
                _("{option} : le cours n’a pas d’élément « {key} ».").format(option=option, key=key),
                _("Le plan donne les clés : coursegen plan DOSSIER --site NOM"),
            )
