"""coursegen mission: what an action of cooperation asks for, and by when. One file a command, each with `command`."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

import click


@click.group("mission")
def command() -> None:
    """La mission décrite par « action.yaml » : échéances, livrables, tâches."""


for _module in iter_modules(__path__):
    command.add_command(import_module(f"{__name__}.{_module.name}").command)
