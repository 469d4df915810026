"""The proofing language of every run: without it the spell-checker underlines French in red."""

from __future__ import annotations

_TAGS = {"fr": "fr-FR", "en": "en-GB", "pt": "pt-PT", "es": "es-ES"}


def language_tag(language: str) -> str:
    """`fr` to `fr-FR`; a full tag stays as it is."""
    return language if "-" in language else _TAGS.get(language, language)
