"""A refused hand-in in words: one cause, then the files it is about; every reason apart for programs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from coursegen.errors import InputError
from coursegen.handin.model import Obstacle
from coursegen.i18n import gettext as _
from coursegen.i18n import ngettext
from methodology.mission.values import Party

_FILES = 3  # named for a reason that several share
_REASONS = 6  # told of one cause


class HandInRefusedError(InputError):
    """Nothing was written. `obstacles`: every reason, each with its file and remedy."""

    def __init__(self, obstacles: Sequence[Obstacle], party: Party) -> None:
        self.obstacles = tuple(dict.fromkeys(obstacles))
        super().__init__("\n".join(_told(self.obstacles, party)), _("Levez ces raisons, puis recommencez."))


def _told(obstacles: Sequence[Obstacle], party: Party) -> Iterator[str]:
    causes = _by_cause(obstacles)
    words = ngettext(
        "Remise pour « {party} » refusée, pour {count} cause : rien n'a été écrit.",
        "Remise pour « {party} » refusée, pour {count} causes : rien n'a été écrit.",
        len(causes),
    )
    yield words.format(party=party.label, count=len(causes))
    for cause, found in causes.items():
        yield f"  • {cause}"
        yield from _reasons(cause, found)
        for remedy in dict.fromkeys(one.remedy for one in found):
            yield f"      → {remedy}"


def _by_cause(obstacles: Sequence[Obstacle]) -> Mapping[str, list[Obstacle]]:
    causes: dict[str, list[Obstacle]] = {}
    for one in obstacles:
        causes.setdefault(one.cause or one.reason, []).append(one)
    return causes


def _reasons(cause: str, found: Sequence[Obstacle]) -> Iterator[str]:
    """The files of each reason: what many share is said once."""
    files: dict[str, list[Obstacle]] = {}
    for one in found:
        files.setdefault(one.reason, []).append(one)
    for reason, about in [*files.items()][:_REASONS]:
        said = "" if reason == cause else f" : {reason}"
        yield f"    – {_named(_names(about))}{said}"
    left = len(files) - _REASONS
    if left > 0:
        more = ngettext("    – et {n} autre passage (--json)", "    – et {n} autres passages (--json)", left)
        yield more.format(n=left)


def _names(about: Sequence[Obstacle]) -> list[str]:
    """The deliverable and its file; of many, the deliverable alone where it has one file."""
    pairs = dict.fromkeys((one.subject, one.file) for one in about)
    subjects = Counter(subject for subject, _file in pairs)
    alone = len(pairs) > 1 and all(count == 1 for count in subjects.values())
    return [subject if alone else " ".join(filter(None, (subject, file))) for subject, file in pairs]


def _named(names: Sequence[str]) -> str:
    others = len(names) - _FILES
    more = ngettext(" et {n} autre", " et {n} autres", others).format(n=others) if others > 0 else ""
    return ", ".join(names[:_FILES]) + more
