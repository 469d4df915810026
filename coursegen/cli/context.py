"""What a command speaks through: one line per thing done, one JSON document when asked, progress on standard error."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import click


@dataclass
class Console:
    """The terminal of one command. With `json`, standard output carries one document and nothing else."""

    json: bool = False

    @property
    def interactive(self) -> bool:
        """Whether a person can be asked something."""
        return sys.stdin is not None and sys.stdin.isatty()

    def say(self, text: str = "") -> None:
        """One line for people."""
        click.echo(text, err=self.json)

    def warn(self, text: str) -> None:
        """One line for people, on standard error."""
        click.echo(text, err=True)

    def result(self, document: dict[str, Any]) -> None:
        """The document for scripts; nothing without `--json`."""
        if self.json:
            click.echo(json.dumps(document, ensure_ascii=False, indent=2, default=str))

    @contextmanager
    def progress(self, total: int, label: str) -> Iterator[Callable[[int], None]]:
        """A progress bar on standard error; gives a function that advances it. Silent when nobody watches."""
        if not sys.stderr.isatty():
            yield lambda advance: None
            return
        from rich.console import Console as RichConsole
        from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

        columns = (TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn())
        with Progress(*columns, console=RichConsole(stderr=True), transient=True) as bars:
            task = bars.add_task(label, total=total)
            yield lambda advance: bars.advance(task, advance)


def json_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """The `--json` every command has: it turns the console to JSON."""

    def turn(context: click.Context, _parameter: click.Parameter, value: bool) -> None:
        if value:
            context.ensure_object(Console).json = True

    return click.option(
        "--json",
        is_flag=True,
        expose_value=False,
        callback=turn,
        help="Un document JSON sur la sortie standard ; les messages vont sur la sortie d'erreur.",
    )(command)
