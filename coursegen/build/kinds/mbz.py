"""mbz: the Moodle course backup."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from coursegen.build.kinds import Request
from coursegen.i18n import gettext as _

KIND = "mbz"


def title() -> str:
    """What it is, in the person's language."""
    return _("Sauvegarde de cours Moodle")


def produce(request: Request) -> Iterator[Path]:
    """One package for the whole course."""
    from coursegen.build.scorm import courseware_for_moodle
    from coursegen.outputs.moodle import write_mbz

    path = request.folder / f"{request.key}.mbz"
    write_mbz(courseware_for_moodle(request), request.charter, path, request.moodle)
    yield path


def note(request: Request, made: Sequence[Path]) -> str:
    """Which sites can't restore it, when a question asks for a recent one."""
    from coursegen.outputs.moodle import widest_target
    from moodle_backups.versions import PORTABLE

    first = widest_target(request.courseware).first
    if request.moodle or not made or first == PORTABLE.first:
        return ""
    words = _("La sauvegarde demande Moodle {release} ou plus récent : un test y fait mettre des éléments en ordre.")
    return words.format(release=first)
