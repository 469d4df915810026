"""A link to elsewhere."""

from __future__ import annotations

from urllib.parse import urlsplit

from coursegen.sandbox.http import Answer
from coursegen.sandbox.pages.visit import Visit


def show(visit: Visit) -> Answer:
    """The link, not followed by itself."""
    address = visit.activity.url
    safe = address if urlsplit(address).scheme in ("http", "https") else ""
    return visit.page("url.html", address=address, safe=safe)
