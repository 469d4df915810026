"""Which options of `publish` each channel can honour: one that can't be is refused or told, never passed over."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from coursegen.cli.context import Console
from coursegen.cli.publish.one import Wanted
from coursegen.errors import UsageError
from coursegen.i18n import gettext as _
from coursegen.publish.changes import Choices

_ON_THE_SITE = (
    "--visible", "--plan", "--overwrite", "--regrade", "--keep-marks", "--missing", "--no-snapshot", "--new",
    "--people",
)  # fmt: skip
_HONOURED: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "plugin": frozenset((*_ON_THE_SITE, "--allow-track-loss")),
        "session": frozenset(("--visible", "--allow-track-loss", "--done")),
        "localsync": frozenset(("--address", "-o")),
        "manual": frozenset(("-o",)),
    }
)


def demand_fitting(channel: str, wanted: Wanted) -> None:
    """Raises UsageError for options that mean nothing to the channel."""
    idle = _idle(channel, wanted)
    if idle:
        raise UsageError(
            _("Le canal « {channel} » ne sait rien faire de {options}.").format(channel=channel, options=idle),
            _("Retirez ce qui est nommé, ou prenez un autre canal : coursegen publish --help"),
        )


def tell_idle(console: Console, channel: str, wanted: Wanted) -> None:
    """Tell of the same options where the channel was chosen for the person, who may not have known which one it is."""
    idle = _idle(channel, wanted)
    if idle:
        words = _("  Remarque : sans effet ici, le canal « {channel} » n’en fait rien : {options}")
        console.warn(words.format(channel=channel, options=idle))


def _idle(channel: str, wanted: Wanted) -> str:
    return ", ".join(option for option in _given(wanted) if option not in _HONOURED[channel])


def _given(wanted: Wanted) -> Iterator[str]:
    """The options that say something else than their default."""
    choices, default = wanted.choices, Choices()
    given = {
        "--visible": wanted.visible,
        "--plan": wanted.plan_file,
        "--overwrite": choices.overwrite,
        "--regrade": choices.regrade,
        "--keep-marks": choices.keep_marks,
        "--missing": choices.missing is not default.missing,
        "--allow-track-loss": choices.track_loss,
        "--no-snapshot": choices.snapshot is not default.snapshot,
        "--new": wanted.anew,
        "--people": wanted.people,
        "--done": wanted.done,
        "--address": wanted.address,
        "-o": wanted.out,
    }
    return (option for option, value in given.items() if value)
