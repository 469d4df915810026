"""What click says of a wrong call, in the person's language."""

from __future__ import annotations

import click

from coursegen.i18n import gettext as _


def usage_words(error: click.ClickException) -> tuple[str, str]:
    """Message and remedy for a wrong call."""
    context = getattr(error, "ctx", None)
    path = context.command_path if context else "coursegen"
    remedy = _("« {path} --help » montre comment l'appeler.").format(path=path)
    return _message(error), remedy


def _message(error: click.ClickException) -> str:
    if isinstance(error, click.NoSuchOption):
        near = ", ".join(error.possibilities or ())
        words = _("L'option « {name} » n'existe pas.").format(name=error.option_name)
        return f"{words} {_('La plus proche : {near}.').format(near=near)}" if near else words
    if isinstance(error, click.MissingParameter):
        name = error.param.make_metavar(error.ctx) if error.param and error.ctx else ""
        return _("Il manque : {name}.").format(name=name)
    if isinstance(error, click.BadParameter):
        name = error.param.opts[0] if error.param and error.param.opts else ""
        return _("La valeur de « {name} » ne convient pas : {reason}").format(name=name, reason=error.message)
    if isinstance(error, click.FileError):
        return _("Le fichier « {name} » ne s'ouvre pas.").format(name=error.ui_filename)
    if isinstance(error, click.UsageError) and "No such command" in error.message:
        return _("La commande {name} n'existe pas.").format(
            name=error.message.removeprefix("No such command").strip(" .")
        )
    return error.format_message()
