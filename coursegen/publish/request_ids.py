"""The ids under which orders go to a site: made from what is asked, so that a repeat is recognised as one."""

from __future__ import annotations

import hashlib
import secrets
from typing import Final

from coursegen.publish.plugin import Coursedeploy, Job

_MOST_ATTEMPTS: Final = 50


def request_base(work: str, *asked: object) -> str:
    """The beginning of an id: the same for the same work, in any run and on any machine."""
    return f"{work}-{hashlib.sha256(repr(asked).encode()).hexdigest()[:32]}"


def free_id(plugin: Coursedeploy, base: str) -> tuple[str, Job | None]:
    """The id for an order, with its job if it runs already; numbers of orders that are over are passed by.

    The state of the course is part of what was asked: where an order is over and the course is as before, it failed,
    or was taken back since.
    """
    for attempt in range(1, _MOST_ATTEMPTS + 1):
        request_id = f"{base}-{attempt}"
        job = plugin.job(request_id)
        if job is None or not job.is_over:
            return request_id, job
    return f"{base}-{secrets.token_hex(4)}", None
