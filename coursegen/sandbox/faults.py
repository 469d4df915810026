"""Faults that a test asks of the sandbox, call by call: what real sites do on bad days.

A call is one request to a web service or to upload.php, counted from 1. A fault strikes before the site does the work
(nothing happened) or after it (it happened, and the caller doesn't know).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Fault(StrEnum):
    """What goes wrong with one call."""

    CUT_BEFORE = "cut-before"
    """The line breaks before the request is read."""
    CUT_AFTER = "cut-after"
    """The work is done; the line breaks before the answer."""
    SILENT_BEFORE = "silent-before"
    """No answer comes, nothing was done: the caller's time limit ends it."""
    SILENT_AFTER = "silent-after"
    """No answer comes, and the work was done."""
    ERROR_500 = "error-500"
    ERROR_500_AFTER = "error-500-after"
    BAD_GATEWAY = "bad-gateway"
    """A proxy loses patience (502) while the work goes on to its end."""
    MAINTENANCE = "maintenance"
    """Moodle's maintenance page, HTTP 503."""
    NOISE = "noise"
    """A faulty plugin prints before the JSON."""
    TRUNCATED = "truncated"
    """Half of an upload arrives, and is taken for the whole."""
    EXPIRED = "expired"
    """The token is no longer known."""
    QUOTA = "quota"
    """The disk space of the account is used up."""
    SMALL_POST = "small-post"
    """post_max_size is smaller than the request: PHP drops every parameter."""
    REFUSED_BEFORE = "refused-before"
    """An exception before anything is written."""
    REFUSED_AFTER = "refused-after"
    """An exception when everything has been written."""
    BROKEN_WORK = "broken-work"
    """The process dies in the middle of a job: it fails, what was announced stays marked."""


AFTER = frozenset({Fault.CUT_AFTER, Fault.SILENT_AFTER, Fault.ERROR_500_AFTER, Fault.BAD_GATEWAY, Fault.REFUSED_AFTER})


@dataclass
class Faults:
    """The faults of a site. `calls` by number; `always`: by name of a function; `slow_cron`: jobs wait to be run.

    `most_post`: bytes that a request may have (0: any).
    """

    calls: Mapping[int, Fault] = field(default_factory=dict)
    always: Mapping[str, Fault] = field(default_factory=dict)
    slow_cron: bool = False
    most_post: int = 0
    count: int = 0
    heard: list[str] = field(default_factory=list)

    def next(self, function: str) -> Fault | None:
        """The fault of the call that begins now."""
        self.count += 1
        self.heard.append(function)
        return self.calls.get(self.count) or self.always.get(function)
