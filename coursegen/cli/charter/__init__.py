"""coursegen charter: the brands that courses may wear. One file a command, each with `command`."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

import click


@click.group("charter")
def command() -> None:
    """Les chartes : celles du programme, et la vôtre, prise d'un modèle de présentation."""


for _module in iter_modules(__path__):
    command.add_command(import_module(f"{__name__}.{_module.name}").command)
