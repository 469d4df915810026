"""How a page, link or file opens (``RESOURCELIB_DISPLAY_*``)."""

from __future__ import annotations

from enum import IntEnum


class Display(IntEnum):
    """Where the content appears."""

    AUTO = 0
    EMBED = 1
    FRAME = 2
    NEW_WINDOW = 3
    DOWNLOAD = 4
    OPEN = 5
    POPUP = 6
