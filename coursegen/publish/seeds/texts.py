"""What seeds are called, and a digest of all that the folder says of one."""

from __future__ import annotations

from coursegen.publish.canonical import digest
from moodle_backups.seeds import DataRecordSeed, GlossaryEntrySeed, OpeningPost, SeedContent

_LENGTH = 16


def name_of(seed: SeedContent) -> str:
    """What a seed is called: subject, concept, title, or the first value of a record."""
    match seed:
        case OpeningPost():
            return seed.subject
        case GlossaryEntrySeed():
            return seed.concept
        case DataRecordSeed():
            return next((part for parts in seed.values.values() for part in parts if part), "")
    return seed.title


def source_of(seed: SeedContent) -> str:
    """The digest of all that the folder says of a seed."""
    return digest(seed)[:_LENGTH]
