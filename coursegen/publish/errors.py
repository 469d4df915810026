"""What can go wrong between here and a site, in words for the person who publishes.

All end with exit code 3.
"""

from __future__ import annotations

from coursegen.errors import SiteError
from coursegen.i18n import gettext as _


class SiteUnreachable(SiteError):
    """No usable answer came. `passing`: the same request may succeed a little later."""

    def __init__(self, message: str, remedy: str = "", *, passing: bool = False) -> None:
        super().__init__(message, remedy)
        self.passing = passing


class AnswerLost(SiteUnreachable):
    """The request went out and no answer came back: whether the site did the work is not known."""

    def __init__(self, host: str) -> None:
        super().__init__(
            _("Le site {host} n’a pas répondu à temps.").format(host=host),
            _("Relancez la même commande : ce que le site a déjà fait ne sera pas fait deux fois."),
            passing=True,
        )


class SiteUnderMaintenance(SiteUnreachable):
    """The site shows its maintenance page."""

    def __init__(self, host: str) -> None:
        super().__init__(
            _("Le site {host} est en maintenance.").format(host=host),
            _("Attendez la fin de la maintenance, puis relancez la même commande."),
        )


class UnreadableAnswer(SiteError):
    """The site answered something that is no answer of a Moodle web service."""


class UploadTooBig(SiteError):
    """The web server in front of Moodle takes no request of that size."""


class SiteRefused(SiteError):
    """Moodle answered with an error. `code` is Moodle's own (`invalidtoken` ...), stable over languages."""

    def __init__(self, code: str, message: str, remedy: str = "") -> None:
        super().__init__(message, remedy)
        self.code = code


class NotVerified(SiteError):
    """The course was made, and what is read back from the site is not what was sent."""
