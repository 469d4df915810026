"""The pictures that stand for the types of activities."""

from __future__ import annotations

_FAMILIES = {
    "read": ("page", "book", "resource", "folder", "imscp", "label"),
    "test": ("quiz", "scorm", "h5pactivity", "lesson"),
    "talk": ("forum", "wiki", "glossary", "data", "bigbluebuttonbn"),
    "ask": ("feedback", "choice"),
    "hand": ("assign", "workshop"),
    "link": ("url", "lti"),
}


def picture(kind: str) -> str:
    """Which of our pictures stands for a type: read, test, talk, ask, hand or link."""
    return next((name for name, kinds in _FAMILIES.items() if kind in kinds), "read")
