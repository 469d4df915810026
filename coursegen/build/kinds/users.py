"""users: the access list as accounts and enrolments, for a Moodle administrator. Internal: it names people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from coursegen.build.kinds import Request
from coursegen.i18n import date_locale
from coursegen.i18n import gettext as _
from methodology.access import ACCESS_LIST, due_date
from methodology.i18n import current_language

KIND = "users"
AS_WRITTEN = True
STOPPED_BY = ("MOO-12", "DON-02")
INTERNAL = True
_OWNER_ONLY = 0o600


def title() -> str:
    """What it is, in the person's language."""
    return _("Comptes et inscriptions")


def produce(request: Request) -> Iterator[Path]:
    """One file that only its owner may read, for a course that has an access list; nothing otherwise."""
    from coursegen.outputs.exchange.csv_users import users_csv

    if request.course is None or not request.course.access:
        return
    path = request.folder / f"{request.key}-utilisateurs.csv"
    path.touch(_OWNER_ONLY)
    path.write_bytes(users_csv(request.course))
    yield path


def note(request: Request, made: Sequence[Path]) -> str:
    """Whom the file is for, until when to hand it in and how long the data are kept; or why there is nothing."""
    from babel.dates import format_date

    course = request.course
    if not made or course is None:
        return _("Pas de comptes : le dossier n'a pas de liste d'accès « {name} ».").format(name=ACCESS_LIST)
    words = [_("Données personnelles : pour l'administration du site seulement, puis à supprimer.")]
    if due := due_date(course):
        day = format_date(due, "long", locale=date_locale(current_language()))
        words.append(_("À remettre au plus tard le {day}.").format(day=day))
    words.append(_("Conservation annoncée : {words}.").format(words=course.delivery.platform.retention.rstrip(".")))
    return " ".join(words)
