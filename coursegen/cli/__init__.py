"""The command line. One module a command, found by its name; each has a click command named `command`."""

from coursegen.cli.app import main

__all__ = ["main"]
