"""Shows where a publication is: a line a stage, a bar where there is something to count."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack

from coursegen.cli.context import Console
from coursegen.content.weight import weight_words
from coursegen.i18n import gettext as _
from coursegen.publish.transfer import Stage


class Screen:
    """The stages of one command on a terminal; a context: the bar goes with it."""

    def __init__(self, console: Console, making: str = "") -> None:
        self._console = console
        self._making = making
        self._stage: Stage | None = None
        self._bar = ExitStack()
        self._advance: Callable[[int], None] | None = None
        self._shown = 0

    def __enter__(self) -> Screen:
        return self

    def __exit__(self, *_failure: object) -> None:
        self._bar.close()

    def watch(self, stage: Stage, done: int, total: int) -> None:
        """What a publication tells."""
        words = self._words(stage, total)
        if stage is not self._stage:
            self._bar.close()
            self._stage, self._advance, self._shown = stage, None, 0
            self._console.say("… " + words)
        begins = self._advance is None and (done or stage is Stage.SENDING)
        if total and (begins or done < self._shown):
            # Begun, or begun again: an upload starts over in smaller parts when a server finds them too big.
            self._bar.close()
            self._advance = self._bar.enter_context(self._console.progress(total, words))
            self._shown = 0
        if self._advance:
            self._advance(done - self._shown)
            self._shown = done

    def _words(self, stage: Stage, total: int) -> str:
        words = {
            Stage.LOOKING: _("Consultation du site"),
            Stage.SENDING: _("Envoi du paquet ({size})").format(size=weight_words(total)),
            Stage.CHECKING: _("Vérification du paquet par Moodle"),
            Stage.MAKING: self._making or _("Création du cours"),
            Stage.VERIFYING: _("Relecture du cours"),
        }
        return words[stage]
