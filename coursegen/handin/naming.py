"""Names of files in a hand-in: which activity, which deliverable, whose, which version; in a room of their own."""

from __future__ import annotations

import re
import unicodedata

from coursegen.handin.model import Source, Wanted

ROOM = "livrables"
WORKING_ROOM = "formats-de-travail"
SECRET_ROOM = "confidentiel"
_LONGEST = 60


def stem_of(source: Source, version: str) -> str:
    """`A1-P1-Note-methodologique-v1.0`; a file among several of one deliverable keeps its own name in it."""
    one = source.wanted
    several = bool(one.outputs) or len(one.files) > 1
    what = plain(source.path.stem if several else one.title)
    secret = "CONFIDENTIEL" if one.confidential else ""
    parts = (secret, one.activity.id, one.id, one.expert, what, f"v{version}")
    return "-".join(filter(None, parts))


def place_of(one: Wanted, room: str, name: str) -> str:
    """Where the file stands in the hand-in, with slashes."""
    inner = f"{SECRET_ROOM}/" if one.confidential else ""
    return f"{room}/{inner}{name}"


def plain(text: str) -> str:
    """ASCII letters, digits and hyphens, at most sixty."""
    flat = unicodedata.normalize("NFKD", text)
    bare = "".join(one for one in flat if not unicodedata.combining(one))
    return re.sub(r"[^A-Za-z0-9]+", "-", bare).strip("-")[:_LONGEST].rstrip("-")
