"""What a command speaks through: one line per thing done, one JSON document when asked, progress on standard error."""

from __future__ import annotations

import json
import re
import shlex
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import click

# What a terminal obeys instead of showing it: C0 but for tab and line end, DEL, C1, and marks that turn the direction.
_OBEYED: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


class NotAgreed(Exception):
    """A person was asked and didn't say yes."""


def quoted(path: Path) -> str:
    """A path as it is typed in a command."""
    return shlex.quote(str(path))


def harmless(text: str) -> str:
    """``text`` as a terminal only shows it: names from a file somebody sent can't move the cursor nor turn lines."""
    return _OBEYED.sub("\N{REPLACEMENT CHARACTER}", text)


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
        click.echo(harmless(text), err=self.json)

    def warn(self, text: str) -> None:
        """One line for people, on standard error."""
        click.echo(harmless(text), err=True)

    def result(self, document: dict[str, Any]) -> None:
        """The document for scripts; nothing without `--json`."""
        if self.json:
            said = json.dumps(document, ensure_ascii=False, indent=2, default=str)
            click.echo(_OBEYED.sub(lambda found: f"\\u{ord(found[0]):04x}", said))

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
