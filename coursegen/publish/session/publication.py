"""A course through a site's pages: made when it is new; of one that is there, changed SCORM packages are swapped.

Everything else that changed is named for a person to do: no page of Moodle changes a quiz that has been answered
without danger, and nothing here does.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from coursegen.i18n import gettext as _
from coursegen.publish.errors import SiteRefused
from coursegen.publish.prepare import Prepared
from coursegen.publish.session.pages import Pages
from coursegen.publish.session.record import Record, Records
from coursegen.publish.session.restore import Target, course_of, restore
from coursegen.publish.session.scorm import add, scorms_of, swap
from moodle_backups.activities.scorm import Scorm
from moodle_backups.files import File
from moodle_backups.subsections import every_activity

_PACKAGE_PARTS = frozenset({"files"})


@dataclass(frozen=True)
class ByHand:
    """Something that a person must do on the site."""

    key: str
    title: str
    what: str


@dataclass(frozen=True)
class PagesDone:
    """What was done through the pages. `swapped`, `added`: titles of SCORM activities with a new package, and new."""

    course_id: int
    url: str
    created: bool
    swapped: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    by_hand: tuple[ByHand, ...] = ()


def publish_by_pages(
    pages: Pages,
    prepared: Prepared,
    category: int,
    out: Path,
    *,
    visible: bool = False,
    track_loss: Collection[str] = (),
    done: Collection[str] = (),
    say: Callable[[str], None] = lambda _text: None,
) -> PagesDone:
    """Publish a course. `done`: keys of what a person has done on the site since.

    Raises SiteError, StorageError, InputError.
    """
    records = Records(pages.url, prepared.sources.key)
    number = course_of(pages, prepared.sources.key)
    if not number:
        say(_("… Création du cours par les pages de restauration"))
        package = prepared.write(out / "cours.mbz")
        target = Target(category, package.fullname, package.shortname, package.idnumber, visible)
        number = restore(pages, package, target)
        records.write(Record.of(prepared.sources))
        return PagesDone(number, _address(pages, number), created=True)
    if done:
        now = Record.of(prepared.sources)
        records.write((records.read() or Record({}, {})).with_done(now, done))
    return _bring_up_to_date(pages, prepared, number, records, track_loss, say)


def _bring_up_to_date(
    pages: Pages,
    prepared: Prepared,
    number: int,
    records: Records,
    track_loss: Collection[str],
    say: Callable[[str], None],
) -> PagesDone:
    before, now = records.read(), Record.of(prepared.sources)
    if before is None:
        todo = ByHand(
            "", prepared.sources.title, _("cet ordinateur ne sait pas ce qui y a été publié : comparez vous-même")
        )
        return PagesDone(number, _address(pages, number), created=False, by_hand=(todo,))
    packages = dict(_packages(prepared))
    changed = [key for key in now.activities if now.activities[key] != before.activities.get(key)]
    by_hand = list(_left(before, now))
    swapped: list[str] = []
    added: list[str] = []
    numbers = scorms_of(pages, number) if any(key in packages for key in changed) else {}
    kept = {key: dict(value) for key, value in before.activities.items()}
    for key in changed:
        title = str(now.activities[key]["title"])
        if key in packages and key not in before.activities:
            say(_("… Nouvelle leçon : {title}").format(title=title))
            try:
                with packages[key].open() as content:
                    add(pages, number, _section(prepared, key), key, title, content)
            except SiteRefused as refused:
                by_hand.append(ByHand(key, title, refused.message))
                continue
            kept[key] = dict(now.activities[key])
            records.write(Record(kept, before.rest))
            added.append(title)
            by_hand.append(ByHand(key, title, _("leçon ajoutée en fin de section : vérifiez sa place et ses réglages")))
            continue
        why = _hindrance(before, now, key, packages, numbers, track_loss)
        if why:
            by_hand.append(ByHand(key, title, why))
            continue
        say(_("… Nouveau paquetage : {title}").format(title=title))
        with packages[key].open() as content:
            swap(pages, numbers[key], packages[key].name.rsplit("/", 1)[-1], content)
        kept[key] = dict(now.activities[key])
        records.write(Record(kept, before.rest))
        swapped.append(title)
        if set(_parts(before, now, key)) - _PACKAGE_PARTS:
            by_hand.append(ByHand(key, title, _("ses réglages ont aussi changé")))
    return PagesDone(number, _address(pages, number), False, tuple(swapped), tuple(added), tuple(by_hand))


def _section(prepared: Prepared, key: str) -> str:
    """The title of the section that an activity stands in."""
    sources = prepared.sources
    section = next(activity.section for activity in sources.activities if activity.key == key)
    return next(one.title for one in sources.sections if one.key == section)


def _hindrance(
    before: Record,
    now: Record,
    key: str,
    packages: dict[str, File],
    numbers: dict[str, int],
    track_loss: Collection[str],
) -> str:
    """Why a change isn't made here; empty when it can be."""
    if key not in before.activities:
        return _("activité nouvelle : à ajouter sur le site")
    if key not in packages or "files" not in _parts(before, now, key):
        return _("a changé dans le dossier : à corriger sur le site")
    if key not in numbers:
        return _("introuvable sur le site sous ce numéro d’identification")
    gone = {name for name in before.activities[key]["parts"] if name.startswith("sco:")} - set(
        now.activities[key]["parts"]
    )
    if gone and key not in track_loss:
        return _(
            "des parties ont disparu, avec les parcours des apprenants : --allow-track-loss {key} l’accepte"
        ).format(key=key)
    return ""


def _parts(before: Record, now: Record, key: str) -> Iterator[str]:
    """What of an activity has changed."""
    old, new = before.activities[key]["parts"], now.activities[key]["parts"]
    names = sorted({*old, *new})
    yield from (name for name in names if old.get(name) != new.get(name) and not name.startswith("sco:"))


def _left(before: Record, now: Record) -> Iterator[ByHand]:
    for key in before.activities:
        if key not in now.activities:
            title = str(before.activities[key]["title"])
            yield ByHand(key, title, _("n’est plus dans le dossier : à cacher sur le site"))
    if before.rest != now.rest:
        yield ByHand("", _("Le cours"), _("ses sections, ses réglages ou son carnet de notes ont changé"))


def _packages(prepared: Prepared) -> Iterator[tuple[str, File]]:
    if prepared.backup is None:
        return
    for activity in every_activity(prepared.backup):
        if isinstance(activity, Scorm) and activity.package is not None:
            yield activity.key, activity.package


def _address(pages: Pages, number: int) -> str:
    return f"{pages.url}/course/view.php?id={number}"


def category_number(category: str) -> int:
    """The number of a category, which pages need. Raises SiteRefused for an identification number."""
    if not category.isdecimal():
        raise SiteRefused(
            "categorynumber",
            _("Sans jeton, la catégorie « {name} » se donne par son numéro.").format(name=category),
            _("C’est celui de l’adresse de sa page (categoryid=…) : coursegen site add NOM --url … --category NUMÉRO"),
        )
    return int(category)
