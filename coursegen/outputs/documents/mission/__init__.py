"""The documents of a mission, one module each, found by itself. A new one is one new file in `papers/`.

They stand apart from the course's sheets: an action may have no course, and what is confidential is never made by the
usual build.
"""

from coursegen.outputs.documents.mission.issued import Issued
from coursegen.outputs.documents.mission.readiness import shortcomings, too_long
from coursegen.outputs.documents.mission.subject import MissionSubject, known_papers, other_keys, titles
from coursegen.outputs.documents.mission.tone import unkind_sentences
from methodology.mission.names import language_of

__all__ = [
    "Issued",
    "MissionSubject",
    "known_papers",
    "language_of",
    "other_keys",
    "shortcomings",
    "titles",
    "too_long",
    "unkind_sentences",
]
