"""How groups divide an activity or a course."""

from __future__ import annotations

from enum import IntEnum


class GroupMode(IntEnum):
    """``NONE``: everyone together; ``SEPARATE``: groups don't see each other; ``VISIBLE``: they do."""

    NONE = 0
    SEPARATE = 1
    VISIBLE = 2
