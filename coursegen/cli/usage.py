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
    match error:
        case click.NoSuchOption():
            near = ", ".join(error.possibilities or ())
            words = _("L'option « {name} » n'existe pas.").format(name=error.option_name)
            return f"{words} {_('La plus proche : {near}.').format(near=near)}" if near else words
        case click.BadOptionUsage():
            return _of_option(error)
        case click.MissingParameter():
            name = error.param.make_metavar(error.ctx) if error.param and error.ctx else ""
            if isinstance(error.param, click.Option):
                name = error.param.opts[-1]
            return _("Il manque : {name}.").format(name=name.removesuffix("..."))
        case click.BadParameter():
            name = error.param.opts[0] if error.param and error.param.opts else ""
            return _("La valeur de « {name} » ne convient pas : {reason}").format(name=name, reason=_reason(error))
        case click.FileError():
            return _("Le fichier « {name} » ne s'ouvre pas.").format(name=error.ui_filename)
        case click.UsageError():
            return _of_call(error)
    return error.format_message()


def _of_option(error: click.BadOptionUsage) -> str:
    """An option without the value that it needs, or with one that it can't take: only click's sentence tells which."""
    if "requires" in error.message:
        return _("L'option « {name} » demande une valeur.").format(name=error.option_name)
    return _("L'option « {name} » ne prend pas de valeur.").format(name=error.option_name)


def _reason(error: click.BadParameter) -> str:
    """What a value must be: in our words for click's own types; what we raise ourselves is said already."""
    match error.param.type if error.param else None:
        case click.Choice(choices=choices):
            return _("choisissez parmi {names}.").format(names=", ".join(map(str, choices)))
        case click.IntRange(min=least, max=most):
            return _("il faut un nombre entier de {least} à {most}.").format(least=least, most=most)
        case click.DateTime():
            return _("il faut une date comme 2026-11-30.")
        case click.Path(exists=True):
            return _("il faut un fichier qui existe.")
        case click.Path():
            return _("il faut un fichier, pas un dossier.")
    return error.message


def _of_call(error: click.UsageError) -> str:
    """What click tells in its sentence alone: a command that isn't there, arguments over what the command takes."""
    sentence, _bracket, rest = error.message.partition("(")
    if sentence.startswith("No such command"):
        name = error.message.removeprefix("No such command").strip(" .'\"")
        return _("La commande « {name} » n'existe pas.").format(name=name)
    if "unexpected extra argument" in sentence:
        return _("En trop dans l'appel : {names}.").format(names=rest.rstrip(")"))
    return error.format_message()
