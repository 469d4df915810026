"""The program: its commands, its language, and the one boundary that turns errors into words and an exit code."""

from __future__ import annotations

import gc
import locale
import os
import sys
import tempfile
import traceback
from collections.abc import Iterable, Sequence
from copy import copy
from importlib import import_module
from pkgutil import iter_modules
from typing import TypeVar

import click

import coursegen.cli
from coursegen import __version__
from coursegen.cli.context import Console, NotAgreed
from coursegen.cli.usage import usage_words
from coursegen.errors import CoursegenError, InputError, StorageError, UsageError, reason_of
from coursegen.i18n import gettext as _
from methodology.i18n import use_language

NOT_COMMANDS = {"app", "context", "usage"}
LANGUAGES = ("fr", "en", "pt", "es")
INTERRUPTED = 130
INTERNAL_FAULT = 70
_OBJECTS_BETWEEN_COLLECTIONS = 100_000  # a course is read once and kept: looking for garbage in it finds none
Translated = TypeVar("Translated", bound=click.Command)


class _Help(click.HelpFormatter):
    """Click's own words of a help page, in the language of the messages."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        said = args.replace("COMMAND [ARGS]...", _("COMMANDE [ARGUMENTS]..."))
        super().write_usage(prog, said, _("Usage : ") if prefix is None else prefix)

    def write_heading(self, heading: str) -> None:
        words = {"Options": _("Options :"), "Commands": _("Commandes :")}.get(heading, f"{heading}:")
        self.write(f"{'':>{self.current_indent}}{words}\n")

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        required = _("[obligatoire]")
        said = [(name, text.replace("[required]", required)) for name, text in rows]
        super().write_dl(said, col_max, col_spacing)


class _Context(click.Context):
    formatter_class = _Help


class _Commands(click.Group):
    """Loads a command when it is called: the others cost nothing."""

    context_class = _Context

    def list_commands(self, _context: click.Context) -> list[str]:
        return sorted(_modules())

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        if name not in _modules():
            return None
        command: click.Command = import_module(f"coursegen.cli.{_modules()[name]}").command
        return _translated(command)

    def format_help(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        """The help of the program, in the language of the messages."""
        super(_Commands, _translated(self)).format_help(context, formatter)


def _modules() -> dict[str, str]:
    """The module of each command: `import_` is that of `import`, which Python takes for itself."""
    names = (module.name for module in iter_modules(coursegen.cli.__path__))
    return {name.removesuffix("_"): name for name in names if name not in NOT_COMMANDS}


def _translated(command: Translated) -> Translated:
    """A copy of the command, its help (French in the code) and its options' in the language of the messages."""
    said = copy(command)
    said.help = _(command.help) if command.help else None
    said.params = [copy(parameter) for parameter in command.params]
    for parameter in said.params:
        if isinstance(parameter, click.Option) and parameter.help:
            parameter.help = _(parameter.help)
        if parameter.metavar is None and not getattr(parameter, "is_flag", False):
            parameter.metavar = _plain_metavar(parameter.type)
    click.help_option("-h", "--help", help=_("Montre cette aide."))(said)
    said.context_class = _Context
    if isinstance(said, click.Group):
        said.commands = {name: _translated(inner) for name, inner in said.commands.items()}
    return said


def _plain_metavar(kind: object) -> str | None:
    """What stands for a value on a help page, where click has an English word for its own types."""
    if isinstance(kind, click.types.StringParamType):
        return _("TEXTE")
    if isinstance(kind, click.Path):
        return _("CHEMIN")
    return _("NOMBRE") if isinstance(kind, click.types.IntParamType) else None


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="coursegen", message="%(prog)s %(version)s", help="Donne la version.")
@click.option(
    "--lang",
    type=click.Choice(LANGUAGES),
    is_eager=True,
    expose_value=False,
    callback=lambda _context, _option, chosen: use_language(chosen) if chosen else None,
    help="Langue des messages (défaut : celle du système, sinon fr).",
)
@click.pass_context
def app(context: click.Context) -> None:
    """Un dossier de cours devient Moodle, SCORM et diapositives, et va sur un site.

    Pour commencer : coursegen new MON-COURS --example cipres-fdf
    """
    context.ensure_object(Console)


def system_language() -> str:
    """The language of the system's messages when we have it, French otherwise."""
    named = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or locale.getlocale()[0]
    code = (named or "").split("_")[0].lower()
    return code if code in LANGUAGES else LANGUAGES[0]


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the program and leave with its exit code."""
    sys.exit(run(sys.argv[1:] if arguments is None else arguments))


def run(arguments: Sequence[str]) -> int:
    """Run one command; the exit code. 0 done, 1 course errors, 2 usage, 3 site, 4 disk."""
    console = Console(json="--json" in arguments)
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS)
    use_language(system_language())
    try:
        code = app.main(list(arguments), prog_name="coursegen", standalone_mode=False, obj=console)
        return code if isinstance(code, int) else 0
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.exceptions.NoArgsIsHelpError as help_wanted:
        console.say(help_wanted.ctx.get_help() if help_wanted.ctx else "")
        return UsageError.exit_code
    except click.ClickException as error:
        return _tell(console, *usage_words(error), code=2)
    except NotAgreed:
        console.warn(_("Vous n'avez pas dit oui : rien de plus n'a été fait."))
        return INTERRUPTED
    except (click.Abort, KeyboardInterrupt):
        remedy = _("Relancez la même commande : ce qui est fait est gardé, ou repris.")
        return _tell(console, _("Interrompu."), remedy, code=INTERRUPTED)
    except InputError as error:
        _show_findings(console, error)
        return _tell(console, error.message, error.remedy, code=error.exit_code)
    except CoursegenError as error:
        return _tell(console, error.message, error.remedy, code=error.exit_code)
    except OSError as error:
        place = f" ({error.filename})" if error.filename else ""
        words = _("Le disque a refusé : {reason}{place}.").format(reason=reason_of(error), place=place)
        return _tell(console, words, "", code=StorageError.exit_code)
    except Exception as error:  # the last resort: a fault of ours is told in words, its trace kept for whoever mends it
        return _internal_fault(console, error)


def _internal_fault(console: Console, error: Exception) -> int:
    """Say that the fault is the program's, and where its trace lies."""
    trace = "".join(traceback.format_exception(error))
    with tempfile.NamedTemporaryFile("w", prefix="coursegen-", suffix=".log", delete=False, encoding="utf-8") as log:
        log.write(trace)
    words = _("Le programme a un défaut : {error}.").format(error=f"{type(error).__name__}: {error}")
    remedy = _("Rien n'a été changé. Envoyez le fichier {path} à l'équipe de coursegen.").format(path=log.name)
    return _tell(console, words, remedy, code=INTERNAL_FAULT)


def _tell(console: Console, message: str, remedy: str, code: int) -> int:
    """Say what went wrong and what to do: to people on standard error, to scripts as the one JSON document."""
    console.warn(_("Erreur : {message}").format(message=message))
    if remedy:
        console.warn(_("Que faire : {remedy}").format(remedy=remedy))
    console.result({"error": {"message": message, "remedy": remedy, "code": code}})
    return code


def _show_findings(console: Console, error: InputError) -> None:
    for finding in error.findings:
        where = finding.where
        console.warn(f"{where.file}:{where.line}:{where.column} {finding.rule} {finding.message}")
        if finding.remedy:
            console.warn(f"    {finding.remedy}")
