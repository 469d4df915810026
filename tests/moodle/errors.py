"""What can go wrong in the live-test harness itself."""

from __future__ import annotations


class LiveSetupError(RuntimeError):
    """A site could not be installed or started; the message says which step and what it printed."""


class SitePhpError(RuntimeError):
    """A PHP script run in a site failed; the message holds everything it printed."""
