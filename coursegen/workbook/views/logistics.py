"""What must be ready: things by session, worked out from the methods, the groupings and the headcount."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from coursegen.i18n import gettext as _
from coursegen.i18n import ngettext
from coursegen.workbook.canvas import CENTRED, COUNT, EMPTY, Canvas, Style, Tone, row_range
from coursegen.workbook.place import VIEW_HEADER
from coursegen.workbook.view_words import listed
from methodology.course import Course
from methodology.i18n import N_
from methodology.logistics import Item, SessionLogistics, logistics

TITLE, ORDER = N_("Vue logistique"), 80
_FIRST, _MOST_STEPS = 3, 4
_WANTED = Style(Tone.HEAT_1, centred=True)


@dataclass(frozen=True, slots=True)
class _Thing:
    """A thing, and how it is wanted in each session, by the place of its column. `known`: the catalogue has it."""

    name: str
    known: bool
    wanted: Mapping[int, Item]

    @property
    def consumable(self) -> bool:
        return any(item.consumable for item in self.wanted.values())

    @property
    def quantity(self) -> int:
        """In all: what is used up adds up, what serves again is wanted once."""
        counts = [item.quantity or 0 for item in self.wanted.values()]
        return sum(counts) if self.consumable else max(counts, default=0)

    @property
    def use(self) -> str:
        if not self.known:
            return _("document")
        return _("se consomme") if self.consumable else _("ressert")

    @property
    def steps(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(step for item in self.wanted.values() for step in item.steps))


def about() -> str:
    """How to read it."""
    return _(
        "Ce qu'il faut réunir, d'après les méthodes, les regroupements et l'effectif. Ce qui se consomme "
        "s'additionne ; ce qui ressert se prévoit pour le plus grand besoin. « ? » : à chiffrer."
    )


def draw(course: Course) -> Canvas:
    """A line for each thing, a column for each session."""
    canvas = Canvas(_("Logistique et matériel"), frozen=1, wide=True)
    sessions = tuple(part for part in logistics(course) if part.items)
    if not sessions:
        canvas.put(VIEW_HEADER, 1, _("Rien à réunir : aucune étape ne demande de matériel."), Style(Tone.MUTED))
        canvas.widths[1] = 60.0
        return canvas
    _headers(canvas, sessions)
    for row, thing in enumerate(_things(sessions), VIEW_HEADER + 1):
        _row(canvas, row, thing, len(sessions))
    return canvas


def _headers(canvas: Canvas, sessions: Sequence[SessionLogistics]) -> None:
    after = ((_("À prévoir"), 13.0), (_("Étapes"), 54.0))
    columns = ((_session_name(part), 12.0) for part in sessions)
    canvas.head(VIEW_HEADER, ((_("Matériel ou document"), 50.0), (_("Usage"), 14.0), *columns, *after))


def _session_name(part: SessionLogistics) -> str:
    """The id of the session and its headcount."""
    name = part.session.id if part.session else _("Sans session")
    persons = ngettext("{count} personne", "{count} personnes", part.persons).format(count=part.persons)
    return f"{name}\n{persons}"


def _things(sessions: Sequence[SessionLogistics]) -> tuple[_Thing, ...]:
    """Each thing once, in the order of first use: what the catalogue knows, then what the author names."""
    names: dict[str, str] = {}
    known = {item.material for part in sessions for item in part.items}
    wanted: dict[str, dict[int, Item]] = {}
    for place, part in enumerate(sessions):
        for item in part.items:
            key = item.material or item.name.casefold()
            names.setdefault(key, item.name)
            wanted.setdefault(key, {})[place] = item
    things = (_Thing(name[:1].upper() + name[1:], key in known, wanted[key]) for key, name in names.items())
    return tuple(sorted(things, key=lambda thing: not thing.known))


def _row(canvas: Canvas, row: int, thing: _Thing, count: int) -> None:
    canvas.put(row, 1, thing.name, Style(Tone.LABEL))
    canvas.put(row, 2, thing.use, CENTRED)
    for place in range(count):
        item = thing.wanted.get(place)
        value = ("?" if item.quantity is None else item.quantity) if item else None
        canvas.put(row, _FIRST + place, value, _WANTED if item else EMPTY)
    after, cells = _FIRST + count, row_range(row, _FIRST, _FIRST + count - 1)
    if thing.quantity:
        name = "SUM" if thing.consumable else "MAX"
        canvas.put(row, after, thing.quantity, Style(Tone.SUM, COUNT, True), formula=f"{name}({cells})")
    else:
        canvas.put(row, after, _("à chiffrer"), Style(Tone.MUTED, centred=True))
    canvas.put(row, after + 1, _used_by(thing.steps))


def _used_by(steps: Sequence[str]) -> str:
    """The steps by name; their sequences when there are too many to read."""
    if len(steps) <= _MOST_STEPS:
        return listed(steps)
    sequences = dict.fromkeys(step.partition("/")[0] for step in steps)
    return _("{count} étapes : {names}").format(count=len(steps), names=listed(sequences))
